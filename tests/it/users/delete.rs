//! `utilisateurs supprimer` (D12, D14).

use epic_events::error::Kind;

use super::{changes, creation, password, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn an_account_that_never_served_is_removed_after_a_question_and_leaves_its_values_in_the_journal() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run(&creation("imoreau", "commercial")).succeeds();
    let before = written(&database);
    shell.answer(&["n"]);
    shell.run("utilisateurs supprimer imoreau").fails(Kind::Rule, "ABANDON");
    assert_eq!(written(&database), before);
    shell.answer(&["oui"]);
    assert_eq!(
        shell.run("utilisateurs supprimer imoreau").succeeds(),
        "Compte n°\u{a0}8 supprimé : Inès Moreau (imoreau).\n"
    );
    shell
        .run("utilisateurs voir imoreau")
        .fails(Kind::Rule, "UTILISATEUR_INTROUVABLE");
    let changes = changes(&database, "utilisateurs supprimer");
    assert!(
        changes.contains(r#"{"field":"username","old":"imoreau","new":null}"#),
        "{changes}"
    );
    // Neither number is given again (B16).
    let answer = shell.run(&creation("imoreau", "commercial")).succeeds();
    assert!(
        answer.contains("Compte n°\u{a0}9") && answer.contains("EMP-0009"),
        "{answer}"
    );
}

#[test]
fn d12_whatever_names_an_account_keeps_it() {
    let database = TestDatabase::demonstration();
    // sales2 has customers, signatures and payments; manager2 contracts; support1 an event.
    let mut shell = TestShell::signed_in(&database, "manager1");
    for username in ["sales2", "manager2", "support1"] {
        let before = written(&database);
        let message = shell
            .run(&format!("utilisateurs supprimer {username} --oui"))
            .fails(Kind::Rule, "COMPTE_UTILISE");
        assert!(
            message.contains(&format!("Conseil : utilisateurs desactiver {username}")),
            "{message}"
        );
        assert_eq!(written(&database), before, "{username}");
    }
}

#[test]
fn d12_each_kind_of_reference_is_enough() {
    for reference in [
        "UPDATE customers SET sales_user_id = 8 WHERE id = 2",
        "UPDATE contracts SET management_user_id = 8 WHERE id = 1",
        "UPDATE contracts SET signed_at = '2026-11-23', signed_by_user_id = 8 WHERE id = 1",
        "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at)
            VALUES (2, 1, '2026-11-23', 'card', 8, '2026-11-23')",
        "UPDATE events SET support_user_id = 8 WHERE id = 1",
        "INSERT INTO sessions (token_id, user_id, opened_at, last_seen_at, expires_at, host, closed_at, close_reason)
            VALUES (UUID(), 8, '2026-11-23', '2026-11-23', '2026-11-24', 'poste', '2026-11-23', 'signed_out')",
    ] {
        let database = TestDatabase::demonstration();
        let mut shell = TestShell::signed_in(&database, "manager1");
        shell.run(&creation("imoreau", "commercial")).succeeds();
        database.execute(reference);
        shell
            .run("utilisateurs supprimer imoreau --oui")
            .fails(Kind::Rule, "COMPTE_UTILISE");
        assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM users"), 8, "{reference}");
    }
}

#[test]
fn d12_a_reference_that_only_the_database_knows_keeps_the_account_too() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run(&creation("imoreau", "commercial")).succeeds();
    database.execute(
        "CREATE TABLE later (user_id BIGINT UNSIGNED NOT NULL, CONSTRAINT foreign_later_user FOREIGN KEY (user_id)
            REFERENCES users (id)) ENGINE = InnoDB",
    );
    database.execute("INSERT INTO later (user_id) VALUES (8)");
    // MySQL tells what refers to a row only to whoever may read it.
    database.execute(&format!("GRANT SELECT ON later TO '{}'@'%'", database.name()));
    let message = shell
        .run("utilisateurs supprimer imoreau --oui")
        .fails(Kind::Rule, "COMPTE_UTILISE");
    assert!(message.contains("utilisateurs desactiver"), "{message}");
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM users"), 8);
}

#[test]
fn d12_an_account_that_signed_in_while_the_question_was_open_stays() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let temporary = password(&shell.run(&creation("imoreau", "commercial")).succeeds());
    let mut colleague = TestShell::on(&database);
    let signs_in = move || {
        colleague.answer(&[&temporary, "cheval correct pile", "cheval correct pile"]);
        colleague.run("connexion imoreau").succeeds();
    };
    shell.answer_late(signs_in, "oui");
    shell
        .run("utilisateurs supprimer imoreau")
        .fails(Kind::Rule, "COMPTE_UTILISE");
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM users"), 8);
}

#[test]
fn d14_nobody_deletes_his_own_account_nor_the_last_active_manager() {
    let database = TestDatabase::demonstration();
    TestShell::signed_in(&database, "manager1")
        .run("utilisateurs supprimer manager1 --oui")
        .fails(Kind::Rule, "PROPRE_COMPTE");
    database.grant("support", "user:delete", "any");
    let mut shell = TestShell::signed_in(&database, "support1");
    // A management account to which nothing refers, while the others are disabled.
    database.execute("UPDATE users SET role_id = 1 WHERE username = 'sales1'");
    database.execute("UPDATE users SET is_active = FALSE WHERE username IN ('manager1', 'manager2')");
    let before = written(&database);
    shell
        .run("utilisateurs supprimer sales1 --oui")
        .fails(Kind::Rule, "DERNIER_GESTIONNAIRE");
    assert_eq!(written(&database), before);
    database.execute("UPDATE users SET is_active = TRUE WHERE username = 'manager2'");
    shell.run("utilisateurs supprimer sales1 --oui").succeeds();
}

#[test]
fn a_deletion_without_an_answer_is_refused_where_nobody_can_be_asked() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run(&creation("imoreau", "commercial")).succeeds();
    shell.context.questions = Box::new(epic_events::shell::context::questions::Nobody);
    shell
        .run("utilisateurs supprimer imoreau")
        .fails(Kind::Syntax, "CONFIRMATION_REQUISE");
    shell.run("utilisateurs supprimer imoreau --oui").succeeds();
}
