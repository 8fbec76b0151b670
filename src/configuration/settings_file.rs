//! The settings file: `./.env`, or the one named by `--configuration`.
//!
//! Whoever writes it decides which database people type their passwords for: it is obeyed only as a regular file of the
//! account that runs the program, or of root, and read up to a limit (S11). A `$` stands for itself: nothing is
//! substituted. What is wrong with it is told with the number of the line, and never with what the line holds.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::error::{Error, Result, SettingsFault};
use crate::security::secret_file;

/// Far more than every setting takes, and little enough to be read at once.
const LARGEST: u64 = 64 * 1024;
const ROOT: u32 = 0;
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A settings file that was read.
#[derive(Debug)]
pub struct SettingsFile {
    /// What it sets, in its order.
    pub assignments: Vec<Assignment>,
    /// Whether the mode of the file lets anybody but its owner at it.
    pub is_exposed: bool,
}

/// One setting of the file. It may be a secret: there is no `Display`, and `Debug` shows the name alone.
pub struct Assignment {
    /// The variable.
    pub name: String,
    /// Its value, without quotes and escapes.
    pub value: String,
    /// The line on which it begins, from 1.
    pub line: u64,
}

impl std::fmt::Debug for Assignment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Assignment")
            .field("name", &self.name)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

impl SettingsFile {
    /// Reads the file at `path` for the account with the number `reader`.
    ///
    /// # Errors
    /// [`Error::UnreadableFile`]; [`Error::SettingsRefused`] for one that is not a regular file of that account or
    /// root's, that is too large, or that has a line of another form.
    pub fn read(path: &Path, reader: u32) -> Result<Self> {
        let refused = |fault| Error::SettingsRefused {
            path: path.to_owned(),
            fault,
        };
        let (mut file, metadata) = secret_file::open(path)?;
        if !metadata.is_file() {
            return Err(refused(SettingsFault::NotRegular));
        }
        if ![reader, ROOT].contains(&metadata.uid()) {
            return Err(refused(SettingsFault::ForeignOwner));
        }
        let bytes = read_bounded(&mut file)
            .map_err(|error| Error::unreadable(path, &error))?
            .ok_or_else(|| refused(SettingsFault::TooLarge))?;
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => {
                let line = line_after(bytes.get(..error.valid_up_to()).unwrap_or_default());
                return Err(refused(SettingsFault::Encoding { line }));
            }
        };
        Ok(Self {
            assignments: assignments(text).map_err(refused)?,
            is_exposed: secret_file::is_exposed(&metadata),
        })
    }
}

/// The whole file; nothing when it is over the limit, whatever its size was said to be.
fn read_bounded(file: &mut File) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(u64::try_from(bytes.len())
        .is_ok_and(|length| length <= LARGEST)
        .then_some(bytes))
}

fn line_after(text: &[u8]) -> u64 {
    text.iter().fold(1, |line, byte| line + u64::from(*byte == b'\n'))
}

fn assignments(text: &str) -> std::result::Result<Vec<Assignment>, SettingsFault> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut assignments = Vec::new();
    for Statement { line, literal } in statements(text) {
        for entry in dotenvy::from_read_iter(literal.as_bytes()) {
            let (name, value) = entry.map_err(|_| SettingsFault::Form { line })?;
            assignments.push(Assignment { name, value, line });
        }
    }
    Ok(assignments)
}

/// What ends with a line end outside quotation marks, written so that `dotenvy` substitutes nothing in it.
struct Statement {
    line: u64,
    literal: String,
}

/// Where a character stands, as `dotenvy` reads it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In front of everything, or after a blank: what `#` begins is a comment.
    Blank,
    Plain,
    Escaped,
    Strong,
    Weak,
    WeakEscaped,
    Comment,
}

impl Place {
    fn after(self, character: char) -> Self {
        match (self, character) {
            (Self::Comment, _) | (Self::Blank, '#') => Self::Comment,
            (Self::Escaped, _) | (Self::Strong, '\'') | (Self::Weak, '"') => Self::Plain,
            (Self::Weak, '\\') => Self::WeakEscaped,
            (Self::Strong, _) | (Self::Blank | Self::Plain, '\'') => Self::Strong,
            (Self::Weak | Self::WeakEscaped, _) | (Self::Blank | Self::Plain, '"') => Self::Weak,
            (Self::Blank | Self::Plain, '\\') => Self::Escaped,
            (Self::Blank | Self::Plain, blank) if blank.is_whitespace() => Self::Blank,
            (Self::Blank | Self::Plain, _) => Self::Plain,
        }
    }

    const fn is_quoted(self) -> bool {
        matches!(self, Self::Strong | Self::Weak | Self::WeakEscaped)
    }

    /// Whether a `$` here would begin the name of something to put in its place.
    const fn substitutes(self) -> bool {
        matches!(self, Self::Blank | Self::Plain | Self::Weak)
    }
}

