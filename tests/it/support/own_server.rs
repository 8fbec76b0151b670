//! A private server of one test, for what concerns a whole server: its settings, its disk, its connections.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use epic_events::database::connection_options::of_socket;
use epic_events::demonstration::local_server::{Layout, LocalServer, Settings};
use mysql::prelude::Queryable;
use mysql::{Conn, Opts};
use tempfile::TempDir;

use super::server::configuration_with;

/// A server that ends with the value.
pub(crate) struct OwnServer {
    // Dropped first: the server goes before its files.
    server: LocalServer,
    folder: TempDir,
}

impl OwnServer {
    /// A server as the demonstration has it.
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// The same with further options, from its initialisation on.
    pub(crate) fn with(options: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let search_path = if options.is_empty() {
            configuration_with([].into()).search_path
        } else {
            wrapped(folder.path(), options).into_os_string()
        };
        let settings = Settings {
            layout: layout(folder.path()),
            search_path,
            durable: false,
        };
        let log = settings.layout.log();
        let server = LocalServer::start_or_join(settings)
            .unwrap_or_else(|error| panic!("{error:?}: {}", std::fs::read_to_string(log).unwrap_or_default()));
        Self { server, folder }
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
        data_directory: data_directory(folder),
        runtime_directory,
    }
}

fn data_directory(folder: &Path) -> PathBuf {
    folder.join("server")
}

/// The server program that the product finds on this machine, with what stands before it where another one loads it:
/// that of a server it started.
fn program() -> &'static [String] {
    static PROGRAM: OnceLock<Vec<String>> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let server = OwnServer::new();
        let mut line = command_line(&data_directory(server.folder.path()));
        let is_server = |word: &String| word.ends_with("/mariadbd") || word.ends_with("/mysqld");
        let place = line.iter().position(is_server).unwrap();
        line.truncate(place + 1);
        line
    })
}

/// The program and the arguments of the server that runs on the files of this folder.
fn command_line(data_directory: &Path) -> Vec<String> {
    let number = std::fs::read_to_string(data_directory.join("server.pid")).unwrap();
    let line = std::fs::read(format!("/proc/{}/cmdline", number.trim())).unwrap();
    String::from_utf8(line)
        .unwrap()
        .split_terminator('\0')
        .map(str::to_owned)
        .collect()
}

/// A folder with a program that runs the server of this machine with these options. It is written by another process: a
/// file that this one had open for writing could be busy when it is run.
fn wrapped(folder: &Path, options: &[&str]) -> PathBuf {
    let program = program();
    let name = Path::new(program.last().unwrap()).file_name().unwrap();
    let programs = folder.join("programs");
    std::fs::create_dir(&programs).unwrap();
    let script = format!("#!/bin/sh\nexec {} \"$@\" {}\n", quoted(program), quoted(options));
    let written = Command::new("/bin/sh")
        .arg("-c")
        .arg(r#"printf %s "$2" > "$1" && chmod 755 "$1""#)
        .arg("sh")
        .arg(programs.join(name))
        .arg(script)
        .status()
        .unwrap();
    assert!(written.success());
    programs
}

/// Words as the system shell reads them back.
fn quoted(words: &[impl Display]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    quoted.join(" ")
}
