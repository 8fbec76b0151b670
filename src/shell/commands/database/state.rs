//! `base etat`: where the database is and whether it is ready.

use crate::configuration::Environment;
use crate::database::migration::SchemaState;
use crate::services::policy;
use crate::shell::commands::prelude::*;
use crate::shell::messages::database;

/// The command.
pub struct DatabaseState;

impl Command for DatabaseState {
    type Requires = Anyone;

    const DEFINITION: Definition = Definition {
        words: "base etat",
        section: Section::Database,
        summary: "Montre où est la base et si elle est prête.",
        details: "Se termine par une erreur quand le programme ne pourrait pas y travailler.",
        arguments: &[],
        examples: &["base etat"],
    };

    fn run(context: &mut Context, (): (), _arguments: &Arguments) -> Result<Reply> {
        let location = context.location()?;
        let version = location.administration.server_version()?;
        let schema = location.administration.schema_state()?;
        let environment = context.configuration.environment;
        // What is not prepared yet is prepared when a demonstration first needs it.
        let is_prepared_on_demand =
            environment == Environment::Demonstration && matches!(schema, SchemaState::Behind { .. });
        let readiness = if is_prepared_on_demand {
            Ok(())
        } else {
            policy::check_readiness(&location.database)
        };
        let page = database::state(&location, environment, &version, schema, readiness.is_ok());
        context.output.page(&page)?;
        readiness.map(|()| Reply::Silent)
    }
}
