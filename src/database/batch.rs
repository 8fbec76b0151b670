//! Several commands in one transaction: all of them are kept, or none.
//!
//! While a batch is open, every read and every write of its [`Database`] runs on one connection. A command that fails
//! undoes itself where the batch was opened for that, and ends the batch otherwise. Whatever the server undoes by
//! itself (a lost connection, a deadlock, an interrupted statement) undoes the whole batch: it is then lost, and every
//! further command says so. Nothing is repeated.
//!
//! What is no business of the journal, such as the last use of a session, is written beside the batch.

use super::borrowed_connection::{BorrowedConnection, ConnectionUse};
use super::constraint::domain_error;
use super::current_batch::Batch;
use super::executor::Undoing;
use super::pool::Database;
use super::waiting::error_of;
use crate::error::{Error, Result};
use crate::models::audit_entry::AuditRecord;
use mysql::Conn;
use mysql::prelude::Queryable;

impl Database {
    pub(super) fn begin_batch(&self) -> Result<()> {
        self.open_batch(Undoing::Everything)
    }

    pub(super) fn begin_trial(&self) -> Result<()> {
        self.open_batch(Undoing::EachCommand)
    }

    fn open_batch(&self, undoing: Undoing) -> Result<()> {
        if self.batch.is_open() {
            return Err(Error::internal("a batch is open already"));
        }
        *self.batch.lock() = Some(Batch {
            borrowed: self.begin_transaction()?,
            undoing,
            loss: None,
            records: Vec::new(),
            last_operation: None,
            chains: Vec::new(),
        });
        Ok(())
    }

    /// A connection with an open transaction.
    fn begin_transaction(&self) -> Result<BorrowedConnection> {
        self.past_dead_connections(|| {
            let mut borrowed = self.checkout()?;
            self.in_wait(&mut borrowed, "START TRANSACTION")?;
            // Never given back while the transaction is open.
            borrowed.is_broken = true;
            Ok(borrowed)
        })
    }

    /// Begins or ends the transaction of a batch.
    fn in_wait(&self, borrowed: &mut BorrowedConnection, statement: &str) -> Result<()> {
        let (used, ending) = self.on(borrowed, |connection| {
            ConnectionUse::in_step(connection.query_drop(statement).map_err(domain_error))
        });
        // What stopped nothing any more would stop the next statement: see `Database::with`.
        borrowed.is_broken = ending.cut.is_some() || used.result.is_err();
        used.result.map_err(|error| ending.told(error))
    }

    /// What was written in the trial since the last call.
    pub fn take_trial_records(&self) -> Vec<AuditRecord> {
        let mut batch = self.batch.lock();
        batch
            .as_mut()
            .map(|batch| std::mem::take(&mut batch.records))
            .unwrap_or_default()
    }

    /// Keeps everything the batch wrote.
    ///
    /// # Errors
    /// The error with which the batch was lost, and nothing is kept; [`Error::OutcomeUnknown`] when the server does not
    /// answer to the commit and cannot be asked.
    pub fn commit_batch(&self) -> Result<()> {
        let Some(mut batch) = self.batch.lock().take() else {
            return Err(Error::internal("no batch is open"));
        };
        if let Some(error) = batch.loss.take() {
            batch.forget();
            return Err(error);
        }
        let Err(error) = self.in_wait(&mut batch.borrowed, "COMMIT") else {
            return Ok(());
        };
        batch.forget();
        let operation = batch.last_operation;
        // The connection first: its end is what the server may be waiting for.
        drop(batch);
        match operation {
            Some(operation) if self.was_certainly_committed(operation)? => Ok(()),
            _ => Err(error),
        }
    }

    /// Undoes everything the batch wrote, if one is open; the server does so by itself when it cannot be told.
    pub fn roll_back_batch(&self) {
        let Some(mut batch) = self.batch.lock().take() else {
            return;
        };
        batch.forget();
        if batch.loss == Some(Error::Unavailable) {
            return;
        }
        let is_undone = self.in_wait(&mut batch.borrowed, "ROLLBACK").is_ok();
        batch.borrowed.is_broken |= !is_undone || batch.loss.is_some();
    }

    /// Runs work on the connection of the batch, unless the batch is lost.
    pub(super) fn in_batch<T>(&self, batch: &mut Batch, work: impl FnOnce(&mut Conn) -> ConnectionUse<T>) -> Result<T> {
        if let Some(error) = &batch.loss {
            return Err(error.clone());
        }
        let (used, ending) = self.on(&mut batch.borrowed, work);
        // After a deadlock the server has undone the whole transaction, after a lock wait only the statement: which one
        // it was is not worth telling apart.
        let is_whole = ending.cut.is_none() && used.is_in_step && !matches!(used.result, Err(Error::Busy));
        let result = used.result.map_err(|error| ending.told(error));
        if !is_whole {
            batch.loss = Some(match &result {
                Err(error) => error.clone(),
                Ok(_) => error_of(ending.cut, Error::Unavailable),
            });
        }
        result
    }
}
