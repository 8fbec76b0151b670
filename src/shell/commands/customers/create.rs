//! `clients creer`: a customer of one's own.

use crate::models::customer::NewCustomer;
use crate::models::permission::CustomerCreate;
use crate::services::customers;
use crate::shell::commands::customers::fields::COMPANY_NAME;
use crate::shell::commands::person::{self, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER};
use crate::shell::commands::prelude::*;
use crate::shell::messages::customers as messages;

/// The command.
pub struct CreateCustomer;

const ACCEPT_DUPLICATE: Switch = Switch::new(
    "accepter-doublon",
    "Accepte une entreprise ou un téléphone qu'un autre client a déjà.",
);

impl Command for CreateCustomer {
    type Requires = CustomerCreate;

    const CREATES: bool = true;

    const DEFINITION: Definition = Definition {
        words: "clients creer",
        section: Section::Customers,
        summary: "Crée un client, dont vous devenez le commercial.",
        details: "L'adresse e-mail doit être nouvelle. Une entreprise ou un téléphone déjà connus sont signalés comme \
                  un doublon probable.",
        arguments: arguments![
            FIRST_NAME.required,
            LAST_NAME.required,
            EMAIL.required,
            PHONE_NUMBER.required,
            COMPANY_NAME.required,
            ACCEPT_DUPLICATE,
        ],
        examples: &[
            "clients creer --prenom Inès --nom Moreau --email ines.moreau@exemple.fr --telephone \"06 12 34 56 78\" \
             --entreprise \"Moreau Frères\"",
        ],
    };

    fn run(_context: &mut Context, authorized: Authorized<CustomerCreate>, arguments: &Arguments) -> Result<Reply> {
        let customer = NewCustomer {
            person: person::details(arguments)?,
            company_name: arguments.get(&COMPANY_NAME.required)?.clone(),
            accepts_duplicate: arguments.has(&ACCEPT_DUPLICATE),
        };
        let id = customers::create(authorized, &customer)?;
        Ok(Reply::Created {
            text: messages::created(id, &customer),
            id: id.get(),
        })
    }
}
