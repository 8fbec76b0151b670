//! The write path: every change of the database, with its journal entry, exactly once (S33, S34).
//!
//! 1. The work runs in a transaction and says what it changed, or that nothing did: then nothing is written.
//! 2. The journal entry joins the same transaction, under the operation identifier of the command.
//! 3. Commit. When its answer is lost, the identifier is looked up over a new connection: present means done; absent
//!    means the transaction is done again once; no server means the outcome is unknown, and the person is told so.
//!    What cannot be done again, as a batch or the line of a file that may be done already, is settled by
//!    `Database::was_certainly_committed`.
//!
//! Deadlocks, lock waits and what another server wrote first repeat the whole transaction, with growing random pauses,
//! eight times before a person and more often for who has more patience. Anything else, a statement that took too long
//! above all, is never repeated.

use mysql::params;
use uuid::Uuid;

use super::executor::{Queries, Transaction};
use super::journal::{self, NewEntry, Recorded};
use super::pool::{Database, Step, TransactionOutcome};
use super::statements::audit_entries as statements;
use crate::error::{Error, Result};
use crate::models::audit_entry::AuditRecord;
use crate::security::proof::Proof;

/// What the work of a write did.
pub enum Written<T> {
    /// It changed something; the record goes to the journal.
    Changed(T, AuditRecord),
    /// Everything was as wanted already; nothing is written (B3).
    Unchanged(T),
}

impl Database {
    /// Writes, for the person of a proof, and records it.
    pub(super) fn write<P, T>(
        &self,
        proof: &Proof<P>,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<Written<T>>,
    ) -> Result<T> {
        let operation = proof.operation();
        let mut last_record = None;
        let value = self.recorded(operation.operation_id, |transaction| {
            last_record = None;
            let (value, record) = match work(transaction)? {
                Written::Changed(value, record) => (value, record),
                Written::Unchanged(value) => return Ok((value, None)),
            };
            let entry = NewEntry {
                session_id: Some(operation.session_id.get()),
                operation_id: operation.operation_id,
                recorded_at: operation.now,
                actor_user_id: Some(proof.actor().id.get()),
                actor_username: &proof.actor().username,
                command: operation.command,
                record: &record,
            };
            let recorded = journal::append(transaction, &operation.chain, &entry)?;
            last_record = Some(record);
            Ok((value, Some(recorded)))
        })?;
        if let Some(record) = last_record {
            self.last_recorded.set(operation.operation_id);
            if let Some(batch) = self.batch.lock().as_mut() {
                batch.note(record, operation.operation_id, &operation.chain);
            }
        }
        Ok(value)
    }

