//! `clients lister`, `suite` and `clients voir`.

use std::time::Duration;

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::error::Kind;

use super::creation;
use crate::support::database::TestDatabase;
use crate::support::shell::{TestShell, WRONG_PASSWORD};

/// The numbers of the customers a line shows, in order.
fn numbers(shell: &mut TestShell, line: &str) -> Vec<u64> {
    let text = shell.run(&format!("{line} --format jsonl")).succeeds();
    let number = |row: &str| {
        serde_json::from_str::<serde_json::Value>(row).unwrap()["numero"]
            .as_u64()
            .unwrap()
    };
    text.lines().map(number).collect()
}

#[test]
fn everybody_reads_every_customer_and_narrows_to_his_own() {
    let database = TestDatabase::demonstration();
    for (username, own) in [
        ("sales1", vec![]),
        ("sales2", vec![1, 2]),
        ("sales3", vec![3]),
        ("manager1", vec![1]),
        ("manager2", vec![3]),
        ("support1", vec![1]),
        ("support2", vec![3]),
    ] {
        let mut shell = TestShell::signed_in(&database, username);
        assert_eq!(numbers(&mut shell, "clients lister --tri numero"), [1, 2, 3]);
        assert_eq!(
            numbers(&mut shell, "clients lister --tri numero --miens"),
            own,
            "{username}"
        );
    }
}

#[test]
fn the_list_is_narrowed_to_a_colleague_and_filters_combine() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    assert_eq!(numbers(&mut shell, "clients lister --commercial sales3"), [3]);
    assert_eq!(numbers(&mut shell, "clients lister --commercial EMP-0005"), [3]);
    assert!(numbers(&mut shell, "clients lister --commercial sales3 --miens").is_empty());
    assert!(numbers(&mut shell, "clients lister --commercial support1").is_empty());
    // Whoever may not read accounts does not learn which exist.
    assert!(numbers(&mut shell, "clients lister --commercial personne").is_empty());
    TestShell::signed_in(&database, "manager1")
        .run("clients lister --commercial personne")
        .fails(Kind::Rule, "UTILISATEUR_INTROUVABLE");
}

#[test]
fn search_looks_at_names_company_email_and_telephone_digits() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "support1");
    for (text, found) in [
        ("casey", vec![1]),
        ("KEVIN", vec![1]),
        ("'kevin casey'", vec![1]),
        ("atelier", vec![2]),
        ("lou-bouzin", vec![3]),
        ("'06 66 12'", vec![3]),
        ("'+678 123'", vec![1]),
        ("0472", vec![2]),
        ("LÉVÈNEMENT", vec![]),
        ("%", vec![]),
        ("_", vec![]),
        ("|", vec![]),
    ] {
        assert_eq!(
            numbers(&mut shell, &format!("clients lister --recherche {text}")),
            found,
            "{text}"
        );
    }
}

#[test]
fn every_order_runs_both_ways() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (order, ascending) in [
        ("nom", [3, 1, 2]),
        ("entreprise", [2, 1, 3]),
        ("numero", [1, 2, 3]),
        ("creation", [1, 3, 2]),
        ("contact", [2, 1, 3]),
    ] {
        assert_eq!(
            numbers(&mut shell, &format!("clients lister --tri {order}")),
            ascending,
            "{order}"
        );
        let mut descending = ascending;
        descending.reverse();
        assert_eq!(
            numbers(&mut shell, &format!("clients lister --tri -{order}")),
            descending,
            "-{order}"
        );
    }
    let message = shell
        .run("clients lister --tri nmo")
        .fails(Kind::Syntax, "CHOIX_INVALIDE");
    assert!(message.contains("nom"), "{message}");
}

#[test]
fn pages_follow_one_another_without_gap_or_repetition_in_every_order() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    for number in 0..12 {
        // Three customers share each name, and all share the moment: the number decides between equals.
        let line = creation(number).replace(&format!("--nom Moreau{number}"), &format!("--nom Nom{}", number % 4));
        shell.run(&line).succeeds();
    }
    for order in [
        "nom",
        "-nom",
        "entreprise",
        "-entreprise",
        "numero",
        "-numero",
        "creation",
        "-creation",
        "contact",
        "-contact",
    ] {
        let line = format!("clients lister --tri {order}");
        let whole = numbers(&mut shell, &format!("{line} --tout"));
        assert_eq!(whole.len(), 15);
        let mut paged = numbers(&mut shell, &format!("{line} --limite 4"));
        while paged.len() < 15 {
            let page = numbers_of_page(&mut shell);
            assert!(!page.is_empty());
            paged.extend(page);
        }
        assert_eq!(paged, whole, "{order}");
        shell.run("suite").fails(Kind::Rule, "PAS_DE_SUITE");
    }
}

fn numbers_of_page(shell: &mut TestShell) -> Vec<u64> {
    let text = shell.run("suite").succeeds();
    let number = |row: &str| {
        serde_json::from_str::<serde_json::Value>(row).unwrap()["numero"]
            .as_u64()
            .unwrap()
    };
    text.lines().map(number).collect()
}

#[test]
fn the_next_page_needs_the_right_again_and_ends_with_the_session() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.run("suite").fails(Kind::Rule, "PAS_DE_SUITE");
    shell.run("clients lister --limite 1").succeeds();
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'sales2'");
    shell.run("suite").fails(Kind::Connection, "SESSION_FERMEE");
    shell.sign_in("sales3");
    shell.run("suite").fails(Kind::Rule, "PAS_DE_SUITE");
}

