//! Forms: what a command lacks is asked for, one question each, validated at once; Ctrl-C gives up before anything is
//! written.

use super::argument::{ParsedValue, Reading, Specification};
use super::arguments::Arguments;
use super::context::Context;
use super::messages::invalid_values::describe;
use crate::error::{Error, Result};

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

/// Asks for every given argument with its present value as the proposed answer; what comes back unchanged is left out.
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

fn ask(
    context: &mut Context,
    specification: &Specification,
    proposed: &str,
    reading: &Reading,
) -> Result<ParsedValue> {
    let question = question(specification);
    let mut proposed = proposed.to_owned();
    loop {
        let Some(answer) = context.questions.line(&question, &proposed)? else {
            return Err(Error::Interrupted);
        };
        match (specification.parse)(&answer, reading) {
            Ok(value) => return Ok(value),
            Err(why) => {
                context
                    .output
                    .message(&format!("{} : {}.", specification.name, describe(&why)));
                proposed = answer;
            }
        }
    }
}

fn question(specification: &Specification) -> String {
    let help = specification.help.trim_end_matches('.');
    if specification.choices.is_empty() {
        return format!("{help} : ");
    }
    format!("{help} [{}] : ", specification.choices.join(", "))
}
