//! Contracts: what a customer agreed to pay, and how far they have.

use jiff::Timestamp;

use super::amount::Amount;
use super::colleague::{Colleague, ColleagueFilter};
use super::customer::Customer;
use super::date_time::Day;
use super::identifier::{ContractId, CustomerId, CustomerReference, UserReference, short_number};

/// A contract as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Its number in the database.
    pub id: ContractId,
    /// Its number for people: `CT-2026-000012`.
    pub contract_number: String,
    /// Whose it is.
    pub customer: ContractCustomer,
    /// The manager responsible for it.
    pub manager: Colleague,
    /// What it amounts to.
    pub total_amount: Amount,
    /// What is still due: the total less all payments (B9).
    pub balance_due: Amount,
    /// When it was signed.
    pub signature: Option<Signature>,
    /// Counts changes; a change names the version it was made from.
    pub version: u32,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Contract {
    /// Its short number, which people type: the last part of the one they read.
    pub fn short_number(&self) -> u64 {
        short_number(&self.contract_number).unwrap_or(self.id.get())
    }

    /// Whether it is signed.
    pub fn is_signed(&self) -> bool {
        self.signature.is_some()
    }

    /// Its state, for people.
    pub fn state(&self) -> ContractState {
        match (&self.signature, self.balance_due.is_zero()) {
            (None, _) => ContractState::Unsigned,
            (Some(_), false) => ContractState::Signed,
            (Some(_), true) => ContractState::Settled,
        }
    }
}

/// How far a contract has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContractState {
    /// Written, not signed.
    Unsigned,
    /// Signed, something is due.
    Signed,
    /// Signed and paid.
    Settled,
}

/// The day on which something of a contract happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedDay {
    /// The day; today when nobody says.
    pub day: Option<Day>,
    /// Whether it may be older than the contract, or than the last year.
    pub accepts_old: bool,
}

/// That a contract is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// When.
    pub signed_at: Timestamp,
    /// The name of whoever recorded it.
    pub recorded_by: String,
}

/// The customer of a contract, and who looks after them: that decides whose the contract is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractCustomer {
    /// The customer.
    pub id: CustomerId,
    /// First and last name.
    pub name: String,
    /// The company.
    pub company_name: String,
    /// Who looks after the customer.
    pub salesperson: Colleague,
}

impl From<Customer> for ContractCustomer {
    fn from(customer: Customer) -> Self {
        Self {
            id: customer.id,
            name: customer.full_name(),
            company_name: customer.company_name,
            salesperson: customer.salesperson,
        }
    }
}

/// A contract to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContract {
    /// Whose it will be.
    pub customer: CustomerReference,
    /// What it amounts to.
    pub total_amount: Amount,
    /// The manager responsible for it; whoever creates it when nobody is named (B4).
    pub manager: Option<UserReference>,
}

/// Fields of a contract to change; absent ones stay. The signature is none of them (B6).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractChanges {
    /// What it amounts to.
    pub total_amount: Option<Amount>,
    /// Whose it is.
    pub customer: Option<CustomerReference>,
    /// The manager responsible for it.
    pub manager: Option<UserReference>,
}

/// Which contracts a list shows; absent filters let everything through, present ones combine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractFilter {
    /// Of this customer.
    pub customer_id: Option<CustomerId>,
    /// Of the customers of this salesperson, of this manager, with an event of this support colleague.
    pub colleagues: ColleagueFilter,
    /// Signed, or not.
    pub is_signed: Option<bool>,
    /// Nothing is due, or something is, signed or not (D17).
    pub is_paid: Option<bool>,
    /// Without an event that is not cancelled.
    pub lacks_event: bool,
}

/// The orders a list of contracts can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContractSort {
    /// By number.
    Number,
    /// By what it amounts to.
    Amount,
    /// By what is still due.
    Balance,
}
