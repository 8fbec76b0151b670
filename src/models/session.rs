//! Sessions as management sees them: who is at work, since when, on which machine.

use jiff::Timestamp;

use super::colleague::Colleague;
use super::identifier::{SessionId, UserId};
use super::stored_words::stored_words;

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

stored_words! {
    /// Why a session ends, as its row keeps it.
    CloseReason {
        /// The person signed out or left.
        SignedOut = "signed_out",
        /// A limit of time passed.
        Expired = "expired",
        /// The program was told to end.
        Terminated = "terminated",
        /// The password was changed elsewhere.
        PasswordChanged = "password_changed",
        /// Management gave the account a new temporary password.
        PasswordReset = "password_reset",
        /// The account has another role now.
        RoleChanged = "role_changed",
        /// The account was disabled.
        Deactivated = "deactivated",
        /// Management closed it.
        ClosedByManagement = "closed_by_management",
    }
}
