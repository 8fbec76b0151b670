//! Adding entries to the journal, in the transaction of what they record.

use std::sync::Arc;

use mysql::{Params, params};
use uuid::Uuid;

use super::executor::{Queries, Transaction};
use super::rows::{column, timestamp_value};
use super::statements::audit_entries as statements;
use crate::error::{Error, Result};
use crate::models::audit_entry::AuditRecord;
use crate::security::audit_chain::{Chain, Link, seal};

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
        self.chain.forget_head();
    }
}

/// Adds an entry at the end of a chain.
///
/// The chain itself does not move before the write path knows what became of the transaction.
pub(crate) fn append(
    transaction: &mut Transaction<'_>,
    chain: &Arc<Chain>,
    entry: &NewEntry<'_>,
) -> Result<Recorded> {
    let previous = match chain.head() {
        Some(head) => head,
        None => read_head(transaction, chain)?,
    };
    let sequence = previous
        .sequence
        .checked_add(1)
        .ok_or_else(|| Error::internal("the chain is full"))?;
    let changes = serde_json::to_string(&entry.record.changes).map_err(Error::internal)?;
    let hash = seal(
        &previous.hash,
        &sealed_fields(chain, sequence, entry, &changes)
            .each_ref()
            .map(Option::as_deref),
    );
    let (object_type, object_id) = match entry.record.object {
        Some((object_type, id)) => (Some(object_type.as_str()), Some(id)),
        None => (None, None),
    };
    let parameters: Params = params! {
        "chain_id" => chain.id().to_string(),
        "sequence" => sequence,
        "session_id" => entry.session_id,
        "operation_id" => entry.operation_id.to_string(),
        "recorded_at" => timestamp_value(entry.recorded_at),
        "actor_user_id" => entry.actor_user_id,
        "actor_username" => entry.actor_username,
        "command" => entry.command,
        "outcome" => entry.record.outcome.as_str(),
        "object_type" => object_type,
        "object_id" => object_id,
        "changes" => changes,
        "reason" => entry.record.reason.as_deref(),
        "previous_hash" => previous.hash,
        "hash" => hash.as_str(),
    };
    if transaction.insert_once(statements::INSERT, parameters)? {
        let chain = Arc::clone(chain);
        let link = Link { sequence, hash };
        Ok(Recorded::Added(Pending { chain, link }))
    } else {
        Ok(Recorded::AlreadyThere)
    }
}

/// Everything an entry says, in the order in which it is sealed.
fn sealed_fields(chain: &Chain, sequence: u32, entry: &NewEntry<'_>, changes: &str) -> [Option<String>; 13] {
    [
        Some(chain.id().to_string()),
        Some(sequence.to_string()),
        entry.session_id.map(|id| id.to_string()),
        Some(entry.operation_id.to_string()),
        Some(entry.recorded_at.as_microsecond().to_string()),
        entry.actor_user_id.map(|id| id.to_string()),
        Some(entry.actor_username.to_owned()),
        Some(entry.command.to_owned()),
        Some(entry.record.outcome.as_str().to_owned()),
        entry
            .record
            .object
            .map(|(object_type, _)| object_type.as_str().to_owned()),
        entry.record.object.map(|(_, id)| id.to_string()),
        Some(changes.to_owned()),
        entry.record.reason.clone(),
    ]
}

fn read_head(transaction: &mut Transaction<'_>, chain: &Chain) -> Result<Link> {
    let head = transaction.first(
        statements::FIND_HEAD,
        params! { "chain_id" => chain.id().to_string() },
        |mut row| {
            Ok(Link {
                sequence: column(&mut row, "sequence")?,
                hash: column(&mut row, "hash")?,
            })
        },
    )?;
    Ok(head.unwrap_or_else(Link::before_first))
}
