//! What signals do (S37): Ctrl-C stops the running statement and leaves the session open; SIGTERM, SIGHUP and SIGQUIT
//! end the program: the running statement is stopped, the session row closed, the private server left, the terminal put
//! back.
//!
//! While the program ends, the locks of the target are kept: the main thread, which may be leaving too, waits at its
//! next use of them instead of undoing what is done here.

use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::database::pool::Database;
use crate::database::waiting::Interrupter;
use crate::demonstration::local_server::LocalServer;
use crate::error::{Error, Result};
use crate::models::identifier::SessionId;
use crate::services::authentication::close_terminated;

/// What the server has to close the row of a session whose program is ending.
const CLOSING: Duration = Duration::from_millis(400);

/// What a signal needs to know of the program; shared with the thread that waits for signals.
#[derive(Clone, Default)]
pub struct SignalTarget {
    target: Arc<Mutex<Target>>,
    /// Apart from the rest: while a session opens, Ctrl-C must still find the statement to stop.
    session: Arc<Mutex<Option<SessionRow>>>,
}

/// The session row to close, and where it is.
pub type SessionRow = (Database, SessionId);

#[derive(Default)]
struct Target {
    interrupter: Option<Interrupter>,
    /// Weak: the last one out stops the server, and a thread that never ends must not be that one.
    servers: Vec<Weak<LocalServer>>,
    /// What undoes the modes of the line editor.
    farewell: &'static str,
    /// What a person at a terminal is told when the server is slow; nothing where none is.
    slowness: Option<&'static str>,
    on_interrupt: OnInterrupt,
    /// Whether Ctrl-C is only noted, by whoever runs many commands and stops between two of them.
    collects_interrupts: bool,
    was_interrupted: bool,
}

/// What Ctrl-C does besides stopping the statement that runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum OnInterrupt {
    /// The shell goes back to its prompt.
    #[default]
    GoesOn,
    /// The program ends when no statement runs.
    Ends,
    /// Nothing, not even that: what runs is the end.
    IsIgnored,
}

impl SignalTarget {
    /// Ctrl-C ends the program when no statement runs: there is no prompt to go back to.
    pub fn end_on_interrupt(&self) {
        self.lock(|target| target.on_interrupt = OnInterrupt::Ends);
    }

    /// From now on Ctrl-C stops the running statement and is noted; or no longer.
    pub fn collect_interrupts(&self, collects: bool) {
        self.lock(|target| {
            target.collects_interrupts = collects;
            target.was_interrupted = false;
        });
    }

    /// From now on Ctrl-C does nothing: the program ends by itself.
    pub fn ignore_interrupts(&self) {
        self.lock(|target| {
            target.on_interrupt = OnInterrupt::IsIgnored;
            // It says that Ctrl-C gives a command up.
            target.interrupter.as_ref().inspect(|interrupter| interrupter.silence());
        });
    }

    /// Whether Ctrl-C was pressed since interrupts are collected.
    pub fn was_interrupted(&self) -> bool {
        self.lock(|target| target.was_interrupted)
    }

    /// From now on a person at the terminal of standard error is told when the server is slow.
    pub fn tell_slowness(&self, text: &'static str) {
        self.lock(|target| target.slowness = Some(text));
    }

    /// The waits to end, and to tell of, are those of this database.
    pub fn watch(&self, database: &Database) {
        let slowness = self.lock(|target| {
            target.interrupter = Some(database.interrupter());
            target.slowness
        });
        if let Some(text) = slowness {
            // The thread that waits writes nothing meanwhile, but may hold the lock of the standard library.
            database.tell_of_waits(move || {
                let _ = rustix::io::write(std::io::stderr().as_fd(), text.as_bytes());
            });
        }
    }

    /// One more private server to leave.
    pub fn add_server(&self, server: &Arc<LocalServer>) {
        self.lock(|target| {
            target.servers.retain(|known| known.strong_count() > 0);
            target.servers.push(Arc::downgrade(server));
        });
    }

    /// What to write to the terminal at the end: the line editor may be in the middle of a line.
    pub fn set_farewell(&self, farewell: &'static str) {
        self.lock(|target| target.farewell = farewell);
    }

    /// There is no session row to close any more.
    pub fn forget_session(&self) {
        *self.lock_session() = None;
    }

    /// Opens a session, or fails. A signal that ends the program waits until it is known which row to close: the server
    /// has the row before the program has its number.
    pub fn open_session<T>(&self, open: impl FnOnce() -> Result<(T, SessionRow)>) -> Result<T> {
        let mut session = self.lock_session();
        let (value, opened) = open()?;
        *session = Some(opened);
        Ok(value)
    }

    fn lock<T>(&self, work: impl FnOnce(&mut Target) -> T) -> T {
        work(&mut self.target.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn lock_session(&self) -> MutexGuard<'_, Option<SessionRow>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts the thread that waits for signals.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn listen(&self) -> std::io::Result<()> {
        let terminal = tcgetattr(std::io::stdin().as_fd()).ok();
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT])?;
        let target = self.clone();
        std::thread::Builder::new()
            .name(String::from("signals"))
            .spawn(move || {
                for signal in signals.forever() {
                    target.receive(signal, terminal.as_ref());
                }
            })?;
        Ok(())
    }

    fn receive(&self, signal: i32, terminal: Option<&Termios>) {
        if signal == SIGINT {
            let (then, is_noted, interrupter) = self.lock(|target| {
                target.was_interrupted = true;
                (
                    target.on_interrupt,
                    target.collects_interrupts,
                    target.interrupter.clone(),
                )
            });
            if then == OnInterrupt::IsIgnored {
                return;
            }
            let has_stopped = interrupter.is_some_and(|interrupter| interrupter.interrupt()) || is_noted;
            if has_stopped || then != OnInterrupt::Ends {
                return;
            }
        }
        self.lock(|target| {
            target.stop_statement();
            let mut session = self.lock_session();
            if let Some((database, session)) = session.take() {
                close_terminated(&database.apart(CLOSING), session);
            }
            target.leave_servers();
            if let Some(terminal) = terminal {
                restore(terminal, target.farewell);
            }
            std::process::exit(128 + signal);
        });
    }
}

impl Target {
    /// Its locks would outlive the program until the server notices.
    fn stop_statement(&self) {
        if let Some(interrupter) = &self.interrupter {
            interrupter.interrupt_for_good();
        }
    }

    fn leave_servers(&self) {
        for server in self.servers.iter().filter_map(Weak::upgrade) {
            match server.stop(|| ()) {
                Ok(_) | Err(Error::ServerInUse) => {}
                Err(error) => log::warn!("private server not stopped: {error}"),
            }
        }
    }
}

/// Puts the terminal back as it was. It may have gone, which may be why the program ends.
fn restore(terminal: &Termios, farewell: &str) {
    let _ = tcsetattr(std::io::stdin().as_fd(), OptionalActions::Now, terminal);
    // Not through the standard library, whose lock the main thread may hold.
    let _ = rustix::io::write(std::io::stdout().as_fd(), farewell.as_bytes());
}
