//! A value that no command writes, put into a table by hand: it spoils the row it is in, and nothing else.

use std::collections::BTreeSet;

use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;
use mysql::prelude::Queryable;
use mysql::{Conn, Value};

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// The tables that are shown, each with whose first row is spoiled, and the list of its rows.
const TABLES: [(&str, &str, &str); 7] = [
    ("users", "username = 'sales2'", "utilisateurs lister"),
    ("customers", "id = 1", "clients lister"),
    ("contracts", "id = 2", "contrats lister"),
    ("payments", "id > 0", "contrats lister"),
    ("events", "id > 0", "evenements lister"),
    (
        "sessions",
        "user_id = (SELECT id FROM users WHERE username = 'sales1')",
        "sessions lister",
    ),
    ("audit_entries", "id > 0", "journal lister"),
];

/// What is read besides lists: of these one may say that its row cannot be read.
const OTHERS: [&str; 8] = [
    "utilisateurs voir sales2",
    "utilisateurs voir support1",
    "clients voir 1",
    "clients voir 2",
    "contrats voir 2",
    "evenements voir 2",
    "journal verifier",
    "roles lister",
];

/// Besides references to other rows, these decide which rows a list has: theirs may be missing from it.
const DECIDING: [&str; 3] = ["is_active", "closed_at", "expires_at"];

/// A column, and what kind of values it has.
struct Column {
    name: String,
    kind: String,
    is_nullable: bool,
}

fn columns(database: &TestDatabase, table: &str) -> Vec<Column> {
    let rows: Vec<(String, String, String)> = database.query(&format!(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns
         WHERE table_schema = DATABASE() AND table_name = '{table}' AND column_name <> 'id' ORDER BY ordinal_position"
    ));
    let column = |(name, kind, is_nullable)| Column {
        name,
        kind,
        is_nullable: is_nullable == "YES",
    };
    rows.into_iter().map(column).collect()
}

/// Values of its kind that no command writes there, and the absence of one where another column needs it.
fn strange_values(column: &Column) -> Vec<&'static str> {
    let mut values = match column.kind.as_str() {
        "datetime" => vec![
            "'9999-12-31 23:59:59.999999'",
            "'0000-00-00 00:00:00'",
            "'0001-01-01 00:00:00'",
        ],
        "date" => vec!["'9999-12-31'", "'0000-00-00'", "'2026-02-00'"],
        "decimal" => vec!["-0.01", "9999999999.99", "0"],
        "tinyint" => vec!["5", "-1"],
        "int" => vec!["0", "4294967295"],
        "bigint" => vec!["0", "18446744073709551615"],
        "varchar" | "char" | "mediumtext" => vec!["''", "X'1B5B33316D'", "'{\"champ\": 1}'", "REPEAT('x', 20)"],
        kind => panic!("{}: what is strange for {kind}?", column.name),
    };
    if column.is_nullable {
        values.push("NULL");
    }
    values
}

/// A connection that the server lets write anything.
fn careless(database: &TestDatabase) -> Conn {
    let mut connection = database.as_owner();
    connection
        .query_drop("SET SESSION sql_mode = '', foreign_key_checks = 0")
        .unwrap();
    for (trigger,) in database
        .query::<(String,)>("SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()")
    {
        connection.query_drop(format!("DROP TRIGGER {trigger}")).unwrap();
    }
    for (table, check) in database.query::<(String, String)>(
        "SELECT table_name, constraint_name FROM information_schema.table_constraints
         WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK' AND constraint_name LIKE 'check%'",
    ) {
        connection
            .query_drop(format!("ALTER TABLE {table} DROP CONSTRAINT {check}"))
            .unwrap();
    }
    connection
}

/// The numbers of a list's rows, and its whole text.
fn listed(shell: &mut TestShell, list: &str, format: &str) -> (usize, String) {
    let outcome = shell.run(&format!("{list} --tout --format {format}"));
    assert_eq!(outcome.status, Status::Success, "{list}: {}", outcome.errors);
    (outcome.standard.lines().count(), outcome.standard)
}

#[test]
fn one_bad_value_spoils_one_row() {
    let database = TestDatabase::demonstration();
    // A session that nobody ends.
    TestShell::signed_in(&database, "sales1").context.forget_session();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let mut connection = careless(&database);
    let lists: BTreeSet<&str> = TABLES.iter().map(|(_, _, list)| *list).collect();
    let mut unreadable = 0;
    for (table, row, list) in TABLES {
        let (rows, _) = listed(&mut shell, list, "jsonl");
        assert!(rows > 1, "{list}");
        for column in columns(&database, table) {
            let name = &column.name;
            let number: u64 = database.one(&format!("SELECT MIN(id) FROM {table} WHERE {row}"));
            let kept: Value = database.one(&format!("SELECT {name} FROM {table} WHERE id = {number}"));
            for value in strange_values(&column) {
                let place = format!("{table}.{name} = {value}");
                let put = format!("UPDATE {table} SET {name} = {value} WHERE id = {number}");
                if connection.query_drop(&put).is_err() {
                    // The server itself refuses what no mode and no rule of ours does.
                    continue;
                }
                for other in &lists {
                    for format in ["tableau", "csv", "json", "jsonl"] {
                        let (found, text) = listed(&mut shell, other, format);
                        if *other != list || format != "jsonl" {
                            continue;
                        }
                        let may_be_missing = name.ends_with("_id") || DECIDING.contains(&name.as_str());
                        assert!(found == rows || may_be_missing && found + 1 == rows, "{place}: {text}");
                        if text.contains("(ligne illisible)") {
                            unreadable += 1;
                            assert!(text.contains(&format!("{number},")), "{place}: {text}");
                        }
                    }
                }
                for other in OTHERS {
                    let outcome = shell.run(other);
                    let may_end = match outcome.status {
                        Status::Success => true,
                        // The card of a row that cannot be read, a record that has gone under its name, a chain that
                        // was changed.
                        Status::Failure(Kind::Service) => outcome.errors.contains("[VALEUR_ILLISIBLE]"),
                        Status::Failure(kind) => kind == Kind::Rule,
                    };
                    assert!(may_end, "{place}: {other}: {}", outcome.errors);
                }
                connection
                    .exec_drop(format!("UPDATE {table} SET {name} = ? WHERE id = {number}"), (&kept,))
                    .unwrap();
            }
        }
    }
    assert!(unreadable > 20, "{unreadable}");
}

#[test]
fn a_list_goes_on_past_a_whole_page_that_cannot_be_read() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let mut connection = careless(&database);
    connection
        .query_drop("UPDATE customers SET created_at = '0000-00-00 00:00:00' WHERE id <= 2")
        .unwrap();
    let page = shell.run("clients lister --tri numero --limite 1").succeeds();
    assert_eq!(page.matches("(ligne illisible)").count(), 2, "{page}");
    let all = shell.run("clients lister --tri numero --tout").succeeds();
    assert_eq!(all.matches("(ligne illisible)").count(), 2, "{all}");
    shell.run("clients voir 1").fails(Kind::Service, "VALEUR_ILLISIBLE");
    shell
        .run("clients modifier 1 --nom Autre")
        .fails(Kind::Service, "VALEUR_ILLISIBLE");
}
