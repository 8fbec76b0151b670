//! How far a run of command files is, as far as this machine knows: a hint, never the truth. The database knows which
//! lines are done; what is counted here and missing there was lost with something that the database had.
//!
//! One file in the folder that the data directory has for the name of the database, itself named after the command
//! files and the person. It goes when the run ends. As long as a run lasts, it is locked.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use super::run_identity::{RunIdentity, short_digest};
use crate::configuration::DATA_DIRECTORY;
use crate::error::{Error, Result};
use crate::models::run::RunId;
use crate::security::private_file;

/// The folder of the counts, below the data directory.
const FOLDER: &str = "runs";
/// A count is written over the one before: always as long.
const COUNT_LENGTH: usize = 12;
/// The identifier of the run, a blank, the count.
const LENGTH: usize = 36 + 1 + COUNT_LENGTH;

/// The file of a count, locked.
#[derive(Debug)]
pub struct RunCount {
    path: PathBuf,
    file: File,
}

/// What is counted: the lines done of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The run.
    pub run: RunId,
    /// How many of its lines are done.
    pub done: usize,
}

impl RunCount {
    /// The count of the last run of these files. Until it is dropped nobody else has it.
    ///
    /// # Errors
    /// [`Error::RunInProgress`]; what the file system refuses.
    pub fn open(data_directory: &Path, identity: RunIdentity<'_>) -> Result<Self> {
        let folder = folder_of(data_directory, identity.database);
        private_file::make_folder(&folder).map_err(|error| unusable(data_directory, &error))?;
        let path = path_of(data_directory, identity);
        loop {
            let file = open_file(&path).map_err(|error| unusable(data_directory, &error))?;
            if file.try_lock().is_err() {
                return Err(Error::RunInProgress {
                    path: identity.first_path().to_owned(),
                });
            }
            // A run that ended meanwhile has taken its file away: what is locked must be what others would open.
            if is_at(&file, &path) {
                return Ok(Self { path, file });
            }
        }
    }

    /// What is counted; nothing where that is nothing, or cannot be understood.
    pub fn counted(&self) -> Result<Option<Counted>> {
        let mut bytes = [0; LENGTH];
        let length = self
            .file
            .read_at(&mut bytes, 0)
            .map_err(|error| Error::unreadable(&self.path, &error))?;
        Ok(understood(bytes.get(..length).unwrap_or_default()))
    }

    /// The same without the lock.
    pub fn last_counted(data_directory: &Path, identity: RunIdentity<'_>) -> Option<Counted> {
        understood(&fs::read(path_of(data_directory, identity)).ok()?)
    }

    /// Writes what is counted. Not forced to the disk: what is lost by a crash of the machine is in the database.
    pub fn write(&self, counted: Counted) -> Result<()> {
        let Counted { run, done } = counted;
        self.file
            .write_all_at(format!("{run} {done:>COUNT_LENGTH$}").as_bytes(), 0)
            .map_err(|error| Error::unwritable(&self.path, &error))
    }

    /// Removes the count; the lock stays.
    pub fn forget(&self) {
        let _ = fs::remove_file(&self.path);
    }

    /// Removes the counts of a database that was destroyed: nothing of what was counted is left.
    ///
    /// # Errors
    /// What the file system refuses.
    pub fn forget_all(data_directory: &Path, database: &str) -> Result<()> {
        let folder = folder_of(data_directory, database);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::unwritable(&folder, &error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

fn understood(bytes: &[u8]) -> Option<Counted> {
    let (run, count) = std::str::from_utf8(bytes).ok()?.split_once(' ')?;
    let done = count.trim().parse().ok().filter(|done| *done > 0)?;
    let run = RunId::from_stored(run)?;
    Some(Counted { run, done })
}

/// The folder of the counts on a database.
fn folder_of(data_directory: &Path, database: &str) -> PathBuf {
    data_directory.join(FOLDER).join(short_digest(database.as_bytes()))
}

fn path_of(data_directory: &Path, identity: RunIdentity<'_>) -> PathBuf {
    folder_of(data_directory, identity.database)
        .join(identity.name())
        .with_extension("progress")
}

/// The folder whose setting a person knows, not the one below it that cannot be written.
fn unusable(data_directory: &Path, error: &std::io::Error) -> Error {
    Error::unusable_folder(data_directory, DATA_DIRECTORY, error)
}

fn open_file(path: &Path) -> std::io::Result<File> {
    private_file::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

/// Whether an open file is still the one of that name.
fn is_at(file: &File, path: &Path) -> bool {
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => identity(open) == identity(named),
        _ => false,
    }
}
