//! A role as an argument: any role of the database, by the name people know it by or the one it is stored under.

use crate::models::invalid_value::InvalidValue;
use crate::models::role::RoleReference;
use crate::models::text::Line;
use crate::shell::argument::{Reading, Value};
use crate::shell::messages::roles;

impl Value for RoleReference {
    const PLACEHOLDER: &'static str = "ROLE";

    fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
        let typed = Line::<1, { Self::MAXIMUM }>::parse(text)?;
        Ok(Self::new(roles::named(typed.as_str())))
    }

    fn canonical(&self) -> String {
        roles::label(self.name()).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::models::role::RoleName;

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
        assert!(matches!(
            read("a\u{1b}b"),
            Err(InvalidValue::ForbiddenCharacter { .. })
        ));
    }
}
