//! What the business allows with accounts (B14, B15, D12, D14).

use crate::database::executor::{Queries, Transaction};
use crate::database::pool::Database;
use crate::error::{Error, Result};
use crate::models::identifier::{UserId, UserReference};
use crate::models::role::RoleName;
use crate::models::user::Colleague;
use crate::repositories::users;
use crate::security::authorized::Authorized;
use crate::security::permission::PermissionName;

/// The account a list is narrowed to. Whoever may not read accounts cannot learn here which exist: to him, a name that
/// nobody has is that of somebody who looks after nothing.
///
/// # Errors
/// [`Error::UserNotFound`], for whoever may read accounts.
pub fn filtered_by<P>(
    database: &Database,
    authorized: &Authorized<P>,
    reference: &UserReference,
) -> Result<UserId> {
    let found = database.read(authorized, |reader| users::find_colleague(reader, reference))?;
    match found {
        Some(colleague) => Ok(colleague.id),
        None if authorized.also_holds(PermissionName::UserRead) => Err(not_found(reference)),
        None => Ok(UserId::NOBODY),
    }
}

/// The active colleague of a role whom somebody designated; nobody changes his account until the transaction ends (B14).
///
/// # Errors
/// [`Error::UserNotFound`]; [`Error::UnsuitableRole`] when he has another role or is not active.
pub(super) fn lock_active(
    transaction: &mut Transaction<'_>,
    reference: &UserReference,
    role: &'static str,
) -> Result<Colleague> {
    let colleague = lock(transaction, reference)?;
    if colleague.is_active && colleague.role.as_str() == role {
        return Ok(colleague);
    }
    Err(Error::UnsuitableRole {
        username: colleague.username,
        expected: RoleName::new(role),
    })
}

/// The account somebody designated, which nobody else changes until the transaction ends.
///
/// # Errors
/// [`Error::UserNotFound`].
pub(super) fn lock(transaction: &mut Transaction<'_>, reference: &UserReference) -> Result<Colleague> {
    let found = find(transaction, reference)?;
    users::lock_colleague(transaction, found.id)?.ok_or_else(|| not_found(reference))
}

fn find(queries: &mut impl Queries, reference: &UserReference) -> Result<Colleague> {
    users::find_colleague(queries, reference)?.ok_or_else(|| not_found(reference))
}

fn not_found(reference: &UserReference) -> Error {
    Error::UserNotFound {
        reference: reference.to_string(),
    }
}
