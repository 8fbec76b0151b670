//! Statements on `turns`: what keeps two people apart where a lock on a row does not (B12, D28).
//!
//! Servers that take writes beside each other compare what was written, and not what was locked. Whoever takes a turn
//! writes its row: of two who take it at once on two servers one is refused, and begins again. It is taken before what
//! it protects is read. On a server of its own locks do that, and no turn is taken but that with somebody of the
//! support, whose account a lock would keep from signing in.

use mysql::params;

use crate::database::executor::Transaction;
use crate::database::statements::turns as statements;
use crate::error::Result;
use crate::models::identifier::{ContractId, CustomerId, EventId, UserId};

/// How many can rely on one thing at once without meeting: the places of `turns::TAKE_ALL_PLACES`.
const PLACES: u32 = 8;

/// What is changed by one person at a time, and relied on by several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// One account.
    Account(UserId),
    /// One customer.
    Customer(CustomerId),
}

/// What one person at a time takes a turn with among servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'text> {
    /// One contract.
    Contract(ContractId),
    /// One event.
    Event(EventId),
    /// Who has a role.
    Role(&'text str),
    /// The customers of one company.
    Company(&'text str),
    /// The customers with one telephone number.
    PhoneNumber(&'text str),
    /// How often a name was signed in with in vain.
    Throttle(&'text str),
}

/// Waits until nobody else gives events to somebody, or moves theirs: what the transaction finds of them is everything
/// until it ends (B12). On whatever server.
pub fn take_with_support(transaction: &mut Transaction<'_>, support: UserId) -> Result<()> {
    take_place(transaction, "support", support.get(), 0)
}

/// Takes a turn, where several servers take writes.
pub fn take(transaction: &mut Transaction<'_>, subject: Subject<'_>) -> Result<()> {
    if !transaction.is_clustered() {
        return Ok(());
    }
    match subject {
        Subject::Contract(id) => take_place(transaction, "contract", id.get(), 0),
        Subject::Event(id) => take_place(transaction, "event", id.get(), 0),
        Subject::Role(name) => take_with_text(transaction, "role", name),
        Subject::Company(name) => take_with_text(transaction, "company", name),
        Subject::PhoneNumber(number) => take_with_text(transaction, "phone_number", number),
        Subject::Throttle(name) => take_with_text(transaction, "throttle", name),
    }
}

/// Relies on something, where several servers take writes: nobody changes it until the transaction ends, and others may
/// rely on it too.
pub fn share(transaction: &mut Transaction<'_>, shared: Shared) -> Result<()> {
    if !transaction.is_clustered() {
        return Ok(());
    }
    let (subject, id) = shared.key();
    take_place(transaction, subject, id, getrandom::u32().unwrap_or_default() % PLACES)
}

/// Takes something for oneself, where several servers take writes: nobody else changes it or relies on it until the
/// transaction ends.
pub fn take_alone(transaction: &mut Transaction<'_>, shared: Shared) -> Result<()> {
    if !transaction.is_clustered() {
        return Ok(());
    }
    let (subject, id) = shared.key();
    let parameters = params! { "subject" => subject, "subject_id" => id };
    transaction.execute(statements::TAKE_ALL_PLACES, parameters)
}

/// Takes each customer of a salesperson for oneself, where several servers take writes.
pub fn take_customers_alone(transaction: &mut Transaction<'_>, salesperson: UserId) -> Result<()> {
    if !transaction.is_clustered() {
        return Ok(());
    }
    let parameters = params! { "sales_user_id" => salesperson.get() };
    transaction.execute(statements::TAKE_WITH_CUSTOMERS, parameters)
}

impl Shared {
    fn key(self) -> (&'static str, u64) {
        match self {
            Self::Account(id) => ("account", id.get()),
            Self::Customer(id) => ("customer", id.get()),
        }
    }
}

fn take_place(transaction: &mut Transaction<'_>, subject: &str, subject_id: u64, place: u32) -> Result<()> {
    let parameters = params! { "subject" => subject, "subject_id" => subject_id, "place" => place };
    transaction.execute(statements::TAKE, parameters)
}

fn take_with_text(transaction: &mut Transaction<'_>, subject: &str, text: &str) -> Result<()> {
    transaction.execute(
        statements::TAKE_WITH_TEXT,
        params! { "subject" => subject, "text" => text },
    )
}
