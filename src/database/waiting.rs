//! How long a command waits for the server, and who ends the wait before (S34, S37).
//!
//! One patience holds for everything that does not come, over all attempts: a connection, an answer, a lock. Whatever
//! is answered renews it. Ctrl-C asks the server to stop the statement; where the server does not hear of it, or
//! patience runs out, the socket is shut down under the statement. What was left open by that is settled by the write
//! path, for which a little patience is kept aside.

use std::os::fd::{AsRawFd, RawFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder};
use nix::sys::socket::{Shutdown, shutdown};

use super::connection_manager::{Purpose, open_in_time};
use super::constraint::domain_error;
use crate::clock::Clock;
use crate::error::{Error, Result, ServerState};

/// What a person waits at most without an answer.
pub const PATIENCE_OF_A_PERSON: Duration = Duration::from_secs(10);
/// Kept aside: to ask, after a wait that was cut, whether the write is done.
const SETTLING: Duration = Duration::from_millis(500);
/// How long the server has to stop a statement by itself.
const STOPPING: Duration = Duration::from_millis(300);
/// After that a person is told that there is a wait.
const SILENCE: Duration = Duration::from_secs(1);
/// How often waits are looked at.
const LOOK: Duration = Duration::from_millis(50);
/// After that many looks at nothing, nobody looks any more.
const IDLE_LOOKS: u32 = 20;

/// Why a wait ended before its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Somebody pressed Ctrl-C, or ends the program.
    Stopped,
    /// Patience ran out.
    OutOfPatience,
}

/// The waits of one database; clones share them.
#[derive(Clone)]
pub(super) struct Waiting {
    stopwatch: Clock,
    state: Arc<Mutex<State>>,
}

/// Ends the wait of a database, from another thread.
#[derive(Clone)]
pub struct Interrupter(Waiting);

/// Tells whoever waits that there is a wait.
type Notice = Arc<dyn Fn() + Send + Sync>;

struct State {
    /// What a wait may take when the last one was answered.
    patience: Duration,
    /// What waits without an answer have taken since.
    spent: Duration,
    wait: Option<Wait>,
    /// Since the command began.
    was_stopped: bool,
    has_told: bool,
    notice: Option<Notice>,
    is_watched: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            patience: PATIENCE_OF_A_PERSON,
            spent: Duration::ZERO,
            wait: None,
            was_stopped: false,
            has_told: false,
            notice: None,
            is_watched: false,
        }
    }
}

/// A wait that ends with the value, if not before.
struct OpenWait<'waiting>(&'waiting Waiting);

impl Drop for OpenWait<'_> {
    fn drop(&mut self) {
        self.0.leave(false);
    }
}

/// Its moments are those of the stopwatch.
struct Wait {
    since: Duration,
    /// Nothing while a connection is waited for.
    statement: Option<Statement>,
    cut: Option<Cut>,
    /// When the socket is shut down.
    end: Option<Duration>,
}

/// What runs on a connection.
#[derive(Clone)]
struct Statement {
    /// How its server is reached to be asked to stop it.
    options: Opts,
    /// The server's number of the connection.
    connection_id: u32,
    /// Of the connection, which is not closed while its statement is waited for.
    socket: RawFd,
}

impl Waiting {
    pub(super) fn new() -> Self {
        Self {
            stopwatch: Clock::system(),
            state: Arc::default(),
        }
    }

    /// What whoever waits has of it.
    pub(super) fn patience(&self) -> Duration {
        self.lock().patience
    }

    /// A command begins: nothing has been waited for, and nobody has stopped it.
    pub(super) fn begin(&self, patience: Duration) {
        let mut state = self.lock();
        state.patience = patience;
        state.spent = Duration::ZERO;
        state.was_stopped = false;
        state.has_told = false;
    }

    /// Who tells a person that the server is slow.
    pub(super) fn set_notice(&self, notice: Notice) {
        self.lock().notice = Some(notice);
    }

    /// # Errors
    /// [`Error::Interrupted`] where the command was stopped already: it tries nothing more.
    pub(super) fn refuse_when_stopped(&self) -> Result<()> {
        if self.lock().was_stopped {
            return Err(Error::Interrupted);
        }
        Ok(())
    }

    /// Runs statements on a connection, which was made by these options; they are given up when they are stopped or
    /// take too long.
    ///
    /// # Returns
    /// Their result, and why they were given up.
    pub(super) fn for_answer<T>(
        &self,
        (connection, options): (&mut Conn, &Opts),
        work: impl FnOnce(&mut Conn) -> T,
        is_answer: impl FnOnce(&T) -> bool,
    ) -> (T, Option<Cut>) {
        self.enter(Some(Statement {
            options: options.clone(),
            connection_id: connection.connection_id(),
            socket: connection.as_raw_fd(),
        }));
        // A panic of the work, which the shell survives, must not leave the wait behind.
        let wait = OpenWait(self);
        let value = work(connection);
        let is_answered = is_answer(&value);
        (value, wait.0.leave(is_answered))
    }

    /// Asks for a connection again and again until there is one or a reason that there is none.
    ///
    /// # Returns
    /// What was found; nothing when the wait was cut.
    pub(super) fn for_connection<T>(&self, mut look: impl FnMut() -> Option<T>) -> std::result::Result<T, Cut> {
        self.enter(None);
        loop {
            let found = look();
            let cut = self.lock().wait.as_ref().and_then(|wait| wait.cut);
            match (found, cut) {
                // Somebody was told that it is stopped.
                (_, Some(cut @ Cut::Stopped)) | (None, Some(cut)) => {
                    self.leave(false);
                    return Err(cut);
                }
                (Some(found), _) => {
                    // To be connected is no answer yet.
                    self.leave(false);
                    return Ok(found);
                }
                (None, None) => {}
            }
        }
    }

