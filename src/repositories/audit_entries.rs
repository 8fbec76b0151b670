//! Statements on `audit_entries` that read; entries are added by `database::journal` alone.

use jiff::Timestamp;
use mysql::{Row, params};
use uuid::Uuid;

use crate::database::executor::Queries;
use crate::database::rows::{column, optional_timestamp_value, timestamp, unreadable};
use crate::database::statements::audit_entries as statements;
use crate::error::Result;
use crate::models::audit_entry::{AuditEntry, AuditFilter, AuditSort, Done, FieldChange, ObjectType};
use crate::models::identifier::UserId;
use crate::models::listed::Listed;
use crate::models::page::{Direction, Page};
use crate::models::session::CloseReason;
use crate::repositories::users::full_name_beside;
use crate::security::audit_chain::SealedEntry;

/// The entries a filter lets through, in order, from where the page begins.
pub fn list(
    queries: &mut impl Queries,
    filter: &AuditFilter,
    page: &Page<AuditSort, AuditEntry>,
) -> Result<Vec<Listed<AuditEntry>>> {
    let AuditSort::Recorded = page.sort;
    let object = filter.object_type.zip(filter.object_id);
    let statement = match (object, page.direction) {
        (None, Direction::Ascending) => statements::LIST_BY_RECORDED_ASCENDING,
        (None, Direction::Descending) => statements::LIST_BY_RECORDED_DESCENDING,
        (Some(_), Direction::Ascending) => statements::LIST_OF_OBJECT_BY_RECORDED_ASCENDING,
        (Some(_), Direction::Descending) => statements::LIST_OF_OBJECT_BY_RECORDED_DESCENDING,
    };
    let after = page.after.as_ref();
    let parameters = params! {
        "object_type" => filter.object_type.map(ObjectType::as_str),
        "object_id" => filter.object_id,
        "moved_pattern" => object.map(|(object_type, id)| format!("%\"{}%", object_type.field_prefix(id))),
        "actor_user_id" => filter.actor_user_id,
        "from_time" => optional_timestamp_value(filter.recorded_from),
        "until_time" => optional_timestamp_value(filter.recorded_before),
        "after_id" => after.map(|entry| entry.id),
        "after_time" => optional_timestamp_value(after.map(|entry| entry.recorded_at)),
        "count" => page.count,
    };
    queries.listed(statement, parameters, from_row)
}

/// An entry with what seals it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainedEntry {
    /// Its number.
    pub id: u64,
    /// The chain.
    pub chain_id: String,
    /// The place in the chain.
    pub sequence: u32,
    /// The hash of the entry before, as stored.
    pub previous_hash: String,
    /// Its hash, as stored.
    pub hash: String,
    session_id: Option<u64>,
    operation_id: String,
    recorded_at: Timestamp,
    actor_user_id: Option<u64>,
    actor_username: String,
    command: String,
    outcome: String,
    object_type: Option<String>,
    object_id: Option<u64>,
    changes: String,
    reason: Option<String>,
    /// The session whose chain it is in.
    pub session: Option<SessionOfChain>,
    /// Whether its session was ended from outside at that moment.
    pub ends_terminated_session: bool,
}

/// The session of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionOfChain {
    /// Its number.
    pub id: u64,
    /// Whose it is.
    pub user_id: u64,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed, or ends by itself.
    pub end_at: Timestamp,
    /// Why it was closed.
    pub close_reason: Option<CloseReason>,
}

/// When an entry says that it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryMoment {
    /// Its number: the order in which entries are added.
    pub id: u64,
    /// The chain.
    pub chain_id: String,
    /// The place in the chain.
    pub sequence: u32,
    /// The moment, where it is one.
    pub recorded_at: Option<Timestamp>,
}

impl ChainedEntry {
    /// What changed of this field, if anything did and it can be read.
    pub fn changes_of(&self, field: &str) -> Vec<FieldChange> {
        if !self.changes.contains(field) {
            return Vec::new();
        }
        let mut changes = read_changes(&self.changes).unwrap_or_default();
        changes.retain(|change| change.field == field);
        changes
    }

    /// What was sealed, if nothing changed since.
    pub fn sealed(&self) -> SealedEntry<'_> {
        SealedEntry {
            chain_id: &self.chain_id,
            sequence: self.sequence,
            session_id: self.session_id,
            operation_id: &self.operation_id,
            recorded_at: self.recorded_at,
            actor_user_id: self.actor_user_id,
            actor_username: &self.actor_username,
            command: &self.command,
            outcome: &self.outcome,
            object_type: self.object_type.as_deref(),
            object_id: self.object_id,
            changes: &self.changes,
            reason: self.reason.as_deref(),
        }
    }
}

/// Entries chain after chain, each chain from its first one; at most `count`, after a place in a chain.
pub fn list_chains(
    queries: &mut impl Queries,
    after_chain_id: &str,
    after_sequence: u32,
    count: u64,
) -> Result<Vec<ChainedEntry>> {
    let parameters = params! {
        "after_chain_id" => after_chain_id,
        "after_sequence" => after_sequence,
        "count" => count,
    };
    queries.rows(statements::LIST_CHAINS, parameters, |row| {
        Ok(ChainedEntry {
            id: column(row, "id")?,
            chain_id: column(row, "chain_id")?,
            sequence: column(row, "sequence")?,
            previous_hash: column(row, "previous_hash")?,
            hash: column(row, "hash")?,
            session_id: column(row, "session_id")?,
            operation_id: column(row, "operation_id")?,
            // What is no time was never sealed.
            recorded_at: timestamp(row, "recorded_at").unwrap_or_default(),
            actor_user_id: column(row, "actor_user_id")?,
            actor_username: column(row, "actor_username")?,
            command: column(row, "command")?,
            outcome: column(row, "outcome")?,
            object_type: column(row, "object_type")?,
            object_id: column(row, "object_id")?,
            changes: column(row, "changes")?,
            reason: column(row, "reason")?,
            session: session_of_chain(row)?,
            ends_terminated_session: column(row, "ends_terminated_session")?,
        })
    })
}

