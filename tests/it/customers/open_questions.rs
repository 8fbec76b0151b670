//! What changes while a form or a confirmation is open counts when the answer comes (S6, S32).

use std::time::Duration;

use epic_events::demonstration::dataset;
use epic_events::error::Kind;
use mysql::prelude::Queryable;

use super::creation;
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// Takes a right from every role, from elsewhere.
fn taking_away(database: &TestDatabase, permission: &'static str) -> impl FnOnce() + 'static {
    let mut owner = database.as_owner();
    move || {
        owner
            .exec_drop(
                "DELETE role_permissions FROM role_permissions JOIN permissions ON permissions.id = permission_id
                 WHERE permissions.name = ?",
                (permission,),
            )
            .expect("the right is taken away");
    }
}

fn customers(database: &TestDatabase) -> u64 {
    database.one("SELECT COUNT(*) FROM customers")
}

#[test]
fn s6_a_right_lost_before_the_answer_deletes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.answer_late(taking_away(&database, "customer:delete"), "oui");
    shell.run("clients supprimer 2").fails(Kind::Access, "DROIT_MANQUANT");
    assert_eq!(customers(&database), 3);
}

#[test]
fn s6_a_confirmation_left_open_longer_than_a_session_deletes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let clock = shell.clock.clone();
    shell.answer_late(move || clock.advance(Duration::from_mins(31)), "oui");
    shell
        .run("clients supprimer 2")
        .fails(Kind::Connection, "SESSION_EXPIREE");
    assert_eq!(customers(&database), 3);
}

#[test]
fn what_was_confirmed_is_deleted_even_if_its_address_names_another_by_then() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.run(&creation(1)).succeeds();
    let address: String = database.one("SELECT email FROM customers WHERE id = 2");
    let created: u64 = database.one("SELECT MAX(id) FROM customers");
    let mut owner = database.as_owner();
    let moved = address.clone();
    let swap = move || {
        for (email, id) in [("ailleurs@exemple.fr", 2), (moved.as_str(), created)] {
            owner
                .exec_drop("UPDATE customers SET email = ? WHERE id = ?", (email, id))
                .expect("the address moves");
        }
    };
    shell.answer_late(swap, "oui");
    shell.run(&format!("clients supprimer {address}")).succeeds();
    let left: Vec<u64> = database.query("SELECT id FROM customers ORDER BY id");
    assert_eq!(left, [1, 3, created]);
}

#[test]
fn s6_a_right_lost_while_a_form_is_open_creates_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    shell.answer(&["Inès", "Moreau", "ines@exemple.fr", "06 12 34 56 78"]);
    shell.answer_late(taking_away(&database, "customer:create"), "Moreau Frères");
    shell.run("clients creer").fails(Kind::Access, "DROIT_MANQUANT");
    assert_eq!(customers(&database), 3);
}

#[test]
fn d19_a_form_left_open_longer_than_a_session_asks_the_password_and_loses_nothing_typed() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    let clock = shell.clock.clone();
    shell.answer(&["Inès", "Moreau", "ines@exemple.fr", "06 12 34 56 78"]);
    shell.answer_late(move || clock.advance(Duration::from_mins(31)), "Moreau Frères");
    shell.answer(&[dataset::PASSWORD]);
    shell.run("clients creer").succeeds();
    // The moment of the entry is that of the write, not that of the first question.
    let recorded: String =
        database.one("SELECT CAST(recorded_at AS CHAR) FROM audit_entries WHERE command = 'clients creer'");
    assert_eq!(recorded, "2026-11-23 09:31:00.000000");
}
