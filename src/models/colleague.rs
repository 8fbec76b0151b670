//! A colleague as named beside a record.

use super::identifier::UserId;
use super::role::RoleName;

/// An account named beside a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub id: UserId,
    /// The name they sign in with.
    pub username: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The role's name.
    pub role: RoleName,
    /// Whether they still work here.
    pub is_active: bool,
}

impl Colleague {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}
