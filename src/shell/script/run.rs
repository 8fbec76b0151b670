//! Phase 2 of a command file: its lines run in order, each with what the ones before made.
//!
//! Each command is a transaction of its own, and its write carries an identifier that says which line of which run it is:
//! a run that goes on asks for it before it does a line that may be done already. Or the whole file is one transaction,
//! kept at the end, or undone by any failure, by Ctrl-C, by a lost server, or because it was only tried.

use std::path::{Path, PathBuf};

use super::program::Script;
use super::progress::Progress;
use super::run_journal::{JournalLine, RunJournal};
use super::run_state::{RunOwner, RunState, Start};
use super::source::STANDARD_INPUT;
use super::statement::{self, Capture, Statement};
use super::variable_set::VariableSet;
use crate::error::{Error, Kind, Result};
use crate::models::audit_entry::Done;
use crate::security::permission::OwnAccount;
use crate::services::audit;
use crate::shell::context::{Context, FileLine, Keeping};
use crate::shell::dispatch::{Ending, Status};
use crate::shell::messages::scripts as messages;
use crate::shell::parser::Parsed;
use crate::shell::printer::print;
use crate::shell::questions::{Nobody, Questions};
use crate::shell::render::pager::Paging;
use crate::shell::table::COMMANDS;

/// How a file is run.
#[derive(Debug)]
pub struct RunOptions {
    /// How the lines are kept.
    pub keeping: Keeping,
    /// Whether a refused line is passed over.
    pub goes_on: bool,
    /// Where it begins.
    pub start: Start,
    /// Where each command is noted.
    pub journal: Option<PathBuf>,
    /// The variables given before the file.
    pub variables: VariableSet,
}

/// Runs a checked file. What happens is told on the way.
///
/// # Errors
/// What keeps the run from beginning. A line that fails is told, and is the status of the run.
pub fn run(context: &mut Context, path: &Path, script: &Script, options: &RunOptions) -> Result<Status> {
    let authorized = context.authorize::<OwnAccount>()?;
    let username = authorized.actor().username.clone();
    let is_kept = options.keeping == Keeping::Each && path != Path::new(STANDARD_INPUT);
    let state = if is_kept {
        let owner = RunOwner {
            data_directory: &context.configuration.data_directory,
            database: context.location_name().unwrap_or_default(),
            username: &username,
        };
        RunState::open(path, script, &options.variables, options.start, &owner)?
    } else {
        RunState::unkept(script, &options.variables)
    };
    let journal = match &options.journal {
        Some(path) => Some(RunJournal::open(path, options.start == Start::Resume)?),
        None => None,
    };
    if options.keeping != Keeping::Each {
        context.database()?.begin_batch(&authorized)?;
    }
    drop(authorized);
    let variables = state.variables();
    let first = state.done();
    let mut run = Run {
        script,
        options,
        state,
        variables,
        journal,
        failures: Vec::new(),
        commands: 0,
        first,
    };
    let setting = Setting::change(context);
    let outcome = run.lines(context);
    setting.restore(context);
    run.conclude(context, path, outcome)
}

struct Run<'run> {
    script: &'run Script,
    options: &'run RunOptions,
    state: RunState,
    variables: VariableSet,
    journal: Option<RunJournal>,
    failures: Vec<Failure>,
    /// Commands that succeeded.
    commands: u64,
    /// The line at which it began.
    first: usize,
}

/// A line that failed.
struct Failure {
    /// Its command, as its declaration spells it.
    command: &'static str,
    error: Error,
}

/// How the lines ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// After the last one.
    Complete,
    /// At this one.
    Stopped(usize),
}

