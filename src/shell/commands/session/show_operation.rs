//! `operation`: whether a write whose outcome was unknown is done.

use crate::models::identifier::OperationReference;
use crate::models::permission::OwnAccount;
use crate::services::audit;
use crate::shell::commands::prelude::*;
use crate::shell::messages::journal as messages;

/// The command.
pub struct ShowOperation;

const OPERATION: Required<OperationReference> =
    Required::positional("operation", "Le numéro de l'opération, tel que le message l'a donné.");

impl Command for ShowOperation {
    type Requires = OwnAccount;

    const DEFINITION: Definition = Definition {
        words: "operation",
        section: Section::Session,
        summary: "Dit si une de vos opérations d'issue inconnue est enregistrée.",
        details: "Quand la base cesse de répondre pendant un enregistrement, le message donne le numéro de \
                  l'opération : cette commande dit ensuite si elle est faite, ou s'il faut la refaire.",
        arguments: arguments![OPERATION],
        examples: &["operation 0b6e5c1e-3f0a-4f5e-9f57-6d2f4a9b8c11"],
    };

    fn run(context: &mut Context, authorized: Authorized<OwnAccount>, arguments: &Arguments) -> Result<Reply> {
        let operation = arguments.get(&OPERATION)?;
        let found = audit::find_own_operation(&authorized, operation.get())?;
        let told = messages::operation(found.as_ref(), &context.configuration.time_zone);
        Ok(Reply::Done(told))
    }
}
