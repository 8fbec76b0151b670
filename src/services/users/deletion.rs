//! Removing an account that nothing refers to (D12, D14).

use super::changes::recorded_fields;
use super::rules::{among, lock_with_management, refuse_last_manager, refuse_own_account};
use super::{find, find_whole, not_found};
use crate::database::authorized::Authorized;
use crate::database::executor::Queries;
use crate::database::write::Written;
use crate::error::{AccountRefusal, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::identifier::{UserId, UserReference};
use crate::models::permission::UserDelete;
use crate::models::user::User;
use crate::repositories::users;
use crate::services::editing::refuse_stale;

/// Removes an account that nothing names: no record, no act, no session.
///
/// # Errors
/// [`Error::UserNotFound`](crate::error::Error::UserNotFound); [`AccountRefusal::OwnAccount`],
/// [`AccountRefusal::LastManager`], [`AccountRefusal::HasServed`].
pub fn delete(authorized: Authorized<UserDelete>, reference: &UserReference) -> Result<User> {
    authorized.write(|transaction, authorized| {
        let id = find(transaction, reference)?.id;
        refuse_own_account(authorized, id)?;
        let locked = lock_with_management(transaction, id, None)?;
        let account = among(&locked, id).ok_or_else(|| not_found(reference))?;
        refuse_last_manager(account, &locked)?;
        refuse_service(transaction, id, &account.username)?;
        let user = users::find_by_id(transaction, id)?.ok_or_else(|| not_found(reference))?;
        refuse_stale(users::delete(transaction, &user)?)?;
        let record = AuditRecord::done(id, recorded_fields(&user, FieldChange::deleted));
        Ok(Written::Changed(user, record))
    })
}

/// What can be said before an account is removed: that it may be, and which one it is.
///
/// # Errors
/// The same as [`delete`], before anybody is asked to confirm, except that of the last manager.
pub fn check_deletion(authorized: &Authorized<UserDelete>, reference: &UserReference) -> Result<User> {
    authorized.read(|reader| {
        let user = find_whole(reader, reference)?;
        refuse_own_account(authorized, user.id)?;
        refuse_service(reader, user.id, &user.username)?;
        Ok(user)
    })
}

fn refuse_service(queries: &mut impl Queries, id: UserId, username: &str) -> Result<()> {
    if users::is_referred_to(queries, id)? {
        return Err(AccountRefusal::HasServed {
            username: Some(username.to_owned()),
        }
        .into());
    }
    Ok(())
}
