//! `clients creer`: a customer of one's own.

use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::customer::NewCustomer;
use crate::models::permission::CustomerCreate;
use crate::models::person::PersonDetails;
use crate::services::customers;
use crate::shell::commands::customers::fields::required::{
    COMPANY_NAME, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER,
};
use crate::shell::context::Context;
use crate::shell::context::command::Command;
use crate::shell::context::reply::Reply;
use crate::shell::grammar::argument::Switch;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::{Definition, Section};
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
        aliases: &[],
        section: Section::Customers,
        summary: "Crée un client, dont vous devenez le commercial.",
        details: "L'adresse e-mail doit être nouvelle. Une entreprise ou un téléphone déjà connus sont signalés comme un \
                  doublon probable.",
        arguments: &[
            FIRST_NAME.specification,
            LAST_NAME.specification,
            EMAIL.specification,
            PHONE_NUMBER.specification,
            COMPANY_NAME.specification,
            ACCEPT_DUPLICATE.specification,
        ],
        examples: &[
            "clients creer --prenom Inès --nom Moreau --email ines.moreau@exemple.fr --telephone \"06 12 34 56 78\" \
             --entreprise \"Moreau Frères\"",
        ],
    };

    fn run(
        _context: &mut Context,
        authorized: Authorized<CustomerCreate>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let customer = NewCustomer {
            person: PersonDetails {
                first_name: arguments.get(&FIRST_NAME)?.clone(),
                last_name: arguments.get(&LAST_NAME)?.clone(),
                email: arguments.get(&EMAIL)?.clone(),
                phone_number: arguments.get(&PHONE_NUMBER)?.clone(),
            },
            company_name: arguments.get(&COMPANY_NAME)?.clone(),
            accepts_duplicate: arguments.has(&ACCEPT_DUPLICATE),
        };
        let id = customers::create(authorized, &customer)?;
        Ok(Reply::Created {
            text: messages::created(id, &customer),
            id: id.get(),
        })
    }
}
