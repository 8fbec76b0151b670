//! What accounts and customers have in common: a person one can reach.

use super::email_address::EmailAddress;
use super::phone_number::PhoneNumber;
use super::text::PersonName;

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
