//! What signals do (S37): Ctrl-C stops the running statement and leaves the session open; SIGTERM and SIGHUP close the
//! session row and end the program with the terminal as it was.

use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, PoisonError};

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::database::pool::{Database, Interrupter};
use crate::models::identifier::SessionId;
use crate::services::authentication::close_terminated;

/// What a signal needs to know of the program; shared with the thread that waits for signals.
#[derive(Clone, Default)]
pub struct SignalTarget(Arc<Mutex<Target>>);

#[derive(Default)]
struct Target {
    interrupter: Option<Interrupter>,
    session: Option<(Database, SessionId)>,
    ends_on_interrupt: bool,
}

impl SignalTarget {
    /// Ctrl-C ends the program when no statement runs: there is no prompt to go back to.
    pub fn end_on_interrupt(&self) {
        self.lock(|target| target.ends_on_interrupt = true);
    }

    /// The statements to stop are those of this database.
    pub fn watch(&self, database: &Database) {
        self.lock(|target| target.interrupter = Some(database.interrupter()));
    }

    /// The session row to close.
    pub fn set_session(&self, session: Option<(Database, SessionId)>) {
        self.lock(|target| target.session = session);
    }

    fn lock<T>(&self, work: impl FnOnce(&mut Target) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Starts the thread that waits for signals.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn listen(&self) -> std::io::Result<()> {
        let terminal = tcgetattr(std::io::stdin().as_fd()).ok();
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
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
            let interrupter = self.lock(|target| target.interrupter.clone());
            let has_stopped = interrupter.is_some_and(|interrupter| interrupter.interrupt());
            if has_stopped || !self.lock(|target| target.ends_on_interrupt) {
                return;
            }
        }
        self.end(signal, terminal);
    }

    fn end(&self, signal: i32, terminal: Option<&Termios>) {
        if let Some((database, session)) = self.lock(|target| target.session.take()) {
            close_terminated(&database, session);
        }
        if let Some(terminal) = terminal {
            // The terminal may have gone, which is why we are here.
            let _ = tcsetattr(std::io::stdin().as_fd(), OptionalActions::Now, terminal);
        }
        std::process::exit(128 + signal);
    }
}
