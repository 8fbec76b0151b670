//! The settings: read once, from the environment, then from `./.env` or the file named by `--configuration`.
//!
//! A variable of the environment wins over the file. The file is never searched in parent folders and never exported to
//! children (S11). A wrong value stops the start and names the variable, as does a name that no setting has: a misspelt
//! address of the database would otherwise open the demonstration. This is the only file that reads the environment.

mod settings_file;

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::tz::TimeZone;

use self::settings_file::{Assignment, SettingsFile};
use crate::error::{Error, Expectation, Result, SettingPlace, Unit};
use crate::models::folding::nearest;
use crate::security::secret::Secret;

/// What the names of the program's own settings begin with.
const PREFIX: &str = "EPIC_EVENTS_";
/// What a name of somebody who forgot or doubled a letter of it still begins with.
const PREFIX_WORD: &str = "EPIC";

/// The address of the database for the program's account.
pub const DATABASE_URL: &str = "EPIC_EVENTS_DATABASE_URL";
/// The address of the database for the owner of the schema.
pub const OWNER_DATABASE_URL: &str = "EPIC_EVENTS_OWNER_DATABASE_URL";
const ENVIRONMENT: &str = "EPIC_EVENTS_ENVIRONMENT";
/// The folder of what the program keeps.
pub const DATA_DIRECTORY: &str = "EPIC_EVENTS_DATA_DIRECTORY";
const SESSION_IDLE_MINUTES: &str = "EPIC_EVENTS_SESSION_IDLE_MINUTES";
const SESSION_MAXIMUM_HOURS: &str = "EPIC_EVENTS_SESSION_MAXIMUM_HOURS";
const TIME_ZONE: &str = "EPIC_EVENTS_TIME_ZONE";
const DATABASE_CA: &str = "EPIC_EVENTS_DATABASE_CA";
const FILES: &str = "EPIC_EVENTS_FILES";
const FILE_PATIENCE_SECONDS: &str = "EPIC_EVENTS_FILE_PATIENCE_SECONDS";
/// The address of Sentry.
pub const SENTRY_DSN: &str = "SENTRY_DSN";
/// The filter of the log.
pub const LOG_FILTER: &str = "RUST_LOG";
const TERMINAL: &str = "TERM";

// What is typed after some of them.
const DEMONSTRATION: &str = "demonstration";
const PRODUCTION: &str = "production";
const ALL_FILES: &str = "tous";
const NO_FILE: &str = "aucun";

/// The type of a terminal that understands no escape sequence.
const DUMB: &str = "dumb";

/// Every setting with its default, which is empty when there is none, in the order of `.env.example`, where what each
/// means is written; a test compares them.
pub const SETTINGS: [(&str, &str); 12] = [
    (DATABASE_URL, ""),
    (OWNER_DATABASE_URL, ""),
    (ENVIRONMENT, ""),
    (DATA_DIRECTORY, ""),
    (SESSION_IDLE_MINUTES, "30"),
    (SESSION_MAXIMUM_HOURS, "8"),
    (TIME_ZONE, "Europe/Paris"),
    (DATABASE_CA, ""),
    (FILES, ALL_FILES),
    (FILE_PATIENCE_SECONDS, "60"),
    (SENTRY_DSN, ""),
    (LOG_FILTER, "warn"),
];

/// Whether losing the data would matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// Demonstration data, documented password.
    Demonstration,
    /// Real data.
    Production,
}

/// The settings of one run, checked.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// The database for the program's account; absent in demonstration mode with the private server.
    pub database_url: Option<Secret>,
    /// The database for the owner.
    pub owner_database_url: Option<Secret>,
    /// What the data are worth.
    pub environment: Environment,
    /// Private server, history, log.
    pub data_directory: PathBuf,
    /// Idle limit of a session.
    pub session_idle: Duration,
    /// Absolute limit of a session.
    pub session_maximum: Duration,
    /// The zone of typed and shown dates.
    pub time_zone: TimeZone,
    /// The certificate authority of the database server.
    pub database_ca: Option<PathBuf>,
    /// Whether commands read and write files: not where the program may read what its users may not.
    pub allows_files: bool,
    /// What a line of a command file waits at most for an answer of the server.
    pub file_patience: Duration,
    /// Where errors are reported.
    pub sentry_dsn: Option<Secret>,
    /// The filter of the log, when one was asked for.
    pub log_filter: Option<String>,
    /// Where programs are looked for.
    pub search_path: OsString,
    /// The folder of short-lived files: sockets.
    pub runtime_directory: PathBuf,
    /// Whether colour is unwelcome (`NO_COLOR`, `TERM=dumb`).
    pub plain_text: bool,
    /// The type of the terminal, for the pager.
    pub terminal: String,
    /// The name of this machine, for the list of sessions.
    pub host: String,
    /// Whether no person is there to judge (`CI`).
    pub runs_in_ci: bool,
    /// Where the settings of the file are.
    origins: Origins,
}

