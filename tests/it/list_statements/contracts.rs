//! The same of the lists of contracts.

use std::collections::BTreeSet;

use epic_events::database::statements::{ALL, Statement};
use mysql::prelude::Queryable;
use mysql::{Conn, Row, Value};

use super::{PAGE, cost, first_page, number};
use crate::support::database::{TestDatabase, numbers};

const CONTRACTS: u32 = 20_000;
/// A row needs its customer, three colleagues and perhaps an event; every second one may be passed over.
const MOST_READS: u64 = 450;
/// What one customer, or one manager of few contracts, has may be sorted.
const MOST_SORTED: u64 = 100;
/// Accounts of the generated data.
const MANAGER_WITH_FEW: u64 = 1;
const MANAGER_WITH_MANY: u64 = 2;
const OTHER_MANAGER: u64 = 3;
const SALESPERSON: u64 = 4;
const SUPPORT: u64 = 5;
/// A customer of the generated data.
const CUSTOMER_WITH_MANY: u64 = 7;

#[test]
fn any_page_of_any_order_of_contracts_reads_little_more_than_it_shows() {
    let database = with_contracts(CONTRACTS);
    let mut connection = database.as_program();
    let mut faults = Vec::new();
    for statement in orders_of_contracts() {
        for (filter, value) in [
            ("", 0),
            ("customer_id", CUSTOMER_WITH_MANY),
            ("management_user_id", MANAGER_WITH_FEW),
            ("management_user_id", MANAGER_WITH_MANY),
            ("sales_user_id", SALESPERSON),
            ("support_user_id", SUPPORT),
            ("is_signed", 0),
            ("is_signed", 1),
            ("is_paid", 0),
            ("is_paid", 1),
            ("lacks_event", 1),
            // What was learnt from the parameters of one run must not slow the next.
            ("", 0),
        ] {
            let mut parameters = first_page(PAGE);
            parameters.set(filter, Value::from(value));
            let may_sort = ["customer_id", "management_user_id"].contains(&filter);
            let most_sorted = if may_sort { MOST_SORTED } else { 0 };
            for page in ["first", "later"] {
                let cost = cost(&mut connection, statement, &parameters);
                let shows_nothing = page == "first" && cost.rows == 0;
                if cost.reads >= MOST_READS || cost.sorted > most_sorted || shows_nothing {
                    faults.push(format!("{}, {filter} {value}, {page} page: {cost:?}", statement.name));
                }
                parameters.continue_after(statement, &contract_in_the_middle(&mut connection));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn the_pages_of_any_order_together_show_each_contract_once() {
    let database = with_contracts(2_000);
    let mut connection = database.as_program();
    for (filter, value, condition) in [
        ("", 0, String::from("TRUE")),
        (
            "management_user_id",
            MANAGER_WITH_MANY,
            format!("management_user_id = {MANAGER_WITH_MANY}"),
        ),
        ("is_paid", 1, String::from("balance_due = 0")),
        ("is_signed", 0, String::from("signed_at IS NULL")),
    ] {
        let expected: BTreeSet<u64> = connection
            .query::<u64, _>(format!("SELECT id FROM contracts WHERE {condition}"))
            .expect("contracts are read")
            .into_iter()
            .collect();
        for statement in orders_of_contracts() {
            let mut parameters = first_page(23);
            parameters.set(filter, Value::from(value));
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
            assert_eq!(shown.len(), expected.len(), "{}, {filter}", statement.name);
            assert_eq!(
                shown.into_iter().collect::<BTreeSet<_>>(),
                expected,
                "{}, {filter}",
                statement.name
            );
        }
    }
}

fn orders_of_contracts() -> impl Iterator<Item = &'static Statement> {
    ALL.iter()
        .filter(|statement| statement.name.starts_with("contracts::LIST_BY_"))
}

fn contract_in_the_middle(connection: &mut Conn) -> Row {
    connection
        .query_first(format!(
            "SELECT id, total_amount, balance_due FROM contracts WHERE id = {}",
            CONTRACTS / 2
        ))
        .expect("contracts are read")
        .expect("the contract is there")
}

/// That many contracts, with ties in every order. One in ten is not signed; six in ten are paid; one in two has an
/// event.
fn with_contracts(count: u32) -> TestDatabase {
    let database = TestDatabase::prepared();
    // Numbers are not what is tested here, and giving them takes most of the time.
    database.execute("DROP TRIGGER contracts_generate_number");
    database.execute("DROP TRIGGER events_generate_number");
    database.execute(&format!(
        "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash, created_at,
            updated_at)
         SELECT CASE WHEN number <= {OTHER_MANAGER} THEN 1 WHEN number = {SALESPERSON} THEN 2 ELSE 3 END, 'Prénom',
            'Nom', CONCAT(number, '@example.com'), CONCAT('+336', number), CONCAT('user', number), 'x', NOW(), NOW()
         FROM {} WHERE number BETWEEN 1 AND {SUPPORT} ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at)
         SELECT {SALESPERSON}, 'Prénom', 'Nom', CONCAT('client', number, '@example.com'), CONCAT('+337', number),
            'Société', NOW(), NOW()
         FROM {} WHERE number BETWEEN 1 AND {count} ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO contracts (contract_number, customer_id, management_user_id, total_amount, balance_due, signed_at,
            signed_by_user_id, created_at, updated_at)
         SELECT CONCAT('CT-', number), IF(number % 250 = 0, {CUSTOMER_WITH_MANY}, number),
            CASE WHEN number % 4000 = 0 THEN {MANAGER_WITH_FEW} WHEN number % 20 IN (1, 2) THEN {MANAGER_WITH_MANY}
                ELSE {OTHER_MANAGER} END,
            100 + number * 7919 % 1999, IF(number % 10 > 0 AND number % 3 > 0, 0, 100 + number * 7919 % 1999),
            IF(number % 10 = 0, NULL, NOW()), IF(number % 10 = 0, NULL, {SALESPERSON}), NOW(), NOW()
         FROM {} WHERE number BETWEEN 1 AND {count} ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO events (event_number, contract_id, customer_id, support_user_id, name, start_at, end_at, location,
            attendees, created_at, updated_at)
         SELECT CONCAT('EV-', id), id, customer_id, {SUPPORT}, 'Fête', '2026-12-01', '2026-12-02', 'Paris', 1,
            created_at, created_at
         FROM contracts WHERE id DIV 2 % 2 = 1"
    ));
    // The server counts by itself, but some time later.
    database.query::<Row>("ANALYZE TABLE users, customers, contracts, events");
    database
}
