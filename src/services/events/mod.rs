//! What the business allows with events (B11–B14, B17, D5, D11).
//!
//! Locks are taken in the order of everybody: the account of the support, then the contract, then the event. Whoever
//! decides whether a support colleague is free holds the lock on their account, so two assignments of one person follow
//! one another (B12).

mod changes;
mod schedule;

use jiff::tz::TimeZone;

use crate::database::authorized::Authorized;
use crate::database::executor::{Queries, Transaction};
use crate::database::write::Written;
use crate::error::{Clash, Error, EventRefusal, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::card::EventCard;
use crate::models::colleague::Colleague;
use crate::models::date_time::Moment;
use crate::models::event::{Event, EventChanges, EventFilter, EventSort, NewEvent};
use crate::models::identifier::{ContractId, ContractReference, CustomerReference, EventReference, UserReference};
use crate::models::listed::Listed;
use crate::models::page::Page;
use crate::models::permission::{
    EventAssignSupport, EventCancel, EventCreate, EventRead, EventUpdate, Permission, Scope,
};
use crate::models::role::RoleName;
use crate::models::text::Reason;
use crate::repositories::{customers, events, turns};
use crate::security::ownership;
use crate::services::editing::{Update, refuse_stale};
use crate::services::{self, contracts, users};
use changes::{FIELDS, of_creation, with_changes};
pub(super) use schedule::refuse_clashes;

/// The events a filter lets through, one page of them, in order.
pub fn list(
    authorized: &Authorized<EventRead>,
    filter: &EventFilter,
    page: &Page<EventSort, Event>,
) -> Result<Vec<Listed<Event>>> {
    authorized.read(|reader| events::list(reader, filter, page))
}

/// The contract a list of events is narrowed to.
///
/// # Errors
/// [`ContractRefusal::NotFound`](crate::error::ContractRefusal::NotFound).
pub fn contract_filtered_by(authorized: &Authorized<EventRead>, reference: &ContractReference) -> Result<ContractId> {
    authorized.read(|reader| Ok(contracts::find(reader, reference)?.id))
}

/// An event with the person to contact.
///
/// # Errors
/// [`EventRefusal::NotFound`].
pub fn show_card(authorized: &Authorized<EventRead>, reference: &EventReference) -> Result<EventCard> {
    authorized.read(|reader| {
        let event = find(reader, reference)?;
        let customer = customers::find_by_id(reader, event.customer.id)?.ok_or_else(|| not_found(reference))?;
        Ok(EventCard { event, customer })
    })
}

/// Adds an event to a signed contract of one's own customer (B11). Nobody runs it yet.
///
/// # Errors
/// [`ContractRefusal::NotFound`](crate::error::ContractRefusal::NotFound), [`Error::NotOwner`],
/// [`ContractRefusal::NotSigned`](crate::error::ContractRefusal::NotSigned); [`EventRefusal::StartsInPast`],
/// [`EventRefusal::EndsBeforeStart`], [`EventRefusal::TooLong`].
pub fn create(
    authorized: Authorized<EventCreate>,
    contract: &ContractReference,
    event: &NewEvent,
    time_zone: &TimeZone,
) -> Result<Event> {
    authorized.write(|transaction, authorized| {
        let contract = contracts::lock_owned(transaction, authorized, contract)?;
        contracts::refuse_unsigned(&contract)?;
        let (start, end) = (schedule::stored(event.start), schedule::stored(event.end));
        schedule::refuse_past(start, authorized.now(), time_zone)?;
        schedule::refuse_duration(start, end, time_zone)?;
        let local_year = Moment::new(authorized.now()).year(time_zone);
        let id = events::insert(transaction, &contract, event, local_year, authorized.now())?;
        let created = find(transaction, &EventReference::Id(id))?;
        let record = AuditRecord::done(id, of_creation(&created));
        Ok(Written::Changed(created, record))
    })
}

/// Changes fields of one's own event (B11, B12, D11). `read` is the event as the person saw it, when they saw one: a
/// field they change must still be as they saw it, other people's changes of other fields stay (B17).
///
/// # Errors
/// [`EventRefusal::NotFound`], [`Error::NotOwner`], [`EventRefusal::Assigned`], [`EventRefusal::Cancelled`],
/// [`Error::Conflict`]; for new dates, those of [`create`], [`Error::UnsuitableRole`] when whoever runs it is no active
/// support any more, and [`EventRefusal::SupportBusy`].
pub fn update(
    authorized: Authorized<EventUpdate>,
    reference: &EventReference,
    changes: &EventChanges,
    read: Option<&Event>,
    time_zone: &TimeZone,
) -> Result<Update<Event>> {
    authorized.write(|transaction, authorized| {
        let (current, support) = lock_to_change(transaction, authorized, reference, changes)?;
        refuse_cancelled(&current)?;
        let as_wanted = |record: &Event| with_changes(record, changes);
        let update = Update::of(&FIELDS, &current, read, as_wanted, time_zone)?;
        if update.is_empty() {
            return Ok(Written::Unchanged(update));
        }
        let wanted = &update.record;
        schedule::refuse_move(&current, wanted, authorized.now(), time_zone)?;
        if let Some(support) = &support
            && schedule::has_moved(&current, wanted)
        {
            users::refuse_unsuitable(support, RoleName::SUPPORT)?;
            let overlapping = events::find_clashes(transaction, wanted, support.id)?;
            refuse_clashes(support, overlapping, time_zone)?;
        }
        refuse_stale(events::update(transaction, wanted, authorized.now())?)?;
        Ok(update.written(current.id, None))
    })
}

/// What can be said before an event is changed: that it may be, and what it is now.
///
/// # Errors
/// Those of [`update`] that do not depend on the changes, before the first question of a form.
pub fn check_update(authorized: &Authorized<EventUpdate>, reference: &EventReference) -> Result<Event> {
    check(authorized, reference)
}

/// How an assignment is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssignmentTerms<'line> {
    /// Whether it passes over other events of the colleague at that time.
    pub is_forced: bool,
    /// Why, for the journal.
    pub reason: Option<&'line Reason>,
}

