//! Customers: the people a salesperson looks after.

use jiff::Timestamp;

use super::amount::Amount;
use super::email_address::EmailAddress;
use super::event::EventState;
use super::identifier::{ContractId, CustomerId, EventId, UserId};
use super::phone_number::PhoneNumber;
use super::text::{CompanyName, PersonName};
use super::user::Colleague;

/// A customer as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Its number.
    pub id: CustomerId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number, E.164.
    pub phone_number: String,
    /// Company.
    pub company_name: String,
    /// Counts changes; a change names the version it was made from.
    pub version: u32,
    /// First contact.
    pub created_at: Timestamp,
    /// Last contact.
    pub updated_at: Timestamp,
    /// Who looks after it.
    pub salesperson: Colleague,
}

impl Customer {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// Name, e-mail address and telephone number of a person, valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDetails {
    /// First name.
    pub first_name: PersonName,
    /// Last name.
    pub last_name: PersonName,
    /// E-mail address.
    pub email: EmailAddress,
    /// Telephone number.
    pub phone_number: PhoneNumber,
}

/// A customer to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCustomer {
    /// The person.
    pub person: PersonDetails,
    /// The company.
    pub company_name: CompanyName,
    /// Whether a company or telephone number that another customer has is no mistake.
    pub accepts_duplicate: bool,
}

/// Fields of a customer to change; absent ones stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerChanges {
    /// First name.
    pub first_name: Option<PersonName>,
    /// Last name.
    pub last_name: Option<PersonName>,
    /// E-mail address.
    pub email: Option<EmailAddress>,
    /// Telephone number.
    pub phone_number: Option<PhoneNumber>,
    /// Company.
    pub company_name: Option<CompanyName>,
}

/// Which customers a list shows; absent filters let everything through, present ones combine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerFilter {
    /// Looked after by this salesperson.
    pub sales_user_id: Option<u64>,
    /// With a contract of this manager.
    pub management_user_id: Option<u64>,
    /// With an event of this support colleague.
    pub support_user_id: Option<u64>,
    /// Name, company, e-mail address or telephone digits contain this.
    pub search: Option<String>,
}

impl CustomerFilter {
    /// Narrowed further to a salesperson. Two different salespeople leave nothing, as combined filters do.
    #[must_use]
    pub fn of_salesperson(self, salesperson: UserId) -> Self {
        let wanted = salesperson.get();
        let sales_user_id = match self.sales_user_id {
            Some(present) if present != wanted => UserId::NOBODY.get(),
            _ => wanted,
        };
        Self {
            sales_user_id: Some(sales_user_id),
            ..self
        }
    }
}

/// The orders a list of customers can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomerSort {
    /// By number.
    Number,
    /// By last name, then first name.
    Name,
    /// By company.
    Company,
    /// By first contact.
    Created,
    /// By last contact.
    Updated,
}

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
    pub contracts: Vec<ContractOfCustomer>,
    /// Its events, in the order of their beginning.
    pub events: Vec<EventOfCustomer>,
}
