//! `suite`: the next page of the last list.

use crate::shell::commands::prelude::*;

/// The command. The list checks the right to read it again.
pub struct NextPage;

impl Command for NextPage {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "suite",
        section: Section::Session,
        summary: "Montre la page suivante de la dernière liste.",
        details: "",
        arguments: &[],
        examples: &["suite"],
    };

    fn run(_context: &mut Context, (): (), _arguments: &Arguments) -> Result<Reply> {
        Ok(Reply::NextPage)
    }
}
