//! `--journal F`: one JSON line for each command that a command file ran, and one for what became of them all where
//! they are kept or undone together.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::script::Site;
use crate::error::{Code, Error, Result};
use crate::security::private_file;
use crate::shell::context::reply::Status;
use crate::shell::messages::statuses;
use crate::shell::render::json::{push_key, push_next_key, push_number, push_or_null, push_string};

/// What every journal begins with, for the first command that it notes.
const FILE_KEY: &str = "fichier";
/// As much of the end of a file as may be its last line: commands have no longer ones, but for their escapes.
const LONGEST_LINE: i64 = 512 * 1024;

/// A file of what was done, line after line; each is written at once.
#[derive(Debug)]
pub struct RunJournal {
    path: PathBuf,
    file: File,
    /// The last line of the run that this one goes on with.
    last_line: Option<Vec<u8>>,
}

/// One command that ran.
pub struct JournalLine<'run> {
    /// Where it stands.
    pub site: Site<'run>,
    /// The command in its canonical form.
    pub command: &'run str,
    /// How it ended.
    pub status: Status,
    /// The code of its error.
    pub code: Option<Code>,
    /// The number of what it made.
    pub created: Option<u64>,
    /// How long it took.
    pub duration: Duration,
}

impl RunJournal {
    /// Makes the file. One that is there is never replaced; a run that goes on adds to it.
    ///
    /// # Errors
    /// [`Error::FileExists`], [`Error::UnwritableFile`].
    pub fn open(path: &Path, continues: bool) -> Result<Self> {
        let unwritable = |error: std::io::Error| Error::unwritable(path, &error);
        let file = private_file::options()
            .append(true)
            .read(continues)
            .create(continues)
            .create_new(!continues)
            .open(path)
            .map_err(|error| {
                if error.kind() == ErrorKind::AlreadyExists {
                    exists(path)
                } else {
                    unwritable(error)
                }
            })?;
        let mut journal = Self {
            path: path.to_owned(),
            file,
            last_line: None,
        };
        if continues {
            if !journal.is_one().map_err(unwritable)? {
                return Err(exists(path));
            }
            journal.last_line = journal.end_last_line().map_err(unwritable)?;
        }
        Ok(journal)
    }

    /// Whether the file is empty, or begins as a journal does: what is anything else is not added to.
    fn is_one(&mut self) -> std::io::Result<bool> {
        let mut expected = vec![b'{'];
        push_key(&mut expected, FILE_KEY);
        let mut start = Vec::new();
        (&self.file).take(expected.len() as u64).read_to_end(&mut start)?;
        Ok(start.is_empty() || start == expected)
    }

    /// Whether the last line of the run that this one goes on with is that of this command: whoever was killed had
    /// noted it, but not counted.
    pub fn ends_with(&mut self, line: &JournalLine<'_>) -> bool {
        let beginning = beginning(line);
        self.last_line
            .take()
            .is_some_and(|last_line| last_line.starts_with(&beginning))
    }

    /// Adds a line.
    pub fn write(&mut self, line: &JournalLine<'_>) -> Result<()> {
        self.last_line = None;
        let mut object = beginning(line);
        push_next_key(&mut object, "code");
        push_or_null(&mut object, line.code.map(Code::word), push_string);
        push_next_key(&mut object, "cree");
        push_or_null(&mut object, line.created, push_number);
        push_next_key(&mut object, "duree_us");
        push_number(
            &mut object,
            u64::try_from(line.duration.as_micros()).unwrap_or(u64::MAX),
        );
        object.extend_from_slice(b"}\n");
        self.file
            .write_all(&object)
            .map_err(|error| Error::unwritable(&self.path, &error))
    }

    /// Says after the last command whether what the commands did is kept; nothing when nobody knows. Where nothing says
    /// so, the run was killed before.
    pub fn end(&mut self, is_kept: Option<bool>) -> Result<()> {
        let kept = is_kept.map_or("null", |is_kept| if is_kept { "true" } else { "false" });
        self.file
            .write_all(format!("{{\"enregistre\":{kept}}}\n").as_bytes())
            .map_err(|error| Error::unwritable(&self.path, &error))
    }

    /// The last line of the file, which a crash may have cut short: what follows must not become part of it.
    fn end_last_line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let length = i64::try_from(self.file.metadata()?.len()).unwrap_or(i64::MAX);
        self.file.seek(SeekFrom::End(-length.min(LONGEST_LINE)))?;
        let mut end = Vec::new();
        self.file.read_to_end(&mut end)?;
        if end.pop_if(|last| *last == b'\n').is_none() && length > 0 {
            self.file.write_all(b"\n")?;
        }
        Ok(end.rsplit(|byte| *byte == b'\n').next().map(<[u8]>::to_vec))
    }
}

/// What a line says of a command, but for what may differ when it is found done already.
fn beginning(line: &JournalLine<'_>) -> Vec<u8> {
    let mut object = vec![b'{'];
    push_key(&mut object, FILE_KEY);
    push_string(&mut object, &line.site.path.to_string_lossy());
    push_next_key(&mut object, "ligne");
    push_number(&mut object, line.site.line);
    push_next_key(&mut object, "commande");
    push_string(&mut object, line.command);
    push_next_key(&mut object, "statut");
    push_string(&mut object, statuses::word(line.status));
    object
}

fn exists(path: &Path) -> Error {
    Error::FileExists {
        path: path.to_owned(),
        is_replaceable: false,
    }
}
