//! Statements on `events`.

use jiff::Timestamp;
use mysql::{Params, Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{column, optional_timestamp, timestamp, timestamp_value};
use crate::database::statements::events as statements;
use crate::error::Result;
use crate::models::customer::EventOfCustomer;
use crate::models::event::{Cancellation, Event};
use crate::models::identifier::{ContractId, CustomerId, EventId, EventReference, UserId};
use crate::models::role::RoleName;
use crate::models::user::EventOfSupport;
use crate::repositories::contracts::customer_beside;
use crate::repositories::users::{full_name_beside, optional_colleague_beside};

/// The event a person designated.
pub fn find(queries: &mut impl Queries, reference: &EventReference) -> Result<Option<Event>> {
    let (statement, parameters): (&str, Params) = match reference {
        EventReference::Id(id) => (statements::FIND_BY_ID, params! { "id" => id.get() }),
        EventReference::Number(number) => (statements::FIND_BY_NUMBER, params! { "event_number" => number }),
    };
    queries.first(statement, parameters, from_row)
}

/// The event with this number, which nobody else can change until the transaction ends.
pub fn lock(transaction: &mut Transaction<'_>, id: EventId) -> Result<Option<Event>> {
    let parameters = params! { "id" => id.get() };
    transaction.rows(statements::LOCK, parameters, |_| Ok(()))?;
    find(transaction, &EventReference::Id(id))
}

/// The events of a customer, in the order of their beginning.
pub fn list_of_customer(queries: &mut impl Queries, customer_id: CustomerId) -> Result<Vec<EventOfCustomer>> {
    queries.rows(
        statements::LIST_OF_CUSTOMER,
        params! { "customer_id" => customer_id.get() },
        |mut row| {
            let row = &mut row;
            Ok(EventOfCustomer {
                id: EventId::new(column(row, "id")?),
                event_number: column(row, "event_number")?,
                name: column(row, "name")?,
                start_at: timestamp(row, "start_at")?,
                end_at: timestamp(row, "end_at")?,
                cancelled_at: optional_timestamp(row, "cancelled_at")?,
                support_name: full_name_beside(row, "support")?,
            })
        },
    )
}

/// The newest events that a support colleague is still to run, that many at most.
pub fn list_newest_of_support(
    queries: &mut impl Queries,
    support: UserId,
    now: Timestamp,
    count: u64,
) -> Result<Vec<EventOfSupport>> {
    let parameters = params! {
        "support_user_id" => support.get(),
        "now" => timestamp_value(now),
        "count" => count,
    };
    queries.rows(statements::LIST_NEWEST_OF_SUPPORT, parameters, of_support)
}

/// The numbers of the events that a support colleague is still to run, which nobody else can change until the
/// transaction ends.
pub fn lock_of_support(
    transaction: &mut Transaction<'_>,
    support: UserId,
    now: Timestamp,
) -> Result<Vec<EventId>> {
    let parameters = params! { "support_user_id" => support.get(), "now" => timestamp_value(now) };
    transaction.rows(statements::LOCK_OF_SUPPORT, parameters, |mut row| {
        Ok(EventId::new(column(&mut row, "id")?))
    })
}

/// The events of `other` that overlap an event `support` is still to run, that many at most.
pub fn list_clashes_between(
    queries: &mut impl Queries,
    support: UserId,
    other: UserId,
    now: Timestamp,
    count: u64,
) -> Result<Vec<EventOfSupport>> {
    let parameters = params! {
        "support_user_id" => support.get(),
        "other_user_id" => other.get(),
        "now" => timestamp_value(now),
        "count" => count,
    };
    queries.rows(statements::LIST_CLASHES_BETWEEN, parameters, of_support)
}

/// Gives all events that a support colleague is still to run to another.
pub fn transfer_all(
    transaction: &mut Transaction<'_>,
    from: UserId,
    to: UserId,
    now: Timestamp,
) -> Result<()> {
    let parameters = params! {
        "from_user_id" => from.get(),
        "to_user_id" => to.get(),
        "now" => timestamp_value(now),
    };
    transaction
        .execute(statements::TRANSFER_ALL, parameters)
        .map(drop)
}

fn of_support(mut row: Row) -> Result<EventOfSupport> {
    let row = &mut row;
    Ok(EventOfSupport {
        event_number: column(row, "event_number")?,
        name: column(row, "name")?,
        company_name: column(row, "company_name")?,
        start_at: timestamp(row, "start_at")?,
        end_at: timestamp(row, "end_at")?,
    })
}

fn from_row(mut row: Row) -> Result<Event> {
    let row = &mut row;
    let cancellation = match optional_timestamp(row, "cancelled_at")? {
        Some(cancelled_at) => Some(Cancellation {
            cancelled_at,
            reason: column::<Option<String>>(row, "cancellation_reason")?.unwrap_or_default(),
        }),
        None => None,
    };
    let support = optional_colleague_beside(row, "support", RoleName::SUPPORT)?;
    Ok(Event {
        id: EventId::new(column(row, "id")?),
        event_number: column(row, "event_number")?,
        contract_id: ContractId::new(column(row, "contract_id")?),
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
