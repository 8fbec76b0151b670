//! Forms: what a command lacks is asked for, one question each, validated at once; Ctrl-C gives up before anything is
//! written.

use crate::error::{Error, Result};
use crate::security::clean::clean;
use crate::shell::context::Context;
use crate::shell::context::questions::confirm;
use crate::shell::grammar::argument::{ParsedValue, Reading, Specification};
use crate::shell::grammar::arguments::Arguments;
use crate::shell::messages::forms;

/// Asks for each missing argument, in the order declared.
///
/// # Errors
/// [`Error::Interrupted`] when the person gives up.
pub fn ask_missing(
    context: &mut Context,
    mut arguments: Arguments,
    missing: &[&'static Specification],
    reading: &Reading,
) -> Result<Arguments> {
    for specification in missing {
        if let Some(value) = ask(context, specification, "", reading)? {
            arguments.bind(specification, value);
        }
    }
    Ok(arguments)
}

/// Asks for every field of a record with its present value in brackets, shows what would change, and asks whether to
/// write it. A present value is a canonical text, empty where there is none.
///
/// # Returns
/// The fields that change; nothing when none does.
///
/// # Errors
/// [`Error::Interrupted`] when the person gives up, [`Error::Declined`] when they do not want the changes.
pub fn ask_record<'field>(
    context: &mut Context,
    fields: impl Iterator<Item = (&'field Specification, String)>,
) -> Result<Option<Arguments>> {
    let reading = context.reading();
    context.output.message(forms::RECORD_HINT);
    let mut arguments = Arguments::default();
    let mut differences = Vec::new();
    for (field, present) in fields {
        // A stored value that its type refuses, planted by somebody else, is shown as it is.
        let shown = (field.parse)(&present, &reading).map_or_else(|_| present.clone(), |value| value.french(&reading));
        if let Some(value) = ask(context, field, &shown, &reading)?
            && value.canonical() != present
        {
            differences.push((field.name, shown, value.french(&reading)));
            arguments.bind(field, value);
        }
    }
    if arguments.is_empty() {
        return Ok(None);
    }
    confirm(&mut *context.questions, &forms::differences_question(&differences))?;
    Ok(Some(arguments))
}

/// Asks until the answer is good. A blank one keeps the present value, where there is one.
///
/// # Returns
/// The answer; nothing when the present value stays.
fn ask(
    context: &mut Context,
    specification: &Specification,
    present: &str,
    reading: &Reading,
) -> Result<Option<ParsedValue>> {
    let question = question(specification, present);
    loop {
        let Some(answer) = context.questions.line(&question)? else {
            return Err(Error::Interrupted);
        };
        if answer.trim().is_empty() && !present.is_empty() {
            return Ok(None);
        }
        match (specification.parse)(&answer, reading) {
            Ok(value) => return Ok(Some(value)),
            Err(why) => context.output.message(&forms::refused(&why)),
        }
    }
}

fn question(specification: &Specification, present: &str) -> String {
    let help = specification.help.trim_end_matches('.');
    if !present.is_empty() {
        return format!("{help} [{}] : ", clean(present));
    }
    if specification.choices.is_empty() {
        return format!("{help} : ");
    }
    // Brackets are for a value that stays; these are to choose from.
    format!("{help} ({}) : ", specification.choices.join(", "))
}
