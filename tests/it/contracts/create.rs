//! `contrats creer` (B4, B5, B14).

use epic_events::error::Kind;

use super::{assert_balances, recorded, refusals, stored, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

const COMMAND: &str = "contrats creer";

#[test]
fn b4_a_contract_is_written_for_a_customer_by_the_manager_who_follows_it() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager2");
    assert_eq!(
        shell
            .run("contrats creer --client KEVIN@startup.io --montant '12 000,50 €'")
            .succeeds(),
        "Contrat CT-2026-000007 (n°\u{a0}7) créé : 12\u{202f}000,50\u{a0}€ pour Kevin Casey (Cool Startup LLC), suivi \
         par Karim Benali.\n"
    );
    let contract = stored(&database, 7);
    assert_eq!((contract.customer_id, contract.manager.as_str()), (1, "manager2"));
    assert_eq!(contract.total_amount, "12000.50");
    assert_eq!(contract.balance_due, "12000.50");
    assert_eq!((contract.signed_at, contract.signed_by), (None, None));
    let (actor, id, changes, _) = recorded(&database, COMMAND);
    assert_eq!((actor.as_str(), id), ("manager2", 7));
    let expected = [
        r#"{"field":"contract_number","old":null,"new":"CT-2026-000007"}"#,
        r#"{"field":"customer_id","old":null,"new":"1"}"#,
        r#"{"field":"management_user_id","old":null,"new":"2"}"#,
        r#"{"field":"total_amount","old":null,"new":"12000.50"}"#,
        r#"{"field":"balance_due","old":null,"new":"12000.50"}"#,
    ];
    assert_eq!(changes, format!("[{}]", expected.join(",")));
    assert_balances(&database);
}

#[test]
fn b4_another_active_manager_may_be_named() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = "contrats creer --client 2 --montant 0,01 --gestionnaire";
    let message = shell.run(&format!("{line} EMP-0002")).succeeds();
    assert!(message.ends_with("suivi par Karim Benali.\n"), "{message}");
    assert_eq!(stored(&database, 7).manager, "manager2");
    for (colleague, code) in [
        ("sales2", "ROLE_INADAPTE"),
        ("support1", "ROLE_INADAPTE"),
        ("personne", "UTILISATEUR_INTROUVABLE"),
    ] {
        shell.run(&format!("{line} {colleague}")).fails(Kind::Rule, code);
    }
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'manager2'");
    shell
        .run(&format!("{line} manager2"))
        .fails(Kind::Rule, "ROLE_INADAPTE");
    assert_eq!(written(&database, COMMAND), (7, 6, 1));
}

#[test]
fn b5_the_amount_is_from_one_cent_to_the_maximum() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = "contrats creer --client 1 --montant";
    shell.run(&format!("{line} 0,00")).fails(Kind::Rule, "MONTANT_NUL");
    for amount in ["10000000000", "1,234", "1.234", "-5", "1e3", "douze"] {
        shell
            .run(&format!("{line} {amount}"))
            .fails(Kind::Syntax, "MONTANT_INVALIDE");
    }
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
    for (amount, kept) in [("0,01", "0.01"), ("'9 999 999 999,99 €'", "9999999999.99")] {
        shell.run(&format!("{line} {amount}")).succeeds();
        let newest: String = database.one("SELECT CAST(total_amount AS CHAR) FROM contracts ORDER BY id DESC LIMIT 1");
        assert_eq!(newest, kept);
    }
}

#[test]
fn b4_the_customer_must_exist() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for customer in ["99", "personne@exemple.fr"] {
        shell
            .run(&format!("contrats creer --client {customer} --montant 10"))
            .fails(Kind::Rule, "CLIENT_INTROUVABLE");
    }
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}

#[test]
fn only_management_creates_and_the_refusal_is_recorded_before_any_question() {
    let database = TestDatabase::demonstration();
    for username in ["sales2", "support1"] {
        let mut shell = TestShell::signed_in(&database, username).interactive();
        shell.run(COMMAND).fails(Kind::Access, "DROIT_MANQUANT");
        shell
            .run("contrats creer --client 1 --montant 10")
            .fails(Kind::Access, "DROIT_MANQUANT");
    }
    assert_eq!(refusals(&database, COMMAND, "DROIT_MANQUANT"), 4);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}

#[test]
fn b14_whoever_is_given_the_right_still_names_a_manager_and_keeps_to_his_customers() {
    let database = TestDatabase::demonstration();
    database.grant("sales", "contract:create", "own");
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell
        .run("contrats creer --client 1 --montant 10")
        .fails(Kind::Rule, "ROLE_INADAPTE");
    shell
        .run("contrats creer --client 3 --montant 10 --gestionnaire manager1")
        .fails(Kind::Access, "PAS_PROPRIETAIRE");
    shell
        .run("contrats creer --client 1 --montant 10 --gestionnaire manager1")
        .succeeds();
    assert_eq!(written(&database, COMMAND), (7, 6, 1));
}

#[test]
fn the_form_asks_for_what_is_missing_and_refuses_a_wrong_answer_at_once() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").interactive();
    shell.answer(&["Kevin", "1", "1.234", "1234,5"]);
    let outcome = shell.run("contrats creer");
    assert!(outcome.errors.contains("Montant ambigu"), "{}", outcome.errors);
    outcome.succeeds();
    assert_eq!(stored(&database, 7).total_amount, "1234.50");
    shell.answer(&["1"]);
    shell.give_up();
    assert_eq!(shell.run("contrats creer").status.exit_status(), 130);
    assert_eq!(written(&database, COMMAND), (7, 6, 1));
}

#[test]
fn missing_values_are_listed_where_nobody_can_be_asked() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let message = shell.run(COMMAND).fails(Kind::Syntax, "ARGUMENT_MANQUANT");
    assert!(
        message.contains("--client") && message.contains("--montant"),
        "{message}"
    );
}
