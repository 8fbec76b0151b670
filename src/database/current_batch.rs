//! What a database remembers between commands: the batch that is open on it, with its connection and what it wrote so
//! far, and the write that was recorded last.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::borrowed_connection::BorrowedConnection;
use super::executor::Undoing;
use crate::error::Error;
use crate::models::audit_entry::AuditRecord;
use crate::security::audit_chain::Chain;

/// The batch that is open on a database, shared by its clones.
#[derive(Clone, Default)]
pub(super) struct CurrentBatch(Arc<Mutex<Option<Batch>>>);

/// The operation that was recorded last on a database, shared by its clones.
#[derive(Clone, Default)]
pub(super) struct LastRecorded(Arc<Mutex<Option<Uuid>>>);

impl LastRecorded {
    pub(super) fn set(&self, operation_id: Uuid) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(operation_id);
    }

    pub(super) fn get(&self) -> Option<Uuid> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open transaction.
pub(super) struct Batch {
    pub(super) borrowed: BorrowedConnection,
    pub(super) undoing: Undoing,
    /// Why nothing of it can be kept any more.
    pub(super) loss: Option<Error>,
    /// What was written in a trial, not yet taken by whoever tells it.
    pub(super) records: Vec<AuditRecord>,
    /// The last write, to look up when the answer to the commit is lost.
    pub(super) last_operation: Option<Uuid>,
    pub(super) chains: Vec<Arc<Chain>>,
}

impl CurrentBatch {
    pub(super) fn lock(&self) -> MutexGuard<'_, Option<Batch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_open(&self) -> bool {
        self.lock().is_some()
    }

    /// Why nothing of it can be kept any more, where that is so.
    pub(super) fn loss(&self) -> Option<Error> {
        self.lock().as_ref()?.loss.clone()
    }
}

impl Batch {
    /// Notes a write that is now part of the batch.
    pub(super) fn note(&mut self, record: AuditRecord, operation_id: Uuid, chain: &Arc<Chain>) {
        if self.undoing == Undoing::EachCommand {
            self.records.push(record);
        }
        self.last_operation = Some(operation_id);
        if !self.chains.iter().any(|known| Arc::ptr_eq(known, chain)) {
            self.chains.push(Arc::clone(chain));
        }
    }

    /// What was written is not there: the chains go on from what is.
    pub(super) fn forget(&self) {
        for chain in &self.chains {
            chain.doubt(u32::MAX);
        }
    }
}
