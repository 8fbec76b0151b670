//! Every error of the program, as data.
//!
//! An error holds what happened and to what; it holds no prose. French sentences are written in `shell::messages`, in
//! exhaustive matches. `Display` is the stable code, so logs and Sentry group by it and never show a person's data.

pub mod account;
pub mod code;
mod coded;
pub mod contract;
pub mod event;
pub mod guard;
mod line;
pub mod script;
pub mod server;
mod setting;
pub mod transcript;

use std::fmt;
use std::path::{Path, PathBuf};

pub use account::{AccountRefusal, PortfolioLoss, TakenValue, UniqueField};
pub use code::{Code, Kind};
pub use contract::{ContractRefusal, DateFloor};
pub use event::{Clash, EventRefusal};
pub use guard::GuardFault;
pub use line::{Fault, Place, Problem, Span};
pub use server::{ServerRefusal, ServerState, TableRow};
pub use setting::{Expectation, SettingPlace, SettingsFault, Unit};

use crate::models::invalid_value::PasswordFault;
use crate::models::permission::PermissionName;
use crate::models::role::RoleName;
use coded::coded;

/// What every fallible function of the program returns.
pub type Result<T> = std::result::Result<T, Error>;

coded! {
    /// A failed command.
    #[derive(Debug, Clone, PartialEq)]
    #[expect(missing_docs, reason = "the sentence of a variant names its fields")]
    Error {
        /// A destructive command needs `--oui` because nobody can be asked.
        ConfirmationRequired,
        /// A setting of the environment has a wrong value.
        InvalidSetting {
            name: &'static str,
            expected: Expectation,
            place: Option<SettingPlace>,
        },
        /// A variable that is named as those of the program are and that it does not know; the setting that may be
        /// meant.
        UnknownSetting {
            name: String,
            suggestion: Option<&'static str>,
            place: Option<SettingPlace>,
        } = InvalidSetting,
        /// Several contracts, or events, have the short number that was typed: these. They are of the time when numbers
        /// began again each year.
        AmbiguousNumber { numbers: Vec<String> },
        /// No customer with that number or e-mail address.
        CustomerNotFound { reference: String },
        /// No account with that number, username or employee number.
        UserNotFound { reference: String },
        /// The e-mail address belongs to the customer `holder` (`None` when two people took it at once).
        DuplicateEmail { email: String, holder: Option<Holder> },
        /// Customers with the same company or telephone number.
        ProbableDuplicate { holders: Vec<Resemblance> },
        /// The customer has that many contracts.
        CustomerHasContracts { customer_id: u64, contracts: u64 },
        /// No role with that name; the names there are.
        RoleNotFound { typed: String, roles: Vec<RoleName> },
        /// No open session with that number.
        SessionNotFound { session_id: u64 },
        /// `journal verifier` found that many faults, already printed.
        JournalAltered { faults: usize },
        /// An earlier run of the file did `done` of its lines and did not end.
        RunUnfinished { path: PathBuf, done: usize },
        /// Another window runs the same file.
        RunInProgress { path: PathBuf },
        /// There is no run of the file to go on with.
        NoRunToResume { path: PathBuf },
        /// The file, or a variable, is not what the run began with.
        RunChanged { path: PathBuf, change: RunChange },
        /// Lines of the file were done, and the database knows nothing of them.
        RunLinesMissing { path: PathBuf, missing: MissingLines },
        /// A change that names no field where nobody can fill in a form.
        NothingToChange,
        /// The account is not an active account of that role.
        UnsuitableRole { username: String, expected: RoleName },
        /// These fields were changed by somebody else meanwhile.
        Conflict { fields: Vec<FieldConflict> },
        /// The new password breaks these rules.
        PasswordRefused { faults: Vec<PasswordFault> },
        /// `suite` without a page to continue.
        NoNextPage,
        /// `base premier-compte` where a management account exists.
        FirstAccountExists,
        /// The environment is production.
        ForbiddenInProduction,
        /// `rejouer --accepter` on a machine that tests.
        ForbiddenInCi,
        /// A command names a file where none may be used.
        FilesForbidden,
        /// `base arreter` where the server is not the private one.
        NotPrivateServer,
        /// Other shells use the private server.
        ServerInUse,
        /// `base diagnostic` found that many faults, already printed.
        DiagnosticFailed { faults: usize },
        /// `analyser` found that many wrong lines, already printed.
        WrongLines { lines: u64 },
        /// The person answered no to a question; nothing was done.
        Declined,
        /// `expliquer` with a word that is no code.
        UnknownCode {
            typed: String,
            suggestion: Option<&'static str>,
        },
        /// The role of the person lacks the right.
        PermissionDenied {
            permission: PermissionName,
            held_by: Vec<RoleName>,
        },
        /// The right covers one's own objects; this one belongs to `owner`.
        NotOwner {
            permission: PermissionName,
            owner: Option<String>,
        },
        /// The option is for whoever holds the right over every object; this person's covers their own.
        ReservedOption {
            permission: PermissionName,
            option: &'static str,
        },
        /// Nobody is signed in.
        NotSignedIn,
        /// Signing in asks this, and nobody can answer here.
        SignInUnanswered { question: SignInQuestion } = NotSignedIn,
        /// Unknown name, wrong password, disabled, blocked: nobody learns which.
        SignInRefused,
        /// The present password, asked for to change it, is wrong.
        CurrentPasswordRefused,
        /// The session is past one of its limits.
        SessionExpired,
        /// The session was closed from outside, or its account was disabled or changed role.
        SessionClosed,
        /// The temporary password must be replaced before anything else.
        PasswordChangeRequired,
        /// The connection to the database was lost.
        Unavailable,
        /// The database server is not proved to be the one meant: nothing was sent to it.
        ServerIdentityRefused,
        /// Deadlocks or lock waits went on through every attempt.
        Busy,
        /// The write with this operation identifier was or was not committed: the server is gone.
        OutcomeUnknown { operation_id: uuid::Uuid },
        /// A value in the database is none that the program knows: the column, as it was asked for, and its row.
        UnreadableValue { column: String, row: Option<TableRow> },
        /// The schema is absent or older than the program.
        SchemaMissing,
        /// The schema is newer than the program, or a landed migration differs.
        SchemaMismatch { version: u32 },
        /// The triggers that the database must have are not all there as they must be.
        GuardsBroken { faults: Vec<GuardFault> },
        /// Permission names on one side only.
        PermissionMismatch {
            unknown_here: Vec<String>,
            missing_there: Vec<&'static str>,
        },
        /// The private server is missing or did not start.
        ServerNotStarted { why: ServerFault },
        /// A file could not be read.
        UnreadableFile { path: PathBuf, why: FileFault },
        /// The file of the settings is not one to obey.
        SettingsRefused { path: PathBuf, fault: SettingsFault } = UnreadableFile,
        /// A file or the output could not be written.
        UnwritableFile { path: Option<PathBuf>, why: FileFault },
        /// Nothing can be written to a folder of the program's own, which this setting chooses.
        UnusableFolder {
            path: PathBuf,
            setting: &'static str,
            why: FileFault,
        },
        /// The file exists and nobody said that it may be replaced, by `--ecraser` where it is replaceable at all.
        FileExists { path: PathBuf, is_replaceable: bool },
        /// A file with a secret has permissions for others.
        ExposedFile { path: PathBuf },
        /// A fault of the program; `incident` is also in the log, `detail` only there.
        Internal { incident: uuid::Uuid, detail: String },
        /// Ctrl-C.
        Interrupted,
    }
    by content {
        /// The line was not understood, or some of its values are invalid: everything found, from left to right.
        /// The code is that of the first.
        Rejected { line: String, problems: Vec<Problem> } as { problems, .. } => {
            problems.first().map_or(Code::Internal, |problem| problem.fault.code())
        },
        /// Something that contracts and payments do not allow.
        Contract(ContractRefusal) as (refusal) => refusal.code(),
        /// Something that events do not allow.
        Event(EventRefusal) as (refusal) => refusal.code(),
        /// Something that accounts do not allow.
        Account(AccountRefusal) as (refusal) => refusal.code(),
        /// The database server cannot be reached, or does not do what it is asked, for a reason of its own.
        Server(Box<ServerRefusal>) as (refusal) => refusal.state.code(),
    }
}

