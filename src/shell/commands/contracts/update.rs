//! `contrats modifier`: changes the fields given, or all that this person may change in a form.

use crate::models::contract::{Contract, ContractChanges};
use crate::models::identifier::ContractReference;
use crate::models::permission::{ContractUpdate, Scope};
use crate::services::contracts;
use crate::shell::commands::contracts::fields::{AMOUNT, CONTRACT, CUSTOMER, MANAGER};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::editing::{Editor, FormField, Opened};
use crate::shell::messages::contracts as messages;

/// The command.
pub struct UpdateContract;

impl Command for UpdateContract {
    type Requires = ContractUpdate;

    const DEFINITION: Definition = Definition {
        words: "contrats modifier",
        section: Section::Contracts,
        summary: "Modifie un contrat.",
        details: "Le montant et le client ne changent plus après la signature. --client et --gestionnaire sont \
                  réservés à la gestion. Sans option, ouvre la fiche avec les valeurs actuelles, puis montre les \
                  différences avant d'écrire.",
        arguments: arguments![CONTRACT, AMOUNT.optional, CUSTOMER.optional, MANAGER],
        examples: &[
            "contrats modifier 1 --montant 5200",
            "contrats modifier CT-2026-000001 --gestionnaire manager2",
            "contrats modifier 1",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<ContractUpdate>, arguments: &Arguments) -> Result<Reply> {
        EDITOR.run(context, authorized, arguments)
    }
}

const EDITOR: Editor<ContractUpdate, Contract> = Editor {
    fields: &FIELDS,
    open,
    write,
};

static FIELDS: [FormField<Contract>; 3] = [
    FormField::of(&AMOUNT.optional, |contract| contract.total_amount.canonical()),
    FormField::of(&CUSTOMER.optional, |contract| contract.customer.id.to_string()),
    FormField::of(&MANAGER, |contract| contract.manager.username.clone()),
];

fn open(context: &Context, authorized: &Authorized<ContractUpdate>, arguments: &Arguments) -> Result<Opened<Contract>> {
    let contract = contracts::check_update(authorized, arguments.get(&CONTRACT)?)?;
    let [amount, _, manager] = &FIELDS;
    let fields = match authorized.scope() {
        // Neither amount nor customer changes after the signature.
        Scope::Any if contract.is_signed() => std::slice::from_ref(manager),
        Scope::Any => FIELDS.as_slice(),
        // D10: the amount alone, and only while unsigned.
        Scope::Own => {
            contracts::refuse_signed(&contract, &context.configuration.time_zone)?;
            std::slice::from_ref(amount)
        }
    };
    Ok(Opened {
        record: contract,
        fields,
    })
}

fn write(
    context: &mut Context,
    authorized: Authorized<ContractUpdate>,
    arguments: &Arguments,
    read: Option<&Contract>,
) -> Result<Reply> {
    let reference = match read {
        Some(contract) => &ContractReference::Id(contract.id),
        None => arguments.get(&CONTRACT)?,
    };
    let changes = ContractChanges {
        total_amount: arguments.find(&AMOUNT.optional).copied(),
        customer: arguments.find(&CUSTOMER.optional).cloned(),
        manager: arguments.find(&MANAGER).cloned(),
    };
    let time_zone = &context.configuration.time_zone;
    let update = contracts::update(authorized, reference, &changes, read, time_zone)?;
    Ok(Reply::Done(messages::updated(&update)))
}
