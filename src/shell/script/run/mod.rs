//! Phase 2 of a command file: its lines run in order, each with what the ones before made.
//!
//! Each command is a transaction of its own, and its write carries an identifier that says which line of which run it
//! is; a line that could write and changed nothing leaves a mark under the same. A run that goes on asks for all of
//! them at once, and does none of these lines again. Or the whole file is one transaction, kept at the end, or undone
//! by any failure, by Ctrl-C, by a lost server, or because it was only tried.

mod conclusion;
mod resuming;

use std::path::{Path, PathBuf};

use self::resuming::{may_write, without_gap};
use super::loaded_script::Script;
use super::progress::Progress;
use super::run_identity::RunIdentity;
use super::run_journal::{JournalLine, RunJournal};
use super::run_state::{RunState, Start};
use super::statement::{self, Capture, Statement};
use super::variable_set::VariableSet;
use crate::database::authorized::Authorized;
use crate::error::{Error, Kind, Result};
use crate::models::audit_entry::Done;
use crate::models::permission::{AuditRead, OwnAccount, PermissionName};
use crate::services::audit::{self, Names};
use crate::services::runs;
use crate::shell::context::Context;
use crate::shell::context::file_line::{FileLine, Keeping};
use crate::shell::context::questions::{Nobody, Questions};
use crate::shell::context::reply::{Ending, Status};
use crate::shell::dialogue::failure::fail;
use crate::shell::grammar::directives::STANDARD_INPUT;
use crate::shell::grammar::parser::{HELP_COMMAND, Parsed};
use crate::shell::grammar::printer::print;
use crate::shell::messages::journal::JournalReader;
use crate::shell::messages::scripts as messages;
use crate::shell::render::pager::Paging;

/// What is run, and how.
#[derive(Debug)]
pub struct RunOptions<'run> {
    /// The command that runs the files.
    pub command: &'static str,
    /// The files, as they were named.
    pub paths: &'run [&'run Path],
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

/// Runs checked files as one script. What happens is told on the way.
///
/// # Errors
/// What keeps the run from beginning. Whatever fails after that is told, and is the status of the run.
pub fn run(context: &mut Context, script: &Script, options: &RunOptions<'_>) -> Result<Status> {
    let authorized = context.authorize::<OwnAccount>()?;
    let mut state = state(context, &authorized, script, options)?;
    let journal = match begin(options, &mut state, &authorized) {
        Ok(journal) => journal,
        Err(error) => {
            state.leave();
            return Err(error);
        }
    };
    let reader = JournalReader {
        names: names(context, options.keeping)?,
        time_zone: context.configuration.time_zone.clone(),
        about: None,
    };
    let mut run = Run {
        script,
        options,
        variables: state.variables(),
        first: state.first(),
        state,
        authorized,
        is_settled: false,
        journal,
        failures: Vec::new(),
        commands: 0,
        reader,
    };
    let setting = PersonSetting::change(context);
    let end = run.lines(context);
    // Ctrl-C still stops what runs, and never the telling of what became of the file.
    let status = run.conclude(context, end);
    setting.restore(context);
    Ok(status)
}

/// Makes ready what the first line needs.
///
/// # Returns
/// The journal of the run, if it has one.
fn begin(
    options: &RunOptions<'_>,
    state: &mut RunState,
    authorized: &Authorized<OwnAccount>,
) -> Result<Option<RunJournal>> {
    let path = options.journal.as_ref();
    let journal = path
        .map(|path| RunJournal::open(path, state.is_resumed()))
        .transpose()?;
    if !state.begin(authorized)? {
        let path = options.paths.first().copied().unwrap_or(Path::new(""));
        return Err(Error::RunInProgress { path: path.to_owned() });
    }
    match options.keeping {
        Keeping::Each => {}
        Keeping::Whole => authorized.begin_batch()?,
        Keeping::Nothing => authorized.begin_trial()?,
    }
    Ok(journal)
}

/// The names of accounts that the person may know: everybody's where they may read the journal, or their own.
fn names(context: &mut Context, keeping: Keeping) -> Result<Names> {
    if keeping == Keeping::Nothing && context.held().contains(&PermissionName::AuditRead) {
        let authorized = context.authorize::<AuditRead>()?;
        return audit::names(&authorized);
    }
    let actor = context.session().map(|session| &session.actor);
    Ok(Names {
        accounts: actor
            .map(|actor| (actor.id.get(), actor.full_name()))
            .into_iter()
            .collect(),
        ..Names::default()
    })
}

/// The variables of the run that is to go on, for whoever does not give them again.
///
/// # Errors
/// [`Error::NoRunToResume`], [`Error::RunLinesMissing`]; when what is kept of it cannot be understood.
pub fn variables_to_resume(context: &mut Context, paths: &[&Path]) -> Result<VariableSet> {
    let authorized = context.authorize::<OwnAccount>()?;
    let data_directory = &context.configuration.data_directory;
    RunState::variables_to_resume(&authorized, data_directory, identity(context, paths))
}

