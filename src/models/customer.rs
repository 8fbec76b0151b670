//! Customers: the people a salesperson looks after.

use jiff::Timestamp;

use super::colleague::{Colleague, ColleagueFilter};
use super::identifier::CustomerId;
use super::person::{PersonChanges, PersonDetails};
use super::text::CompanyName;

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
    /// The person.
    pub person: PersonChanges,
    /// Company.
    pub company_name: Option<CompanyName>,
}

/// Which customers a list shows; absent filters let everything through, present ones combine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerFilter {
    /// Of this salesperson, with a contract of this manager, with an event of this support colleague.
    pub colleagues: ColleagueFilter,
    /// Name, company, e-mail address or telephone digits contain this.
    pub search: Option<String>,
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
