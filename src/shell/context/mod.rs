//! Everything a command works with: settings, database, session, output, and someone to ask.

pub mod command;
pub mod file_line;
pub mod interpreter;
pub mod questions;
pub mod reply;
pub mod requirement;
pub mod signals;
pub mod standard_input;
pub mod text_source;

use std::any::Any;
use std::rc::Rc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::clock::Clock;
use crate::configuration::{Configuration, Environment};
use crate::database::authorized::Authorized;
use crate::database::migration::SchemaState;
use crate::database::pool::Database;
use crate::database::waiting::PATIENCE_OF_A_PERSON;
use crate::demonstration::dataset;
use crate::demonstration::local_server;
use crate::demonstration::location::{DatabaseLocation, private_settings};
use crate::demonstration::temporary::TemporaryDatabases;
use crate::error::{Code, Error, Result};
use crate::models::permission::{OwnAccount, Permission, PermissionName};
use crate::models::role::RoleName;
use crate::models::session::CloseReason;
use crate::security::password;
use crate::security::secret::Secret;
use crate::security::session::{Limits, Session, SessionState};
use crate::services::authentication::Authentication;
use crate::services::policy::{self, Policy};
use crate::shell::context::file_line::{FileLine, Keeping};
use crate::shell::context::interpreter::Interpreter;
use crate::shell::context::questions::Questions;
use crate::shell::context::signals::SignalTarget;
use crate::shell::context::standard_input::PipedInput;
use crate::shell::grammar::argument::Reading;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::render::output::Output;
use crate::shell::render::output_file::{self, OutputFile, WholeFile};
use crate::telemetry::{self, BusinessEvent};

/// What the end of a session waits at most for an answer of the server; its row is then left open.
const PATIENCE_OF_WHO_LEAVES: Duration = Duration::from_secs(2);

/// The state of a shell.
pub struct Context {
    /// The settings.
    pub configuration: Configuration,
    /// The time.
    pub clock: Clock,
    /// Where results and messages go.
    pub output: Output,
    /// Who answers questions.
    pub questions: Box<dyn Questions>,
    /// What commands read that are given no file.
    pub standard_input: PipedInput,
    /// A password given before the start, for the first `connexion`.
    pub given_password: Option<Secret>,
    /// What a signal has to stop or close.
    pub signals: SignalTarget,
    /// Whether a person types the lines: abbreviations are then accepted.
    pub is_interactive: bool,
    /// Whether another command can follow: not after the one that the program was started for.
    pub has_next_command: bool,
    /// Whether the shell ends after this command.
    pub is_leaving: bool,
    /// How many replays this shell is in, each in a transcript of the one before.
    pub replays: usize,
    /// What is particular to the present command when it is a line of a command file.
    pub file_line: Option<FileLine>,
    /// The line that a filled form stands for, for the arrow keys, when its command was refused.
    pub filled_form: Option<String>,
    /// The next page of the last list, for `suite`.
    pub continuation: Option<Continuation>,
    /// What runs lines.
    pub interpreter: Interpreter,
    /// How far the server's clock was ahead of the machine's, when that is still to be told.
    pub clock_gap: Option<SignedDuration>,
    authentication: Authentication,
    location: Option<Rc<DatabaseLocation>>,
    policy: Option<Policy>,
    session: Option<Session>,
    /// The session that a command closed whose work may yet be undone.
    ended: Option<Session>,
    /// The files that commands wrote whose work may yet be undone.
    unkept_files: Vec<WholeFile>,
    /// What the operator hears once it is kept.
    untold: Vec<BusinessEvent>,
    held: Vec<PermissionName>,
    command: &'static str,
    resumed: Option<Rc<dyn Any>>,
}

/// What `suite` needs to go on with a list.
#[derive(Clone)]
pub struct Continuation {
    /// The command, as its declaration spells it.
    pub command: &'static str,
    /// Its arguments.
    pub arguments: Arguments,
    /// The last row shown, typed by the list.
    pub after: Rc<dyn Any>,
}

impl Context {
    /// A shell in which nobody is signed in and nothing is connected.
    pub fn new(
        configuration: Configuration,
        clock: Clock,
        output: Output,
        questions: Box<dyn Questions>,
        interpreter: Interpreter,
    ) -> Result<Self> {
        let limits = Limits {
            idle: configuration.session_idle,
            maximum: configuration.session_maximum,
        };
        let authentication = Authentication::new(limits, configuration.host.clone(), clock.clone())?;
        Ok(Self {
            configuration,
            clock,
            output,
            questions,
            standard_input: PipedInput::default(),
            given_password: None,
            signals: SignalTarget::default(),
            is_interactive: false,
            has_next_command: true,
            is_leaving: false,
            replays: 0,
            file_line: None,
            filled_form: None,
            continuation: None,
            interpreter,
            clock_gap: None,
            authentication,
            location: None,
            policy: None,
            session: None,
            ended: None,
            unkept_files: Vec::new(),
            untold: Vec::new(),
            held: Vec::new(),
            command: "",
            resumed: None,
        })
    }

