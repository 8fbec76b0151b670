//! The form of an event, and what changes while it or a confirmation is open (B17, S6, S32).

use std::time::Duration;

use epic_events::error::Kind;
use mysql::prelude::Queryable;

use super::{holdings, refused};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// Runs a statement as the owner, while a question is open.
fn meanwhile(database: &TestDatabase, statement: &'static str) -> impl FnOnce() + 'static {
    let mut owner = database.as_owner();
    move || owner.query_drop(statement).expect("somebody else writes")
}

#[test]
fn the_form_shows_present_values_then_the_differences_and_asks() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    // Name, beginning, end, place, attendees, note; a wrong answer is asked again; then yes.
    shell.answer(&["", "plus tard", "15/12/2026 17:00", "15/12/2026 22:00", "", "", "", "o"]);
    let outcome = shell.run("evenements modifier 1");
    assert!(outcome.errors.contains("Forme inconnue"), "{}", outcome.errors);
    outcome.succeeds();
    let row: (String, String, u32) =
        database.one("SELECT CAST(start_at AS CHAR), location, version FROM events WHERE id = 1");
    let expected = (
        String::from("2026-12-15 16:00:00.000000"),
        String::from("Halle Tropisme, 121 rue Fontcouverte, 34070 Montpellier"),
        2,
    );
    assert_eq!(row, expected);
    let before = holdings(&database);
    shell.answer(&["Autre", "", "", "", "", "", "n"]);
    shell.run("evenements modifier 1").fails(Kind::Rule, "ABANDON");
    shell.answer(&["", "15/12/2026 17:00", "", "", "220", ""]);
    assert_eq!(shell.run("evenements modifier 1").succeeds(), "Rien n'a changé.\n");
    shell.answer(&["Autre"]);
    shell.give_up();
    assert_eq!(shell.run("evenements modifier 1").status.exit_status(), 130);
    assert_eq!(holdings(&database), before);
}

#[test]
fn the_form_gives_a_note_to_an_event_that_had_none() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales3").interactive();
    shell.answer(&["", "", "", "", "", "Vestiaire gardé.", "o"]);
    shell.run("evenements modifier 4").succeeds();
    shell.answer(&["", "", "", "", "", ""]);
    assert_eq!(shell.run("evenements modifier 4").succeeds(), "Rien n'a changé.\n");
    let note: String = database.one("SELECT note FROM events WHERE id = 4");
    assert_eq!(note, "Vestiaire gardé.");
}

#[test]
fn b17_two_people_who_change_different_fields_both_keep_their_work() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    shell.answer(&["", "", "", "Lyon"]);
    let change = "UPDATE events SET attendees = 12, name = 'Lancement', version = version + 1 WHERE id = 1";
    shell.answer_late(meanwhile(&database, change), "");
    shell.answer(&["", "o"]);
    shell.run("evenements modifier 1").succeeds();
    let row: (String, String, u32, u32) =
        database.one("SELECT name, location, attendees, version FROM events WHERE id = 1");
    assert_eq!(row, (String::from("Lancement"), String::from("Lyon"), 12, 3));
}

#[test]
fn b17_the_same_field_changed_meanwhile_is_a_conflict_that_shows_both_values() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    shell.answer(&["", "15/12/2026 18:00", "15/12/2026 23:00", "", "", ""]);
    let change = "UPDATE events SET start_at = '2026-12-14 15:00:00', end_at = '2026-12-15 22:00:00',
        version = version + 1 WHERE id = 1";
    shell.answer_late(meanwhile(&database, change), "o");
    let message = shell
        .run("evenements modifier 1")
        .fails(Kind::Rule, "CONFLIT_DE_MODIFICATION");
    assert!(
        message.contains(
            "début vaut maintenant «\u{a0}14/12/2026 16:00\u{a0}», vous vouliez «\u{a0}15/12/2026 18:00\u{a0}»"
        ),
        "{message}"
    );
    // Both wanted the same end: no conflict.
    assert!(!message.contains("fin vaut"), "{message}");
    assert_eq!(database.one::<u32>("SELECT version FROM events WHERE id = 1"), 2);
}