fn statements(text: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let (mut place, mut line, mut first_line) = (Place::Blank, 1, 1);
    let mut literal = String::new();
    for character in text.chars() {
        line += u64::from(character == '\n');
        if character == '\n' && !place.is_quoted() {
            literal.push('\n');
            statements.push(Statement {
                line: first_line,
                literal: std::mem::take(&mut literal),
            });
            (place, first_line) = (Place::Blank, line);
            continue;
        }
        if character == '$' && place.substitutes() {
            literal.push('\\');
        }
        literal.push(character);
        place = place.after(character);
    }
    // Without the line end, dotenvy takes blanks at the end of the file for an open value.
    literal.push('\n');
    statements.push(Statement {
        line: first_line,
        literal,
    });
    statements
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    use tempfile::NamedTempFile;

    use super::*;

    fn own_number() -> u32 {
        rustix::process::geteuid().as_raw()
    }

    fn file_with(text: impl AsRef<[u8]>) -> NamedTempFile {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(text.as_ref()).unwrap();
        file
    }

    fn read_text(text: impl AsRef<[u8]>) -> Result<Vec<(String, String, u64)>> {
        let file = SettingsFile::read(file_with(text).path(), own_number())?;
        Ok(file
            .assignments
            .into_iter()
            .map(|one| (one.name, one.value, one.line))
            .collect())
    }

    fn value_of(text: &str) -> String {
        let mut assignments = read_text(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(assignments.len(), 1, "{text}");
        assignments.remove(0).1
    }

    fn fault(outcome: Result<impl std::fmt::Debug>) -> SettingsFault {
        let error = outcome.unwrap_err();
        let Error::SettingsRefused { fault, .. } = error else {
            panic!("{error:?}");
        };
        fault
    }

    #[test]
    fn s11_a_dollar_sign_stands_for_itself_inside_quotation_marks_and_outside() {
        for (text, value) in [
            ("A=mot$de%23passe", "mot$de%23passe"),
            ("A=$HOME", "$HOME"),
            ("A=${HOME}$$x$", "${HOME}$$x$"),
            ("A=\"mot $de passe\"", "mot $de passe"),
            ("A='mot $de passe'", "mot $de passe"),
            (r"A=mot\$de", "mot$de"),
            (r#"A="mot\$de""#, "mot$de"),
            (r"A=it\'s$5", "it's$5"),
            ("A='x'$y'$z'", "x$y$z"),
        ] {
            assert_eq!(value_of(text), value, "{text}");
        }
        // Not even by what stands above.
        assert_eq!(read_text("B=1\nA=$B").unwrap()[1].1, "$B");
    }

    #[test]
    fn quotation_marks_comments_and_what_shells_write_are_understood() {
        for (text, value) in [
            ("# l'été\nA=b", "b"),
            ("export A=b", "b"),
            ("A = b # it's $5", "b"),
            ("A=b#c", "b#c"),
            ("A='b # c' # d", "b # c"),
            ("A=\"b\\nc\"", "b\nc"),
            ("A=", ""),
            ("A=b   ", "b"),
            ("\u{feff}A=b\r\n", "b"),
        ] {
            assert_eq!(value_of(text), value, "{text}");
        }
        let numbered = read_text("# un\n\nA='1\n2'\nB=3\n").unwrap();
        let numbered: Vec<_> = numbered.iter().map(|(name, _, line)| (&**name, *line)).collect();
        assert_eq!(numbered, [("A", 3), ("B", 5)]);
    }

    #[test]
    fn a_wrong_line_is_told_by_its_number() {
        assert_eq!(fault(read_text("A=1\n\nB 2\n")), SettingsFault::Form { line: 3 });
        assert_eq!(fault(read_text("A=1\nB='2\nC=3\n")), SettingsFault::Form { line: 2 });
        assert_eq!(fault(read_text("A=1\nB=2 3\n")), SettingsFault::Form { line: 2 });
        assert_eq!(fault(read_text(b"A=1\nB=\xe9\n")), SettingsFault::Encoding { line: 2 });
    }

    #[test]
    fn s11_a_file_over_64_kib_is_refused_and_one_of_that_size_is_read() {
        let limit = usize::try_from(LARGEST).unwrap();
        assert_eq!(value_of(&format!("A={}", "x".repeat(limit - 2))).len(), limit - 2);
        let over = format!("A={}", "x".repeat(limit - 1));
        assert_eq!(fault(read_text(over)), SettingsFault::TooLarge);
    }

    #[test]
    fn s11_a_pipe_and_a_device_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join(".env");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        for path in [&*pipe, Path::new("/dev/zero")] {
            let outcome = SettingsFile::read(path, own_number());
            assert_eq!(fault(outcome), SettingsFault::NotRegular, "{path:?}");
        }
    }

    #[test]
    fn s11_the_file_of_another_account_is_refused() {
        let file = file_with("A=1");
        let path = file.path();
        std::fs::set_permissions(path, Permissions::from_mode(0o644)).unwrap();
        // What root writes everybody obeys: where root runs the tests, the file is given away first.
        if own_number() == ROOT {
            std::os::unix::fs::chown(path, Some(4242), None).unwrap();
        }
        let owner = std::fs::metadata(path).unwrap().uid();
        assert_eq!(fault(SettingsFile::read(path, owner + 1)), SettingsFault::ForeignOwner);
        assert!(SettingsFile::read(path, owner).unwrap().is_exposed);
    }

    #[test]
    fn s7_no_value_is_shown() {
        let assignment = Assignment {
            name: String::from("A"),
            value: String::from("canari"),
            line: 1,
        };
        assert_eq!(format!("{assignment:?}"), r#"Assignment { name: "A", line: 1, .. }"#);
    }
}
