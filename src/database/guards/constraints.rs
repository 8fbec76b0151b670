//! The checks and keys of the schema: compared with what the database has, and made again.
//!
//! A check is compared as words: the two servers put parentheses, quotation marks and the character sets of texts
//! differently. One that differs by its parentheses alone is therefore not told.

use mysql::prelude::Queryable;
use mysql::{Conn, MySqlError};

use super::super::constraint::domain_error;
use super::super::migration::statements_of;
use super::shown::{InstalledConstraint, Shown};
use crate::error::{GuardFault, Result};

/// Every check and key, each with the statement that makes it.
const CONSTRAINTS: &str = include_str!("../../../sql/accounts/constraints.sql");
/// What the server answers where rows are there that the constraint does not allow: a duplicate, an orphan, a value.
const VIOLATIONS: [u16; 4] = [1062, 1452, 3819, 4025];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Check,
    PrimaryKey,
    UniqueKey,
    Reference,
}

/// A check or a key as the schema has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Constraint {
    kind: Kind,
    table: &'static str,
    name: &'static str,
    demand: &'static str,
    /// `ADD CONSTRAINT …`.
    addition: &'static str,
}

/// How making one again ended.
pub(super) enum Making {
    Made,
    /// Rows are there that it does not allow.
    Violated,
}

/// Every check and key, keys before what refers to them.
pub(super) fn all() -> Vec<Constraint> {
    let statements = statements_of(CONSTRAINTS).into_iter();
    statements.filter_map(Constraint::made_by).collect()
}

impl Constraint {
    /// The constraint that a statement makes.
    fn made_by(statement: &'static str) -> Option<Self> {
        let (_, statement) = statement.split_once("ALTER TABLE ")?;
        let (table, addition) = statement.split_once(' ')?;
        let added = addition.strip_prefix("ADD ")?;
        let (kind, name, demand) = if let Some(columns) = added.strip_prefix("PRIMARY KEY ") {
            (Kind::PrimaryKey, "PRIMARY", columns)
        } else if let Some(key) = added.strip_prefix("UNIQUE KEY ") {
            let (name, columns) = key.split_once(' ')?;
            (Kind::UniqueKey, name, columns)
        } else {
            let (name, demand) = added.strip_prefix("CONSTRAINT ")?.split_once(' ')?;
            match demand.strip_prefix("FOREIGN KEY ") {
                Some(reference) => (Kind::Reference, name, reference),
                None => (Kind::Check, name, demand.strip_prefix("CHECK ")?),
            }
        };
        Some(Self {
            kind,
            table,
            name,
            demand,
            addition,
        })
    }

    /// Its name, with that of its table where every table has one.
    pub(super) fn told_name(&self) -> String {
        if self.kind == Kind::PrimaryKey {
            format!("{}.{}", self.table, self.name)
        } else {
            self.name.to_owned()
        }
    }

    pub(super) fn fault_among(&self, shown: &Shown) -> Option<GuardFault> {
        let name = self.told_name();
        let mut own = self.own_among(shown).peekable();
        if own.peek().is_none() {
            return Some(GuardFault::Missing { name });
        }
        let is_idle = self.kind == Kind::Check && shown.idle.contains(&format!("{} {}", self.table, self.name));
        (is_idle || !own.all(|installed| self.is_met_by(installed))).then_some(GuardFault::Altered { name })
    }

