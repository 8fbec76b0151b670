//! Statements on `contracts`.

use mysql::params;

use crate::database::executor::Queries;
use crate::database::rows::{amount, column, optional_timestamp};
use crate::database::statements::contracts as statements;
use crate::error::Result;
use crate::models::customer::ContractOfCustomer;
use crate::models::identifier::{ContractId, CustomerId};

/// How many contracts a customer has.
pub fn count_of_customer(queries: &mut impl Queries, customer_id: CustomerId) -> Result<u64> {
    let count = queries.first(
        statements::COUNT_OF_CUSTOMER,
        params! { "customer_id" => customer_id.get() },
        |mut row| column(&mut row, "contracts"),
    )?;
    Ok(count.unwrap_or_default())
}

/// The contracts of a customer, oldest first.
pub fn list_of_customer(
    queries: &mut impl Queries,
    customer_id: CustomerId,
) -> Result<Vec<ContractOfCustomer>> {
    queries.rows(
        statements::LIST_OF_CUSTOMER,
        params! { "customer_id" => customer_id.get() },
        |mut row| {
            Ok(ContractOfCustomer {
                id: ContractId::new(column(&mut row, "id")?),
                contract_number: column(&mut row, "contract_number")?,
                total_amount: amount(&mut row, "total_amount")?,
                balance_due: amount(&mut row, "balance_due")?,
                signed_at: optional_timestamp(&mut row, "signed_at")?,
            })
        },
    )
}