impl Run<'_> {
    fn lines(&mut self, context: &mut Context) -> Result<Outcome> {
        self.recall(context)?;
        let mut progress = Progress::of(context, self.script.len() - self.first.min(self.script.len()));
        for index in self.first..self.script.len() {
            if context.signals.was_interrupted() {
                self.fail(context, Error::Interrupted);
                return Ok(Outcome::Stopped(index));
            }
            let failure = self.line(context, index)?;
            progress.advance();
            if let Some(error) = failure {
                let ends = !self.options.goes_on || !is_of_the_line(error.kind());
                self.fail(context, error);
                if ends {
                    return Ok(Outcome::Stopped(index));
                }
            }
            self.state.count(index + 1)?;
        }
        Ok(Outcome::Complete)
    }

    fn fail(&mut self, context: &Context, error: Error) {
        let command = context.command();
        self.failures.push(Failure { command, error });
    }

    /// Gives the variables the values they had after the lines done before.
    fn recall(&mut self, context: &mut Context) -> Result<()> {
        let reading = context.reading();
        for index in 0..self.first {
            match statement::read(self.script.text(index), &self.variables, COMMANDS, &reading) {
                Statement::Define { name, value } => self.variables.define(&name, value),
                Statement::Command {
                    capture: Some(capture),
                    ..
                } => {
                    if let Some(id) = self.done_before(context, index)?.and_then(|done| done.created) {
                        self.variables.define(&capture.name, Some(id.to_string()));
                    }
                }
                Statement::Command { .. }
                | Statement::Blank
                | Statement::Include { .. }
                | Statement::Faulty(_) => {}
            }
        }
        Ok(())
    }

    /// Runs one line.
    ///
    /// # Returns
    /// The error it failed with, which was shown.
    fn line(&mut self, context: &mut Context, index: usize) -> Result<Option<Error>> {
        let text = self.script.text(index);
        context.file_line = self.script.site(index).map(|site| FileLine {
            site: messages::site(&site),
            operation_id: self.state.operation_id(index),
            keeping: self.options.keeping,
        });
        let statement = statement::read(text, &self.variables, COMMANDS, &context.reading());
        match statement {
            Statement::Define { name, value } => {
                self.variables.define(&name, value);
                Ok(None)
            }
            Statement::Command { parsed, capture, .. } => {
                self.command(context, index, parsed, capture.as_ref())
            }
            // Only a variable that a failed line should have given can make a checked line wrong.
            Statement::Faulty(problems) => {
                let error = Error::Rejected {
                    line: text.to_owned(),
                    problems,
                };
                context.fail(&error);
                Ok(Some(error))
            }
            Statement::Blank | Statement::Include { .. } => Ok(None),
        }
    }

    fn command(
        &mut self,
        context: &mut Context,
        index: usize,
        parsed: Parsed,
        capture: Option<&Capture>,
    ) -> Result<Option<Error>> {
        let spelled = spelled(&parsed);
        if self.options.keeping == Keeping::Nothing {
            let site = context.file_line.as_ref().map(|line| line.site.as_str());
            context.output.result(&messages::tried(site, &spelled))?;
        }
        let began = context.clock.monotonic();
        let before = if self.options.start == Start::Resume {
            self.done_before(context, index)?
        } else {
            None
        };
        let ending = match before {
            Some(done) => Ending {
                status: Status::Success,
                created: done.created,
                error: None,
            },
            None => context.execute_parsed(self.script.text(index), parsed),
        };
        if self.options.keeping == Keeping::Nothing {
            let records = context.database()?.take_batch_records();
            let changes = messages::changes(&records, &context.configuration.time_zone);
            context.output.result(&changes)?;
        }
        if let (Some(journal), Some(site)) = (&mut self.journal, self.script.site(index)) {
            journal.write(&JournalLine {
                site,
                command: &spelled,
                status: ending.status,
                code: ending.error.as_ref().map(Error::code),
                created: ending.created,
                duration: context.clock.monotonic().saturating_sub(began),
            })?;
        }
        if let (Some(capture), Some(id)) = (capture, ending.created) {
            self.variables.define(&capture.name, Some(id.to_string()));
        }
        if ending.error.is_none() {
            self.commands += 1;
        }
        Ok(ending.error)
    }

    /// What the write of a line made, when it is done already; nothing when it is not.
    fn done_before(&self, context: &mut Context, index: usize) -> Result<Option<Done>> {
        context.begin("executer");
        let authorized = context.authorize::<OwnAccount>()?;
        audit::find_operation(&context.database()?, &authorized, self.state.operation_id(index))
    }

    fn conclude(mut self, context: &mut Context, path: &Path, outcome: Result<Outcome>) -> Result<Status> {
        context.file_line = None;
        let stopped = match &outcome {
            Ok(Outcome::Complete) => None,
            Ok(Outcome::Stopped(index)) => Some(*index),
            Err(_) => Some(self.state.done()),
        };
        let is_kept = match self.options.keeping {
            Keeping::Each => true,
            Keeping::Whole if outcome.is_ok() && self.failures.is_empty() => {
                if let Err(error) = context.database()?.commit_batch() {
                    context.fail(&error);
                    self.fail(context, error);
                    false
                } else {
                    true
                }
            }
            Keeping::Whole | Keeping::Nothing => {
                context.database()?.roll_back_batch();
                false
            }
        };
        context.conclude_batch(is_kept);
        if self.options.keeping != Keeping::Each {
            self.record_refusals(context);
        }
        let site = stopped.and_then(|index| self.script.site(index));
        let summary = messages::Summary {
            path,
            stopped_at: site.as_ref(),
            commands: self.commands,
            lines: self.script.len(),
            done_before: self.first,
            failures: self.failures.len(),
            keeping: self.options.keeping,
            is_kept,
        };
        context.output.message(&messages::summary(&summary));
        outcome?;
        let went_on = stopped.is_none();
        let did_nothing = self.commands == 0 && self.first == 0;
        if went_on || did_nothing {
            self.state.finish();
        }
        let Some(first) = self.failures.first() else {
            return Ok(Status::Success);
        };
        // Whoever goes on wants to know that something failed, whatever it was.
        let kind = if went_on && is_of_the_line(first.error.kind()) {
            Kind::Rule
        } else {
            self.failures.last().unwrap_or(first).error.kind()
        };
        Ok(Status::Failure(kind))
    }

    /// What was refused is recorded beside what was undone, each under its own command.
    fn record_refusals(&self, context: &mut Context) {
        let refusals = self
            .failures
            .iter()
            .filter(|failure| failure.error.kind() == Kind::Access);
        for refusal in refusals {
            context.begin(refusal.command);
            context.record_refusal(&refusal.error);
        }
    }
}

