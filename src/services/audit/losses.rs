//! What is gone from the journal, and the acknowledgement that a restoration took it.
//!
//! A lawful restoration of an older copy loses entries whose heads were kept. Management says so once, with a reason,
//! in the journal itself; from then on that very loss is a fact. Whatever else goes missing is a fault as before: a
//! loss is what was there together with what was left of it.

use super::heads::{Head, read_link, written_link};
use crate::database::authorized::Authorized;
use crate::database::write::Written;
use crate::error::Result;
use crate::models::audit_entry::{AuditOutcome, AuditRecord, FieldChange};
use crate::models::permission::AuditRead;
use crate::models::text::Reason;
use crate::repositories::audit_entries::ChainedEntry;
use crate::security::audit_chain::Link;

/// The command that acknowledges.
pub const ACKNOWLEDGE_COMMAND: &str = "journal accepter-restauration";
/// The field of its entry that names a loss.
pub const LOST_HEAD: &str = "lost_head";

/// What was there, and what was left.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Loss {
    /// What was there.
    pub head: Head,
    /// What is left of its chain or its day, if anything.
    pub remaining: Option<Link>,
}

impl Loss {
    fn recorded(&self) -> FieldChange {
        let remaining = self.remaining.as_ref().map(written_link);
        FieldChange::replaced(LOST_HEAD, Some(self.head.to_string()), remaining)
    }

    fn read(change: &FieldChange) -> Option<Self> {
        let head = Head::read(change.old.as_deref()?)?;
        let remaining = match &change.new {
            Some(remaining) => Some(read_link(remaining)?),
            None => None,
        };
        Some(Self { head, remaining })
    }
}

/// That somebody accepted losses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// When.
    pub recorded_at: jiff::Timestamp,
    /// Who.
    pub actor_username: String,
    /// Why.
    pub reason: String,
    /// What was lost.
    pub losses: Vec<Loss>,
    /// The chain of its entry.
    pub(super) chain_id: String,
}

impl Acknowledgement {
    /// What an entry acknowledges, if that is what it does.
    pub(super) fn of(entry: &ChainedEntry) -> Option<Self> {
        let sealed = entry.sealed();
        if sealed.command != ACKNOWLEDGE_COMMAND || sealed.outcome != AuditOutcome::Done.as_str() {
            return None;
        }
        Some(Self {
            recorded_at: sealed.recorded_at,
            actor_username: sealed.actor_username.to_owned(),
            reason: sealed.reason.unwrap_or_default().to_owned(),
            losses: entry.changes_of(LOST_HEAD).iter().filter_map(Loss::read).collect(),
            chain_id: entry.chain_id.clone(),
        })
    }

    /// Takes the next entry of the same command in, where it is one: more than a thousand losses make several.
    pub(super) fn absorb(&mut self, next: &Self) -> bool {
        let is_same = self.chain_id == next.chain_id && self.recorded_at == next.recorded_at;
        if is_same {
            self.losses.extend_from_slice(&next.losses);
        }
        is_same
    }
}

/// Keeps in the journal that a restoration lost all this.
pub fn acknowledge(authorized: Authorized<AuditRead>, losses: &[Loss], reason: &Reason) -> Result<()> {
    let record = AuditRecord {
        outcome: AuditOutcome::Done,
        object: None,
        changes: losses.iter().map(Loss::recorded).collect(),
        reason: Some(reason.to_string()),
    };
    authorized.write(|_, _| Ok(Written::Changed((), record.clone())))
}