/// What an assignment did.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// The event, as it was.
    pub event: Event,
    /// Who runs it now.
    pub support: Colleague,
    /// Whether that is a change.
    pub has_changed: bool,
    /// What else they run at that time, passed over by force.
    pub clashes: Vec<Clash>,
}

/// Gives an event to a support colleague (B12, B14). One that is over may be given too: records are repaired so.
///
/// # Errors
/// [`Error::UserNotFound`]; [`Error::UnsuitableRole`] when the colleague is no active support;
/// [`EventRefusal::NotFound`], [`EventRefusal::Cancelled`]; [`EventRefusal::SupportBusy`] unless forced.
pub fn assign(
    authorized: Authorized<EventAssignSupport>,
    reference: &EventReference,
    to: &UserReference,
    terms: AssignmentTerms<'_>,
    time_zone: &TimeZone,
) -> Result<Assignment> {
    authorized.write(|transaction, authorized| {
        // Accounts before events: one order of locks for everybody.
        let support = users::hold_active(transaction, to, RoleName::SUPPORT)?;
        turns::take_with_support(transaction, support.id)?;
        let event = lock_owned(transaction, authorized, reference)?;
        refuse_cancelled(&event)?;
        if is_run_by(&event, &support) {
            return Ok(Written::Unchanged(Assignment {
                event,
                support,
                has_changed: false,
                clashes: Vec::new(),
            }));
        }
        let overlapping = events::find_clashes(transaction, &event, support.id)?;
        let clashes = if terms.is_forced {
            schedule::clashes(overlapping, time_zone)
        } else {
            refuse_clashes(&support, overlapping, time_zone)?;
            Vec::new()
        };
        let is_written = events::set_support(transaction, &event, Some(support.id), authorized.now())?;
        refuse_stale(is_written)?;
        let record = assignment_record(&event, Some(&support)).because(terms.reason.map(Reason::to_string));
        let assignment = Assignment {
            event,
            support,
            has_changed: true,
            clashes,
        };
        Ok(Written::Changed(assignment, record))
    })
}

/// Takes an event from its support, who is free again.
///
/// # Returns
/// The event as it was, with the support it had, if it had one.
///
/// # Errors
/// [`EventRefusal::NotFound`], [`EventRefusal::Cancelled`].
pub fn unassign(authorized: Authorized<EventAssignSupport>, reference: &EventReference) -> Result<Event> {
    authorized.write(|transaction, authorized| {
        let event = lock_owned(transaction, authorized, reference)?;
        refuse_cancelled(&event)?;
        if event.support.is_none() {
            return Ok(Written::Unchanged(event));
        }
        refuse_stale(events::set_support(transaction, &event, None, authorized.now())?)?;
        let record = assignment_record(&event, None);
        Ok(Written::Changed(event, record))
    })
}

/// What can be said before an event is cancelled: that it may be, and which one it is.
///
/// # Errors
/// The same as [`cancel`], before anybody is asked to confirm.
pub fn check_cancellation(authorized: &Authorized<EventCancel>, reference: &EventReference) -> Result<Event> {
    check(authorized, reference)
}

