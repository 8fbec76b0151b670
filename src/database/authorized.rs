//! The witness: a proof of a right together with the database that the right was read from.
//!
//! `Database::admit` alone makes one. It is the only key to what people read and write, and it opens no other database
//! than its own. It lives for one command: opening a write consumes it.
//!
//! Without a witness there is no way to the database:
//!
//! ```compile_fail,E0061
//! # use epic_events::models::identifier::CustomerReference;
//! # use epic_events::services::customers;
//! fn without_a_witness(reference: &CustomerReference) {
//!     let _ = customers::show_card(reference);
//! }
//! ```
//!
//! with one there is:
//!
//! ```
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::identifier::CustomerReference;
//! # use epic_events::models::permission::CustomerRead;
//! # use epic_events::services::customers;
//! fn with_a_witness(witness: &Authorized<CustomerRead>, reference: &CustomerReference) {
//!     let _ = customers::show_card(witness, reference);
//! }
//! ```
//!
//! The right over one's own account reads nobody else's records: no account,
//!
//! ```compile_fail,E0308
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::identifier::UserReference;
//! # use epic_events::models::permission::OwnAccount;
//! # use epic_events::services::users;
//! fn an_account(witness: &Authorized<OwnAccount>, reference: &UserReference) {
//!     let _ = users::check_update(witness, reference);
//! }
//! ```
//!
//! not even whether there is one,
//!
//! ```compile_fail,E0277
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::identifier::UserReference;
//! # use epic_events::models::permission::OwnAccount;
//! # use epic_events::services::users;
//! fn whether_there_is_an_account(witness: &Authorized<OwnAccount>, reference: &UserReference) {
//!     let _ = users::filtered_by(witness, reference);
//! }
//! ```
//!
//! no customer,
//!
//! ```compile_fail,E0308
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::identifier::CustomerReference;
//! # use epic_events::models::permission::OwnAccount;
//! # use epic_events::services::customers;
//! fn a_customer(witness: &Authorized<OwnAccount>, reference: &CustomerReference) {
//!     let _ = customers::show_card(witness, reference);
//! }
//! ```
//!
//! no contract,
//!
//! ```compile_fail,E0308
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::identifier::ContractReference;
//! # use epic_events::models::permission::OwnAccount;
//! # use epic_events::services::contracts;
//! fn a_contract(witness: &Authorized<OwnAccount>, reference: &ContractReference) {
//!     let _ = contracts::show_card(witness, reference);
//! }
//! ```
//!
//! no event,
//!
//! ```compile_fail,E0308
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::identifier::EventReference;
//! # use epic_events::models::permission::OwnAccount;
//! # use epic_events::services::events;
//! fn an_event(witness: &Authorized<OwnAccount>, reference: &EventReference) {
//!     let _ = events::show_card(witness, reference);
//! }
//! ```
//!
//! no role,
//!
//! ```compile_fail,E0308
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::permission::OwnAccount;
//! # use epic_events::models::role::RoleReference;
//! # use epic_events::services::roles;
//! fn a_role(witness: &Authorized<OwnAccount>, reference: &RoleReference) {
//!     let _ = roles::show(witness, reference);
//! }
//! ```
//!
//! no session,
//!
//! ```compile_fail,E0308
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::page::Page;
//! # use epic_events::models::permission::OwnAccount;
//! # use epic_events::models::session::{OpenSession, SessionSort};
//! # use epic_events::services::sessions;
//! fn sessions_of_others(witness: &Authorized<OwnAccount>, page: &Page<SessionSort, OpenSession>) {
//!     let _ = sessions::list(witness, page);
//! }
//! ```
//!
//! and nothing of the journal:
//!
//! ```compile_fail,E0308
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::models::permission::OwnAccount;
//! # use epic_events::services::audit;
//! fn the_journal(witness: &Authorized<OwnAccount>) {
//!     let _ = audit::names(witness);
//! }
//! ```
//!
//! A right to read opens no write,
//!
//! ```compile_fail,E0599
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::database::write::Written;
//! # use epic_events::models::permission::CustomerRead;
//! fn with_a_right_to_read(witness: Authorized<CustomerRead>) {
//!     let _ = witness.write(|_, _| Ok(Written::Unchanged(())));
//! }
//! ```
//!
//! a right to write does:
//!
//! ```
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::database::write::Written;
//! # use epic_events::models::permission::CustomerUpdate;
//! fn with_a_right_to_write(witness: Authorized<CustomerUpdate>) {
//!     let _ = witness.write(|_, _| Ok(Written::Unchanged(())));
//! }
//! ```
//!
//! and no witness opens a database that it was not made for:
//!
//! ```compile_fail,E0624
//! # use epic_events::database::authorized::Authorized;
//! # use epic_events::database::pool::Database;
//! # use epic_events::models::permission::CustomerRead;
//! fn on_another_database(other: &Database, witness: &Authorized<CustomerRead>) {
//!     let _ = other.read(|_| Ok(()));
//! }
//! ```

