//! `contrats modifier` (B3, B5, B6, B14, B17, D10).

use epic_events::error::Kind;

use super::{assert_balances, recorded, refusals, stored, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

const COMMAND: &str = "contrats modifier";

#[test]
fn d10_a_salesperson_changes_the_amount_of_his_drafts_and_all_of_it_is_due() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    assert_eq!(
        shell
            .run("contrats modifier CT-2026-000001 --montant 5200,25")
            .succeeds(),
        "Contrat CT-2026-000001 modifié : 5\u{202f}200,25\u{a0}€ pour Kevin Casey (Cool Startup LLC), suivi par Hélène \
         Rousseau.\n"
    );
    let contract = stored(&database, 1);
    assert_eq!((contract.total_amount.as_str(), contract.version), ("5200.25", 2));
    assert_eq!(contract.balance_due, "5200.25");
    let (actor, id, changes, _) = recorded(&database, COMMAND);
    assert_eq!((actor.as_str(), id), ("sales2", 1));
    assert_eq!(
        changes,
        r#"[{"field":"total_amount","old":"4800.00","new":"5200.25"},{"field":"balance_due","old":"4800.00","new":"5200.25"}]"#
    );
    assert_balances(&database);
}

#[test]
fn d10_only_the_salesperson_of_the_customer_or_management_changes() {
    let database = TestDatabase::demonstration();
    let message = TestShell::signed_in(&database, "sales3")
        .run("contrats modifier 1 --montant 10")
        .fails(Kind::Access, "PAS_PROPRIETAIRE");
    assert!(
        message.contains("Dawn Stanley") && message.contains("contrats lister --miens"),
        "{message}"
    );
    TestShell::signed_in(&database, "support1")
        .run("contrats modifier 1 --montant 10")
        .fails(Kind::Access, "DROIT_MANQUANT");
    assert_eq!(refusals(&database, COMMAND, "PAS_PROPRIETAIRE"), 1);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
    // Whoever follows the contract or not: management's right is over all.
    TestShell::signed_in(&database, "manager2")
        .run("contrats modifier 1 --montant 10")
        .succeeds();
}

#[test]
fn d10_customer_and_manager_are_reserved_to_a_right_over_every_contract() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for (options, named) in [
        ("--client 2", "--client"),
        ("--client 1", "--client"),
        ("--gestionnaire manager2", "--gestionnaire"),
        ("--gestionnaire personne", "--gestionnaire"),
        ("--montant 10 --gestionnaire manager1", "--gestionnaire"),
        ("--montant 10 --client 99", "--client"),
    ] {
        let message = shell
            .run(&format!("contrats modifier 1 {options}"))
            .fails(Kind::Access, "OPTION_RESERVEE");
        assert!(message.contains(named), "{message}");
    }
    assert_eq!(refusals(&database, COMMAND, "OPTION_RESERVEE"), 6);
    assert_eq!(stored(&database, 1).version, 1);
    // The scope decides, not the role.
    database.execute(
        "UPDATE role_permissions JOIN permissions ON permissions.id = permission_id
            JOIN roles ON roles.id = role_id SET scope = 'any'
         WHERE roles.name = 'sales' AND permissions.name = 'contract:update'",
    );
    shell.run("contrats modifier 1 --client 2").succeeds();
    assert_eq!(stored(&database, 1).customer_id, 2);
}

#[test]
fn d10_management_moves_a_draft_to_another_customer_whose_salesperson_it_follows() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell
        .run("contrats modifier 1 --client contact@lou-bouzin.example --gestionnaire manager2")
        .succeeds();
    let contract = stored(&database, 1);
    assert_eq!((contract.customer_id, contract.manager.as_str()), (3, "manager2"));
    assert_eq!(contract.balance_due, "4800.00");
    let (_, _, changes, _) = recorded(&database, COMMAND);
    assert_eq!(
        changes,
        r#"[{"field":"customer_id","old":"1","new":"3"},{"field":"management_user_id","old":"1","new":"2"}]"#
    );
    TestShell::signed_in(&database, "sales2")
        .run("contrats modifier 1 --montant 10")
        .fails(Kind::Access, "PAS_PROPRIETAIRE");
    TestShell::signed_in(&database, "sales3")
        .run("contrats modifier 1 --montant 10")
        .succeeds();
    shell
        .run("contrats modifier 1 --client 99")
        .fails(Kind::Rule, "CLIENT_INTROUVABLE");
}

#[test]
fn b5_a_signed_contract_keeps_its_amount_and_its_customer() {
    let database = TestDatabase::demonstration();
    let before = stored(&database, 2);
    let mut manager = TestShell::signed_in(&database, "manager1");
    for options in ["--montant 12000,51", "--client 2", "--client 2 --gestionnaire manager2"] {
        let message = manager
            .run(&format!("contrats modifier 2 {options}"))
            .fails(Kind::Rule, "CONTRAT_DEJA_SIGNE");
        assert!(message.contains("14/10/2026"), "{message}");
    }
    TestShell::signed_in(&database, "sales2")
        .run("contrats modifier 2 --montant 20000")
        .fails(Kind::Rule, "CONTRAT_DEJA_SIGNE");
    assert_eq!(stored(&database, 2), before);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
    // Who follows it is another matter.
    manager
        .run("contrats modifier 2 --montant 12000,5 --client 1 --gestionnaire manager2")
        .succeeds();
    assert_eq!(stored(&database, 2).manager, "manager2");
    assert_eq!(stored(&database, 2).balance_due, "8000.00");
}

