//! What is kept of a run of command files so that `--reprendre` can go on with it: which lines it began with, under
//! which variables, and how many are done.
//!
//! Two files in the folder that the data directory has for the database, named after the command files and the person:
//! one written when the run begins, one that counts the lines done. Both go when the run ends. The first one alone says
//! that there is a run to go on with; a count is that of the run it names, and counts for nothing beside another one.
//! It may be behind what the database knows, or lost: the identifiers of the writes tell the rest.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use uuid::{Builder, Uuid};

use super::line_digests::LineDigests;
use super::loaded_script::Script;
use super::variable_set::VariableSet;
use crate::configuration::DATA_DIRECTORY;
use crate::error::{Error, FileFault, Result, RunChange};
use crate::security::digest::sha256_bytes;
use crate::security::private_file;

/// The folder of the runs, below the data directory.
const FOLDER: &str = "runs";
/// That of a database, that of all of them, and the data directory.
const FOLDERS: usize = 3;
/// A count is written over the one before: always as long.
const COUNT_LENGTH: usize = 12;
/// The identifier of the run, a blank, the count.
const PROGRESS_LENGTH: usize = 36 + 1 + COUNT_LENGTH;

/// A run.
#[derive(Debug)]
pub struct RunState {
    beginning: Beginning,
    /// What the identifiers of its writes are made from, beside the number of the line.
    seed: [u8; 32],
    done: usize,
    files: Option<RunFiles>,
    is_resumed: bool,
    /// Whether its lines are kept together: it cannot be gone on with.
    is_one_transaction: bool,
}

/// What a run began with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Beginning {
    run: Uuid,
    variables: Vec<(String, String)>,
    lines: LineDigests,
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

/// What tells a run from those of other files, people and databases.
#[derive(Debug, Clone, Copy)]
pub struct RunIdentity<'run> {
    /// The command files, in their order.
    pub paths: &'run [&'run Path],
    /// The database.
    pub database: &'run str,
    /// The person.
    pub username: &'run str,
}

impl RunState {
    /// A run of which nothing is kept: its transaction keeps all or nothing, or its lines come from standard input.
    pub fn unkept(script: &Script, variables: &VariableSet) -> Self {
        Self::new(Beginning::new(script, variables), 0, None)
    }

    /// The variables of the run to go on with.
    ///
    /// # Errors
    /// [`Error::NoRunToResume`]; what [`open`](Self::open) says of a run that cannot be understood.
    pub fn variables_to_resume(data_directory: &Path, identity: RunIdentity<'_>) -> Result<VariableSet> {
        let earlier = read_beginning(&beginning_path(data_directory, identity))?;
        earlier
            .map(|earlier| earlier.variables())
            .ok_or_else(|| no_run_to_resume(identity))
    }

    /// Finds out whether a run may begin, or where it goes on. Until then nobody else begins the same.
    ///
    /// # Errors
    /// [`Error::RunUnfinished`], [`Error::NoRunToResume`], [`Error::RunChanged`] as `start` says;
    /// [`Error::RunInProgress`]; what the file system refuses.
    pub fn open(
        data_directory: &Path,
        identity: RunIdentity<'_>,
        script: &Script,
        variables: &VariableSet,
        start: Start,
    ) -> Result<Self> {
        let files = RunFiles::open(data_directory, identity)?;
        if start == Start::Over {
            return Ok(Self::new(Beginning::new(script, variables), 0, Some(files)));
        }
        let Some(earlier) = read_beginning(&files.beginning)? else {
            if start == Start::Resume {
                files.forget();
                return Err(no_run_to_resume(identity));
            }
            return Ok(Self::new(Beginning::new(script, variables), 0, Some(files)));
        };
        let done = files.done(earlier.run)?;
        if start == Start::Anew {
            return Err(Error::RunUnfinished {
                path: identity.first_path().to_owned(),
                done,
            });
        }
        if let Some((changed_path, change)) = earlier.change(script, variables) {
            return Err(Error::RunChanged {
                path: changed_path.unwrap_or_else(|| identity.first_path().to_owned()),
                change,
            });
        }
        let resumed = Self::new(earlier, done.min(script.len()), Some(files));
        Ok(Self {
            is_resumed: true,
            ..resumed
        })
    }

    fn new(beginning: Beginning, done: usize, files: Option<RunFiles>) -> Self {
        Self {
            seed: beginning.seed(),
            beginning,
            done,
            files,
            is_resumed: false,
            is_one_transaction: false,
        }
    }

