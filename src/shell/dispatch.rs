//! From a line to its effect: look up, session, permission, bind and ask, run, reply.
//!
//! Permission is checked before the first question and before complaints about values, so that nobody learns more about
//! a command they may not use than that they may not use it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use jiff::SignedDuration;

use crate::error::{Error, Kind, Result};
use crate::security::clean::clean;
use crate::shell::commands::session::sign_in::{SignIn, sign_in};
use crate::shell::context::Context;
use crate::shell::context::command::{Command as _, Ready};
use crate::shell::context::interpreter::Interpreter;
use crate::shell::context::reply::{Ending, Reply, Status};
use crate::shell::dialogue::failure::fail;
use crate::shell::dialogue::form;
use crate::shell::dialogue::help;
use crate::shell::grammar::argument::Completion;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::Declaration;
use crate::shell::grammar::directives::STANDARD_INPUT;
use crate::shell::grammar::parser::{Abbreviations, Parsed, ParsedCommand, line_of, parse, refuse};
use crate::shell::grammar::printer::print;
use crate::shell::messages::session;
use crate::shell::messages::typography::quoted;
use crate::shell::table::{DECLARATIONS, entry_named};
use crate::telemetry;

/// What runs the commands of the program, for whoever runs many lines.
pub const INTERPRETER: Interpreter = Interpreter {
    declarations: DECLARATIONS,
    execute: execute_parsed,
};

/// How often the password of an expired session is asked for.
const ATTEMPTS_TO_SIGN_IN_AGAIN: u32 = 3;
/// What the clocks of two machines may differ by without a word.
const LARGE_CLOCK_GAP: SignedDuration = SignedDuration::from_mins(1);
/// A warning before the session ends by itself.
const NEAR_EXPIRY: Duration = Duration::from_mins(5);

/// Runs one line as typed, shows its result or its error, and tells how it ended.
///
/// A fault of the program ends the command, never the shell; the panic hook has reported it.
pub fn execute(context: &mut Context, line: &str) -> Status {
    let abbreviations = if context.is_interactive {
        Abbreviations::Accepted
    } else {
        Abbreviations::Refused
    };
    let parsed = parse(line, DECLARATIONS, &context.reading(), abbreviations);
    execute_parsed(context, line, parsed).status
}

/// Runs a line that was read already.
pub fn execute_parsed(context: &mut Context, line: &str, parsed: Parsed) -> Ending {
    let caught = catch_unwind(AssertUnwindSafe(|| conclude(context, line, parsed)));
    caught.unwrap_or_else(|_| {
        let error = telemetry::panic_error();
        Ending {
            status: fail(context, &error),
            created: None,
            error: Some(error),
        }
    })
}

/// Runs one command given as words, as the program's own arguments are.
pub fn execute_words(context: &mut Context, words: &[String]) -> Status {
    execute(context, &line_of(words))
}

/// Signs in as `--identifiant` asks, without a word when it works.
pub fn sign_in_before(context: &mut Context, username: &str) -> Status {
    context.begin(SignIn::DEFINITION.words);
    let signed_in = sign_in(context, username);
    tell_clock_gap(context);
    match signed_in {
        Ok(()) => Status::Success,
        Err(error) => fail(context, &error),
    }
}

fn conclude(context: &mut Context, line: &str, parsed: Parsed) -> Ending {
    let outcome = match parsed {
        Parsed::Blank => Ok(Reply::Silent),
        Parsed::Unknown(problems) => Err(refuse(line, DECLARATIONS, problems)),
        Parsed::Help { object } => Ok(Reply::Page(general_help(context, object))),
        Parsed::Command(command) => run(context, line, command),
    };
    tell_clock_gap(context);
    let created = match &outcome {
        Ok(Reply::Created { id, .. }) => Some(*id),
        _ => None,
    };
    match outcome.and_then(|reply| show(context, reply)) {
        Ok(status) => Ending {
            status,
            created,
            error: None,
        },
        Err(error) => {
            // Not while it would be undone with everything else.
            if error.kind() == Kind::Access && context.is_kept_at_once() {
                context.record_refusal(&error);
            }
            Ending {
                status: fail(context, &error),
                // What was made is there even if that could not be told.
                created,
                error: Some(error),
            }
        }
    }
}

fn run(context: &mut Context, line: &str, command: ParsedCommand) -> Result<Reply> {
    let declaration = command.declaration;
    if let Some(expansion) = &command.expansion {
        context.output.message(&quoted(clean(expansion)));
    }
    if command.wants_help {
        return Ok(Reply::Page(help::command(declaration, context.output.reading_width())));
    }
    context.begin(declaration.definition.words);
    context.filled_form = None;
    let ready = prepare(context, declaration)?;
    let (ready, arguments) = if is_form(context, &command) {
        fill_form(context, command)?
    } else if let Some(error) = command.rejection(line) {
        return Err(error);
    } else {
        (ready, command.arguments)
    };
    refuse_files(context, declaration, &arguments)?;
    let reply = ready(context, &arguments)?;
    let reply = carry_out(context, reply)?;
    if context.is_interactive {
        warn_of_expiry(context);
    }
    Ok(reply)
}

/// Makes what is shown of a reply that says what is wanted.
fn carry_out(context: &mut Context, reply: Reply) -> Result<Reply> {
    match reply {
        Reply::NextPage => next_page(context),
        Reply::Help(words) => help_on(context, &words).map(Reply::Page),
        Reply::Silent | Reply::Done(_) | Reply::Created { .. } | Reply::Page(_) | Reply::Ended(_) => Ok(reply),
    }
}

