//! `aide`: the general help, an object's commands, or one command.

use crate::shell::commands::prelude::*;
use crate::shell::grammar::parser::{HELP_COMMAND, HELP_SUBJECT};
use crate::shell::grammar::values::CommandWord;

/// The command.
pub struct ShowHelp;

/// What help is asked about.
const COMMAND: Rest<CommandWord> = Rest::words(HELP_SUBJECT, "La commande à expliquer, ou un objet tel que clients.");

impl Command for ShowHelp {
    type Requires = Anyone;

    const ALIASES: &'static [&'static str] = &["?"];

    const DEFINITION: Definition = Definition {
        words: HELP_COMMAND,
        section: Section::Session,
        summary: "Montre les commandes, ou en explique une.",
        details: "Sans argument, montre les commandes que vous pouvez utiliser. --aide après une commande fait de \
                  même.",
        arguments: arguments![COMMAND],
        examples: &["aide", "aide clients", "aide clients creer"],
    };

    fn run(_context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        let words = arguments.all(&COMMAND).map(|word| word.as_str().to_owned());
        Ok(Reply::Help(words.collect()))
    }
}
