//! Statements on `contracts`.

use jiff::Timestamp;
use mysql::{Params, Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{
    amount, column, identifier, listed_beside, optional_timestamp, timestamp, timestamp_value, when,
};
use crate::database::statements::contracts as statements;
use crate::error::{Error, Result};
use crate::models::amount::Amount;
use crate::models::card::{ContractOfCustomer, ContractOfManager};
use crate::models::contract::{Contract, ContractCustomer, ContractFilter, ContractSort, Signature};
use crate::models::identifier::{ContractId, ContractReference, CustomerId, UserId};
use crate::models::listed::Listed;
use crate::models::page::{Direction, Page};
use crate::models::role::RoleName;
use crate::repositories::portfolio_move::PortfolioMove;
use crate::repositories::turns::{self, Subject};
use crate::repositories::users::{colleague_beside, full_name_beside};

/// The contracts a filter lets through, in order, from where the page begins.
///
/// Runs one statement whatever the number of rows; a page is entered by its key, never by counting.
pub fn list(
    queries: &mut impl Queries,
    filter: &ContractFilter,
    page: &Page<ContractSort, Contract>,
) -> Result<Vec<Listed<Contract>>> {
    queries.listed(
        list_statement(page.sort, page.direction),
        list_parameters(filter, page),
        from_row,
    )
}

/// The contract a person designated.
///
/// # Errors
/// [`Error::AmbiguousNumber`] for a short number of several.
pub fn find(queries: &mut impl Queries, reference: &ContractReference) -> Result<Option<Contract>> {
    let (statement, parameters): (&str, Params) = match reference {
        ContractReference::Id(id) => (statements::FIND_BY_ID, params! { "id" => id.get() }),
        ContractReference::ShortNumber(number) => {
            (statements::FIND_BY_SHORT_NUMBER, params! { "short_number" => number })
        }
        ContractReference::Number(number) => (statements::FIND_BY_NUMBER, params! { "contract_number" => number }),
    };
    let mut found = queries.rows(statement, parameters, from_row)?;
    if found.len() > 1 {
        return Err(Error::AmbiguousNumber {
            numbers: found.into_iter().map(|contract| contract.contract_number).collect(),
        });
    }
    Ok(found.pop())
}

/// The contract with this number, which nobody else can change until the transaction ends.
pub fn lock(transaction: &mut Transaction<'_>, id: ContractId) -> Result<Option<Contract>> {
    turns::take(transaction, Subject::Contract(id))?;
    let parameters = params! { "id" => id.get() };
    transaction.rows(statements::LOCK, parameters, |_| Ok(()))?;
    find(transaction, &ContractReference::Id(id))
}

/// How many contracts a customer has.
pub fn count_of_customer(queries: &mut impl Queries, customer_id: CustomerId) -> Result<u64> {
    let parameters = params! { "customer_id" => customer_id.get() };
    queries.count(statements::COUNT_OF_CUSTOMER, parameters)
}

/// The newest contracts a manager is responsible for, that many at most.
pub fn list_newest_of_manager(
    queries: &mut impl Queries,
    manager: UserId,
    count: u64,
) -> Result<Vec<Listed<ContractOfManager>>> {
    queries.listed(
        statements::LIST_NEWEST_OF_MANAGER,
        params! { "management_user_id" => manager.get(), "count" => count },
        |row| {
            Ok(ContractOfManager {
                contract_number: column(row, "contract_number")?,
                company_name: column(row, "company_name")?,
                total_amount: amount(row, "total_amount")?,
                balance_due: amount(row, "balance_due")?,
                signed_at: optional_timestamp(row, "signed_at")?,
            })
        },
    )
}

/// The numbers of the contracts a manager is responsible for, which nobody else can change until the transaction ends.
pub fn lock_of_manager(transaction: &mut Transaction<'_>, manager: UserId) -> Result<Vec<ContractId>> {
    transaction.rows(
        statements::LOCK_OF_MANAGER,
        params! { "management_user_id" => manager.get() },
        |row| identifier(row, "id"),
    )
}

/// Makes another manager responsible for these contracts of one, in the order of their numbers.
pub fn move_all(transaction: &mut Transaction<'_>, ids: &[ContractId], portfolio_move: PortfolioMove) -> Result<()> {
    portfolio_move.of(ids, transaction, statements::TRANSFER_RANGE)
}

/// Adds a contract, unsigned and unpaid, in the year it is where the company is (B16), and gives the number of its row.
pub fn insert(
    transaction: &mut Transaction<'_>,
    customer: CustomerId,
    manager: UserId,
    total_amount: Amount,
    local_year: i16,
    now: Timestamp,
) -> Result<ContractId> {
    let id = transaction.insert(
        statements::INSERT,
        params! {
            "local_year" => local_year,
            "customer_id" => customer.get(),
            "management_user_id" => manager.get(),
            "total_amount" => total_amount.canonical(),
            "now" => timestamp_value(now),
        },
    )?;
    Ok(ContractId::new(id))
}

/// Writes the fields of a contract that people change, if it still has the version it was read with.
///
/// # Returns
/// Whether it had.
pub fn update(transaction: &mut Transaction<'_>, contract: &Contract, now: Timestamp) -> Result<bool> {
    transaction.change_one(
        statements::UPDATE,
        params! {
            "id" => contract.id.get(),
            "version" => contract.version,
            "customer_id" => contract.customer.id.get(),
            "management_user_id" => contract.manager.id.get(),
            "total_amount" => contract.total_amount.canonical(),
            "balance_due" => contract.balance_due.canonical(),
            "now" => timestamp_value(now),
        },
    )
}

/// Writes a signature, if the contract has none and still has the version it was read with.
pub fn sign(
    transaction: &mut Transaction<'_>,
    contract: &Contract,
    signed_at: Timestamp,
    recorded_by: UserId,
    now: Timestamp,
) -> Result<bool> {
    transaction.change_one(
        statements::SIGN,
        params! {
            "id" => contract.id.get(),
            "version" => contract.version,
            "signed_at" => timestamp_value(signed_at),
            "signed_by_user_id" => recorded_by.get(),
            "now" => timestamp_value(now),
        },
    )
}

/// Writes what is still due, if the contract still has the version it was read with.
pub fn update_balance(
    transaction: &mut Transaction<'_>,
    contract: &Contract,
    balance_due: Amount,
    now: Timestamp,
) -> Result<bool> {
    transaction.change_one(
        statements::UPDATE_BALANCE,
        params! {
            "id" => contract.id.get(),
            "version" => contract.version,
            "balance_due" => balance_due.canonical(),
            "now" => timestamp_value(now),
        },
    )
}

/// Removes a contract, if it is unsigned and still has the version it was read with.
pub fn delete(transaction: &mut Transaction<'_>, contract: &Contract) -> Result<bool> {
    let parameters = params! { "id" => contract.id.get(), "version" => contract.version };
    transaction.change_one(statements::DELETE, parameters)
}

fn list_statement(sort: ContractSort, direction: Direction) -> &'static str {
    match (sort, direction) {
        (ContractSort::Number, Direction::Ascending) => statements::LIST_BY_NUMBER_ASCENDING,
        (ContractSort::Number, Direction::Descending) => statements::LIST_BY_NUMBER_DESCENDING,
        (ContractSort::Amount, Direction::Ascending) => statements::LIST_BY_AMOUNT_ASCENDING,
        (ContractSort::Amount, Direction::Descending) => statements::LIST_BY_AMOUNT_DESCENDING,
        (ContractSort::Balance, Direction::Ascending) => statements::LIST_BY_BALANCE_ASCENDING,
        (ContractSort::Balance, Direction::Descending) => statements::LIST_BY_BALANCE_DESCENDING,
    }
}

