//! Lists read what they show: among many rows, any page is found through an index, in order, without sorting.
//!
//! The server's own counters tell, so that the same test holds for MariaDB and MySQL, whose plans read differently.

mod accounts;
mod contracts;
mod finders;

use std::collections::BTreeSet;

use epic_events::database::statements::{ALL, Statement};
use mysql::prelude::Queryable;
use mysql::{Conn, Params, Row, Value};

use crate::support::database::{TestDatabase, numbers};

const CUSTOMERS: u32 = 20_000;
/// The rows of a page of 25 and the one that tells whether more follow.
pub(crate) const PAGE: u64 = 26;
/// A page needs the index entry, the account and perhaps a contract of each row; far more means that it was searched
/// for.
const MOST_READS: u64 = 200;
/// Accounts of the generated data.
const MANAGER: u64 = 1;
const SALESPERSON_WITH_FEW: u64 = 2;
const SALESPERSON_WITH_MANY: u64 = 3;
const SUPPORT: u64 = 23;

#[test]
fn any_page_of_any_order_reads_little_more_than_it_shows() {
    let database = with_customers(CUSTOMERS);
    let mut connection = database.as_program();
    let mut faults = Vec::new();
    for statement in orders_of_customers() {
        for (filter, id) in [
            ("", 0),
            ("sales_user_id", SALESPERSON_WITH_FEW),
            ("sales_user_id", SALESPERSON_WITH_MANY),
            ("management_user_id", MANAGER),
            ("support_user_id", SUPPORT),
            // What was learnt from the parameters of one run must not slow the next.
            ("", 0),
        ] {
            let mut parameters = first_page(PAGE);
            parameters.set(filter, Value::from(id));
            for page in ["first", "later"] {
                let cost = cost(&mut connection, statement, &parameters);
                let shows_nothing = page == "first" && cost.rows == 0;
                if cost.reads >= MOST_READS || cost.sorted > 0 || shows_nothing {
                    faults.push(format!("{}, {filter} {id}, {page} page: {cost:?}", statement.name));
                }
                parameters.continue_after(statement, &customer_in_the_middle(&mut connection));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn the_pages_of_any_order_together_show_each_customer_once() {
    let database = with_customers(2_000);
    let mut connection = database.as_program();
    let expected: BTreeSet<u64> = connection
        .query::<u64, _>(format!(
            "SELECT id FROM customers WHERE sales_user_id = {SALESPERSON_WITH_MANY}"
        ))
        .expect("customers are read")
        .into_iter()
        .collect();
    for statement in orders_of_customers() {
        let mut parameters = first_page(7);
        parameters.set("sales_user_id", Value::from(SALESPERSON_WITH_MANY));
        let mut shown: Vec<u64> = Vec::new();
        // A list that shows rows again might never end.
        while shown.len() <= expected.len() {
            let rows = parameters.rows(&mut connection, statement);
            let Some(last) = rows.last() else {
                break;
            };
            parameters.continue_after(statement, last);
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

/// The parameters of a list, all of them whatever the order.
pub(crate) struct Parameters(pub(crate) Vec<(&'static str, Value)>);

/// What a statement cost the server.
#[derive(Debug)]
pub(crate) struct Cost {
    /// Rows of the answer.
    pub(crate) rows: usize,
    /// Rows and index entries read for it.
    pub(crate) reads: u64,
    /// Rows sorted for it.
    pub(crate) sorted: u64,
}

fn orders_of_customers() -> impl Iterator<Item = &'static Statement> {
    ALL.iter()
        .filter(|statement| statement.name.starts_with("customers::LIST_BY_"))
}

fn first_page(count: u64) -> Parameters {
    let absent = [
        "sales_user_id",
        "management_user_id",
        "support_user_id",
        "text_pattern",
        "digits_pattern",
        "after_id",
        "after_text",
        "after_second_text",
        "after_time",
        "after_amount",
        "customer_id",
        "is_signed",
        "is_paid",
        "lacks_event",
    ];
    let absent = absent.into_iter().map(|name| (name, Value::NULL));
    Parameters(absent.chain([("count", Value::from(count))]).collect())
}

impl Parameters {
    /// Gives a parameter a value; the empty name is none.
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        if let Some((_, held)) = self.0.iter_mut().find(|(known, _)| *known == name) {
            *held = value;
        }
    }

    /// The page that begins after this row.
    fn continue_after(&mut self, statement: &Statement, row: &Row) {
        let column = |name: &str| row.get::<Value, _>(name).expect("the row has the column");
        self.set("after_id", column("id"));
        if statement.name.contains("BY_NAME") {
            self.set("after_text", column("last_name"));
            self.set("after_second_text", column("first_name"));
        }
        if statement.name.contains("BY_COMPANY") {
            self.set("after_text", column("company_name"));
        }
        if statement.name.contains("BY_CREATED") {
            self.set("after_time", column("created_at"));
        }
        if statement.name.contains("BY_UPDATED") {
            self.set("after_time", column("updated_at"));
        }
        if statement.name.contains("BY_AMOUNT") {
            self.set("after_amount", column("total_amount"));
        }
        if statement.name.contains("BY_BALANCE") {
            self.set("after_amount", column("balance_due"));
        }
    }

    /// The answer to a statement.
    pub(crate) fn rows(&self, connection: &mut Conn, statement: &Statement) -> Vec<Row> {
        connection
            .exec(statement.text, Params::from(self.0.clone()))
            .unwrap_or_else(|error| panic!("{}: {error}", statement.name))
    }
}

/// The number of what a row shows.
pub(crate) fn number(row: &Row) -> u64 {
    row.get("id").expect("the row has the column")
}

fn customer_in_the_middle(connection: &mut Conn) -> Row {
    connection
        .query_first(format!(
            "SELECT id, last_name, first_name, company_name, created_at, updated_at FROM customers WHERE id = {}",
            CUSTOMERS / 2
        ))
        .expect("customers are read")
        .expect("the customer is there")
}

/// What running a statement adds to the counters, less what reading the counters adds to them.
pub(crate) fn cost(connection: &mut Conn, statement: &Statement, parameters: &Parameters) -> Cost {
    let [first, second] = [counters(connection), counters(connection)];
    let rows = parameters.rows(connection, statement).len();
    let third = counters(connection);
    Cost {
        rows,
        reads: (third.reads - second.reads).saturating_sub(second.reads - first.reads),
        sorted: (third.sorted - second.sorted).saturating_sub(second.sorted - first.sorted),
    }
}

fn counters(connection: &mut Conn) -> Cost {
    let all: Vec<(String, String)> = connection
        .query("SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name = 'Sort_rows'")
        .expect("the counters are read");
    let sum = |beginning: &str| {
        all.iter()
            .filter(|(name, _)| name.starts_with(beginning))
            .map(|(_, count)| count.parse::<u64>().expect("a counter is a number"))
            .sum()
    };
    Cost {
        rows: 0,
        reads: sum("Handler_read"),
        sorted: sum("Sort_rows"),
    }
}

/// That many customers, with ties in every order, each with a contract and an event.
fn with_customers(count: u32) -> TestDatabase {
    let database = TestDatabase::prepared();
    // Numbers are not what is tested here, and giving them takes most of the time.
    database.execute("DROP TRIGGER contracts_generate_number");
    database.execute("DROP TRIGGER events_generate_number");
    database.execute(&format!(
        "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash, created_at,
            updated_at)
         SELECT CASE WHEN number = 1 THEN 1 WHEN number < 23 THEN 2 ELSE 3 END, 'Prénom', 'Nom',
            CONCAT(number, '@example.com'), CONCAT('+336', number), CONCAT('user', number), 'x', NOW(), NOW()
         FROM {} WHERE number BETWEEN 1 AND 23 ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at)
         SELECT IF(number % 4000 = 0, 2, 3 + number % 20), CONCAT('Prénom', number % 97),
            CONCAT('Nom', number * 7919 % 1999), CONCAT('client', number, '@example.com'), CONCAT('+337', number),
            CONCAT('Société', number * 104729 % 4999), '2026-01-01' + INTERVAL number DIV 2 MINUTE,
            '2026-02-01' + INTERVAL number * 7919 % 9000 MINUTE
         FROM {} WHERE number BETWEEN 1 AND {count} ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO contracts (contract_number, customer_id, management_user_id, total_amount, balance_due, created_at,
            updated_at)
         SELECT CONCAT('CT-', id), id, {MANAGER}, 10, 10, created_at, created_at FROM customers"
    ));
    database.execute(&format!(
        "INSERT INTO events (event_number, contract_id, customer_id, support_user_id, name, start_at, end_at, location,
            attendees, created_at, updated_at)
         SELECT CONCAT('EV-', id), id, customer_id, {SUPPORT}, 'Fête', '2026-12-01', '2026-12-02', 'Paris', 1,
            created_at, created_at
         FROM contracts"
    ));
    // The server counts by itself, but some time later.
    database.query::<Row>("ANALYZE TABLE users, customers, contracts, events");
    database
}
