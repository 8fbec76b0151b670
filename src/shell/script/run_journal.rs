//! `--journal F`: one JSON line for each command that a command file ran.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::program::Site;
use crate::error::{Code, Error, FileFault, Result};
use crate::shell::dispatch::Status;
use crate::shell::messages::statuses;
use crate::shell::render::json::{push_key, push_string};

/// A file of what was done, line after line; each is written at once.
#[derive(Debug)]
pub struct RunJournal {
    path: PathBuf,
    file: File,
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
        let mut options = OpenOptions::new();
        options
            .append(true)
            .mode(0o600)
            .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
        if continues {
            options.create(true);
        } else {
            options.create_new(true);
        }
        match options.open(path) {
            Ok(file) => Ok(Self {
                path: path.to_owned(),
                file,
            }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Error::FileExists {
                path: path.to_owned(),
            }),
            Err(error) => Err(unwritable(path, &error)),
        }
    }

    /// Adds a line.
    pub fn write(&mut self, line: &JournalLine<'_>) -> Result<()> {
        let mut object = vec![b'{'];
        push_key(&mut object, "fichier");
        push_string(&mut object, &line.site.path.to_string_lossy());
        push_number(&mut object, "ligne", line.site.line.into());
        object.push(b',');
        push_key(&mut object, "commande");
        push_string(&mut object, line.command);
        object.push(b',');
        push_key(&mut object, "statut");
        push_string(&mut object, statuses::word(line.status));
        object.push(b',');
        push_key(&mut object, "code");
        match line.code {
            Some(code) => push_string(&mut object, code.word()),
            None => object.extend_from_slice(b"null"),
        }
        match line.created {
            Some(id) => push_number(&mut object, "cree", id.into()),
            None => object.extend_from_slice(b",\"cree\":null"),
        }
        push_number(&mut object, "duree_us", line.duration.as_micros());
        object.extend_from_slice(b"}\n");
        self.file
            .write_all(&object)
            .map_err(|error| unwritable(&self.path, &error))
    }
}

fn push_number(object: &mut Vec<u8>, key: &str, number: u128) {
    object.push(b',');
    push_key(object, key);
    object.extend_from_slice(number.to_string().as_bytes());
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::UnwritableFile {
        path: Some(path.to_owned()),
        why: FileFault::from(error),
    }
}
