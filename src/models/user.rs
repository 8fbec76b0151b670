//! The people who work with the program.

use super::identifier::{RoleId, UserId};
use super::role::RoleName;

/// Whoever acts, as read from the database when the command started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub id: UserId,
    /// The name he signs in with.
    pub username: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The role's number.
    pub role_id: RoleId,
    /// The role's name.
    pub role: RoleName,
}

impl Actor {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// An account named beside a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub id: UserId,
    /// The name he signs in with.
    pub username: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The role's name.
    pub role: RoleName,
    /// Whether he still works here.
    pub is_active: bool,
}

impl Colleague {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// What signing in needs of an account.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Who it is.
    pub actor: Actor,
    /// The Argon2id hash, in PHC form.
    pub password_hash: String,
    /// When a temporary password ends, in UTC.
    pub password_expires_at: Option<jiff::Timestamp>,
    /// Whether the password is temporary.
    pub must_change_password: bool,
    /// Whether the account may be used.
    pub is_active: bool,
    /// His e-mail address, which a password may not contain.
    pub email: String,
}
