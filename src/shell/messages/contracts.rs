//! French of the commands on contracts and payments.

use crate::models::contract::{Contract, ContractState};
use crate::models::payment::PaymentMethod;
use crate::security::clean::clean;
use crate::services::contracts::Signing;
use crate::services::editing::Update;
use crate::services::payments::{Recorded, Reversal};
use crate::shell::messages::forms::UNCHANGED;
use crate::shell::messages::typography::numbered;
use crate::shell::render::foot::Noun;

/// What a list of contracts counts.
pub const NOUN: Noun = Noun::masculine("contrat", "contrats");
/// On the card of a contract without payments.
pub const NO_PAYMENT: &str = "Aucun paiement.";
/// On the card of a contract without events.
pub const NO_EVENT: &str = "Aucun événement.";

/// What to do when a list is empty.
pub fn empty_list(is_filtered: bool, may_create: bool) -> Option<String> {
    match (is_filtered, may_create) {
        (true, _) => Some(String::from("contrats lister")),
        (false, true) => Some(String::from("contrats creer")),
        (false, false) => None,
    }
}

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
        "Contrat {} ({}) créé : {} pour {}, suivi par {}.",
        clean(&contract.contract_number),
        numbered(contract.id),
        contract.total_amount,
        customer(contract),
        clean(&contract.manager.full_name()),
    )
}

/// After a change.
pub fn updated(update: &Update<Contract>) -> String {
    let contract = &update.record;
    if update.changes.is_empty() {
        return UNCHANGED.to_owned();
    }
    format!(
        "Contrat {} modifié : {} pour {}, suivi par {}.",
        clean(&contract.contract_number),
        contract.total_amount,
        customer(contract),
        clean(&contract.manager.full_name()),
    )
}

/// Names what will be lost.
pub fn deletion_question(contract: &Contract) -> String {
    format!(
        "Supprimer définitivement le contrat {} : {} pour {} ?",
        clean(&contract.contract_number),
        contract.total_amount,
        customer(contract),
    )
}

/// After a deletion.
pub fn deleted(contract: &Contract) -> String {
    format!("Contrat {} supprimé.", clean(&contract.contract_number))
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
pub fn paid(recorded: &Recorded) -> String {
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
    format!(
        "{} ({})",
        clean(&contract.customer.name),
        clean(&contract.customer.company_name)
    )
}

fn due(contract: &Contract) -> String {
    if contract.balance_due.is_zero() {
        return String::from("il est soldé");
    }
    format!("reste dû : {}", contract.balance_due)
}
