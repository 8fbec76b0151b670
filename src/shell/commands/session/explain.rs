//! `expliquer`: what an error code means, why it appears, what to do.

use crate::error::Code;
use crate::models::folding::{fold_keyword, nearest};
use crate::shell::commands::prelude::*;
use crate::shell::grammar::values::ErrorCode;
use crate::shell::messages::explanations;

/// The command.
pub struct Explain;

const CODE: Required<ErrorCode> = Required::positional("code", "Le code, tel qu'il est affiché entre crochets.");

impl Command for Explain {
    type Requires = Anyone;

    const DEFINITION: Definition = Definition {
        words: "expliquer",
        section: Section::Session,
        summary: "Explique un code d'erreur.",
        details: "",
        arguments: arguments![CODE],
        examples: &["expliquer DROIT_MANQUANT"],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        let typed = arguments.get(&CODE)?.as_str();
        let wanted = fold_keyword(typed.trim_matches(['[', ']']));
        let code = Code::ALL
            .iter()
            .copied()
            .find(|code| fold_keyword(code.word()) == wanted);
        match code {
            Some(code) => Ok(Reply::Page(context.output.fitted(&explanations::render(code)))),
            None => Err(Error::UnknownCode {
                typed: typed.to_owned(),
                suggestion: nearest_code(&wanted),
            }),
        }
    }
}

fn nearest_code(wanted: &str) -> Option<&'static str> {
    nearest(&wanted.to_uppercase(), Code::ALL.iter().map(|code| code.word()))
}
