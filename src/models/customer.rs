//! Customers: the people a salesperson looks after.

use jiff::Timestamp;

use super::colleague::Colleague;
use super::identifier::{CustomerId, UserId};
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
    /// Looked after by this salesperson.
    pub sales_user_id: Option<UserId>,
    /// With a contract of this manager.
    pub management_user_id: Option<UserId>,
    /// With an event of this support colleague.
    pub support_user_id: Option<UserId>,
    /// Name, company, e-mail address or telephone digits contain this.
    pub search: Option<String>,
}

impl CustomerFilter {
    /// Narrowed further to a salesperson. Two different salespeople leave nothing, as combined filters do.
    #[must_use]
    pub fn of_salesperson(self, salesperson: UserId) -> Self {
        let sales_user_id = match self.sales_user_id {
            Some(present) if present != salesperson => UserId::NOBODY,
            _ => salesperson,
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
