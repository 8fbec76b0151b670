//! The witness: proof that the session held a permission when the command started.
//!
//! Its fields are private and `Session::authorize` alone makes one, after account,
//! session and grants were read again from the database. It lives for one command: opening a write consumes it. It proves
//! a right, not a row; `security::ownership` decides about rows.
//!
//! Without a witness there is no way to the database:
//!
//! ```compile_fail,E0061
//! # use epic_events::database::pool::Database;
//! # use epic_events::models::identifier::CustomerReference;
//! # use epic_events::services::customers;
//! fn without_a_witness(database: &Database, reference: &CustomerReference) {
//!     let _ = customers::show_card(database, reference);
//! }
//! ```
//!
//! with one there is:
//!
//! ```
//! # use epic_events::database::pool::Database;
//! # use epic_events::models::identifier::CustomerReference;
//! # use epic_events::security::authorized::Authorized;
//! # use epic_events::models::permission::CustomerRead;
//! # use epic_events::services::customers;
//! fn with_a_witness(database: &Database, witness: &Authorized<CustomerRead>, reference: &CustomerReference) {
//!     let _ = customers::show_card(database, witness, reference);
//! }
//! ```
//!
//! A right to read opens no write,
//!
//! ```compile_fail,E0277
//! # use epic_events::database::pool::Database;
//! # use epic_events::database::write::Written;
//! # use epic_events::security::authorized::Authorized;
//! # use epic_events::models::permission::CustomerRead;
//! fn with_a_right_to_read(database: &Database, witness: Authorized<CustomerRead>) {
//!     let _ = database.write(witness, |_, _| Ok(Written::Unchanged(())));
//! }
//! ```
//!
//! a right to write does:
//!
//! ```
//! # use epic_events::database::pool::Database;
//! # use epic_events::database::write::Written;
//! # use epic_events::security::authorized::Authorized;
//! # use epic_events::models::permission::CustomerUpdate;
//! fn with_a_right_to_write(database: &Database, witness: Authorized<CustomerUpdate>) {
//!     let _ = database.write(witness, |_, _| Ok(Written::Unchanged(())));
//! }
//! ```

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
pub struct Authorized<P> {
    actor: Actor,
    scope: Scope,
    held: Vec<PermissionName>,
    occasion: Occasion,
    permission: PhantomData<fn() -> P>,
}

/// The command a witness was made for.
#[derive(Debug, Clone)]
pub struct Occasion {
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

impl<P> Authorized<P> {
    /// Made by `Session::authorize` only.
    pub(super) fn new(actor: Actor, scope: Scope, held: Vec<PermissionName>, occasion: Occasion) -> Self {
        Self {
            actor,
            scope,
            held,
            occasion,
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

    /// Whether the actor held another permission too, for what an answer may tell him; it opens nothing.
    pub fn also_holds(&self, permission: PermissionName) -> bool {
        self.held.contains(&permission)
    }

    /// The moment of the command: one for everything it writes.
    pub fn now(&self) -> Timestamp {
        self.occasion.now
    }

    /// The command this witness was made for.
    pub fn occasion(&self) -> &Occasion {
        &self.occasion
    }
}
