//! Statements on `payments`: rows are added and read, never changed.

use jiff::Timestamp;
use mysql::{Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{
    amount_either_way, column, day, day_value, identifier, optional_identifier, timestamp, timestamp_value, unreadable,
};
use crate::database::statements::payments as statements;
use crate::error::Result;
use crate::models::date_time::Day;
use crate::models::identifier::{ContractId, PaymentId, UserId};
use crate::models::listed::Listed;
use crate::models::payment::{NewPayment, Payment, PaymentMethod};
use crate::models::text::{PaymentReference, Reason};
use crate::repositories::users::full_name_beside;

/// The payments of a contract and their reversals, in the order recorded.
pub fn list_of_contract(queries: &mut impl Queries, contract_id: ContractId) -> Result<Vec<Listed<Payment>>> {
    queries.listed(
        statements::LIST_OF_CONTRACT,
        params! { "contract_id" => contract_id.get() },
        from_row,
    )
}

/// The payment with this number, if it is one of this contract.
pub fn find_of_contract(queries: &mut impl Queries, contract_id: ContractId, id: PaymentId) -> Result<Option<Payment>> {
    queries.first(
        statements::FIND_OF_CONTRACT,
        params! { "contract_id" => contract_id.get(), "id" => id.get() },
        from_row,
    )
}

/// Adds a payment and gives its number.
pub fn insert(
    transaction: &mut Transaction<'_>,
    contract_id: ContractId,
    payment: &NewPayment,
    paid_on: Day,
    recorded_by: UserId,
    now: Timestamp,
) -> Result<PaymentId> {
    let id = transaction.insert(
        statements::INSERT,
        params! {
            "contract_id" => contract_id.get(),
            "amount" => payment.amount.canonical(),
            "paid_on" => day_value(paid_on),
            "method" => payment.method.as_str(),
            "reference" => payment.reference.as_ref().map(PaymentReference::as_str),
            "recorded_by_user_id" => recorded_by.get(),
            "now" => timestamp_value(now),
        },
    )?;
    Ok(PaymentId::new(id))
}

/// Adds the reversal of a payment, of the opposite amount, and gives its number.
pub fn reverse(
    transaction: &mut Transaction<'_>,
    id: PaymentId,
    reason: &Reason,
    paid_on: Day,
    recorded_by: UserId,
    now: Timestamp,
) -> Result<PaymentId> {
    let id = transaction.insert(
        statements::REVERSE,
        params! {
            "id" => id.get(),
            "reason" => reason.as_str(),
            "paid_on" => day_value(paid_on),
            "recorded_by_user_id" => recorded_by.get(),
            "now" => timestamp_value(now),
        },
    )?;
    Ok(PaymentId::new(id))
}

fn from_row(row: &mut Row) -> Result<Payment> {
    let method: String = column(row, "method")?;
    Ok(Payment {
        id: identifier(row, "id")?,
        amount: amount_either_way(row, "amount")?,
        paid_on: day(row, "paid_on")?,
        method: PaymentMethod::from_stored(&method).ok_or_else(|| unreadable("method"))?,
        reference: column(row, "reference")?,
        recorded_by: full_name_beside(row, "recorder")?.unwrap_or_default(),
        reverses: optional_identifier(row, "reverses_payment_id")?,
        reversed_by: optional_identifier(row, "reversed_by_payment_id")?,
        reason: column(row, "reason")?,
        created_at: timestamp(row, "created_at")?,
    })
}
