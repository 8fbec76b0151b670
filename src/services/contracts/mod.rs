//! What the business allows with contracts (B4–B6, B9, B10, B14, B17, D10). Their payments are in `payments`.

mod changes;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::database::authorized::Authorized;
use crate::database::executor::{Queries, Transaction};
use crate::database::write::Written;
use crate::error::{ContractRefusal, DateFloor, Error, Result};
use crate::models::amount::Amount;
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::card::ContractCard;
use crate::models::contract::{
    Contract, ContractChanges, ContractFilter, ContractSort, NewContract, RecordedDay, Signature,
};
use crate::models::date_time::{Day, Moment};
use crate::models::identifier::{ContractId, ContractReference, CustomerReference, UserReference};
use crate::models::listed::Listed;
use crate::models::page::Page;
use crate::models::permission::{
    ContractCreate, ContractDelete, ContractRead, ContractSign, ContractUpdate, Permission, PermissionName, Scope,
};
use crate::models::role::RoleName;
use crate::repositories::{contracts, events, payments};
use crate::security::ownership;
use crate::services::editing::{Update, refuse_stale};
use crate::services::{customers, users};
use changes::{Changes, FIELDS, recorded_fields};

/// The contracts a filter lets through, one page of them, in order.
pub fn list(
    authorized: &Authorized<ContractRead>,
    filter: &ContractFilter,
    page: &Page<ContractSort, Contract>,
) -> Result<Vec<Listed<Contract>>> {
    authorized.read(|reader| contracts::list(reader, filter, page))
}

/// What can be said before a contract is changed: that it may be, and what it is now.
///
/// # Errors
/// Those of [`update`] that do not depend on the changes, before the first question of a form.
pub fn check_update(authorized: &Authorized<ContractUpdate>, reference: &ContractReference) -> Result<Contract> {
    let contract = authorized.read(|reader| find(reader, reference))?;
    ownership::of_contract(authorized, &contract)?;
    Ok(contract)
}

/// A contract with its payments and events.
///
/// # Errors
/// [`ContractRefusal::NotFound`].
pub fn show_card(authorized: &Authorized<ContractRead>, reference: &ContractReference) -> Result<ContractCard> {
    authorized.read(|reader| {
        let contract = find(reader, reference)?;
        let payments = payments::list_of_contract(reader, contract.id)?;
        let events = events::list_of_contract(reader, contract.id)?;
        Ok(ContractCard {
            contract,
            payments,
            events,
        })
    })
}

/// Adds a contract, for which whoever adds it is responsible unless another manager is named (B4, B14).
///
/// # Errors
/// [`Error::CustomerNotFound`], [`Error::UserNotFound`]; [`Error::UnsuitableRole`] when the manager is no active
/// manager; [`ContractRefusal::ZeroAmount`] (B5).
pub fn create(
    authorized: Authorized<ContractCreate>,
    contract: &NewContract,
    time_zone: &TimeZone,
) -> Result<Contract> {
    authorized.write(|transaction, authorized| {
        let creator = UserReference::Id(authorized.actor().id);
        let manager = contract.manager.as_ref().unwrap_or(&creator);
        // Accounts before customers: one order of locks for everybody.
        let manager = users::hold_active(transaction, manager, RoleName::MANAGEMENT)?;
        let customer = customers::hold(transaction, &contract.customer)?;
        ownership::of_customer(authorized, &customer)?;
        refuse_zero(contract.total_amount)?;
        let id = contracts::insert(
            transaction,
            customer.id,
            manager.id,
            contract.total_amount,
            Moment::new(authorized.now()).year(time_zone),
            authorized.now(),
        )?;
        let created = find(transaction, &ContractReference::Id(id))?;
        let record = AuditRecord::done(id, recorded_fields(&created, FieldChange::created));
        Ok(Written::Changed(created, record))
    })
}

/// Changes fields of a contract: its amount and its customer only before it is signed, its customer and its manager
/// only with a right over every contract (B5, D10). The signature never changes here (B6). `read` is the contract as
/// the person saw it, when they saw one: a field they change must still be as they saw it, other people's changes of
/// other fields stay (B17).
///
/// # Errors
/// [`ContractRefusal::NotFound`], [`Error::NotOwner`], [`Error::ReservedOption`], [`Error::CustomerNotFound`],
/// [`Error::UserNotFound`], [`Error::UnsuitableRole`], [`Error::Conflict`], [`ContractRefusal::AlreadySigned`],
/// [`ContractRefusal::ZeroAmount`].
pub fn update(
    authorized: Authorized<ContractUpdate>,
    reference: &ContractReference,
    changes: &ContractChanges,
    read: Option<&Contract>,
    time_zone: &TimeZone,
) -> Result<Update<Contract>> {
    authorized.write(|transaction, authorized| {
        refuse_reserved(authorized, changes)?;
        let changes = Changes::lock(transaction, changes)?;
        let current = lock_owned(transaction, authorized, reference)?;
        let as_wanted = |record: &Contract| changes.applied_to(record);
        let update = Update::of(&FIELDS, &current, read, as_wanted, time_zone)?;
        if update.is_empty() {
            return Ok(Written::Unchanged(update));
        }
        let wanted = &update.record;
        if wanted.total_amount != current.total_amount || wanted.customer.id != current.customer.id {
            refuse_signed(&current, time_zone)?;
            refuse_zero(wanted.total_amount)?;
        }
        refuse_stale(contracts::update(transaction, wanted, authorized.now())?)?;
        Ok(update.written(current.id, None))
    })
}

