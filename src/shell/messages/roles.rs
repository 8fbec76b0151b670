//! The French names of roles.

use crate::models::folding::fold_keyword;
use crate::models::permission::Scope;
use crate::models::role::RoleName;
use crate::shell::render::foot::Noun;

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

/// What the list of rights counts.
pub const RIGHTS: Noun = Noun::masculine("droit", "droits");
/// On the card of a role that may do nothing.
pub const NO_RIGHT: &str = "Aucun droit.";

/// How far a right goes.
pub const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Any => "tous",
        Scope::Own => "les siens",
    }
}

/// « gestion (tous), commercial (les siens) »; nothing when nobody holds the right.
pub fn holders(holders: &[(RoleName, Scope)]) -> Option<String> {
    let named: Vec<String> = holders
        .iter()
        .map(|(role, held)| format!("{} ({})", label(role), scope(*held)))
        .collect();
    (!named.is_empty()).then(|| named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

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
