//! Contracts: what a customer agreed to pay, and how far he has.

use jiff::Timestamp;

use super::amount::Amount;
use super::identifier::{ContractId, CustomerId};
use super::user::Colleague;

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

/// That a contract is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// When.
    pub signed_at: Timestamp,
    /// The name of whoever recorded it.
    pub recorded_by: String,
}

/// The customer of a contract, and who looks after him: that decides whose the contract is.
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
