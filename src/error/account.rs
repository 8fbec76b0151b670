//! What the business refuses with accounts, as data.

use super::{Code, Holder};
use crate::models::user::Portfolio;

/// A refusal that concerns one account, named by its username.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum AccountRefusal {
    /// Other accounts have these values, of which each account has its own: everything found.
    Taken { values: Vec<TakenValue> },
    /// Nobody disables, deletes or changes the role of their own account (D14).
    OwnAccount,
    /// Nobody needs a temporary password for their own account: they can choose one.
    OwnPassword,
    /// One active management account always remains (D14).
    LastManager { username: String },
    /// The account still looks after something (B15).
    HasPortfolio {
        username: String,
        portfolio: Portfolio,
        attempt: PortfolioLoss,
    },
    /// Something refers to the account, which therefore can only be disabled (D12); the database, which found it in the
    /// end, does not know the username.
    HasServed { username: Option<String> },
    /// Whoever takes over the portfolio must be somebody else.
    ReplacesHimself { username: String },
    /// The account is not active.
    Inactive { username: String },
}

/// What an account cannot undergo while it looks after something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortfolioLoss {
    /// It would be disabled, and nobody takes over.
    Deactivation,
    /// It would have another role.
    RoleChange,
}

/// A value that another account has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenValue {
    /// What it is.
    pub field: UniqueField,
    /// The value.
    pub value: String,
    /// Whose it is; nothing when two people took it at once.
    pub holder: Option<Holder>,
}

/// What no two accounts share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UniqueField {
    /// The username.
    Username,
    /// The e-mail address.
    Email,
    /// The telephone number.
    PhoneNumber,
}

impl AccountRefusal {
    /// A value that two people took at once: whose it is now is not known.
    pub fn taken_meanwhile(field: UniqueField, value: String) -> Self {
        Self::Taken {
            values: vec![TakenValue {
                field,
                value,
                holder: None,
            }],
        }
    }

    /// The stable code; of values that are taken, that of the first.
    pub fn code(&self) -> Code {
        match self {
            Self::Taken { values } => values
                .first()
                .map_or(Code::DuplicateUsername, |taken| taken.field.code()),
            Self::OwnAccount | Self::OwnPassword => Code::OwnAccount,
            Self::LastManager { .. } => Code::LastManager,
            Self::HasPortfolio { .. } => Code::AccountHasPortfolio,
            Self::HasServed { .. } => Code::AccountHasServed,
            Self::ReplacesHimself { .. } => Code::AccountReplacesItself,
            Self::Inactive { .. } => Code::AccountInactive,
        }
    }
}

impl UniqueField {
    const fn code(self) -> Code {
        match self {
            Self::Username => Code::DuplicateUsername,
            Self::Email => Code::DuplicateEmail,
            Self::PhoneNumber => Code::DuplicatePhoneNumber,
        }
    }
}