    /// A statement of several was answered: the next one may take as long.
    pub(super) fn renew(&self) {
        let now = self.stopwatch.monotonic();
        let mut state = self.lock();
        state.spent = Duration::ZERO;
        if let Some(wait) = &mut state.wait {
            wait.since = now;
        }
    }

    fn enter(&self, statement: Option<Statement>) {
        let mut state = self.lock();
        state.wait = Some(Wait {
            since: self.stopwatch.monotonic(),
            statement,
            cut: None,
            end: None,
        });
        if !std::mem::replace(&mut state.is_watched, true) {
            drop(state);
            self.watch();
        }
    }

    fn leave(&self, is_answered: bool) -> Option<Cut> {
        let mut state = self.lock();
        let wait = state.wait.take()?;
        match wait.cut {
            Some(_) => state.keep_settling(),
            None if is_answered => state.spent = Duration::ZERO,
            None => state.spent += self.stopwatch.monotonic().saturating_sub(wait.since),
        }
        wait.cut
    }

    /// Looks at the waits until there are none for a while.
    fn watch(&self) {
        let waiting = self.clone();
        let watch = move || {
            let mut idle = 0;
            loop {
                thread::sleep(LOOK);
                idle = if waiting.look() { 0 } else { idle + 1 };
                if idle >= IDLE_LOOKS && waiting.stops_looking() {
                    return;
                }
            }
        };
        if let Err(error) = thread::Builder::new().name(String::from("waits")).spawn(watch) {
            log::warn!("waits are not bounded: {error}");
            self.lock().is_watched = false;
        }
    }

    /// Whether nobody has to look, unless a wait has begun just now.
    fn stops_looking(&self) -> bool {
        let mut state = self.lock();
        state.is_watched = state.wait.is_some();
        !state.is_watched
    }

    /// Whether there is a wait; it is told or ended when it is time.
    fn look(&self) -> bool {
        let now = self.stopwatch.monotonic();
        let mut state = self.lock();
        let left = state.patience.saturating_sub(state.spent);
        let Some(wait) = &mut state.wait else {
            return false;
        };
        let waited = now.saturating_sub(wait.since);
        if wait.cut.is_none() && waited >= left {
            wait.cut = Some(Cut::OutOfPatience);
            wait.end = Some(now);
        }
        if wait.end.is_some_and(|end| end <= now) {
            wait.give_up();
        }
        let notice = (waited >= SILENCE && wait.cut.is_none() && !state.has_told).then(|| state.notice.clone());
        if let Some(notice) = notice {
            state.has_told = true;
            drop(state);
            notice.inspect(|notice| notice());
        }
        true
    }

    /// Asks the server to stop a statement, without waiting for that.
    fn kill(statement: Statement) {
        let options = OptsBuilder::from_opts(statement.options);
        let kill = move || {
            let killed = open_in_time(options, Purpose::Question).and_then(|mut opened| {
                opened
                    .connection
                    .query_drop(format!("KILL QUERY {}", statement.connection_id))
                    .map_err(domain_error)
            });
            if let Err(error) = killed {
                log::debug!("the server was not asked to stop a statement: {error}");
            }
        };
        if let Err(error) = thread::Builder::new().name(String::from("stop")).spawn(kill) {
            log::debug!("the server was not asked to stop a statement: {error}");
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn keep_settling(&mut self) {
        self.spent = self.patience.saturating_sub(SETTLING);
    }
}

impl Wait {
    /// Shuts the socket down: whoever reads from it is told that the connection is lost.
    fn give_up(&mut self) {
        self.end = None;
        if let Some(statement) = &self.statement
            && let Err(error) = shutdown(statement.socket, Shutdown::Both)
        {
            log::debug!("a socket could not be shut down: {error}");
        }
    }
}

impl Interrupter {
    pub(super) fn of(waiting: &Waiting) -> Self {
        Self(waiting.clone())
    }

    /// From now on nobody is told of a wait.
    pub fn silence(&self) {
        self.0.lock().notice = None;
    }

    /// Stops what is waited for now; its command ends with [`Error::Interrupted`] (S37). A command that waits for
    /// nothing at this moment ends when it next would.
    ///
    /// # Returns
    /// Whether there was a wait.
    pub fn interrupt(&self) -> bool {
        let mut state = self.0.lock();
        state.was_stopped = true;
        let Some(wait) = &mut state.wait else {
            return false;
        };
        if wait.cut.is_none() {
            wait.cut = Some(Cut::Stopped);
            wait.end = Some(self.0.stopwatch.monotonic() + STOPPING);
            if let Some(statement) = wait.statement.clone() {
                drop(state);
                Waiting::kill(statement);
            }
        }
        true
    }

    /// The same for a program that ends: the order to stop must have left it, or the socket be shut down, before.
    pub fn interrupt_for_good(&self) {
        self.interrupt();
        let end = self.0.stopwatch.monotonic() + STOPPING + LOOK;
        while self.0.lock().wait.is_some() && self.0.stopwatch.monotonic() < end {
            thread::sleep(LOOK / 5);
        }
    }
}

/// The error of a wait that may have been cut: a connection that was shut down looks like one that is lost.
pub(super) fn error_of(cut: Option<Cut>, error: Error) -> Error {
    match (cut, error) {
        (Some(Cut::Stopped), Error::Unavailable) => Error::Interrupted,
        (Some(Cut::OutOfPatience), Error::Unavailable) => Error::server(ServerState::Silent, ""),
        (_, error) => error,
    }
}
