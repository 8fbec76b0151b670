//! What no change of an account may do: shut oneself out, leave nobody in management, leave a portfolio to nobody.

use crate::database::authorized::Authorized;
use crate::database::executor::{Queries, Transaction};
use crate::error::{AccountRefusal, PortfolioLoss, Result};
use crate::models::colleague::Colleague;
use crate::models::identifier::UserId;
use crate::models::role::RoleName;
use crate::repositories::users::{self, UniqueValues};

/// Nobody disables, deletes or changes the role of their own account (D14).
pub(super) fn refuse_own_account<P>(authorized: &Authorized<P>, id: UserId) -> Result<()> {
    if authorized.actor().id == id {
        return Err(AccountRefusal::OwnAccount.into());
    }
    Ok(())
}

/// One active management account always remains (D14). `locked` holds the account and all active ones of management.
pub(super) fn refuse_last_manager(account: &Colleague, locked: &[Colleague]) -> Result<()> {
    let is_active_manager =
        |colleague: &Colleague| colleague.is_active && colleague.role.as_str() == RoleName::MANAGEMENT;
    let another_remains = locked
        .iter()
        .any(|colleague| colleague.id != account.id && is_active_manager(colleague));
    if is_active_manager(account) && !another_remains {
        return Err(AccountRefusal::LastManager {
            username: account.username.clone(),
        }
        .into());
    }
    Ok(())
}

/// Whoever still looks after something keeps their role and their account (B15).
pub(super) fn refuse_portfolio(
    queries: &mut impl Queries,
    account: &Colleague,
    attempt: PortfolioLoss,
    now: jiff::Timestamp,
) -> Result<()> {
    let portfolio = users::count_portfolio(queries, account.id, now)?;
    if portfolio.is_empty() {
        return Ok(());
    }
    Err(AccountRefusal::HasPortfolio {
        username: account.username.clone(),
        portfolio,
        attempt,
    }
    .into())
}

/// The account, and perhaps another, which nobody else changes until the transaction ends; with them, where the account
/// is of management, all active ones of it, which nobody changes either (D14). Two managers who act on one another wait
/// for each other, and the server lets one of them begin again.
pub(super) fn lock_with_management(
    transaction: &mut Transaction<'_>,
    id: UserId,
    other: Option<UserId>,
) -> Result<Vec<Colleague>> {
    let mut locked = users::lock_both(transaction, id, other)?;
    let is_of_management = |account: &Colleague| account.role.as_str() == RoleName::MANAGEMENT;
    if among(&locked, id).is_some_and(is_of_management) {
        let management = users::hold_of_role(transaction, RoleName::MANAGEMENT)?;
        locked.extend(
            management
                .into_iter()
                .filter(|manager| Some(manager.id) != other && manager.id != id),
        );
    }
    Ok(locked)
}

/// One of the locked accounts; nothing when it is gone.
pub(super) fn among(locked: &[Colleague], id: UserId) -> Option<&Colleague> {
    locked.iter().find(|colleague| colleague.id == id)
}

/// Each account has its own username, e-mail address and telephone number.
///
/// # Errors
/// [`AccountRefusal::Taken`] with everything that another account has.
pub(super) fn refuse_taken(
    queries: &mut impl Queries,
    values: &UniqueValues<'_>,
    except: Option<UserId>,
) -> Result<()> {
    let mut values = users::find_holders(queries, values, except)?;
    if values.is_empty() {
        return Ok(());
    }
    values.sort_by_key(|taken| taken.field);
    Err(AccountRefusal::Taken { values }.into())
}
