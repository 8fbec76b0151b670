//! The same of what is found by its number or by a name of its own: its row and those joined to it, whatever else there
//! is.

use epic_events::database::statements::{ALL, Statement};
use mysql::Value;

use super::accounts::with_accounts;
use super::{Parameters, cost, with_customers};

/// The row, six joined to it at most, and a look at whether one more follows in an index.
const MOST_READS: u64 = 8;
/// Rows of each table, of which one is looked for.
const ROWS: u32 = 2_000;

#[test]
fn whatever_is_looked_for_by_a_name_of_its_own_is_read_with_what_belongs_to_it() {
    let (customers, accounts) = (with_customers(ROWS), with_accounts());
    let (mut customers, mut accounts) = (customers.as_program(), accounts.as_program());
    let mut faults = Vec::new();
    for statement in finders() {
        let is_of_accounts = statement.name.starts_with("users::") || statement.name.starts_with("sessions::");
        let connection = if is_of_accounts { &mut accounts } else { &mut customers };
        let cost = cost(connection, statement, &parameters());
        if cost.rows != 1 || cost.reads > MOST_READS || cost.sorted > 0 {
            faults.push(format!("{}: {cost:?}", statement.name));
        }
    }
    assert_eq!(faults, [""; 0]);
}

/// The statements that give one row: those that find, and the lock that finds.
fn finders() -> Vec<&'static Statement> {
    let names = [
        "contracts::FIND_BY_ID",
        "contracts::FIND_BY_NUMBER",
        "customers::FIND_BY_EMAIL",
        "customers::FIND_BY_ID",
        "customers::FIND_CARD",
        "events::FIND_BY_ID",
        "events::FIND_BY_NUMBER",
        "sessions::FIND_OPEN",
        "users::FIND_BY_ID",
        "users::FIND_COLLEAGUE_BY_EMPLOYEE_NUMBER",
        "users::FIND_COLLEAGUE_BY_ID",
        "users::FIND_COLLEAGUE_BY_USERNAME",
        "users::FIND_CREDENTIALS",
        "users::LOCK_COLLEAGUE",
    ];
    let found: Vec<_> = ALL.iter().filter(|statement| names.contains(&statement.name)).collect();
    assert_eq!(found.len(), names.len());
    found
}

/// What names the row in each table, all of them whatever the statement.
fn parameters() -> Parameters {
    Parameters(vec![
        ("id", Value::from(1_000)),
        ("email", Value::from("client1000@example.com")),
        ("contract_number", Value::from("CT-1000")),
        ("event_number", Value::from("EV-1000")),
        ("employee_number", Value::from("EMP-1000")),
        ("username", Value::from("user1000")),
        ("now", Value::from("2026-11-23 09:00:00")),
    ])
}
