//! `utilisateurs lister`.

use epic_events::error::Kind;

use super::creation;
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// The usernames a line shows, in order.
fn usernames(shell: &mut TestShell, line: &str) -> Vec<String> {
    let text = shell.run(&format!("{line} --format jsonl")).succeeds();
    text.lines().map(username).collect()
}

fn username(row: &str) -> String {
    let row: serde_json::Value = serde_json::from_str(row).unwrap();
    row["identifiant"].as_str().unwrap().to_owned()
}

#[test]
fn active_accounts_are_listed_by_name_and_the_others_apart() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE users SET is_active = FALSE WHERE username IN ('sales1', 'support2')");
    let mut shell = TestShell::signed_in(&database, "manager1");
    assert_eq!(
        usernames(&mut shell, "utilisateurs lister"),
        ["manager2", "support1", "sales3", "manager1", "sales2"]
    );
    assert_eq!(
        usernames(&mut shell, "utilisateurs lister --inactifs --tri -numero"),
        ["support2", "sales1"]
    );
}

#[test]
fn a_role_is_named_in_french_or_as_it_is_stored_whatever_the_case_and_the_accents() {
    let database = TestDatabase::demonstration();
    database.execute("INSERT INTO roles (name) VALUES ('régie')");
    database
        .execute("UPDATE users SET role_id = (SELECT id FROM roles WHERE name = 'régie') WHERE username = 'sales1'");
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (typed, found) in [
        ("gestion", vec!["manager1", "manager2"]),
        ("MANAGEMENT", vec!["manager1", "manager2"]),
        ("Commercial", vec!["sales2", "sales3"]),
        ("support", vec!["support1", "support2"]),
        ("régie", vec!["sales1"]),
        ("REGIE", vec!["sales1"]),
    ] {
        let line = format!("utilisateurs lister --tri numero --role {typed}");
        assert_eq!(usernames(&mut shell, &line), found, "{typed}");
    }
    let message = shell
        .run("utilisateurs lister --role comercial")
        .fails(Kind::Rule, "ROLE_INTROUVABLE");
    assert!(message.contains("gestion, commercial, support, régie"), "{message}");
    shell
        .run("utilisateurs lister --role ''")
        .fails(Kind::Syntax, "TEXTE_INVALIDE");
}

#[test]
fn search_looks_at_names_username_number_email_and_telephone_digits() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (text, found) in [
        ("lefevre", vec!["sales3"]),
        ("'kate hastroff'", vec!["support1"]),
        ("SALES", vec!["sales1", "sales2", "sales3"]),
        ("emp-0004", vec!["sales2"]),
        ("karim.benali@", vec!["manager2"]),
        ("'01 40 20 30 07'", vec!["support2"]),
        ("%", vec![]),
        ("_", vec![]),
        ("|", vec![]),
    ] {
        let line = format!("utilisateurs lister --tri numero --recherche {text}");
        assert_eq!(usernames(&mut shell, &line), found, "{text}");
    }
    assert_eq!(
        usernames(&mut shell, "utilisateurs lister --recherche a --role support"),
        ["support1", "support2"]
    );
}

#[test]
fn each_account_shows_its_state_and_its_last_login() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE users SET must_change_password = TRUE WHERE username IN ('sales1', 'sales2')");
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'support1'");
    database.execute(
        "INSERT INTO login_throttles (username, failures, first_failure_at, blocks, blocked_until) VALUES
            ('sales2', 0, '2026-11-23 09:00:00', 1, '2026-11-23 09:00:30'),
            ('sales3', 0, '2026-11-23 08:00:00', 1, '2026-11-23 09:00:00'),
            ('support1', 0, '2026-11-23 09:00:00', 1, '2026-11-23 09:00:30')",
    );
    let mut shell = TestShell::signed_in(&database, "manager1");
    let mut states = Vec::new();
    for line in ["utilisateurs lister --tri numero", "utilisateurs lister --inactifs"] {
        let text = shell.run(&format!("{line} --format json")).succeeds();
        let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        for row in rows {
            states.push((
                row["identifiant"].clone(),
                row["etat"].clone(),
                row["derniere_connexion"].clone(),
            ));
        }
    }
    let expected = [
        ("manager1", "actif", Some("2026-11-23T10:00:00+01:00")),
        ("manager2", "actif", None),
        ("sales1", "mot de passe à changer", None),
        ("sales2", "bloqué", None),
        // A block that is over is none.
        ("sales3", "actif", None),
        ("support2", "actif", None),
        ("support1", "désactivé", None),
    ]
    .map(|(username, state, login)| (username.into(), state.into(), login.into()));
    assert_eq!(states, expected);
}

#[test]
fn pages_follow_one_another_without_gap_or_repetition_in_every_order() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for number in 0..8 {
        // All have one name: the number decides between equals.
        shell.run(&creation(&format!("nouveau{number}"), "support")).succeeds();
    }
    for order in ["nom", "-nom", "numero", "-numero"] {
        let line = format!("utilisateurs lister --tri {order}");
        let whole = usernames(&mut shell, &format!("{line} --tout"));
        assert_eq!(whole.len(), 15);
        let mut paged = usernames(&mut shell, &format!("{line} --limite 4"));
        while paged.len() < 15 {
            let page = shell.run("suite").succeeds();
            assert!(!page.is_empty());
            paged.extend(page.lines().map(username));
        }
        assert_eq!(paged, whole, "{order}");
        shell.run("suite").fails(Kind::Rule, "PAS_DE_SUITE");
    }
}

#[test]
fn an_empty_list_says_so_and_what_to_do() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").with_width(100);
    let text = shell.run("utilisateurs lister --inactifs").succeeds();
    assert!(
        text.contains("Aucun compte.") && text.contains("Conseil : utilisateurs lister"),
        "{text}"
    );
}

#[test]
fn s20_a_hostile_name_planted_in_the_table_reaches_the_screen_escaped() {
    let database = TestDatabase::demonstration();
    database
        .execute("UPDATE users SET first_name = CONCAT(CHAR(27), '[31m'), phone_number = 'pas un numéro' WHERE id = 3");
    database.execute("UPDATE roles SET name = CONCAT('su', CHAR(27), 'pport') WHERE id = 3");
    let mut shell = TestShell::signed_in(&database, "manager1");
    for line in [
        "utilisateurs lister",
        "utilisateurs voir 3",
        "utilisateurs voir 6 --format fiche",
        "utilisateurs deverrouiller 3",
        "sessions lister",
    ] {
        let text = shell.run(line).succeeds();
        assert!(!text.contains('\u{1b}'), "{line}: {text:?}");
    }
    let refusal = shell
        .run("utilisateurs lister --role inconnu")
        .fails(Kind::Rule, "ROLE_INTROUVABLE");
    assert!(!refusal.contains('\u{1b}'), "{refusal:?}");
}