/// The next page of the last list, which checks the right to read it again.
fn next_page(context: &mut Context) -> Result<Reply> {
    let next = context.continuation.clone().ok_or(Error::NoNextPage)?;
    let declaration = &entry_named(next.command)?.declaration;
    context.resume_after(Rc::clone(&next.after));
    context.begin(declaration.definition.words);
    let shown = prepare(context, declaration).and_then(|ready| ready(context, &next.arguments));
    // A list that was refused has not taken its place: no other list may begin there.
    context.forget_resumption();
    // The same person, who signed in again for it, still wants that page.
    if shown.is_err() && context.continuation.is_none() && context.session().is_some() {
        context.continuation = Some(next);
    }
    shown
}

/// The help of what these words name. The grammar knows how to ask for help on anything.
fn help_on(context: &Context, words: &[String]) -> Result<String> {
    let line = format!("{} --aide", line_of(words));
    match parse(&line, DECLARATIONS, &context.reading(), Abbreviations::Refused) {
        Parsed::Help { object } => Ok(general_help(context, object)),
        Parsed::Command(command) => {
            let width = context.output.reading_width();
            Ok(help::command(command.declaration, width))
        }
        Parsed::Blank => Ok(general_help(context, None)),
        Parsed::Unknown(problems) => Err(refuse(&line_of(words), DECLARATIONS, problems)),
    }
}

/// The general help, or that of one object. What the person may not do is left out once they are signed in.
pub fn general_help(context: &Context, object: Option<&str>) -> String {
    let width = context.output.reading_width();
    let held = context.session().map(|_| context.held());
    let visible = |declaration: &Declaration| declaration.need.is_met_by(held);
    match object {
        Some(object) => help::object(DECLARATIONS, object, width),
        None => help::general(DECLARATIONS, visible, width),
    }
}

/// Checks what the command needs. A session that is over asks for the password again, in place, and goes on (D19).
fn prepare(context: &mut Context, declaration: &'static Declaration) -> Result<Ready> {
    let username = context.session().map(|session| session.actor.username.clone());
    let prepare = entry_named(declaration.definition.words)?.prepare;
    match (prepare(context), username) {
        (Err(Error::SessionExpired), Some(username)) if context.questions.is_conversation() => {
            context.output.message(session::EXPIRED_ASKING_AGAIN);
            // Its own patience, and not that of the end of the session before.
            context.begin(declaration.definition.words);
            sign_in_again(context, &username)?;
            context.begin(declaration.definition.words);
            prepare(context)
        }
        (result, _) => result,
    }
}

/// Asks the password of a session that is over; a slip of the finger does not lose the typed line.
fn sign_in_again(context: &mut Context, username: &str) -> Result<()> {
    for attempt in 1.. {
        let Some(password) = context.questions.password(&session::password_question(username))? else {
            return Err(Error::SessionExpired);
        };
        match context.sign_in(username, &password) {
            Err(error @ Error::SignInRefused) if attempt < ATTEMPTS_TO_SIGN_IN_AGAIN => {
                fail(context, &error);
            }
            result => return result,
        }
    }
    Err(Error::SessionExpired)
}

/// Refuses every file, where commands use none; standard input is nobody else's.
fn refuse_files(context: &Context, declaration: &Declaration, arguments: &Arguments) -> Result<()> {
    let declared = declaration.definition.arguments.iter();
    let names_file = declared
        .filter(|argument| argument.completion.is_of_files())
        .any(|argument| {
            let may_be_input = argument.completion == Completion::PathOrStandardInput;
            let mut paths = arguments.canonical(argument);
            paths.any(|path| !(may_be_input && path == STANDARD_INPUT))
        });
    if names_file && !context.configuration.allows_files {
        return Err(Error::FilesForbidden);
    }
    Ok(())
}

/// Whether arguments are missing, and nothing else, where someone can answer.
fn is_form(context: &Context, command: &ParsedCommand) -> bool {
    let can_ask = context.is_interactive && context.questions.is_conversation();
    command.problems.is_empty() && !command.missing.is_empty() && can_ask
}

/// Asks for what is missing.
fn fill_form(context: &mut Context, command: ParsedCommand) -> Result<(Ready, Arguments)> {
    let ParsedCommand {
        declaration, missing, ..
    } = command;
    let reading = context.reading();
    let arguments = form::ask_missing(context, command.arguments, &missing, &reading)?;
    // A form stays open as long as the person likes: what held at its first question must still hold.
    let ready = prepare(context, declaration)?;
    // One answer is soon typed again.
    context.filled_form = (missing.len() > 1).then(|| print(declaration, &arguments));
    Ok((ready, arguments))
}

fn show(context: &mut Context, reply: Reply) -> Result<Status> {
    match reply {
        // These two were made what is shown before.
        Reply::Silent | Reply::Help(_) | Reply::NextPage => {}
        Reply::Done(text) | Reply::Created { text, .. } => {
            let text = context.output.fitted(text.trim_end_matches('\n'));
            context.output.result(&format!("{text}\n"))?;
        }
        Reply::Page(text) => context.output.page(&format!("{}\n", text.trim_end_matches('\n')))?,
        Reply::Ended(status) => return Ok(status),
    }
    Ok(Status::Success)
}

/// Once, when a database is reached whose clock says something else: what it says counts.
fn tell_clock_gap(context: &mut Context) {
    let gap = context.clock_gap.take();
    if let Some(gap) = gap.filter(|gap| gap.abs() > LARGE_CLOCK_GAP) {
        context.output.message(&session::clock_gap(gap));
    }
}

fn warn_of_expiry(context: &mut Context) {
    let now = context.clock.monotonic();
    let Some(remaining) = context.session().map(|session| session.remaining(now)) else {
        return;
    };
    if remaining < NEAR_EXPIRY {
        context.output.message(&session::near_expiry(remaining));
    }
}
