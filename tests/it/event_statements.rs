//! The lists of events read what they show: among many events, any page is found through an index, in order.
//!
//! In the order of their beginning, which is that of daily work, every filter that an index knows costs what it shows.
//! In other orders, and for a salesperson's own, the server passes over the events of others; where few are wanted it
//! reads and sorts those few. Neither may cost as much as reading the table.

use std::collections::BTreeSet;

use epic_events::database::statements::{ALL, Statement};
use mysql::prelude::Queryable;
use mysql::{Conn, Row, Value};

use crate::list_statements::{PAGE, Parameters, cost, number};
use crate::support::database::{TestDatabase, numbers};

const EVENTS: u32 = 20_000;
/// A page needs five rows for each event: itself, its contract, its customer, the salesperson and the support.
const MOST_READS: u64 = 200;
/// What passing over the events of others, or sorting few, may cost: well below the table.
const MOST_READS_WITHOUT_INDEX: u64 = 2_500;
/// Accounts of the generated data.
const MANAGER: u64 = 1;
const SALESPERSON: u64 = 3;
const SUPPORT_WITH_MANY: u64 = 24;
const SUPPORT_WITH_FEW: u64 = 43;
/// Half of the generated events begin after this moment, and almost none after the other one.
const MIDDLE: &str = "2026-07-28 08:00:00";
const NEAR_THE_END: &str = "2027-02-20 00:00:00";
/// As many events as a customer has: sorting them is nothing.
const FEW: u64 = 10;

