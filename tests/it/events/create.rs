//! `evenements creer` (B11).

use epic_events::error::Kind;

use super::{creation, holdings, refused};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn b11_a_salesperson_creates_an_event_on_a_signed_contract_of_his_customer() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let line = "evenements creer --contrat CT-2026-000003 --nom ' Soirée de  gala ' --debut '18/12/2026 19h30' \
                --fin '2026-12-19T02:00' --lieu \"L'Usine, Lyon\" --participants '1 500' --note '  '";
    assert_eq!(
        shell.run(line).succeeds(),
        "Événement EV-2026-000005 créé : Soirée de  gala, du 18/12/2026 19:30 au 19/12/2026 02:00.\n"
    );
    let row: (u64, u64, Option<u64>, String, String, String, u32) = database.one(
        "SELECT contract_id, customer_id, support_user_id, CAST(start_at AS CHAR), CAST(end_at AS CHAR), location,
            attendees
         FROM events WHERE event_number = 'EV-2026-000005'",
    );
    let expected = (
        3,
        1,
        None,
        String::from("2026-12-18 18:30:00.000000"),
        String::from("2026-12-19 01:00:00.000000"),
        String::from("L'Usine, Lyon"),
        1500,
    );
    assert_eq!(row, expected);
    let empty_notes: u64 = database.one("SELECT COUNT(*) FROM events WHERE note = ''");
    assert_eq!(empty_notes, 0, "a blank note is none");
}

#[test]
fn b18_a_creation_is_one_journal_entry_with_every_field() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let line = creation("3", "18/12/2026 19:00", "19/12/2026 02:00") + " --note \"a\\nb\"";
    shell.run(&line).succeeds();
    let (actor, object, id, changes): (String, String, u64, String) = database.one(
        "SELECT actor_username, object_type, object_id, changes FROM audit_entries WHERE command = 'evenements creer'",
    );
    assert_eq!((actor.as_str(), object.as_str()), ("sales2", "event"));
    assert_eq!(id, database.one::<u64>("SELECT MAX(id) FROM events"));
    assert_eq!(
        changes,
        [
            r#"[{"field":"contract_id","old":null,"new":"3"}"#,
            r#"{"field":"customer_id","old":null,"new":"1"}"#,
            r#"{"field":"name","old":null,"new":"Gala"}"#,
            r#"{"field":"start_at","old":null,"new":"2026-12-18T18:00:00Z"}"#,
            r#"{"field":"end_at","old":null,"new":"2026-12-19T01:00:00Z"}"#,
            r#"{"field":"location","old":null,"new":"Lyon"}"#,
            r#"{"field":"attendees","old":null,"new":"150"}"#,
            r#"{"field":"note","old":null,"new":"a\nb"}]"#,
        ]
        .join(",")
    );
}

#[test]
fn b11_the_contract_must_be_there_of_ones_own_customer_and_signed() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let on = |contract: &str| creation(contract, "18/12/2026 19:00", "19/12/2026 02:00");
    for contract in ["99", "CT-2025-000001"] {
        refused(&database, &mut shell, &on(contract), Kind::Rule, "CONTRAT_INTROUVABLE");
    }
    let message = refused(&database, &mut shell, &on("1"), Kind::Rule, "CONTRAT_NON_SIGNE");
    assert!(message.contains("CT-2026-000001"), "{message}");
    let message = refused(&database, &mut shell, &on("6"), Kind::Access, "PAS_PROPRIETAIRE");
    assert!(message.contains("Zoé Lefèvre"), "{message}");
    // Whose it is comes before what it is.
    database.execute("UPDATE customers SET sales_user_id = 5 WHERE id = 1");
    refused(&database, &mut shell, &on("1"), Kind::Access, "PAS_PROPRIETAIRE");
}

#[test]
fn only_salespeople_create_events_and_the_refusal_is_recorded_before_any_question() {
    let database = TestDatabase::demonstration();
    for username in ["manager1", "support1"] {
        let mut shell = TestShell::signed_in(&database, username).interactive();
        for line in ["evenements creer", "evenements creer --debut non"] {
            refused(&database, &mut shell, line, Kind::Access, "DROIT_MANQUANT");
        }
    }
    let refusals: u64 = database
        .one("SELECT COUNT(*) FROM audit_entries WHERE command = 'evenements creer' AND outcome = 'DROIT_MANQUANT'");
    assert_eq!(refusals, 4);
}

