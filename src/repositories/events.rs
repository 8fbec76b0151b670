//! Statements on `events`.

use mysql::params;

use crate::database::executor::Queries;
use crate::database::rows::{column, optional_timestamp, timestamp};
use crate::database::statements::events as statements;
use crate::error::Result;
use crate::models::customer::EventOfCustomer;
use crate::models::identifier::{CustomerId, EventId};

/// The events of a customer, in the order of their beginning.
pub fn list_of_customer(queries: &mut impl Queries, customer_id: CustomerId) -> Result<Vec<EventOfCustomer>> {
    queries.rows(
        statements::LIST_OF_CUSTOMER,
        params! { "customer_id" => customer_id.get() },
        |mut row| {
            let first_name: Option<String> = column(&mut row, "support_first_name")?;
            let last_name: Option<String> = column(&mut row, "support_last_name")?;
            Ok(EventOfCustomer {
                id: EventId::new(column(&mut row, "id")?),
                event_number: column(&mut row, "event_number")?,
                name: column(&mut row, "name")?,
                start_at: timestamp(&mut row, "start_at")?,
                end_at: timestamp(&mut row, "end_at")?,
                cancelled_at: optional_timestamp(&mut row, "cancelled_at")?,
                support_name: first_name
                    .zip(last_name)
                    .map(|(first, last)| format!("{first} {last}")),
            })
        },
    )
}
