//! B16: the numbers of people, contracts and events are given by the database, once each.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use epic_events::clock::Clock;
use epic_events::configuration::Variables;
use epic_events::error::Kind;
use mysql::Conn;
use mysql::prelude::Queryable;

use crate::support::database::{TestDatabase, demonstration_hash};
use crate::support::shell::TestShell;

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
fn b16_people_who_insert_at_once_get_different_numbers() {
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
        let distinct: BTreeSet<&String> = after.values().collect();
        assert_eq!(distinct.len(), after.len(), "{}", numbered.table);
        for (id, number) in &after {
            let expected = format!("{}{id:0width$}", numbered.prefix, width = numbered.digits);
            assert_eq!(*number, expected);
        }
    }
}

#[test]
fn b16_a_new_year_does_not_begin_again() {
    let database = TestDatabase::demonstration();
    database.execute(
        "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, created_at, updated_at)
            VALUES (1, 1, 10, 10, '2027-01-01', '2027-01-01')",
    );
    let number: String = database.one("SELECT contract_number FROM contracts ORDER BY id DESC LIMIT 1");
    assert_eq!(number, "CT-2027-000007");
}

#[test]
fn b16_nobody_waits_for_a_number_that_somebody_else_has_not_used_yet() {
    let database = TestDatabase::demonstration();
    let (mut somebody, mut others) = (database.as_program(), database.as_program());
    // Who would have to wait is refused.
    others.query_drop("SET innodb_lock_wait_timeout = 1").unwrap();
    somebody.query_drop("START TRANSACTION").unwrap();
    for (insert, numbered) in NUMBERED.iter().enumerate() {
        let before = numbers(&database, numbered);
        somebody.query_drop((numbered.insert)(insert)).unwrap();
        others.query_drop((numbered.insert)(100 + insert)).unwrap();
        let given = numbers(&database, numbered);
        let (last_before, last) = (before.keys().last().unwrap(), given.keys().last().unwrap());
        assert_eq!(*last, last_before + 2, "{}", numbered.table);
        assert_eq!(given.len(), before.len() + 1, "{}", numbered.table);
    }
    somebody.query_drop("ROLLBACK").unwrap();
    for numbered in &NUMBERED {
        let before = numbers(&database, numbered);
        others.query_drop((numbered.insert)(200)).unwrap();
        let given = numbers(&database, numbered);
        let (last_before, last) = (before.keys().last().unwrap(), given.keys().last().unwrap());
        assert_eq!(*last, last_before + 1, "{}", numbered.table);
    }
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
    database.execute("INSERT INTO employee_numbers (number) VALUES (9999)");
    database.execute("INSERT INTO contract_numbers (number) VALUES (999999)");
    database.execute("INSERT INTO event_numbers (number) VALUES (999999)");
    for numbered in &NUMBERED {
        database.execute(&(numbered.insert)(1));
    }
    for (numbered, expected) in NUMBERED.iter().zip(["EMP-10000", "CT-2026-1000000", "EV-2026-1000000"]) {
        let numbers = numbers(&database, numbered);
        assert!(numbers.values().any(|number| number == expected), "{numbers:?}");
    }
}

#[test]
fn b16_the_year_of_a_number_is_that_of_the_company() {
    let database = TestDatabase::demonstration();
    // Half an hour into 2027 in Paris.
    let clock = || Clock::fixed("2026-12-31T23:30:00Z".parse().unwrap());
    let mut shell = TestShell::by(clock(), &database, Variables::new());
    shell.sign_in("manager1");
    let created = shell.run("contrats creer --client 1 --montant 10").succeeds();
    assert!(created.contains("CT-2027-000007"), "{created}");
    let settings = Variables::from([("EPIC_EVENTS_TIME_ZONE".into(), "America/New_York".into())]);
    let mut shell = TestShell::by(clock(), &database, settings);
    shell.sign_in("manager1");
    let created = shell.run("contrats creer --client 1 --montant 10").succeeds();
    assert!(created.contains("CT-2026-000008"), "{created}");
}

#[test]
fn d22_a_short_number_is_the_end_of_the_one_people_read() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let card = shell.run("contrats voir CT-2026-000005").succeeds();
    for typed in ["5", "#5", "0005", "ct-2026-5", "CT-2026-0005"] {
        assert_eq!(shell.run(&format!("contrats voir {typed}")).succeeds(), card, "{typed}");
    }
    for typed in ["CT-2025-5", "55"] {
        shell
            .run(&format!("contrats voir {typed}"))
            .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
    }
}

