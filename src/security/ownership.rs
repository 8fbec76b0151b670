//! What `own` means for each object. A witness proves a right; these functions decide about a row, beside the
//! `SELECT … FOR UPDATE` that read it.

use super::authorized::Authorized;
use super::permission::{Permission, PermissionName, Scope};
use crate::error::{Error, Result};
use crate::models::customer::Customer;

/// A customer belongs to its salesperson.
///
/// # Errors
/// [`Error::NotOwner`] naming the salesperson, whom everybody may see beside the record.
pub fn of_customer<P: Permission>(authorized: &Authorized<P>, customer: &Customer) -> Result<()> {
    let is_own = customer.salesperson.id == authorized.actor().id;
    allow::<P>(authorized.scope(), is_own, || customer.salesperson.full_name())
}

fn allow<P: Permission>(scope: Scope, is_own: bool, owner: impl FnOnce() -> String) -> Result<()> {
    match (scope, P::NAME) {
        (Scope::Any, _) | (Scope::Own, None) => Ok(()),
        (Scope::Own, Some(_)) if is_own => Ok(()),
        (Scope::Own, Some(permission)) => Err(not_owner(permission, owner())),
    }
}

fn not_owner(permission: PermissionName, owner: String) -> Error {
    Error::NotOwner {
        permission,
        owner: Some(owner),
    }
}
