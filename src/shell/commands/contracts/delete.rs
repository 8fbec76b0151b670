//! `contrats supprimer`: removes a contract that is not signed and has no event.

use crate::models::permission::ContractDelete;
use crate::services::contracts;
use crate::shell::commands::contracts::fields::CONTRACT;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::confirmation::{self, YES};
use crate::shell::messages::contracts as messages;

/// The command.
pub struct DeleteContract;

impl Command for DeleteContract {
    type Requires = ContractDelete;

    const DEFINITION: Definition = Definition {
        words: "contrats supprimer",
        section: Section::Contracts,
        summary: "Supprime un contrat qui n'est pas signé et n'a aucun événement.",
        details: "Demande confirmation, sauf avec --oui.",
        arguments: arguments![CONTRACT, YES],
        examples: &["contrats supprimer 1 --oui"],
    };

    fn run(context: &mut Context, authorized: Authorized<ContractDelete>, arguments: &Arguments) -> Result<Reply> {
        let time_zone = context.configuration.time_zone.clone();
        let reference = arguments.get(&CONTRACT)?;
        let contract = contracts::check_deletion(&authorized, reference, &time_zone)?;
        let authorized = confirmation::ask(context, arguments, authorized, &messages::deletion_question(&contract))?;
        let deleted = contracts::delete(authorized, contract.id, &time_zone)?;
        Ok(Reply::Done(messages::deleted(&deleted)))
    }
}