    /// What the parser needs to know besides the line.
    pub fn reading(&self) -> Reading {
        Reading {
            time_zone: self.configuration.time_zone.clone(),
        }
    }

    /// Works on a database that was found elsewhere: tests share one server.
    pub fn set_location(&mut self, location: DatabaseLocation) {
        self.location = Some(Rc::new(location));
    }

    /// The place of the database: found when first needed, then prepared when it is a demonstration without tables.
    pub fn location(&mut self) -> Result<Rc<DatabaseLocation>> {
        if let Some(location) = &self.location {
            return Ok(Rc::clone(location));
        }
        let location = Rc::new(DatabaseLocation::open(&self.configuration)?);
        if let Some(server) = &location.local_server {
            self.signals.add_server(server);
        }
        self.signals.watch(&location.database);
        self.location = Some(Rc::clone(&location));
        Ok(location)
    }

    /// The database, checked to be the one this program was made for.
    ///
    /// # Errors
    /// [`Error::SchemaMissing`] and its kin, [`Error::GuardsBroken`], [`Error::Unavailable`].
    pub fn database(&mut self) -> Result<Database> {
        let location = self.location()?;
        if self.policy.is_none() {
            self.policy = Some(self.check_database(&location)?);
            self.clock_gap = location.database.set_clock(&self.clock).or(self.clock_gap);
        }
        Ok(location.database.clone())
    }

    /// Stops the private server, unless other shells use it, and lets go of it.
    ///
    /// # Returns
    /// Whether it was running.
    pub fn stop_private_server(&mut self) -> Result<bool> {
        let location = self.location.clone();
        let server = location
            .as_deref()
            .and_then(|location| location.local_server.as_deref());
        let stopped = match server {
            // The session ends only once it is certain that the server does.
            Some(server) => server.stop(|| {
                self.sign_out(CloseReason::SignedOut);
            })?,
            None => local_server::stop(&private_settings(&self.configuration)?.layout)?,
        };
        self.forget_checks();
        Ok(stopped)
    }

    /// Checks the database again the next time it is needed: `base …` changed it.
    pub fn forget_checks(&mut self) {
        self.policy = None;
    }

    /// Checks the database; a demonstration database that was never prepared is prepared now.
    fn check_database(&mut self, location: &DatabaseLocation) -> Result<Policy> {
        let is_demonstration = self.configuration.environment == Environment::Demonstration;
        // The owner is asked: a server that does not know the program's account yet may refuse it in any way it likes.
        if is_demonstration && matches!(location.administration.schema_state()?, SchemaState::Behind { .. }) {
            self.prepare_demonstration(location)?;
        }
        match policy::check(&location.database) {
            Err(error) if is_demonstration && error.code() == Code::AccessToDatabaseRefused => {
                self.prepare_demonstration(location)?;
                policy::check(&location.database)
            }
            result => result,
        }
    }

    /// Prepares the schema and loads the demonstration data where there is no account yet.
    pub fn prepare_demonstration(&mut self, location: &DatabaseLocation) -> Result<()> {
        let now = self.server_time(location)?;
        location.administration.prepare(now)?;
        self.load_demonstration(location, now)
    }

    /// Loads the demonstration data where there is no account yet.
    pub fn load_demonstration(&self, location: &DatabaseLocation, now: Timestamp) -> Result<()> {
        let password_hash = password::hash(&Secret::new(dataset::PASSWORD.to_owned()))?;
        dataset::load(&location.administration, &password_hash, now).map(drop)
    }

    /// What time it is for the server, asked by its owner: the program may have no account there yet.
    ///
    /// # Errors
    /// What the server refuses its owner.
    pub fn server_time(&mut self, location: &DatabaseLocation) -> Result<Timestamp> {
        self.clock_gap = location.administration.set_clock(&self.clock)?.or(self.clock_gap);
        Ok(self.clock.now())
    }

