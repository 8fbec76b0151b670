//! What the business refuses with contracts and payments, as data.

use jiff::civil::Date;

use super::Code;
use crate::models::amount::Amount;

/// A refusal that concerns one contract, named by its number for people (`CT-2026-000012`).
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum ContractRefusal {
    /// No contract with that number.
    NotFound { reference: String },
    /// The contract is signed since that day: it keeps its amount, its customer and its signature.
    AlreadySigned { contract_number: String, signed_on: Date },
    /// The contract is not signed yet.
    NotSigned { contract_number: String },
    /// The contract has that many events.
    HasEvents { contract_number: String, events: u64 },
    /// Payments of nothing do not exist, nor contracts over nothing.
    ZeroAmount,
    /// More than what is still due.
    ExceedsBalance {
        contract_number: String,
        amount: Amount,
        balance_due: Amount,
    },
    /// A signature or a payment cannot be later than `today`.
    FutureDate { date: Date, today: Date },
    /// A signature or a payment on a day that is probably a slip of the finger.
    OldDate {
        contract_number: String,
        date: Date,
        floor: DateFloor,
    },
    /// The contract has no payment with that number.
    PaymentNotFound { contract_number: String, payment_id: u64 },
    /// The payment was reversed by another one (`None` when somebody does so at the same moment).
    AlreadyReversed { payment_id: u64, reversed_by: Option<u64> },
    /// The payment is itself a reversal.
    IsReversal { payment_id: u64, reverses: u64 },
}

/// Before what a day is that is probably none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFloor {
    /// The contract was written on this day.
    Creation(Date),
    /// The contract was signed on this day.
    Signature(Date),
    /// This year, the last one.
    LastYear(i16),
}

impl ContractRefusal {
    /// The stable code.
    pub const fn code(&self) -> Code {
        match self {
            Self::NotFound { .. } => Code::ContractNotFound,
            Self::AlreadySigned { .. } => Code::ContractAlreadySigned,
            Self::NotSigned { .. } => Code::ContractNotSigned,
            Self::HasEvents { .. } => Code::ContractHasEvents,
            Self::ZeroAmount => Code::ZeroAmount,
            Self::ExceedsBalance { .. } => Code::PaymentExceedsBalance,
            Self::FutureDate { .. } => Code::FutureDate,
            Self::OldDate { .. } => Code::OldDate,
            Self::PaymentNotFound { .. } => Code::PaymentNotFound,
            Self::AlreadyReversed { .. } => Code::PaymentAlreadyReversed,
            Self::IsReversal { .. } => Code::PaymentIsReversal,
        }
    }
}
