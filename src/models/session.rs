//! Sessions as management sees them: who is at work, since when, on which machine.

use jiff::Timestamp;

use super::colleague::Colleague;
use super::identifier::{SessionId, UserId};

/// A session that is neither closed nor past its absolute limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Its number.
    pub id: SessionId,
    /// Whose it is.
    pub user: Colleague,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// The machine it was opened on.
    pub host: String,
}

/// Which open sessions a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionFilter {
    /// Of this account only.
    pub user_id: Option<UserId>,
    /// The moment at which they are open.
    pub now: Timestamp,
}

/// The orders a list of sessions can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionSort {
    /// By the end of their time, which is also the order in which they were opened.
    Expiry,
}

/// Why a session ends, as its row keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseReason {
    /// The person signed out or left.
    SignedOut,
    /// A limit of time passed.
    Expired,
    /// The program was told to end.
    Terminated,
    /// The password was changed elsewhere.
    PasswordChanged,
    /// Management gave the account a new temporary password.
    PasswordReset,
    /// The account has another role now.
    RoleChanged,
    /// The account was disabled.
    Deactivated,
    /// Management closed it.
    ClosedByManagement,
}

impl CloseReason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::SignedOut,
        Self::Expired,
        Self::Terminated,
        Self::PasswordChanged,
        Self::PasswordReset,
        Self::RoleChanged,
        Self::Deactivated,
        Self::ClosedByManagement,
    ];

    /// The reason stored as this word.
    pub fn from_stored(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }

    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Expired => "expired",
            Self::Terminated => "terminated",
            Self::PasswordChanged => "password_changed",
            Self::PasswordReset => "password_reset",
            Self::RoleChanged => "role_changed",
            Self::Deactivated => "deactivated",
            Self::ClosedByManagement => "closed_by_management",
        }
    }
}
