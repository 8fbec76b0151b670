//! Statements on `customers`.

use jiff::Timestamp;
use mysql::{Params, Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{
    column, containing, identifier, of_row, optional_timestamp_value, timestamp, timestamp_value,
};
use crate::database::statements::customers as statements;
use crate::error::{Holder, Resemblance, Result};
use crate::models::card::CustomerCard;
use crate::models::customer::{Customer, CustomerFilter, CustomerSort, NewCustomer};
use crate::models::identifier::{CustomerId, UserId};
use crate::models::listed::Listed;
use crate::models::page::{Direction, Page};
use crate::models::phone_number::search_digits;
use crate::models::role::RoleName;
use crate::models::user::Actor;
use crate::repositories::portfolio_move::PortfolioMove;
use crate::repositories::turns::{self, Shared, Subject};
use crate::repositories::users::{colleague_beside, full_name};
use crate::repositories::{contracts, events};

/// The customers a filter lets through, in order, from where the page begins.
///
/// Runs one statement whatever the number of rows; a page is entered by its key, never by counting.
pub fn list(
    queries: &mut impl Queries,
    filter: &CustomerFilter,
    page: &Page<CustomerSort, Customer>,
) -> Result<Vec<Listed<Customer>>> {
    queries.listed(
        list_statement(page.sort, page.direction),
        list_parameters(filter, page),
        from_row,
    )
}

/// The customer with this number.
pub fn find_by_id(queries: &mut impl Queries, id: CustomerId) -> Result<Option<Customer>> {
    queries.first(statements::FIND_BY_ID, params! { "id" => id.get() }, from_row)
}

/// The customer with this number and all that belongs to it, in one round trip.
pub fn find_card(queries: &mut impl Queries, id: CustomerId) -> Result<Option<CustomerCard>> {
    let mut card: Option<CustomerCard> = None;
    queries.each_row(statements::FIND_CARD, params! { "id" => id.get() }, &mut |row| {
        let (contract, event) = (contracts::beside_customer(row)?, events::beside(row)?);
        let card = match &mut card {
            Some(card) => card,
            None => card.insert(CustomerCard {
                customer: of_row(row, from_row)?,
                contracts: Vec::new(),
                events: Vec::new(),
            }),
        };
        card.contracts.extend(contract);
        card.events.extend(event);
        Ok(())
    })?;
    if let Some(card) = &mut card {
        // A contract is repeated beside each of its events.
        card.contracts
            .sort_by_key(|contract| contract.number(|contract| contract.id.get()));
        card.contracts
            .dedup_by_key(|contract| contract.number(|contract| contract.id.get()));
        card.events.sort_by_key(|event| {
            let start = event.readable().map_or(Timestamp::MAX, |event| event.start_at);
            (start, event.number(|event| event.id.get()))
        });
    }
    Ok(card)
}

/// The customer with this e-mail address, whatever its case.
pub fn find_by_email(queries: &mut impl Queries, email: &str) -> Result<Option<Customer>> {
    queries.first(statements::FIND_BY_EMAIL, params! { "email" => email }, from_row)
}

/// The customer with this number, which nobody changes until the transaction ends; others may add to it meanwhile.
pub fn hold(transaction: &mut Transaction<'_>, id: CustomerId) -> Result<Option<Customer>> {
    turns::share(transaction, Shared::Customer(id))?;
    if !transaction.is_clustered() {
        transaction.rows(statements::HOLD, params! { "id" => id.get() }, |_| Ok(()))?;
    }
    find_by_id(transaction, id)
}

/// The customer with this number, which nobody else can change until the transaction ends.
pub fn lock(transaction: &mut Transaction<'_>, id: CustomerId) -> Result<Option<Customer>> {
    turns::take_alone(transaction, Shared::Customer(id))?;
    transaction.rows(statements::LOCK, params! { "id" => id.get() }, |_| Ok(()))?;
    find_by_id(transaction, id)
}

/// The numbers of a salesperson's customers, which nobody else can change until the transaction ends.
pub fn lock_of_salesperson(transaction: &mut Transaction<'_>, salesperson: UserId) -> Result<Vec<CustomerId>> {
    turns::take_customers_alone(transaction, salesperson)?;
    transaction.rows(
        statements::LOCK_OF_SALESPERSON,
        params! { "sales_user_id" => salesperson.get() },
        |row| identifier(row, "id"),
    )
}

/// Customers with the same company or telephone number, five at most, except one.
pub fn find_resembling(
    queries: &mut impl Queries,
    company_name: &str,
    phone_number: &str,
    except: Option<CustomerId>,
) -> Result<Vec<Resemblance>> {
    let parameters = params! {
        "company_name" => company_name,
        "phone_number" => phone_number,
        "except_id" => except.map_or(0, CustomerId::get),
    };
    queries.rows(statements::FIND_RESEMBLING, parameters, |row| {
        Ok(Resemblance {
            holder: Holder {
                id: column(row, "id")?,
                name: full_name(row)?,
            },
            company_name: column(row, "company_name")?,
            same_company: column(row, "same_company")?,
            same_phone_number: column(row, "same_phone_number")?,
        })
    })
}

/// Whether there are others with the same company or telephone number as one that was just added, those included that
/// somebody is adding: they are waited for.
pub fn lock_resembling(transaction: &mut Transaction<'_>, id: CustomerId, customer: &NewCustomer) -> Result<bool> {
    let parameters = params! {
        "company_name" => customer.company_name.as_str(),
        "phone_number" => customer.person.phone_number.as_str(),
        "except_id" => id.get(),
    };
    let others = transaction.rows(statements::LOCK_RESEMBLING, parameters, |_| Ok(()))?;
    Ok(!others.is_empty())
}

/// Adds a customer of whoever acts, whose account is locked until the transaction ends, and gives its number.
///
/// # Returns
/// Nothing when the account is no longer what it was, or when another customer resembles this one and that is not
/// accepted.
pub fn insert(
    transaction: &mut Transaction<'_>,
    customer: &NewCustomer,
    owner: &Actor,
    now: jiff::Timestamp,
) -> Result<Option<CustomerId>> {
    let statement = if transaction.is_clustered() {
        turns::share(transaction, Shared::Account(owner.id))?;
        turns::take(transaction, Subject::Company(customer.company_name.as_str()))?;
        turns::take(transaction, Subject::PhoneNumber(customer.person.phone_number.as_str()))?;
        statements::INSERT
    } else {
        statements::INSERT_AND_HOLD_SALESPERSON
    };
    let id = transaction.insert(
        statement,
        params! {
            "sales_user_id" => owner.id.get(),
            "role_id" => owner.role_id.get(),
            "accepts_duplicate" => customer.accepts_duplicate,
            "first_name" => customer.person.first_name.as_str(),
            "last_name" => customer.person.last_name.as_str(),
            "email" => customer.person.email.as_str(),
            "phone_number" => customer.person.phone_number.as_str(),
            "company_name" => customer.company_name.as_str(),
            "now" => timestamp_value(now),
        },
    )?;
    Ok((id > 0).then(|| CustomerId::new(id)))
}

/// Writes the fields of a customer, if it still has the version it was read with.
///
/// # Returns
/// Whether it had.
pub fn update(transaction: &mut Transaction<'_>, customer: &Customer, now: jiff::Timestamp) -> Result<bool> {
    transaction.change_one(
        statements::UPDATE,
        params! {
            "id" => customer.id.get(),
            "version" => customer.version,
            "first_name" => customer.first_name.as_str(),
            "last_name" => customer.last_name.as_str(),
            "email" => customer.email.as_str(),
            "phone_number" => customer.phone_number.as_str(),
            "company_name" => customer.company_name.as_str(),
            "now" => timestamp_value(now),
        },
    )
}

/// Gives a customer to another salesperson, if it still has the version it was read with.
pub fn transfer(
    transaction: &mut Transaction<'_>,
    customer: &Customer,
    to: UserId,
    now: jiff::Timestamp,
) -> Result<bool> {
    transaction.change_one(
        statements::TRANSFER,
        params! {
            "id" => customer.id.get(),
            "version" => customer.version,
            "sales_user_id" => to.get(),
            "now" => timestamp_value(now),
        },
    )
}

/// Gives these customers of a salesperson, in the order of their numbers, to somebody else.
pub fn move_all(transaction: &mut Transaction<'_>, ids: &[CustomerId], portfolio_move: PortfolioMove) -> Result<()> {
    portfolio_move.of(ids, transaction, statements::TRANSFER_RANGE)
}

/// Removes a customer, if it still has the version it was read with.
pub fn delete(transaction: &mut Transaction<'_>, customer: &Customer) -> Result<bool> {
    let parameters = params! { "id" => customer.id.get(), "version" => customer.version };
    transaction.change_one(statements::DELETE, parameters)
}

fn list_statement(sort: CustomerSort, direction: Direction) -> &'static str {
    match (sort, direction) {
        (CustomerSort::Number, Direction::Ascending) => statements::LIST_BY_NUMBER_ASCENDING,
        (CustomerSort::Number, Direction::Descending) => statements::LIST_BY_NUMBER_DESCENDING,
        (CustomerSort::Name, Direction::Ascending) => statements::LIST_BY_NAME_ASCENDING,
        (CustomerSort::Name, Direction::Descending) => statements::LIST_BY_NAME_DESCENDING,
        (CustomerSort::Company, Direction::Ascending) => statements::LIST_BY_COMPANY_ASCENDING,
        (CustomerSort::Company, Direction::Descending) => statements::LIST_BY_COMPANY_DESCENDING,
        (CustomerSort::Created, Direction::Ascending) => statements::LIST_BY_CREATED_ASCENDING,
        (CustomerSort::Created, Direction::Descending) => statements::LIST_BY_CREATED_DESCENDING,
        (CustomerSort::Updated, Direction::Ascending) => statements::LIST_BY_UPDATED_ASCENDING,
        (CustomerSort::Updated, Direction::Descending) => statements::LIST_BY_UPDATED_DESCENDING,
    }
}

