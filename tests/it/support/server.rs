//! The server of a test run: the one that `EPIC_EVENTS_DATABASE_URL` names, or a private one of this run.
//!
//! The private one is started without durability, as that of the transcripts is, and kept alive by a shell of the
//! product itself, waiting on its standard input: when the test process ends, however it ends, that input closes, the
//! shell leaves, and the last one out stops the server. A missing server is a failure that says how to install it.

use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::OnceLock;

use epic_events::configuration::{Configuration, DATABASE_URL, OWNER_DATABASE_URL, Variables};
use epic_events::database::connection_options::{of_owner, of_socket};
use epic_events::demonstration::local_server::{LocalServer, Settings};
use epic_events::demonstration::location::private_settings;
use epic_events::security::secret::Secret;
use mysql::Opts;

use super::process::{executable, waiting_shell};

/// A server that tests may create databases on.
pub(crate) struct TestServer {
    owner: Owner,
    /// Keeps the private server alive.
    _holder: Option<Child>,
}

enum Owner {
    /// The address of an owner's account, as configured.
    Url(String),
    /// The socket of the private server.
    Socket(PathBuf),
}

static SERVER: OnceLock<TestServer> = OnceLock::new();

/// The server of this run, started when first needed.
pub(crate) fn server() -> &'static TestServer {
    SERVER.get_or_init(
        || match configured(OWNER_DATABASE_URL).or_else(|| configured(DATABASE_URL)) {
            Some(url) => TestServer {
                owner: Owner::Url(url),
                _holder: None,
            },
            None => TestServer::private(),
        },
    )
}

/// Where the private server of test runs keeps its files, from one run to the next.
fn private_data_directory() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("it")
}

impl TestServer {
    fn private() -> Self {
        let variables = Variables::from([(
            "EPIC_EVENTS_DATA_DIRECTORY".into(),
            private_data_directory().into_os_string(),
        )]);
        let settings = private_settings(&configuration_with(variables)).expect("the settings are good");
        let server = LocalServer::start_or_join(Settings {
            durable: false,
            ..settings
        })
        .unwrap_or_else(|error| {
            panic!("the private server did not start (sh sql/install_server.sh installs it): {error:?}")
        });
        let mut command = Command::new(executable());
        command
            .env("EPIC_EVENTS_DATA_DIRECTORY", private_data_directory())
            .env_remove("EPIC_EVENTS_ENVIRONMENT")
            .current_dir(env!("CARGO_TARGET_TMPDIR"));
        let holder = waiting_shell(command);
        let socket = server.socket().to_owned();
        // The shell has it now, and outlives this process.
        drop(server);
        Self {
            owner: Owner::Socket(socket),
            _holder: Some(holder),
        }
    }

    /// The address of that account, with a database that need not exist.
    pub(crate) fn owner_address(&self, database: &str) -> String {
        match &self.owner {
            Owner::Url(url) => {
                let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
                let (server, _) = address.rsplit_once('/').expect("the address names a database");
                format!("{server}/{database}?{parameters}")
            }
            Owner::Socket(socket) => format!(
                "mysql://root@localhost/{database}?socket={}",
                socket.to_str().expect("the path of the socket is text")
            ),
        }
    }

    /// The options of an account that may create databases and accounts, with this database selected.
    pub(crate) fn owner(&self, database: &str) -> Opts {
        match &self.owner {
            Owner::Url(url) => {
                let configuration = configuration_with(Variables::new());
                let hosts = of_owner(&Secret::new(url.clone()), &configuration).expect("the address is good");
                Opts::from(mysql::OptsBuilder::from_opts(hosts.first().clone()).db_name(Some(database)))
            }
            Owner::Socket(socket) => of_socket(socket, "root", Some(database)),
        }
    }
}

/// A configuration of tests: nothing of the machine's environment, no file.
pub(crate) fn configuration_with(variables: Variables) -> Configuration {
    let mut all = Variables::from([(
        "EPIC_EVENTS_DATA_DIRECTORY".into(),
        private_data_directory().into_os_string(),
    )]);
    for inherited in ["PATH", "XDG_RUNTIME_DIR"] {
        if let Some(value) = environment(inherited) {
            all.insert(inherited.into(), value.into());
        }
    }
    all.extend(variables);
    Configuration::read(all, None, &PathBuf::from("no settings file")).expect("the settings are good")
}

fn configured(name: &str) -> Option<String> {
    environment(name).filter(|value| !value.is_empty())
}

#[expect(clippy::disallowed_methods, reason = "a test run is configured by its environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
