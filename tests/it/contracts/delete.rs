//! `contrats supprimer` (B10).

use epic_events::error::Kind;

use super::{recorded, refusals, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

const COMMAND: &str = "contrats supprimer";

#[test]
fn b10_a_contract_with_events_or_a_signature_stays() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    // Signed and paid too, but its events are what is spoken of.
    let message = shell
        .run("contrats supprimer 4 --oui")
        .fails(Kind::Rule, "CONTRAT_AVEC_EVENEMENTS");
    assert!(message.contains("2 événements"), "{message}");
    for (contract, day) in [("2", "14/10/2026"), ("CT-2026-000005", "13/11/2026")] {
        let message = shell
            .run(&format!("contrats supprimer {contract} --oui"))
            .fails(Kind::Rule, "CONTRAT_DEJA_SIGNE");
        assert!(message.contains(day), "{message}");
    }
    shell
        .run("contrats supprimer 99 --oui")
        .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}

#[test]
fn b10_a_draft_goes_after_a_confirmation_and_leaves_its_values_in_the_journal() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager2");
    shell.answer(&["n"]);
    shell.run("contrats supprimer 1").fails(Kind::Rule, "ABANDON");
    shell.answer(&["oui"]);
    assert_eq!(
        shell.run("contrats supprimer 1").succeeds(),
        "Contrat CT-2026-000001 supprimé.\n"
    );
    assert_eq!(written(&database, COMMAND), (5, 6, 1));
    let (actor, id, changes, _) = recorded(&database, COMMAND);
    assert_eq!((actor.as_str(), id), ("manager2", 1));
    let expected = [
        r#"{"field":"contract_number","old":"CT-2026-000001","new":null}"#,
        r#"{"field":"customer_id","old":"1","new":null}"#,
        r#"{"field":"management_user_id","old":"1","new":null}"#,
        r#"{"field":"total_amount","old":"4800.00","new":null}"#,
        r#"{"field":"balance_due","old":"4800.00","new":null}"#,
    ];
    assert_eq!(changes, format!("[{}]", expected.join(",")));
    shell
        .run("contrats voir CT-2026-000001")
        .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
}

#[test]
fn b16_the_number_of_a_contract_that_is_gone_is_not_given_again() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let creation = "contrats creer --client 1 --montant 10";
    assert!(shell.run(creation).succeeds().contains("CT-2026-000007"));
    shell.run("contrats supprimer CT-2026-000007 --oui").succeeds();
    assert!(shell.run(creation).succeeds().contains("CT-2026-000008"));
}

#[test]
fn only_management_deletes_and_a_question_nobody_answers_deletes_nothing() {
    let database = TestDatabase::demonstration();
    for username in ["sales2", "support1"] {
        TestShell::signed_in(&database, username)
            .run("contrats supprimer 1 --oui")
            .fails(Kind::Access, "DROIT_MANQUANT");
    }
    assert_eq!(refusals(&database, COMMAND, "DROIT_MANQUANT"), 2);
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.context.questions = Box::new(epic_events::shell::context::questions::Nobody);
    shell
        .run("contrats supprimer 1")
        .fails(Kind::Syntax, "CONFIRMATION_REQUISE");
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
    shell.run("contrats supprimer 1 --oui").succeeds();
}