/// A database of the time when numbers began again each year, and were not those of their rows.
#[test]
fn b16_d22_numbers_of_before_stay_are_found_and_are_gone_on_from() {
    let database = TestDatabase::absent();
    let mut owner = database.of_version(4);
    for statement in [
        &format!(
            "INSERT INTO users (id, role_id, first_name, last_name, email, phone_number, username, password_hash,
                must_change_password, created_at, updated_at) VALUES
                (4, 1, 'Mia', 'Martin', 'm@b.fr', '+331', 'mia', '{hash}', FALSE, '2025-01-01', '2025-01-01'),
                (7, 2, 'Paul', 'Petit', 'p@b.fr', '+332', 'paul', '{hash}', FALSE, '2025-01-01', '2025-01-01')",
            hash = demonstration_hash()
        ),
        "INSERT INTO customers (id, sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at) VALUES (1, 7, 'A', 'B', 'a@b.fr', '+336', 'C', '2025-01-01', '2025-01-01')",
        "INSERT INTO contracts (id, customer_id, management_user_id, total_amount, balance_due, created_at, updated_at)
            VALUES (3, 1, 4, 10, 10, '2025-01-01', '2025-01-01'), (4, 1, 4, 10, 10, '2025-01-01', '2025-01-01'),
            (5, 1, 4, 10, 10, '2025-01-01', '2025-01-01'), (8, 1, 4, 10, 10, '2026-01-01', '2026-01-01')",
        "DELETE FROM contracts WHERE id = 5",
        // Only the journal knows that this row was there.
        "INSERT INTO audit_entries (chain_id, sequence, operation_id, recorded_at, actor_username, command, object_type,
            outcome, object_id, changes, previous_hash, hash) VALUES (REPEAT('1', 36), 1, REPEAT('1', 36), '2026-01-01',
            '', '', 'contract', 'success', 20, '[]', REPEAT('0', 64), REPEAT('0', 64))",
    ] {
        owner
            .query_drop(statement)
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    drop(owner);
    let numbers = |database: &TestDatabase| -> Vec<(u64, String)> {
        database.query("SELECT id, contract_number FROM contracts ORDER BY id")
    };
    let before = numbers(&database);
    database.prepare();
    assert_eq!(numbers(&database), before);
    let mut shell = TestShell::signed_in(&database, "mia");
    let message = shell.run("contrats voir 1").fails(Kind::Rule, "NUMERO_AMBIGU");
    assert!(message.contains("CT-2025-000001, CT-2026-000001"), "{message}");
    let card = shell.run("contrats voir 2").succeeds();
    assert!(card.contains("CT-2025-000002"), "{card}");
    // The number of a row, which nobody reads.
    shell.run("contrats voir 4").fails(Kind::Rule, "CONTRAT_INTROUVABLE");
    let account = shell.run("utilisateurs voir 2").succeeds();
    assert!(account.contains("EMP-0002"), "{account}");
    database.execute(
        "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, created_at, updated_at)
            VALUES (1, 4, 10, 10, '2026-11-23', '2026-11-23')",
    );
    assert_eq!(
        numbers(&database).last().unwrap(),
        &(21, String::from("CT-2026-000021"))
    );
    database.execute(&insert_user(1));
    let account: (u64, String) = database.one("SELECT id, employee_number FROM users ORDER BY id DESC LIMIT 1");
    assert_eq!(account, (8, String::from("EMP-0008")));
}

/// What is restored table by table comes without the place where it was counted to.
#[test]
fn b16_where_rows_were_restored_without_their_counters_preparing_goes_on_from_the_rows() {
    let database = TestDatabase::demonstration();
    for table in ["employee_numbers", "contract_numbers", "event_numbers"] {
        database.execute(&format!("TRUNCATE TABLE {table}"));
    }
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = "contrats creer --client 1 --montant 10";
    let message = shell.run(line).fails(Kind::Service, "DECLENCHEURS_INCOHERENTS");
    assert!(message.contains("base preparer"), "{message}");
    database.prepare();
    let created = shell.run(line).succeeds();
    assert!(created.contains("CT-2026-000007"), "{created}");
}

fn insert_user(number: usize) -> String {
    format!(
        "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash, created_at,
            updated_at) VALUES (2, 'Prénom', 'Nom', 'u{number}@example.com', '+3361{number}', 'user{number}', 'x',
            '2026-11-23', '2026-11-23')"
    )
}

/// The numbers for people by those of their rows.
fn numbers(database: &TestDatabase, numbered: &Numbered) -> BTreeMap<u64, String> {
    let Numbered { table, column, .. } = numbered;
    database
        .query(&format!("SELECT id, {column} FROM {table}"))
        .into_iter()
        .collect()
}

fn until_no_deadlock(connection: &mut Conn, statement: &str) {
    loop {
        match connection.query_drop(statement) {
            Err(mysql::Error::MySqlError(answer)) if answer.code == DEADLOCK => {}
            answer => return answer.unwrap_or_else(|error| panic!("{statement}: {error}")),
        }
    }
}