/// The variables of the environment.
pub type Variables = HashMap<OsString, OsString>;

/// Where in the file each setting is that comes from there.
type Origins = HashMap<String, SettingPlace>;

/// The settings as they were typed, by the environment and by the file.
#[derive(Default)]
struct Typed {
    variables: Variables,
    origins: Origins,
}

impl Configuration {
    /// Reads the settings of this process; `file` is the one named by `--configuration`.
    ///
    /// # Errors
    /// [`Error::InvalidSetting`], [`Error::UnknownSetting`]; [`Error::UnreadableFile`] and [`Error::SettingsRefused`]
    /// for the file; [`Error::ExposedFile`] in production.
    pub fn of_process(file: Option<&Path>) -> Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "this is the one home of settings")]
        let variables = std::env::vars_os().collect();
        Self::read(variables, file, Path::new(".env"))
    }

    /// Reads the settings from `variables`, then from `file`, or from `default_file` when that exists.
    pub fn read(variables: Variables, file: Option<&Path>, default_file: &Path) -> Result<Self> {
        for name in variables.keys() {
            refuse_unknown(&name.to_string_lossy(), None)?;
        }
        let mut typed = Typed {
            variables: variables.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
            origins: Origins::new(),
        };
        // A link that leads nowhere was meant to lead somewhere.
        let used = file.or_else(|| default_file.symlink_metadata().is_ok().then_some(default_file));
        let mut is_exposed = false;
        if let Some(path) = used {
            let settings = SettingsFile::read(path, rustix::process::geteuid().as_raw())?;
            is_exposed = settings.is_exposed;
            typed.add_missing(path, settings.assignments)?;
        }
        let configuration = Self::of_typed(typed)?;
        match used {
            // S11: in production nobody else may read the settings.
            Some(path) if is_exposed && configuration.environment == Environment::Production => {
                Err(Error::ExposedFile { path: path.to_owned() })
            }
            _ => Ok(configuration),
        }
    }

    /// That the value of a setting is not as it must be.
    pub fn invalid_setting(&self, name: &'static str, expected: Expectation) -> Error {
        invalid(name, expected, &self.origins)
    }

    /// The settings of a shell that replays a transcript: what it shows depends on nothing of this machine. What it
    /// keeps goes to a folder of its own.
    pub fn for_transcripts(&self, folder: &Path) -> Result<Self> {
        let variables = Variables::from([(OsString::from(DATA_DIRECTORY), folder.as_os_str().to_owned())]);
        let mut usual = Self::of_typed(Typed {
            variables,
            ..Typed::default()
        })?;
        usual.host = String::from("rejeu");
        usual.search_path.clone_from(&self.search_path);
        Ok(usual)
    }

    /// Whether the terminal understands escape sequences, which move its cursor and clear what it shows.
    pub fn terminal_understands_escapes(&self) -> bool {
        self.terminal != DUMB
    }

    fn of_typed(typed: Typed) -> Result<Self> {
        let database_url = typed.text(DATABASE_URL)?.map(Secret::new);
        let environment = typed.environment(database_url.is_some())?;
        if environment == Environment::Production && database_url.is_none() {
            return Err(typed.invalid(DATABASE_URL, Expectation::ProductionDatabaseAddress));
        }
        Ok(Self {
            database_url,
            owner_database_url: typed.text(OWNER_DATABASE_URL)?.map(Secret::new),
            environment,
            data_directory: typed.data_directory()?,
            session_idle: Duration::from_mins(typed.number(SESSION_IDLE_MINUTES, (30, 1440), Unit::Minutes)?),
            session_maximum: Duration::from_hours(typed.number(SESSION_MAXIMUM_HOURS, (8, 24), Unit::Hours)?),
            time_zone: typed.time_zone()?,
            database_ca: typed.certificate_authority()?,
            allows_files: typed.allows_files()?,
            file_patience: Duration::from_secs(typed.number(FILE_PATIENCE_SECONDS, (60, 3600), Unit::Seconds)?),
            sentry_dsn: typed.text(SENTRY_DSN)?.map(Secret::new),
            log_filter: typed.text(LOG_FILTER)?,
            search_path: typed.variables.get(OsStr::new("PATH")).cloned().unwrap_or_default(),
            runtime_directory: typed.runtime_directory(),
            plain_text: typed.variables.contains_key(OsStr::new("NO_COLOR"))
                || typed
                    .variables
                    .get(OsStr::new(TERMINAL))
                    .is_some_and(|terminal| terminal == DUMB),
            terminal: typed.text(TERMINAL)?.unwrap_or_else(|| String::from(DUMB)),
            runs_in_ci: typed.variables.contains_key(OsStr::new("CI")),
            host: rustix::system::uname().nodename().to_string_lossy().into_owned(),
            origins: typed.origins,
        })
    }
}

