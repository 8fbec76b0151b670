//! A colleague as named beside a record, and the records a colleague is named beside.

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

/// Whose records a list shows, by the part that a colleague plays beside one (B14); absent ones let everything through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColleagueFilter {
    /// Those of the customers of this salesperson.
    pub salesperson: Option<UserId>,
    /// Those of the contracts of this manager.
    pub manager: Option<UserId>,
    /// Those of the events of this support colleague.
    pub support: Option<UserId>,
}

impl ColleagueFilter {
    /// Narrowed further to a salesperson.
    #[must_use]
    pub fn of_salesperson(self, salesperson: UserId) -> Self {
        Self {
            salesperson: Some(both(self.salesperson, salesperson)),
            ..self
        }
    }

    /// Narrowed further to a manager.
    #[must_use]
    pub fn of_manager(self, manager: UserId) -> Self {
        Self {
            manager: Some(both(self.manager, manager)),
            ..self
        }
    }
}

/// Two different colleagues leave nothing, as combined filters do.
fn both(present: Option<UserId>, wanted: UserId) -> UserId {
    match present {
        Some(present) if present != wanted => UserId::NOBODY,
        _ => wanted,
    }
}
