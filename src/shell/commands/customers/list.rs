//! `clients lister`: every customer, narrowed, ordered, page by page.

use crate::error::Result;
use crate::models::customer::{Customer, CustomerFilter, CustomerSort};
use crate::models::identifier::UserReference;
use crate::models::invalid_value::InvalidValue;
use crate::models::page::Direction;
use crate::models::text::Search;
use crate::security::authorized::Authorized;
use crate::security::permission::{CustomerRead, PermissionName};
use crate::services::customers;
use crate::shell::argument::{Optional, Reading, Switch, Value};
use crate::shell::arguments::Arguments;
use crate::shell::command::{Command, Definition, Entry, Section};
use crate::shell::commands::customers::fields::{COLUMNS, cells};
use crate::shell::context::Context;
use crate::shell::listing::{ALL, FORMAT, LIMIT, List, OVERWRITE, TO_FILE, show};
use crate::shell::messages::customers as messages;
use crate::shell::reply::Reply;
use crate::shell::values::choice;

/// The command.
pub struct ListCustomers;

static ENTRY: Entry = Entry::of::<ListCustomers>();

const MINE: Switch = Switch::new("miens", "Seulement les vôtres.");
const SALESPERSON: Optional<UserReference> =
    Optional::option("commercial", "Seulement les clients de ce commercial.");
const SEARCH: Optional<Search> = Optional::option(
    "recherche",
    "Texte du nom, de l'entreprise ou de l'e-mail, ou chiffres du téléphone.",
);
const SORT: Optional<CustomerOrder> = Optional::option("tri", "Ordre ; un tiret devant l'inverse.");

impl Command for ListCustomers {
    type Requires = CustomerRead;

    const DEFINITION: Definition = Definition {
        words: "clients lister",
        aliases: &[],
        section: Section::Customers,
        summary: "Montre la liste des clients.",
        details: "--miens : pour un commercial, ses clients ; pour un gestionnaire, ceux dont il suit un contrat ; pour \
                  le support, ceux dont il suit un événement. Les filtres se combinent.",
        arguments: &[
            MINE.specification,
            SALESPERSON.specification,
            SEARCH.specification,
            SORT.specification,
            LIMIT.specification,
            ALL.specification,
            FORMAT.specification,
            TO_FILE.specification,
            OVERWRITE.specification,
        ],
        examples: &[
            "clients lister",
            "clients lister --miens --tri -contact",
            "clients lister --recherche dupont",
            "clients lister --tout --format csv --vers clients.csv",
        ],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<CustomerRead>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let database = context.database()?;
        let mut filter = if arguments.has(&MINE) {
            customers::own_filter(&authorized)
        } else {
            CustomerFilter::default()
        };
        if let Some(reference) = arguments.find(&SALESPERSON) {
            let salesperson = customers::find_salesperson(&database, &authorized, reference)?;
            filter = filter.of_salesperson(salesperson.id);
        }
        filter.search = arguments.find(&SEARCH).map(ToString::to_string);
        let order = arguments.find(&SORT).copied().unwrap_or_default();
        let list = List {
            entry: &ENTRY,
            columns: COLUMNS,
            sort: order.sort,
            direction: order.direction,
            noun: messages::NOUN,
            next_step: messages::empty_list(
                filter != CustomerFilter::default(),
                context.held().contains(&PermissionName::CustomerCreate),
            ),
        };
        let fetch = |page: &_| customers::list(&database, &authorized, &filter, page);
        show(context, arguments, &list, fetch, |customer: &Customer| {
            cells(customer)
        })
    }
}

/// An order of the list, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CustomerOrder {
    sort: CustomerSort,
    direction: Direction,
}

const ORDERS: [(CustomerSort, Direction); 10] = [
    (CustomerSort::Name, Direction::Ascending),
    (CustomerSort::Name, Direction::Descending),
    (CustomerSort::Company, Direction::Ascending),
    (CustomerSort::Company, Direction::Descending),
    (CustomerSort::Number, Direction::Ascending),
    (CustomerSort::Number, Direction::Descending),
    (CustomerSort::Created, Direction::Ascending),
    (CustomerSort::Created, Direction::Descending),
    (CustomerSort::Updated, Direction::Ascending),
    (CustomerSort::Updated, Direction::Descending),
];

impl Default for CustomerOrder {
    fn default() -> Self {
        Self {
            sort: CustomerSort::Name,
            direction: Direction::Ascending,
        }
    }
}

impl Value for CustomerOrder {
    const PLACEHOLDER: &'static str = "CHAMP";
    /// In the order of [`ORDERS`].
    const CHOICES: &'static [&'static str] = &[
        "nom",
        "-nom",
        "entreprise",
        "-entreprise",
        "numero",
        "-numero",
        "creation",
        "-creation",
        "contact",
        "-contact",
    ];

    fn parse(text: &str, _reading: &Reading) -> std::result::Result<Self, InvalidValue> {
        let place = choice(text, Self::CHOICES)?;
        let (sort, direction) = ORDERS
            .get(place)
            .copied()
            .unwrap_or((CustomerSort::Name, Direction::Ascending));
        Ok(Self { sort, direction })
    }

    fn canonical(&self) -> String {
        ORDERS
            .iter()
            .zip(Self::CHOICES)
            .find(|(order, _)| **order == (self.sort, self.direction))
            .map(|(_, word)| (*word).to_owned())
            .unwrap_or_default()
    }
}
