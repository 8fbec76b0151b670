//! What the commands on customers share: the arguments that name a customer or its fields, and how one is shown.

use crate::models::customer::Customer;
use crate::models::identifier::CustomerReference;
use crate::models::text::CompanyName;
use crate::shell::commands::prelude::*;
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The customer a command is about.
pub const CUSTOMER: Required<CustomerReference> = Required::positional("client", "Numéro ou adresse e-mail du client.");

/// `--entreprise`.
pub const COMPANY_NAME: Field<CompanyName> = Field::new("entreprise", "Entreprise.");

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
        Cell::stored_phone_number(&customer.phone_number),
        Cell::text(customer.salesperson.full_name()),
        Cell::moment(customer.created_at),
        Cell::moment(customer.updated_at),
    ]
}
