//! The French names of roles.

use crate::models::role::RoleName;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_roles_are_french_and_others_are_shown_as_stored() {
        let labels = ["management", "sales", "support", "logistique"].map(RoleName::new);
        assert_eq!(
            labels.each_ref().map(label),
            ["gestion", "commercial", "support", "logistique"]
        );
    }
}
