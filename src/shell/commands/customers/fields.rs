//! What the commands on customers share: the arguments that name a customer or its fields, and how one is shown.

use crate::models::customer::Customer;
use crate::models::date_time::Moment;
use crate::models::email_address::EmailAddress;
use crate::models::identifier::CustomerReference;
use crate::models::phone_number::PhoneNumber;
use crate::models::text::{CompanyName, PersonName};
use crate::shell::grammar::argument::{Optional, Required};
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The customer a command is about.
pub const CUSTOMER: Required<CustomerReference> =
    Required::positional("client", "Numéro ou adresse e-mail du client.");

const FIRST_NAME_HELP: &str = "Prénom.";
const LAST_NAME_HELP: &str = "Nom.";
const EMAIL_HELP: &str = "Adresse e-mail.";
const PHONE_NUMBER_HELP: &str = "Téléphone ; sans indicatif, un numéro français.";
const COMPANY_NAME_HELP: &str = "Entreprise.";

/// The fields of a customer to be.
pub mod required {
    use super::{
        COMPANY_NAME_HELP, CompanyName, EMAIL_HELP, EmailAddress, FIRST_NAME_HELP, LAST_NAME_HELP,
        PHONE_NUMBER_HELP, PersonName, PhoneNumber, Required,
    };

    /// `--prenom`.
    pub const FIRST_NAME: Required<PersonName> = Required::option("prenom", FIRST_NAME_HELP);
    /// `--nom`.
    pub const LAST_NAME: Required<PersonName> = Required::option("nom", LAST_NAME_HELP);
    /// `--email`.
    pub const EMAIL: Required<EmailAddress> = Required::option("email", EMAIL_HELP);
    /// `--telephone`.
    pub const PHONE_NUMBER: Required<PhoneNumber> = Required::option("telephone", PHONE_NUMBER_HELP);
    /// `--entreprise`.
    pub const COMPANY_NAME: Required<CompanyName> = Required::option("entreprise", COMPANY_NAME_HELP);
}

/// The fields of a customer to change.
pub mod optional {
    use super::{
        COMPANY_NAME_HELP, CompanyName, EMAIL_HELP, EmailAddress, FIRST_NAME_HELP, LAST_NAME_HELP, Optional,
        PHONE_NUMBER_HELP, PersonName, PhoneNumber,
    };

    /// `--prenom`.
    pub const FIRST_NAME: Optional<PersonName> = Optional::option("prenom", FIRST_NAME_HELP);
    /// `--nom`.
    pub const LAST_NAME: Optional<PersonName> = Optional::option("nom", LAST_NAME_HELP);
    /// `--email`.
    pub const EMAIL: Optional<EmailAddress> = Optional::option("email", EMAIL_HELP);
    /// `--telephone`.
    pub const PHONE_NUMBER: Optional<PhoneNumber> = Optional::option("telephone", PHONE_NUMBER_HELP);
    /// `--entreprise`.
    pub const COMPANY_NAME: Optional<CompanyName> = Optional::option("entreprise", COMPANY_NAME_HELP);
}

/// The columns of a customer, in a list and on its card.
pub const COLUMNS: &[Column] = &[
    Column::figures("N°", "numero", 0),
    Column::words("Prénom", "prenom", 2),
    Column::words("Nom", "nom", 0),
    Column::words("Entreprise", "entreprise", 1),
    Column::words("E-mail", "email", 4),
    Column::words("Téléphone", "telephone", 3),
    Column::words("Commercial", "commercial", 5),
    Column::words("Premier contact", "premier_contact", 7),
    Column::words("Dernier contact", "dernier_contact", 6),
];

/// The cells of a customer under [`COLUMNS`].
pub fn cells(customer: &Customer) -> Vec<Cell> {
    vec![
        Cell::Number(customer.id.get()),
        Cell::text(&customer.first_name),
        Cell::text(&customer.last_name),
        Cell::text(&customer.company_name),
        Cell::text(&customer.email),
        phone_number(&customer.phone_number),
        Cell::text(customer.salesperson.full_name()),
        Cell::Moment(Moment::new(customer.created_at)),
        Cell::Moment(Moment::new(customer.updated_at)),
    ]
}

/// A stored number that is none, planted by somebody else, is shown as it is.
fn phone_number(stored: &str) -> Cell {
    PhoneNumber::from_database(stored.to_owned()).map_or_else(|_| Cell::text(stored), Cell::PhoneNumber)
}
