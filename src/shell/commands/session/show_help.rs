//! `aide`: the general help, an object's commands, or one command.

use crate::error::Result;
use crate::shell::argument::Rest;
use crate::shell::arguments::Arguments;
use crate::shell::command::Command;
use crate::shell::context::Context;
use crate::shell::declaration::{Definition, Section};
use crate::shell::parser::{Abbreviations, Parsed, line_of, parse, refuse};
use crate::shell::reply::Reply;
use crate::shell::requirement::Anyone;
use crate::shell::table::DECLARATIONS;
use crate::shell::values::Words;

/// The command.
pub struct ShowHelp;

/// What help is asked about.
pub const COMMAND: Rest<Words> = Rest::words(
    "commande",
    "La commande à expliquer, ou un objet tel que clients.",
);

impl Command for ShowHelp {
    type Requires = Anyone;

    const DEFINITION: Definition = Definition {
        words: "aide",
        aliases: &["?"],
        section: Section::Session,
        summary: "Montre les commandes, ou en explique une.",
        details: "Sans argument, montre les commandes que vous pouvez utiliser. --aide après une commande fait de même.",
        arguments: &[COMMAND.specification],
        examples: &["aide", "aide clients", "aide clients creer"],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        let words: Vec<String> = arguments
            .all(&COMMAND)
            .map(|word| word.as_str().to_owned())
            .collect();
        if words.is_empty() {
            return Ok(Reply::Page(context.help(None)));
        }
        // The grammar knows how to ask for help on anything.
        let line = format!("{} --aide", line_of(&words));
        match parse(&line, DECLARATIONS, &context.reading(), Abbreviations::Refused) {
            Parsed::Help { object } => Ok(Reply::Page(context.help(object))),
            Parsed::Command(command) => Ok(Reply::Page(context.command_help(command.declaration))),
            Parsed::Blank => Ok(Reply::Page(context.help(None))),
            Parsed::Unknown(problems) => Err(refuse(&line_of(&words), DECLARATIONS, problems)),
        }
    }
}