impl Typed {
    /// Real data are assumed wherever a database is named.
    fn environment(&self, names_database: bool) -> Result<Environment> {
        let default = if names_database { PRODUCTION } else { DEMONSTRATION };
        match self.text(ENVIRONMENT)?.as_deref().unwrap_or(default) {
            DEMONSTRATION => Ok(Environment::Demonstration),
            PRODUCTION => Ok(Environment::Production),
            _ => Err(self.invalid(ENVIRONMENT, Expectation::Words(&[DEMONSTRATION, PRODUCTION]))),
        }
    }

    /// Adds what the file sets and the environment does not.
    fn add_missing(&mut self, path: &Path, assignments: Vec<Assignment>) -> Result<()> {
        let mut set = Variables::new();
        for Assignment { name, value, line } in assignments {
            let place = SettingPlace {
                path: path.to_owned(),
                line,
            };
            refuse_unknown(&name, Some(&place))?;
            if !self.variables.contains_key(OsStr::new(&name)) {
                set.insert(OsString::from(&name), OsString::from(value));
                self.origins.insert(name, place);
            }
        }
        self.variables.extend(set);
        Ok(())
    }

    fn text(&self, name: &'static str) -> Result<Option<String>> {
        let Some(value) = self.variables.get(OsStr::new(name)) else {
            return Ok(None);
        };
        match value.to_str() {
            Some(text) if text.trim().is_empty() => Ok(None),
            Some(text) => Ok(Some(text.trim().to_owned())),
            None => Err(self.invalid(name, Expectation::Utf8)),
        }
    }

    fn number(&self, name: &'static str, (default, maximum): (u64, u64), unit: Unit) -> Result<u64> {
        let Some(typed) = self.text(name)? else {
            return Ok(default);
        };
        match typed.parse() {
            Ok(number) if (1..=maximum).contains(&number) => Ok(number),
            _ => Err(self.invalid(name, Expectation::Number { unit, maximum })),
        }
    }

    fn time_zone(&self) -> Result<TimeZone> {
        let name = self.text(TIME_ZONE)?.unwrap_or_else(|| String::from("Europe/Paris"));
        TimeZone::get(&name).map_err(|_| self.invalid(TIME_ZONE, Expectation::TimeZone))
    }

    fn certificate_authority(&self) -> Result<Option<PathBuf>> {
        let path = self.text(DATABASE_CA)?.map(PathBuf::from);
        match &path {
            Some(file) if !file.is_file() => Err(self.invalid(DATABASE_CA, Expectation::CertificateFile)),
            _ => Ok(path),
        }
    }

    fn allows_files(&self) -> Result<bool> {
        match self.text(FILES)?.as_deref().unwrap_or(ALL_FILES) {
            ALL_FILES => Ok(true),
            NO_FILE => Ok(false),
            _ => Err(self.invalid(FILES, Expectation::Words(&[ALL_FILES, NO_FILE]))),
        }
    }

    fn data_directory(&self) -> Result<PathBuf> {
        if let Some(directory) = self.variables.get(OsStr::new(DATA_DIRECTORY)) {
            return std::path::absolute(directory).map_err(|_| self.invalid(DATA_DIRECTORY, Expectation::Directory));
        }
        directories::ProjectDirs::from("", "", "epic_events")
            .map(|directories| directories.data_local_dir().to_owned())
            .ok_or_else(|| self.invalid(DATA_DIRECTORY, Expectation::DirectoryWithoutHome))
    }

    fn runtime_directory(&self) -> PathBuf {
        self.variables
            .get(OsStr::new("XDG_RUNTIME_DIR"))
            .map(PathBuf::from)
            .filter(|directory| directory.is_dir())
            .unwrap_or_else(std::env::temp_dir)
    }

    fn invalid(&self, name: &'static str, expected: Expectation) -> Error {
        invalid(name, expected, &self.origins)
    }
}

fn invalid(name: &'static str, expected: Expectation, origins: &Origins) -> Error {
    Error::InvalidSetting {
        name,
        expected,
        place: origins.get(name).cloned(),
    }
}

/// Refuses what was meant for this program and that it does not know: the setting that somebody wanted has no effect.
fn refuse_unknown(name: &str, place: Option<&SettingPlace>) -> Result<()> {
    let known = SETTINGS.map(|(name, _)| name);
    if known.contains(&name) {
        return Ok(());
    }
    let spelled = name.to_ascii_uppercase();
    let own = known.into_iter().filter(|known| known.starts_with(PREFIX));
    let suggestion = if spelled.starts_with(PREFIX_WORD) {
        nearest(&spelled, own)
    } else {
        None
    };
    if suggestion.is_none() && !spelled.starts_with(PREFIX) {
        return Ok(());
    }
    Err(Error::UnknownSetting {
        name: name.to_owned(),
        suggestion,
        place: place.cloned(),
    })
}
