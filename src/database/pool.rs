//! The only doors to the database.
//!
//! A witness (`authorized`) reads with any permission, and is consumed by a write that its permission allows (`write`).
//! The doors without one begin with `sign_in_`: for `services::authentication`, and for the check of
//! `services::policy`. Connections are made when first needed; a lost server is an error of one command, and reading
//! commands try once more by themselves (S35).

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use mysql::Conn;
use r2d2::Pool;

use super::borrowed_connection::{BorrowedConnection, ConnectionUse, MAXIMUM_CONNECTIONS};
use super::connection_manager::{Attempts, ConnectionManager, Revival};
use super::constraint::domain_error;
use super::current_batch::{CurrentBatch, LastRecorded};
use super::executor::{Reader, Transaction};
use super::hosts::{Host, Hosts};
use super::rivalry::Rivalry;
use super::server_clock::ServerClock;
use super::waiting::{Cut, Interrupter, Waiting, error_of};
use crate::clock::Clock;
use crate::error::{Error, Result, ServerState};

/// A connection is waited for in slices, to notice soon that nobody waits any more.
const CHECKOUT_SLICE: Duration = Duration::from_millis(20);

/// A database that people work with; clones share the connections.
#[derive(Clone)]
pub struct Database {
    pool: Pool<ConnectionManager>,
    hosts: Hosts,
    pub(super) waiting: Waiting,
    clock: ServerClock,
    attempts: Attempts,
    pub(super) batch: CurrentBatch,
    pub(super) last_recorded: LastRecorded,
}

impl Database {
    /// Names a database by its servers, and what starts its server again where that may be killed; nothing is connected
    /// yet.
    pub fn new(hosts: impl Into<Hosts>, revival: Option<Revival>) -> Self {
        let hosts = hosts.into();
        let attempts = Attempts::default();
        let clock = ServerClock::default();
        let manager = ConnectionManager::new(hosts.clone(), revival, attempts.clone(), clock.clone());
        let pool = Pool::builder()
            .max_size(MAXIMUM_CONNECTIONS)
            .min_idle(Some(0))
            .test_on_check_out(false)
            .error_handler(Box::new(r2d2::NopErrorHandler))
            .build_unchecked(manager);
        Self {
            pool,
            waiting: Waiting::new(),
            clock,
            hosts,
            attempts,
            batch: CurrentBatch::default(),
            last_recorded: LastRecorded::default(),
        }
    }

    /// Sets a clock by that of the server, which dates what everybody does.
    ///
    /// # Returns
    /// How far the server was ahead, where it had to be set.
    pub fn set_clock(&self, clock: &Clock) -> Option<SignedDuration> {
        self.clock.set(clock)
    }

    /// A command begins, which waits for the server that long at most without an answer.
    pub fn begin_command(&self, patience: Duration) {
        self.waiting.begin(patience);
    }

    /// Has somebody told, once a command, that the server is waited for.
    pub fn tell_of_waits(&self, notice: impl Fn() + Send + Sync + 'static) {
        self.waiting.set_notice(Arc::new(notice));
    }

