//! `contrats lister`: every contract, narrowed, ordered, page by page.

use crate::models::contract::{ContractFilter, ContractSort};
use crate::models::identifier::{CustomerReference, UserReference};
use crate::models::permission::{ContractRead, PermissionName};
use crate::security::ownership::own_records;
use crate::services::{contracts, customers, users};
use crate::shell::commands::contracts::fields::COLUMNS;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::listing::{List, list_arguments, show, sort};
use crate::shell::grammar::order::sort_fields;
use crate::shell::messages::contracts as messages;
use crate::shell::messages::foot::next_step;

/// The command.
pub struct ListContracts;

const MINE: Switch = Switch::new("miens", "Seulement les vôtres.");
const SIGNED: Switch = Switch::new("signes", "Seulement les contrats signés.").excluding(&["non-signes"]);
const UNSIGNED: Switch = Switch::new("non-signes", "Seulement les contrats à faire signer.").excluding(&["signes"]);
const PAID: Switch = Switch::new("payes", "Seulement ceux dont plus rien n'est dû.").excluding(&["non-payes"]);
const UNPAID: Switch =
    Switch::new("non-payes", "Seulement ceux dont il reste à payer, signés ou non.").excluding(&["payes"]);
const WITHOUT_EVENT: Switch = Switch::new(
    "sans-evenement",
    "Seulement ceux qui n'ont aucun événement, ou que des événements annulés.",
);
const CUSTOMER: Optional<CustomerReference> = Optional::option("client", "Seulement les contrats de ce client.");
const MANAGER: Optional<UserReference> =
    Optional::option("gestionnaire", "Seulement les contrats que ce gestionnaire suit.");

impl Command for ListContracts {
    type Requires = ContractRead;

    const DEFINITION: Definition = Definition {
        words: "contrats lister",
        section: Section::Contracts,
        summary: "Montre la liste des contrats.",
        details: "--miens : ceux des clients du commercial, ceux que suit le gestionnaire, ceux qui ont un événement \
                  assigné au support. Les filtres se combinent, par exemple --signes --non-payes pour ce qui reste à \
                  encaisser.",
        arguments: list_arguments![
            MINE,
            SIGNED,
            UNSIGNED,
            PAID,
            UNPAID,
            WITHOUT_EVENT,
            CUSTOMER,
            MANAGER,
            sort::<ContractSort>(),
        ],
        examples: &[
            "contrats lister",
            "contrats lister --miens --non-signes",
            "contrats lister --signes --non-payes --tri -reste",
            "contrats lister --client kevin@startup.io --sans-evenement",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<ContractRead>, arguments: &Arguments) -> Result<Reply> {
        let filter = filter(&authorized, arguments)?;
        let list = List {
            columns: &[COLUMNS],
            seen: context.configuration.time_zone.clone(),
            noun: messages::NOUN,
            next_step: next_step(
                "contrats",
                filter != ContractFilter::default(),
                context.held().contains(&PermissionName::ContractCreate),
            ),
        };
        let fetch = |page: &_| contracts::list(&authorized, &filter, page);
        show(context, arguments, &list, fetch)
    }
}

fn filter(authorized: &Authorized<ContractRead>, arguments: &Arguments) -> Result<ContractFilter> {
    let mut filter = ContractFilter::default();
    if arguments.has(&MINE) {
        filter.colleagues = own_records(authorized.actor());
    }
    if let Some(reference) = arguments.find(&CUSTOMER) {
        filter.customer_id = Some(customers::filtered_by(authorized, reference)?);
    }
    if let Some(reference) = arguments.find(&MANAGER) {
        let manager = users::filtered_by(authorized, reference)?;
        filter.colleagues = filter.colleagues.of_manager(manager);
    }
    filter.is_signed = answer(arguments, &SIGNED, &UNSIGNED);
    filter.is_paid = answer(arguments, &PAID, &UNPAID);
    filter.lacks_event = arguments.has(&WITHOUT_EVENT);
    Ok(filter)
}

/// What two switches that exclude one another ask; nothing when neither is there.
fn answer(arguments: &Arguments, yes: &Switch, no: &Switch) -> Option<bool> {
    (arguments.has(yes) || arguments.has(no)).then(|| arguments.has(yes))
}

sort_fields! {
    ContractSort, usually ascending Number:
    Number = "numero", Amount = "montant", Balance = "reste"
}
