//! The checks, keys and rights a database relies on: without one of them nothing is written, and preparing it makes
//! them right again (S38).

use epic_events::error::Kind;

use crate::guards::{breaks_until_prepared, damaged, is_refused, is_repaired, works};
use crate::support::database::TestDatabase;
use crate::support::own_server::OwnServer;
use crate::support::shell::TestShell;
use crate::support::source::file;

#[test]
fn s38_every_check_and_key_of_a_prepared_base_is_guarded_and_no_other_is_asked_for() {
    let database = TestDatabase::prepared();
    let shown: String = database.one("SELECT installed_guards()");
    let shown: Vec<(Option<String>, Option<String>)> = serde_json::from_str(&shown).expect("it is JSON");
    let mut there: Vec<String> = shown
        .into_iter()
        .filter_map(|(definition, _)| {
            let definition = definition?;
            let mut words = definition.split(' ');
            let kind = words
                .next()
                .filter(|kind| ["CHECK", "KEY", "REFERENCE"].contains(kind))?;
            Some(format!("{kind} {} {}", words.next()?, words.next()?))
        })
        .collect();
    let guarded = file("sql/accounts/constraints.sql").text;
    let mut guarded: Vec<String> = guarded
        .lines()
        .filter_map(|line| line.strip_prefix("ALTER TABLE "))
        .map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            match words[2..] {
                ["PRIMARY", ..] => format!("KEY {} PRIMARY", words[0]),
                ["UNIQUE", "KEY", name, ..] => format!("KEY {} {name}", words[0]),
                ["CONSTRAINT", name, "CHECK", ..] => format!("CHECK {} {name}", words[0]),
                ["CONSTRAINT", name, "FOREIGN", ..] => format!("REFERENCE {} {name}", words[0]),
                _ => panic!("{line}"),
            }
        })
        .collect();
    there.sort_unstable();
    guarded.sort_unstable();
    assert_eq!(there, guarded);
}

#[test]
fn s38_a_check_that_is_missing_or_demands_something_else_is_told_keeps_writes_out_and_is_made_again() {
    let database = TestDatabase::demonstration();
    for (table, check) in [
        ("events", "check_event_dates"),
        ("payments", "check_payment_amount"),
        ("users", "check_user_username"),
        ("role_permissions", "check_role_permission_scope"),
    ] {
        let removal = format!("ALTER TABLE {table} DROP CONSTRAINT {check}");
        breaks_until_prepared(&database, std::slice::from_ref(&removal), &format!("{check} (absent)"));
        let other = format!("ALTER TABLE {table} ADD CONSTRAINT {check} CHECK (1 = 1)");
        breaks_until_prepared(&database, &[removal, other], &format!("{check} (modifié)"));
    }
    if is_mysql(&database) {
        let idle = String::from("ALTER TABLE contracts ALTER CHECK check_contract_balance NOT ENFORCED");
        breaks_until_prepared(&database, &[idle], "check_contract_balance (modifié)");
    }
}

#[test]
fn s38_a_key_that_is_missing_or_another_is_told_keeps_writes_out_and_is_made_again() {
    let database = TestDatabase::demonstration();
    for (damage, told) in [
        (
            vec!["ALTER TABLE users DROP KEY unique_user_email"],
            "unique_user_email (absent)",
        ),
        (
            vec!["ALTER TABLE users DROP KEY unique_user_email, ADD KEY unique_user_email (email)"],
            "unique_user_email (modifié)",
        ),
        (
            vec![
                "ALTER TABLE audit_entries DROP KEY unique_audit_chain, ADD UNIQUE KEY unique_audit_chain (id, sequence)",
            ],
            "unique_audit_chain (modifié)",
        ),
        (
            vec!["ALTER TABLE login_throttles DROP PRIMARY KEY"],
            "login_throttles.PRIMARY (absent)",
        ),
        (
            vec!["ALTER TABLE events DROP FOREIGN KEY foreign_event_customer"],
            "foreign_event_customer (absent)",
        ),
        (
            vec![
                "ALTER TABLE contracts DROP FOREIGN KEY foreign_contract_customer",
                "ALTER TABLE contracts ADD CONSTRAINT foreign_contract_customer FOREIGN KEY (customer_id)
                    REFERENCES customers (id) ON DELETE CASCADE",
            ],
            "foreign_contract_customer (modifié)",
        ),
    ] {
        let damage: Vec<String> = damage.into_iter().map(str::to_owned).collect();
        breaks_until_prepared(&database, &damage, told);
    }
}

