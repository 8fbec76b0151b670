//! What passes from one account to another: who may take it over, and the moves themselves (B12, B15).

use crate::database::executor::Transaction;
use crate::error::{AccountRefusal, Error, Result};
use crate::models::audit_entry::{Audited, FieldChange};
use crate::models::colleague::Colleague;
use crate::models::identifier::Id;
use crate::models::user::Portfolio;
use crate::repositories::portfolio_move::PortfolioMove;
use crate::repositories::{contracts, customers, events};

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
pub(super) fn move_portfolio(transaction: &mut Transaction<'_>, portfolio_move: PortfolioMove) -> Result<Moved> {
    let customers = customers::lock_of_salesperson(transaction, portfolio_move.from)?;
    customers::move_all(transaction, &customers, portfolio_move)?;
    let contracts = contracts::lock_of_manager(transaction, portfolio_move.from)?;
    contracts::move_all(transaction, &contracts, portfolio_move)?;
    let events = events::lock_of_support(transaction, portfolio_move.from, portfolio_move.now)?;
    events::move_all(transaction, &events, portfolio_move)?;
    let mut changes = handed_over(&customers, "sales_user_id", portfolio_move);
    changes.extend(handed_over(&contracts, "management_user_id", portfolio_move));
    changes.extend(handed_over(&events, "support_user_id", portfolio_move));
    Ok(Moved {
        portfolio: Portfolio {
            customers: count(&customers),
            contracts: count(&contracts),
            events: count(&events),
        },
        changes,
    })
}

/// One change for each object, `customers/12/sales_user_id`, so that the journal tells the history of each.
fn handed_over<Object: Audited>(ids: &[Id<Object>], column: &str, portfolio_move: PortfolioMove) -> Vec<FieldChange> {
    ids.iter()
        .map(|id| {
            FieldChange::changed(
                &format!("{}{column}", Object::OBJECT_TYPE.field_prefix(id.get())),
                portfolio_move.from.to_string(),
                portfolio_move.to.to_string(),
            )
        })
        .collect()
}

fn count<Object>(ids: &[Id<Object>]) -> u64 {
    u64::try_from(ids.len()).unwrap_or(u64::MAX)
}
