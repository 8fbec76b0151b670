//! The people who work with the program.

use jiff::Timestamp;

use super::colleague::Colleague;
use super::identifier::{RoleId, UserId, short_number};
use super::person::{PersonChanges, PersonDetails};
use super::role::{Role, RoleName, RoleReference};
use super::username::Username;

/// Whoever acts, as read from the database when the command started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub id: UserId,
    /// The name they sign in with.
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

/// What signing in needs of an account.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Who it is.
    pub actor: Actor,
    /// The Argon2id hash, in PHC form.
    pub password_hash: String,
    /// When a temporary password ends, in UTC.
    pub password_expires_at: Option<Timestamp>,
    /// Whether the password is temporary.
    pub must_change_password: bool,
    /// Whether the account may be used.
    pub is_active: bool,
    /// Their e-mail address, which a password may not contain.
    pub email: String,
}

/// An account as management sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Its number in the database.
    pub id: UserId,
    /// Its number for people: `EMP-0001`.
    pub employee_number: String,
    /// The name they sign in with.
    pub username: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number, E.164.
    pub phone_number: String,
    /// What they do.
    pub role: Role,
    /// Whether the account may be used.
    pub is_active: bool,
    /// Whether the password is temporary.
    pub must_change_password: bool,
    /// When a temporary password ends.
    pub password_expires_at: Option<Timestamp>,
    /// Until when failed attempts to sign in block it.
    pub blocked_until: Option<Timestamp>,
    /// When they last signed in.
    pub last_login_at: Option<Timestamp>,
    /// Counts changes; a change names the version it was made from.
    pub version: u32,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl User {
    /// Its short number, which people type: the last part of the one they read.
    pub fn short_number(&self) -> u64 {
        short_number(&self.employee_number).unwrap_or(self.id.get())
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// What is said of it beside a record.
    pub fn colleague(&self) -> Colleague {
        Colleague {
            id: self.id,
            username: self.username.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            role: self.role.name.clone(),
            is_active: self.is_active,
        }
    }

    /// Its state at a moment, for people.
    pub fn state(&self, now: Timestamp) -> AccountState {
        if !self.is_active {
            AccountState::Disabled
        } else if self.blocked_until.is_some_and(|until| now < until) {
            AccountState::Blocked
        } else if self.must_change_password {
            AccountState::PasswordDue
        } else {
            AccountState::Active
        }
    }
}

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// It can.
    Active,
    /// Not for a while, after failed attempts to sign in.
    Blocked,
    /// Once the temporary password is replaced.
    PasswordDue,
    /// Not until it is enabled again.
    Disabled,
}

/// An account to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The name they will sign in with.
    pub username: Username,
    /// The person.
    pub person: PersonDetails,
    /// What they will do.
    pub role: RoleReference,
}

/// Fields of an account to change; absent ones stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserChanges {
    /// The person.
    pub person: PersonChanges,
    /// What they do.
    pub role: Option<RoleReference>,
}

/// Which accounts a list shows; absent filters let everything through, present ones combine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserFilter {
    /// Those that may be used, or the others.
    pub is_active: bool,
    /// Of this role.
    pub role_id: Option<RoleId>,
    /// Name, username, employee number, e-mail address or telephone digits contain this.
    pub search: Option<String>,
}

impl Default for UserFilter {
    fn default() -> Self {
        Self {
            is_active: true,
            role_id: None,
            search: None,
        }
    }
}

/// The orders a list of accounts can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserSort {
    /// By last name, then first name.
    Name,
    /// By number.
    Number,
}

/// How much an account looks after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Portfolio {
    /// Customers of a salesperson.
    pub customers: u64,
    /// Contracts of a manager.
    pub contracts: u64,
    /// Events of a support colleague that are neither cancelled nor over.
    pub events: u64,
}

impl Portfolio {
    /// How many things there are in it.
    pub const fn total(self) -> u64 {
        self.customers
            .saturating_add(self.contracts)
            .saturating_add(self.events)
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(self) -> bool {
        self.total() == 0
    }
}