    /// What has its place. Where another table has a check of the same name, both servers show the texts of both.
    fn own_among<'shown>(&self, shown: &'shown Shown) -> impl Iterator<Item = &'shown InstalledConstraint> {
        let Self { kind, table, name, .. } = *self;
        shown.constraints.iter().filter(move |installed| {
            installed.table == table && installed.name == name && kind.shown_as().contains(&installed.kind.as_str())
        })
    }

    fn is_met_by(&self, installed: &InstalledConstraint) -> bool {
        match self.kind {
            Kind::Check => words(&installed.demand) == words(self.demand),
            Kind::PrimaryKey | Kind::UniqueKey => installed.kind == "KEY" && installed.demand == self.demand,
            Kind::Reference => installed.demand == self.demand,
        }
    }

    /// Makes it again.
    pub(super) fn make(&self, connection: &mut Conn, shown: &Shown) -> Result<Making> {
        let Self { table, addition, .. } = self;
        let is_there = self.own_among(shown).next().is_some();
        let removal = self.removal();
        let statements = match self.kind {
            _ if !is_there => vec![format!("ALTER TABLE {table} {addition}")],
            // At once, because what refers to the key would keep it.
            Kind::PrimaryKey | Kind::UniqueKey => vec![format!("ALTER TABLE {table} {removal}, {addition}")],
            Kind::Check | Kind::Reference => vec![
                format!("ALTER TABLE {table} {removal}"),
                format!("ALTER TABLE {table} {addition}"),
            ],
        };
        for statement in statements {
            match connection.query_drop(statement) {
                Ok(()) => {}
                Err(mysql::Error::MySqlError(answer)) if is_violation(&answer) => {
                    log::error!("{} of {table} cannot be made again: {answer}", self.name);
                    return Ok(Making::Violated);
                }
                Err(error) => return Err(domain_error(error)),
            }
        }
        Ok(Making::Made)
    }

    fn removal(&self) -> String {
        match self.kind {
            Kind::Check => format!("DROP CONSTRAINT {}", self.name),
            Kind::PrimaryKey => String::from("DROP PRIMARY KEY"),
            Kind::UniqueKey => format!("DROP KEY {}", self.name),
            Kind::Reference => format!("DROP FOREIGN KEY {}", self.name),
        }
    }
}

impl Kind {
    const fn shown_as(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["CHECK"],
            Self::PrimaryKey | Self::UniqueKey => &["KEY", "INDEX"],
            Self::Reference => &["REFERENCE"],
        }
    }
}

fn is_violation(answer: &MySqlError) -> bool {
    VIOLATIONS.contains(&answer.code)
}

/// What a check says, without what the servers write differently: keywords in capitals or not, parentheses, quotation
/// marks of names, character sets of texts, the operator of a pattern. Texts keep their letters.
fn words(check: &str) -> String {
    let mut words = String::new();
    let check = check.replace("\\'", "'").replace("_utf8mb4'", "'");
    for (place, part) in check.split('\'').enumerate() {
        if place % 2 == 1 {
            words.push('\'');
            words.push_str(part);
            words.push('\'');
            continue;
        }
        let plain = part
            .chars()
            .filter(|letter| !letter.is_whitespace() && !"()`".contains(*letter));
        words.extend(plain.flat_map(char::to_lowercase));
    }
    match words.strip_prefix("regexp_like") {
        Some(pattern) => pattern.replacen(",'", "regexp'", 1),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_makes_a_constraint() {
        assert_eq!(all().len(), CONSTRAINTS.matches("ALTER TABLE ").count());
    }

    #[test]
    fn a_check_is_the_same_however_a_server_writes_it() {
        for (written, mariadb, mysql) in [
            (
                "(username COLLATE utf8mb4_bin REGEXP '^[a-z]{2}$')",
                "`username` collate utf8mb4_bin regexp '^[a-z]{2}$'",
                r"regexp_like((`username` collate utf8mb4_bin),_utf8mb4\'^[a-z]{2}$\')",
            ),
            (
                "((closed_at IS NULL) = (close_reason IS NULL))",
                "`closed_at` is null = (`close_reason` is null)",
                "((`closed_at` is null) = (`close_reason` is null))",
            ),
            (
                "(scope IN ('any', 'own'))",
                "`scope` in ('any','own')",
                r"(`scope` in (_utf8mb4\'any\',_utf8mb4\'own\'))",
            ),
            (
                "(first_name <> '')",
                "`first_name` <> ''",
                r"(`first_name` <> _utf8mb4\'\')",
            ),
        ] {
            assert_eq!(words(written), words(mariadb));
            assert_eq!(words(written), words(mysql));
        }
        assert_ne!(words("(scope IN ('any'))"), words("(scope IN ('Any'))"));
        assert_ne!(words("(amount > 0)"), words("(amount >= 0)"));
    }
}