/// What is not as it was when a run of a command file began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunChange {
    /// This line is the first that differs.
    Line(u64),
    /// The variable of this name has another value, or came, or went.
    Variable(String),
}

/// What the database does not know of a run of a command file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingLines {
    /// None of the `done` lines, nor that they were begun.
    All {
        /// How many were counted.
        done: usize,
    },
    /// This line of the `done` ones, and perhaps others after it.
    From {
        /// The number of the line in its file.
        line: u64,
        /// How many lines were done.
        done: usize,
    },
}

/// Whose record already has a unique value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The number of the record.
    pub id: u64,
    /// Its name as shown to people.
    pub name: String,
}

/// A customer that looks like the one being created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resemblance {
    /// The existing customer.
    pub holder: Holder,
    /// Its company.
    pub company_name: String,
    /// Whether the company name is the same.
    pub same_company: bool,
    /// Whether the telephone number is the same.
    pub same_phone_number: bool,
}

/// One field that two people changed at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConflict {
    /// The French name of the field, as the option is spelled.
    pub field: &'static str,
    /// What the other person wrote.
    pub theirs: String,
    /// What this person wanted to write.
    pub yours: String,
}

/// What signing in asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInQuestion {
    /// Who it is.
    Username,
    /// Their password.
    Password,
}

