//! French names of roles.

use crate::models::role::RoleName;

/// The name of a role as people say it; a role added later keeps its stored name.
pub fn label(role: &RoleName) -> &str {
    match role.as_str() {
        RoleName::MANAGEMENT => "gestion",
        RoleName::SALES => "commercial",
        stored => stored,
    }
}
