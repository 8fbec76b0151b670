//! Statements on `events`.

use jiff::Timestamp;
use mysql::{Params, Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{
    column, identifier, listed_beside, optional_timestamp, optional_timestamp_value, timestamp, timestamp_value, when,
};
use crate::database::statements::events as statements;
use crate::error::{Error, Result};
use crate::models::card::{EventOfCustomer, EventOfSupport};
use crate::models::contract::Contract;
use crate::models::event::{Cancellation, Event, EventFilter, EventSort, NewEvent, OverlappingEvent};
use crate::models::identifier::{ContractId, CustomerId, EventId, EventReference, UserId};
use crate::models::listed::Listed;
use crate::models::page::{Direction, Page};
use crate::models::role::RoleName;
use crate::models::text::Note;
use crate::repositories::contracts::customer_beside;
use crate::repositories::portfolio_move::PortfolioMove;
use crate::repositories::turns::{self, Subject};
use crate::repositories::users::{full_name_beside, optional_colleague_beside};

/// The events a filter lets through, in order, from where the page begins.
///
/// Runs one statement whatever the number of rows; a page is entered by its key, never by counting.
pub fn list(
    queries: &mut impl Queries,
    filter: &EventFilter,
    page: &Page<EventSort, Event>,
) -> Result<Vec<Listed<Event>>> {
    queries.listed(
        list_statement(page.sort, page.direction),
        list_parameters(filter, page),
        from_row,
    )
}

/// The event a person designated.
///
/// # Errors
/// [`Error::AmbiguousNumber`] for a short number of several.
pub fn find(queries: &mut impl Queries, reference: &EventReference) -> Result<Option<Event>> {
    let (statement, parameters): (&str, Params) = match reference {
        EventReference::Id(id) => (statements::FIND_BY_ID, params! { "id" => id.get() }),
        EventReference::ShortNumber(number) => (statements::FIND_BY_SHORT_NUMBER, params! { "short_number" => number }),
        EventReference::Number(number) => (statements::FIND_BY_NUMBER, params! { "event_number" => number }),
    };
    let mut found = queries.rows(statement, parameters, from_row)?;
    if found.len() > 1 {
        return Err(Error::AmbiguousNumber {
            numbers: found.into_iter().map(|event| event.event_number).collect(),
        });
    }
    Ok(found.pop())
}

/// The event with this number, which nobody else can change until the transaction ends.
pub fn lock(transaction: &mut Transaction<'_>, id: EventId) -> Result<Option<Event>> {
    turns::take(transaction, Subject::Event(id))?;
    let parameters = params! { "id" => id.get() };
    transaction.rows(statements::LOCK, parameters, |_| Ok(()))?;
    find(transaction, &EventReference::Id(id))
}

/// How many events a contract has, cancelled ones included.
pub fn count_of_contract(queries: &mut impl Queries, contract_id: ContractId) -> Result<u64> {
    let parameters = params! { "contract_id" => contract_id.get() };
    queries.count(statements::COUNT_OF_CONTRACT, parameters)
}

/// The events of a contract, in the order of their beginning.
pub fn list_of_contract(queries: &mut impl Queries, contract_id: ContractId) -> Result<Vec<Listed<EventOfCustomer>>> {
    let parameters = params! { "contract_id" => contract_id.get() };
    let events = queries.rows(statements::LIST_OF_CONTRACT, parameters, beside)?;
    Ok(events.into_iter().flatten().collect())
}

/// The newest events that a support colleague is still to run, that many at most.
pub fn list_newest_of_support(
    queries: &mut impl Queries,
    support: UserId,
    now: Timestamp,
    count: u64,
) -> Result<Vec<Listed<EventOfSupport>>> {
    let parameters = params! {
        "support_user_id" => support.get(),
        "now" => timestamp_value(now),
        "count" => count,
    };
    queries.listed(statements::LIST_NEWEST_OF_SUPPORT, parameters, of_support)
}

/// The numbers of the events that a support colleague is still to run, which nobody else can change until the
/// transaction ends.
pub fn lock_of_support(transaction: &mut Transaction<'_>, support: UserId, now: Timestamp) -> Result<Vec<EventId>> {
    let parameters = params! { "support_user_id" => support.get(), "now" => timestamp_value(now) };
    transaction.rows(statements::LOCK_OF_SUPPORT, parameters, |row| identifier(row, "id"))
}

/// The events of `other` that overlap an event `support` is still to run, that many at most.
pub fn list_clashes_between(
    queries: &mut impl Queries,
    support: UserId,
    other: UserId,
    now: Timestamp,
    count: u64,
) -> Result<Vec<OverlappingEvent>> {
    let parameters = params! {
        "support_user_id" => support.get(),
        "other_user_id" => other.get(),
        "now" => timestamp_value(now),
        "count" => count,
    };
    queries.rows(statements::LIST_CLASHES_BETWEEN, parameters, overlapping)
}

/// Gives these events that a support colleague is still to run, in the order of their numbers, to somebody else.
pub fn move_all(transaction: &mut Transaction<'_>, ids: &[EventId], portfolio_move: PortfolioMove) -> Result<()> {
    portfolio_move.of(ids, transaction, statements::TRANSFER_RANGE)
}

/// The other live events of a support colleague that overlap this one, in the order of their beginning.
///
/// Nobody may be assigned meanwhile: the account of the colleague is locked by whoever asks.
pub fn find_clashes(
    queries: &mut impl Queries,
    event: &Event,
    support_user_id: UserId,
) -> Result<Vec<OverlappingEvent>> {
    let parameters = params! {
        "support_user_id" => support_user_id.get(),
        "except_id" => event.id.get(),
        "start_at" => timestamp_value(event.start_at),
        "end_at" => timestamp_value(event.end_at),
    };
    queries.rows(statements::FIND_CLASHES, parameters, overlapping)
}

/// Adds an event to a contract and gives its number in the database.
pub fn insert(
    transaction: &mut Transaction<'_>,
    contract: &Contract,
    event: &NewEvent,
    local_year: i16,
    now: Timestamp,
) -> Result<EventId> {
    let id = transaction.insert(
        statements::INSERT,
        params! {
            "local_year" => local_year,
            "contract_id" => contract.id.get(),
            "customer_id" => contract.customer.id.get(),
            "name" => event.name.as_str(),
            "start_at" => timestamp_value(event.start.timestamp()),
            "end_at" => timestamp_value(event.end.timestamp()),
            "location" => event.location.as_str(),
            "attendees" => event.attendees.get(),
            "note" => event.note.as_ref().map(Note::as_str),
            "now" => timestamp_value(now),
        },
    )?;
    Ok(EventId::new(id))
}

/// Writes the fields of an event that people change, if it still has the version it was read with.
///
/// # Returns
/// Whether it had.
pub fn update(transaction: &mut Transaction<'_>, event: &Event, now: Timestamp) -> Result<bool> {
    transaction.change_one(
        statements::UPDATE,
        params! {
            "id" => event.id.get(),
            "version" => event.version,
            "name" => event.name.as_str(),
            "start_at" => timestamp_value(event.start_at),
            "end_at" => timestamp_value(event.end_at),
            "location" => event.location.as_str(),
            "attendees" => event.attendees,
            "note" => event.note.as_deref(),
            "now" => timestamp_value(now),
        },
    )
}

/// Gives an event to a support colleague, or takes it from them, if it still has the version it was read with.
pub fn set_support(
    transaction: &mut Transaction<'_>,
    event: &Event,
    support_user_id: Option<UserId>,
    now: Timestamp,
) -> Result<bool> {
    transaction.change_one(
        statements::SET_SUPPORT,
        params! {
            "id" => event.id.get(),
            "version" => event.version,
            "support_user_id" => support_user_id.map(UserId::get),
            "now" => timestamp_value(now),
        },
    )
}

/// Cancels an event, if it still has the version it was read with.
pub fn cancel(transaction: &mut Transaction<'_>, event: &Event, reason: &str, now: Timestamp) -> Result<bool> {
    transaction.change_one(
        statements::CANCEL,
        params! {
            "id" => event.id.get(),
            "version" => event.version,
            "reason" => reason,
            "now" => timestamp_value(now),
        },
    )
}

fn list_statement(sort: EventSort, direction: Direction) -> &'static str {
    match (sort, direction) {
        (EventSort::Start, Direction::Ascending) => statements::LIST_BY_START_ASCENDING,
        (EventSort::Start, Direction::Descending) => statements::LIST_BY_START_DESCENDING,
        (EventSort::Number, Direction::Ascending) => statements::LIST_BY_NUMBER_ASCENDING,
        (EventSort::Number, Direction::Descending) => statements::LIST_BY_NUMBER_DESCENDING,
        (EventSort::Name, Direction::Ascending) => statements::LIST_BY_NAME_ASCENDING,
        (EventSort::Name, Direction::Descending) => statements::LIST_BY_NAME_DESCENDING,
    }
}

