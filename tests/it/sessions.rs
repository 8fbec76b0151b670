//! `sessions lister` and `sessions fermer` (S6).

use std::time::Duration;

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

fn sessions(shell: &mut TestShell, line: &str) -> Vec<serde_json::Value> {
    let text = shell.run(&format!("{line} --format jsonl")).succeeds();
    text.lines().map(|row| serde_json::from_str(row).unwrap()).collect()
}

fn numbers(rows: &[serde_json::Value]) -> Vec<u64> {
    rows.iter().map(|row| row["numero"].as_u64().unwrap()).collect()
}

#[test]
fn open_sessions_are_listed_with_who_when_and_where() {
    let database = TestDatabase::demonstration();
    let mut sales = TestShell::signed_in(&database, "sales2");
    sales.clock.advance(Duration::from_mins(5));
    sales.run("moi").succeeds();
    let mut manager = TestShell::signed_in(&database, "manager1");
    let rows = sessions(&mut manager, "sessions lister");
    assert_eq!(numbers(&rows), [2, 1]);
    let [own, other] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(own["la_votre"], true);
    assert_eq!(other["la_votre"], false);
    assert_eq!(other["identifiant"], "sales2");
    assert_eq!(other["nom"], "Dawn Stanley");
    assert_eq!(other["role"], "commercial");
    assert_eq!(other["ouverte_le"], "2026-11-23T10:00:00+01:00");
    assert_eq!(other["derniere_activite"], "2026-11-23T10:05:00+01:00");
    assert_eq!(other["expire_le"], "2026-11-23T18:00:00+01:00");
    let host: String = database.one("SELECT host FROM sessions WHERE id = 1");
    assert_eq!(other["poste"], host.as_str());
}

#[test]
fn sessions_that_are_closed_or_past_their_time_are_not_open() {
    let database = TestDatabase::demonstration();
    let mut gone = TestShell::signed_in(&database, "sales2");
    gone.run("deconnexion").succeeds();
    let _past = TestShell::signed_in(&database, "sales3");
    let mut manager = TestShell::on(&database);
    manager.clock.advance(Duration::from_hours(8));
    manager.sign_in("manager1");
    assert_eq!(numbers(&sessions(&mut manager, "sessions lister")), [3]);
    for closed in [1, 2, 99] {
        manager
            .run(&format!("sessions fermer {closed}"))
            .fails(Kind::Rule, "SESSION_INTROUVABLE");
    }
}

#[test]
fn pages_follow_one_another_in_both_orders() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    let mut open = Vec::new();
    for place in 0..6 {
        let mut shell = TestShell::on(&database);
        // Two open at each moment: the number decides between equals.
        shell.clock.advance(Duration::from_mins(place / 2));
        shell.sign_in("sales2");
        open.push(shell);
    }
    for (order, expected) in [
        ("expiration", vec![1, 2, 3, 4, 5, 6, 7]),
        ("-expiration", vec![7, 6, 5, 4, 3, 2, 1]),
    ] {
        let line = format!("sessions lister --tri {order} --limite 2");
        let mut shown = numbers(&sessions(&mut manager, &line));
        while shown.len() < expected.len() {
            let text = manager.run("suite").succeeds();
            let rows: Vec<serde_json::Value> = text.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
            assert!(!rows.is_empty());
            shown.extend(numbers(&rows));
        }
        assert_eq!(shown, expected, "{order}");
    }
}

#[test]
fn s6_a_session_closed_by_management_is_refused_at_its_next_command() {
    let database = TestDatabase::demonstration();
    let mut sales = TestShell::signed_in(&database, "sales2");
    let mut manager = TestShell::signed_in(&database, "manager1");
    assert_eq!(
        manager.run("sessions fermer 1").succeeds(),
        "Session n°\u{a0}1 fermée : Dawn Stanley (sales2).\n"
    );
    sales.run("clients lister").fails(Kind::Connection, "SESSION_FERMEE");
    let reason: String = database.one("SELECT close_reason FROM sessions WHERE id = 1");
    assert_eq!(reason, "closed_by_management");
    let entry: (String, u64, String) =
        database.one("SELECT object_type, object_id, changes FROM audit_entries WHERE command = 'sessions fermer'");
    assert_eq!((entry.0.as_str(), entry.1), ("session", 1));
    assert_eq!(
        entry.2,
        r#"[{"field":"closed_at","old":null,"new":"2026-11-23T09:00:00Z"},{"field":"close_reason","old":null,"new":"closed_by_management"}]"#
    );
    manager
        .run("sessions fermer 1")
        .fails(Kind::Rule, "SESSION_INTROUVABLE");
    // The account is not concerned.
    sales.sign_in("sales2");
    sales.run("clients lister").succeeds();
}

#[test]
fn closing_ones_own_session_ends_it_at_once() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    manager.run("sessions lister --limite 1").succeeds();
    let answer = manager.run("sessions fermer 1").succeeds();
    assert!(answer.contains("vous êtes déconnecté"), "{answer}");
    manager.run("moi").fails(Kind::Connection, "CONNEXION_REQUISE");
    manager.run("suite").fails(Kind::Rule, "PAS_DE_SUITE");
    assert!(manager.context.session().is_none());
    let story: Vec<String> = database.query("SELECT command FROM audit_entries ORDER BY id");
    assert_eq!(story, ["connexion", "sessions fermer"]);
}

#[test]
fn two_managers_closing_one_session_at_once_close_it_once() {
    let database = TestDatabase::demonstration();
    let _sales = TestShell::signed_in(&database, "sales2");
    let succeeded: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = ["manager1", "manager2"]
            .into_iter()
            .map(|username| {
                let database = &database;
                scope.spawn(move || {
                    let outcome = TestShell::signed_in(database, username).run("sessions fermer 1");
                    if outcome.status.exit_status() == 0 {
                        return 1;
                    }
                    outcome.fails(Kind::Rule, "SESSION_INTROUVABLE");
                    0
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(succeeded, 1);
}

#[test]
fn a_number_that_is_none_is_refused_before_anything_is_asked_of_the_database() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    for wrong in ["0", "manager1", "-1"] {
        manager
            .run(&format!("sessions fermer -- {wrong}"))
            .fails(Kind::Syntax, "NOMBRE_INVALIDE");
    }
    manager.run("sessions fermer").fails(Kind::Syntax, "ARGUMENT_MANQUANT");
}
