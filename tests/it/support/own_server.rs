//! A private server of one test, for what concerns a whole server: its settings, its disk, its connections.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use epic_events::database::connection_options::of_socket;
use epic_events::demonstration::local_server::{Layout, LocalServer, Settings};
use mysql::prelude::Queryable;
use mysql::{Conn, Opts};
use tempfile::TempDir;

/// The names of a server program.
const PROGRAMS: [&str; 2] = ["mariadbd", "mysqld"];
/// Where a server program may be besides the search path.
const USUAL_FOLDERS: &str = "/usr/sbin:/usr/bin:/usr/libexec:/usr/local/sbin:/usr/local/bin:/usr/local/mysql/bin";

/// A server that ends with the value.
pub(crate) struct OwnServer {
    // Dropped first: the server goes before its files.
    server: LocalServer,
    _folder: TempDir,
}

impl OwnServer {
    /// A server as the demonstration has it.
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// The same with further options, from its initialisation on.
    pub(crate) fn with(options: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut search_path = environment("PATH").unwrap_or_default();
        if !options.is_empty() {
            search_path = wrapped(folder.path(), &search_path, options).into_os_string();
        }
        let settings = Settings {
            layout: layout(folder.path()),
            search_path,
            durable: false,
        };
        let log = settings.layout.log();
        let server = LocalServer::start_or_join(settings)
            .unwrap_or_else(|error| panic!("{error:?}: {}", std::fs::read_to_string(log).unwrap_or_default()));
        Self {
            server,
            _folder: folder,
        }
    }

    /// The options of its administrator's account, with this database selected.
    pub(crate) fn owner(&self, database: Option<&str>) -> Opts {
        of_socket(self.server.socket(), "root", database)
    }

    /// Runs a statement as its administrator, for the whole server.
    pub(crate) fn execute(&self, statement: &str) {
        self.connect()
            .query_drop(statement)
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }

    /// A connection of its administrator.
    pub(crate) fn connect(&self) -> Conn {
        Conn::new(self.owner(None)).unwrap()
    }
}

/// Inside the test's folder, or what [`Layout::new`] chooses where the path of a socket would be too long.
fn layout(folder: &Path) -> Layout {
    let inside = folder.join("runtime");
    let runtime_directory = if inside.as_os_str().len() <= 90 {
        inside
    } else {
        Layout::new(folder, &[]).unwrap().runtime_directory
    };
    Layout {
        data_directory: folder.join("server"),
        runtime_directory,
    }
}

/// A folder with a program that runs the server of this machine with these options. It is written by another process: a
/// file that this one had open for writing could be busy when it is run.
fn wrapped(folder: &Path, search_path: &OsString, options: &[&str]) -> PathBuf {
    let program = std::env::split_paths(search_path)
        .chain(std::env::split_paths(USUAL_FOLDERS))
        .flat_map(|folder| PROGRAMS.map(|name| folder.join(name)))
        .find(|program| program.is_file())
        .expect("a server is installed (sh sql/install_server.sh installs it)");
    let programs = folder.join("programs");
    std::fs::create_dir(&programs).unwrap();
    let written = Command::new("/bin/sh")
        .arg("-c")
        .arg(r#"printf '#!/bin/sh\nexec "%s" "$@" %s\n' "$2" "$3" > "$1" && chmod 755 "$1""#)
        .arg("sh")
        .arg(programs.join(program.file_name().unwrap()))
        .arg(&program)
        .arg(options.join(" "))
        .status()
        .unwrap();
    assert!(written.success());
    programs
}

#[expect(
    clippy::disallowed_methods,
    reason = "settings are what the program reads; these are the test's own"
)]
fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
