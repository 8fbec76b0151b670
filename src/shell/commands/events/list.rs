//! `evenements lister`: every event, narrowed, ordered, page by page.

use crate::models::event::{EventFilter, EventSort};
use crate::models::identifier::{ContractReference, CustomerReference};
use crate::models::permission::{EventRead, PermissionName};
use crate::security::ownership::own_records;
use crate::services::{customers, events};
use crate::shell::commands::events::fields::{BESIDE, ITSELF};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::listing::{List, list_arguments, show, sort};
use crate::shell::grammar::order::sort_fields;
use crate::shell::grammar::period::{FIRST_DAY, LAST_DAY, period};
use crate::shell::messages::events as messages;
use crate::shell::messages::foot::next_step;

/// The command.
pub struct ListEvents;

const MINE: Switch = Switch::new("miens", "Seulement les vôtres.");
const WITHOUT_SUPPORT: Switch = Switch::new(
    "sans-support",
    "Seulement ceux que personne ne suit, sans les annulés sauf avec --annules.",
);
const UPCOMING: Switch = Switch::new(
    "a-venir",
    "Seulement ceux qui n'ont pas commencé, sans les annulés sauf avec --annules.",
)
.excluding(&["passes"]);
const PAST: Switch = Switch::new("passes", "Seulement ceux qui sont finis, annulés compris.").excluding(&["a-venir"]);
const CANCELLED: Switch = Switch::new("annules", "Seulement ceux qui sont annulés.");
const CUSTOMER: Optional<CustomerReference> = Optional::option("client", "Seulement les événements de ce client.");
const CONTRACT: Optional<ContractReference> = Optional::option("contrat", "Seulement les événements de ce contrat.");

impl Command for ListEvents {
    type Requires = EventRead;

    const DEFINITION: Definition = Definition {
        words: "evenements lister",
        section: Section::Events,
        summary: "Montre la liste des événements.",
        details: "Sans filtre, la liste montre tous les événements avec leur état, annulés compris. --miens : pour un \
                  commercial, ceux de ses clients ; pour un gestionnaire, ceux des contrats qu'il suit ; pour le \
                  support, ceux qui lui sont assignés. --du et --au : ceux qui commencent ces jours-là. Les filtres \
                  se combinent.",
        arguments: list_arguments![
            MINE,
            WITHOUT_SUPPORT,
            UPCOMING,
            PAST,
            CANCELLED,
            CUSTOMER,
            CONTRACT,
            FIRST_DAY,
            LAST_DAY,
            sort::<EventSort>(),
        ],
        examples: &[
            "evenements lister --miens --a-venir",
            "evenements lister --sans-support --tri -debut",
            "evenements lister --du 01/12/2026 --au 31/12/2026",
            "evenements lister --client 1 --tout --format csv --vers evenements.csv",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<EventRead>, arguments: &Arguments) -> Result<Reply> {
        let filter = filter(context, &authorized, arguments)?;
        let list = List {
            columns: &[ITSELF, BESIDE],
            seen: authorized.now(),
            noun: messages::NOUN,
            next_step: next_step(
                "evenements",
                filter != EventFilter::default(),
                context.held().contains(&PermissionName::EventCreate),
            ),
        };
        let fetch = |page: &_| events::list(&authorized, &filter, page);
        show(context, arguments, &list, fetch)
    }
}

/// What the options let through. The moment of `--a-venir` and `--passes` is that of the command.
fn filter(context: &mut Context, authorized: &Authorized<EventRead>, arguments: &Arguments) -> Result<EventFilter> {
    let period = period(arguments)?;
    let mut filter = EventFilter::default();
    if arguments.has(&MINE) {
        filter.colleagues = own_records(authorized.actor());
    }
    if let Some(reference) = arguments.find(&CUSTOMER) {
        filter.customer_id = Some(customers::filtered_by(authorized, reference)?);
    }
    if let Some(reference) = arguments.find(&CONTRACT) {
        filter.contract_id = Some(events::contract_filtered_by(authorized, reference)?);
    }
    filter.is_without_support = arguments.has(&WITHOUT_SUPPORT);
    filter.upcoming_at = arguments.has(&UPCOMING).then(|| authorized.now());
    filter.past_at = arguments.has(&PAST).then(|| authorized.now());
    filter.is_cancelled = arguments.has(&CANCELLED);
    filter.starts_from = period.start(&context.configuration.time_zone);
    filter.starts_before = period.end(&context.configuration.time_zone);
    Ok(filter)
}

sort_fields! {
    EventSort, usually ascending Start:
    Start = "debut", Number = "numero", Name = "nom"
}
