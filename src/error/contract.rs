//! What the business refuses with contracts and payments, as data.

use jiff::civil::Date;

use super::Code;
use super::coded::coded;
use crate::models::amount::Amount;

coded! {
    /// A refusal that concerns one contract, named by its number for people (`CT-2026-000012`).
    #[derive(Debug, Clone, PartialEq)]
    #[expect(missing_docs, reason = "the sentence of a variant names its fields")]
    ContractRefusal {
        /// No contract with that number.
        NotFound { reference: String } = ContractNotFound,
        /// The contract is signed since that day: it keeps its amount, its customer and its signature.
        AlreadySigned { contract_number: String, signed_on: Date } = ContractAlreadySigned,
        /// The contract is not signed yet.
        NotSigned { contract_number: String } = ContractNotSigned,
        /// The contract has that many events.
        HasEvents { contract_number: String, events: u64 } = ContractHasEvents,
        /// Payments of nothing do not exist, nor contracts over nothing.
        ZeroAmount,
        /// More than what is still due.
        ExceedsBalance {
            contract_number: String,
            amount: Amount,
            balance_due: Amount,
        } = PaymentExceedsBalance,
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
        AlreadyReversed { payment_id: u64, reversed_by: Option<u64> } = PaymentAlreadyReversed,
        /// The payment is itself a reversal.
        IsReversal { payment_id: u64, reverses: u64 } = PaymentIsReversal,
    }
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