fn state(
    context: &Context,
    authorized: &Authorized<OwnAccount>,
    script: &Script,
    options: &RunOptions<'_>,
) -> Result<RunState> {
    let is_only_tried = options.keeping == Keeping::Nothing;
    if is_only_tried || options.paths.contains(&Path::new(STANDARD_INPUT)) {
        return match options.start {
            Start::Anew | Start::Over => Ok(RunState::unkept(script, &options.variables)),
            Start::Resume | Start::ResumeRestored => Err(Error::NoRunToResume {
                path: PathBuf::from(STANDARD_INPUT),
            }),
        };
    }
    let identity = identity(context, options.paths);
    let data_directory = &context.configuration.data_directory;
    let begun_with = (script, &options.variables);
    let state = RunState::open(authorized, data_directory, identity, begun_with, options.start)?;
    let state = without_gap(context, state, script, options)?;
    // What an unfinished run has done would be done twice by a transaction too.
    Ok(match options.keeping {
        Keeping::Whole => state.of_one_transaction(),
        Keeping::Each | Keeping::Nothing => state,
    })
}

fn identity<'run>(context: &'run Context, paths: &'run [&'run Path]) -> RunIdentity<'run> {
    RunIdentity {
        paths,
        database: context.location_name().unwrap_or_default(),
        username: context.session().map_or("", |session| &session.actor.username),
    }
}

struct Run<'run> {
    script: &'run Script,
    options: &'run RunOptions<'run>,
    state: RunState,
    variables: VariableSet,
    journal: Option<RunJournal>,
    failures: Vec<Failure>,
    /// Commands that succeeded.
    commands: u64,
    /// Reads what a trial would change.
    reader: JournalReader,
    /// The line at which it began.
    first: usize,
    /// That of the command that runs the files: how far they are is noted with it.
    authorized: Authorized<OwnAccount>,
    /// Whether a line was done that nobody else can be doing: what another process left under way was waited for.
    is_settled: bool,
}

/// A line that failed.
struct Failure {
    /// Its command, as its declaration spells it.
    command: &'static str,
    error: Error,
}

/// Where the lines ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// After the last one.
    Complete,
    /// At this one.
    At(usize),
    /// Before this one, which was not begun.
    Before(usize),
}