    /// The same run in one transaction: nobody else begins it meanwhile, and nothing is kept of it.
    #[must_use]
    pub fn of_one_transaction(self) -> Self {
        Self {
            is_one_transaction: true,
            ..self
        }
    }

    /// Keeps what the run begins with, from before its first line on.
    pub fn begin(&self) -> Result<()> {
        match &self.files {
            Some(files) if self.is_kept() && !self.is_resumed => files.begin(&self.beginning),
            _ => Ok(()),
        }
    }

    /// Whether it goes on with an earlier run.
    pub fn is_resumed(&self) -> bool {
        self.is_resumed
    }

    /// Whether it can be gone on with.
    pub fn is_kept(&self) -> bool {
        self.files.is_some() && !self.is_one_transaction
    }

    /// How many lines are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// The variables the run began with.
    pub fn variables(&self) -> VariableSet {
        self.beginning.variables()
    }

    /// Identifies the write of a line: the same whenever this run does it, another in any other run.
    pub fn operation_id(&self, index: usize) -> Uuid {
        let mut seed = self.seed.to_vec();
        seed.extend_from_slice(&(index as u64).to_be_bytes());
        identifier(&seed)
    }

    /// Notes that this many lines are done.
    pub fn count(&mut self, done: usize) -> Result<()> {
        self.done = done;
        match &self.files {
            Some(files) if !self.is_one_transaction => files.count(self.beginning.run, done),
            Some(_) | None => Ok(()),
        }
    }

    /// Forgets every run of a database that was destroyed: nothing of what they did is left.
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

    /// Forgets the run, and the one that it did over: it went to its end, or did nothing.
    pub fn finish(self) {
        if let Some(files) = self.files {
            files.forget();
        }
    }

    /// Lets go of the run. What can be gone on with stays, also an earlier run that this one was to do over.
    pub fn leave(self) {
        if let Some(files) = self.files.filter(|files| !files.beginning.exists()) {
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
            lines: script.digests(),
        }
    }

    fn variables(&self) -> VariableSet {
        let mut variables = VariableSet::default();
        for (name, value) in &self.variables {
            variables.define(name, Some(value.clone()));
        }
        variables
    }

    fn seed(&self) -> [u8; 32] {
        let mut seed = format!("{}\n{}\n", self.run, self.lines.whole());
        for (name, value) in &self.variables {
            // Writing to a String cannot fail.
            let _ = writeln!(seed, "{}:{name}={}:{value}", name.len(), value.len());
        }
        sha256_bytes(seed.as_bytes())
    }

    /// What is not as it was when the run began, and in which file. Variables that nobody gives again are those of the
    /// run.
    fn change(&self, script: &Script, variables: &VariableSet) -> Option<(Option<PathBuf>, RunChange)> {
        if let Some(index) = self.lines.first_difference(&script.digests()) {
            return Some(changed_line(script, index));
        }
        let before: Vec<(&str, &str)> = self
            .variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let now: Vec<(&str, &str)> = variables.known().collect();
        if now.is_empty() {
            return None;
        }
        let (gone, given) = (
            before.iter().find(|variable| !now.contains(variable)),
            now.iter().find(|variable| !before.contains(variable)),
        );
        let (name, _) = gone.or(given)?;
        Some((None, RunChange::Variable((*name).to_owned())))
    }
}

/// Where a line of a script stands, or would stand: the first one that is gone may come after the last.
fn changed_line(script: &Script, index: usize) -> (Option<PathBuf>, RunChange) {
    let after_last = index >= script.len();
    let site = script.site(index - usize::from(after_last && index > 0));
    let line = site.map_or(1, |site| site.line + u64::from(after_last));
    (site.map(|site| site.path.to_owned()), RunChange::Line(line))
}

/// The files of a run.
#[derive(Debug)]
struct RunFiles {
    beginning: PathBuf,
    progress: PathBuf,
    /// Locked as long as the run lasts.
    counter: File,
}

impl RunFiles {
    fn open(data_directory: &Path, identity: RunIdentity<'_>) -> Result<Self> {
        let folder = folder_of(data_directory, identity.database);
        private_file::make_folder(&folder).map_err(|error| unusable(data_directory, &error))?;
        let beginning = beginning_path(data_directory, identity);
        let progress = beginning.with_extension("progress");
        let counter = loop {
            let counter = open_counter(&progress).map_err(|error| unusable(data_directory, &error))?;
            if counter.try_lock().is_err() {
                return Err(Error::RunInProgress {
                    path: identity.first_path().to_owned(),
                });
            }
            // A run that ended meanwhile has taken its file away: what is locked must be what others would open.
            if is_at(&counter, &progress) {
                break counter;
            }
        };
        Ok(Self {
            beginning,
            progress,
            counter,
        })
    }

