//! What the journal keeps of a command.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::contract::Contract;
use super::customer::Customer;
use super::event::Event;
use super::identifier::Id;
use super::session::OpenSession;
use super::stored_words::stored_words;
use super::user::User;

stored_words! {
    /// The kind of object a journal entry speaks of.
    ObjectType {
        /// An account.
        User = "user",
        /// A customer.
        Customer = "customer",
        /// A contract.
        Contract = "contract",
        /// An event.
        Event = "event",
        /// A session.
        Session = "session",
    }
}

impl ObjectType {
    /// How the fields of an object begin that changed together with others, in the entry of what changed them all:
    /// `customers/12/`.
    pub fn field_prefix(self, id: u64) -> String {
        format!("{}s/{id}/", self.as_str())
    }
}

/// What the journal speaks of.
pub trait Audited {
    /// The kind of such an object.
    const OBJECT_TYPE: ObjectType;
}

macro_rules! audited {
    ($($object:ident),+) => {
        $(impl Audited for $object {
            const OBJECT_TYPE: ObjectType = ObjectType::$object;
        })+
    };
}

audited!(User, Customer, Contract, Event);

impl Audited for OpenSession {
    const OBJECT_TYPE: ObjectType = ObjectType::Session;
}

/// How a recorded command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditOutcome {
    /// It did what it was asked to.
    Done,
    /// The person may not do that; the stable code of the error says why.
    Refused(&'static str),
}

impl AuditOutcome {
    /// The stored word: `done` or the stable code of the refusal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused(code) => code,
        }
    }
}

/// One field that a command changed: the column, the old and the new value as canonical texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The column.
    pub field: String,
    /// Before; nothing when the object was created.
    pub old: Option<String>,
    /// After; nothing when the object was deleted.
    pub new: Option<String>,
}

impl FieldChange {
    /// A field of a new object.
    pub fn created(field: &str, new: impl Into<String>) -> Self {
        Self::replaced(field, None, Some(new.into()))
    }

    /// A field of an object that is no more.
    pub fn deleted(field: &str, old: impl Into<String>) -> Self {
        Self::replaced(field, Some(old.into()), None)
    }

    /// A field whose value changed.
    pub fn changed(field: &str, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self::replaced(field, Some(old.into()), Some(new.into()))
    }

    /// A field that may be empty, before or after.
    pub fn replaced(field: &str, old: Option<String>, new: Option<String>) -> Self {
        Self {
            field: field.to_owned(),
            old,
            new,
        }
    }

    /// A field that changed, of which nobody may read from what to what: a password.
    pub fn untold(field: &str) -> Self {
        Self::replaced(field, None, None)
    }
}

/// What a write tells the journal. Who, when and which command are known to the write path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// How it ended.
    pub outcome: AuditOutcome,
    /// The object, when there is one.
    pub object: Option<(ObjectType, u64)>,
    /// The changes, old and new; never a password.
    pub changes: Vec<FieldChange>,
    /// The reason the person gave.
    pub reason: Option<String>,
}

impl AuditRecord {
    /// A successful change of an object.
    pub fn done<Object: Audited>(id: Id<Object>, changes: Vec<FieldChange>) -> Self {
        Self {
            outcome: AuditOutcome::Done,
            object: Some((Object::OBJECT_TYPE, id.get())),
            changes,
            reason: None,
        }
    }

    /// The same with the reason the person gave, if any.
    #[must_use]
    pub fn because(mut self, reason: Option<String>) -> Self {
        self.reason = reason;
        self
    }

    /// A refusal, by the stable code of its error.
    pub fn refused(code: &'static str) -> Self {
        Self {
            outcome: AuditOutcome::Refused(code),
            object: None,
            changes: Vec::new(),
            reason: None,
        }
    }
}

/// An entry of the journal as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub id: u64,
    /// When the command started.
    pub recorded_at: Timestamp,
    /// The name typed or signed in with.
    pub actor_username: String,
    /// First and last name, when the account is known and still there.
    pub actor_name: Option<String>,
    /// The command, as its declaration spells it.
    pub command: String,
    /// `done`, or the stable code of the refusal.
    pub outcome: String,
    /// The object: the stored word of its kind, and its number.
    pub object: Option<(String, u64)>,
    /// What changed.
    pub changes: Vec<FieldChange>,
    /// The reason given.
    pub reason: Option<String>,
}

impl AuditEntry {
    /// Whether the command did what it was asked to.
    pub fn is_done(&self) -> bool {
        self.outcome == AuditOutcome::Done.as_str()
    }
}

/// That a write is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// The number of what it made or changed.
    pub created: Option<u64>,
}

/// Which entries a list shows; absent filters let everything through, present ones combine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// About an object of this kind.
    pub object_type: Option<ObjectType>,
    /// About the object of that kind with this number, be it moved together with others.
    pub object_id: Option<u64>,
    /// Of this account.
    pub actor_user_id: Option<u64>,
    /// From this moment on.
    pub recorded_from: Option<Timestamp>,
    /// Before this moment.
    pub recorded_before: Option<Timestamp>,
}

/// The order of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditSort {
    /// By time.
    Recorded,
}
