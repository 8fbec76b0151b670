//! `evenements modifier` (B3, B11, B12, B13, D11).

use epic_events::error::Kind;

use super::{holdings, planted, refused};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn d11_the_salesperson_changes_every_field_until_somebody_runs_the_event_then_its_support_does() {
    let database = TestDatabase::demonstration();
    let mut sales = TestShell::signed_in(&database, "sales2");
    let line = "evenements modifier 1 --nom 'Grand lancement' --debut '15/12/2026 18:00' --fin '15/12/2026 23:00' \
                --lieu Lyon --participants 300 --note 'Traiteur à 17 h.'";
    assert_eq!(
        sales.run(line).succeeds(),
        "Événement EV-2026-000001 (Grand lancement) modifié.\n"
    );
    TestShell::signed_in(&database, "manager1")
        .run("evenements assigner 1 support2")
        .succeeds();
    let message = refused(
        &database,
        &mut sales,
        "evenements modifier 1 --lieu Paris",
        Kind::Access,
        "EVENEMENT_DEJA_ASSIGNE",
    );
    assert!(message.contains("Aliénor Vichum"), "{message}");
    TestShell::signed_in(&database, "support2")
        .run("evenements modifier 1 --lieu Paris")
        .succeeds();
    let row: (String, String, String, u32, String, u32) = database
        .one("SELECT name, CAST(start_at AS CHAR), location, attendees, note, version FROM events WHERE id = 1");
    let expected = (
        String::from("Grand lancement"),
        String::from("2026-12-15 17:00:00.000000"),
        String::from("Paris"),
        300,
        String::from("Traiteur à 17 h."),
        4,
    );
    assert_eq!(row, expected);
}

#[test]
fn d11_nobody_else_changes_an_event_and_the_refusal_names_its_owner() {
    let database = TestDatabase::demonstration();
    for (username, event, code, owner) in [
        // Somebody else's support, somebody else's salesperson, and management, which only assigns.
        ("support1", 3, "PAS_PROPRIETAIRE", "Aliénor Vichum"),
        ("support1", 1, "PAS_PROPRIETAIRE", "Dawn Stanley"),
        ("sales2", 4, "PAS_PROPRIETAIRE", "Zoé Lefèvre"),
        ("sales2", 3, "PAS_PROPRIETAIRE", "Aliénor Vichum"),
        ("sales2", 2, "EVENEMENT_DEJA_ASSIGNE", "Kate Hastroff"),
        ("manager1", 1, "DROIT_MANQUANT", "commercial et support"),
    ] {
        let mut shell = TestShell::signed_in(&database, username).interactive();
        for line in [
            format!("evenements modifier {event} --lieu Paris"),
            // No question is asked: an unanswered one would fail the test.
            format!("evenements modifier {event}"),
        ] {
            let message = refused(&database, &mut shell, &line, Kind::Access, code);
            assert!(message.contains(owner), "{username}, {event}: {message}");
        }
    }
    let refusals: u64 =
        database.one("SELECT COUNT(*) FROM audit_entries WHERE command = 'evenements modifier' AND outcome <> 'done'");
    assert_eq!(refusals, 12);
}

#[test]
fn an_unknown_event_is_not_found() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for line in [
        "evenements modifier 99 --lieu Paris",
        "evenements modifier EV-2026-000099 --debut '15/12/2026 18:00'",
    ] {
        refused(&database, &mut shell, line, Kind::Rule, "EVENEMENT_INTROUVABLE");
    }
}

#[test]
fn b3_what_was_so_already_writes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "support1");
    let before = holdings(&database);
    for line in [
        "evenements modifier 2 --nom 'Séminaire annuel'",
        "evenements modifier 2 --debut '07/12/2026 09:00' --fin 2026-12-07T17:00Z --participants 075",
        "evenements modifier 2 --lieu ' 53 rue du Château, 41120 Candé-sur-Beuvron '",
    ] {
        assert_eq!(shell.run(line).succeeds(), "Rien n'a changé.\n");
    }
    // Nor is a past beginning judged when it does not move.
    database.execute("UPDATE events SET start_at = '2026-11-22 09:00:00' WHERE id = 2");
    shell.run("evenements modifier 2 --debut 2026-11-22T09:00Z").succeeds();
    assert_eq!(holdings(&database).1, before.1);
}

