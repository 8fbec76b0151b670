//! `clients lister`: every customer, narrowed, ordered, page by page.

use crate::models::customer::{CustomerFilter, CustomerSort};
use crate::models::identifier::UserReference;
use crate::models::permission::{CustomerRead, PermissionName};
use crate::models::text::Search;
use crate::security::ownership::own_records;
use crate::services::{customers, users};
use crate::shell::commands::customers::fields::COLUMNS;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::listing::{List, list_arguments, show, sort};
use crate::shell::grammar::order::sort_fields;
use crate::shell::messages::customers as messages;
use crate::shell::messages::foot::next_step;

/// The command.
pub struct ListCustomers;

const MINE: Switch = Switch::new("miens", "Seulement les vôtres.");
const SALESPERSON: Optional<UserReference> = Optional::option("commercial", "Seulement les clients de ce commercial.");
const SEARCH: Optional<Search> = Optional::option(
    "recherche",
    "Texte du nom, de l'entreprise ou de l'e-mail, ou chiffres du téléphone.",
);

impl Command for ListCustomers {
    type Requires = CustomerRead;

    const DEFINITION: Definition = Definition {
        words: "clients lister",
        section: Section::Customers,
        summary: "Montre la liste des clients.",
        details: "--miens : pour un commercial, ses clients ; pour un gestionnaire, ceux dont il suit un contrat ; \
                  pour le support, ceux dont il suit un événement. Les filtres se combinent.",
        arguments: list_arguments![MINE, SALESPERSON, SEARCH, sort::<CustomerSort>()],
        examples: &[
            "clients lister",
            "clients lister --miens --tri -contact",
            "clients lister --recherche dupont",
            "clients lister --tout --format csv --vers clients.csv",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<CustomerRead>, arguments: &Arguments) -> Result<Reply> {
        let mut filter = CustomerFilter::default();
        if arguments.has(&MINE) {
            filter.colleagues = own_records(authorized.actor());
        }
        if let Some(reference) = arguments.find(&SALESPERSON) {
            let salesperson = users::filtered_by(&authorized, reference)?;
            filter.colleagues = filter.colleagues.of_salesperson(salesperson);
        }
        filter.search = arguments.find(&SEARCH).map(ToString::to_string);
        let list = List {
            columns: &[COLUMNS],
            seen: (),
            noun: messages::NOUN,
            next_step: next_step(
                "clients",
                filter != CustomerFilter::default(),
                context.held().contains(&PermissionName::CustomerCreate),
            ),
        };
        let fetch = |page: &_| customers::list(&authorized, &filter, page);
        show(context, arguments, &list, fetch)
    }
}

sort_fields! {
    CustomerSort, usually ascending Name:
    Name = "nom", Company = "entreprise", Number = "numero", Created = "creation", Updated = "contact"
}
