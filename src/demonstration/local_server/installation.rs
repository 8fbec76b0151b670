//! Finds the server program of this machine and says what it needs to start.
//!
//! Looked through in this order: the given search path, then the folders where distributions and Homebrew put servers
//! without putting them on everybody's path. A data directory that exists already decides between the two flavours.
//!
//! Refused: relative entries of the search path, so that the current folder cannot bring a server of its own.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::layout::TEMPORARY_FOLDER;
use crate::error::{Error, Result, ServerFault};

const PROGRAM_NAMES: [&str; 2] = ["mariadbd", "mysqld"];

const USUAL_FOLDERS: [&str; 6] = [
    "/usr/sbin",
    "/usr/bin",
    "/usr/libexec",
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/local/mysql/bin",
];

/// Folders in which each installed version has a folder of its own.
const FOLDERS_OF_VERSIONS: [&str; 4] = [
    "/opt/homebrew/opt",
    "/usr/local/opt",
    "/home/linuxbrew/.linuxbrew/opt",
    "/opt/local/lib",
];

/// Small buffers, no file of the machine read or written, the character set of the schema.
const COMMON_OPTIONS: [&str; 7] = [
    "--innodb-buffer-pool-size=64M",
    "--innodb-buffer-pool-dump-at-shutdown=0",
    "--innodb-buffer-pool-load-at-startup=0",
    "--performance-schema=OFF",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_520_ci",
    "--local-infile=0",
];
/// A path that is no folder closes `LOAD DATA`, `LOAD_FILE` and `INTO OUTFILE`; MariaDB has no `NULL` for it.
const MARIADB_OPTIONS: [&str; 4] = [
    "--innodb-log-file-size=8M",
    "--aria-pagecache-buffer-size=1M",
    "--skip-log-bin",
    "--secure-file-priv=/dev/null",
];
const MYSQL_OPTIONS: [&str; 4] = [
    "--innodb-redo-log-capacity=32M",
    "--disable-log-bin",
    "--secure-file-priv=NULL",
    "--mysqlx=OFF",
];
/// Commits survive the end of the server, not of the machine. Creating a table waits for the disk a dozen times unless
/// tables share one file and MariaDB is told, by a name that MySQL does not know, not to wait.
const HASTY_OPTIONS: [&str; 4] = [
    "--innodb-flush-log-at-trx-commit=2",
    "--innodb-doublewrite=OFF",
    "--innodb-file-per-table=OFF",
    "--loose-debug-no-sync",
];

/// The two servers that speak the protocol; their options and files differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    MariaDb,
    MySql,
}

impl Flavour {
    /// The name of the folder of its files below the data directory: one flavour cannot open the files of the other.
    pub(super) const fn folder(self) -> &'static str {
        match self {
            Self::MariaDb => "mariadb",
            Self::MySql => "mysql",
        }
    }
}

/// A server program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Installation {
    pub(super) flavour: Flavour,
    pub(super) program: PathBuf,
}

impl Installation {
    /// The first server found, unless only a later one can open the files of the data directory.
    ///
    /// # Errors
    /// [`ServerFault::NotInstalled`].
    pub(super) fn find(search_path: &OsStr, data_directory: &Path) -> Result<Self> {
        let must_match = [Flavour::MariaDb, Flavour::MySql]
            .into_iter()
            .any(|flavour| has_files_of(flavour, data_directory));
        let mut first = None;
        for installation in installations(search_path) {
            if !must_match || has_files_of(installation.flavour, data_directory) {
                return Ok(installation);
            }
            first.get_or_insert(installation);
        }
        first.ok_or(Error::ServerNotStarted {
            why: ServerFault::NotInstalled,
        })
    }

    /// The command with what both flavours and both uses (initialising, serving) share, on files in a folder of the
    /// data directory.
    pub(super) fn command(&self, files: &Path, durable: bool) -> Command {
        let mut command = Command::new(&self.program);
        command
            // It must come first: no option file of the machine may change this server.
            .arg("--no-defaults")
            .arg(option("--datadir=", files))
            // Relative to the server's files, where it works: in an absolute path a colon would separate two folders.
            .arg(option("--tmpdir=../", Path::new(TEMPORARY_FOLDER)))
            .current_dir(files)
            .args(COMMON_OPTIONS)
            .args(match self.flavour {
                Flavour::MariaDb => MARIADB_OPTIONS,
                Flavour::MySql => MYSQL_OPTIONS,
            })
            .env_clear()
            .env("LC_ALL", "C")
            .env("PATH", "/usr/bin:/bin");
        if !durable {
            command.args(HASTY_OPTIONS);
        }
        // Root has to say that it means to run a server as root.
        if rustix::process::geteuid().is_root() {
            command.arg("--user=root");
        }
        command
    }

    /// The folders where a MariaDB installation may keep the statements that create its system tables.
    pub(super) fn share_folders(&self) -> Vec<PathBuf> {
        let program = fs::canonicalize(&self.program).unwrap_or_else(|_| self.program.clone());
        let prefix = program.parent().and_then(Path::parent).unwrap_or(Path::new("/usr"));
        [prefix, Path::new("/usr")]
            .into_iter()
            .flat_map(|prefix| ["share/mysql", "share/mariadb", "share"].map(|folder| prefix.join(folder)))
            .collect()
    }
}