#[test]
fn b18_a_change_is_one_journal_entry_with_old_and_new_values() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "support1");
    shell
        .run("evenements modifier 2 --fin '07/12/2026 19:00' --participants 80 --nom 'Séminaire annuel' --note \"\"")
        .succeeds();
    let entries: Vec<(u64, String)> =
        database.query("SELECT object_id, changes FROM audit_entries WHERE command = 'evenements modifier'");
    let changes = [
        r#"[{"field":"end_at","old":"2026-12-07T17:00:00Z","new":"2026-12-07T18:00:00Z"}"#,
        r#"{"field":"attendees","old":"75","new":"80"}"#,
        r#"{"field":"note","old":"Petit-déjeuner d’accueil à partir de 8 h 30. Deux repas végétariens.","new":null}]"#,
    ];
    assert_eq!(entries, [(2, changes.join(","))]);
    let row: (Option<String>, String) = database.one("SELECT note, CAST(updated_at AS CHAR) FROM events WHERE id = 2");
    assert_eq!(row, (None, String::from("2026-11-23 09:00:00.000000")));
    // An event without a note can be given one, and taking none away is no change.
    shell.run("evenements modifier 2 --note ''").succeeds();
    shell.run("evenements modifier 2 --note Vestiaire").succeeds();
    let changes: String = database
        .one("SELECT changes FROM audit_entries WHERE command = 'evenements modifier' ORDER BY id DESC LIMIT 1");
    assert_eq!(changes, r#"[{"field":"note","old":null,"new":"Vestiaire"}]"#);
}

#[test]
fn b11_a_date_changed_alone_is_judged_against_the_other_one_as_it_is() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for (options, code) in [
        // The event lasts from 17:00 to 22:00 on the 14th of December.
        ("--debut '14/12/2026 22:00'", "FIN_AVANT_DEBUT"),
        ("--debut '15/12/2026 18:00'", "FIN_AVANT_DEBUT"),
        ("--fin '14/12/2026 17:00'", "FIN_AVANT_DEBUT"),
        ("--fin '14/01/2027 17:01'", "DUREE_EXCESSIVE"),
        ("--debut '23/11/2026 10:00'", "DEBUT_PASSE"),
        ("--debut '23/11/2026 09:00' --fin '23/11/2026 11:00'", "DEBUT_PASSE"),
    ] {
        let line = format!("evenements modifier 1 {options}");
        refused(&database, &mut shell, &line, Kind::Rule, code);
    }
    for options in [
        "--debut '14/12/2026 21:59'",
        "--debut '23/11/2026 10:01'",
        "--fin '24/12/2026 10:01'",
        "--debut '15/12/2026 18:00' --fin '15/12/2026 23:00'",
    ] {
        shell.run(&format!("evenements modifier 1 {options}")).succeeds();
    }
}

#[test]
fn an_event_that_is_running_or_over_can_be_repaired_but_not_begin_anew_in_the_past() {
    let database = TestDatabase::demonstration();
    let running = planted(&database, "2026-11-23 08:00:00", "2026-11-23 20:00:00", Some(6));
    let mut shell = TestShell::signed_in(&database, "support1");
    for options in ["--fin '23/11/2026 09:30'", "--participants 12 --note 'Fini tôt.'"] {
        shell
            .run(&format!("evenements modifier {running} {options}"))
            .succeeds();
    }
    refused(
        &database,
        &mut shell,
        &format!("evenements modifier {running} --debut '23/11/2026 08:30'"),
        Kind::Rule,
        "DEBUT_PASSE",
    );
}

#[test]
fn b12_new_dates_of_an_assigned_event_are_compared_with_the_others_of_its_support() {
    let database = TestDatabase::demonstration();
    let other = planted(&database, "2026-12-10 09:00:00", "2026-12-10 12:00:00", Some(6));
    // Neither another's, nor a cancelled one, nor one that nobody runs is in the way.
    planted(&database, "2026-12-11 09:00:00", "2026-12-11 12:00:00", Some(7));
    planted(&database, "2026-12-11 09:00:00", "2026-12-11 12:00:00", None);
    let cancelled = planted(&database, "2026-12-11 09:00:00", "2026-12-11 12:00:00", Some(6));
    database.execute(&format!(
        "UPDATE events SET cancelled_at = '2026-11-20', cancellation_reason = 'pluie' WHERE id = {cancelled}"
    ));
    let number: String = database.one(&format!("SELECT event_number FROM events WHERE id = {other}"));
    let mut shell = TestShell::signed_in(&database, "support1");
    for options in [
        "--fin '10/12/2026 10:01'",
        "--debut '10/12/2026 12:59' --fin '10/12/2026 20:00'",
        "--debut '10/12/2026 11:00' --fin '10/12/2026 12:00'",
        "--debut '09/12/2026 11:00' --fin '12/12/2026 12:00'",
    ] {
        let line = format!("evenements modifier 2 {options}");
        let message = refused(&database, &mut shell, &line, Kind::Rule, "SUPPORT_OCCUPE");
        assert!(
            message.contains(&number) && message.contains("Kate Hastroff"),
            "{message}"
        );
    }
    for options in [
        // Bounds that touch do not clash.
        "--debut '10/12/2026 13:00' --fin '10/12/2026 20:00'",
        "--debut '09/12/2026 13:00' --fin '10/12/2026 10:00'",
        "--debut '11/12/2026 10:00' --fin '11/12/2026 12:00'",
    ] {
        shell.run(&format!("evenements modifier 2 {options}")).succeeds();
    }
    // Without support, an event is in nobody's way.
    TestShell::signed_in(&database, "sales2")
        .run("evenements modifier 1 --debut '10/12/2026 10:00' --fin '10/12/2026 12:00'")
        .succeeds();
}

