//! `contrats encaisser`: records a payment of a signed contract.

use crate::models::amount::Amount;
use crate::models::date_time::Day;
use crate::models::payment::{NewPayment, PaymentMethod};
use crate::models::permission::ContractRecordPayment;
use crate::models::text::PaymentReference;
use crate::services::payments;
use crate::shell::commands::contracts::fields::CONTRACT;
use crate::shell::commands::contracts::old_dates::{OLD_DATE, record_on};
use crate::shell::commands::prelude::*;
use crate::shell::messages::contracts as messages;

/// The command.
pub struct RecordPayment;

const AMOUNT: Required<Amount> = Required::option("montant", "Montant reçu, comme 1234,56.");
const DATE: Optional<Day> = Optional::option("date", "Jour du paiement ; aujourd'hui par défaut.");
const METHOD: Optional<PaymentMethod> = Optional::option("moyen", "Moyen de paiement ; virement par défaut.");
const REFERENCE: Optional<PaymentReference> =
    Optional::option("reference", "Référence du virement ou numéro du chèque.");

impl Command for RecordPayment {
    type Requires = ContractRecordPayment;

    const CREATES: bool = true;

    const DEFINITION: Definition = Definition {
        words: "contrats encaisser",
        section: Section::Contracts,
        summary: "Enregistre un paiement sur un contrat signé.",
        details: "Le montant ne dépasse pas ce qui reste dû, et la réponse montre ce qui le reste encore. Un paiement \
                  ne se modifie pas ; la gestion peut le contrepasser. Un jour d'avant la création ou la signature du \
                  contrat, ou d'une autre année que celle-ci et la précédente, est à confirmer.",
        arguments: arguments![CONTRACT, AMOUNT, DATE, METHOD, REFERENCE, OLD_DATE],
        examples: &[
            "contrats encaisser 2 --montant 4000,50",
            "contrats encaisser CT-2026-000002 --montant 1500 --date 18/11/2026 --moyen cheque --reference CHQ-0458813",
        ],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<ContractRecordPayment>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let contract = arguments.get(&CONTRACT)?;
        let amount = *arguments.get(&AMOUNT)?;
        let day = arguments.find(&DATE).copied();
        let recorded = record_on(context, authorized, arguments, day, |context, authorized, paid_on| {
            let payment = NewPayment {
                amount,
                paid_on,
                method: arguments.find(&METHOD).copied().unwrap_or(PaymentMethod::Transfer),
                reference: arguments.find(&REFERENCE).cloned(),
            };
            payments::record(authorized, contract, &payment, &context.configuration.time_zone)
        })?;
        Ok(Reply::Created {
            text: messages::paid(&recorded),
            id: recorded.payment_id.get(),
        })
    }
}
