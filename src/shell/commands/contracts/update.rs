//! `contrats modifier`: changes the fields given, or all that this person may change in a form.

use jiff::tz::TimeZone;

use crate::models::contract::{Contract, ContractChanges};
use crate::models::identifier::ContractReference;
use crate::models::permission::{ContractUpdate, Scope};
use crate::services::contracts;
use crate::shell::commands::contracts::fields::{AMOUNT, CONTRACT, CUSTOMER, MANAGER};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::editing::{self, Editor, FormField, FormFields};
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
        let update = EDITOR.run(context, authorized, arguments)?;
        Ok(editing::reply(&update, messages::updated))
    }
}

const EDITOR: Editor<ContractUpdate, ContractReference, Contract, ContractChanges> = Editor {
    fields: &FIELDS,
    named: CONTRACT,
    reference: |contract| ContractReference::Id(contract.id),
    check: contracts::check_update,
    asked,
    changes,
    update: contracts::update,
};

static FIELDS: [FormField<Contract>; 3] = [
    FormField::of(&AMOUNT.optional, |contract| contract.total_amount.canonical()),
    FormField::of(&CUSTOMER.optional, |contract| contract.customer.id.to_string()),
    FormField::of(&MANAGER, |contract| contract.manager.username.clone()),
];

/// Neither amount nor customer changes after the signature; D10: to whoever looks after their own contracts the amount
/// alone is left, and only while unsigned.
fn asked(
    authorized: &Authorized<ContractUpdate>,
    contract: &Contract,
    time_zone: &TimeZone,
) -> Result<FormFields<Contract>> {
    let [amount, _, manager] = &FIELDS;
    match authorized.scope() {
        Scope::Any if contract.is_signed() => Ok(std::slice::from_ref(manager)),
        Scope::Any => Ok(&FIELDS),
        Scope::Own => {
            contracts::refuse_signed(contract, time_zone)?;
            Ok(std::slice::from_ref(amount))
        }
    }
}

fn changes(arguments: &Arguments) -> ContractChanges {
    ContractChanges {
        total_amount: arguments.find(&AMOUNT.optional).copied(),
        customer: arguments.find(&CUSTOMER.optional).cloned(),
        manager: arguments.find(&MANAGER).cloned(),
    }
}
