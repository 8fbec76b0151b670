//! The private server of the demonstration: the machine's own `mariadbd` or `mysqld`, for one person, on a socket only.
//!
//! In order: the data directory is made ready; under the *decision* lock this shell takes its share of the *users*
//! lock, then joins the server that answers, or waits for the one that is starting, or initialises the files and starts
//! one. Leaving gives the share back and stops the server when nobody else holds one. The operating system gives back
//! the locks of a shell that is killed, so the next shell to leave still stops the server.
//!
//! Refused: a network port, files of somebody else, a stop under the feet of other shells. A server that is killed
//! recovers its files at the next start; nothing here ever deletes a database.

mod installation;
mod layout;
mod process;

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use layout::Layout;

use crate::error::{Error, Result};
use installation::Installation;
use layout::directory_fault;
use process::{Life, Patience, Waited};

/// How long other shells may take to start or stop the server: the longest start, and some more.
const DECISION_PATIENCE: Duration = Duration::from_secs(90);
/// How long a server that somebody else started may take to answer before it counts as lost.
const JOIN_PATIENCE: Duration = Duration::from_secs(15);

/// What a private server is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Its folders.
    pub layout: Layout,
    /// The folders to look for the server program in, as `PATH` is written; the usual ones are added.
    pub search_path: OsString,
    /// Whether a commit survives the loss of the machine's power. Tests do without, and transcripts. Of no effect on a
    /// server that runs already.
    pub durable: bool,
}

/// This process's claim on a running private server. Dropping it leaves the server, which
/// stops when nobody else uses it.
#[derive(Debug)]
pub struct LocalServer {
    settings: Settings,
    /// The users lock, held in shared mode as long as this value lives.
    claim: File,
    socket: PathBuf,
}

impl LocalServer {
    /// Joins the server of the data directory, or starts it, after creating its files where there are none.
    ///
    /// # Errors
    /// [`Error::ServerNotStarted`].
    pub fn start_or_join(settings: Settings) -> Result<Self> {
        let layout = &settings.layout;
        layout.prepare_data_directory()?;
        let _decision = decide(layout)?;
        let claim = layout.open_users_lock()?;
        share(&claim, layout)?;
        let socket = running(&settings)?;
        Ok(Self {
            settings,
            claim,
            socket,
        })
    }

    /// The Unix socket on which the server answers.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Starts the server again when it was killed; costs one connection when it was not.
    ///
    /// # Errors
    /// [`Error::ServerNotStarted`].
    pub fn ensure_running(&self) -> Result<()> {
        if process::answers(&self.socket) {
            return Ok(());
        }
        let layout = &self.settings.layout;
        let _decision = decide(layout)?;
        if running(&self.settings)? != self.socket {
            return Err(process::start_fault(layout));
        }
        Ok(())
    }

    /// Stops the server and keeps the claim: [`Self::ensure_running`] starts it again. Returns whether it was running.
    ///
    /// `farewell` runs once it is certain that the server will be stopped, while it still answers.
    ///
    /// # Errors
    /// [`Error::ServerInUse`] when another shell uses it.
    pub fn stop(&self, farewell: impl FnOnce()) -> Result<bool> {
        let layout = &self.settings.layout;
        let _decision = decide(layout)?;
        self.claim
            .unlock()
            .map_err(|_| directory_fault(&layout.data_directory))?;
        let stopped = stop_unused(layout, &self.claim, farewell);
        self.claim
            .unlock()
            .map_err(|_| directory_fault(&layout.data_directory))?;
        share(&self.claim, layout)?;
        stopped
    }

    fn release(&self) -> Result<()> {
        let layout = &self.settings.layout;
        let _decision = decide(layout)?;
        self.claim
            .unlock()
            .map_err(|_| directory_fault(&layout.data_directory))?;
        match stop_unused(layout, &self.claim, || ()) {
            Ok(_) | Err(Error::ServerInUse) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        if let Err(error) = self.release() {
            log::warn!("private server not stopped: {error}");
        }
    }
}

/// Stops the server, for a process that holds no claim on it. Returns whether it was running.
///
/// # Errors
/// [`Error::ServerInUse`] when a shell uses it.
pub fn stop(layout: &Layout) -> Result<bool> {
    if !layout.data_directory.is_dir() {
        return Ok(false);
    }
    layout.prepare_data_directory()?;
    let _decision = decide(layout)?;
    stop_unused(layout, &layout.open_users_lock()?, || ())
}

/// The socket of the server that answers, whatever it takes. Under the decision lock.
fn running(settings: &Settings) -> Result<PathBuf> {
    let layout = &settings.layout;
    if let Some(socket) = answering_socket(layout) {
        return Ok(socket);
    }
    let log = match process::life(layout)? {
        Life::Ended(log) => log,
        // The shell that was starting it is gone, or its socket is: systems clean their temporary folders.
        Life::Alive => match process::wait_for_answer(layout, Patience::new(JOIN_PATIENCE))? {
            Waited::Answer(socket) => return Ok(socket),
            Waited::Ended(log) => log,
            Waited::Silence => process::end(layout)?,
        },
    };
    start(settings, log)
}

fn start(settings: &Settings, log: File) -> Result<PathBuf> {
    let layout = &settings.layout;
    process::shorten(&log).map_err(|_| directory_fault(&layout.log()))?;
    let installation = Installation::find(&settings.search_path, &layout.data_directory)?;
    process::initialise(&installation, layout, settings.durable, &log)?;
    process::start(&installation, layout, settings.durable, log)
}

fn answering_socket(layout: &Layout) -> Option<PathBuf> {
    layout.socket().filter(|socket| process::answers(socket))
}

/// Stops the server when the users lock is nobody's. Under the decision lock; the users lock stays taken.
fn stop_unused(layout: &Layout, users: &File, farewell: impl FnOnce()) -> Result<bool> {
    match users.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::ServerInUse),
        Err(TryLockError::Error(_)) => return Err(directory_fault(&layout.data_directory)),
    }
    if matches!(process::life(layout)?, Life::Ended(_)) {
        return Ok(false);
    }
    farewell();
    process::end(layout)?;
    layout.remove_runtime_directory();
    Ok(true)
}

/// Waits for the right to decide; given back when the returned file is dropped.
fn decide(layout: &Layout) -> Result<File> {
    let lock = layout.open_decision_lock()?;
    acquire(layout, || lock.try_lock())?;
    Ok(lock)
}

/// Takes this shell's share of the users lock.
fn share(claim: &File, layout: &Layout) -> Result<()> {
    acquire(layout, || claim.try_lock_shared())
}

/// A bounded wait: a shell that hangs must not hang the others.
fn acquire(layout: &Layout, attempt: impl Fn() -> std::result::Result<(), TryLockError>) -> Result<()> {
    let mut patience = Patience::new(DECISION_PATIENCE);
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(_)) => return Err(directory_fault(&layout.data_directory)),
            Err(TryLockError::WouldBlock) if patience.pause() => {}
            Err(TryLockError::WouldBlock) => return Err(process::start_fault(layout)),
        }
    }
}
