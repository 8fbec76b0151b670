//! Payments: rows of a ledger that only grows.

use jiff::Timestamp;

use super::amount::Amount;
use super::contract::RecordedDay;
use super::date_time::Day;
use super::identifier::PaymentId;
use super::text::PaymentReference;

/// A payment, or the reversal of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its number.
    pub id: PaymentId,
    /// How much, whichever way.
    pub amount: Amount,
    /// When the money came, or went back.
    pub paid_on: Day,
    /// How.
    pub method: PaymentMethod,
    /// The payer's reference.
    pub reference: Option<String>,
    /// The name of whoever recorded it.
    pub recorded_by: String,
    /// The payment it reverses; nothing when it is a payment.
    pub reverses: Option<PaymentId>,
    /// The reversal that undid it, when there is one.
    pub reversed_by: Option<PaymentId>,
    /// Why it reverses another one.
    pub reason: Option<String>,
    /// When it was recorded.
    pub created_at: Timestamp,
}

impl Payment {
    /// Whether it undoes another payment: its amount went back.
    pub fn is_reversal(&self) -> bool {
        self.reverses.is_some()
    }
}

/// A payment to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// How much.
    pub amount: Amount,
    /// When the money came.
    pub paid_on: RecordedDay,
    /// How.
    pub method: PaymentMethod,
    /// The payer's reference.
    pub reference: Option<PaymentReference>,
}

/// How a payment came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaymentMethod {
    /// Bank transfer.
    Transfer,
    /// Card.
    Card,
    /// Cheque.
    Cheque,
    /// Cash.
    Cash,
}

impl PaymentMethod {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::Transfer, Self::Card, Self::Cheque, Self::Cash];

    /// The word the database stores.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Card => "card",
            Self::Cheque => "cheque",
            Self::Cash => "cash",
        }
    }

    /// The method stored as this word.
    pub fn from_stored(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == word)
    }
}