#[test]
fn b5_b14_amounts_of_nothing_and_unsuitable_managers_are_refused() {
    let database = TestDatabase::demonstration();
    let before = stored(&database, 1);
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (options, code) in [
        ("--montant 0", "MONTANT_NUL"),
        ("--gestionnaire sales1", "ROLE_INADAPTE"),
        ("--gestionnaire personne", "UTILISATEUR_INTROUVABLE"),
    ] {
        shell
            .run(&format!("contrats modifier 1 {options}"))
            .fails(Kind::Rule, code);
    }
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'manager2'");
    shell
        .run("contrats modifier 1 --gestionnaire manager2")
        .fails(Kind::Rule, "ROLE_INADAPTE");
    shell
        .run("contrats modifier 99 --montant 10")
        .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
    assert_eq!(stored(&database, 1), before);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}

#[test]
fn b3_a_change_that_changes_nothing_writes_nothing() {
    let database = TestDatabase::demonstration();
    let before = stored(&database, 1);
    let mut shell = TestShell::signed_in(&database, "manager1");
    assert_eq!(
        shell
            .run("contrats modifier 1 --montant '4 800,00 €' --client kevin@startup.io --gestionnaire manager1")
            .succeeds(),
        "Rien n'a changé.\n"
    );
    assert_eq!(stored(&database, 1), before);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}

#[test]
fn the_form_asks_what_this_person_may_change_of_this_contract() {
    let database = TestDatabase::demonstration();
    // A salesperson: the amount; shown as they read it, kept when the answer is blank.
    let mut sales = TestShell::signed_in(&database, "sales2").interactive();
    sales.answer(&[""]);
    assert_eq!(sales.run("contrats modifier 1").succeeds(), "Rien n'a changé.\n");
    sales.answer(&["5200", "n"]);
    sales.run("contrats modifier 1").fails(Kind::Rule, "ABANDON");
    // Once it is signed, nothing: no question is asked.
    sales.run("contrats modifier 2").fails(Kind::Rule, "CONTRAT_DEJA_SIGNE");
    sales.run("contrats modifier 5").fails(Kind::Access, "PAS_PROPRIETAIRE");
    assert_eq!(stored(&database, 1).version, 1);
    // Management: amount, customer, manager; once signed, the manager.
    let mut manager = TestShell::signed_in(&database, "manager1").interactive();
    manager.answer(&["", "2", "", "o"]);
    manager.run("contrats modifier 1").succeeds();
    manager.answer(&["manager2", "oui"]);
    manager.run("contrats modifier 2").succeeds();
    assert_eq!(stored(&database, 1).customer_id, 2);
    assert_eq!(stored(&database, 2).manager, "manager2");
    manager
        .run("contrats modifier 99")
        .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
}

#[test]
fn a_change_of_nothing_where_nobody_can_be_asked_is_an_error() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.context.questions = Box::new(epic_events::shell::context::questions::Nobody);
    shell
        .run("contrats modifier 1")
        .fails(Kind::Syntax, "MODIFICATION_VIDE");
}

/// Runs a line in a session of its own while a form is open.
fn meanwhile(database: &TestDatabase, username: &str, line: &'static str) -> impl FnOnce() + 'static {
    let mut other = TestShell::signed_in(database, username);
    move || drop(other.run(line).succeeds())
}

#[test]
fn b17_the_same_field_changed_meanwhile_is_a_conflict_that_shows_both() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").interactive();
    shell.answer(&["5200", "2", "manager2"]);
    let rival = "contrats modifier 1 --montant 6000 --client 3";
    shell.answer_late(meanwhile(&database, "manager2", rival), "o");
    let message = shell
        .run("contrats modifier 1")
        .fails(Kind::Rule, "CONFLIT_DE_MODIFICATION");
    for words in [
        "montant vaut maintenant «\u{a0}6\u{202f}000,00\u{a0}€\u{a0}», vous vouliez «\u{a0}5\u{202f}200,00\u{a0}€\u{a0}»",
        "client vaut maintenant «\u{a0}Lou Bouzin\u{a0}», vous vouliez «\u{a0}Camille Fournier\u{a0}»",
    ] {
        assert!(message.contains(words), "{words}: {message}");
    }
    assert!(!message.contains("gestionnaire vaut"), "{message}");
    let contract = stored(&database, 1);
    assert_eq!((contract.version, contract.manager.as_str()), (2, "manager1"));
}

#[test]
fn b17_different_fields_changed_meanwhile_are_both_kept() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").interactive();
    shell.answer(&["", "", "manager2"]);
    let rival = "contrats modifier 1 --montant 6000";
    shell.answer_late(meanwhile(&database, "sales2", rival), "o");
    shell.run("contrats modifier 1").succeeds();
    let contract = stored(&database, 1);
    assert_eq!((contract.version, contract.manager.as_str()), (3, "manager2"));
    assert_eq!(contract.balance_due, "6000.00");
}

#[test]
fn b6_a_signature_during_the_form_keeps_the_amount() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    shell.answer(&["5200"]);
    shell.answer_late(meanwhile(&database, "manager1", "contrats signer 1"), "o");
    shell.run("contrats modifier 1").fails(Kind::Rule, "CONTRAT_DEJA_SIGNE");
    assert_eq!(stored(&database, 1).total_amount, "4800.00");
}
