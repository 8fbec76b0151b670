//! Disabling an account, whose portfolio passes to a colleague in the same transaction (B15, D14).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::handover::{move_portfolio, refuse_unsuitable};
use super::rules::{among, lock_with_management, refuse_last_manager, refuse_own_account, refuse_portfolio};
use super::{find, not_found};
use crate::database::authorized::Authorized;
use crate::database::executor::{Queries, Transaction};
use crate::database::write::Written;
use crate::error::{PortfolioLoss, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::colleague::Colleague;
use crate::models::identifier::{UserId, UserReference};
use crate::models::permission::UserUpdate;
use crate::models::session::CloseReason;
use crate::models::user::Portfolio;
use crate::repositories::portfolio_move::PortfolioMove;
use crate::repositories::{events, users};
use crate::services::events::refuse_clashes;
use crate::services::sessions;

/// Events named when a replacement is busy.
const MOST_CLASHES: u64 = 10;

/// What changes hands when an account is disabled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The account, as it was.
    pub account: Colleague,
    /// Who takes over.
    pub replacement: Option<Colleague>,
    /// What passes to them.
    pub portfolio: Portfolio,
}

impl Handover {
    /// Whether there is nothing to do: the account is disabled and looks after nothing.
    pub fn is_done_already(&self) -> bool {
        !self.account.is_active && self.portfolio.is_empty()
    }
}

/// What disabling an account did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deactivation {
    /// What changed hands.
    pub handover: Handover,
    /// How many open sessions ended.
    pub closed_sessions: usize,
    /// Whether anything was to do.
    pub has_changed: bool,
}

/// What can be said before an account is disabled: that it may be, and what changes hands.
///
/// # Errors
/// The same as [`deactivate`], before anybody is asked to confirm, except that of the last manager.
pub fn check_deactivation(
    authorized: &Authorized<UserUpdate>,
    reference: &UserReference,
    replacement: Option<&UserReference>,
    time_zone: &TimeZone,
) -> Result<Handover> {
    let now = authorized.now();
    authorized.read(|reader| {
        let account = find(reader, reference)?;
        refuse_own_account(authorized, account.id)?;
        let replacement = replacement.map(|replacement| find(reader, replacement)).transpose()?;
        refuse(reader, &account, replacement.as_ref(), now, time_zone)?;
        Ok(Handover {
            portfolio: users::count_portfolio(reader, account.id, now)?,
            account,
            replacement,
        })
    })
}

/// Disables an account: its portfolio passes to the replacement, its open sessions end. Doing it again changes nothing.
///
/// # Errors
/// [`Error::UserNotFound`](crate::error::Error::UserNotFound); `OwnAccount`, `LastManager`, `HasPortfolio` without a
/// replacement, of [`AccountRefusal`](crate::error::AccountRefusal); with one, what `handover` refuses.
pub fn deactivate(
    authorized: Authorized<UserUpdate>,
    reference: &UserReference,
    replacement: Option<&UserReference>,
    time_zone: &TimeZone,
) -> Result<Deactivation> {
    authorized.write(|transaction, authorized| {
        let now = authorized.now();
        let id = find(transaction, reference)?.id;
        refuse_own_account(authorized, id)?;
        let (account, replacement) = lock_both(transaction, id, reference, replacement)?;
        refuse(transaction, &account, replacement.as_ref(), now, time_zone)?;
        let mut changes = Vec::new();
        if account.is_active {
            users::set_activity(transaction, id, false, now)?;
            changes.push(FieldChange::changed("is_active", "true", "false"));
        }
        let mut portfolio = Portfolio::default();
        if let Some(replacement) = &replacement {
            let (from, to) = (id, replacement.id);
            let moved = move_portfolio(transaction, PortfolioMove { from, to, now })?;
            portfolio = moved.portfolio;
            changes.extend(moved.changes);
        }
        let ended = sessions::end_all(transaction, id, None, CloseReason::Deactivated, now)?;
        let closed_sessions = ended.len();
        changes.extend(ended);
        let deactivation = Deactivation {
            handover: Handover {
                account,
                replacement,
                portfolio,
            },
            closed_sessions,
            has_changed: !changes.is_empty(),
        };
        if !deactivation.has_changed {
            return Ok(Written::Unchanged(deactivation));
        }
        Ok(Written::Changed(deactivation, AuditRecord::done(id, changes)))
    })
}

/// The account and its replacement, locked with all of management, which must not end with the account.
fn lock_both(
    transaction: &mut Transaction<'_>,
    id: UserId,
    reference: &UserReference,
    replacement: Option<&UserReference>,
) -> Result<(Colleague, Option<Colleague>)> {
    let other = match replacement {
        Some(replacement) => Some((find(transaction, replacement)?.id, replacement)),
        None => None,
    };
    let locked = lock_with_management(transaction, id, other.map(|(id, _)| id))?;
    let account = among(&locked, id).ok_or_else(|| not_found(reference))?;
    refuse_last_manager(account, &locked)?;
    let replacement = match other {
        Some((id, reference)) => Some(among(&locked, id).ok_or_else(|| not_found(reference))?.clone()),
        None => None,
    };
    Ok((account.clone(), replacement))
}

/// What stands in the way, apart from who acts and who remains.
fn refuse(
    queries: &mut impl Queries,
    account: &Colleague,
    replacement: Option<&Colleague>,
    now: Timestamp,
    time_zone: &TimeZone,
) -> Result<()> {
    let Some(replacement) = replacement else {
        return refuse_portfolio(queries, account, PortfolioLoss::Deactivation, now);
    };
    refuse_unsuitable(account, replacement)?;
    // B12: whoever takes events over has none at the same time. Where it counts, both accounts are locked.
    let overlapping = events::list_clashes_between(queries, account.id, replacement.id, now, MOST_CLASHES)?;
    refuse_clashes(replacement, overlapping, time_zone)
}
