//! What `own` means for each object. A witness proves a right; these functions decide about a row, beside the
//! `SELECT … FOR UPDATE` that read it.

use super::authorized::Authorized;
use crate::error::{Error, EventRefusal, Result};
use crate::models::colleague::Colleague;
use crate::models::contract::Contract;
use crate::models::customer::Customer;
use crate::models::event::Event;
use crate::models::permission::{Permission, PermissionName, Scope};
use crate::models::role::RoleName;

/// A customer belongs to its salesperson.
///
/// # Errors
/// [`Error::NotOwner`] naming the salesperson, whom everybody may see beside the record.
pub fn of_customer<P: Permission>(authorized: &Authorized<P>, customer: &Customer) -> Result<()> {
    let is_own = customer.salesperson.id == authorized.actor().id;
    allow::<P>(authorized.scope(), is_own, || customer.salesperson.full_name())
}

/// A contract belongs to the salesperson of its customer.
///
/// # Errors
/// [`Error::NotOwner`] naming the salesperson.
pub fn of_contract<P: Permission>(authorized: &Authorized<P>, contract: &Contract) -> Result<()> {
    let salesperson = &contract.customer.salesperson;
    let is_own = salesperson.id == authorized.actor().id;
    allow::<P>(authorized.scope(), is_own, || salesperson.full_name())
}

/// An event belongs to the support colleague who runs it; while nobody does, to the salesperson of its customer (D11).
/// Whoever left the support keeps his name on the events that are over, and no right over them (B14).
///
/// # Errors
/// [`EventRefusal::Assigned`] for the salesperson after assignment, and for whoever ran it and has another role now;
/// [`Error::NotOwner`] naming whoever it belongs to.
pub fn of_event<P: Permission>(authorized: &Authorized<P>, event: &Event) -> Result<()> {
    let actor = authorized.actor();
    let salesperson = &event.customer.salesperson;
    let Some(support) = &event.support else {
        let is_own = salesperson.id == actor.id;
        return allow::<P>(authorized.scope(), is_own, || salesperson.full_name());
    };
    let is_support = support.id == actor.id;
    let is_own = is_support && actor.role.as_str() == RoleName::SUPPORT;
    let allowed = allow::<P>(authorized.scope(), is_own, || support.full_name());
    if allowed.is_err() && (is_support || salesperson.id == actor.id) {
        return Err(assigned(event, support));
    }
    allowed
}

fn assigned(event: &Event, support: &Colleague) -> Error {
    Error::from(EventRefusal::Assigned {
        event_number: event.event_number.clone(),
        support: support.full_name(),
    })
}

fn allow<P: Permission>(scope: Scope, is_own: bool, owner: impl FnOnce() -> String) -> Result<()> {
    match (scope, P::NAME) {
        (Scope::Any, _) | (Scope::Own, None) => Ok(()),
        (Scope::Own, Some(_)) if is_own => Ok(()),
        (Scope::Own, Some(permission)) => Err(not_owner(permission, owner())),
    }
}

fn not_owner(permission: PermissionName, owner: String) -> Error {
    Error::NotOwner {
        permission,
        owner: Some(owner),
    }
}