/// Cancels an event for good (B13, D5): it is read-only and frees its support, whose name it keeps.
///
/// # Returns
/// The event as it was.
///
/// # Errors
/// [`EventRefusal::NotFound`], [`Error::NotOwner`], [`EventRefusal::Assigned`], [`EventRefusal::Cancelled`].
pub fn cancel(authorized: Authorized<EventCancel>, reference: &EventReference, reason: &Reason) -> Result<Event> {
    authorized.write(|transaction, authorized| {
        let event = lock_owned(transaction, authorized, reference)?;
        refuse_cancelled(&event)?;
        refuse_stale(events::cancel(transaction, &event, reason.as_str(), authorized.now())?)?;
        let cancelled_at = schedule::stored(Moment::new(authorized.now()));
        let changes = vec![
            FieldChange::created("cancelled_at", cancelled_at.to_string()),
            FieldChange::created("cancellation_reason", reason.as_str()),
        ];
        let record = AuditRecord::done(event.id, changes).because(Some(reason.to_string()));
        Ok(Written::Changed(event, record))
    })
}

fn check<P: Permission>(authorized: &Authorized<P>, reference: &EventReference) -> Result<Event> {
    authorized.read(|reader| {
        let event = find(reader, reference)?;
        ownership::of_event(authorized, &event)?;
        refuse_cancelled(&event)?;
        Ok(event)
    })
}

fn find(queries: &mut impl Queries, reference: &EventReference) -> Result<Event> {
    events::find(queries, reference)?.ok_or_else(|| not_found(reference))
}

/// The event that somebody designated and may act on; nobody else changes it until the transaction ends.
fn lock_owned<P: Permission>(
    transaction: &mut Transaction<'_>,
    authorized: &Authorized<P>,
    reference: &EventReference,
) -> Result<Event> {
    let read = find(transaction, reference)?;
    lock_after_owner(transaction, authorized, &read)
}

/// The same, and before it a turn with its support when the dates change, and their account as it is now: nobody
/// assigns them, disables them or gives them another role meanwhile.
fn lock_to_change(
    transaction: &mut Transaction<'_>,
    authorized: &Authorized<EventUpdate>,
    reference: &EventReference,
    changes: &EventChanges,
) -> Result<(Event, Option<Colleague>)> {
    let read = find(transaction, reference)?;
    let has_dates = changes.start.is_some() || changes.end.is_some();
    let support = match &read.support {
        Some(support) if has_dates => {
            let support = users::hold(transaction, &UserReference::Id(support.id))?;
            turns::take_with_support(transaction, support.id)?;
            Some(support)
        }
        _ => None,
    };
    let current = lock_after_owner(transaction, authorized, &read)?;
    let support_of = |event: &Event| event.support.as_ref().map(|support| support.id);
    if has_dates && support_of(&current) != support_of(&read) {
        // Somebody else runs it by now, whose turn was not waited for: from the beginning.
        return Err(Error::Busy);
    }
    Ok((current, support))
}

/// The event as it is now. While nobody runs it, it belongs to the salesperson of its customer, which is held before
/// it: nobody gives that to another salesperson meanwhile.
fn lock_after_owner<P: Permission>(
    transaction: &mut Transaction<'_>,
    authorized: &Authorized<P>,
    read: &Event,
) -> Result<Event> {
    let is_customer_held = authorized.scope() == Scope::Own && read.support.is_none();
    if is_customer_held {
        services::customers::hold(transaction, &CustomerReference::Id(read.customer.id))?;
    }
    let reference = EventReference::Id(read.id);
    let current = events::lock(transaction, read.id)?.ok_or_else(|| not_found(&reference))?;
    if authorized.scope() == Scope::Own && current.support.is_none() && !is_customer_held {
        // It belongs to a salesperson again, whose customer is not held: from the beginning.
        return Err(Error::Busy);
    }
    ownership::of_event(authorized, &current)?;
    Ok(current)
}

fn not_found(reference: &EventReference) -> Error {
    let reference = reference.to_string();
    EventRefusal::NotFound { reference }.into()
}

fn refuse_cancelled(event: &Event) -> Result<()> {
    if event.cancellation.is_none() {
        return Ok(());
    }
    let event_number = event.event_number.clone();
    Err(EventRefusal::Cancelled { event_number }.into())
}

fn is_run_by(event: &Event, colleague: &Colleague) -> bool {
    event.support.as_ref().is_some_and(|support| support.id == colleague.id)
}

fn assignment_record(event: &Event, support: Option<&Colleague>) -> AuditRecord {
    let id_of = |colleague: &Colleague| colleague.id.to_string();
    let change = FieldChange::replaced("support_user_id", event.support.as_ref().map(id_of), support.map(id_of));
    AuditRecord::done(event.id, vec![change])
}
