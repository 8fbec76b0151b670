//! French of roles and their rights.

use super::foot::Noun;
use crate::models::permission::Scope;
use crate::models::role::RoleName;
use crate::shell::grammar::values::role::label;

/// What the list of rights counts.
pub const RIGHTS: Noun = Noun::masculine("droit", "droits");

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