    /// Writes before anybody is signed in: throttles, sessions, and the journal of signing in.
    pub(crate) fn sign_in_write<T>(
        &self,
        operation_id: Uuid,
        work: impl FnMut(&mut Transaction<'_>) -> Result<(T, Option<Recorded>)>,
    ) -> Result<T> {
        self.recorded(operation_id, work)
    }

    /// Writes what is no business of the journal: when a session was last used, how often a password was guessed. It is
    /// not written twice: what may be kept is not tried again.
    pub(crate) fn sign_in_unrecorded<T>(&self, mut work: impl FnMut(&mut Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut rivalry = self.rivalry();
        self.past_dead_connections(|| {
            let outcome =
                rivalry.outlasted(|| self.own_transaction(|transaction| work(transaction).map(Step::Commit)))?;
            match outcome {
                TransactionOutcome::Committed(value) | TransactionOutcome::RolledBack(value) => Ok(Ok(value)),
                TransactionOutcome::Uncertain(_, Error::Unavailable) => Ok(Err(Error::Unavailable)),
                TransactionOutcome::Uncertain(_, refusal) => Err(refusal),
            }
        })?
    }

    /// Writes what is no business of the journal and may be written twice, again as long as nobody knows whether it is.
    pub(super) fn note<T>(&self, mut work: impl FnMut(&mut Transaction<'_>) -> Result<T>) -> Result<T> {
        if self.batch.is_open() {
            return self.noted(&mut work);
        }
        let mut rivalry = self.rivalry();
        self.past_dead_connections(|| rivalry.outlasted(|| self.noted(&mut work)))
    }

    fn noted<T>(&self, work: &mut impl FnMut(&mut Transaction<'_>) -> Result<T>) -> Result<T> {
        match self.one_transaction(|transaction| work(transaction).map(Step::Commit))? {
            TransactionOutcome::Committed(value) | TransactionOutcome::RolledBack(value) => Ok(value),
            TransactionOutcome::Uncertain(_, error) => Err(error),
        }
    }

    /// Whether the last write that this program recorded is that of an operation.
    pub fn has_just_recorded(&self, operation_id: Uuid) -> bool {
        self.last_recorded.get() == Some(operation_id)
    }

    fn recorded<T>(
        &self,
        operation_id: Uuid,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<(T, Option<Recorded>)>,
    ) -> Result<T> {
        if self.batch.is_open() {
            // Whatever happens to one of its writes, a batch is kept or lost as a whole: nothing is repeated.
            return match self.attempt(&mut work)? {
                TransactionOutcome::Committed(done) => Ok(settled(done)),
                TransactionOutcome::RolledBack((_, Some(_))) => {
                    Err(Error::internal("a write of a batch was done before"))
                }
                TransactionOutcome::RolledBack((value, None)) => Ok(value),
                TransactionOutcome::Uncertain(_, error) => Err(self.batch.loss().unwrap_or(error)),
            };
        }
        let mut rivalry = self.rivalry();
        let mut losses = 0;
        // What an attempt had done whose commit went unanswered.
        let mut uncertain: Option<(T, Option<Recorded>)> = None;
        loop {
            match rivalry.outlasted(|| self.attempt(&mut work)) {
                Ok(TransactionOutcome::Committed(done)) => return Ok(settled(done)),
                Ok(TransactionOutcome::RolledBack((value, recorded))) => {
                    return match (uncertain, recorded) {
                        (Some((done, _)), _) => Ok(done),
                        (None, None) => Ok(value),
                        // Another process did it: what it made is not what this attempt would have made.
                        (None, Some(_)) => Err(Error::OutcomeUnknown { operation_id }),
                    };
                }
                Ok(TransactionOutcome::Uncertain(done, error)) if uncertain.is_none() => {
                    if let Some(Recorded::Added(entry)) = &done.1 {
                        entry.doubt();
                    }
                    if self.was_committed(operation_id)? {
                        return Ok(settled(done));
                    }
                    if error == Error::Unavailable {
                        uncertain = Some(done);
                        continue;
                    }
                    // The server has answered and ended the transaction, or nobody waits any more: it is not tried
                    // again, unless another server may do it.
                    if self.was_certainly_committed(operation_id)? {
                        return Ok(settled(done));
                    }
                    if !self.may_work_again(&error) || losses == self.most_losses() {
                        return Err(error);
                    }
                    losses += 1;
                }
                Ok(TransactionOutcome::Uncertain(..)) => return Err(Error::OutcomeUnknown { operation_id }),
                // Lost before the commit was sent: the server undoes it. Every idle connection may have died with it,
                // and another server may do what this one did not.
                Err(error) if self.may_work_again(&error) && losses < self.most_losses() && uncertain.is_none() => {
                    losses += 1;
                }
                Err(error) => return self.after_failure(operation_id, uncertain, error),
            }
        }
    }

    /// Does the work once, in a transaction that is kept when there is something new to record.
    fn attempt<T>(
        &self,
        work: &mut impl FnMut(&mut Transaction<'_>) -> Result<(T, Option<Recorded>)>,
    ) -> Result<TransactionOutcome<(T, Option<Recorded>)>> {
        self.waiting.refuse_when_stopped()?;
        self.one_transaction(|transaction| {
            let done = work(transaction)?;
            Ok(match &done.1 {
                Some(Recorded::Added(_)) => Step::Commit(done),
                Some(Recorded::AlreadyThere) | None => Step::RollBack(done),
            })
        })
    }

    /// The second attempt failed: perhaps because the first one had been committed after all, too late for the look-up.
    fn after_failure<T>(
        &self,
        operation_id: Uuid,
        uncertain: Option<(T, Option<Recorded>)>,
        error: Error,
    ) -> Result<T> {
        match uncertain {
            Some(done) if self.was_committed(operation_id)? => Ok(settled(done)),
            // The first one may still be waiting for its commit, holding the very locks the second one wanted; or the
            // server that was asked now does not know of it yet, and refuses what is done.
            Some(_) => Err(Error::OutcomeUnknown { operation_id }),
            None => Err(error),
        }
    }

    /// Whether the journal has the entry of an operation.
    ///
    /// # Errors
    /// [`Error::OutcomeUnknown`] when the server cannot be asked.
    fn was_committed(&self, operation_id: Uuid) -> Result<bool> {
        let looked_up = self.read_anyway(|reader| {
            reader.first(
                statements::FIND_OPERATION,
                params! { "operation_id" => operation_id.to_string() },
                |_| Ok(()),
            )
        });
        match looked_up {
            Ok(found) => Ok(found.is_some()),
            Err(_) => Err(Error::OutcomeUnknown { operation_id }),
        }
    }

    /// The same once no transaction is under way any more that may write the entry: after a lost connection the server
    /// may be about to commit. Whoever writes the same identifier waits for that transaction, and then knows.
    ///
    /// # Errors
    /// [`Error::OutcomeUnknown`] when the server cannot be asked, or the transaction does not end.
    pub(super) fn was_certainly_committed(&self, operation_id: Uuid) -> Result<bool> {
        let looked_up = self.past_dead_connections(|| {
            self.own_transaction(|transaction| journal::has(transaction, operation_id).map(Step::RollBack))
        });
        match looked_up {
            Ok(TransactionOutcome::RolledBack(found) | TransactionOutcome::Committed(found)) => Ok(found),
            Ok(TransactionOutcome::Uncertain(..)) | Err(_) => Err(Error::OutcomeUnknown { operation_id }),
        }
    }
}

/// The value of a write that was committed; its chain goes on after it.
fn settled<T>((value, recorded): (T, Option<Recorded>)) -> T {
    if let Some(Recorded::Added(entry)) = recorded {
        entry.settle();
    }
    value
}
