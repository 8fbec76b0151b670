//! Adding entries to the journal, in the transaction of what they record.

use std::sync::Arc;

use mysql::{Params, params};
use uuid::Uuid;

use super::executor::{Insertion, Queries, Transaction};
use super::rows::{column, timestamp_value};
use super::statements::audit_entries as statements;
use crate::error::{Error, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::security::audit_chain::{Chain, FOREIGN_ENTRY, Link, SealedEntry};

/// An entry before it has its place in a chain.
pub struct NewEntry<'entry> {
    /// The session, when somebody is signed in.
    pub session_id: Option<u64>,
    /// Identifies the write.
    pub operation_id: Uuid,
    /// When the command started.
    pub recorded_at: jiff::Timestamp,
    /// The account, when it is known.
    pub actor_user_id: Option<u64>,
    /// The name typed or signed in with.
    pub actor_username: &'entry str,
    /// The command.
    pub command: &'entry str,
    /// What happened.
    pub record: &'entry AuditRecord,
}

/// What became of an entry.
pub(crate) enum Recorded {
    /// It is in the transaction.
    Added(Pending),
    /// An earlier attempt had written it: the whole write is done already.
    AlreadyThere,
}

/// An entry whose transaction is not committed yet. It knows its own chain: signing in may add to that of the new
/// session or to that of the refusals.
pub(crate) struct Pending {
    chain: Arc<Chain>,
    link: Link,
}

impl Pending {
    /// The transaction was committed: the chain goes on after this entry.
    pub(super) fn settle(self) {
        self.chain.advance(self.link);
    }

    /// Nobody knows whether the transaction was committed.
    pub(super) fn doubt(&self) {
        self.chain.doubt(self.link.sequence);
    }
}

/// How many changes an entry tells, which somebody reads.
const CHANGES_IN_ENTRY: usize = 1_000;

/// Adds what a command did at the end of a chain: one entry, and more where it has more changes than one tells.
///
/// The chain itself does not move before the write path knows what became of the transaction.
pub(crate) fn append(transaction: &mut Transaction<'_>, chain: &Arc<Chain>, entry: &NewEntry<'_>) -> Result<Recorded> {
    // A chain of no session outlives the database that it began in, where that is reset.
    let known = chain.head().filter(|_| entry.session_id.is_some());
    let previous = match known {
        Some(head) => head,
        None => read_head(transaction, chain)?,
    };
    let (told, more) = entry
        .record
        .changes
        .split_at(entry.record.changes.len().min(CHANGES_IN_ENTRY));
    let intruder = chain
        .intruder()
        .map(|place| FieldChange::created(FOREIGN_ENTRY, place.to_string()));
    let told: Vec<&FieldChange> = told.iter().chain(&intruder).collect();
    let Some(mut link) = add(transaction, chain, previous, entry, (entry.operation_id, &told))? else {
        return Ok(Recorded::AlreadyThere);
    };
    for told in more.chunks(CHANGES_IN_ENTRY) {
        let told: Vec<&FieldChange> = told.iter().collect();
        let added = add(transaction, chain, link, entry, (Uuid::new_v4(), &told))?;
        link = added.ok_or_else(|| Error::internal("an identifier was drawn twice"))?;
    }
    let chain = Arc::clone(chain);
    Ok(Recorded::Added(Pending { chain, link }))
}

/// Adds one entry after another.
///
/// # Returns
/// Where the chain goes on; nothing when the operation is there already.
fn add(
    transaction: &mut Transaction<'_>,
    chain: &Chain,
    previous: Link,
    entry: &NewEntry<'_>,
    (operation_id, changes): (Uuid, &[&FieldChange]),
) -> Result<Option<Link>> {
    let sequence = previous
        .sequence
        .checked_add(1)
        .ok_or_else(|| Error::internal("the chain is full"))?;
    let changes = serde_json::to_string(changes).map_err(Error::internal)?;
    let (object_type, object_id) = match entry.record.object {
        Some((object_type, id)) => (Some(object_type.as_str()), Some(id)),
        None => (None, None),
    };
    let sealed = SealedEntry {
        chain_id: &chain.id().to_string(),
        sequence,
        session_id: entry.session_id,
        operation_id: &operation_id.to_string(),
        recorded_at: entry.recorded_at,
        actor_user_id: entry.actor_user_id,
        actor_username: entry.actor_username,
        command: entry.command,
        outcome: entry.record.outcome.as_str(),
        object_type,
        object_id,
        changes: &changes,
        reason: entry.record.reason.as_deref(),
    };
    let hash = sealed.seal(&previous.hash);
    let parameters: Params = params! {
        "chain_id" => sealed.chain_id,
        "sequence" => sealed.sequence,
        "session_id" => sealed.session_id,
        "operation_id" => sealed.operation_id,
        "recorded_at" => timestamp_value(sealed.recorded_at),
        "actor_user_id" => sealed.actor_user_id,
        "actor_username" => sealed.actor_username,
        "command" => sealed.command,
        "outcome" => sealed.outcome,
        "object_type" => sealed.object_type,
        "object_id" => sealed.object_id,
        "changes" => sealed.changes,
        "reason" => sealed.reason,
        "previous_hash" => previous.hash,
        "hash" => hash.as_str(),
    };
    match transaction.insert_once(statements::INSERT, parameters)? {
        Insertion::Done => Ok(Some(Link { sequence, hash })),
        Insertion::Repeated => Ok(None),
        Insertion::Displaced => {
            if chain.note_displaced(sequence) {
                log::error!("entry {sequence} of chain {} is not of its session", chain.id());
            }
            // From the beginning, after the entry that is there.
            Err(Error::Busy)
        }
    }
}

/// Whether the journal has the entry of an operation, once whoever writes it now has ended: found by trying to write
/// it.
pub(super) fn has(transaction: &mut Transaction<'_>, operation_id: Uuid) -> Result<bool> {
    let operation_id = operation_id.to_string();
    let parameters: Params = params! {
        "chain_id" => operation_id.as_str(),
        "sequence" => 0,
        "session_id" => None::<u64>,
        "operation_id" => operation_id.as_str(),
        "recorded_at" => timestamp_value(jiff::Timestamp::UNIX_EPOCH),
        "actor_user_id" => None::<u64>,
        "actor_username" => "",
        "command" => "",
        "outcome" => "",
        "object_type" => None::<&str>,
        "object_id" => None::<u64>,
        "changes" => "[]",
        "reason" => None::<&str>,
        "previous_hash" => "",
        "hash" => "",
    };
    Ok(transaction.insert_once(statements::INSERT, parameters)? != Insertion::Done)
}

fn read_head(transaction: &mut Transaction<'_>, chain: &Chain) -> Result<Link> {
    let head = transaction.first(
        statements::FIND_HEAD,
        params! { "chain_id" => chain.id().to_string() },
        |row| {
            Ok(Link {
                sequence: column(row, "sequence")?,
                hash: column(row, "hash")?,
            })
        },
    )?;
    Ok(head.unwrap_or_else(Link::before_first))
}
