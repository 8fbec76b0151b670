//! What the business refuses with accounts, as data.

use super::coded::coded;
use super::{Code, Holder};
use crate::models::user::Portfolio;

coded! {
    /// A refusal that concerns one account, named by its username.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[expect(missing_docs, reason = "the sentence of a variant names its fields")]
    AccountRefusal {
        /// Nobody disables, deletes or changes the role of their own account (D14).
        OwnAccount,
        /// Nobody needs a temporary password for their own account: they can choose one.
        OwnPassword = OwnAccount,
        /// One active management account always remains (D14).
        LastManager { username: String },
        /// The account still looks after something (B15).
        HasPortfolio {
            username: String,
            portfolio: Portfolio,
            attempt: PortfolioLoss,
        } = AccountHasPortfolio,
        /// Something refers to the account, which therefore can only be disabled (D12); the database, which found it in
        /// the end, does not know the username.
        HasServed { username: Option<String> } = AccountHasServed,
        /// Whoever takes over the portfolio must be somebody else.
        ReplacesHimself { username: String } = AccountReplacesItself,
        /// The account is not active.
        Inactive { username: String } = AccountInactive,
    }
    by content {
        /// Other accounts have these values, of which each account has its own: everything found.
        /// The code is that of the first.
        Taken { values: Vec<TakenValue> } as { values } => {
            values.first().map_or(Code::DuplicateUsername, |taken| taken.field.code())
        },
    }
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

coded! {
    /// What no two accounts share.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    UniqueField {
        /// The username.
        Username = DuplicateUsername,
        /// The e-mail address.
        Email = DuplicateEmail,
        /// The telephone number.
        PhoneNumber = DuplicatePhoneNumber,
    }
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
}
