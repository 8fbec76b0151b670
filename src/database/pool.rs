//! The only doors to the database.
//!
//! A witness (`authorized`) reads with any permission, and is consumed by a write that its permission allows (`write`).
//! The doors without one begin with `sign_in_`: for `services::authentication`, and for the check of
//! `services::policy`. Connections are made when first needed; a lost server is an error of one command, and reading
//! commands try once more by themselves (S35).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder};
use r2d2::Pool;

use super::borrowed_connection::{BorrowedConnection, ConnectionUse, MAXIMUM_CONNECTIONS};
use super::connection_manager::{ConnectionManager, LastFailure, Revival};
use super::constraint::{contact, domain_error};
use super::current_batch::CurrentBatch;
use super::executor::{Reader, Transaction};
use crate::error::{Error, Result, ServerState};

/// A connection is waited for in slices, to notice a failed attempt soon; five seconds in all.
const CHECKOUT_SLICE: Duration = Duration::from_millis(20);
const CHECKOUT_SLICES: u32 = 250;

/// A database that people work with; clones share the connections.
#[derive(Clone)]
pub struct Database {
    pool: Pool<ConnectionManager>,
    options: Opts,
    running: Arc<Mutex<RunningStatement>>,
    last_failure: LastFailure,
    pub(super) batch: CurrentBatch,
}

/// Stops the statement that a database is running, from another thread.
#[derive(Clone)]
pub struct Interrupter {
    options: Opts,
    running: Arc<Mutex<RunningStatement>>,
}

/// What runs now. It stays locked while it is being stopped: the order to stop reaches the server while the connection
/// is still used for what it was meant for, and not for the command after it.
#[derive(Debug, Default)]
struct RunningStatement {
    /// The server's number of the connection; nothing while no statement runs.
    connection: Option<u32>,
    was_stopped: bool,
}

impl Database {
    /// Names a database, and what starts its server again where that may be killed; nothing is connected yet.
    pub fn new(options: Opts, revival: Option<Revival>) -> Self {
        let last_failure = LastFailure::default();
        let manager = ConnectionManager::new(options.clone(), revival, last_failure.clone());
        let pool = Pool::builder()
            .max_size(MAXIMUM_CONNECTIONS)
            .min_idle(Some(0))
            .test_on_check_out(false)
            .connection_timeout(CHECKOUT_SLICE * CHECKOUT_SLICES)
            .error_handler(Box::new(r2d2::NopErrorHandler))
            .build_unchecked(manager);
        Self {
            pool,
            options,
            running: Arc::default(),
            last_failure,
            batch: CurrentBatch::default(),
        }
    }

    /// What stops a running statement.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter {
            options: self.options.clone(),
            running: Arc::clone(&self.running),
        }
    }

    /// Reads before anybody is signed in.
    pub(crate) fn sign_in_read<T>(&self, work: impl FnMut(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        self.read(work)
    }

    /// Every idle connection may have died with the server: a read is repeated until one is new.
    pub(super) fn read<T>(&self, mut work: impl FnMut(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        if let Some(batch) = self.batch.lock().as_mut() {
            return self.in_batch(batch, |connection| {
                ConnectionUse::in_step(work(&mut Reader::new(connection)))
            });
        }
        let mut losses = 0;
        loop {
            let borrowed = self.checkout()?;
            let result = self.with(borrowed, |connection| {
                ConnectionUse::in_step(work(&mut Reader::new(connection)))
            });
            match result {
                Err(Error::Unavailable) if losses < MAXIMUM_CONNECTIONS => losses += 1,
                result => return result,
            }
        }
    }

    /// Lends a connection, and keeps it only if it is certainly in step afterwards.
    fn with<T>(&self, mut borrowed: BorrowedConnection, work: impl FnOnce(&mut Conn) -> ConnectionUse<T>) -> Result<T> {
        // Broken until proved otherwise: a panic in `work` must not give it back.
        borrowed.is_broken = true;
        let (used, was_stopped) = self.interruptible(&mut borrowed.inner, work);
        // What stopped nothing any more would stop the next statement.
        borrowed.is_broken = was_stopped || !used.is_in_step;
        used.result.map_err(|error| self.told(error))
    }

    /// The error with whom it comes from.
    pub(super) fn told(&self, error: Error) -> Error {
        error.of_server(&contact(&self.options))
    }

    /// Runs statements that [`Interrupter`] can stop, and tells whether it was asked to.
    pub(super) fn interruptible<T>(&self, connection: &mut Conn, work: impl FnOnce(&mut Conn) -> T) -> (T, bool) {
        *lock(&self.running) = RunningStatement {
            connection: Some(connection.connection_id()),
            was_stopped: false,
        };
        let value = work(connection);
        let ran = std::mem::take(&mut *lock(&self.running));
        (value, ran.was_stopped)
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
                Ok(transaction) => conclude(transaction, work),
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
        let borrowed = self.checkout()?;
        self.with(borrowed, |connection| {
            let inner = match connection.start_transaction(mysql::TxOpts::default()) {
                Ok(inner) => inner,
                Err(error) => return ConnectionUse::out_of_step(Err(domain_error(error))),
            };
            conclude(Transaction::new(inner), work)
        })
    }

    /// Waits for a connection, but not once it is known that none can be made.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that takes connections")]
    pub(super) fn checkout(&self) -> Result<BorrowedConnection> {
        self.last_failure.take();
        for _ in 0..CHECKOUT_SLICES {
            if let Ok(connection) = self.pool.get_timeout(CHECKOUT_SLICE) {
                return Ok(connection);
            }
            if let Some(failure) = self.last_failure.take() {
                return Err(failure);
            }
        }
        Err(self.told(Error::server(ServerState::Unreachable, "")))
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
            Err(Error::Busy) => ConnectionUse::out_of_step(Err(Error::Busy)),
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

fn lock(running: &Mutex<RunningStatement>) -> MutexGuard<'_, RunningStatement> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
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

impl Interrupter {
    /// Stops the statement that runs now; its command ends with [`Error::Interrupted`] (S37).
    ///
    /// # Returns
    /// Whether one was running.
    pub fn interrupt(&self) -> bool {
        let mut running = lock(&self.running);
        let Some(connection_id) = running.connection else {
            return false;
        };
        running.was_stopped = true;
        let options = OptsBuilder::from_opts(self.options.clone());
        if let Err(error) =
            Conn::new(options).and_then(|mut connection| connection.query_drop(format!("KILL QUERY {connection_id}")))
        {
            log::warn!("the running statement could not be stopped: {}", domain_error(error));
        }
        true
    }
}
