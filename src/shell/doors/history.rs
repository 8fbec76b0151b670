//! The lines a person typed, kept for the next session (S8): one file per server, base and person, mode 0600, bounded.
//!
//! Kept are lines that were understood as a command. A line that begins with a blank, one that was not understood (a
//! password typed in the wrong place looks like that) and everything around signing in are not.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use crate::security::digest::sha256;
use crate::security::private_file;
use crate::shell::grammar::argument::Reading;
use crate::shell::grammar::declaration::Secrecy;
use crate::shell::grammar::parser::{Abbreviations, Parsed, names_secret, parse};
use crate::shell::table::DECLARATIONS;

/// The most lines kept.
pub const MOST_LINES: usize = 1000;
/// Lines longer than this are not worth keeping.
const LONGEST_LINE: usize = 4096;
const DIRECTORY: &str = "history";

/// The history of one person on one database.
#[derive(Debug)]
pub struct History {
    path: PathBuf,
}

impl History {
    /// The history below a data directory. Nothing is touched yet.
    pub fn of(data_directory: &Path, location: &str, username: &str) -> Self {
        // Not names a file could be called by: a base or a username may hold anything.
        let name = sha256(format!("{location}\0{username}").as_bytes());
        Self {
            path: data_directory.join(DIRECTORY).join(name),
        }
    }

    /// The lines kept, oldest first. A file that cannot be read is an empty history.
    pub fn load(&self) -> Vec<String> {
        let Ok(file) = private_file::options().read(true).open(&self.path) else {
            return Vec::new();
        };
        let lines: Vec<String> = BufReader::new(file)
            .lines()
            .map_while(std::result::Result::ok)
            .collect();
        let excess = lines.len().saturating_sub(MOST_LINES);
        let kept = lines.get(excess..).unwrap_or_default().to_vec();
        if excess > 0
            && let Err(error) = self.replace(&kept)
        {
            log::warn!("the history could not be shortened: {error}");
        }
        kept
    }

    /// Adds a line, if it is one to keep. A failure is logged: no command fails for want of history.
    pub fn keep(&self, line: &str, reading: &Reading) {
        if !is_worth_keeping(line, reading) {
            return;
        }
        if let Err(error) = self.append(line) {
            log::warn!("the history could not be written: {error}");
        }
    }

    fn append(&self, line: &str) -> std::io::Result<()> {
        private_file::make_folder(self.folder())?;
        let mut file = private_file::options().append(true).create(true).open(&self.path)?;
        writeln!(file, "{line}")
    }

    fn replace(&self, lines: &[String]) -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(self.folder())?;
        for line in lines {
            writeln!(file, "{line}")?;
        }
        file.persist(&self.path).map(drop).map_err(|error| error.error)
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }
}

fn is_worth_keeping(line: &str, reading: &Reading) -> bool {
    if line.starts_with(char::is_whitespace) || line.contains('\n') || line.len() > LONGEST_LINE {
        return false;
    }
    match parse(line, DECLARATIONS, reading, Abbreviations::Accepted) {
        Parsed::Command(command) => match command.declaration.secrecy {
            Secrecy::Asks => false,
            // A word too many may be the password that somebody wanted to give.
            Secrecy::Draws => command.problems.is_empty() && !names_secret(line),
            Secrecy::Open => !names_secret(line),
        },
        Parsed::Help { .. } => true,
        Parsed::Blank | Parsed::Unknown(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::shell::grammar::test_table::reading;

    #[test]
    fn s8_only_commands_that_hold_no_secret_are_kept_for_their_owner_alone() {
        let directory = tempfile::tempdir().unwrap();
        let history = History::of(directory.path(), "base", "sales2");
        for line in [
            "clients lister",
            " clients voir 1",
            "demonstration-2026",
            "connexion sales2 demonstration-2026",
            "mot-de-passe changer",
            "utilisateurs modifier sales2 --mot-de-passe demonstration-2026",
            "utilisateurs reinitialiser-mot-de-passe sales2 demonstration-2026",
            "aide",
        ] {
            history.keep(line, &reading());
        }
        assert_eq!(history.load(), ["clients lister", "aide"]);
        let mode = std::fs::metadata(&history.path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(History::of(directory.path(), "base", "sales3").load().is_empty());
        assert!(History::of(directory.path(), "other", "sales2").load().is_empty());
    }

    #[test]
    fn s8_the_history_is_bounded() {
        let directory = tempfile::tempdir().unwrap();
        let history = History::of(directory.path(), "base", "sales2");
        for number in 0..MOST_LINES + 5 {
            history.append(&format!("clients voir {number}")).unwrap();
        }
        let lines = history.load();
        assert_eq!(lines.len(), MOST_LINES);
        assert_eq!(lines.first().map(String::as_str), Some("clients voir 5"));
        assert_eq!(history.load(), lines);
    }
}
