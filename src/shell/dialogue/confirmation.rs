//! What destructive commands have in common: the question that names what will be lost, and `--oui`, which answers it.

use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::permission::Permission;
use crate::shell::context::Context;
use crate::shell::context::questions::confirm;
use crate::shell::grammar::argument::Switch;
use crate::shell::grammar::arguments::Arguments;

/// `--oui`.
pub const YES: Switch = Switch::new("oui", "Répond oui à la question de confirmation.");

/// Asks the question, unless it was answered on the line. The witness given was for reading: the answer may come late,
/// and what it allows is authorised anew.
///
/// # Errors
/// [`ConfirmationRequired`](crate::error::Error::ConfirmationRequired) when nobody can be asked,
/// [`Declined`](crate::error::Error::Declined) on a no; those of [`Context::authorize`].
pub fn ask<P: Permission>(
    context: &mut Context,
    arguments: &Arguments,
    authorized: Authorized<P>,
    question: &str,
) -> Result<Authorized<P>> {
    drop(authorized);
    if !arguments.has(&YES) {
        confirm(&mut *context.questions, question)?;
    }
    context.authorize()
}