    /// What ends the wait of a command.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter::of(&self.waiting)
    }

    /// The same database for somebody whose waits are nobody else's.
    #[must_use]
    pub fn apart(&self, patience: Duration) -> Self {
        let waiting = Waiting::new();
        waiting.begin(patience);
        Self {
            waiting,
            ..self.clone()
        }
    }

    /// Reads before anybody is signed in.
    pub(crate) fn sign_in_read<T>(&self, work: impl FnMut(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        self.read(work)
    }

    /// Reads, unless the command was stopped.
    pub(super) fn read<T>(&self, work: impl FnMut(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        self.waiting.refuse_when_stopped()?;
        self.read_anyway(work)
    }

    pub(super) fn read_anyway<T>(&self, mut work: impl FnMut(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        if let Some(batch) = self.batch.lock().as_mut() {
            return self.in_batch(batch, |connection| {
                ConnectionUse::in_step(work(&mut Reader::new(connection).waited_for(&self.waiting)))
            });
        }
        self.past_dead_connections(|| {
            let (result, ending) = self.with(self.checkout()?, |connection| {
                ConnectionUse::in_step(work(&mut Reader::new(connection).waited_for(&self.waiting)))
            });
            result.map_err(|error| ending.told(error))
        })
    }

    /// Lends a connection, and keeps it only if it is certainly in step afterwards.
    fn with<T>(
        &self,
        mut borrowed: BorrowedConnection,
        work: impl FnOnce(&mut Conn) -> ConnectionUse<T>,
    ) -> (Result<T>, Ending) {
        // Broken until proved otherwise: a panic in `work` must not give it back.
        borrowed.is_broken = true;
        let (used, ending) = self.on(&mut borrowed, work);
        // What stopped nothing any more would stop the next statement.
        borrowed.is_broken = ending.cut.is_some() || !used.is_in_step;
        (used.result, ending)
    }

    /// Runs work on a connection, for as long as somebody waits.
    pub(super) fn on<T>(
        &self,
        borrowed: &mut BorrowedConnection,
        work: impl FnOnce(&mut Conn) -> ConnectionUse<T>,
    ) -> (ConnectionUse<T>, Ending) {
        let host = borrowed.host.clone();
        let (used, cut) = match &mut borrowed.inner {
            Ok(connection) => self
                .waiting
                .for_answer((connection, host.options()), work, ConnectionUse::is_answered),
            Err(error) => (ConnectionUse::out_of_step(Err(error.clone())), None),
        };
        let ending = Ending { cut, host };
        if let Err(error) = &used.result {
            self.rest_unless_able(error, &ending);
        }
        (used, ending)
    }

    /// A server that was not able to do this, or kept silent, is asked last for a while.
    fn rest_unless_able(&self, error: &Error, ending: &Ending) {
        let is_unable = match ending.cut {
            None => self.hosts.may_help(error),
            Some(cut) => cut == Cut::OutOfPatience,
        };
        if is_unable {
            self.hosts.rest(&ending.host);
        }
    }

    /// Runs one transaction: committed when `work` says so, rolled back otherwise. While a batch is open it is a part
    /// of that.
    pub(super) fn one_transaction<T>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<Step<T>>,
    ) -> Result<TransactionOutcome<T>> {
        if let Some(batch) = self.batch.lock().as_mut() {
            let undoing = batch.undoing;
            return self.in_batch(batch, |connection| match Transaction::part_of(connection, undoing) {
                Ok(transaction) => conclude(self.as_here(transaction), work),
                Err(error) => ConnectionUse::out_of_step(Err(error)),
            });
        }
        self.own_transaction(work)
    }

    /// The same beside any batch.
    pub(super) fn own_transaction<T>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<Step<T>>,
    ) -> Result<TransactionOutcome<T>> {
        let (result, ending) = self.with(self.checkout()?, |connection| {
            let inner = match connection.start_transaction(mysql::TxOpts::default()) {
                Ok(inner) => inner,
                Err(error) => return ConnectionUse::out_of_step(Err(domain_error(error))),
            };
            conclude(self.as_here(Transaction::new(inner)), work)
        });
        match result {
            Ok(TransactionOutcome::Uncertain(value, error)) => {
                self.rest_unless_able(&error, &ending);
                Ok(TransactionOutcome::Uncertain(value, ending.told(error)))
            }
            result => result.map_err(|error| ending.told(error)),
        }
    }

    /// A transaction for whoever waits, on these servers.
    fn as_here<'connection>(&self, transaction: Transaction<'connection>) -> Transaction<'connection> {
        transaction
            .waited_for(&self.waiting)
            .among_servers(self.hosts.are_clustered())
    }

    /// How long others may be in the way of a command that begins now.
    pub(super) fn rivalry(&self) -> Rivalry {
        Rivalry::within(self.waiting.patience(), self.hosts.are_clustered())
    }

    /// Does again what was lost with its connection, until none can have been an idle one that had died with the
    /// server, or what another server may do.
    pub(super) fn past_dead_connections<T>(&self, mut attempt: impl FnMut() -> Result<T>) -> Result<T> {
        for _ in 0..self.most_losses() {
            match attempt() {
                Err(error) if self.may_work_again(&error) => {}
                result => return result,
            }
        }
        attempt()
    }

    /// How often something may be lost with its connection before every idle connection and every server was tried.
    pub(super) fn most_losses(&self) -> usize {
        MAXIMUM_CONNECTIONS as usize + self.hosts.count() - 1
    }

    /// Whether what failed so may work on another connection, or on another server.
    pub(super) fn may_work_again(&self, error: &Error) -> bool {
        *error == Error::Unavailable || self.hosts.may_help(error)
    }

    /// Waits for a connection.
    ///
    /// # Returns
    /// One that is open.
    ///
    /// # Errors
    /// Why none can be made now.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that takes connections")]
    pub(super) fn checkout(&self) -> Result<BorrowedConnection> {
        let attempts = self.attempts.count();
        let found = self.waiting.for_connection(|| {
            let mut found = self.pool.get_timeout(CHECKOUT_SLICE).ok()?;
            // What was written on another server must be seen by whoever reads next.
            let is_left = found.is_left(&self.hosts);
            found.is_broken |= is_left;
            (!is_left && !found.is_old_refusal(attempts)).then_some(found)
        });
        let borrowed = found.map_err(|cut| {
            let host = self.hosts.preferred();
            Ending { cut: Some(cut), host }.told(Error::Unavailable)
        })?;
        match &borrowed.inner {
            Ok(_) => Ok(borrowed),
            Err(error) => Err(error.clone()),
        }
    }
}

