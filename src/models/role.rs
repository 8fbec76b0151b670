//! Roles: what a colleague does, and through the grants of the database, what they may do.

use super::identifier::RoleId;
use super::text::impl_text;

/// The name of a role as the database stores it (`management`, `sales`, `support`, or one added later).
/// French labels are in `shell::messages`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoleName(String);

impl RoleName {
    /// The role that owns customers.
    pub const SALES: &'static str = "sales";
    /// The role that writes contracts and manages the staff.
    pub const MANAGEMENT: &'static str = "management";
    /// The role that runs events.
    pub const SUPPORT: &'static str = "support";

    /// A name read from the database.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl_text!(RoleName);

/// A role as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its number.
    pub id: RoleId,
    /// Its name.
    pub name: RoleName,
}

/// What designates a role: the stored name of one that people know by another word, otherwise the word as typed.
/// Whether there is such a role is for the database to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RoleReference(RoleName);

impl RoleReference {
    /// The most characters of the name of a role.
    pub const MAXIMUM: usize = 30;

    /// A reference to the role of this name; its case and accents do not matter.
    pub const fn new(name: RoleName) -> Self {
        Self(name)
    }

    /// The name.
    pub const fn name(&self) -> &RoleName {
        &self.0
    }
}
