//! Which database the program works on: the configured server, or the private one it starts itself.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mysql::Opts;

use super::local_server::{Layout, LocalServer, Settings};
use crate::configuration::Configuration;
use crate::database::administration::Administration;
use crate::database::connection_manager::Revival;
use crate::database::connection_options::{of_owner, of_program, of_socket};
use crate::database::pool::Database;
use crate::error::Result;
use crate::security::secret::Secret;

/// The accounts and the database of the private server. They need no password: only the operating-system account that
/// started the server can reach its socket.
const PRIVATE_OWNER: &str = "root";
const PRIVATE_PROGRAM: &str = "epic_events";
const PRIVATE_DATABASE: &str = "epic_events";
const PRIVATE_DIRECTORY: &str = "server";
/// The files of the server that transcripts are replayed on.
const REPLAY_DIRECTORY: &str = "replay_server";

/// A database, and the means to reach and administer it.
pub struct DatabaseLocation {
    /// What the staff works through.
    pub database: Database,
    /// What `base …` works through.
    pub administration: Administration,
    /// The private server, when it is that one.
    pub local_server: Option<Arc<LocalServer>>,
    /// Server and database, for the prompt and the history: nothing secret.
    pub name: String,
}

impl DatabaseLocation {
    /// Finds the database, starting the private server where none is configured. Nothing is connected yet.
    ///
    /// # Errors
    /// [`Error::InvalidSetting`](crate::error::Error::InvalidSetting),
    /// [`Error::ServerNotStarted`](crate::error::Error::ServerNotStarted).
    pub fn open(configuration: &Configuration) -> Result<Self> {
        match &configuration.database_url {
            Some(url) => Self::on_server(url, configuration),
            None => Self::on_server_of(private_settings(configuration)?),
        }
    }

    fn on_server(url: &Secret, configuration: &Configuration) -> Result<Self> {
        let program = of_program(url, configuration)?;
        let owner = match &configuration.owner_database_url {
            Some(owner_url) => of_owner(owner_url, configuration)?,
            None => program.clone(),
        };
        // The servers of one database may be named in any order.
        let name = if program.are_several() {
            program.first().get_db_name().unwrap_or_default().to_owned()
        } else {
            name_of(program.first())
        };
        Ok(Self {
            name,
            database: Database::new(program.clone(), None),
            administration: Administration::new(owner, program),
            local_server: None,
        })
    }

    /// A second private server, for transcripts: nothing on it has to survive the machine, so that making a database
    /// costs a fifth of what it does on the first.
    ///
    /// # Errors
    /// [`Error::ServerNotStarted`](crate::error::Error::ServerNotStarted).
    pub fn on_replay_server(configuration: &Configuration) -> Result<Self> {
        Self::on_server_of(replay_settings(configuration)?)
    }

    fn on_server_of(settings: Settings) -> Result<Self> {
        let server = Arc::new(LocalServer::start_or_join(settings)?);
        let program = of_socket(server.socket(), PRIVATE_PROGRAM, Some(PRIVATE_DATABASE));
        let owner = of_socket(server.socket(), PRIVATE_OWNER, Some(PRIVATE_DATABASE));
        Ok(Self {
            name: String::from("demonstration"),
            database: Database::new(program.clone(), Some(revival(&server))),
            administration: Administration::new(owner, program),
            local_server: Some(server),
        })
    }
}

/// Starts the private server again when it was killed.
fn revival(server: &Arc<LocalServer>) -> Revival {
    let server = Arc::clone(server);
    Arc::new(move || server.ensure_running())
}

/// The private server of these settings.
pub fn private_settings(configuration: &Configuration) -> Result<Settings> {
    settings_below(PRIVATE_DIRECTORY, configuration)
}

/// The private server of transcripts.
pub fn replay_settings(configuration: &Configuration) -> Result<Settings> {
    Ok(Settings {
        durable: false,
        ..settings_below(REPLAY_DIRECTORY, configuration)?
    })
}

fn settings_below(name: &str, configuration: &Configuration) -> Result<Settings> {
    let directory: PathBuf = configuration.data_directory.join(name);
    Ok(Settings {
        layout: Layout::new(&directory, std::slice::from_ref(&configuration.runtime_directory))?,
        search_path: OsString::from(&configuration.search_path),
        durable: true,
    })
}

fn name_of(options: &Opts) -> String {
    let database = options.get_db_name().unwrap_or_default();
    match options.get_socket() {
        Some(socket) => {
            let file = Path::new(socket).file_name().unwrap_or_default().to_string_lossy();
            format!("{database}@{file}")
        }
        None => format!("{database}@{}:{}", options.get_ip_or_hostname(), options.get_tcp_port()),
    }
}