    /// Demonstration databases of one's own, on the configured server or on a private one that is faster than that of
    /// the demonstration.
    pub fn temporary_databases(&mut self) -> Result<TemporaryDatabases> {
        let password_hash = password::hash(&Secret::new(Self::demonstration_password()))?;
        let is_elsewhere = match &self.location {
            Some(location) => location.local_server.is_none(),
            None => self.configuration.database_url.is_some(),
        };
        if is_elsewhere {
            return TemporaryDatabases::open(&self.location()?.administration, password_hash, None);
        }
        let location = DatabaseLocation::on_replay_server(&self.configuration)?;
        if let Some(server) = &location.local_server {
            self.signals.add_server(server);
        }
        TemporaryDatabases::open(&location.administration, password_hash, location.local_server)
    }

    /// The documented password of the accounts of the demonstration.
    pub fn demonstration_password() -> String {
        dataset::PASSWORD.to_owned()
    }

    /// Who is signed in.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Signing in and out.
    pub fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// The roles that hold a permission, as far as is known without asking.
    pub fn holders(&self, permission: PermissionName) -> Vec<RoleName> {
        self.policy
            .as_ref()
            .map(|policy| policy.holders(permission))
            .unwrap_or_default()
    }

    /// The name of the database for people, once it is known.
    pub fn location_name(&self) -> Option<&str> {
        self.location.as_deref().map(|location| location.name.as_str())
    }

    /// Signs somebody in, ending the session there was.
    pub fn sign_in(&mut self, username: &str, password: &Secret) -> Result<()> {
        // What the shell was opened on may have been restored from a backup meanwhile.
        self.forget_checks();
        let database = self.database()?;
        let session = self.signals.open_session(|| {
            let session = self.authentication.sign_in(&database, username, password)?;
            if let Some(previous) = self.session.take() {
                self.authentication
                    .sign_out(&database, &previous, CloseReason::SignedOut);
            }
            let id = session.id;
            Ok((session, (database, id)))
        })?;
        self.continuation = None;
        self.held.clear();
        telemetry::identify(Some((session.actor.id, &session.actor.role)));
        self.session = Some(session);
        self.session_state().map(drop)
    }

    /// The permissions of the signed-in person when they signed in or last asked: for completion and help, which decide
    /// nothing.
    pub fn held(&self) -> &[PermissionName] {
        &self.held
    }

    /// Ends the session, if there is one.
    ///
    /// # Returns
    /// Whether there was.
    pub fn sign_out(&mut self, reason: CloseReason) -> bool {
        let Some(session) = self.take_session() else {
            return false;
        };
        if let Some(location) = &self.location {
            // Whoever gave up a command, or leaves, does not wait for that.
            location.database.begin_command(PATIENCE_OF_WHO_LEAVES);
            // What a file wanted to do as a whole is not done; the end of the session is.
            location.database.roll_back_batch();
            self.authentication.sign_out(&location.database, &session, reason);
        }
        // Until here, whoever ends the program from outside closes its row.
        self.signals.forget_session();
        true
    }

    /// Forgets a session whose row is closed, and everything that was kept for its person.
    pub fn forget_session(&mut self) -> Option<Session> {
        self.signals.forget_session();
        self.take_session()
    }

    fn take_session(&mut self) -> Option<Session> {
        self.continuation = None;
        self.held.clear();
        telemetry::identify(None);
        self.session.take()
    }

    /// Lets go of the session whose row the present command closed, until it is known that it stays closed.
    pub fn end_session(&mut self) {
        let ended = self.forget_session();
        if !self.is_kept_at_once() {
            self.ended = ended;
        }
    }

    /// Whether the present command is kept as soon as it is done, so that what it did can be told.
    pub fn is_kept_at_once(&self) -> bool {
        let line = self.file_line.as_ref();
        line.is_none_or(|line| line.keeping == Keeping::Each)
    }

    /// Whether the present command may write files: not when it is only tried.
    pub fn keeps_files(&self) -> bool {
        let line = self.file_line.as_ref();
        line.is_none_or(|line| line.keeping != Keeping::Nothing)
    }

    /// Lets a file that the present command wrote appear as soon as what the command did is kept; never, when it is
    /// only tried.
    ///
    /// # Errors
    /// [`Error::FileExists`], also where an earlier command of the same batch will have made it;
    /// [`Error::UnwritableFile`].
    pub fn keep_file(&mut self, file: OutputFile) -> Result<()> {
        if self.is_kept_at_once() {
            return file.finish();
        }
        let is_taken = self.unkept_files.iter().any(|unkept| unkept.path() == file.path());
        if is_taken && !file.may_overwrite() {
            return Err(output_file::exists(file.path().to_owned()));
        }
        if self.keeps_files() {
            self.unkept_files.push(file.complete()?);
        }
        Ok(())
    }

