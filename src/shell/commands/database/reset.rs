//! `base reinitialiser`: drops everything and reloads the demonstration data (D1).

use crate::configuration::Environment;
use crate::models::session::CloseReason;
use crate::shell::commands::prelude::*;
use crate::shell::messages::database;
use crate::shell::script::run_count::RunCount;

/// The command.
pub struct ResetDatabase;

const YES: Switch = Switch::new("oui", "Répond oui : toutes les données seront détruites.");

impl Command for ResetDatabase {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "base reinitialiser",
        section: Section::Database,
        summary: "Détruit la base et recharge les données de démonstration.",
        details: "Demande de taper le nom de la base, sauf avec --oui. Refusé en production.",
        arguments: arguments![YES],
        examples: &["base reinitialiser --oui"],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        if context.configuration.environment == Environment::Production {
            return Err(Error::ForbiddenInProduction);
        }
        let location = context.location()?;
        if !arguments.has(&YES) {
            confirm_by_name(context, location.administration.database_name())?;
        }
        context.sign_out(CloseReason::SignedOut);
        location.administration.drop_database()?;
        context.forget_checks();
        RunCount::forget_all(&context.configuration.data_directory, &location.name)?;
        context.prepare_demonstration(&location)?;
        Ok(Reply::Done(database::RESET.to_owned()))
    }
}

/// What is destroyed for good is confirmed by typing its name.
fn confirm_by_name(context: &mut Context, name: &str) -> Result<()> {
    if !context.questions.is_conversation() {
        return Err(Error::ConfirmationRequired);
    }
    let typed = context.questions.line(&database::reset_question(name))?;
    if typed.as_deref().map(str::trim) == Some(name) {
        Ok(())
    } else {
        Err(Error::Declined)
    }
}