#[test]
fn b12_an_overlap_that_was_forced_forbids_no_other_change() {
    let database = TestDatabase::demonstration();
    let other = planted(&database, "2026-12-07 10:00:00", "2026-12-07 12:00:00", Some(6));
    let mut shell = TestShell::signed_in(&database, "support1");
    shell
        .run(&format!("evenements modifier {other} --participants 3"))
        .succeeds();
    refused(
        &database,
        &mut shell,
        &format!("evenements modifier {other} --fin '07/12/2026 12:30'"),
        Kind::Rule,
        "SUPPORT_OCCUPE",
    );
    shell
        .run(&format!(
            "evenements modifier {other} --debut '08/12/2026 10:00' --fin '08/12/2026 12:30'"
        ))
        .succeeds();
}

#[test]
fn b13_a_cancelled_event_is_read_only() {
    let database = TestDatabase::demonstration();
    TestShell::signed_in(&database, "manager1")
        .run("evenements annuler 2 --motif pluie --oui")
        .succeeds();
    TestShell::signed_in(&database, "sales2")
        .run("evenements annuler 1 --motif pluie --oui")
        .succeeds();
    for (username, event) in [("support1", 2), ("sales2", 1)] {
        let mut shell = TestShell::signed_in(&database, username).interactive();
        for line in [
            format!("evenements modifier {event} --lieu Paris"),
            format!("evenements modifier {event} --fin '20/12/2026 10:00'"),
            format!("evenements modifier {event}"),
        ] {
            refused(&database, &mut shell, &line, Kind::Rule, "EVENEMENT_ANNULE");
        }
    }
}

#[test]
fn a_change_of_nothing_where_nobody_can_be_asked_is_an_error_of_the_line() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.context.questions = Box::new(epic_events::shell::context::questions::Nobody);
    refused(
        &database,
        &mut shell,
        "evenements modifier 1",
        Kind::Syntax,
        "MODIFICATION_VIDE",
    );
    // The contract and the support are no fields of a change.
    for line in [
        "evenements modifier 1 --contrat 3",
        "evenements modifier 1 --support support1",
    ] {
        refused(&database, &mut shell, line, Kind::Syntax, "OPTION_INCONNUE");
    }
}

#[test]
fn b14_whoever_left_the_support_moves_none_of_the_events_he_ran() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE events SET start_at = '2026-11-01', end_at = '2026-11-02' WHERE support_user_id = 6");
    // What is over does not keep them in the support.
    TestShell::signed_in(&database, "manager1")
        .run("utilisateurs modifier support1 --role commercial")
        .succeeds();
    let mut former = TestShell::signed_in(&database, "support1");
    for line in [
        "evenements modifier 2 --debut '10/12/2026 09:00' --fin '10/12/2026 18:00'",
        "evenements modifier 2 --fin '10/12/2026 18:00'",
        "evenements modifier 2 --note retouche",
        "evenements annuler 2 --motif pluie --oui",
    ] {
        former.run(line).fails(Kind::Access, "EVENEMENT_DEJA_ASSIGNE");
    }
    let row: (String, bool, u32) =
        database.one("SELECT CAST(end_at AS CHAR), cancelled_at IS NULL, version FROM events WHERE id = 2");
    assert_eq!(row, (String::from("2026-11-02 00:00:00.000000"), true, 1));
}

#[test]
fn b14_whoever_may_change_every_event_gives_no_future_to_one_that_nobody_fit_runs() {
    let database = TestDatabase::demonstration();
    // Here management may change events: the rule must hold whoever has the right.
    database.grant("management", "event:update", "any");
    let mut shell = TestShell::signed_in(&database, "manager1");
    let moved = "evenements modifier 2 --debut '10/12/2026 09:00' --fin '10/12/2026 18:00'";
    for unfit in [
        "UPDATE users SET is_active = FALSE WHERE username = 'support1'",
        "UPDATE users SET is_active = TRUE, role_id = 2 WHERE username = 'support1'",
    ] {
        database.execute(unfit);
        shell.run(moved).fails(Kind::Rule, "ROLE_INADAPTE");
    }
    database.execute("UPDATE users SET role_id = 3 WHERE username = 'support1'");
    shell.run(moved).succeeds();
}
