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

/// What to change of a person; absent values stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonChanges {
    /// First name.
    pub first_name: Option<PersonName>,
    /// Last name.
    pub last_name: Option<PersonName>,
    /// E-mail address.
    pub email: Option<EmailAddress>,
    /// Telephone number.
    pub phone_number: Option<PhoneNumber>,
}

/// The stored details of a person, to be changed: first name, last name, e-mail address, telephone number.
pub type StoredDetails<'record> = [&'record mut String; 4];

impl PersonChanges {
    /// Makes the changes.
    pub fn apply_to(&self, stored: StoredDetails<'_>) {
        let wanted = [
            self.first_name.as_ref().map(PersonName::as_str),
            self.last_name.as_ref().map(PersonName::as_str),
            self.email.as_ref().map(EmailAddress::as_str),
            self.phone_number.as_ref().map(PhoneNumber::as_str),
        ];
        for (stored, wanted) in stored.into_iter().zip(wanted) {
            if let Some(wanted) = wanted {
                wanted.clone_into(stored);
            }
        }
    }
}
