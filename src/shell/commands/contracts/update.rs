//! `contrats modifier`: changes the fields given, or all that this person may change in a form.

use crate::database::authorized::Authorized;
use crate::error::{Error, Result};
use crate::models::contract::{Contract, ContractChanges};
use crate::models::identifier::ContractReference;
use crate::models::permission::{ContractUpdate, Scope};
use crate::security::ownership;
use crate::services::contracts;
use crate::shell::commands::contracts::fields::CONTRACT;
use crate::shell::commands::contracts::fields::optional::{AMOUNT, CUSTOMER, MANAGER};
use crate::shell::context::Context;
use crate::shell::context::command::Command;
use crate::shell::context::reply::Reply;
use crate::shell::dialogue::form;
use crate::shell::grammar::argument::Specification;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::{Definition, Section};
use crate::shell::messages::contracts as messages;
use crate::shell::messages::forms::UNCHANGED;

/// The command.
pub struct UpdateContract;

static FIELDS: [Specification; 3] = [
    AMOUNT.specification,
    CUSTOMER.specification,
    MANAGER.specification,
];
/// What remains to whoever looks after his own contracts only (D10).
static OWN_FIELDS: [Specification; 1] = [AMOUNT.specification];
/// What remains once the contract is signed.
static FIELDS_ONCE_SIGNED: [Specification; 1] = [MANAGER.specification];

impl Command for UpdateContract {
    type Requires = ContractUpdate;

    const DEFINITION: Definition = Definition {
        words: "contrats modifier",
        aliases: &[],
        section: Section::Contracts,
        summary: "Modifie un contrat.",
        details: "Le montant et le client ne changent plus après la signature. --client et --gestionnaire sont réservés \
                  à la gestion. Sans option, ouvre la fiche avec les valeurs actuelles, puis montre les différences \
                  avant d'écrire.",
        arguments: &[
            CONTRACT.specification,
            AMOUNT.specification,
            CUSTOMER.specification,
            MANAGER.specification,
        ],
        examples: &[
            "contrats modifier 1 --montant 5200",
            "contrats modifier CT-2026-000001 --gestionnaire manager2",
            "contrats modifier 1",
        ],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<ContractUpdate>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let reference = arguments.get(&CONTRACT)?;
        let has_fields = FIELDS.iter().any(|field| arguments.contains(field));
        if !has_fields {
            return by_form(context, authorized, reference);
        }
        let update = contracts::update(
            authorized,
            reference,
            &changes(arguments),
            None,
            &context.configuration.time_zone,
        )?;
        Ok(Reply::Done(messages::updated(&update)))
    }
}

/// The form: nothing is locked while the person types; what others changed meanwhile is found when writing.
fn by_form(
    context: &mut Context,
    authorized: Authorized<ContractUpdate>,
    reference: &ContractReference,
) -> Result<Reply> {
    if !context.questions.is_conversation() {
        return Err(Error::NothingToChange);
    }
    let contract = contracts::show(&authorized, reference)?;
    ownership::of_contract(&authorized, &contract)?;
    let [amount, customer, manager] = presents(&contract);
    let (fields, presents): (&'static [Specification], Vec<String>) = match authorized.scope() {
        Scope::Any if contract.is_signed() => (&FIELDS_ONCE_SIGNED, vec![manager]),
        Scope::Any => (&FIELDS, vec![amount, customer, manager]),
        Scope::Own => {
            contracts::refuse_signed(&contract, &context.configuration.time_zone)?;
            (&OWN_FIELDS, vec![amount])
        }
    };
    // The witness was for reading; writing comes after the questions and is authorised anew.
    drop(authorized);
    let Some(typed) = form::ask_record(context, fields, &presents)? else {
        return Ok(Reply::Done(UNCHANGED.to_owned()));
    };
    let authorized = context.authorize::<ContractUpdate>()?;
    let update = contracts::update(
        authorized,
        &ContractReference::Id(contract.id),
        &changes(&typed),
        Some(&contract),
        &context.configuration.time_zone,
    )?;
    Ok(Reply::Done(messages::updated(&update)))
}

/// The present values, in the order of the fields.
fn presents(contract: &Contract) -> [String; 3] {
    [
        contract.total_amount.canonical(),
        contract.customer.id.to_string(),
        contract.manager.username.clone(),
    ]
}

fn changes(arguments: &Arguments) -> ContractChanges {
    ContractChanges {
        total_amount: arguments.find(&AMOUNT).copied(),
        customer: arguments.find(&CUSTOMER).cloned(),
        manager: arguments.find(&MANAGER).cloned(),
    }
}
