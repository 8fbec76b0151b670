//! Changing the fields of an account, its role among them (B14, B15, B17, D14).

use jiff::tz::TimeZone;

use super::changes::{FIELDS, with_changes};
use super::rules::{lock_with_management, refuse_last_manager, refuse_own_account, refuse_portfolio, refuse_taken};
use super::{find, lock, not_found};
use crate::database::authorized::Authorized;
use crate::database::executor::Transaction;
use crate::database::write::Written;
use crate::error::{PortfolioLoss, Result};
use crate::models::colleague::Colleague;
use crate::models::identifier::UserReference;
use crate::models::permission::UserUpdate;
use crate::models::session::CloseReason;
use crate::models::user::{User, UserChanges};
use crate::repositories::users::{self, UniqueValues};
use crate::services::editing::{Update, refuse_stale};
use crate::services::{roles, sessions};

/// Changes fields of an account. `read` is the account as the person saw it, when they saw one: a field they change
/// must still be as they saw it, other people's changes of other fields stay (B17). With a new role, the open sessions
/// end.
///
/// # Errors
/// `UserNotFound`, `RoleNotFound`, `Conflict` of [`Error`](crate::error::Error);
/// [`AccountRefusal::Taken`](crate::error::AccountRefusal::Taken); of a new role, also `OwnAccount`, `HasPortfolio` and
/// `LastManager`.
pub fn update(
    authorized: Authorized<UserUpdate>,
    reference: &UserReference,
    changes: &UserChanges,
    read: Option<&User>,
    time_zone: &TimeZone,
) -> Result<Update<User>> {
    authorized.write(|transaction, authorized| {
        let now = authorized.now();
        let (current, locked) = lock_whole(transaction, reference, changes.role.is_some())?;
        let wanted_role = changes.role.as_ref();
        let role = wanted_role.map(|role| roles::find(transaction, role)).transpose()?;
        let as_wanted = |record: &User| with_changes(record, changes, role.as_ref());
        let update = Update::of(&FIELDS, &current, read, as_wanted, time_zone)?;
        if update.is_empty() {
            return Ok(Written::Unchanged(update));
        }
        let wanted = &update.record;
        let has_new_role = wanted.role != current.role;
        if has_new_role {
            refuse_new_role(transaction, authorized, &current, &locked)?;
        }
        refuse_taken_values(transaction, &current, wanted)?;
        refuse_stale(users::update(transaction, wanted, now)?)?;
        let ended = if has_new_role {
            sessions::end_all(transaction, current.id, None, CloseReason::RoleChanged, now)?
        } else {
            Vec::new()
        };
        Ok(update.written(current.id, ended))
    })
}

/// The account, and all of management where its role may change, which must not end with it.
fn lock_whole(
    transaction: &mut Transaction<'_>,
    reference: &UserReference,
    may_change_role: bool,
) -> Result<(User, Vec<Colleague>)> {
    let id = find(transaction, reference)?.id;
    let locked = if may_change_role {
        lock_with_management(transaction, id, None)?
    } else {
        vec![lock(transaction, reference)?]
    };
    let user = users::find_by_id(transaction, id)?.ok_or_else(|| not_found(reference))?;
    Ok((user, locked))
}

/// B15, D14: a role is what an account may own, and management never runs out of people.
fn refuse_new_role(
    transaction: &mut Transaction<'_>,
    authorized: &Authorized<UserUpdate>,
    current: &User,
    locked: &[Colleague],
) -> Result<()> {
    let account = current.colleague();
    refuse_own_account(authorized, account.id)?;
    refuse_last_manager(&account, locked)?;
    refuse_portfolio(transaction, &account, PortfolioLoss::RoleChange, authorized.now())
}

/// E-mail address and telephone number are looked up when one of them changes.
fn refuse_taken_values(transaction: &mut Transaction<'_>, current: &User, wanted: &User) -> Result<()> {
    if wanted.email == current.email && wanted.phone_number == current.phone_number {
        return Ok(());
    }
    let values = UniqueValues {
        username: &wanted.username,
        email: &wanted.email,
        phone_number: &wanted.phone_number,
    };
    refuse_taken(transaction, &values, Some(current.id))
}
