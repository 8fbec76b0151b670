//! The sentences of what the business refuses with contracts and payments.

use jiff::civil::Date;

use crate::error::{ContractRefusal, DateFloor};
use crate::models::date_time::Day;
use crate::shell::messages::prose::{Prose, advised, cited, counted, repeated};
use crate::shell::messages::typography::numbered;

/// What a refusal says.
pub fn prose(refusal: &ContractRefusal) -> Prose {
    match refusal {
        ContractRefusal::NotFound { reference } => advised(
            format!("aucun contrat ne correspond à {}.", cited(reference)),
            "contrats lister",
        ),
        ContractRefusal::AlreadySigned {
            contract_number,
            signed_on,
        } => advised(
            format!(
                "le contrat {} est signé depuis le {}.",
                repeated(contract_number),
                Day::new(*signed_on)
            ),
            show(contract_number),
        ),
        ContractRefusal::NotSigned { contract_number } => advised(
            format!("le contrat {} n'est pas encore signé.", repeated(contract_number)),
            format!("contrats signer {}", repeated(contract_number)),
        ),
        ContractRefusal::HasEvents {
            contract_number,
            events,
        } => advised(
            format!(
                "le contrat {} a {} ; un contrat qui a des événements ne peut être supprimé.",
                repeated(contract_number),
                counted(*events, "événement", "événements")
            ),
            show(contract_number),
        ),
        ContractRefusal::ZeroAmount => advised(
            "le montant doit être d'au moins un centime.",
            "tapez un montant positif, par exemple 1234,56",
        ),
        ContractRefusal::ExceedsBalance {
            contract_number,
            amount,
            balance_due,
        } => advised(
            format!(
                "{amount} dépassent ce qui reste dû sur le contrat {} : {balance_due}.",
                repeated(contract_number)
            ),
            show(contract_number),
        ),
        ContractRefusal::FutureDate { date, today } => advised(
            format!("le {} est après aujourd'hui, le {}.", Day::new(*date), Day::new(*today)),
            "corrigez --date ; sans elle, c'est aujourd'hui",
        ),
        ContractRefusal::OldDate {
            contract_number,
            date,
            floor,
        } => advised(
            format!("{}.", old_date(contract_number, *date, *floor)),
            "corrigez --date ; si ce jour est juste, ajoutez --date-ancienne",
        ),
        ContractRefusal::PaymentNotFound {
            contract_number,
            payment_id,
        } => advised(
            format!(
                "le contrat {} n'a pas de paiement {}.",
                repeated(contract_number),
                numbered(payment_id)
            ),
            show(contract_number),
        ),
        ContractRefusal::AlreadyReversed {
            payment_id,
            reversed_by,
        } => advised(
            already_reversed(*payment_id, *reversed_by),
            "expliquer PAIEMENT_DEJA_CONTREPASSE",
        ),
        ContractRefusal::IsReversal { payment_id, reverses } => advised(
            format!(
                "le paiement {} est lui-même la contrepassation du paiement {}.",
                numbered(payment_id),
                numbered(reverses)
            ),
            "si l'argent est revenu, enregistrez un nouveau paiement avec contrats encaisser",
        ),
    }
}

/// What makes a day improbable, without a full stop.
pub fn old_date(contract_number: &str, date: Date, floor: DateFloor) -> String {
    let (day, contract) = (Day::new(date), repeated(contract_number));
    match floor {
        DateFloor::Creation(created) => format!(
            "le {day} est avant la création du contrat {contract}, le {}",
            Day::new(created)
        ),
        DateFloor::Signature(signed) => format!(
            "le {day} est avant la signature du contrat {contract}, le {}",
            Day::new(signed)
        ),
        DateFloor::LastYear(year) => format!("le {day} est d'avant {year}"),
    }
}

fn already_reversed(payment_id: u64, reversed_by: Option<u64>) -> String {
    let payment = numbered(payment_id);
    match reversed_by {
        Some(reversal) => format!(
            "le paiement {payment} est déjà contrepassé par le paiement {}.",
            numbered(reversal)
        ),
        None => format!("le paiement {payment} est déjà contrepassé."),
    }
}

fn show(contract_number: &str) -> String {
    format!("contrats voir {}", repeated(contract_number))
}
