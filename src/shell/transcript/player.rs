//! Plays transcripts: each in a shell of its own, on a database and in a folder of its own.
//!
//! While it plays one the program works in a folder that is gone afterwards, with the files beside the transcript in
//! it, and those in the folders there: what a command writes is not there the next time, and what it reads is found
//! wherever the program was started. Only a path from the root leads out of it.

use std::collections::VecDeque;
use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::adoption::Copied;
use super::file::{self, Headings, Mode, Transcript};
use super::replay::{Adopted, Played, ReplayEnvironment, adopt, replay};
use crate::configuration::Configuration;
use crate::demonstration::temporary::TemporaryDatabases;
use crate::error::transcript::Malformation;
use crate::error::{Error, Result};
use crate::shell::context::Context;

/// After as many files and folders the folders that are left are links, through which commands could write.
const MOST_SHOWN: usize = 2_000;

/// The setting of the system that chooses where temporary folders are.
const TEMPORARY_FOLDERS: &str = "TMPDIR";

/// Plays the transcripts of a run, and holds what they share.
pub struct TranscriptPlayer {
    /// The settings of their shells, but for the folder of what these keep.
    configuration: Configuration,
    /// Opened for the first transcript that needs a database.
    databases: Option<TemporaryDatabases>,
}

impl TranscriptPlayer {
    /// A player that has played nothing yet.
    pub fn open(context: &Context) -> Result<Self> {
        Ok(Self {
            configuration: context
                .configuration
                .for_transcripts(&context.configuration.data_directory)?,
            databases: None,
        })
    }

    /// Reads a transcript.
    ///
    /// # Errors
    /// Everything that makes the text no transcript.
    pub fn read(&self, text: &str) -> std::result::Result<Transcript, Vec<Malformation>> {
        file::read(text, &self.configuration.time_zone)
    }

    /// Plays the transcript of a file.
    ///
    /// # Errors
    /// [`Error::Interrupted`] after Ctrl-C; what keeps its shell from beginning.
    pub fn play(&mut self, context: &mut Context, path: &Path, transcript: &Transcript) -> Result<Vec<Played>> {
        self.play_in_environment(context, path, &transcript.headings, |environment| {
            replay(transcript, environment)
        })
    }

    /// Types the lines of a copy again, as those of a transcript that will be in this file.
    ///
    /// # Errors
    /// Those of [`play`](Self::play).
    pub fn adopt(&mut self, context: &mut Context, path: &Path, copied: Vec<Copied>) -> Result<Vec<Adopted>> {
        let headings = Headings::usual();
        self.play_in_environment(context, path, &headings, |environment| {
            adopt(copied, &headings, environment)
        })
    }

    /// Makes what a transcript of a file is to be played in, and plays it there.
    fn play_in_environment<T>(
        &mut self,
        context: &mut Context,
        path: &Path,
        headings: &Headings,
        play: impl FnOnce(ReplayEnvironment<'_>) -> Result<T>,
    ) -> Result<T> {
        let password = Context::demonstration_password();
        let signals = context.signals.clone();
        let environment = ReplayEnvironment {
            configuration: self.configuration.clone(),
            interpreter: context.interpreter,
            give_database: &|_| {},
            password: &password,
            is_interrupted: &|| signals.was_interrupted(),
        };
        if headings.mode == Mode::Analysis {
            return play(environment);
        }
        let databases = match &mut self.databases {
            Some(databases) => databases,
            none => none.insert(context.temporary_databases()?),
        };
        let database = databases.create(headings.now)?;
        let replays = context.replays + 1;
        let folder = WorkingFolder::enter(path)?;
        play(ReplayEnvironment {
            configuration: context.configuration.for_transcripts(&folder.kept())?,
            give_database: &|shell| {
                shell.set_location(database.location());
                shell.replays = replays;
            },
            ..environment
        })
    }
}

/// The folder in which the program works until this is dropped.
struct WorkingFolder {
    before: PathBuf,
    folder: TempDir,
}

impl WorkingFolder {
    /// Goes to a new folder that shows the files beside a transcript.
    fn enter(transcript: &Path) -> Result<Self> {
        let failed = |error: std::io::Error| Error::unreadable(transcript, &error);
        let before = env::current_dir().map_err(failed)?;
        let folder =
            TempDir::new().map_err(|error| Error::unusable_folder(&env::temp_dir(), TEMPORARY_FOLDERS, &error))?;
        let entered = Self { before, folder };
        let work = entered.folder.path().join("work");
        let transcript = entered.before.join(transcript);
        let beside = transcript.parent().unwrap_or(&transcript);
        show(beside, &work).map_err(failed)?;
        env::set_current_dir(&work).map_err(Error::internal)?;
        Ok(entered)
    }

    /// Where the shell keeps what is its own.
    fn kept(&self) -> PathBuf {
        self.folder.path().join("kept")
    }
}

/// Shows in a new folder what is in another: folders are made anew, from the nearest to the deepest, and files are
/// links, which no command writes through. Hidden folders, where nobody looks for what a command wrote, are links too.
fn show(folder: &Path, place: &Path) -> std::io::Result<()> {
    let mut to_show = VecDeque::from([(folder.to_owned(), place.to_owned())]);
    let mut shown = 0;
    while let Some((folder, place)) = to_show.pop_front() {
        if shown > MOST_SHOWN {
            symlink(folder, place)?;
            continue;
        }
        fs::create_dir(&place)?;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (name, path) = (entry.file_name(), entry.path());
            let place = place.join(&name);
            shown += 1;
            let is_hidden = name.as_encoded_bytes().starts_with(b".");
            // A folder that cannot be read has nothing to show.
            if !is_hidden && fs::read_dir(&path).is_ok() {
                to_show.push_back((path, place));
            } else {
                symlink(path, place)?;
            }
        }
    }
    Ok(())
}

impl Drop for WorkingFolder {
    fn drop(&mut self) {
        if let Err(error) = env::set_current_dir(&self.before) {
            log::warn!("the folder of before cannot be entered again: {error}");
        }
    }
}
