//! What the journal keeps of a command.

use serde::{Deserialize, Serialize};

/// The kind of object a journal entry speaks of, as the database stores it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectType {
    /// An account.
    User,
    /// A customer.
    Customer,
    /// A contract.
    Contract,
    /// An event.
    Event,
    /// A session.
    Session,
}

impl ObjectType {
    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Customer => "customer",
            Self::Contract => "contract",
            Self::Event => "event",
            Self::Session => "session",
        }
    }
}

/// How a recorded command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditOutcome {
    /// It did what it was asked to.
    Done,
    /// The person may not do that; the code says why.
    Refused(crate::error::Code),
}

impl AuditOutcome {
    /// The stored word: `done` or the stable code of the refusal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused(code) => code.word(),
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
        Self {
            field: field.to_owned(),
            old: None,
            new: Some(new.into()),
        }
    }

    /// A field of an object that is no more.
    pub fn deleted(field: &str, old: impl Into<String>) -> Self {
        Self {
            field: field.to_owned(),
            old: Some(old.into()),
            new: None,
        }
    }

    /// A field whose value changed.
    pub fn changed(field: &str, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self {
            field: field.to_owned(),
            old: Some(old.into()),
            new: Some(new.into()),
        }
    }

    /// A field that may be empty, before or after.
    pub fn replaced(field: &str, old: Option<String>, new: Option<String>) -> Self {
        Self {
            field: field.to_owned(),
            old,
            new,
        }
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
    pub fn done(object_type: ObjectType, id: u64, changes: Vec<FieldChange>) -> Self {
        Self {
            outcome: AuditOutcome::Done,
            object: Some((object_type, id)),
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

    /// A refusal.
    pub fn refused(code: crate::error::Code) -> Self {
        Self {
            outcome: AuditOutcome::Refused(code),
            object: None,
            changes: Vec::new(),
            reason: None,
        }
    }
}
