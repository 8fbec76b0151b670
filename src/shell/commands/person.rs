//! What commands on accounts and on customers share: the fields of a person.

use crate::error::Result;
use crate::models::email_address::EmailAddress;
use crate::models::person::{PersonChanges, PersonDetails};
use crate::models::phone_number::PhoneNumber;
use crate::models::text::PersonName;
use crate::shell::grammar::argument::Field;
use crate::shell::grammar::arguments::Arguments;

/// `--prenom`.
pub const FIRST_NAME: Field<PersonName> = Field::new("prenom", "Prénom.");
/// `--nom`.
pub const LAST_NAME: Field<PersonName> = Field::new("nom", "Nom.");
/// `--email`.
pub const EMAIL: Field<EmailAddress> = Field::new("email", "Adresse e-mail.");
/// `--telephone`.
pub const PHONE_NUMBER: Field<PhoneNumber> = Field::new("telephone", "Téléphone ; sans indicatif, un numéro français.");

/// The person of a record to be.
///
/// # Errors
/// Those of [`Arguments::get`].
pub fn details(arguments: &Arguments) -> Result<PersonDetails> {
    Ok(PersonDetails {
        first_name: arguments.get(&FIRST_NAME.required)?.clone(),
        last_name: arguments.get(&LAST_NAME.required)?.clone(),
        email: arguments.get(&EMAIL.required)?.clone(),
        phone_number: arguments.get(&PHONE_NUMBER.required)?.clone(),
    })
}

/// What to change of the person of a record.
pub fn changes(arguments: &Arguments) -> PersonChanges {
    PersonChanges {
        first_name: arguments.find(&FIRST_NAME.optional).cloned(),
        last_name: arguments.find(&LAST_NAME.optional).cloned(),
        email: arguments.find(&EMAIL.optional).cloned(),
        phone_number: arguments.find(&PHONE_NUMBER.optional).cloned(),
    }
}
