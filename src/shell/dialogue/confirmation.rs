//! What destructive commands have in common: the question that names what will be lost, and `--oui`, which answers it.

use crate::error::Result;
use crate::shell::context::Context;
use crate::shell::context::questions::confirm;
use crate::shell::grammar::argument::Switch;
use crate::shell::grammar::arguments::Arguments;

/// `--oui`.
pub const YES: Switch = Switch::new("oui", "Répond oui à la question de confirmation.");

/// Asks the question, unless it was answered on the line.
///
/// # Errors
/// [`ConfirmationRequired`](crate::error::Error::ConfirmationRequired) when nobody can be asked,
/// [`Declined`](crate::error::Error::Declined) on a no.
pub fn ask(context: &mut Context, arguments: &Arguments, question: &str) -> Result<()> {
    if arguments.has(&YES) {
        return Ok(());
    }
    confirm(&mut *context.questions, question)
}
