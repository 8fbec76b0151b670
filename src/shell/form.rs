//! Forms: what a command lacks is asked for, one question each, validated at once; Ctrl-C gives up before anything is
//! written.

use super::argument::{ParsedValue, Reading, Specification};
use super::arguments::Arguments;
use super::context::Context;
use super::messages::invalid_values::describe;
use crate::error::{Error, Result};
use crate::security::clean::clean;

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
        let value = ask(context, specification, "", reading)?;
        arguments.bind(specification, value);
    }
    Ok(arguments)
}

/// Asks for every given argument with its present value in brackets; what stays the same is left out.
///
/// # Errors
/// [`Error::Interrupted`] when the person gives up.
pub fn ask_changes(
    context: &mut Context,
    fields: &[(&'static Specification, String)],
    reading: &Reading,
) -> Result<Arguments> {
    let mut arguments = Arguments::default();
    for (specification, present) in fields {
        let value = ask(context, specification, present, reading)?;
        if value.canonical != *present {
            arguments.bind(specification, value);
        }
    }
    Ok(arguments)
}

/// Asks until the answer is good; a blank one keeps the present value, where there is one.
fn ask(
    context: &mut Context,
    specification: &Specification,
    present: &str,
    reading: &Reading,
) -> Result<ParsedValue> {
    let question = question(specification, present);
    loop {
        let Some(answer) = context.questions.line(&question)? else {
            return Err(Error::Interrupted);
        };
        let kept = answer.trim().is_empty() && !present.is_empty();
        let text = if kept { present } else { &answer };
        match (specification.parse)(text, reading) {
            Ok(value) => return Ok(value),
            Err(why) => {
                let text = format!("{} : {}.", specification.name, describe(&why));
                context.output.message(&text);
            }
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
    format!("{help} [{}] : ", specification.choices.join(", "))
}
