//! The rights that the program's account needs, compared with those it has.

use super::super::administration::PROGRAM_GRANTS;
use super::super::migration::statements_of;

/// What an account may do, as it sees it itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// `SELECT ON users`, `UPDATE (role_id) ON users`.
    pub(super) grants: Vec<String>,
    /// Rights over the whole database, or more: `SELECT`.
    pub(super) wide: Vec<String>,
    /// Whether it has a role, whose rights are not shown.
    pub(super) has_role: bool,
}

impl Held {
    /// The rights that are missing.
    pub(super) fn missing(&self) -> Vec<String> {
        if self.has_role {
            return Vec::new();
        }
        let mut needed = needed();
        needed.retain(|needed| !self.covers(needed));
        needed
    }

    fn covers(&self, needed: &str) -> bool {
        let right = needed.split(' ').next().unwrap_or_default();
        let on_whole_table = needed
            .split_once(" (")
            .and_then(|(right, rest)| Some(format!("{right} ON {}", rest.split_once(") ON ")?.1)));
        self.wide.iter().any(|wide| wide == right)
            || self
                .grants
                .iter()
                .any(|held| held == needed || Some(held) == on_whole_table.as_ref())
    }
}

/// Each right on a table or a column, as the account sees it.
fn needed() -> Vec<String> {
    let statements = statements_of(PROGRAM_GRANTS).into_iter();
    statements
        .flat_map(|statement| rights_in(statement).unwrap_or_default())
        .collect()
}

fn rights_in(statement: &str) -> Option<Vec<String>> {
    let (_, grant) = statement.split_once("GRANT ")?;
    let (rights, object) = grant.split_once(" ON ")?;
    let (table, _) = object.split_once(" TO ")?;
    // The right to see all this is proven by what is seen.
    if table.contains(' ') {
        return None;
    }
    Some(match rights.split_once('(') {
        Some((right, columns)) => columns
            .trim_end_matches(')')
            .split(',')
            .map(|column| format!("{} ({}) ON {table}", right.trim(), column.trim()))
            .collect(),
        None => rights
            .split(',')
            .map(|right| format!("{} ON {table}", right.trim()))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s10_what_an_account_needs_is_read_from_what_it_is_given() {
        let needed = needed();
        for right in [
            "SELECT ON roles",
            "DELETE ON users",
            "UPDATE (role_id) ON users",
            "INSERT ON audit_entries",
        ] {
            assert!(needed.iter().any(|needed| needed == right), "{right} in {needed:?}");
        }
        let held = Held {
            grants: needed.clone(),
            ..Held::default()
        };
        assert_eq!(held.missing(), [""; 0]);
        let held = Held {
            grants: needed.into_iter().filter(|right| right != "DELETE ON users").collect(),
            ..Held::default()
        };
        assert_eq!(held.missing(), ["DELETE ON users"]);
    }

    #[test]
    fn s10_a_wider_right_is_as_good() {
        let wide = ["SELECT", "INSERT", "UPDATE", "DELETE"].map(String::from).to_vec();
        let held = Held {
            wide,
            ..Held::default()
        };
        assert_eq!(held.missing(), [""; 0]);
        let on_table = Held {
            grants: vec![String::from("UPDATE ON users")],
            ..Held::default()
        };
        assert!(on_table.covers("UPDATE (role_id) ON users") && !on_table.covers("UPDATE (role_id) ON events"));
    }
}