fn session_of_chain(row: &mut Row) -> Result<Option<SessionOfChain>> {
    let Some(id) = column(row, "own_session_id")? else {
        return Ok(None);
    };
    Ok(Some(SessionOfChain {
        id,
        user_id: column(row, "own_user_id")?,
        // What is no time is before and after everything.
        opened_at: timestamp(row, "own_opened_at").unwrap_or(Timestamp::MAX),
        end_at: timestamp(row, "own_end_at").unwrap_or(Timestamp::MIN),
        close_reason: column::<Option<String>>(row, "own_close_reason")?
            .as_deref()
            .and_then(CloseReason::from_stored),
    }))
}

/// The moments of entries in the order in which they were added; at most `count`, after one.
pub fn list_moments(queries: &mut impl Queries, after_id: u64, count: u64) -> Result<Vec<EntryMoment>> {
    let parameters = params! { "after_id" => after_id, "count" => count };
    queries.rows(statements::LIST_MOMENTS, parameters, |row| {
        Ok(EntryMoment {
            id: column(row, "id")?,
            chain_id: column(row, "chain_id")?,
            sequence: column(row, "sequence")?,
            recorded_at: timestamp(row, "recorded_at").ok(),
        })
    })
}

/// What the journal says of the role of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChange {
    /// The account.
    pub user_id: u64,
    /// When the command started that gave or took it.
    pub recorded_at: Timestamp,
    /// The command.
    pub command: String,
    /// The number of the role before; nothing when the account was created.
    pub old: Option<u64>,
    /// The number of the role after; nothing when the account was deleted, and for the first account.
    pub new: Option<u64>,
}

/// Everything the journal says of the roles of accounts, in the order of time.
pub fn list_role_changes(queries: &mut impl Queries, first_account_command: &str) -> Result<Vec<RoleChange>> {
    let parameters = params! {
        "first_account_command" => first_account_command,
        "role_pattern" => format!("%\"{ROLE_FIELD}\"%"),
    };
    queries.rows(statements::LIST_ROLE_CHANGES, parameters, |row| {
        let changes: String = column(row, "changes")?;
        // What nobody can read tells nothing; the entry itself is told where chains are verified.
        let changes = read_changes(&changes).unwrap_or_default();
        let change = changes.into_iter().find(|change| change.field == ROLE_FIELD);
        let role = |value: Option<String>| value.and_then(|id| id.parse().ok());
        let (old, new) = change.map_or((None, None), |change| (role(change.old), role(change.new)));
        Ok(RoleChange {
            user_id: column(row, "object_id")?,
            recorded_at: timestamp(row, "recorded_at").unwrap_or_default(),
            command: column(row, "command")?,
            old,
            new,
        })
    })
}

/// What an operation did, when the journal has its entry.
pub fn find_operation(queries: &mut impl Queries, operation_id: Uuid) -> Result<Option<Done>> {
    let parameters = params! { "operation_id" => operation_id.to_string() };
    queries.first(statements::FIND_OPERATION, parameters, done)
}

/// What the operation of an entry did.
pub(super) fn done(row: &mut Row) -> Result<Done> {
    let changes: String = column(row, "changes")?;
    let changes: Vec<FieldChange> = read_changes(&changes)?;
    // A payment is recorded on its contract.
    let payment = changes.iter().find(|change| change.field == PAYMENT_FIELD);
    let created = match payment.and_then(|change| change.new.as_deref()) {
        Some(payment_id) => payment_id.parse().ok(),
        None => column(row, "object_id")?,
    };
    Ok(Done { created })
}

/// The entry of an operation of this person's.
pub fn find_own_operation(queries: &mut impl Queries, operation_id: Uuid, actor: UserId) -> Result<Option<AuditEntry>> {
    let parameters = params! { "operation_id" => operation_id.to_string(), "actor_user_id" => actor.get() };
    queries.first(statements::FIND_OWN_OPERATION, parameters, from_row)
}

/// The field that names the role in the entry of an account.
const ROLE_FIELD: &str = "role_id";
/// The field that names the payment in the entry of its contract.
const PAYMENT_FIELD: &str = "payment_id";

fn from_row(row: &mut Row) -> Result<AuditEntry> {
    let changes: String = column(row, "changes")?;
    let object_type: Option<String> = column(row, "object_type")?;
    Ok(AuditEntry {
        id: column(row, "id")?,
        recorded_at: timestamp(row, "recorded_at")?,
        actor_username: column(row, "actor_username")?,
        actor_name: full_name_beside(row, "actor")?,
        command: column(row, "command")?,
        outcome: column(row, "outcome")?,
        object: object_type.zip(column(row, "object_id")?),
        changes: read_changes(&changes)?,
        reason: column(row, "reason")?,
    })
}

fn read_changes(stored: &str) -> Result<Vec<FieldChange>> {
    serde_json::from_str(stored).map_err(|_| unreadable("changes"))
}