#[test]
fn b11_what_the_form_merges_is_judged_whole() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    shell.answer(&["", "", "14/12/2026 18:00", "", "", ""]);
    let change = "UPDATE events SET start_at = '2026-12-14 17:00:00', version = version + 1 WHERE id = 1";
    shell.answer_late(meanwhile(&database, change), "o");
    shell.run("evenements modifier 1").fails(Kind::Rule, "FIN_AVANT_DEBUT");
}

#[test]
fn d11_an_event_assigned_while_the_form_is_open_is_not_the_salesperson_s_any_more() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    shell.answer(&["", "15/12/2026 17:00", "15/12/2026 22:00", "", "", ""]);
    let change = "UPDATE events SET support_user_id = 7, version = version + 1 WHERE id = 1";
    shell.answer_late(meanwhile(&database, change), "o");
    shell
        .run("evenements modifier 1")
        .fails(Kind::Access, "EVENEMENT_DEJA_ASSIGNE");
}

#[test]
fn b13_an_event_cancelled_while_the_form_is_open_stays_as_it_was() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    shell.answer(&["", "", "", "Lyon", "", ""]);
    let change = "UPDATE events SET cancelled_at = '2026-11-23', cancellation_reason = 'pluie',
        version = version + 1 WHERE id = 1";
    shell.answer_late(meanwhile(&database, change), "o");
    shell.run("evenements modifier 1").fails(Kind::Rule, "EVENEMENT_ANNULE");
}

#[test]
fn s6_a_right_lost_before_the_answer_changes_and_cancels_nothing() {
    let database = TestDatabase::demonstration();
    let before = holdings(&database);
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    let losing = |permission: &str| {
        let statement: &'static str = match permission {
            "event:update" => {
                "DELETE role_permissions FROM role_permissions JOIN permissions ON permissions.id = permission_id
                 WHERE permissions.name = 'event:update'"
            }
            _ => {
                "DELETE role_permissions FROM role_permissions JOIN permissions ON permissions.id = permission_id
                 WHERE permissions.name = 'event:cancel'"
            }
        };
        meanwhile(&database, statement)
    };
    shell.answer(&["", "", "", "Lyon", "", ""]);
    shell.answer_late(losing("event:update"), "o");
    shell.run("evenements modifier 1").fails(Kind::Access, "DROIT_MANQUANT");
    shell.answer_late(losing("event:cancel"), "oui");
    shell
        .run("evenements annuler 1 --motif pluie")
        .fails(Kind::Access, "DROIT_MANQUANT");
    assert_eq!(holdings(&database), before);
}

#[test]
fn s6_a_confirmation_left_open_longer_than_a_session_cancels_nothing() {
    let database = TestDatabase::demonstration();
    let before = holdings(&database);
    let mut shell = TestShell::signed_in(&database, "sales2");
    let clock = shell.clock.clone();
    shell.answer_late(move || clock.advance(Duration::from_mins(31)), "oui");
    shell
        .run("evenements annuler 1 --motif pluie")
        .fails(Kind::Connection, "SESSION_EXPIREE");
    assert_eq!(holdings(&database), before);
}

#[test]
fn d5_an_event_assigned_before_the_answer_is_not_cancelled_by_its_salesperson() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let change = "UPDATE events SET support_user_id = 7, version = version + 1 WHERE id = 1";
    shell.answer_late(meanwhile(&database, change), "oui");
    shell
        .run("evenements annuler 1 --motif pluie")
        .fails(Kind::Access, "EVENEMENT_DEJA_ASSIGNE");
    let mut manager = TestShell::signed_in(&database, "manager1");
    manager.answer(&["peut-être", "non"]);
    refused(
        &database,
        &mut manager,
        "evenements annuler 1 --motif pluie",
        Kind::Rule,
        "ABANDON",
    );
}