fn list_parameters(filter: &CustomerFilter, page: &Page<CustomerSort, Customer>) -> Params {
    let search = filter.search.as_deref();
    let after = page.after.as_ref();
    let after_text = after.and_then(|customer| match page.sort {
        CustomerSort::Name => Some(customer.last_name.as_str()),
        CustomerSort::Company => Some(customer.company_name.as_str()),
        CustomerSort::Number | CustomerSort::Created | CustomerSort::Updated => None,
    });
    let after_time = after.and_then(|customer| match page.sort {
        CustomerSort::Created => Some(customer.created_at),
        CustomerSort::Updated => Some(customer.updated_at),
        CustomerSort::Number | CustomerSort::Name | CustomerSort::Company => None,
    });
    params! {
        "sales_user_id" => filter.colleagues.salesperson.map(UserId::get),
        "management_user_id" => filter.colleagues.manager.map(UserId::get),
        "support_user_id" => filter.colleagues.support.map(UserId::get),
        "text_pattern" => search.map(containing),
        "digits_pattern" => search.and_then(search_digits).map(|digits| containing(&digits)),
        "after_id" => after.map(|customer| customer.id.get()),
        "after_text" => after_text,
        "after_second_text" => after.map(|customer| customer.first_name.as_str()),
        "after_time" => optional_timestamp_value(after_time),
        "count" => page.count,
    }
}

fn from_row(row: &mut Row) -> Result<Customer> {
    Ok(Customer {
        id: identifier(row, "id")?,
        first_name: column(row, "first_name")?,
        last_name: column(row, "last_name")?,
        email: column(row, "email")?,
        phone_number: column(row, "phone_number")?,
        company_name: column(row, "company_name")?,
        version: column(row, "version")?,
        created_at: timestamp(row, "created_at")?,
        updated_at: timestamp(row, "updated_at")?,
        salesperson: colleague_beside(row, "sales", RoleName::SALES)?,
    })
}