/// How the use of a connection ended: where, and whether somebody ended it.
pub(super) struct Ending {
    pub(super) cut: Option<Cut>,
    host: Host,
}

impl Ending {
    /// The error with whom it comes from.
    pub(super) fn told(&self, error: Error) -> Error {
        error_of(self.cut, error).of_server(&self.host.contact())
    }
}

/// Runs the work of a transaction and ends it as the work wishes.
fn conclude<T>(
    mut transaction: Transaction<'_>,
    work: impl FnOnce(&mut Transaction<'_>) -> Result<Step<T>>,
) -> ConnectionUse<TransactionOutcome<T>> {
    match work(&mut transaction) {
        Ok(Step::Commit(value)) => match transaction.commit() {
            Ok(()) => ConnectionUse::in_step(Ok(TransactionOutcome::Committed(value))),
            // The transaction has undone itself when it was dropped.
            Err(Error::Busy) => ConnectionUse::in_step(Err(Error::Busy)),
            // Refused before anything was kept.
            Err(Error::Server(refusal)) if refusal.state == ServerState::ReadOnly => {
                ConnectionUse::out_of_step(Err(Error::Server(refusal)))
            }
            // Lost, or answered with a refusal: only the journal knows.
            Err(error) => ConnectionUse::out_of_step(Ok(TransactionOutcome::Uncertain(value, error))),
        },
        Ok(Step::RollBack(value)) => {
            ConnectionUse::when(transaction.leave().is_ok(), Ok(TransactionOutcome::RolledBack(value)))
        }
        Err(error) => ConnectionUse::when(transaction.rollback() == Ok(true), Err(error)),
    }
}

/// How one transaction ended.
pub(super) enum TransactionOutcome<T> {
    /// It is written.
    Committed(T),
    /// It was undone, as `work` wished.
    RolledBack(T),
    /// The commit was not answered with success: why.
    Uncertain(T, Error),
}

/// What the work of a transaction wants done with it.
pub(super) enum Step<T> {
    /// Keep it.
    Commit(T),
    /// Undo it: nothing of it is new.
    RollBack(T),
}