#[test]
fn s38_what_rows_contradict_is_told_until_they_are_right() {
    let database = TestDatabase::demonstration();
    let damage = [
        "ALTER TABLE events DROP CONSTRAINT check_event_attendees",
        "UPDATE events SET attendees = 100001 WHERE id = 1",
    ];
    damaged(&database, &damage.map(str::to_owned));
    is_refused(&database, "check_event_attendees (absent)");
    let message = TestShell::on(&database)
        .run("base preparer")
        .fails(Kind::Service, "DECLENCHEURS_INCOHERENTS");
    assert!(
        message.contains("check_event_attendees (contredit par des lignes de la base)"),
        "{message}"
    );
    is_refused(&database, "check_event_attendees (absent)");
    database.execute("UPDATE events SET attendees = 100 WHERE id = 1");
    is_repaired(&database, "check_event_attendees (absent)");
    works(&database);
}

#[test]
fn s38_a_right_that_is_missing_lets_nobody_in_until_it_is_given_again() {
    let database = TestDatabase::demonstration();
    let account = format!("'{}'@'%'", database.name());
    for right in [
        "INSERT ON audit_entries",
        "UPDATE (signed_at) ON contracts",
        "SELECT ON payments",
    ] {
        database.execute(&format!("REVOKE {right} FROM {account}"));
        let mut shell = TestShell::on(&database);
        shell.answer(&["un mot de passe"]);
        let message = shell
            .run("connexion manager1")
            .fails(Kind::Service, "DROIT_DU_COMPTE_MANQUANT");
        assert!(message.contains(&format!("«\u{a0}{right}\u{a0}»")), "{message}");
        let diagnostic = shell.run("base diagnostic");
        assert!(diagnostic.standard.contains(right), "{}", diagnostic.standard);
        shell.run("base preparer").succeeds();
        works(&database);
    }
}

#[test]
fn s38_an_account_with_wider_rights_is_let_in() {
    let database = TestDatabase::demonstration();
    let account = format!("'{}'@'%'", database.name());
    for (right, place) in [
        ("SELECT, INSERT, UPDATE, DELETE", format!("{}.*", database.pattern())),
        ("UPDATE", String::from("events")),
    ] {
        database.execute(&format!("GRANT {right} ON {place} TO {account}"));
        database.execute(&format!("REVOKE UPDATE (location) ON events FROM {account}"));
        works(&database);
        database.execute(&format!("REVOKE {right} ON {place} FROM {account}"));
        database.prepare();
    }
}

#[test]
fn s38_checks_and_keys_that_others_added_are_left_alone() {
    let database = TestDatabase::demonstration();
    for statement in [
        "CREATE TABLE notes (id INT PRIMARY KEY, event_id BIGINT UNSIGNED, FOREIGN KEY (event_id) REFERENCES events (id))",
        "ALTER TABLE notes ADD CONSTRAINT check_note CHECK (id > 0)",
        "ALTER TABLE users ADD KEY index_of_theirs (created_at)",
    ] {
        database.execute(statement);
    }
    works(&database);
    TestShell::on(&database).run("base diagnostic").succeeds();
    let prepared = TestShell::on(&database).run("base preparer").succeeds();
    assert!(!prepared.contains("Rétabli"), "{prepared}");
}

/// A server that cuts what is put together short, as some are set.
#[test]
fn s38_the_guards_are_seen_whatever_a_server_does_to_long_texts() {
    let server = OwnServer::new();
    let database = TestDatabase::demonstration_on(&server);
    server.execute("SET GLOBAL group_concat_max_len = 1024");
    let cut: Option<String> = database.one("SELECT GROUP_CONCAT(REPEAT('a', 2000))");
    assert_eq!(cut.map(|cut| cut.len()), Some(1024));
    works(&database);
    TestShell::on(&database).run("base diagnostic").succeeds();
    assert_eq!(database.prepare().repaired, []);
}

fn is_mysql(database: &TestDatabase) -> bool {
    !database.one::<String>("SELECT VERSION()").contains("MariaDB")
}
