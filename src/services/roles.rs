//! Roles as people name them.

use crate::database::executor::Queries;
use crate::database::pool::Database;
use crate::error::{Error, Result};
use crate::models::folding::fold_keyword;
use crate::models::role::{Role, RoleReference};
use crate::repositories::roles;
use crate::security::authorized::Authorized;

/// The role somebody named.
///
/// # Errors
/// [`Error::RoleNotFound`] with the roles there are.
pub fn show<P>(database: &Database, authorized: &Authorized<P>, reference: &RoleReference) -> Result<Role> {
    database.read(authorized, |reader| find(reader, reference))
}

/// The role somebody named; the case and the accents of a name do not matter.
///
/// # Errors
/// [`Error::RoleNotFound`] with the roles there are.
pub(super) fn find(queries: &mut impl Queries, reference: &RoleReference) -> Result<Role> {
    let typed = reference.name().as_str();
    let wanted = fold_keyword(typed);
    let all = roles::list(queries)?;
    let found = all
        .iter()
        .find(|role| fold_keyword(role.name.as_str()) == wanted)
        .cloned();
    found.ok_or_else(|| Error::RoleNotFound {
        typed: typed.to_owned(),
        roles: all.into_iter().map(|role| role.name).collect(),
    })
}
