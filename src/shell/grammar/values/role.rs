//! A role as an argument: any role of the database, by the name people know it by or the one it is stored under.

use crate::models::folding::fold_keyword;
use crate::models::invalid_value::InvalidValue;
use crate::models::role::{RoleName, RoleReference};
use crate::models::text::Line;
use crate::shell::grammar::argument::{Reading, Value};

impl Value for RoleReference {
    const PLACEHOLDER: &'static str = "ROLE";

    fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
        let typed = Line::<1, { Self::MAXIMUM }>::parse(text)?;
        Ok(Self::new(named(typed.as_str())))
    }

    fn canonical(&self) -> String {
        label(self.name()).to_owned()
    }
}

/// The name people know a role by; one that was added to the database later is shown as it is stored.
///
/// A stored name comes from outside: clean it before a terminal shows it (S20).
pub fn label(role: &RoleName) -> &str {
    match role.as_str() {
        RoleName::MANAGEMENT => "gestion",
        RoleName::SALES => "commercial",
        RoleName::SUPPORT => "support",
        stored => stored,
    }
}

/// The roles that people know by a name of our own.
const LABELLED: [&str; 3] = [RoleName::MANAGEMENT, RoleName::SALES, RoleName::SUPPORT];

/// The role a person calls so: one of ours by its French or its stored name, whatever the case and the accents;
/// otherwise the one of exactly this name.
pub fn named(typed: &str) -> RoleName {
    let wanted = fold_keyword(typed);
    LABELLED
        .map(RoleName::new)
        .into_iter()
        .find(|role| label(role) == wanted || role.as_str() == wanted)
        .unwrap_or_else(|| RoleName::new(typed))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn read(typed: &str) -> Result<RoleReference, InvalidValue> {
        let reading = Reading {
            time_zone: TimeZone::UTC,
        };
        <RoleReference as Value>::parse(typed, &reading)
    }

    #[test]
    fn french_and_stored_names_designate_the_same_role() {
        for typed in ["commercial", " Commercial ", "SALES", "sales"] {
            let reference = read(typed).unwrap();
            assert_eq!(reference.canonical(), "commercial", "{typed}");
            assert_eq!(read(&reference.canonical()), read("commercial"));
        }
        assert_eq!(read("logistique").unwrap().name(), &RoleName::new("logistique"));
    }

    #[test]
    fn what_no_role_can_be_called_is_refused() {
        assert_eq!(read(" "), Err(InvalidValue::Empty));
        assert!(matches!(read(&"x".repeat(31)), Err(InvalidValue::TooLong { .. })));
        assert!(matches!(read("a\u{1b}b"), Err(InvalidValue::ForbiddenCharacter { .. })));
    }

    #[test]
    fn every_label_names_its_role_and_any_other_word_itself() {
        for stored in LABELLED {
            let role = RoleName::new(stored);
            assert_eq!(named(label(&role)), role);
        }
        assert_eq!(named("GESTION").as_str(), RoleName::MANAGEMENT);
        assert_eq!(named("Régie").as_str(), "Régie");
    }

    #[test]
    fn known_roles_are_french_and_others_are_shown_as_stored() {
        let labels = ["management", "sales", "support", "logistique"].map(RoleName::new);
        assert_eq!(
            labels.each_ref().map(label),
            ["gestion", "commercial", "support", "logistique"]
        );
    }
}
