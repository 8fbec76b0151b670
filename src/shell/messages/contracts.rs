//! French of the commands on contracts and payments.

use jiff::civil::Date;

use crate::error::DateFloor;
use crate::models::contract::{Contract, ContractState};
use crate::models::payment::PaymentMethod;
use crate::security::clean::clean;
use crate::services::contracts::Signing;
use crate::services::payments::{RecordedPayment, Reversal};
use crate::shell::messages::foot::Noun;
use crate::shell::messages::prose::told_apart;
use crate::shell::messages::refusals::contracts::old_date;
use crate::shell::messages::typography::numbered;

/// What a list of contracts counts.
pub const NOUN: Noun = Noun::masculine("contrat", "contrats");
/// The payments on the card of a contract.
pub const PAYMENTS: Noun = Noun::masculine("paiement", "paiements");

/// The state of a contract.
pub const fn state(state: ContractState) -> &'static str {
    match state {
        ContractState::Unsigned => "non signé",
        ContractState::Signed => "signé",
        ContractState::Settled => "soldé",
    }
}

/// How a payment came.
pub const fn method(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Transfer => "virement",
        PaymentMethod::Card => "carte",
        PaymentMethod::Cheque => "chèque",
        PaymentMethod::Cash => "espèces",
    }
}

/// After a creation.
pub fn created(contract: &Contract) -> String {
    format!(
        "Contrat {} ({}) créé : {}.",
        clean(&contract.contract_number),
        numbered(contract.short_number()),
        followed(contract),
    )
}

/// After a change.
pub fn updated(contract: &Contract) -> String {
    format!(
        "Contrat {} modifié : {}.",
        clean(&contract.contract_number),
        followed(contract),
    )
}

/// Names what will be lost.
pub fn deletion_question(contract: &Contract) -> String {
    format!(
        "Supprimer définitivement le contrat {} : {} ?",
        clean(&contract.contract_number),
        agreed(contract),
    )
}

/// After a deletion.
pub fn deleted(contract: &Contract) -> String {
    format!("Contrat {} supprimé.", clean(&contract.contract_number))
}

/// Asks whether a day that is probably a slip of the finger is meant.
pub fn old_date_question(contract_number: &str, date: Date, floor: DateFloor) -> String {
    let improbable = old_date(contract_number, date, floor);
    format!("Attention, {improbable}. L'enregistrer quand même ?")
}

/// After a signature.
pub fn signed(signing: &Signing) -> String {
    let contract = &signing.contract;
    format!(
        "Contrat {} signé le {} par {} ; {}.",
        clean(&contract.contract_number),
        signing.signed_on,
        customer(contract),
        due(contract),
    )
}

/// After a payment.
pub fn paid(recorded: &RecordedPayment) -> String {
    format!(
        "Paiement {} de {} enregistré sur le contrat {} ; {}.",
        numbered(recorded.payment_id),
        recorded.amount,
        clean(&recorded.contract.contract_number),
        due(&recorded.contract),
    )
}

/// After a reversal.
pub fn reversed(reversal: &Reversal) -> String {
    format!(
        "Paiement {} de {} contrepassé par le paiement {} sur le contrat {} ; {}.",
        numbered(reversal.payment.id),
        reversal.payment.amount,
        numbered(reversal.id),
        clean(&reversal.contract.contract_number),
        due(&reversal.contract),
    )
}

fn customer(contract: &Contract) -> String {
    told_apart(&contract.customer.name, &contract.customer.company_name)
}

fn agreed(contract: &Contract) -> String {
    format!("{} pour {}", contract.total_amount, customer(contract))
}

fn followed(contract: &Contract) -> String {
    let manager = contract.manager.full_name();
    format!("{}, suivi par {}", agreed(contract), clean(&manager))
}

fn due(contract: &Contract) -> String {
    if contract.balance_due.is_zero() {
        return String::from("il est soldé");
    }
    format!("reste dû : {}", contract.balance_due)
}
