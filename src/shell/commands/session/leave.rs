//! `quitter`: closes the session and leaves.

use crate::shell::commands::prelude::*;

/// The command.
pub struct Leave;

impl Command for Leave {
    type Requires = Anyone;

    const ALIASES: &'static [&'static str] = &["exit", "q"];
    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "quitter",
        section: Section::Session,
        summary: "Ferme votre session et quitte le programme.",
        details: "Ctrl-D fait de même.",
        arguments: &[],
        examples: &["quitter", "exit", "q"],
    };

    /// The session is closed by whoever runs the shell, as for every other way to leave.
    fn run(context: &mut Context, (): (), _arguments: &Arguments) -> Result<Reply> {
        context.is_leaving = true;
        Ok(Reply::Silent)
    }
}