/// What recording a signature did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// The contract, signed.
    pub contract: Contract,
    /// The day it is signed since.
    pub signed_on: Day,
}

/// Records that a contract is signed, today or on an earlier day. That is for ever (B6).
///
/// # Errors
/// [`ContractRefusal::NotFound`], [`Error::NotOwner`], [`ContractRefusal::AlreadySigned`],
/// [`ContractRefusal::FutureDate`], [`ContractRefusal::OldDate`]; [`Error::SessionClosed`] for whoever was disabled or
/// given another role since the command started.
pub fn sign(
    authorized: Authorized<ContractSign>,
    reference: &ContractReference,
    date: RecordedDay,
    time_zone: &TimeZone,
) -> Result<Signing> {
    authorized.write(|transaction, authorized| {
        let (actor, now) = (authorized.actor(), authorized.now());
        users::hold_actor(transaction, authorized)?;
        let mut contract = lock_owned(transaction, authorized, reference)?;
        refuse_signed(&contract, time_zone)?;
        let signed_on = day_until_today(date.day, now, time_zone)?;
        refuse_old_date(&contract, signed_on, date, now, time_zone)?;
        let signed_at = moment_of_signature(signed_on, now, time_zone)?;
        refuse_stale(contracts::sign(transaction, &contract, signed_at, actor.id, now)?)?;
        contract.signature = Some(Signature {
            signed_at,
            recorded_by: actor.full_name(),
        });
        let changes = vec![
            FieldChange::created("signed_at", signed_at.to_string()),
            FieldChange::created("signed_by_user_id", actor.id.to_string()),
        ];
        let record = AuditRecord::done(contract.id, changes);
        Ok(Written::Changed(Signing { contract, signed_on }, record))
    })
}

/// Removes a contract that is not signed, and so has no payment, and has no event (B10).
///
/// # Errors
/// [`ContractRefusal::NotFound`], [`Error::NotOwner`], [`ContractRefusal::HasEvents`],
/// [`ContractRefusal::AlreadySigned`].
pub fn delete(authorized: Authorized<ContractDelete>, id: ContractId, time_zone: &TimeZone) -> Result<Contract> {
    authorized.write(|transaction, authorized| {
        let current = lock_owned(transaction, authorized, &ContractReference::Id(id))?;
        refuse_deletion(transaction, &current, time_zone)?;
        refuse_stale(contracts::delete(transaction, &current)?)?;
        let record = AuditRecord::done(current.id, recorded_fields(&current, FieldChange::deleted));
        Ok(Written::Changed(current, record))
    })
}

/// What can be said before a contract is removed: that it may be, and which one it is.
///
/// # Errors
/// The same as [`delete`], before anybody is asked to confirm.
pub fn check_deletion(
    authorized: &Authorized<ContractDelete>,
    reference: &ContractReference,
    time_zone: &TimeZone,
) -> Result<Contract> {
    authorized.read(|reader| {
        let contract = find(reader, reference)?;
        ownership::of_contract(authorized, &contract)?;
        refuse_deletion(reader, &contract, time_zone)?;
        Ok(contract)
    })
}

/// Refuses what a signature forbids.
///
/// # Errors
/// [`ContractRefusal::AlreadySigned`].
pub fn refuse_signed(contract: &Contract, time_zone: &TimeZone) -> Result<()> {
    match &contract.signature {
        Some(signature) => Err(Error::from(ContractRefusal::AlreadySigned {
            contract_number: contract.contract_number.clone(),
            signed_on: Moment::new(signature.signed_at).day(time_zone).date(),
        })),
        None => Ok(()),
    }
}

/// The contract that somebody designated and may act on; nobody else changes it until the transaction ends. To whoever
/// is held to their own, its customer is locked before it: nobody gives that to another salesperson meanwhile.
///
/// # Errors
/// [`ContractRefusal::NotFound`], [`Error::NotOwner`].
pub(super) fn lock_owned<P: Permission>(
    transaction: &mut Transaction<'_>,
    authorized: &Authorized<P>,
    reference: &ContractReference,
) -> Result<Contract> {
    let contract = match authorized.scope() {
        Scope::Any => lock(transaction, reference)?,
        Scope::Own => {
            let read = find(transaction, reference)?;
            customers::hold(transaction, &CustomerReference::Id(read.customer.id))?;
            let contract = lock(transaction, &ContractReference::Id(read.id))?;
            if contract.customer.id != read.customer.id {
                // It was moved by then to a customer that is not held: from the beginning.
                return Err(Error::Busy);
            }
            contract
        }
    };
    ownership::of_contract(authorized, &contract)?;
    Ok(contract)
}