    /// Whether the files of a batch may appear, before what its commands did is kept.
    ///
    /// # Errors
    /// Those of [`keep_file`](Self::keep_file), for what somebody made meanwhile.
    pub fn check_unkept_files(&self) -> Result<()> {
        self.unkept_files.iter().try_for_each(WholeFile::check)
    }

    /// Lets the files of a batch appear, in the order in which they were written, or forgets them.
    ///
    /// # Returns
    /// The errors of those that could not appear after all.
    pub fn conclude_files(&mut self, are_kept: bool) -> Vec<Error> {
        let files = std::mem::take(&mut self.unkept_files).into_iter();
        files
            .filter(|_| are_kept)
            .filter_map(|file| file.appear().err())
            .collect()
    }

    /// Tells the operator what happened, once it is kept.
    pub fn announce(&mut self, event: BusinessEvent) {
        if self.is_kept_at_once() {
            telemetry::business_event(event);
        } else {
            self.untold.push(event);
        }
    }

    /// What commands did that were kept all at once, or not at all: only now can it be told. A session whose end was
    /// undone goes on; its row decides at the next command.
    pub fn conclude_batch(&mut self, is_kept: bool) {
        for event in std::mem::take(&mut self.untold) {
            if is_kept {
                telemetry::business_event(event);
            }
        }
        let Some(session) = self.ended.take().filter(|_| !is_kept && self.session.is_none()) else {
            return;
        };
        if let Some(location) = &self.location {
            let row = (location.database.clone(), session.id);
            // The row is there already: nothing is opened that could fail.
            let _ = self.signals.open_session(|| Ok(((), row)));
            telemetry::identify(Some((session.actor.id, &session.actor.role)));
            self.session = Some(session);
        }
    }

    /// Begins a command: witnesses are made for it, and it has its own patience with the server.
    pub fn begin(&mut self, command: &'static str) {
        self.command = command;
        if let Some(location) = &self.location {
            location.database.begin_command(if self.file_line.is_some() {
                self.configuration.file_patience
            } else {
                PATIENCE_OF_A_PERSON
            });
        }
    }

    /// The present command, as its declaration spells it.
    pub fn command(&self) -> &'static str {
        self.command
    }

    /// The witness of a permission for the present command. A session that is over is ended here.
    pub fn authorize<P: Permission>(&mut self) -> Result<Authorized<P>> {
        if self.session.is_none() {
            return Err(Error::NotSignedIn);
        }
        let database = self.database()?;
        let of_line = self.file_line.as_ref().map(|line| line.operation_id);
        let operation_id = of_line.unwrap_or_else(Uuid::new_v4);
        let session = self.session.as_mut().ok_or(Error::NotSignedIn)?;
        let authorized = self
            .authentication
            .authorize::<P>(&database, session, self.command, operation_id);
        match authorized {
            Err(Error::SessionExpired) => {
                self.sign_out(CloseReason::Expired);
                Err(Error::SessionExpired)
            }
            Err(Error::SessionClosed) => {
                // Its row is closed, or the account is: there is nothing left to write to it.
                self.end_session();
                Err(Error::SessionClosed)
            }
            Err(Error::PermissionDenied { permission, .. }) => Err(Error::PermissionDenied {
                permission,
                held_by: self.holders(permission),
            }),
            result => result,
        }
    }

    /// What the database says of the signed-in person now.
    pub fn session_state(&mut self) -> Result<SessionState> {
        let database = self.database()?;
        let session = self.session.as_mut().ok_or(Error::NotSignedIn)?;
        let session_state = self.authentication.recheck(&database, session)?;
        self.held = session_state.grants.iter().map(|(permission, _)| *permission).collect();
        Ok(session_state)
    }

    /// Writes to the journal that the person was refused the present command. A failure to do so is logged: the refusal
    /// itself stands.
    pub fn record_refusal(&mut self, error: &Error) {
        // The identifier of a line says that it is done.
        let line = self.file_line.take();
        let recorded = self
            .authorize::<OwnAccount>()
            .and_then(|authorized| self.authentication.record_refusal(authorized, error.code()));
        self.file_line = line;
        if let Err(failure) = recorded {
            log::warn!("the refusal of {} could not be recorded: {failure}", self.command);
        }
    }

    /// Lets the next list begin after a row.
    pub fn resume_after(&mut self, row: Rc<dyn Any>) {
        self.resumed = Some(row);
    }

    /// Lets the next list begin at its beginning.
    pub fn forget_resumption(&mut self) {
        self.resumed = None;
    }

    /// The row after which a list begins, if it has this type.
    pub fn take_resumed<Row: Clone + 'static>(&mut self) -> Option<Row> {
        let row = self.resumed.take()?;
        row.downcast_ref::<Row>().cloned()
    }
}
