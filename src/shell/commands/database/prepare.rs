//! `base preparer`: creates or upgrades schema and accounts. Doing it again changes nothing.

use crate::configuration::Environment;
use crate::shell::commands::prelude::*;
use crate::shell::messages::database;

/// The command.
pub struct PrepareDatabase;

impl Command for PrepareDatabase {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "base preparer",
        section: Section::Database,
        summary: "Crée ou met à niveau le schéma et le compte du programme.",
        details: "Utilise le compte propriétaire (EPIC_EVENTS_OWNER_DATABASE_URL). Rétablit les déclencheurs qui \
                  manquent, ont changé ou agissent au nom d'un autre compte. En démonstration, charge aussi les \
                  données de démonstration si la base n'a encore aucun compte. Ne détruit jamais rien.",
        arguments: &[],
        examples: &["base preparer"],
    };

    fn run(context: &mut Context, (): (), _arguments: &Arguments) -> Result<Reply> {
        let location = context.location()?;
        let administration = &location.administration;
        let now = context.server_time(&location)?;
        let preparation = administration.prepare(now)?;
        context.forget_checks();
        if context.configuration.environment == Environment::Demonstration {
            context.load_demonstration(&location, now)?;
        }
        let rights = preparation.has_own_account.then(|| administration.account_rights());
        Ok(Reply::Done(database::prepared(
            &preparation,
            rights.transpose()?.as_ref(),
        )))
    }
}
