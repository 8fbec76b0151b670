//! What `own` means for each object, and whose records are one's own. A witness proves a right; these functions decide
//! about a row, beside the `SELECT … FOR UPDATE` that read it.

use super::proof::Proof;
use crate::error::{Error, EventRefusal, Result};
use crate::models::colleague::ColleagueFilter;
use crate::models::contract::Contract;
use crate::models::customer::Customer;
use crate::models::event::Event;
use crate::models::identifier::UserId;
use crate::models::permission::{Permission, Scope};
use crate::models::role::RoleName;
use crate::models::user::Actor;

/// The records that somebody looks after: the filter is them alone, in the part that their role plays beside a record
/// (B14, D16). A role that plays no part, such as one that was added to the database later, looks after nothing.
pub fn own_records(actor: &Actor) -> ColleagueFilter {
    let part = |role: &str| (actor.role.as_str() == role).then_some(actor.id);
    let (manager, support) = (part(RoleName::MANAGEMENT), part(RoleName::SUPPORT));
    let plays_another = manager.is_some() || support.is_some();
    let nobody = (!plays_another).then_some(UserId::NOBODY);
    ColleagueFilter {
        salesperson: part(RoleName::SALES).or(nobody),
        manager,
        support,
    }
}

/// A customer belongs to its salesperson.
///
/// # Errors
/// [`Error::NotOwner`] naming the salesperson, whom everybody may see beside the record.
pub fn of_customer<P: Permission>(proof: &Proof<P>, customer: &Customer) -> Result<()> {
    let is_own = customer.salesperson.id == proof.actor().id;
    allow::<P>(proof.scope(), is_own, || customer.salesperson.full_name())
}

/// A contract belongs to the salesperson of its customer.
///
/// # Errors
/// [`Error::NotOwner`] naming the salesperson.
pub fn of_contract<P: Permission>(proof: &Proof<P>, contract: &Contract) -> Result<()> {
    let salesperson = &contract.customer.salesperson;
    let is_own = salesperson.id == proof.actor().id;
    allow::<P>(proof.scope(), is_own, || salesperson.full_name())
}

/// An event belongs to the support colleague who runs it; while nobody does, to the salesperson of its customer (D11).
/// Whoever left the support keeps their name on the events that are over, and no right over them (B14).
///
/// # Errors
/// [`EventRefusal::Assigned`] for the salesperson after assignment, and for whoever ran it and has another role now;
/// [`Error::NotOwner`] naming whoever it belongs to.
pub fn of_event<P: Permission>(proof: &Proof<P>, event: &Event) -> Result<()> {
    let actor = proof.actor();
    let salesperson = &event.customer.salesperson;
    let Some(support) = &event.support else {
        let is_own = salesperson.id == actor.id;
        return allow::<P>(proof.scope(), is_own, || salesperson.full_name());
    };
    let is_support = support.id == actor.id;
    let is_own = is_support && actor.role.as_str() == RoleName::SUPPORT;
    let allowed = allow::<P>(proof.scope(), is_own, || support.full_name());
    if allowed.is_err() && (is_support || salesperson.id == actor.id) {
        return Err(Error::from(EventRefusal::Assigned {
            event_number: event.event_number.clone(),
            support: support.full_name(),
        }));
    }
    allowed
}

fn allow<P: Permission>(scope: Scope, is_own: bool, owner: impl FnOnce() -> String) -> Result<()> {
    match (scope, P::NAME) {
        (Scope::Any, _) | (Scope::Own, None) => Ok(()),
        (Scope::Own, Some(_)) if is_own => Ok(()),
        (Scope::Own, Some(permission)) => Err(Error::NotOwner {
            permission,
            owner: Some(owner()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::identifier::RoleId;

    fn own_records_of(role: &str) -> ColleagueFilter {
        own_records(&Actor {
            id: UserId::new(7),
            username: String::from("zoe"),
            first_name: String::from("Zoé"),
            last_name: String::from("Arnaud"),
            role_id: RoleId::new(4),
            role: RoleName::new(role),
        })
    }

    #[test]
    fn d16_each_role_has_the_records_in_which_it_plays_its_part_and_a_fourth_one_has_none() {
        let (own, nobody) = (Some(UserId::new(7)), Some(UserId::NOBODY));
        for (role, salesperson, manager, support) in [
            (RoleName::SALES, own, None, None),
            (RoleName::MANAGEMENT, None, own, None),
            (RoleName::SUPPORT, None, None, own),
            ("logistique", nobody, None, None),
        ] {
            let expected = ColleagueFilter {
                salesperson,
                manager,
                support,
            };
            assert_eq!(own_records_of(role), expected, "{role}");
        }
    }
}