    /// Forced to the disk: what a run has done must never be found without what it began with.
    fn begin(&self, beginning: &Beginning) -> Result<()> {
        let path = &self.beginning;
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder).map_err(|error| Error::unwritable(folder, &error))?;
        let text = serde_json::to_vec(beginning).map_err(Error::internal)?;
        file.write_all(&text)
            .and_then(|()| file.as_file().sync_all())
            .map_err(|error| Error::unwritable(path, &error))?;
        file.persist(path)
            .map_err(|failure| Error::unwritable(path, &failure.error))?;
        // The folder may be as new as the file.
        for folder in folder.ancestors().take(FOLDERS) {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(|error| Error::unwritable(folder, &error))?;
        }
        Ok(())
    }

    /// How many lines of a run are done, as far as the count knows.
    fn done(&self, run: Uuid) -> Result<usize> {
        let mut bytes = [0; PROGRESS_LENGTH];
        let length = self
            .counter
            .read_at(&mut bytes, 0)
            .map_err(|error| Error::unreadable(&self.progress, &error))?;
        let text = bytes.get(..length).unwrap_or_default();
        let counted = std::str::from_utf8(text)
            .ok()
            .and_then(|text| text.strip_prefix(&run.to_string()))
            .and_then(|count| count.trim().parse().ok());
        Ok(counted.unwrap_or_default())
    }

    /// Not forced to the disk: after a crash of the machine the identifiers of the writes tell what is done.
    fn count(&self, run: Uuid, done: usize) -> Result<()> {
        self.counter
            .write_all_at(format!("{run} {done:>COUNT_LENGTH$}").as_bytes(), 0)
            .map_err(|error| Error::unwritable(&self.progress, &error))
    }

    fn forget(self) {
        // The beginning first: without it there is no run, whatever the count says.
        for path in [&self.beginning, &self.progress] {
            let _ = fs::remove_file(path);
        }
    }
}

impl<'run> RunIdentity<'run> {
    /// The file that stands for all of them in what is told.
    fn first_path(&self) -> &'run Path {
        self.paths.first().copied().unwrap_or(Path::new(""))
    }

    /// The name of its files.
    fn name(&self) -> String {
        let mut seed = Vec::new();
        let mut add = |text: &OsStr| {
            seed.extend_from_slice(&(text.len() as u64).to_be_bytes());
            seed.extend_from_slice(text.as_bytes());
        };
        for path in self.paths {
            let canonical = path.canonicalize();
            add(canonical.as_deref().unwrap_or(path).as_os_str());
        }
        add(OsStr::new(self.username));
        identifier(&seed).simple().to_string()
    }
}

fn beginning_path(data_directory: &Path, identity: RunIdentity<'_>) -> PathBuf {
    folder_of(data_directory, identity.database)
        .join(identity.name())
        .with_extension("json")
}

/// The folder of the runs on a database.
fn folder_of(data_directory: &Path, database: &str) -> PathBuf {
    let name = identifier(database.as_bytes()).simple().to_string();
    data_directory.join(FOLDER).join(name)
}

fn no_run_to_resume(identity: RunIdentity<'_>) -> Error {
    Error::NoRunToResume {
        path: identity.first_path().to_owned(),
    }
}

/// What a run began with that is unfinished.
///
/// # Errors
/// [`Error::UnreadableFile`] also when it cannot be understood: another version of the program wrote it, and what that
/// run has done is not to be done again.
fn read_beginning(path: &Path) -> Result<Option<Beginning>> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::unreadable(path, &error)),
    };
    serde_json::from_slice(&text)
        .map(Some)
        .map_err(|_| Error::unreadable(path, FileFault::Form))
}

/// An identifier that anybody finds again who has the same seed.
fn identifier(seed: &[u8]) -> Uuid {
    let mut bytes = [0; 16];
    for (byte, digested) in bytes.iter_mut().zip(sha256_bytes(seed)) {
        *byte = digested;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The folder whose setting a person knows, not the one below it that cannot be written.
fn unusable(data_directory: &Path, error: &std::io::Error) -> Error {
    Error::unusable_folder(data_directory, DATA_DIRECTORY, error)
}

fn open_counter(path: &Path) -> std::io::Result<File> {
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
