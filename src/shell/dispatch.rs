//! From a line to its effect: look up, session, permission, bind and ask, run, reply.
//!
//! Permission is checked before the first question and before complaints about values, so that nobody learns more about
//! a command he may not use than that he may not use it.

use std::time::Duration;

use super::argument::Reading;
use super::arguments::Arguments;
use super::command::{Entry, Ready};
use super::context::Context;
use super::form;
use super::help;
use super::messages::{errors, session};
use super::parser::{Abbreviations, Parsed, ParsedCommand, parse};
use super::render::clean::clean;
use super::reply::Reply;
use super::table::COMMANDS;
use crate::error::{Error, Kind, Result};
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

/// A warning before the session ends by itself.
const NEAR_EXPIRY: Duration = Duration::from_mins(5);

impl Context {
    /// Runs one line as typed, shows its result or its error, and tells how it ended.
    pub fn execute(&mut self, line: &str) -> Status {
        let abbreviations =
            if self.is_interactive { Abbreviations::Accepted } else { Abbreviations::Refused };
        let parsed = parse(line, COMMANDS, &self.reading(), abbreviations);
        self.conclude(line, parsed)
    }

    /// What the parser needs to know besides the line.
    pub fn reading(&self) -> Reading {
        Reading { time_zone: self.configuration.time_zone.clone() }
    }

    /// Runs a command whose arguments are bound already.
    pub fn run_bound(&mut self, entry: &'static Entry, arguments: &Arguments) -> Result<Reply> {
        self.begin(entry.definition.words);
        let ready = self.prepare(entry)?;
        ready(self, arguments)
    }

    /// Shows an error and tells what it means for the program.
    pub fn fail(&mut self, error: &Error) -> Status {
        telemetry::log_error(error);
        if error.kind().is_reported() {
            telemetry::report(error, self.command());
        }
        let text = errors::render(error, self.output.style);
        self.output.message(&text);
        Status::Failure(error.kind())
    }

    fn conclude(&mut self, line: &str, parsed: Parsed) -> Status {
        let outcome = match parsed {
            Parsed::Blank => return Status::Success,
            Parsed::Unknown(problems) => Err(Error::Rejected { line: line.to_owned(), problems }),
            Parsed::Help { object } => Ok(Reply::Page(self.help(object))),
            Parsed::Command(command) => self.run(line, command),
        };
        let shown = outcome.and_then(|reply| self.show(reply));
        match shown {
            Ok(()) => Status::Success,
            Err(error) => {
                if error.kind() == Kind::Access {
                    self.record_refusal(&error);
                }
                self.fail(&error)
            }
        }
    }

    fn run(&mut self, line: &str, command: ParsedCommand) -> Result<Reply> {
        let entry = command.entry;
        if let Some(expansion) = &command.expansion {
            self.output.message(&format!("« {} »", clean(expansion)));
        }
        if command.wants_help {
            return Ok(Reply::Page(help::command(entry, self.reading_width())));
        }
        self.begin(entry.definition.words);
        let ready = self.prepare(entry)?;
        let arguments = self.bind(line, command)?;
        let reply = ready(self, &arguments)?;
        if self.is_interactive {
            self.warn_of_expiry();
        }
        Ok(reply)
    }

    /// Checks what the command needs. A session that is over asks for the password again, in place, and goes on (D19).
    fn prepare(&mut self, entry: &'static Entry) -> Result<Ready> {
        let username = self.session().map(|session| session.actor.username.clone());
        match ((entry.prepare)(self), username) {
            (Err(Error::SessionExpired), Some(username)) if self.questions.is_conversation() => {
                self.output.message(session::EXPIRED_ASKING_AGAIN);
                let Some(password) = self.questions.password(&session::password_question(&username))? else {
                    return Err(Error::SessionExpired);
                };
                self.sign_in(&username, &password)?;
                self.begin(entry.definition.words);
                (entry.prepare)(self)
            }
            (result, _) => result,
        }
    }

    /// Binds the arguments; what is missing is asked for where someone can answer.
    fn bind(&mut self, line: &str, command: ParsedCommand) -> Result<Arguments> {
        let can_ask = self.is_interactive && self.questions.is_conversation();
        if command.problems.is_empty() && !command.missing.is_empty() && can_ask {
            let reading = self.reading();
            return form::ask_missing(self, command.arguments, &command.missing, &reading);
        }
        match command.rejection(line) {
            Some(error) => Err(error),
            None => Ok(command.arguments),
        }
    }

    fn show(&mut self, reply: Reply) -> Result<()> {
        match reply {
            Reply::Silent => Ok(()),
            Reply::Done(text) => self.output.result(&format!("{}\n", text.trim_end_matches('\n'))),
            Reply::Page(text) => self.output.page(&format!("{}\n", text.trim_end_matches('\n'))),
        }
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
