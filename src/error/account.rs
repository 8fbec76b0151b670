//! What the business refuses with accounts, as data.

use super::Code;

/// A refusal that concerns one account, named by its username.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum AccountRefusal {
    /// Nobody disables, deletes or changes the role of his own account (D14).
    OwnAccount,
    /// One active management account always remains (D14).
    LastManager { username: String },
    /// The account still looks after something (B15).
    HasPortfolio { username: String, portfolio: Portfolio },
    /// Something refers to the account, which therefore can only be disabled (D12).
    HasServed { username: String },
    /// Whoever takes over the portfolio must be somebody else.
    ReplacesHimself { username: String },
    /// The account is not active.
    Inactive { username: String },
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
    /// Whether there is nothing in it.
    pub const fn is_empty(self) -> bool {
        self.customers == 0 && self.contracts == 0 && self.events == 0
    }
}

impl AccountRefusal {
    /// The stable code.
    pub const fn code(&self) -> Code {
        match self {
            Self::OwnAccount => Code::OwnAccount,
            Self::LastManager { .. } => Code::LastManager,
            Self::HasPortfolio { .. } => Code::AccountHasPortfolio,
            Self::HasServed { .. } => Code::AccountHasServed,
            Self::ReplacesHimself { .. } => Code::AccountReplacesItself,
            Self::Inactive { .. } => Code::AccountInactive,
        }
    }
}