/// Whether a failure concerns its line alone, so that the next ones may still succeed.
const fn is_of_the_line(kind: Kind) -> bool {
    match kind {
        Kind::Rule | Kind::Syntax | Kind::Access | Kind::File => true,
        Kind::Connection | Kind::Service | Kind::Internal | Kind::Interrupted => false,
    }
}

/// The canonical line of a command.
fn spelled(parsed: &Parsed) -> String {
    match parsed {
        Parsed::Command(command) => print(command.entry, &command.arguments),
        Parsed::Help { object } => {
            object.map_or_else(|| String::from("aide"), |object| format!("aide {object}"))
        }
        Parsed::Blank | Parsed::Unknown(_) => String::new(),
    }
}

/// What a shell does for a person and not for a file.
struct Setting {
    is_interactive: bool,
    questions: Box<dyn Questions>,
    paging: Paging,
}

impl Setting {
    fn change(context: &mut Context) -> Self {
        let setting = Self {
            is_interactive: context.is_interactive,
            questions: std::mem::replace(&mut context.questions, Box::new(Nobody)),
            paging: std::mem::replace(&mut context.output.paging, Paging::Direct),
        };
        context.is_interactive = false;
        context.signals.collect_interrupts(true);
        setting
    }

    fn restore(self, context: &mut Context) {
        context.is_interactive = self.is_interactive;
        context.questions = self.questions;
        context.output.paging = self.paging;
        context.signals.collect_interrupts(false);
    }
}