use std::ops::Deref;

use uuid::Uuid;

use super::executor::{Reader, Transaction};
use super::pool::Database;
use super::write::Written;
use crate::error::Result;
use crate::models::permission::{OwnAccount, WritePermission};
use crate::security::proof::Proof;

/// Proof of the right `P` on one database.
pub struct Authorized<P> {
    proof: Proof<P>,
    database: Database,
}

/// What the right proves: who acts, how far it reaches, since when.
impl<P> Deref for Authorized<P> {
    type Target = Proof<P>;

    fn deref(&self) -> &Proof<P> {
        &self.proof
    }
}

impl Database {
    /// The witness of a right that was read from this database, just now.
    pub(crate) fn admit<P>(&self, proof: Proof<P>) -> Authorized<P> {
        Authorized {
            proof,
            database: self.clone(),
        }
    }
}

impl<P> Authorized<P> {
    /// Its database, for what is done beside any right: counting how often a password was guessed.
    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    /// Reads.
    ///
    /// `work` may run again when the server is lost: it must not have shown anything by then.
    pub fn read<T>(&self, work: impl FnMut(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        self.database.read(work)
    }

    /// Opens a batch, which the first failure ends. Every write in it still wants a witness of its own.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable) and its kin;
    /// [`Error::Internal`](crate::error::Error::Internal) when one is open.
    pub fn begin_batch(&self) -> Result<()> {
        self.database.begin_batch()
    }

    /// Opens a batch that will be undone, in which each command is told by itself and may fail by itself.
    ///
    /// # Errors
    /// Those of [`begin_batch`](Self::begin_batch).
    pub fn begin_trial(&self) -> Result<()> {
        self.database.begin_trial()
    }

    /// Whether a write is done, once nobody is at it any more.
    ///
    /// # Errors
    /// [`Error::OutcomeUnknown`](crate::error::Error::OutcomeUnknown) when the server cannot be asked, or whoever is at
    /// it does not end.
    pub fn settle_operation(&self, operation_id: Uuid) -> Result<bool> {
        self.database.was_certainly_committed(operation_id)
    }
}

impl Authorized<OwnAccount> {
    /// Writes what is no business of the journal and may be written twice: how far a command file is. Joins the batch,
    /// where one is open.
    ///
    /// `work` may run several times, each in a transaction of its own.
    pub(crate) fn note<T>(&self, work: impl FnMut(&mut Transaction<'_>) -> Result<T>) -> Result<T> {
        self.database.note(work)
    }
}

impl<P: WritePermission> Authorized<P> {
    /// Writes, and records it. Consumes the witness: one command, one write.
    ///
    /// `work` may run several times, each in a transaction of its own of which at most one is kept.
    pub fn write<T>(self, mut work: impl FnMut(&mut Transaction<'_>, &Self) -> Result<Written<T>>) -> Result<T> {
        self.database.write(&self.proof, |transaction| work(transaction, &self))
    }
}
