//! `contrats signer`: records that a contract is signed, for ever.

use crate::models::date_time::Day;
use crate::models::permission::ContractSign;
use crate::services::contracts;
use crate::shell::commands::contracts::fields::CONTRACT;
use crate::shell::commands::contracts::old_dates::{OLD_DATE, record_on};
use crate::shell::commands::prelude::*;
use crate::shell::messages::contracts as messages;
use crate::telemetry::BusinessEvent;

/// The command.
pub struct SignContract;

const DATE: Optional<Day> = Optional::option("date", "Jour de la signature ; aujourd'hui par défaut.");

impl Command for SignContract {
    type Requires = ContractSign;

    const DEFINITION: Definition = Definition {
        words: "contrats signer",
        section: Section::Contracts,
        summary: "Enregistre la signature d'un contrat.",
        details: "C'est irréversible : le montant et le client du contrat ne changent plus. Un jour d'avant la \
                  création du contrat, ou d'une autre année que celle-ci et la précédente, est à confirmer.",
        arguments: arguments![CONTRACT, DATE, OLD_DATE],
        examples: &["contrats signer 1", "contrats signer CT-2026-000001 --date 03/11/2026"],
    };

    fn run(context: &mut Context, authorized: Authorized<ContractSign>, arguments: &Arguments) -> Result<Reply> {
        let by = authorized.actor().id;
        let contract = arguments.get(&CONTRACT)?;
        let day = arguments.find(&DATE).copied();
        let signing = record_on(context, authorized, arguments, day, |context, authorized, day| {
            contracts::sign(authorized, contract, day, &context.configuration.time_zone)
        })?;
        context.announce(BusinessEvent::ContractSigned {
            contract_id: signing.contract.id,
            by,
        });
        Ok(Reply::Done(messages::signed(&signing)))
    }
}
