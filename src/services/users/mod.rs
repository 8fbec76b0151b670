//! What the business allows with accounts (B14, B15, D12, D14).

pub mod access;
mod changes;
pub mod creation;
pub mod deactivation;
pub mod deletion;
mod handover;
mod rules;
pub mod update;

use crate::database::authorized::Authorized;
use crate::database::executor::{Queries, Transaction};
use crate::error::{Error, Result};
use crate::models::card::UserCard;
use crate::models::colleague::{Colleague, ColleagueFilter};
use crate::models::customer::{CustomerFilter, CustomerSort};
use crate::models::identifier::{UserId, UserReference};
use crate::models::listed::Listed;
use crate::models::page::{Direction, Page};
use crate::models::permission::{NarrowsToAccount, PermissionName, UserRead, UserUpdate};
use crate::models::role::RoleName;
use crate::models::session::{SessionFilter, SessionSort};
use crate::models::user::{User, UserFilter, UserSort};
use crate::repositories::{contracts, customers, events, sessions, users};

/// The most customers, contracts, events and sessions that a card shows, the newest of each.
pub const MOST_ON_CARD: u64 = 10;

/// The accounts a filter lets through, one page of them, in order.
pub fn list(
    authorized: &Authorized<UserRead>,
    filter: &UserFilter,
    page: &Page<UserSort, User>,
) -> Result<Vec<Listed<User>>> {
    authorized.read(|reader| users::list(reader, filter, page))
}

/// What can be said before an account is changed: what it is now.
///
/// # Errors
/// [`Error::UserNotFound`].
pub fn check_update(authorized: &Authorized<UserUpdate>, reference: &UserReference) -> Result<User> {
    authorized.read(|reader| find_whole(reader, reference))
}

/// An account with the newest of what it looks after, and its open sessions for whoever may see sessions.
///
/// # Errors
/// [`Error::UserNotFound`].
pub fn show_card(authorized: &Authorized<UserRead>, reference: &UserReference) -> Result<UserCard> {
    let now = authorized.now();
    authorized.read(|reader| {
        let user = find_whole(reader, reference)?;
        let id = user.id;
        let of_salesperson = CustomerFilter {
            colleagues: ColleagueFilter::default().of_salesperson(id),
            ..CustomerFilter::default()
        };
        let of_user = SessionFilter { user_id: Some(id), now };
        let sessions = authorized
            .also_holds(PermissionName::SessionRead)
            .then(|| sessions::list(reader, &of_user, &newest(SessionSort::Expiry)))
            .transpose()?;
        Ok(UserCard {
            portfolio: users::count_portfolio(reader, id, now)?,
            customers: customers::list(reader, &of_salesperson, &newest(CustomerSort::Number))?,
            contracts: contracts::list_newest_of_manager(reader, id, MOST_ON_CARD)?,
            events: events::list_newest_of_support(reader, id, now, MOST_ON_CARD)?,
            sessions,
            user,
        })
    })
}

/// The account a list is narrowed to. Whoever may not read accounts cannot learn here which exist: to them, a name that
/// nobody has is that of somebody who looks after nothing.
///
/// # Errors
/// [`Error::UserNotFound`], for whoever may read accounts.
pub fn filtered_by<P: NarrowsToAccount>(authorized: &Authorized<P>, reference: &UserReference) -> Result<UserId> {
    let found = authorized.read(|reader| users::find_colleague(reader, reference))?;
    match found {
        Some(colleague) => Ok(colleague.id),
        None if authorized.also_holds(PermissionName::UserRead) => Err(not_found(reference)),
        None => Ok(UserId::NOBODY),
    }
}

/// The active colleague of a role whom somebody designated; nobody changes their account until the transaction ends
/// (B14).
///
/// # Errors
/// [`Error::UserNotFound`]; [`Error::UnsuitableRole`] when they have another role or are not active.
pub(super) fn hold_active(
    transaction: &mut Transaction<'_>,
    reference: &UserReference,
    role: &'static str,
) -> Result<Colleague> {
    let colleague = hold(transaction, reference)?;
    refuse_unsuitable(&colleague, role)?;
    Ok(colleague)
}

/// Refuses a colleague who has another role, or is not active (B14). Their account is held.
pub(super) fn refuse_unsuitable(colleague: &Colleague, role: &'static str) -> Result<()> {
    if colleague.is_active && colleague.role.as_str() == role {
        return Ok(());
    }
    Err(Error::UnsuitableRole {
        username: colleague.username.clone(),
        expected: RoleName::new(role),
    })
}

/// The account somebody designated, which nobody changes until the transaction ends; others may rely on it meanwhile.
pub(super) fn hold(transaction: &mut Transaction<'_>, reference: &UserReference) -> Result<Colleague> {
    let found = find(transaction, reference)?;
    users::hold_colleague(transaction, found.id)?.ok_or_else(|| not_found(reference))
}

/// The account somebody designated, which nobody else changes until the transaction ends.
fn lock(transaction: &mut Transaction<'_>, reference: &UserReference) -> Result<Colleague> {
    let found = find(transaction, reference)?;
    users::lock_colleague(transaction, found.id)?.ok_or_else(|| not_found(reference))
}

/// Whoever acts, who will own what they create, or whose name it will bear: nobody ends their account or gives them
/// another role until the transaction ends (B14).
///
/// # Errors
/// [`Error::SessionClosed`] when that happened since the command started.
pub(super) fn hold_actor<P>(transaction: &mut Transaction<'_>, authorized: &Authorized<P>) -> Result<()> {
    let actor = authorized.actor();
    let present = users::hold_colleague(transaction, actor.id)?;
    let is_as_it_was = present.is_some_and(|present| present.is_active && present.role == actor.role);
    if is_as_it_was {
        return Ok(());
    }
    Err(Error::SessionClosed)
}

/// The whole account somebody designated.
fn find_whole(queries: &mut impl Queries, reference: &UserReference) -> Result<User> {
    let id = find(queries, reference)?.id;
    users::find_by_id(queries, id)?.ok_or_else(|| not_found(reference))
}

fn newest<Sort, Row>(sort: Sort) -> Page<Sort, Row> {
    Page {
        sort,
        direction: Direction::Descending,
        after: None,
        count: MOST_ON_CARD,
    }
}

fn find(queries: &mut impl Queries, reference: &UserReference) -> Result<Colleague> {
    users::find_colleague(queries, reference)?.ok_or_else(|| not_found(reference))
}

fn not_found(reference: &UserReference) -> Error {
    Error::UserNotFound {
        reference: reference.to_string(),
    }
}