/// The contract somebody designated, which nobody else changes until the transaction ends.
fn lock(transaction: &mut Transaction<'_>, reference: &ContractReference) -> Result<Contract> {
    let id = match reference {
        ContractReference::Id(id) => *id,
        ContractReference::ShortNumber(_) | ContractReference::Number(_) => find(transaction, reference)?.id,
    };
    contracts::lock(transaction, id)?.ok_or_else(|| not_found(reference))
}

/// Refuses what only a signed contract allows (B7, B11).
pub(super) fn refuse_unsigned(contract: &Contract) -> Result<()> {
    if contract.is_signed() {
        return Ok(());
    }
    Err(Error::from(ContractRefusal::NotSigned {
        contract_number: contract.contract_number.clone(),
    }))
}

/// Refuses amounts of nothing (B5, B7).
pub(super) fn refuse_zero(amount: Amount) -> Result<()> {
    if amount.is_zero() {
        return Err(Error::from(ContractRefusal::ZeroAmount));
    }
    Ok(())
}

/// The day something happened: today when nobody says, never later (B6, B7).
pub(super) fn day_until_today(date: Option<Day>, now: Timestamp, time_zone: &TimeZone) -> Result<Day> {
    let today = Moment::new(now).day(time_zone);
    match date {
        Some(date) if date > today => Err(Error::from(ContractRefusal::FutureDate {
            date: date.date(),
            today: today.date(),
        })),
        Some(date) => Ok(date),
        None => Ok(today),
    }
}

/// Refuses a day that is probably a slip of the finger, unless it is meant: before the contract was written or signed,
/// or before last year (B6, B7).
pub(super) fn refuse_old_date(
    contract: &Contract,
    day: Day,
    recorded: RecordedDay,
    now: Timestamp,
    time_zone: &TimeZone,
) -> Result<()> {
    if recorded.accepts_old {
        return Ok(());
    }
    let day_of = |moment| Moment::new(moment).day(time_zone);
    let created = day_of(contract.created_at);
    let signed = contract.signature.as_ref().map(|signature| day_of(signature.signed_at));
    let last_year = day_of(now).date().year() - 1;
    let floor = match signed {
        _ if day.date().year() < last_year => DateFloor::LastYear(last_year),
        _ if day < created => DateFloor::Creation(created.date()),
        Some(signed) if day < signed => DateFloor::Signature(signed.date()),
        _ => return Ok(()),
    };
    Err(Error::from(ContractRefusal::OldDate {
        contract_number: contract.contract_number.clone(),
        date: day.date(),
        floor,
    }))
}

/// Of a signature of today the moment is known; of one of another day, only the day. Its noon stands for it: no clock
/// changes then, and it is the same day in the zones around.
fn moment_of_signature(day: Day, now: Timestamp, time_zone: &TimeZone) -> Result<Timestamp> {
    if day == Moment::new(now).day(time_zone) {
        return Ok(now);
    }
    let noon = day.date().at(12, 0, 0, 0).to_zoned_datetime(time_zone.clone());
    noon.map(|noon| noon.timestamp()).map_err(Error::internal)
}

/// The contract somebody designated.
pub(super) fn find(queries: &mut impl Queries, reference: &ContractReference) -> Result<Contract> {
    contracts::find(queries, reference)?.ok_or_else(|| not_found(reference))
}

fn not_found(reference: &ContractReference) -> Error {
    Error::from(ContractRefusal::NotFound {
        reference: reference.to_string(),
    })
}

fn refuse_deletion(queries: &mut impl Queries, contract: &Contract, time_zone: &TimeZone) -> Result<()> {
    match events::count_of_contract(queries, contract.id)? {
        0 => refuse_signed(contract, time_zone),
        events => Err(Error::from(ContractRefusal::HasEvents {
            contract_number: contract.contract_number.clone(),
            events,
        })),
    }
}

/// D10: whoever looks after their own contracts changes what they say, not whose they are.
fn refuse_reserved(authorized: &Authorized<ContractUpdate>, changes: &ContractChanges) -> Result<()> {
    let option = match (authorized.scope(), &changes.customer, &changes.manager) {
        (Scope::Any, _, _) | (Scope::Own, None, None) => return Ok(()),
        (Scope::Own, Some(_), _) => "client",
        (Scope::Own, None, Some(_)) => "gestionnaire",
    };
    Err(Error::ReservedOption {
        permission: PermissionName::ContractUpdate,
        option,
    })
}
