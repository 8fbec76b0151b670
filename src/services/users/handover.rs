//! What passes from one account to another: who may take it over, and the moves themselves (B12, B15).

use jiff::Timestamp;

use crate::database::executor::Transaction;
use crate::error::{AccountRefusal, Error, Result};
use crate::models::audit_entry::{Audited, FieldChange};
use crate::models::colleague::Colleague;
use crate::models::identifier::{Id, UserId};
use crate::models::user::Portfolio;
use crate::repositories::{contracts, customers, events};

/// How many records one statement moves: it ends long before anybody gives it up.
const ROWS_AT_ONCE: usize = 5_000;

/// B15: a replacement is somebody else, active, of the same role.
pub(super) fn refuse_unsuitable(account: &Colleague, replacement: &Colleague) -> Result<()> {
    if replacement.id == account.id {
        return Err(AccountRefusal::ReplacesHimself {
            username: account.username.clone(),
        }
        .into());
    }
    if replacement.is_active && replacement.role == account.role {
        return Ok(());
    }
    Err(Error::UnsuitableRole {
        username: replacement.username.clone(),
        expected: account.role.clone(),
    })
}

/// What a portfolio was, and its moves for the journal.
pub(super) struct Moved {
    pub(super) portfolio: Portfolio,
    pub(super) changes: Vec<FieldChange>,
}

/// Gives everything an account looks after to another, in the order in which everybody locks: customers, contracts,
/// events.
pub(super) fn move_portfolio(
    transaction: &mut Transaction<'_>,
    from: UserId,
    to: UserId,
    now: Timestamp,
) -> Result<Moved> {
    let customers = customers::lock_of_salesperson(transaction, from)?;
    for range in ranges(&customers) {
        customers::transfer_range(transaction, range, from, to, now)?;
    }
    let contracts = contracts::lock_of_manager(transaction, from)?;
    for range in ranges(&contracts) {
        contracts::transfer_range(transaction, range, from, to, now)?;
    }
    let events = events::lock_of_support(transaction, from, now)?;
    for range in ranges(&events) {
        events::transfer_range(transaction, range, from, to, now)?;
    }
    let mut changes = handed_over(&customers, "sales_user_id", from, to);
    changes.extend(handed_over(&contracts, "management_user_id", from, to));
    changes.extend(handed_over(&events, "support_user_id", from, to));
    Ok(Moved {
        portfolio: Portfolio {
            customers: count(&customers),
            contracts: count(&contracts),
            events: count(&events),
        },
        changes,
    })
}

/// The first and the last of as many numbers, which are in order, as one statement moves.
fn ranges<Object>(ids: &[Id<Object>]) -> impl Iterator<Item = (Id<Object>, Id<Object>)> {
    ids.chunks(ROWS_AT_ONCE)
        .filter_map(|ids| Some((*ids.first()?, *ids.last()?)))
}

/// One change for each object, `customers/12/sales_user_id`, so that the journal tells the history of each.
fn handed_over<Object: Audited>(ids: &[Id<Object>], column: &str, from: UserId, to: UserId) -> Vec<FieldChange> {
    ids.iter()
        .map(|id| {
            FieldChange::changed(
                &format!("{}{column}", Object::OBJECT_TYPE.field_prefix(id.get())),
                from.to_string(),
                to.to_string(),
            )
        })
        .collect()
}

fn count<Object>(ids: &[Id<Object>]) -> u64 {
    u64::try_from(ids.len()).unwrap_or(u64::MAX)
}
