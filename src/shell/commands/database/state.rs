//! `base etat`: where the database is and whether it is ready.

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
        details: "",
        arguments: &[],
        examples: &["base etat"],
    };

    fn run(context: &mut Context, (): (), _arguments: &Arguments) -> Result<Reply> {
        let location = context.location()?;
        let version = location.administration.server_version()?;
        let schema = location.administration.schema_state()?;
        let environment = context.configuration.environment;
        Ok(Reply::Page(database::state(
            &location,
            environment,
            &version,
            schema,
        )))
    }
}
