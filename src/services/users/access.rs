//! Letting somebody in again: a disabled account, a name that failed attempts block, a forgotten password (S3, S4).

use super::{find, lock};
use crate::database::authorized::Authorized;
use crate::database::write::Written;
use crate::error::{AccountRefusal, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::colleague::Colleague;
use crate::models::identifier::UserReference;
use crate::models::permission::UserUpdate;
use crate::models::session::CloseReason;
use crate::repositories::{login_throttles, users};
use crate::security::password::TemporaryPassword;
use crate::security::secret::Secret;
use crate::security::throttle::Throttle;
use crate::services::sessions;

/// What unlocking an account did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlocking {
    /// The account.
    pub account: Colleague,
    /// Whether attempts to sign in were refused.
    pub was_blocked: bool,
    /// Whether failed attempts are forgotten, though they may not have blocked it.
    pub has_changed: bool,
}

/// Forgets the failed attempts to sign in with the name of an account.
///
/// # Errors
/// [`Error::UserNotFound`](crate::error::Error::UserNotFound).
pub fn unlock(authorized: Authorized<UserUpdate>, reference: &UserReference) -> Result<Unlocking> {
    authorized.write(|transaction, authorized| {
        let now = authorized.now();
        // The account is not locked: signing in locks the counters first, the account after them.
        let account = find(transaction, reference)?;
        let counters = login_throttles::list_of_account(transaction, &account.username)?;
        let mut throttle = Throttle::clear(now);
        for counter in &counters {
            throttle = throttle.with(login_throttles::lock(transaction, counter, now)?);
        }
        let forgotten = forgotten(&throttle);
        let id = account.id;
        let unlocking = Unlocking {
            account,
            was_blocked: throttle.is_blocked(now),
            has_changed: !forgotten.is_empty(),
        };
        if !unlocking.has_changed {
            return Ok(Written::Unchanged(unlocking));
        }
        for counter in &counters {
            login_throttles::update(transaction, counter, &Throttle::clear(now))?;
        }
        Ok(Written::Changed(unlocking, AuditRecord::done(id, forgotten)))
    })
}

/// What a reset of a password did.
#[derive(Debug)]
pub struct PasswordReset {
    /// The account.
    pub account: Colleague,
    /// Its temporary password, which nothing else holds.
    pub password: Secret,
    /// How many sessions it had open.
    pub closed_sessions: usize,
}

/// Gives an account a temporary password, to be replaced when its owner next signs in; its open sessions end.
///
/// # Errors
/// [`Error::UserNotFound`](crate::error::Error::UserNotFound); [`AccountRefusal::OwnPassword`],
/// [`AccountRefusal::Inactive`].
pub fn reset_password(authorized: Authorized<UserUpdate>, reference: &UserReference) -> Result<PasswordReset> {
    let temporary = TemporaryPassword::draw(authorized.now())?;
    let (account, closed_sessions) = authorized.write(|transaction, authorized| {
        let now = authorized.now();
        let account = lock(transaction, reference)?;
        refuse(authorized, &account)?;
        users::reset_password(transaction, account.id, &temporary, now)?;
        let ended = sessions::end_all(transaction, account.id, None, CloseReason::PasswordReset, now)?;
        let closed_sessions = ended.len();
        let mut changes = vec![FieldChange::untold("password")];
        changes.extend(ended);
        let record = AuditRecord::done(account.id, changes);
        Ok(Written::Changed((account, closed_sessions), record))
    })?;
    Ok(PasswordReset {
        account,
        password: temporary.password,
        closed_sessions,
    })
}

/// What enabling an account did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reactivation {
    /// The account.
    pub account: Colleague,
    /// Whether it was disabled.
    pub has_changed: bool,
}

/// Enables an account, with the password and the role it had.
///
/// # Errors
/// [`Error::UserNotFound`](crate::error::Error::UserNotFound).
pub fn reactivate(authorized: Authorized<UserUpdate>, reference: &UserReference) -> Result<Reactivation> {
    authorized.write(|transaction, authorized| {
        let account = lock(transaction, reference)?;
        let id = account.id;
        let reactivation = Reactivation {
            has_changed: !account.is_active,
            account,
        };
        if !reactivation.has_changed {
            return Ok(Written::Unchanged(reactivation));
        }
        users::set_activity(transaction, id, true, authorized.now())?;
        let changes = vec![FieldChange::changed("is_active", "false", "true")];
        Ok(Written::Changed(reactivation, AuditRecord::done(id, changes)))
    })
}

fn refuse(authorized: &Authorized<UserUpdate>, account: &Colleague) -> Result<()> {
    if authorized.actor().id == account.id {
        return Err(AccountRefusal::OwnPassword.into());
    }
    if !account.is_active {
        return Err(AccountRefusal::Inactive {
            username: account.username.clone(),
        }
        .into());
    }
    Ok(())
}

/// The counters that are not what they are for a name nobody failed with.
fn forgotten(throttle: &Throttle) -> Vec<FieldChange> {
    let counts = [("failures", throttle.failures), ("blocks", throttle.blocks)];
    let mut changes: Vec<FieldChange> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(counter, count)| FieldChange::changed(counter, count.to_string(), "0"))
        .collect();
    if let Some(until) = throttle.blocked_until {
        changes.push(FieldChange::deleted("blocked_until", until.to_string()));
    }
    changes
}
