//! What is kept of a run of a command file so that `--reprendre` can go on with it: which lines it began with, under which
//! variables, and how many are done.
//!
//! Two files of the data directory, named after the file, the database and the person: one written when the run begins,
//! one that counts the lines done. Both go when the run ends. The count may be behind what the database knows (a crash of
//! the machine): the identifiers of the writes tell the rest.

use std::fmt::Write as _;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use uuid::{Builder, Uuid};

use super::program::Script;
use super::variable_set::VariableSet;
use crate::error::{Error, FileFault, Result};
use crate::security::digest::sha256_bytes;

/// The folder of the runs, below the data directory.
const FOLDER: &str = "runs";
/// A count is written over the one before: always as long.
const COUNT_LENGTH: usize = 12;

/// A run that began.
#[derive(Debug)]
pub struct RunState {
    beginning: Beginning,
    content_digest: String,
    done: usize,
    files: Option<RunFiles>,
}

/// What a run began with.
#[derive(Debug, Serialize, Deserialize)]
struct Beginning {
    run: Uuid,
    variables: Vec<(String, String)>,
    lines: Vec<String>,
}

#[derive(Debug)]
struct RunFiles {
    beginning: PathBuf,
    progress: PathBuf,
    /// Locked as long as the run lasts.
    counter: File,
}

/// How a run is to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the first line; refused while an earlier run is unfinished.
    Anew,
    /// At the first line, whatever happened before.
    Over,
    /// After the last line done.
    Resume,
}

/// Whose run it is, and where.
pub struct RunOwner<'run> {
    /// The folder of what the program keeps.
    pub data_directory: &'run Path,
    /// The database.
    pub database: &'run str,
    /// The person.
    pub username: &'run str,
}

impl RunState {
    /// A run of which nothing is kept: its transaction keeps all or nothing, or its lines come from standard input.
    pub fn unkept(script: &Script, variables: &VariableSet) -> Self {
        Self {
            beginning: Beginning::new(script, variables),
            content_digest: script.digest(),
            done: 0,
            files: None,
        }
    }

    /// Begins a run of a file, or goes on with one.
    ///
    /// # Errors
    /// [`Error::RunUnfinished`], [`Error::NoRunToResume`], [`Error::RunChanged`] as `start` says;
    /// [`Error::RunInProgress`]; what the file system refuses.
    pub fn open(
        path: &Path,
        script: &Script,
        variables: &VariableSet,
        start: Start,
        owner: &RunOwner<'_>,
    ) -> Result<Self> {
        let files = RunFiles::open(path, owner)?;
        let earlier = files.read()?;
        let done = files.done()?;
        let (beginning, done) = match (start, earlier) {
            (Start::Resume, None) => {
                return Err(files.forget_after(Error::NoRunToResume {
                    path: path.to_owned(),
                }));
            }
            (Start::Resume, Some(earlier)) => {
                earlier.compare(path, script, variables)?;
                (earlier, done)
            }
            (Start::Anew, Some(_)) if done > 0 => {
                return Err(Error::RunUnfinished {
                    path: path.to_owned(),
                    done,
                });
            }
            (Start::Anew | Start::Over, _) => {
                let beginning = Beginning::new(script, variables);
                files.write(&beginning)?;
                files.count(0)?;
                (beginning, 0)
            }
        };
        Ok(Self {
            beginning,
            content_digest: script.digest(),
            done,
            files: Some(files),
        })
    }

    /// How many lines were done before.
    pub fn done(&self) -> usize {
        self.done
    }

    /// The variables the run began with.
    pub fn variables(&self) -> VariableSet {
        let mut variables = VariableSet::default();
        for (name, value) in &self.beginning.variables {
            variables.define(name, Some(value.clone()));
        }
        variables
    }

    /// Identifies the write of a line: the same whenever this run does it, another in any other run.
    pub fn operation_id(&self, index: usize) -> Uuid {
        let mut seed = format!("{}\n{}\n{index}\n", self.beginning.run, self.content_digest);
        for (name, value) in &self.beginning.variables {
            // Writing to a String cannot fail.
            let _ = writeln!(seed, "{}:{name}={}:{value}", name.len(), value.len());
        }
        let digest = sha256_bytes(seed.as_bytes());
        let mut bytes = [0; 16];
        for (byte, digested) in bytes.iter_mut().zip(digest) {
            *byte = digested;
        }
        Builder::from_custom_bytes(bytes).into_uuid()
    }

