//! `base arreter`: stops the private demonstration server and leaves.

use crate::shell::commands::prelude::*;
use crate::shell::messages::database;

/// The command.
pub struct StopServer;

impl Command for StopServer {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "base arreter",
        section: Section::Database,
        summary: "Arrête le serveur privé de démonstration et quitte le programme.",
        details: "Refusé tant qu'un autre programme l'utilise. Le dernier à quitter l'arrête de toute façon.",
        arguments: &[],
        examples: &["base arreter"],
    };

    fn run(context: &mut Context, (): (), _arguments: &Arguments) -> Result<Reply> {
        if context.configuration.database_url.is_some() {
            return Err(Error::NotPrivateServer);
        }
        let was_running = context.stop_private_server()?;
        context.is_leaving = true;
        Ok(Reply::Done(database::stopped(was_running)))
    }
}
