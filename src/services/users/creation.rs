//! A new account, with a temporary password that is shown once (D20, S4).

use super::changes::recorded_fields;
use super::rules::refuse_taken;
use crate::database::authorized::Authorized;
use crate::database::write::Written;
use crate::error::{Error, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::permission::UserCreate;
use crate::models::user::{NewUser, User};
use crate::repositories::users::{self, UniqueValues};
use crate::security::password::TemporaryPassword;
use crate::security::secret::Secret;
use crate::services::roles;

/// What a creation did.
#[derive(Debug)]
pub struct Creation {
    /// The account.
    pub user: User,
    /// Its temporary password, which nothing else holds.
    pub password: Secret,
}

/// Adds an account whose owner must choose a password when they first sign in.
///
/// # Errors
/// [`Error::RoleNotFound`]; [`AccountRefusal::Taken`](crate::error::AccountRefusal::Taken).
pub fn create(authorized: Authorized<UserCreate>, account: &NewUser) -> Result<Creation> {
    let temporary = TemporaryPassword::draw(authorized.now())?;
    let user = authorized.write(|transaction, authorized| {
        let role = roles::find(transaction, &account.role)?;
        let values = UniqueValues {
            username: account.username.as_str(),
            email: account.person.email.as_str(),
            phone_number: account.person.phone_number.as_str(),
        };
        refuse_taken(transaction, &values, None)?;
        let id = users::insert(transaction, account, role.id, &temporary, authorized.now())?;
        let user =
            users::find_by_id(transaction, id)?.ok_or_else(|| Error::internal("the new account is not there"))?;
        let record = AuditRecord::done(id, recorded_fields(&user, FieldChange::created));
        Ok(Written::Changed(user, record))
    })?;
    Ok(Creation {
        user,
        password: temporary.password,
    })
}