impl Run<'_> {
    fn lines(&mut self, context: &mut Context) -> End {
        self.recall(context);
        let mut progress = Progress::of(context, self.script.len() - self.first);
        for index in self.first..self.script.len() {
            if context.signals.was_interrupted() {
                self.fail(context, Error::Interrupted);
                return End::Before(index);
            }
            let failure = match self.line(context, index) {
                Ok(failure) => failure,
                Err(error) => return self.stop(context, error, End::At(index)),
            };
            progress.advance();
            if let Some(error) = failure {
                let ends = !self.options.goes_on || !is_of_the_line(&error);
                let passed_over = (!ends).then(|| error.code().word());
                self.fail(context, error);
                if ends {
                    return End::At(index);
                }
                if let Err(error) = passed_over.map_or(Ok(()), |code| self.pass(index, code)) {
                    return self.stop(context, error, End::At(index));
                }
            }
            if let Err(error) = self.state.count(index + 1) {
                return self.stop(context, error, End::Before(index + 1));
            }
        }
        // What is not kept yet can still be given up.
        if self.options.keeping == Keeping::Whole && context.signals.was_interrupted() {
            self.fail(context, Error::Interrupted);
            return End::Before(self.script.len());
        }
        End::Complete
    }

    /// Ends because of an error that is not that of a command, and was not shown yet.
    fn stop(&mut self, context: &mut Context, error: Error, end: End) -> End {
        fail(context, &error);
        self.fail(context, error);
        end
    }

    fn fail(&mut self, context: &Context, error: Error) {
        let command = context.command();
        self.failures.push(Failure { command, error });
    }

    /// Runs one line.
    ///
    /// # Returns
    /// The error it failed with, which was shown.
    ///
    /// # Errors
    /// What keeps the run from going on, not shown yet.
    fn line(&mut self, context: &mut Context, index: usize) -> Result<Option<Error>> {
        let text = self.script.text(index);
        context.file_line = self.script.site(index).map(|site| FileLine {
            site: messages::site(&site),
            inclusions: messages::inclusions(&self.script.inclusions_of_line(index)),
            operation_id: self.state.operation_id(index),
            keeping: self.options.keeping,
        });
        let declarations = context.interpreter.declarations;
        match statement::read(text, &self.variables, declarations, &context.reading()) {
            Statement::Define { name, value } => {
                self.variables.define(&name, value);
                Ok(None)
            }
            Statement::Command { parsed, capture, .. } => self.command(context, index, parsed, capture.as_ref()),
            // Only a variable that a failed line should have given can make a checked line wrong.
            Statement::Faulty(problems) => {
                self.forget_defined(index);
                let error = Error::Rejected {
                    line: text.to_owned(),
                    problems,
                };
                fail(context, &error);
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
        let is_told = self.journal.is_some() || self.options.keeping == Keeping::Nothing;
        let spelled = if is_told { spelled(&parsed) } else { String::new() };
        if self.options.keeping == Keeping::Nothing {
            let site = context.file_line.as_ref().map(|line| line.site.as_str());
            context.output.result(&messages::tried(site, &spelled))?;
        }
        let began = context.clock.monotonic();
        let creates = matches!(&parsed, Parsed::Command(command) if command.declaration.creates);
        let may_write = may_write(&parsed);
        let before = self.done_before(context, index, may_write)?;
        let was_done = before.is_some();
        let ending = match before {
            Some(done) => Ending {
                status: Status::Success,
                created: done.created.filter(|_| creates),
                error: None,
            },
            None => (context.interpreter.execute)(context, self.script.text(index), parsed),
        };
        if self.options.keeping == Keeping::Nothing {
            let records = context.database()?.take_trial_records();
            let changes = messages::changes(&records, &self.reader);
            context.output.result(&changes)?;
        }
        if let Some(capture) = capture {
            self.keep(&capture.name, ending.created);
        }
        if let (Some(journal), Some(site)) = (&mut self.journal, self.script.site(index)) {
            let line = JournalLine {
                site,
                command: &spelled,
                status: ending.status,
                code: ending.error.as_ref().map(Error::code),
                created: ending.created,
                duration: context.clock.monotonic().saturating_sub(began),
            };
            if !(was_done && journal.ends_with(&line)) {
                journal.write(&line)?;
            }
        }
        if may_write && !was_done && ending.error.is_none() && !self.has_recorded(context, index)? {
            self.pass(index, runs::UNCHANGED)?;
        }
        self.commands += u64::from(ending.error.is_none());
        if self.is_done_but_untold(context, index, ending.error.as_ref())? {
            self.commands += 1;
            self.state.count(index + 1)?;
        }
        Ok(ending.error)
    }

    /// Whether a line wrote what it should, and only its answer could not be written.
    fn is_done_but_untold(&self, context: &mut Context, index: usize, error: Option<&Error>) -> Result<bool> {
        let is_untold = matches!(error, Some(Error::UnwritableFile { path: None, .. }));
        if !is_untold || self.options.keeping != Keeping::Each {
            return Ok(false);
        }
        Ok(self.recorded(context, index)?.is_some())
    }

    /// What the journal of the database has of a line.
    fn recorded(&self, context: &mut Context, index: usize) -> Result<Option<Done>> {
        context.begin(self.options.command);
        let authorized = context.authorize::<OwnAccount>()?;
        audit::find_operation(&authorized, self.state.operation_id(index))
    }

    /// Gives a variable the number of what a command made; a command that failed made nothing.
    fn keep(&mut self, name: &str, created: Option<u64>) {
        match created {
            Some(id) => self.variables.define(name, Some(id.to_string())),
            None => self.variables.forget(name),
        }
    }

    /// Takes away the variable that a line should have defined.
    fn forget_defined(&mut self, index: usize) {
        if let Some(name) = statement::defined_by(self.script.text(index)) {
            self.variables.forget(&name);
        }
    }
}

/// Whether a failure concerns its line alone, so that the next ones may still succeed. An output that is broken stays
/// so.
fn is_of_the_line(error: &Error) -> bool {
    match error.kind() {
        Kind::Rule | Kind::Syntax | Kind::Access => true,
        Kind::File => !matches!(error, Error::UnwritableFile { path: None, .. }),
        Kind::Connection | Kind::Service | Kind::Internal | Kind::Interrupted => false,
    }
}

/// The canonical line of a command.
fn spelled(parsed: &Parsed) -> String {
    match parsed {
        Parsed::Command(command) => print(command.declaration, &command.arguments),
        Parsed::Help { object } => {
            let words = [Some(HELP_COMMAND), *object];
            words.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Parsed::Blank | Parsed::Unknown(_) => String::new(),
    }
}

/// What a shell does for a person and not for a file.
struct PersonSetting {
    is_interactive: bool,
    has_next_command: bool,
    questions: Box<dyn Questions>,
    paging: Paging,
}

impl PersonSetting {
    fn change(context: &mut Context) -> Self {
        let setting = Self {
            is_interactive: context.is_interactive,
            has_next_command: context.has_next_command,
            questions: std::mem::replace(&mut context.questions, Box::new(Nobody)),
            paging: std::mem::replace(&mut context.output.paging, Paging::Direct),
        };
        context.is_interactive = false;
        // `suite` is no command of a file.
        context.has_next_command = false;
        context.signals.collect_interrupts(true);
        setting
    }

    fn restore(self, context: &mut Context) {
        context.is_interactive = self.is_interactive;
        context.has_next_command = self.has_next_command;
        context.questions = self.questions;
        context.output.paging = self.paging;
        context.signals.collect_interrupts(false);
    }
}
