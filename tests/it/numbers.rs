//! B16: the numbers of people, contracts and events are given by the database, once each.

use std::collections::BTreeSet;
use std::thread;

use mysql::Conn;
use mysql::prelude::Queryable;

use crate::support::database::TestDatabase;

const THREADS: usize = 8;
const INSERTS: usize = 20;
/// The server's number for one of two transactions that wait for each other; the program repeats its own.
const DEADLOCK: u16 = 1213;

/// How rows of a table are added, and what their numbers look like.
struct Numbered {
    table: &'static str,
    column: &'static str,
    prefix: &'static str,
    /// The digits at least.
    digits: usize,
    insert: fn(usize) -> String,
}

const NUMBERED: [Numbered; 3] = [
    Numbered {
        table: "users",
        column: "employee_number",
        prefix: "EMP-",
        digits: 4,
        insert: insert_user,
    },
    Numbered {
        table: "contracts",
        column: "contract_number",
        prefix: "CT-2026-",
        digits: 6,
        insert: |_| {
            String::from(
                "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, created_at,
                    updated_at) VALUES (1, 1, 10, 10, '2026-11-23', '2026-11-23')",
            )
        },
    },
    Numbered {
        table: "events",
        column: "event_number",
        prefix: "EV-2026-",
        digits: 6,
        insert: |_| {
            String::from(
                "INSERT INTO events (contract_id, customer_id, name, start_at, end_at, location, attendees, created_at,
                    updated_at) SELECT id, customer_id, 'Fête', '2026-12-01', '2026-12-02', 'Paris', 1, '2026-11-23',
                    '2026-11-23' FROM contracts WHERE id = 5",
            )
        },
    },
];

#[test]
fn b16_people_who_insert_at_once_get_different_numbers_without_gap() {
    let database = TestDatabase::demonstration();
    for numbered in &NUMBERED {
        let before = numbers(&database, numbered);
        thread::scope(|scope| {
            for thread in 0..THREADS {
                let mut program = database.as_program();
                scope.spawn(move || {
                    for insert in 0..INSERTS {
                        until_no_deadlock(&mut program, &(numbered.insert)(thread * INSERTS + insert));
                    }
                });
            }
        });
        let after = numbers(&database, numbered);
        assert_eq!(after.len(), before.len() + THREADS * INSERTS, "{}", numbered.table);
        let distinct: BTreeSet<&String> = after.iter().collect();
        let expected: Vec<String> = (1..=after.len())
            .map(|number| format!("{}{number:0width$}", numbered.prefix, width = numbered.digits))
            .collect();
        assert_eq!(distinct, expected.iter().collect(), "{}", numbered.table);
    }
}

#[test]
fn b16_the_first_numbers_of_a_year_are_given_to_several_people_at_once() {
    let database = TestDatabase::demonstration();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let mut program = database.as_program();
            scope.spawn(move || {
                until_no_deadlock(
                    &mut program,
                    "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, created_at,
                        updated_at) VALUES (1, 1, 10, 10, '2027-01-01', '2027-01-01')",
                );
            });
        }
    });
    let mut numbers: Vec<String> =
        database.query("SELECT contract_number FROM contracts WHERE contract_number LIKE 'CT-2027-%'");
    numbers.sort();
    let expected: Vec<String> = (1..=THREADS).map(|number| format!("CT-2027-{number:06}")).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn b16_a_number_that_somebody_had_is_never_given_again() {
    let database = TestDatabase::demonstration();
    for numbered in &NUMBERED {
        let mut owner = database.as_owner();
        let last = |connection: &mut Conn| -> String {
            let Numbered { table, column, .. } = numbered;
            connection
                .query_first(format!("SELECT {column} FROM {table} ORDER BY id DESC LIMIT 1"))
                .expect("numbers are read")
                .expect("there is one")
        };
        owner.query_drop((numbered.insert)(1000)).expect("it is added");
        let removed = last(&mut owner);
        let table = numbered.table;
        let deletion = format!("DELETE FROM {table} ORDER BY id DESC LIMIT 1");
        owner.query_drop(deletion).expect("it is removed");
        owner.query_drop("START TRANSACTION").expect("it begins");
        owner.query_drop((numbered.insert)(1001)).expect("it is added");
        let undone = last(&mut owner);
        owner.query_drop("ROLLBACK").expect("it is undone");
        owner.query_drop((numbered.insert)(1002)).expect("it is added");
        let kept = last(&mut owner);
        assert!(undone > removed, "{undone} after {removed}");
        assert!(kept > removed, "{kept} after {removed}");
    }
}

#[test]
fn b16_a_number_outgrows_its_zeros() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE number_sequences SET last_number = 9999 WHERE kind = 'employee'");
    database.execute("UPDATE number_sequences SET last_number = 999999 WHERE kind <> 'employee'");
    for numbered in &NUMBERED {
        database.execute(&(numbered.insert)(1));
    }
    for (numbered, expected) in NUMBERED.iter().zip(["EMP-10000", "CT-2026-1000000", "EV-2026-1000000"]) {
        let numbers = numbers(&database, numbered);
        assert!(numbers.iter().any(|number| number == expected), "{numbers:?}");
    }
}

fn insert_user(number: usize) -> String {
    format!(
        "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash, created_at,
            updated_at) VALUES (2, 'Prénom', 'Nom', 'u{number}@example.com', '+3361{number}', 'user{number}', 'x',
            '2026-11-23', '2026-11-23')"
    )
}

fn numbers(database: &TestDatabase, numbered: &Numbered) -> Vec<String> {
    database.query(&format!(
        "SELECT {} FROM {} ORDER BY id",
        numbered.column, numbered.table
    ))
}

fn until_no_deadlock(connection: &mut Conn, statement: &str) {
    loop {
        match connection.query_drop(statement) {
            Err(mysql::Error::MySqlError(answer)) if answer.code == DEADLOCK => {}
            answer => return answer.unwrap_or_else(|error| panic!("{statement}: {error}")),
        }
    }
}