/// `--name=` and a path, which may hold blanks or be no text.
pub(super) fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

fn has_files_of(flavour: Flavour, data_directory: &Path) -> bool {
    data_directory.join(flavour.folder()).is_dir()
}

/// Every server program, in the order of the folders; each is looked at only when asked for.
fn installations(search_path: &OsStr) -> impl Iterator<Item = Installation> {
    folders(search_path)
        .into_iter()
        .flat_map(|folder| PROGRAM_NAMES.map(|name| folder.join(name)))
        .filter(|program| is_executable(program))
        .filter_map(|program| {
            Some(Installation {
                flavour: flavour_of(&program)?,
                program,
            })
        })
}

fn folders(search_path: &OsStr) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::split_paths(search_path)
        .filter(|folder| folder.is_absolute())
        .chain(USUAL_FOLDERS.iter().map(PathBuf::from))
        .collect();
    for parent in FOLDERS_OF_VERSIONS {
        folders.extend(version_folders(Path::new(parent)));
    }
    folders
}

/// `mariadb@11.8/bin`, `mysql/bin`, … below one folder, in the order of their names.
fn version_folders(parent: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let mut names: Vec<OsString> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .filter(|name| {
            let name = name.to_string_lossy();
            name.starts_with("mariadb") || name.starts_with("mysql")
        })
        .collect();
    names.sort();
    names.into_iter().map(|name| parent.join(name).join("bin")).collect()
}

fn is_executable(program: &Path) -> bool {
    fs::metadata(program).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

/// What a program named `mysqld` really is: on many systems it is a link to MariaDB.
fn flavour_of(program: &Path) -> Option<Flavour> {
    let target = fs::canonicalize(program).ok()?;
    if target.file_name() == Some(OsStr::new("mariadbd")) {
        return Some(Flavour::MariaDb);
    }
    let output = Command::new(program)
        .args(["--no-defaults", "--version"])
        .env_clear()
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    if String::from_utf8_lossy(&output.stdout).contains("-MariaDB") {
        return Some(Flavour::MariaDb);
    }
    Some(Flavour::MySql)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by another process: a file this one had open for writing could be busy when it is run.
    fn program(folder: &Path, name: &str, version: &str) {
        fs::create_dir_all(folder).unwrap();
        let written = Command::new("/bin/sh")
            .arg("-c")
            .arg(r#"printf '#!/bin/sh\necho "%s"\n' "$2" > "$1" && chmod 755 "$1""#)
            .arg("sh")
            .arg(folder.join(name))
            .arg(version)
            .status()
            .unwrap();
        assert!(written.success());
    }

    #[test]
    fn a_link_named_mysqld_to_mariadb_is_mariadb() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "mariadbd", "never run");
        std::os::unix::fs::symlink("mariadbd", folder.path().join("mysqld")).unwrap();
        assert_eq!(flavour_of(&folder.path().join("mysqld")), Some(Flavour::MariaDb));
    }

    #[test]
    fn the_version_tells_what_a_program_named_mysqld_is() {
        let folder = tempfile::tempdir().unwrap();
        program(
            &folder.path().join("a"),
            "mysqld",
            "mysqld  Ver 10.11.6-MariaDB for Linux",
        );
        program(&folder.path().join("b"), "mysqld", "/opt/mariadbd  Ver 8.4.3 for Linux");
        assert_eq!(flavour_of(&folder.path().join("a/mysqld")), Some(Flavour::MariaDb));
        assert_eq!(flavour_of(&folder.path().join("b/mysqld")), Some(Flavour::MySql));
    }

    #[test]
    fn the_files_that_exist_decide_between_two_flavours() {
        let machine = tempfile::tempdir().unwrap();
        let programs = machine.path().join("bin");
        program(&programs, "mariadbd", "mariadbd  Ver 11.8.1-MariaDB");
        program(&programs, "mysqld", "mysqld  Ver 8.4.3");
        let server = machine.path().join("server");
        let found = |data_directory: &Path| {
            Installation::find(programs.as_os_str(), data_directory)
                .unwrap()
                .flavour
        };
        assert_eq!(found(&server), Flavour::MariaDb);
        fs::create_dir_all(server.join("mysql")).unwrap();
        assert_eq!(found(&server), Flavour::MySql);
        fs::create_dir_all(server.join("mariadb")).unwrap();
        assert_eq!(found(&server), Flavour::MariaDb);
    }

    #[test]
    fn relative_entries_of_the_search_path_are_refused() {
        let folders = folders(OsStr::new(".:bin:/absolute"));
        assert_eq!(folders.first(), Some(&PathBuf::from("/absolute")));
        assert!(folders.iter().all(|folder| folder.is_absolute()));
    }

    #[test]
    fn a_file_that_cannot_be_run_is_no_server() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "mariadbd", "x");
        let path = folder.path().join("mariadbd");
        assert!(is_executable(&path));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(!is_executable(&path));
    }
}
