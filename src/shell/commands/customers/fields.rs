//! What the commands on customers share: the arguments that name a customer or its fields, and how one is shown.

use crate::models::customer::Customer;
use crate::models::identifier::CustomerReference;
use crate::models::text::CompanyName;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::columns::columns;
use crate::shell::render::cell::Cell;

/// The customer a command is about.
pub const CUSTOMER: Required<CustomerReference> = Required::positional("client", "Numéro ou adresse e-mail du client.");

/// `--entreprise`.
pub const COMPANY_NAME: Field<CompanyName> = Field::new("entreprise", "Entreprise.");

columns! {
    /// The columns of a customer, in a list and on its card.
    pub COLUMNS of (customer: Customer, (): ()) {
        figures "N°", "numero", 0 => Cell::Number(customer.id.get());
        words "Prénom", "prenom", 2 => Cell::text(&customer.first_name);
        words "Nom", "nom", 0 => Cell::text(&customer.last_name);
        words "Entreprise", "entreprise", 1 => Cell::text(&customer.company_name);
        words "E-mail", "email", 4 => Cell::text(&customer.email);
        words "Téléphone", "telephone", 3 => Cell::stored_phone_number(&customer.phone_number);
        words "Commercial", "commercial", 5 => Cell::text(customer.salesperson.full_name());
        words "Premier contact", "premier_contact", 7 => Cell::moment(customer.created_at);
        words "Dernier contact", "dernier_contact", 6 => Cell::moment(customer.updated_at);
    }
}
