//! Records with what belongs to them, as their cards show them.

use jiff::Timestamp;

use super::amount::Amount;
use super::contract::Contract;
use super::customer::Customer;
use super::event::{Event, EventState};
use super::identifier::{ContractId, EventId};
use super::listed::Listed;
use super::payment::Payment;
use super::session::OpenSession;
use super::user::{Portfolio, User};

/// A contract as the card of its customer shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractOfCustomer {
    /// Its number in the database.
    pub id: ContractId,
    /// Its number for people.
    pub contract_number: String,
    /// What it amounts to.
    pub total_amount: Amount,
    /// What is still due.
    pub balance_due: Amount,
    /// When it was signed.
    pub signed_at: Option<Timestamp>,
    /// Who is responsible for it.
    pub manager_name: String,
}

/// An event as the cards of its customer and of its contract show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventOfCustomer {
    /// Its number in the database.
    pub id: EventId,
    /// Its number for people.
    pub event_number: String,
    /// Its name.
    pub name: String,
    /// Its beginning.
    pub start_at: Timestamp,
    /// Its end.
    pub end_at: Timestamp,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// Who runs it.
    pub support_name: Option<String>,
}

impl EventOfCustomer {
    /// Its state at a moment, for people.
    pub fn state(&self, now: Timestamp) -> EventState {
        EventState::at(
            now,
            self.start_at..self.end_at,
            self.support_name.is_some(),
            self.cancelled_at.is_some(),
        )
    }
}

/// A customer with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerCard {
    /// The customer.
    pub customer: Customer,
    /// Its contracts, oldest first.
    pub contracts: Vec<Listed<ContractOfCustomer>>,
    /// Its events, in the order of their beginning.
    pub events: Vec<Listed<EventOfCustomer>>,
}

/// A contract with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractCard {
    /// The contract.
    pub contract: Contract,
    /// Its payments and their reversals, in the order recorded.
    pub payments: Vec<Listed<Payment>>,
    /// Its events, in the order of their beginning.
    pub events: Vec<Listed<EventOfCustomer>>,
}

/// An event with the person to contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCard {
    /// The event.
    pub event: Event,
    /// The customer it is for.
    pub customer: Customer,
}

/// A contract as the card of its manager shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractOfManager {
    /// Its number for people.
    pub contract_number: String,
    /// The company of its customer.
    pub company_name: String,
    /// What it amounts to.
    pub total_amount: Amount,
    /// What is still due.
    pub balance_due: Amount,
    /// When it was signed.
    pub signed_at: Option<Timestamp>,
}

/// An event as the card of whoever runs it shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventOfSupport {
    /// Its number for people.
    pub event_number: String,
    /// Its name.
    pub name: String,
    /// The company of its customer.
    pub company_name: String,
    /// Its beginning.
    pub start_at: Timestamp,
    /// Its end.
    pub end_at: Timestamp,
}

/// An account with the newest of what it looks after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserCard {
    /// The account.
    pub user: User,
    /// How much it looks after.
    pub portfolio: Portfolio,
    /// Customers, newest first.
    pub customers: Vec<Listed<Customer>>,
    /// Contracts, newest first.
    pub contracts: Vec<Listed<ContractOfManager>>,
    /// Events that are neither cancelled nor over, newest first.
    pub events: Vec<Listed<EventOfSupport>>,
    /// Open sessions, newest first; nothing for whoever may not see sessions.
    pub sessions: Option<Vec<Listed<OpenSession>>>,
}