fn list_parameters(filter: &EventFilter, page: &Page<EventSort, Event>) -> Params {
    let after = page.after.as_ref();
    params! {
        "sales_user_id" => filter.colleagues.salesperson.map(UserId::get),
        "management_user_id" => filter.colleagues.manager.map(UserId::get),
        "support_user_id" => filter.colleagues.support.map(UserId::get),
        "customer_id" => filter.customer_id.map(CustomerId::get),
        "contract_id" => filter.contract_id.map(ContractId::get),
        "starts_from" => optional_timestamp_value(filter.starts_from),
        "starts_before" => optional_timestamp_value(filter.starts_before),
        "starts_after" => optional_timestamp_value(filter.upcoming_at),
        "ends_by" => optional_timestamp_value(filter.past_at),
        "without_support" => when(filter.is_without_support),
        // Whoever asks for the cancelled ones has them, whatever else they ask for.
        "is_live" => when(!filter.is_cancelled && (filter.is_without_support || filter.upcoming_at.is_some())),
        "is_cancelled" => when(filter.is_cancelled),
        "after_id" => after.map(|event| event.id.get()),
        "after_time" => optional_timestamp_value(after.map(|event| event.start_at)),
        "after_text" => after.map(|event| event.name.as_str()),
        "count" => page.count,
    }
}

