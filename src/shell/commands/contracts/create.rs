//! `contrats creer`: a contract of an existing customer.

use crate::models::contract::NewContract;
use crate::models::permission::ContractCreate;
use crate::services::contracts;
use crate::shell::commands::contracts::fields::{AMOUNT, CUSTOMER, MANAGER};
use crate::shell::commands::prelude::*;
use crate::shell::messages::contracts as messages;

/// The command.
pub struct CreateContract;

impl Command for CreateContract {
    type Requires = ContractCreate;

    const CREATES: bool = true;

    const DEFINITION: Definition = Definition {
        words: "contrats creer",
        section: Section::Contracts,
        summary: "Crée un contrat, non signé, pour un client.",
        details: "Vous le suivez, sauf si un autre gestionnaire actif est nommé. Son numéro est attribué et affiché.",
        arguments: arguments![CUSTOMER.required, AMOUNT.required, MANAGER],
        examples: &[
            "contrats creer --client 1 --montant 12000,50",
            "contrats creer --client kevin@startup.io --montant \"12 000,50 €\" --gestionnaire manager2",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<ContractCreate>, arguments: &Arguments) -> Result<Reply> {
        let contract = NewContract {
            customer: arguments.get(&CUSTOMER.required)?.clone(),
            total_amount: *arguments.get(&AMOUNT.required)?,
            manager: arguments.find(&MANAGER).cloned(),
        };
        let created = contracts::create(authorized, &contract, &context.configuration.time_zone)?;
        Ok(Reply::Created {
            text: messages::created(&created),
            id: created.short_number(),
        })
    }
}
