//! `evenements lister` and `suite`: the filters are literal and combine.

use epic_events::error::Kind;

use super::{number, numbers, planted};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn everybody_reads_every_event_and_narrows_to_his_own() {
    let database = TestDatabase::demonstration();
    for (username, own) in [
        ("sales1", vec![]),
        ("sales2", vec![2, 1]),
        ("sales3", vec![3, 4]),
        ("manager1", vec![2, 1]),
        ("manager2", vec![3, 4]),
        ("support1", vec![2]),
        ("support2", vec![3]),
    ] {
        let mut shell = TestShell::signed_in(&database, username);
        assert_eq!(numbers(&mut shell, "evenements lister"), [2, 1, 3, 4]);
        assert_eq!(numbers(&mut shell, "evenements lister --miens"), own, "{username}");
    }
}

#[test]
fn what_is_ones_own_follows_the_customer_and_the_assignment() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    manager.run("clients transferer 1 --commercial sales1").succeeds();
    manager.run("evenements assigner 1 support2").succeeds();
    for (username, own) in [
        ("sales1", vec![2, 1]),
        ("sales2", vec![]),
        ("support1", vec![2]),
        ("support2", vec![1, 3]),
    ] {
        let mut shell = TestShell::signed_in(&database, username);
        assert_eq!(numbers(&mut shell, "evenements lister --miens"), own, "{username}");
    }
}

/// The four of the demonstration, all to come; one that is running, one over, one over and cancelled, one to come and
/// cancelled.
fn with_every_state(database: &TestDatabase) -> [u64; 4] {
    let running = planted(database, "2026-11-23 09:00:00", "2026-11-23 12:00:00", Some(6));
    let past = planted(database, "2026-11-20 09:00:00", "2026-11-23 09:00:00", None);
    let past_and_cancelled = planted(database, "2026-11-19 09:00:00", "2026-11-19 12:00:00", None);
    let cancelled = planted(database, "2026-12-01 09:00:00", "2026-12-01 12:00:00", Some(6));
    database.execute(&format!(
        "UPDATE events SET cancelled_at = '2026-11-20', cancellation_reason = 'pluie'
         WHERE id IN ({past_and_cancelled}, {cancelled})"
    ));
    [running, past, past_and_cancelled, cancelled]
}

#[test]
fn the_states_are_shown_and_each_filter_keeps_what_it_says() {
    let database = TestDatabase::demonstration();
    let [running, past, past_and_cancelled, cancelled] = with_every_state(&database);
    let mut shell = TestShell::signed_in(&database, "manager1");
    let text = shell.run("evenements lister --format jsonl").succeeds();
    let states: Vec<(u64, String)> = text
        .lines()
        .map(|row| {
            let value: serde_json::Value = serde_json::from_str(row).unwrap();
            (number(row), value["etat"].as_str().unwrap().to_owned())
        })
        .collect();
    let expected = [
        (past_and_cancelled, "annulé"),
        (past, "passé"),
        (running, "en cours"),
        (cancelled, "annulé"),
        (2, "assigné"),
        (1, "à assigner"),
        (3, "assigné"),
        (4, "à assigner"),
    ];
    assert_eq!(states, expected.map(|(id, state)| (id, state.to_owned())));
    for (options, found) in [
        ("--sans-support", vec![past, 1, 4]),
        ("--a-venir", vec![2, 1, 3, 4]),
        ("--passes", vec![past_and_cancelled, past]),
        ("--annules", vec![past_and_cancelled, cancelled]),
        ("--a-venir --sans-support", vec![1, 4]),
        ("--passes --annules", vec![past_and_cancelled]),
        ("--passes --sans-support", vec![past]),
        ("--a-venir --annules", vec![cancelled]),
        ("--a-venir --annules --miens", vec![cancelled]),
        ("--sans-support --annules", vec![past_and_cancelled]),
        ("--sans-support --passes --annules", vec![past_and_cancelled]),
        ("--a-venir --miens", vec![2, 1]),
    ] {
        let line = format!("evenements lister {options}");
        assert_eq!(numbers(&mut shell, &line), found, "{options}");
    }
    // What no event can be is refused, and not shown as an empty list.
    shell
        .run("evenements lister --a-venir --passes")
        .fails(Kind::Syntax, "OPTIONS_INCOMPATIBLES");
}

#[test]
fn the_list_is_narrowed_to_a_customer_or_a_contract_which_must_exist() {
    let database = TestDatabase::demonstration();
    let other = planted(&database, "2026-12-10 09:00:00", "2026-12-10 12:00:00", None);
    database.execute(&format!("UPDATE events SET contract_id = 3 WHERE id = {other}"));
    let mut shell = TestShell::signed_in(&database, "support1");
    for (options, found) in [
        ("--client 1", vec![2, other, 1]),
        ("--client KEVIN@startup.io --sans-support", vec![other, 1]),
        ("--client 2", vec![]),
        ("--contrat 3", vec![other]),
        ("--contrat ct-2026-000004", vec![2, 1]),
        ("--contrat 4 --miens", vec![2]),
        ("--client 1 --contrat 6", vec![]),
    ] {
        let line = format!("evenements lister {options}");
        assert_eq!(numbers(&mut shell, &line), found, "{options}");
    }
    shell
        .run("evenements lister --client 99")
        .fails(Kind::Rule, "CLIENT_INTROUVABLE");
    shell
        .run("evenements lister --contrat 99")
        .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
    shell
        .run("evenements lister --contrat EV-2026-000001")
        .fails(Kind::Syntax, "REFERENCE_INVALIDE");
}