fn list_parameters(filter: &ContractFilter, page: &Page<ContractSort, Contract>) -> Params {
    let after = page.after.as_ref();
    let after_amount = match page.sort {
        ContractSort::Number => None,
        ContractSort::Amount => after.map(|contract| contract.total_amount),
        ContractSort::Balance => after.map(|contract| contract.balance_due),
    };
    params! {
        "customer_id" => filter.customer_id.map(CustomerId::get),
        "sales_user_id" => filter.colleagues.salesperson.map(UserId::get),
        "management_user_id" => filter.colleagues.manager.map(UserId::get),
        "support_user_id" => filter.colleagues.support.map(UserId::get),
        "is_signed" => filter.is_signed,
        "is_paid" => filter.is_paid,
        "lacks_event" => when(filter.lacks_event),
        "after_id" => after.map(|contract| contract.id.get()),
        "after_amount" => after_amount.map(Amount::canonical),
        "count" => page.count,
    }
}

fn from_row(row: &mut Row) -> Result<Contract> {
    let signature = match optional_timestamp(row, "signed_at")? {
        Some(signed_at) => Some(Signature {
            signed_at,
            recorded_by: full_name_beside(row, "signer")?.unwrap_or_default(),
        }),
        None => None,
    };
    Ok(Contract {
        id: identifier(row, "id")?,
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
        id: identifier(row, "customer_id")?,
        name: full_name_beside(row, "customer")?.unwrap_or_default(),
        company_name: column(row, "customer_company_name")?,
        salesperson: colleague_beside(row, "sales", RoleName::SALES)?,
    })
}

/// The contract beside its customer in a row; nothing where there is none.
pub(super) fn beside_customer(row: &mut Row) -> Result<Option<Listed<ContractOfCustomer>>> {
    listed_beside(row, "contract_id", |row| {
        Ok(ContractOfCustomer {
            id: identifier(row, "contract_id")?,
            contract_number: column(row, "contract_number")?,
            total_amount: amount(row, "total_amount")?,
            balance_due: amount(row, "balance_due")?,
            signed_at: optional_timestamp(row, "signed_at")?,
            manager_name: full_name_beside(row, "management")?.unwrap_or_default(),
        })
    })
}