    /// Notes that this many lines are done.
    pub fn count(&mut self, done: usize) -> Result<()> {
        self.done = done;
        match &self.files {
            Some(files) => files.count(done),
            None => Ok(()),
        }
    }

    /// Forgets the run: it went to its end.
    pub fn finish(self) {
        if let Some(files) = self.files {
            files.forget();
        }
    }
}

impl Beginning {
    fn new(script: &Script, variables: &VariableSet) -> Self {
        Self {
            run: Uuid::new_v4(),
            variables: variables
                .known()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            lines: script.line_digests(),
        }
    }

    /// Whether the file is still what the run began with. Variables that nobody gives again are those of the run.
    fn compare(&self, path: &Path, script: &Script, variables: &VariableSet) -> Result<()> {
        let given: Vec<(&str, &str)> = variables.known().collect();
        let kept = self.variables.iter();
        let are_same = given.is_empty()
            || kept
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .eq(given);
        let now = script.line_digests();
        let longest = now.len().max(self.lines.len());
        let different = (0..longest).find(|&index| now.get(index) != self.lines.get(index));
        let different = match (are_same, different) {
            (true, None) => return Ok(()),
            (false, None) => 0,
            (_, Some(index)) => index,
        };
        let last = script.len().saturating_sub(1);
        let site = script.site(different).or_else(|| script.site(last));
        Err(Error::RunChanged {
            path: site.map_or_else(|| path.to_owned(), |site| site.path.to_owned()),
            line: site.map_or(1, |site| site.line),
        })
    }
}

impl RunFiles {
    fn open(path: &Path, owner: &RunOwner<'_>) -> Result<Self> {
        let folder = owner.data_directory.join(FOLDER);
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .map_err(|error| unwritable(&folder, &error))?;
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let key = [
            canonical.to_string_lossy().as_ref(),
            owner.database,
            owner.username,
        ]
        .join("\n");
        let name = Uuid::from_slice(sha256_bytes(key.as_bytes()).get(..16).unwrap_or_default())
            .unwrap_or_default()
            .simple()
            .to_string();
        let progress = folder.join(format!("{name}.progress"));
        let counter = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(NO_FOLLOW)
            .open(&progress)
            .map_err(|error| unwritable(&progress, &error))?;
        if counter.try_lock().is_err() {
            return Err(Error::RunInProgress {
                path: path.to_owned(),
            });
        }
        Ok(Self {
            beginning: folder.join(format!("{name}.json")),
            progress,
            counter,
        })
    }

    fn read(&self) -> Result<Option<Beginning>> {
        let text = match fs::read(&self.beginning) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(&self.beginning, &error)),
        };
        // What cannot be understood was written by another version, or half: nothing can be resumed.
        Ok(serde_json::from_slice(&text).ok())
    }

    fn write(&self, beginning: &Beginning) -> Result<()> {
        let folder = self.beginning.parent().unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder).map_err(|error| unwritable(folder, &error))?;
        let text = serde_json::to_vec(beginning).map_err(Error::internal)?;
        file.write_all(&text)
            .and_then(|()| file.as_file().sync_all())
            .map_err(|error| unwritable(&self.beginning, &error))?;
        file.persist(&self.beginning)
            .map(drop)
            .map_err(|failure| unwritable(&self.beginning, &failure.error))
    }

    fn done(&self) -> Result<usize> {
        let mut bytes = [0; COUNT_LENGTH];
        let length = self
            .counter
            .read_at(&mut bytes, 0)
            .map_err(|error| unreadable(&self.progress, &error))?;
        let text = bytes.get(..length).unwrap_or_default();
        Ok(std::str::from_utf8(text)
            .ok()
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or_default())
    }

    /// Not forced to the disk: after a crash of the machine the identifiers of the writes tell what is done.
    fn count(&self, done: usize) -> Result<()> {
        self.counter
            .write_all_at(format!("{done:>COUNT_LENGTH$}").as_bytes(), 0)
            .map_err(|error| unwritable(&self.progress, &error))
    }

    fn forget(self) {
        for path in [&self.beginning, &self.progress] {
            // What stays behind says at most that a run of no lines began.
            let _ = fs::remove_file(path);
        }
    }

    fn forget_after(self, error: Error) -> Error {
        self.forget();
        error
    }
}

/// `O_NOFOLLOW`: a link that somebody put there is not followed.
const NO_FOLLOW: i32 = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::UnwritableFile {
        path: Some(path.to_owned()),
        why: FileFault::from(error),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::UnreadableFile {
        path: path.to_owned(),
        why: FileFault::from(error),
    }
}
