//! From a line to its effect: look up, session, permission, bind and ask, run, reply.
//!
//! Permission is checked before the first question and before complaints about values, so that nobody learns more about
//! a command he may not use than that he may not use it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::argument::{Completion, Reading};
use super::arguments::Arguments;
use super::command::{Command as _, Ready};
use super::commands::session::sign_in::{SignIn, sign_in};
use super::context::Context;
use super::declaration::Declaration;
use super::form;
use super::help;
use super::messages::{errors, session};
use super::output::has_reader_gone;
use super::parser::{Abbreviations, Parsed, ParsedCommand, line_of, parse, refuse};
use super::printer::print;
use super::reply::Reply;
use super::script::source::STANDARD_INPUT;
use super::table::{DECLARATIONS, entry_named};
use crate::error::{Error, Kind, Result};
use crate::security::clean::clean;
use crate::telemetry;

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// As wished.
    Success,
    /// With an error of this kind, which was shown.
    Failure(Kind),
}

impl Status {
    /// The exit status of the program if it ended here.
    pub const fn exit_status(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure(kind) => kind.exit_status(),
        }
    }
}

/// How a command ended, for whoever runs many.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// The status.
    pub status: Status,
    /// The number of what it made.
    pub created: Option<u64>,
    /// The error that was shown.
    pub error: Option<Error>,
}

/// How often the password of an expired session is asked for.
const ATTEMPTS_TO_SIGN_IN_AGAIN: u32 = 3;
/// The width of prose when the output is no terminal.
const COMFORTABLE_WIDTH: usize = 100;
/// A warning before the session ends by itself.
const NEAR_EXPIRY: Duration = Duration::from_mins(5);

impl Context {
    /// Runs one line as typed, shows its result or its error, and tells how it ended.
    ///
    /// A fault of the program ends the command, never the shell; the panic hook has reported it.
    pub fn execute(&mut self, line: &str) -> Status {
        let abbreviations = if self.is_interactive {
            Abbreviations::Accepted
        } else {
            Abbreviations::Refused
        };
        let parsed = parse(line, DECLARATIONS, &self.reading(), abbreviations);
        self.execute_parsed(line, parsed).status
    }

    /// Runs a line that was read already.
    pub fn execute_parsed(&mut self, line: &str, parsed: Parsed) -> Ending {
        let caught = catch_unwind(AssertUnwindSafe(|| self.conclude(line, parsed)));
        caught.unwrap_or_else(|_| {
            let error = telemetry::panic_error();
            Ending {
                status: self.fail(&error),
                created: None,
                error: Some(error),
            }
        })
    }

    /// Runs one command given as words, as the program's own arguments are.
    pub fn execute_words(&mut self, words: &[String]) -> Status {
        self.execute(&line_of(words))
    }

    /// Signs in as `--identifiant` asks, without a word when it works.
    pub fn sign_in_before(&mut self, username: &str) -> Status {
        self.begin(SignIn::DEFINITION.words);
        match sign_in(self, username) {
            Ok(()) => Status::Success,
            Err(error) => self.fail(&error),
        }
    }

    /// What the parser needs to know besides the line.
    pub fn reading(&self) -> Reading {
        Reading {
            time_zone: self.configuration.time_zone.clone(),
        }
    }

    /// Runs a command whose arguments are bound already.
    pub fn run_bound(&mut self, command: &str, arguments: &Arguments) -> Result<Reply> {
        let declaration = &entry_named(command)?.declaration;
        self.begin(declaration.definition.words);
        let ready = self.prepare(declaration)?;
        ready(self, arguments)
    }

    /// The general help, or that of one object. What the person may not do is left out once he is signed in.
    pub fn help(&self, object: Option<&str>) -> String {
        let width = self.reading_width();
        let held = self.session().map(|_| self.held());
        let visible = |declaration: &Declaration| declaration.need.is_met_by(held);
        match object {
            Some(object) => help::object(DECLARATIONS, object, width),
            None => help::general(DECLARATIONS, visible, width),
        }
    }

    /// The help of one command.
    pub fn command_help(&self, declaration: &Declaration) -> String {
        help::command(declaration, self.reading_width())
    }

    /// The width of what is read as prose: that of the terminal, or a comfortable one.
    pub fn reading_width(&self) -> usize {
        self.output.width.unwrap_or(COMFORTABLE_WIDTH)
    }

    /// Shows an error and tells what it means for the program. A reader that has gone is told nothing: only the status
    /// says that not everything was delivered.
    pub fn fail(&mut self, error: &Error) -> Status {
        if has_reader_gone(error) {
            return Status::Failure(error.kind());
        }
        telemetry::log_error(error);
        if error.kind().is_reported() {
            telemetry::report(error, self.command());
        }
        let text = errors::render_within(error, self.output.style, self.reading_width());
        match &self.file_line {
            Some(line) => {
                let text = format!("{}: {text}\n{}", line.site, line.inclusions);
                self.output.message(&text);
            }
            None => self.output.message(&text),
        }
        Status::Failure(error.kind())
    }