#[test]
fn a_period_is_of_whole_days_in_local_time_both_included() {
    let database = TestDatabase::demonstration();
    // The clocks of Paris go back on the 31st of October 2027: the day lasts from 22:00 to 23:00 in universal time.
    let [before, first, last, after] = [
        "2027-10-30 21:59:59.999999",
        "2027-10-30 22:00:00",
        "2027-10-31 22:59:59.999999",
        "2027-10-31 23:00:00",
    ]
    .map(|start| planted(&database, start, "2027-11-02 00:00:00", None));
    let mut shell = TestShell::signed_in(&database, "sales1");
    for (options, found) in [
        ("--du 31/10/2027 --au 31/10/2027", vec![first, last]),
        ("--du 2027-10-31", vec![first, last, after]),
        ("--au 30/10/2027 --du 30/10/2027", vec![before]),
        ("--au '23 décembre 2026'", vec![2, 1, 3]),
        ("--du 01/11/2027 --sans-support", vec![after]),
        ("--du 31/12/9999", vec![]),
        ("--au 31/12/9999", vec![2, 1, 3, 4, before, first, last, after]),
    ] {
        let line = format!("evenements lister {options}");
        assert_eq!(numbers(&mut shell, &line), found, "{options}");
    }
}

#[test]
fn a_period_that_ends_before_it_begins_is_an_error_of_the_line() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    let message = shell
        .run("evenements lister --du 25/12/2026 --au 24/12/2026")
        .fails(Kind::Syntax, "DATE_INVALIDE");
    assert!(
        message.contains("--au «\u{a0}24/12/2026\u{a0}»") && message.contains("25/12/2026"),
        "{message}"
    );
    shell
        .run("evenements lister --du hier")
        .fails(Kind::Syntax, "DATE_INVALIDE");
}

#[test]
fn every_order_runs_both_ways_and_the_beginning_is_the_usual_one() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    assert_eq!(numbers(&mut shell, "evenements lister"), [2, 1, 3, 4]);
    for (order, ascending) in [("debut", [2, 1, 3, 4]), ("numero", [1, 2, 3, 4]), ("nom", [4, 1, 3, 2])] {
        let line = format!("evenements lister --tri {order}");
        assert_eq!(numbers(&mut shell, &line), ascending, "{order}");
        let mut descending = ascending;
        descending.reverse();
        let line = format!("evenements lister --tri -{order}");
        assert_eq!(numbers(&mut shell, &line), descending, "-{order}");
    }
}

#[test]
fn pages_follow_one_another_without_gap_or_repetition_in_every_order() {
    let database = TestDatabase::demonstration();
    // All share the name, and three the moment: the number decides between equals.
    for day in [10, 10, 10, 11, 12, 13, 14, 15] {
        planted(
            &database,
            &format!("2027-02-{day} 09:00:00"),
            "2027-02-20 12:00:00",
            None,
        );
    }
    let mut shell = TestShell::signed_in(&database, "sales1");
    for order in ["debut", "-debut", "numero", "-numero", "nom", "-nom"] {
        let line = format!("evenements lister --a-venir --tri {order}");
        let whole = numbers(&mut shell, &format!("{line} --tout"));
        assert_eq!(whole.len(), 12);
        let mut paged = numbers(&mut shell, &format!("{line} --limite 5"));
        while paged.len() < whole.len() {
            let page = shell.run("suite").succeeds();
            assert!(!page.is_empty());
            paged.extend(page.lines().map(number));
        }
        assert_eq!(paged, whole, "{order}");
        shell.run("suite").fails(Kind::Rule, "PAS_DE_SUITE");
    }
}

#[test]
fn each_format_says_the_same() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "support2");
    let json = shell.run("evenements lister --miens --format json").succeeds();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let expected = serde_json::json!([{
        "id": 3,
        "numero": "EV-2026-000003",
        "nom": "Mariage de Lou et Sacha",
        "etat": "assigné",
        "debut": "2026-12-23T14:00:00+01:00",
        "fin": "2026-12-24T04:00:00+01:00",
        "lieu": "Domaine Lou Bouzin, 33210 Sauternes",
        "participants": 140,
        "client": "Lou Bouzin",
        "entreprise": "Domaine Lou Bouzin",
        "contrat": "CT-2026-000006",
        "commercial": "Zoé Lefèvre",
        "support": "Aliénor Vichum",
    }]);
    assert_eq!(serde_json::Value::from(rows), expected);
    let csv = shell.run("evenements lister --format csv").succeeds();
    assert!(
        csv.contains("4;EV-2026-000004;Dégustation des primeurs;à assigner;07/01/2027 10:00;"),
        "{csv}"
    );
    let records = shell.run("evenements lister --format fiche").succeeds();
    assert!(records.contains("Support      : —"), "{records}");
}

#[test]
fn on_a_terminal_the_state_the_beginning_and_the_support_stay_and_what_is_hidden_is_said() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").with_width(80);
    let text = shell.run("evenements lister").succeeds();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    for shown in ["à assigner", "14/12/2026 17:00", "Kate Hastroff", "4 événements"] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(text.contains("Colonnes masquées : Événement, Fin, Lieu"), "{text}");
}

#[test]
fn an_empty_list_says_so_and_what_to_do() {
    let database = TestDatabase::demonstration();
    database.execute("DELETE FROM events");
    for (username, line, advice) in [
        ("sales2", "evenements lister", "Conseil : evenements creer"),
        ("sales2", "evenements lister --annules", "Conseil : evenements lister"),
        ("support1", "evenements lister", "Aucun événement.\n"),
    ] {
        let mut shell = TestShell::signed_in(&database, username).with_width(100);
        let text = shell.run(line).succeeds();
        assert!(text.starts_with("Aucun événement.") && text.contains(advice), "{text}");
    }
}
