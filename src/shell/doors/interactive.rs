//! The shell a person keeps open all day: banner, prompt, one line after another.
//!
//! Ctrl-C drops the line, Ctrl-D leaves, pasted lines run one by one until one fails. A lost server or an expired
//! session ends a command, never the shell.

use std::cell::RefCell;
use std::rc::Rc;

use super::history::History;
use super::line_editor::{FAREWELL, Held, LineEditor, TypedInput};
use crate::configuration::Environment;
use crate::error::{Error, Kind, Result};
use crate::security::clean::clean;
use crate::shell::context::Context;
use crate::shell::context::reply::Status;
use crate::shell::dialogue::failure::fail;
use crate::shell::dispatch::execute;
use crate::shell::grammar::values::role;
use crate::shell::messages::{database, forms, session};
use crate::shell::render::listing::NARROWEST_TABLE;
use crate::shell::render::output::terminal_width;
use crate::shell::render::prompt_marks::Marking;

/// Runs the shell until the person leaves.
///
/// # Errors
/// [`Error::InvalidSetting`] for an address of the database that is none; when the terminal cannot be used.
pub fn run(context: &mut Context) -> Result<Status> {
    context.is_interactive = true;
    match context.database() {
        Ok(_) => {}
        Err(error @ Error::InvalidSetting { .. }) => return Err(error),
        // A database that cannot be used is said so, and the shell stays: `base …` is there to mend it.
        Err(error) => {
            fail(context, &error);
        }
    }
    let banner = match context.configuration.environment {
        Environment::Demonstration => database::demonstration_banner(),
        Environment::Production => database::BANNER.to_owned(),
    };
    let banner = context.output.fitted(&banner);
    context.output.result(&format!("{banner}\n"))?;
    let held: Held = Rc::new(RefCell::new(None));
    let shows_files = context.configuration.allows_files;
    let understands_escapes = context.configuration.terminal_understands_escapes();
    let marking = Marking::new(understands_escapes);
    let mut editor = LineEditor::new(context.output.style, Rc::clone(&held), shows_files, marking)?;
    context.questions = Box::new(editor.questions());
    if understands_escapes {
        context.signals.set_farewell(FAREWELL);
    }
    let mut person: Option<String> = None;
    while !context.is_leaving {
        follow_person(context, &mut person, &held, &mut editor);
        match editor.read(&prompt(context))? {
            TypedInput::Line(line) => run_line(context, &mut editor, &line),
            TypedInput::Interrupted => {}
            TypedInput::End => break,
        }
    }
    Ok(Status::Success)
}

fn run_line(context: &mut Context, editor: &mut LineEditor, line: &str) {
    if !line.trim().is_empty() && !line.starts_with(char::is_whitespace) {
        editor.remember(line);
    }
    if let Some(history) = history(context) {
        history.keep(line, &context.reading());
    }
    // Windows are resized all day.
    context.output.width = terminal_width();
    let status = execute(context, line);
    offer_filled_form(context, editor, status);
    if status != Status::Success && editor.is_pasting() {
        let dropped = editor.forget_paste();
        context.output.message(&session::paste_dropped(dropped));
    }
    editor.command_ended(status.exit_status());
}

/// What refused the filled form could not be known while it was open: its answers are not to be typed again.
fn offer_filled_form(context: &mut Context, editor: &mut LineEditor, status: Status) {
    let Some(line) = context.filled_form.take() else {
        return;
    };
    if matches!(status, Status::Success | Status::Failure(Kind::Interrupted)) {
        return;
    }
    editor.remember(&line);
    context.output.message(forms::ANSWERS_KEPT);
}

/// Gives the editor the history and the commands of whoever is signed in now.
fn follow_person(context: &Context, person: &mut Option<String>, held: &Held, editor: &mut LineEditor) {
    let present = context.session().map(|session| session.actor.username.clone());
    *held.borrow_mut() = present.as_ref().map(|_| context.held().to_vec());
    if present == *person {
        return;
    }
    *person = present;
    let lines = history(context).map(|history| history.load()).unwrap_or_default();
    editor.remember_only(&lines);
}

fn history(context: &Context) -> Option<History> {
    let username = &context.session()?.actor.username;
    Some(History::of(
        &context.configuration.data_directory,
        context.location_name()?,
        username,
    ))
}

/// Name, role and base: `Dawn Stanley (commercial) demonstration> `; `sales2 demonstration> ` where that would leave no
/// room to type.
fn prompt(context: &Context) -> String {
    let base = clean(context.location_name().unwrap_or("crm")).into_owned();
    let is_narrow = terminal_width().is_some_and(|width| width < NARROWEST_TABLE);
    match context.session() {
        Some(session) if is_narrow => format!("{} {base}> ", clean(&session.actor.username)),
        Some(session) => {
            let actor = &session.actor;
            format!(
                "{} ({}) {base}> ",
                clean(&actor.full_name()),
                clean(role::label(&actor.role))
            )
        }
        None => format!("{base}> "),
    }
}