#[test]
fn any_page_of_events_reads_little_more_than_it_shows() {
    let database = with_events(EVENTS);
    let mut connection = database.as_program();
    let mut faults = Vec::new();
    for statement in orders_of_events() {
        let is_by_start = statement.name.contains("BY_START");
        for filter in filters().into_iter().chain(filters_of_cancelled()) {
            let mut parameters = first_page(PAGE);
            parameters.narrow(&filter);
            let is_found_by_index = match filter.index {
                Index::OfEveryOrder => true,
                Index::OfBeginnings => is_by_start,
                Index::Missing => false,
            };
            for page in ["first", "later"] {
                let cost = cost(&mut connection, statement, &parameters);
                let shows_nothing = page == "first" && cost.rows == 0;
                let is_dear = if is_found_by_index {
                    cost.reads >= MOST_READS || cost.sorted > FEW
                } else {
                    cost.reads >= MOST_READS_WITHOUT_INDEX
                };
                if is_dear || shows_nothing {
                    faults.push(format!("{}, {}, {page} page: {cost:?}", statement.name, filter.name));
                }
                parameters.continue_after_event(&event_in_the_middle(&mut connection));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn the_pages_of_any_order_of_events_together_show_each_event_once() {
    let database = with_events(2_000);
    let mut connection = database.as_program();
    let expected: BTreeSet<u64> = connection
        .query::<u64, _>("SELECT id FROM events WHERE support_user_id IS NULL AND cancelled_at IS NULL")
        .expect("events are read")
        .into_iter()
        .collect();
    for statement in orders_of_events() {
        let mut parameters = first_page(7);
        parameters.set("without_support", Value::from(true));
        parameters.set("is_live", Value::from(true));
        let mut shown: Vec<u64> = Vec::new();
        // A list that shows rows again might never end.
        while shown.len() <= expected.len() {
            let rows = parameters.rows(&mut connection, statement);
            let Some(last) = rows.last() else {
                break;
            };
            parameters.continue_after_event(last);
            shown.extend(rows.iter().map(number));
        }
        assert_eq!(shown.len(), expected.len(), "{}", statement.name);
        assert_eq!(
            shown.into_iter().collect::<BTreeSet<_>>(),
            expected,
            "{}",
            statement.name
        );
    }
}

/// A filter as somebody types it.
struct Filter {
    name: &'static str,
    values: Vec<(&'static str, Value)>,
    index: Index,
}

/// In which orders an index has what a filter lets through.
#[derive(Clone, Copy)]
enum Index {
    OfEveryOrder,
    OfBeginnings,
    Missing,
}

fn filters() -> Vec<Filter> {
    let filter = |name, index, values: &[(&'static str, Value)]| Filter {
        name,
        values: values.to_vec(),
        index,
    };
    let account = |name, id: u64| (name, Value::from(id));
    let without_support = || ("without_support", Value::from(true));
    let is_live = || ("is_live", Value::from(true));
    let after = |moment| ("starts_after", Value::from(moment));
    vec![
        filter("none", Index::OfEveryOrder, &[]),
        filter(
            "--miens of a manager",
            Index::OfEveryOrder,
            &[account("management_user_id", MANAGER)],
        ),
        filter("--client", Index::OfEveryOrder, &[account("customer_id", 1_000)]),
        filter("--contrat", Index::OfEveryOrder, &[account("contract_id", 5_000)]),
        filter(
            "--miens of a support with few",
            Index::OfEveryOrder,
            &[account("support_user_id", SUPPORT_WITH_FEW)],
        ),
        filter(
            "--miens of a support with many",
            Index::OfBeginnings,
            &[account("support_user_id", SUPPORT_WITH_MANY)],
        ),
        filter(
            "--miens --a-venir of a support",
            Index::OfBeginnings,
            &[account("support_user_id", SUPPORT_WITH_MANY), after(MIDDLE), is_live()],
        ),
        filter("--sans-support", Index::OfBeginnings, &[without_support(), is_live()]),
        filter(
            "--sans-support --a-venir",
            Index::OfBeginnings,
            &[without_support(), is_live(), after(NEAR_THE_END)],
        ),
        filter("--a-venir, many", Index::OfBeginnings, &[after(MIDDLE), is_live()]),
        filter("--a-venir, few", Index::OfBeginnings, &[after(NEAR_THE_END), is_live()]),
        filter("--passes", Index::OfBeginnings, &[("ends_by", Value::from(MIDDLE))]),
        filter(
            "--du --au",
            Index::OfBeginnings,
            &[
                ("starts_from", Value::from("2026-07-01")),
                ("starts_before", Value::from("2026-08-01")),
            ],
        ),
        filter("--annules", Index::Missing, &[("is_cancelled", Value::from(true))]),
        filter(
            "--miens of a salesperson",
            Index::Missing,
            &[account("sales_user_id", SALESPERSON)],
        ),
        filter(
            "--miens --a-venir of a salesperson",
            Index::Missing,
            &[account("sales_user_id", SALESPERSON), after(NEAR_THE_END), is_live()],
        ),
        // What was learnt from the parameters of one run must not slow the next.
        filter("none again", Index::OfEveryOrder, &[]),
    ]
}

/// Those who ask for the cancelled events have them among others, too.
fn filters_of_cancelled() -> [Filter; 2] {
    let cancelled_and = |name, value: (&'static str, Value)| Filter {
        name,
        values: vec![("is_cancelled", Value::from(true)), value],
        index: Index::Missing,
    };
    [
        cancelled_and("--a-venir --annules", ("starts_after", Value::from(MIDDLE))),
        cancelled_and("--passes --annules", ("ends_by", Value::from(MIDDLE))),
    ]
}

fn orders_of_events() -> impl Iterator<Item = &'static Statement> {
    ALL.iter()
        .filter(|statement| statement.name.starts_with("events::LIST_BY_"))
}

fn first_page(count: u64) -> Parameters {
    let absent = [
        "sales_user_id",
        "management_user_id",
        "support_user_id",
        "customer_id",
        "contract_id",
        "starts_from",
        "starts_before",
        "starts_after",
        "ends_by",
        "without_support",
        "is_live",
        "is_cancelled",
        "after_id",
        "after_text",
        "after_time",
    ];
    let absent = absent.into_iter().map(|name| (name, Value::NULL));
    Parameters(absent.chain([("count", Value::from(count))]).collect())
}

impl Parameters {
    fn narrow(&mut self, filter: &Filter) {
        for (name, value) in &filter.values {
            self.set(name, value.clone());
        }
    }

    /// The page that begins after this event, in any order.
    fn continue_after_event(&mut self, row: &Row) {
        let column = |name: &str| row.get::<Value, _>(name).expect("the row has the column");
        self.set("after_id", column("id"));
        self.set("after_text", column("name"));
        self.set("after_time", column("start_at"));
    }
}

fn event_in_the_middle(connection: &mut Conn) -> Row {
    connection
        .query_first(format!(
            "SELECT id, name, start_at FROM events WHERE id = {}",
            EVENTS / 2
        ))
        .expect("events are read")
        .expect("the event is there")
}

/// That many events, with ties in every order, on half as many contracts of a tenth as many customers.
fn with_events(count: u32) -> TestDatabase {
    let database = TestDatabase::prepared();
    // Numbers are not what is tested here, and giving them takes most of the time.
    database.execute("DROP TRIGGER contracts_generate_number");
    database.execute("DROP TRIGGER events_generate_number");
    let (contracts, customers) = (count / 2, count / 10);
    database.execute(&format!(
        "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash, created_at,
            updated_at)
         SELECT CASE WHEN number = 1 THEN 1 WHEN number < 23 THEN 2 ELSE 3 END, 'Prénom', 'Nom',
            CONCAT(number, '@example.com'), CONCAT('+336', number), CONCAT('user', number), 'x', NOW(), NOW()
         FROM {} WHERE number BETWEEN 1 AND 43 ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at)
         SELECT 3 + number % 20, 'Prénom', 'Nom', CONCAT('client', number, '@example.com'), CONCAT('+337', number),
            'Société', NOW(), NOW()
         FROM {} WHERE number BETWEEN 1 AND {customers} ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO contracts (contract_number, customer_id, management_user_id, total_amount, balance_due, created_at,
            updated_at)
         SELECT CONCAT('CT-', number), 1 + number % {customers}, {MANAGER}, 10, 10, NOW(), NOW()
         FROM {} WHERE number BETWEEN 1 AND {contracts} ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO events (event_number, contract_id, customer_id, support_user_id, name, start_at, end_at, location,
            attendees, cancelled_at, cancellation_reason, created_at, updated_at)
         SELECT CONCAT('EV-', number), contracts.id, contracts.customer_id,
            CASE WHEN number % 4000 = 0 THEN {SUPPORT_WITH_FEW} WHEN number % 5 = 0 THEN NULL
                ELSE 23 + number % 20 END,
            CONCAT('Fête ', number * 7919 % 1999),
            '2026-01-01' + INTERVAL number * 104729 % {count} DIV 2 HOUR,
            '2026-01-01' + INTERVAL number * 104729 % {count} DIV 2 + 5 HOUR,
            'Paris', 1, IF(number % 100 = 7, '2026-01-01', NULL), IF(number % 100 = 7, 'pluie', NULL), NOW(), NOW()
         FROM {} JOIN contracts ON contracts.id = 1 + number * 31 % {contracts}
         WHERE number BETWEEN 1 AND {count} ORDER BY number",
        numbers()
    ));
    // The server counts by itself, but some time later.
    database.query::<Row>("ANALYZE TABLE users, customers, contracts, events");
    database
}
