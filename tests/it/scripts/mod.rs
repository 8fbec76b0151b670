//! Command files: checked whole, then run line by line, all or nothing, or only tried; exactly once in any case.

mod checking;
mod colleagues;
mod inclusion;
mod interruption;
mod killed;
mod other_names;
mod outputs;
mod restored;
mod resuming;
mod run_journal;
mod standard_input;
mod together;
mod trial;
mod variables;

use std::path::{Path, PathBuf};

use epic_events::configuration::Variables;
use tempfile::TempDir;

use crate::support::database::TestDatabase;
use crate::support::files::rewrite;
use crate::support::process::Program;
use crate::support::proxy::Proxy;
use crate::support::shell::{Outcome, TestShell};

/// A database, a folder for command files, and what is kept of their runs.
pub(crate) struct Scene {
    pub(crate) database: TestDatabase,
    folder: TempDir,
}

impl Scene {
    /// The demonstration, and nothing that ran.
    pub(crate) fn new() -> Self {
        Self {
            database: TestDatabase::demonstration(),
            folder: TempDir::new().unwrap(),
        }
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the folder; gives its path as it is typed.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        rewrite(&path, text);
        path.to_str().unwrap().to_owned()
    }

    /// The text of a file of the folder.
    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// A shell in which nobody is signed in.
    pub(crate) fn shell(&self) -> TestShell {
        let directory = self.path("data").into_os_string();
        let settings = Variables::from([("EPIC_EVENTS_DATA_DIRECTORY".into(), directory)]);
        TestShell::with_settings(&self.database, settings)
    }

    /// A shell of somebody of the demonstration.
    pub(crate) fn signed_in(&self, username: &str) -> TestShell {
        let mut shell = self.shell();
        shell.sign_in(username);
        shell
    }

    /// A shell of sales1 behind a proxy.
    pub(crate) fn behind(&self, proxy: &Proxy) -> TestShell {
        let mut shell = self.shell();
        shell.pass_through(&self.database, proxy);
        shell.sign_in("sales1");
        shell
    }

    /// The counts that this machine keeps of runs.
    pub(crate) fn counts(&self) -> Vec<PathBuf> {
        run_counts(&self.path("data"))
    }

    /// That no run can be gone on with, and nothing is left of any on this machine.
    #[track_caller]
    pub(crate) fn assert_nothing_unfinished(&self) {
        let unfinished: u64 = self.database.one(UNFINISHED);
        assert_eq!((unfinished, self.counts().len()), (0, 0));
    }

    /// Makes the count of the only unfinished run say something else: `RUN` stands for its identifier.
    pub(crate) fn recount(&self, count: &str) {
        let [progress] = self.counts().try_into().unwrap();
        let kept = std::fs::read_to_string(&progress).unwrap();
        let (run, _) = kept.split_once(' ').unwrap();
        rewrite(&progress, count.replace("RUN", run));
    }

    /// How many customers there are beyond the demonstration's.
    pub(crate) fn customers(&self) -> u64 {
        self.database.one("SELECT COUNT(*) - 3 FROM customers")
    }

    /// How often a command was done.
    pub(crate) fn done(&self, command: &str) -> u64 {
        self.database.one(&format!(
            "SELECT COUNT(*) FROM audit_entries WHERE command = '{command}' AND outcome = 'done'"
        ))
    }
}

/// How many runs a database has that did not end.
pub(crate) const UNFINISHED: &str = "SELECT COUNT(*) FROM runs WHERE is_unfinished";

/// The counts that a data directory keeps of runs, on whatever database.
pub(crate) fn run_counts(data_directory: &Path) -> Vec<PathBuf> {
    let paths_in = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    paths_in(&data_directory.join("runs"))
        .iter()
        .flat_map(|folder| paths_in(folder))
        .collect()
}

/// A command that creates a customer like no other.
pub(crate) fn creation(number: usize) -> String {
    format!(
        "clients creer --prenom Inès --nom Moreau{number} --email ines{number}@exemple.fr --telephone \
         +336{number:08} --entreprise 'Moreau {number}'"
    )
}

/// The same as a line after which the variable `client` has its number.
pub(crate) fn captured(number: usize) -> String {
    creation(number) + " => client\n"
}

/// Lines that create customers and then rename them, each by the number that the line before captured.
pub(crate) fn created_then_renamed(count: usize) -> String {
    (0..count)
        .map(|number| captured(number) + &format!("clients modifier $client --nom Renommée{number}\n"))
        .collect()
}

/// The names of all customers beyond the demonstration's, oldest first.
pub(crate) fn names(database: &TestDatabase) -> Vec<String> {
    database.query("SELECT last_name FROM customers WHERE id > 3 ORDER BY id")
}

/// Runs a line that must end this way, whatever it says.
#[track_caller]
pub(crate) fn run(shell: &mut TestShell, line: &str, status: u8) -> Outcome {
    let outcome = shell.run(line);
    assert_eq!(
        outcome.status.exit_status(),
        status,
        "{line}\n{}{}",
        outcome.standard,
        outcome.errors
    );
    outcome
}

/// A file of a program's folder, as it is typed.
pub(crate) fn file_of(program: &Program, name: &str, text: &str) -> String {
    program.file(name, text).to_str().unwrap().to_owned()
}
