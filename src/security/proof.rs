//! The proof that the session held a permission when the command started.
//!
//! Its fields are private and `Session::authorize` alone makes one, after account, session and grants were read again
//! from the database. It proves a right, not a row; `ownership` decides about rows. With the database it was read from
//! it is the witness of `database::authorized`, which alone opens anything.

use std::marker::PhantomData;
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::audit_chain::Chain;
use crate::models::identifier::SessionId;
use crate::models::permission::{PermissionName, Scope};
use crate::models::user::Actor;

/// Proof of the right `P`, and what a write has to record about its author.
#[derive(Debug)]
pub struct Proof<P> {
    actor: Actor,
    scope: Scope,
    held: Vec<PermissionName>,
    operation: Operation,
    permission: PhantomData<fn() -> P>,
}

/// The command a proof was made for.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The session.
    pub session_id: SessionId,
    /// The session's chain in the journal.
    pub chain: Arc<Chain>,
    /// The command, as its declaration spells it.
    pub command: &'static str,
    /// Identifies the write, so that it is never done twice.
    pub operation_id: Uuid,
    /// When the command started.
    pub now: Timestamp,
}

impl<P> Proof<P> {
    /// Made by `Session::authorize` only.
    pub(super) fn new(actor: Actor, scope: Scope, held: Vec<PermissionName>, operation: Operation) -> Self {
        Self {
            actor,
            scope,
            held,
            operation,
            permission: PhantomData,
        }
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// How far the right reaches.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether the actor held another permission too, for what an answer may tell them; it opens nothing.
    pub fn also_holds(&self, permission: PermissionName) -> bool {
        self.held.contains(&permission)
    }

    /// The moment of the command: one for everything it writes.
    pub fn now(&self) -> Timestamp {
        self.operation.now
    }

    /// The command it was made for.
    pub fn operation(&self) -> &Operation {
        &self.operation
    }
}