/// Why a file could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// There is no such file or folder.
    Missing,
    /// The operating system refuses access.
    Forbidden,
    /// It is a folder.
    Directory,
    /// The text is not UTF-8.
    Encoding,
    /// The byte at this place is no UTF-8.
    InvalidByte(Place),
    /// The comment at this place is continued by a `\`, and the next line would become part of it.
    ContinuedComment(Place),
    /// Nothing in it is a command.
    NoCommand,
    /// A line is not of the form the file needs.
    Form,
    /// Larger than accepted.
    TooLarge,
    /// The disk is full.
    Full,
    /// The reader of the output has gone.
    ClosedPipe,
    /// Anything else the operating system reports.
    Other,
}

impl From<&std::io::Error> for FileFault {
    fn from(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        #[expect(clippy::wildcard_enum_match_arm, reason = "the standard library's list is open")]
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing,
            ErrorKind::PermissionDenied => Self::Forbidden,
            ErrorKind::IsADirectory => Self::Directory,
            ErrorKind::InvalidData => Self::Encoding,
            ErrorKind::FileTooLarge => Self::TooLarge,
            ErrorKind::StorageFull => Self::Full,
            ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Other,
        }
    }
}

/// Why the private server is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum ServerFault {
    /// No `mariadbd` or `mysqld` on this machine.
    NotInstalled,
    /// The folder of the server cannot be made or used.
    Directory(PathBuf),
    /// The data directory could not be initialised; the log says why.
    Initialisation { log: PathBuf },
    /// The server ended or stayed silent; the log says why.
    Start { log: PathBuf },
}

impl Error {
    /// A fault of the program: draws the incident number that the person sees and the log repeats.
    pub fn internal(detail: impl fmt::Display) -> Self {
        Self::Internal {
            incident: uuid::Uuid::new_v4(),
            detail: detail.to_string(),
        }
    }

    /// A refusal of the database server, in its words.
    pub fn server(state: ServerState, reason: impl fmt::Display) -> Self {
        Self::Server(Box::new(ServerRefusal::new(state, reason)))
    }

    /// The same, known to come from this server: `account@host:port`.
    #[must_use]
    pub fn of_server(mut self, contact: &str) -> Self {
        if let Self::Server(refusal) = &mut self {
            refusal.contact.get_or_insert_with(|| contact.to_owned());
        }
        self
    }

    /// The same, known to come from this row.
    #[must_use]
    pub fn of_row(mut self, known: impl FnOnce() -> Option<TableRow>) -> Self {
        if let Self::UnreadableValue { row, .. } = &mut self
            && row.is_none()
        {
            *row = known();
        }
        self
    }

    /// A line whose values do not go together, which is wrong at no place of its own.
    pub fn of_line(fault: Fault) -> Self {
        Self::Rejected {
            line: String::new(),
            problems: vec![Problem { span: None, fault }],
        }
    }

    /// Whether it only says that the reader of standard output has gone: nobody is left to hear of it.
    pub fn is_closed_output(&self) -> bool {
        matches!(
            self,
            Self::UnwritableFile {
                path: None,
                why: FileFault::ClosedPipe
            }
        )
    }

    /// A file that cannot be read.
    pub fn unreadable(path: &Path, why: impl Into<FileFault>) -> Self {
        Self::UnreadableFile {
            path: path.to_owned(),
            why: why.into(),
        }
    }

    /// The error of a folder of the program's own, which this setting chooses.
    pub fn unusable_folder(path: &Path, setting: &'static str, why: impl Into<FileFault>) -> Self {
        Self::UnusableFolder {
            path: path.to_owned(),
            setting,
            why: why.into(),
        }
    }

    /// A file that cannot be written.
    pub fn unwritable(path: &Path, why: impl Into<FileFault>) -> Self {
        Self::UnwritableFile {
            path: Some(path.to_owned()),
            why: why.into(),
        }
    }

    /// The family: heading, exit status, log level.
    pub fn kind(&self) -> Kind {
        self.code().kind()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code().fmt(formatter)
    }
}

impl std::error::Error for Error {}