fn from_row(row: &mut Row) -> Result<Event> {
    let cancellation = match optional_timestamp(row, "cancelled_at")? {
        Some(cancelled_at) => Some(Cancellation {
            cancelled_at,
            reason: column::<Option<String>>(row, "cancellation_reason")?.unwrap_or_default(),
        }),
        None => None,
    };
    let support = optional_colleague_beside(row, "support", RoleName::SUPPORT)?;
    Ok(Event {
        id: identifier(row, "id")?,
        event_number: column(row, "event_number")?,
        contract_id: identifier(row, "contract_id")?,
        contract_number: column(row, "contract_number")?,
        customer: customer_beside(row)?,
        support,
        name: column(row, "name")?,
        start_at: timestamp(row, "start_at")?,
        end_at: timestamp(row, "end_at")?,
        location: column(row, "location")?,
        attendees: column(row, "attendees")?,
        note: column(row, "note")?,
        cancellation,
        version: column(row, "version")?,
        created_at: timestamp(row, "created_at")?,
        updated_at: timestamp(row, "updated_at")?,
    })
}

fn overlapping(row: &mut Row) -> Result<OverlappingEvent> {
    Ok(OverlappingEvent {
        event_number: column(row, "event_number")?,
        name: column(row, "name")?,
        start_at: timestamp(row, "start_at")?,
        end_at: timestamp(row, "end_at")?,
    })
}

fn of_support(row: &mut Row) -> Result<EventOfSupport> {
    Ok(EventOfSupport {
        event_number: column(row, "event_number")?,
        name: column(row, "name")?,
        company_name: column(row, "company_name")?,
        start_at: timestamp(row, "start_at")?,
        end_at: timestamp(row, "end_at")?,
    })
}

/// The event beside what it belongs to in a row; nothing where there is none.
pub(super) fn beside(row: &mut Row) -> Result<Option<Listed<EventOfCustomer>>> {
    listed_beside(row, "event_id", |row| {
        Ok(EventOfCustomer {
            id: identifier(row, "event_id")?,
            event_number: column(row, "event_number")?,
            name: column(row, "event_name")?,
            start_at: timestamp(row, "start_at")?,
            end_at: timestamp(row, "end_at")?,
            cancelled_at: optional_timestamp(row, "cancelled_at")?,
            support_name: full_name_beside(row, "support")?,
        })
    })
}
