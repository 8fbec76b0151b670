//! What the business allows with payments (B7–B9, D8, D9): a ledger that only grows, and a balance that follows it.

use jiff::tz::TimeZone;

use crate::database::authorized::Authorized;
use crate::database::executor::Transaction;
use crate::database::write::Written;
use crate::error::{ContractRefusal, Error, Result};
use crate::models::amount::Amount;
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::contract::Contract;
use crate::models::date_time::Day;
use crate::models::identifier::{ContractReference, PaymentId};
use crate::models::payment::{NewPayment, Payment, PaymentMethod};
use crate::models::permission::{ContractRecordPayment, ContractReversePayment};
use crate::models::text::{PaymentReference, Reason};
use crate::repositories::{contracts, payments};
use crate::services::contracts::{day_until_today, lock_owned, refuse_old_date, refuse_unsigned, refuse_zero};
use crate::services::editing::refuse_stale;
use crate::services::users;

/// What recording a payment did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedPayment {
    /// The number of the payment.
    pub payment_id: PaymentId,
    /// How much was paid.
    pub amount: Amount,
    /// The contract with what is due now.
    pub contract: Contract,
}

/// Records a payment of a signed contract, of what is due at most. The contract is locked, so that two payments at once
/// cannot both take the same balance (B7).
///
/// # Errors
/// [`ContractRefusal::NotFound`], [`Error::NotOwner`], [`ContractRefusal::NotSigned`], [`ContractRefusal::ZeroAmount`],
/// [`ContractRefusal::FutureDate`], [`ContractRefusal::ExceedsBalance`], [`ContractRefusal::OldDate`];
/// [`Error::SessionClosed`] for whoever was disabled or given another role since the command started.
pub fn record(
    authorized: Authorized<ContractRecordPayment>,
    reference: &ContractReference,
    payment: &NewPayment,
    time_zone: &TimeZone,
) -> Result<RecordedPayment> {
    authorized.write(|transaction, authorized| {
        let (actor, now) = (authorized.actor().id, authorized.now());
        users::hold_actor(transaction, authorized)?;
        let mut contract = lock_owned(transaction, authorized, reference)?;
        refuse_unsigned(&contract)?;
        refuse_zero(payment.amount)?;
        let paid_on = day_until_today(payment.paid_on.day, now, time_zone)?;
        let balance_due = less(&contract, payment.amount)?;
        refuse_old_date(&contract, paid_on, payment.paid_on, now, time_zone)?;
        let id = payments::insert(transaction, contract.id, payment, paid_on, actor, now)?;
        refuse_stale(contracts::update_balance(transaction, &contract, balance_due, now)?)?;
        let mut changes = vec![
            balance_change(&contract, balance_due),
            FieldChange::created("payment_id", id.to_string()),
            FieldChange::created("amount", payment.amount.canonical()),
        ];
        let payment_reference = payment.reference.as_ref().map(PaymentReference::as_str);
        changes.extend(details(paid_on, payment.method, payment_reference));
        let record = AuditRecord::done(contract.id, changes);
        contract.balance_due = balance_due;
        let recorded = RecordedPayment {
            payment_id: id,
            amount: payment.amount,
            contract,
        };
        Ok(Written::Changed(recorded, record))
    })
}

/// What a reversal did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    /// The payment that was reversed, as it was.
    pub payment: Payment,
    /// The number of the reversal.
    pub id: PaymentId,
    /// The contract with what is due now.
    pub contract: Contract,
}

/// Reverses a payment of a contract, once, for a reason that is kept: a new row of the opposite amount, dated today
/// (B8).
///
/// # Errors
/// [`ContractRefusal::NotFound`], [`Error::NotOwner`], [`ContractRefusal::PaymentNotFound`],
/// [`ContractRefusal::IsReversal`], [`ContractRefusal::AlreadyReversed`]; [`Error::SessionClosed`] as for [`record`].
pub fn reverse(
    authorized: Authorized<ContractReversePayment>,
    reference: &ContractReference,
    payment_id: PaymentId,
    reason: &Reason,
    time_zone: &TimeZone,
) -> Result<Reversal> {
    authorized.write(|transaction, authorized| {
        let (actor, now) = (authorized.actor().id, authorized.now());
        users::hold_actor(transaction, authorized)?;
        let mut contract = lock_owned(transaction, authorized, reference)?;
        let payment = find_reversible(transaction, &contract, payment_id)?;
        let today = day_until_today(None, now, time_zone)?;
        let balance_due = contract.balance_due.checked_add(payment.amount);
        let balance_due = balance_due.ok_or_else(|| Error::internal("more is due than was agreed"))?;
        let id = payments::reverse(transaction, payment.id, reason, today, actor, now)?;
        refuse_stale(contracts::update_balance(transaction, &contract, balance_due, now)?)?;
        let mut changes = vec![
            balance_change(&contract, balance_due),
            FieldChange::created("payment_id", id.to_string()),
            FieldChange::created("reverses_payment_id", payment.id.to_string()),
            FieldChange::created("amount", format!("-{}", payment.amount.canonical())),
        ];
        changes.extend(details(today, payment.method, payment.reference.as_deref()));
        let record = AuditRecord::done(contract.id, changes).because(Some(reason.to_string()));
        contract.balance_due = balance_due;
        let reversal = Reversal { payment, id, contract };
        Ok(Written::Changed(reversal, record))
    })
}

/// What is due once this is paid.
fn less(contract: &Contract, amount: Amount) -> Result<Amount> {
    contract.balance_due.checked_sub(amount).ok_or_else(|| {
        Error::from(ContractRefusal::ExceedsBalance {
            contract_number: contract.contract_number.clone(),
            amount,
            balance_due: contract.balance_due,
        })
    })
}

/// The payment of this contract, which is no reversal and has none.
fn find_reversible(transaction: &mut Transaction<'_>, contract: &Contract, id: PaymentId) -> Result<Payment> {
    let Some(payment) = payments::find_of_contract(transaction, contract.id, id)? else {
        return Err(Error::from(ContractRefusal::PaymentNotFound {
            contract_number: contract.contract_number.clone(),
            payment_id: id.get(),
        }));
    };
    if let Some(reverses) = payment.reverses {
        return Err(Error::from(ContractRefusal::IsReversal {
            payment_id: id.get(),
            reverses: reverses.get(),
        }));
    }
    if let Some(reversed_by) = payment.reversed_by {
        return Err(Error::from(ContractRefusal::AlreadyReversed {
            payment_id: id.get(),
            reversed_by: Some(reversed_by.get()),
        }));
    }
    Ok(payment)
}

fn balance_change(contract: &Contract, balance_due: Amount) -> FieldChange {
    FieldChange::changed("balance_due", contract.balance_due.canonical(), balance_due.canonical())
}

/// What the journal keeps of a payment besides its number and its amount.
fn details(paid_on: Day, method: PaymentMethod, reference: Option<&str>) -> Vec<FieldChange> {
    let reference = reference.map(|reference| FieldChange::created("reference", reference));
    [
        FieldChange::created("paid_on", paid_on.canonical()),
        FieldChange::created("method", method.as_str()),
    ]
    .into_iter()
    .chain(reference)
    .collect()
}
