//! Payments: rows of a ledger that only grows.

use jiff::Timestamp;

use super::amount::Amount;
use super::contract::RecordedDay;
use super::date_time::Day;
use super::identifier::PaymentId;
use super::stored_words::stored_words;
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

stored_words! {
    /// How a payment came.
    PaymentMethod {
        /// Bank transfer.
        Transfer = "transfer",
        /// Card.
        Card = "card",
        /// Cheque.
        Cheque = "cheque",
        /// Cash.
        Cash = "cash",
    }
}
