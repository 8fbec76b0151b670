//! `utilisateurs voir`.

use crate::support::database::{TestDatabase, numbers};
use crate::support::shell::TestShell;

fn card(shell: &mut TestShell, account: &str) -> serde_json::Value {
    let text = shell
        .run(&format!("utilisateurs voir {account} --format json"))
        .succeeds();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_card_shows_the_account_and_what_it_looks_after() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for same in ["sales2", "4", "#4", "emp-0004"] {
        let card = card(&mut shell, same);
        assert_eq!(card["identifiant"], "sales2");
        assert_eq!(card["matricule"], "EMP-0004");
        assert_eq!(card["role"], "commercial");
        assert_eq!(card["clients_suivis"], 2);
        assert_eq!(card["clients"][0]["nom"], "Camille Fournier");
        assert_eq!(card["clients"][1]["entreprise"], "Cool Startup LLC");
        assert_eq!(card["contrats"], serde_json::json!([]));
    }
    let manager = card(&mut shell, "manager2");
    assert_eq!(manager["contrats_suivis"], 2);
    assert_eq!(manager["contrats"][0]["numero"], "CT-2026-000006");
    assert_eq!(manager["contrats"][1]["reste_du"], "7600.00");
    assert_eq!(manager["contrats"][1]["signe_le"], "2026-11-13");
    let support = card(&mut shell, "support1");
    assert_eq!(support["evenements_a_suivre"], 1);
    assert_eq!(support["evenements"][0]["nom"], "Séminaire annuel");
}

#[test]
fn events_that_are_over_or_cancelled_are_no_longer_in_a_portfolio() {
    let database = TestDatabase::demonstration();
    database.execute(
        "UPDATE events SET start_at = '2026-11-20 09:00:00', end_at = '2026-11-23 09:00:00' WHERE support_user_id = 6",
    );
    database.execute(
        "UPDATE events SET cancelled_at = '2026-11-22', cancellation_reason = 'pluie' WHERE support_user_id = 7",
    );
    let mut shell = TestShell::signed_in(&database, "manager1");
    for username in ["support1", "support2"] {
        let card = card(&mut shell, username);
        assert_eq!(card["evenements_a_suivre"], 0, "{username}");
        assert_eq!(card["evenements"], serde_json::json!([]), "{username}");
    }
}

#[test]
fn of_many_customers_the_ten_newest_are_shown_and_all_are_counted() {
    let database = TestDatabase::demonstration();
    database.execute(&format!(
        "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at)
         SELECT 4, 'Prénom', 'Nom', CONCAT(number, '@exemple.fr'), CONCAT('+336', number), 'Société', '2026-11-23',
            '2026-11-23'
         FROM {} WHERE number BETWEEN 1 AND 30 ORDER BY number",
        numbers()
    ));
    let mut shell = TestShell::signed_in(&database, "manager1");
    let as_program = card(&mut shell, "sales2");
    assert_eq!(as_program["clients_suivis"], 32);
    let shown: Vec<u64> = as_program["clients"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["numero"].as_u64().unwrap())
        .collect();
    assert_eq!(shown.len(), 10);
    assert!(shown.is_sorted_by(|newer, older| newer > older), "{shown:?}");
    let text = shell.run("utilisateurs voir sales2").succeeds();
    assert!(text.contains("Clients (les 10 plus récents)"), "{text}");
    assert!(text.contains("Clients suivis                   : 32"), "{text}");
}

#[test]
fn open_sessions_are_shown_to_whoever_may_see_sessions() {
    let database = TestDatabase::demonstration();
    database.grant("support", "user:read", "any");
    let _elsewhere = TestShell::signed_in(&database, "sales2");
    let mut support = TestShell::signed_in(&database, "support1");
    let as_support = card(&mut support, "sales2");
    assert!(as_support.get("sessions").is_none(), "{as_support}");
    let mut manager = TestShell::signed_in(&database, "manager1");
    let as_manager = card(&mut manager, "sales2");
    assert_eq!(as_manager["sessions"][0]["numero"], 1);
    assert_eq!(as_manager["sessions"][0]["la_votre"], false);
    assert_eq!(card(&mut manager, "manager1")["sessions"][0]["la_votre"], true);
}

#[test]
fn what_only_an_account_in_trouble_has_is_on_its_card() {
    let database = TestDatabase::demonstration();
    database.execute(
        "UPDATE users SET must_change_password = TRUE, password_expires_at = '2026-11-24 09:00:00' WHERE id = 4",
    );
    database.execute(
        "INSERT INTO login_throttles (username, failures, first_failure_at, blocks, blocked_until) VALUES
            ('sales2', 0, '2026-11-23 09:00:00', 1, '2026-11-23 09:00:30')",
    );
    let mut shell = TestShell::signed_in(&database, "manager1");
    let card = card(&mut shell, "sales2");
    assert_eq!(card["etat"], "bloqué");
    assert_eq!(card["bloque_jusqu_au"], "2026-11-23T10:00:30+01:00");
    assert_eq!(card["mot_de_passe_provisoire_jusqu_au"], "2026-11-24T10:00:00+01:00");
}
