//! `contrats contrepasser`: undoes a payment by an opposite one, for a reason that is kept.

use crate::models::identifier::PaymentId;
use crate::models::permission::ContractReversePayment;
use crate::models::text::Reason;
use crate::services::payments;
use crate::shell::commands::contracts::fields::CONTRACT;
use crate::shell::commands::prelude::*;
use crate::shell::messages::contracts as messages;

/// The command.
pub struct ReversePayment;

const PAYMENT: Required<PaymentId> = Required::option("paiement", "Numéro du paiement, que montre contrats voir.");
const REASON: Required<Reason> = Required::option("motif", "Motif, gardé avec le paiement et dans le journal.");

impl Command for ReversePayment {
    type Requires = ContractReversePayment;

    const DEFINITION: Definition = Definition {
        words: "contrats contrepasser",
        section: Section::Contracts,
        summary: "Annule un paiement par un paiement opposé, daté d'aujourd'hui.",
        details: "Le reste dû augmente d'autant. Un paiement ne se contrepasse qu'une fois.",
        arguments: arguments![CONTRACT, PAYMENT, REASON],
        examples: &["contrats contrepasser 2 --paiement 1 --motif \"chèque sans provision\""],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<ContractReversePayment>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let reversal = payments::reverse(
            authorized,
            arguments.get(&CONTRACT)?,
            *arguments.get(&PAYMENT)?,
            arguments.get(&REASON)?,
            &context.configuration.time_zone,
        )?;
        Ok(Reply::Done(messages::reversed(&reversal)))
    }
}