    fn conclude(&mut self, line: &str, parsed: Parsed) -> Ending {
        let outcome = match parsed {
            Parsed::Blank => Ok(Reply::Silent),
            Parsed::Unknown(problems) => Err(refuse(line, DECLARATIONS, problems)),
            Parsed::Help { object } => Ok(Reply::Page(self.help(object))),
            Parsed::Command(command) => self.run(line, command),
        };
        let created = match &outcome {
            Ok(Reply::Created { id, .. }) => Some(*id),
            _ => None,
        };
        match outcome.and_then(|reply| self.show(reply)) {
            Ok(status) => Ending {
                status,
                created,
                error: None,
            },
            Err(error) => {
                // Not while it would be undone with everything else.
                if error.kind() == Kind::Access && self.is_kept_at_once() {
                    self.record_refusal(&error);
                }
                Ending {
                    status: self.fail(&error),
                    // What was made is there even if that could not be told.
                    created,
                    error: Some(error),
                }
            }
        }
    }

    fn run(&mut self, line: &str, command: ParsedCommand) -> Result<Reply> {
        let declaration = command.declaration;
        if let Some(expansion) = &command.expansion {
            self.output.message(&format!("« {} »", clean(expansion)));
        }
        if command.wants_help {
            return Ok(Reply::Page(self.command_help(declaration)));
        }
        self.begin(declaration.definition.words);
        self.filled_form = None;
        let mut ready = self.prepare(declaration)?;
        let is_form = self.is_form(&command);
        let questions = command.missing.len();
        let arguments = self.bind(line, command)?;
        if is_form {
            // A form stays open as long as the person likes: what held at its first question must still hold.
            ready = self.prepare(declaration)?;
            // One answer is soon typed again.
            self.filled_form = (questions > 1).then(|| print(declaration, &arguments));
        }
        self.refuse_files(declaration, &arguments)?;
        let reply = ready(self, &arguments)?;
        if self.is_interactive {
            self.warn_of_expiry();
        }
        Ok(reply)
    }

    /// Checks what the command needs. A session that is over asks for the password again, in place, and goes on (D19).
    fn prepare(&mut self, declaration: &'static Declaration) -> Result<Ready> {
        let username = self.session().map(|session| session.actor.username.clone());
        let prepare = entry_named(declaration.definition.words)?.prepare;
        match (prepare(self), username) {
            (Err(Error::SessionExpired), Some(username)) if self.questions.is_conversation() => {
                self.output.message(session::EXPIRED_ASKING_AGAIN);
                self.sign_in_again(&username)?;
                self.begin(declaration.definition.words);
                prepare(self)
            }
            (result, _) => result,
        }
    }

    /// Asks the password of a session that is over; a slip of the finger does not lose the typed line.
    fn sign_in_again(&mut self, username: &str) -> Result<()> {
        for attempt in 1.. {
            let Some(password) = self.questions.password(&session::password_question(username))? else {
                return Err(Error::SessionExpired);
            };
            match self.sign_in(username, &password) {
                Err(error @ Error::SignInRefused) if attempt < ATTEMPTS_TO_SIGN_IN_AGAIN => {
                    self.fail(&error);
                }
                result => return result,
            }
        }
        Err(Error::SessionExpired)
    }

    /// Refuses every file, where commands use none; standard input is nobody else's.
    fn refuse_files(&self, declaration: &Declaration, arguments: &Arguments) -> Result<()> {
        let declared = declaration.definition.arguments.iter();
        let names_file = declared
            .filter(|argument| argument.completion.is_of_files())
            .any(|argument| {
                let may_be_input = argument.completion == Completion::PathOrStandardInput;
                let mut paths = arguments.canonical(argument);
                paths.any(|path| !(may_be_input && path == STANDARD_INPUT))
            });
        if names_file && !self.configuration.allows_files {
            return Err(Error::FilesForbidden);
        }
        Ok(())
    }

    /// Whether arguments are missing, and nothing else, where someone can answer.
    fn is_form(&self, command: &ParsedCommand) -> bool {
        let can_ask = self.is_interactive && self.questions.is_conversation();
        command.problems.is_empty() && !command.missing.is_empty() && can_ask
    }

    /// Binds the arguments; what is missing is asked for where someone can answer.
    fn bind(&mut self, line: &str, command: ParsedCommand) -> Result<Arguments> {
        if self.is_form(&command) {
            let reading = self.reading();
            return form::ask_missing(self, command.arguments, &command.missing, &reading);
        }
        match command.rejection(line) {
            Some(error) => Err(error),
            None => Ok(command.arguments),
        }
    }

    fn show(&mut self, reply: Reply) -> Result<Status> {
        match reply {
            Reply::Silent => {}
            Reply::Done(text) | Reply::Created { text, .. } => {
                let text = self.output.fitted(text.trim_end_matches('\n'));
                self.output.result(&format!("{text}\n"))?;
            }
            Reply::Page(text) => self.output.page(&format!("{}\n", text.trim_end_matches('\n')))?,
            Reply::Ended(status) => return Ok(status),
        }
        Ok(Status::Success)
    }

    fn warn_of_expiry(&mut self) {
        let now = self.clock.monotonic();
        let Some(remaining) = self.session().map(|session| session.remaining(now)) else {
            return;
        };
        if remaining < NEAR_EXPIRY {
            self.output.message(&session::near_expiry(remaining));
        }
    }
}