#[test]
fn b11_the_dates_are_in_the_future_in_order_and_at_most_thirty_one_days_apart() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for (start, end, code) in [
        // Now is 10:00 in Paris.
        ("23/11/2026 10:00", "23/11/2026 12:00", "DEBUT_PASSE"),
        ("18/12/2025 19:00", "18/12/2027 19:00", "DEBUT_PASSE"),
        ("18/12/2026 19:00", "18/12/2026 19:00", "FIN_AVANT_DEBUT"),
        ("18/12/2026 19:00", "18/12/2026 18:59", "FIN_AVANT_DEBUT"),
        (
            "2026-12-18T19:00:00.0000001",
            "2026-12-18T19:00:00.0000009",
            "FIN_AVANT_DEBUT",
        ),
        ("18/12/2026 19:00", "18/01/2027 19:01", "DUREE_EXCESSIVE"),
        ("18/12/2026 19:00", "18/12/2027 19:00", "DUREE_EXCESSIVE"),
        // One hour more than 31 times 24 hours, but the same day of the calendar and the same time of day.
        ("10/10/2027 10:00", "10/11/2027 10:01", "DUREE_EXCESSIVE"),
    ] {
        let line = creation("3", start, end);
        let message = refused(&database, &mut shell, &line, Kind::Rule, code);
        assert!(message.contains("corrigez"), "{message}");
    }
    for (start, end) in [
        ("23/11/2026 10:01", "23/11/2026 10:02"),
        ("18/12/2026 19:00", "18/01/2027 19:00"),
        ("10/10/2027 10:00", "10/11/2027 10:00"),
    ] {
        shell.run(&creation("3", start, end)).succeeds();
    }
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM events"), 7);
}

#[test]
fn a_local_time_that_does_not_exist_or_exists_twice_is_refused_with_both_readings() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let skipped = creation("3", "28/03/2027 02:30", "28/03/2027 12:00");
    let message = refused(&database, &mut shell, &skipped, Kind::Syntax, "DATE_INVALIDE");
    assert!(
        message.contains("28/03/2027 01:30") && message.contains("28/03/2027 03:30"),
        "{message}"
    );
    let repeated = creation("3", "30/10/2027 20:00", "31/10/2027 02:30");
    let message = refused(&database, &mut shell, &repeated, Kind::Syntax, "DATE_INVALIDE");
    assert!(message.contains("+02:00") && message.contains("+01:00"), "{message}");
    // The offset decides: from the first 02:30 to the second one is an hour.
    let line = creation("3", "2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00");
    shell.run(&line).succeeds();
    let hours: i64 = database.one("SELECT TIMESTAMPDIFF(HOUR, start_at, end_at) FROM events ORDER BY id DESC LIMIT 1");
    assert_eq!(hours, 1);
}

#[test]
fn every_wrong_value_is_named_at_once() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let line = format!(
        "evenements creer --contrat EV-2026-000001 --nom '' --debut 18/12/2026 --fin 31/02/2027 --lieu {} \
         --participants 100001 --note \"a\tb\"",
        "x".repeat(256)
    );
    let message = refused(&database, &mut shell, &line, Kind::Syntax, "REFERENCE_INVALIDE");
    assert_eq!(message.matches("[TEXTE_INVALIDE]").count(), 3, "{message}");
    assert_eq!(message.matches("[DATE_INVALIDE]").count(), 2, "{message}");
    assert_eq!(message.matches("[NOMBRE_INVALIDE]").count(), 1, "{message}");
    for attendees in ["-1", "100001", "1,5", "beaucoup"] {
        let line = creation("3", "18/12/2026 19:00", "19/12/2026 02:00").replace("150", attendees);
        refused(&database, &mut shell, &line, Kind::Syntax, "NOMBRE_INVALIDE");
    }
    for attendees in ["0", "100000"] {
        let line = creation("3", "18/12/2026 19:00", "19/12/2026 02:00").replace("150", attendees);
        shell.run(&line).succeeds();
    }
    let message = refused(
        &database,
        &mut shell,
        "evenements creer --contrat 3",
        Kind::Syntax,
        "ARGUMENT_MANQUANT",
    );
    for argument in ["--nom", "--debut", "--fin", "--lieu", "--participants"] {
        assert!(message.contains(argument), "{argument}: {message}");
    }
    assert!(!message.contains("--note"), "{message}");
}

#[test]
fn the_form_asks_for_what_is_missing_and_giving_up_writes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    let before = holdings(&database);
    shell.answer(&["Gala", "18/12/2026 19:00"]);
    shell.give_up();
    assert_eq!(shell.run("evenements creer --contrat 3").status.exit_status(), 130);
    assert_eq!(holdings(&database), before);
    shell.answer(&["Gala", "demain", "18/12/2026 19:00", "19/12/2026 02:00", "Lyon", "150"]);
    let outcome = shell.run("evenements creer --contrat 3");
    assert!(outcome.errors.contains("Forme inconnue"), "{}", outcome.errors);
    outcome.succeeds();
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM events"), 5);
}
