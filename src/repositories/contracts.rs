//! Statements on `contracts`.

use jiff::Timestamp;
use mysql::{Params, Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{amount, column, optional_timestamp, timestamp, timestamp_value};
use crate::database::statements::contracts as statements;
use crate::error::Result;
use crate::models::contract::{Contract, ContractCustomer, Signature};
use crate::models::customer::ContractOfCustomer;
use crate::models::identifier::{ContractId, ContractReference, CustomerId, UserId};
use crate::models::role::RoleName;
use crate::models::user::ContractOfManager;
use crate::repositories::users::{colleague_beside, full_name_beside};

/// The contract a person designated.
pub fn find(queries: &mut impl Queries, reference: &ContractReference) -> Result<Option<Contract>> {
    let (statement, parameters): (&str, Params) = match reference {
        ContractReference::Id(id) => (statements::FIND_BY_ID, params! { "id" => id.get() }),
        ContractReference::Number(number) => (
            statements::FIND_BY_NUMBER,
            params! { "contract_number" => number },
        ),
    };
    queries.first(statement, parameters, from_row)
}

/// The contract with this number, which nobody else can change until the transaction ends.
pub fn lock(transaction: &mut Transaction<'_>, id: ContractId) -> Result<Option<Contract>> {
    let parameters = params! { "id" => id.get() };
    transaction.rows(statements::LOCK, parameters, |_| Ok(()))?;
    find(transaction, &ContractReference::Id(id))
}

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

/// The newest contracts a manager is responsible for, that many at most.
pub fn list_newest_of_manager(
    queries: &mut impl Queries,
    manager: UserId,
    count: u64,
) -> Result<Vec<ContractOfManager>> {
    queries.rows(
        statements::LIST_NEWEST_OF_MANAGER,
        params! { "management_user_id" => manager.get(), "count" => count },
        |mut row| {
            Ok(ContractOfManager {
                contract_number: column(&mut row, "contract_number")?,
                company_name: column(&mut row, "company_name")?,
                total_amount: amount(&mut row, "total_amount")?,
                balance_due: amount(&mut row, "balance_due")?,
                signed_at: optional_timestamp(&mut row, "signed_at")?,
            })
        },
    )
}

/// The numbers of the contracts a manager is responsible for, which nobody else can change until the transaction ends.
pub fn lock_of_manager(transaction: &mut Transaction<'_>, manager: UserId) -> Result<Vec<ContractId>> {
    transaction.rows(
        statements::LOCK_OF_MANAGER,
        params! { "management_user_id" => manager.get() },
        |mut row| Ok(ContractId::new(column(&mut row, "id")?)),
    )
}

/// Makes another manager responsible for all contracts of one.
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

fn from_row(mut row: Row) -> Result<Contract> {
    let row = &mut row;
    let signature = match optional_timestamp(row, "signed_at")? {
        Some(signed_at) => Some(Signature {
            signed_at,
            recorded_by: full_name_beside(row, "signer")?.unwrap_or_default(),
        }),
        None => None,
    };
    Ok(Contract {
        id: ContractId::new(column(row, "id")?),
        contract_number: column(row, "contract_number")?,
        customer: customer_beside(row)?,
        manager: colleague_beside(row, "management", RoleName::MANAGEMENT)?,
        total_amount: amount(row, "total_amount")?,
        balance_due: amount(row, "balance_due")?,
        signature,
        version: column(row, "version")?,
        created_at: timestamp(row, "created_at")?,
        updated_at: timestamp(row, "updated_at")?,
    })
}

/// The customer of a contract or an event, from the columns beside it.
pub(super) fn customer_beside(row: &mut Row) -> Result<ContractCustomer> {
    Ok(ContractCustomer {
        id: CustomerId::new(column(row, "customer_id")?),
        name: full_name_beside(row, "customer")?.unwrap_or_default(),
        company_name: column(row, "customer_company_name")?,
        salesperson: colleague_beside(row, "sales", RoleName::SALES)?,
    })
}