#[test]
fn the_next_page_is_still_there_after_a_failure() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell
        .run("clients lister --tri numero --limite 1 --format jsonl")
        .succeeds();
    database.execute("CREATE TABLE kept_grants AS SELECT * FROM role_permissions");
    database.execute("DELETE FROM role_permissions");
    shell.run("suite").fails(Kind::Access, "DROIT_MANQUANT");
    // A list that was refused was not shown.
    shell.run("contrats lister").fails(Kind::Access, "DROIT_MANQUANT");
    database.execute("INSERT INTO role_permissions SELECT * FROM kept_grants");
    assert_eq!(numbers_of_page(&mut shell), [2]);
    assert_eq!(numbers_of_page(&mut shell), [3]);
    // One whose session is over has its page after the password, at the second try too.
    shell
        .run("clients lister --tri numero --limite 1 --format jsonl")
        .succeeds();
    shell.clock.advance(Duration::from_mins(31));
    database.execute(
        "DELETE FROM role_permissions WHERE permission_id IN (SELECT id FROM permissions WHERE name = 'customer:read')",
    );
    shell.answer(&[PASSWORD]);
    shell.run("suite").fails(Kind::Access, "DROIT_MANQUANT");
    database.execute("INSERT IGNORE INTO role_permissions SELECT * FROM kept_grants");
    assert_eq!(numbers_of_page(&mut shell), [2]);
}

#[test]
fn a_session_closed_from_outside_leaves_nothing_of_its_person_behind() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.run("clients lister --limite 1").succeeds();
    database.execute("UPDATE sessions SET closed_at = NOW(6), close_reason = 'closed'");
    shell.run("clients voir 1").fails(Kind::Connection, "SESSION_FERMEE");
    assert!(shell.context.held().is_empty());
    shell.run("suite").fails(Kind::Rule, "PAS_DE_SUITE");
}

#[test]
fn a_next_page_that_was_refused_leaves_no_place_for_the_next_list_to_begin_at() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.run("clients lister --limite 1").succeeds();
    shell.clock.advance(Duration::from_mins(31));
    shell.answer(&[WRONG_PASSWORD; 3]);
    shell.run("suite").fails(Kind::Connection, "CONNEXION_REFUSEE");
    shell.sign_in("sales3");
    assert_eq!(numbers(&mut shell, "clients lister --tout").len(), 3);
}

#[test]
fn each_format_says_the_same() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&shell.run("clients lister --miens --format json").succeeds()).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["email"], "kevin@startup.io");
    assert_eq!(rows[0]["telephone"], "+67812345678");
    assert_eq!(rows[0]["dernier_contact"], "2026-11-11T10:00:00+01:00");
    let csv = shell.run("clients lister --miens --format csv").succeeds();
    assert!(csv.starts_with('\u{feff}') && csv.lines().count() == 3, "{csv}");
    let records = shell.run("clients lister --miens --format fiche").succeeds();
    assert!(records.contains("Entreprise      : Cool Startup LLC"), "{records}");
    let table = shell.run("clients lister --miens").succeeds();
    assert!(table.contains("kevin@startup.io"), "{table}");
}

#[test]
fn a_narrow_terminal_shows_records_and_a_middling_one_says_what_is_hidden() {
    let database = TestDatabase::demonstration();
    let mut narrow = TestShell::signed_in(&database, "sales2").with_width(40);
    let text = narrow.run("clients lister").succeeds();
    assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
    assert!(text.contains("Nom"), "{text}");
    let mut middling = TestShell::signed_in(&database, "sales2").with_width(80);
    let text = middling.run("clients lister").succeeds();
    assert!(text.contains("Premier contact"), "what is hidden is named: {text}");
    assert!(text.contains("3 clients"), "{text}");
    assert!(text.contains("06 66 12 34 56"), "a customer can be called: {text}");
}

#[test]
fn an_empty_list_says_so_and_what_to_do() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1").with_width(100);
    let text = shell.run("clients lister --miens").succeeds();
    assert!(text.contains("Aucun client.") && text.contains("Conseil"), "{text}");
    assert_eq!(
        shell.run("clients lister --miens --format json").succeeds().trim(),
        "[]"
    );
}

#[test]
fn a_file_is_written_whole_and_never_over_another_unless_asked() {
    let database = TestDatabase::demonstration();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("mes clients.csv");
    let mut shell = TestShell::signed_in(&database, "sales2");
    let line = format!("clients lister --format csv --vers '{}'", path.display());
    shell.run(&line).succeeds();
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 4);
    let errors = shell.run(&line).fails(Kind::File, "FICHIER_EXISTANT");
    assert!(errors.contains("ajoutez --ecraser"), "{errors}");
    shell.run(&format!("{line} --miens --ecraser")).succeeds();
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 3);
    let missing = "clients lister --vers /dossier/qui/manque.csv";
    shell.run(missing).fails(Kind::File, "ECRITURE_IMPOSSIBLE");
}

#[test]
fn a_card_shows_contracts_and_events_and_who_follows_them() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "support2");
    let card = shell.run("clients voir 1").succeeds();
    for text in [
        "Kevin",
        "Dawn Stanley",
        "CT-2026-000002",
        "8\u{202f}000,00\u{a0}€",
        "Séminaire annuel",
        "Kate Hastroff",
    ] {
        assert!(card.contains(text), "{text}: {card}");
    }
    let by_email: serde_json::Value =
        serde_json::from_str(&shell.run("clients voir KEVIN@startup.io --format json").succeeds()).unwrap();
    assert_eq!(by_email["contrats"][1]["reste_du"], "8000.00");
    shell.run("clients voir 99").fails(Kind::Rule, "CLIENT_INTROUVABLE");
    shell
        .run("clients voir personne@exemple.fr")
        .fails(Kind::Rule, "CLIENT_INTROUVABLE");
    shell.run("clients voir 0").fails(Kind::Syntax, "REFERENCE_INVALIDE");
}
