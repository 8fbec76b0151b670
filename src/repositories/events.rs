//! Statements on `events`.

use mysql::{Params, Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{column, optional_timestamp, timestamp};
use crate::database::statements::events as statements;
use crate::error::Result;
use crate::models::customer::EventOfCustomer;
use crate::models::event::{Cancellation, Event};
use crate::models::identifier::{ContractId, CustomerId, EventId, EventReference};
use crate::models::role::RoleName;
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

/// How many events a contract has, cancelled ones included.
pub fn count_of_contract(queries: &mut impl Queries, contract_id: ContractId) -> Result<u64> {
    let count = queries.first(
        statements::COUNT_OF_CONTRACT,
        params! { "contract_id" => contract_id.get() },
        |mut row| column(&mut row, "events"),
    )?;
    Ok(count.unwrap_or_default())
}

/// The events of a contract, in the order of their beginning.
pub fn list_of_contract(queries: &mut impl Queries, contract_id: ContractId) -> Result<Vec<EventOfCustomer>> {
    queries.rows(
        statements::LIST_OF_CONTRACT,
        params! { "contract_id" => contract_id.get() },
        beside_from_row,
    )
}

/// The events of a customer, in the order of their beginning.
pub fn list_of_customer(queries: &mut impl Queries, customer_id: CustomerId) -> Result<Vec<EventOfCustomer>> {
    queries.rows(
        statements::LIST_OF_CUSTOMER,
        params! { "customer_id" => customer_id.get() },
        beside_from_row,
    )
}

/// An event on the card of something else.
fn beside_from_row(mut row: Row) -> Result<EventOfCustomer> {
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
