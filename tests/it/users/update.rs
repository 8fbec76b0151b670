//! `utilisateurs modifier` (B14, B15, B17, D14).

use epic_events::error::Kind;
use mysql::prelude::Queryable;

use super::{changes, creation, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn fields_change_with_one_journal_entry_and_no_change_writes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    let same = "utilisateurs modifier sales2 --nom Stanley --email Dawn.Stanley@epic-events.example --role COMMERCIAL";
    assert_eq!(shell.run(same).succeeds(), "Rien n'a changé.\n");
    assert_eq!(written(&database), before);
    let line = "utilisateurs modifier sales2 --nom Stanlé --telephone '06 12 34 56 78'";
    assert_eq!(
        shell.run(line).succeeds(),
        "Compte n°\u{a0}4 modifié : Dawn Stanlé (sales2), rôle commercial.\n"
    );
    assert_eq!(
        changes(&database, "utilisateurs modifier"),
        r#"[{"field":"last_name","old":"Stanley","new":"Stanlé"},{"field":"phone_number","old":"+33140203004","new":"+33612345678"}]"#
    );
    let row: (u32, String) =
        database.one("SELECT version, CAST(updated_at AS CHAR) FROM users WHERE username = 'sales2'");
    assert_eq!(row, (2, String::from("2026-11-23 09:00:00.000000")));
}

#[test]
fn what_another_account_has_is_refused_and_ones_own_is_not() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    let message = shell
        .run("utilisateurs modifier sales2 --email zoe.lefevre@epic-events.example --telephone 0140203005")
        .fails(Kind::Rule, "EMAIL_DEJA_UTILISE");
    assert!(
        message.contains("Zoé Lefèvre") && message.contains("01 40 20 30 05"),
        "{message}"
    );
    shell
        .run("utilisateurs modifier sales2 --role stagiaire")
        .fails(Kind::Rule, "ROLE_INTROUVABLE");
    assert_eq!(written(&database), before);
    shell
        .run("utilisateurs modifier sales2 --email dawn.stanley@epic-events.example --prenom Aurore")
        .succeeds();
}

#[test]
fn the_form_shows_present_values_then_the_differences_and_asks() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").interactive();
    shell.answer(&["", "Bouquet", "", "", "Support", "o"]);
    shell.run("utilisateurs modifier sales1").succeeds();
    let row: (String, String) = database
        .one("SELECT last_name, roles.name FROM users JOIN roles ON roles.id = role_id WHERE username = 'sales1'");
    assert_eq!(row, (String::from("Bouquet"), String::from("support")));
    shell.answer(&["", "", "", "", ""]);
    assert_eq!(
        shell.run("utilisateurs modifier sales1").succeeds(),
        "Rien n'a changé.\n"
    );
    shell.answer(&["", "Autre", "", "", "", "n"]);
    shell.run("utilisateurs modifier sales1").fails(Kind::Rule, "ABANDON");
    shell.context.questions = Box::new(epic_events::shell::context::questions::Nobody);
    shell
        .run("utilisateurs modifier sales1")
        .fails(Kind::Syntax, "MODIFICATION_VIDE");
}

#[test]
fn b17_the_same_field_changed_meanwhile_is_a_conflict_and_different_fields_merge() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").interactive();
    let meanwhile = |sql: &'static str| {
        let mut owner = database.as_owner();
        move || owner.query_drop(sql).expect("somebody else writes")
    };
    shell.answer(&["", "Bouquet", "", "", "support"]);
    shell.answer_late(
        meanwhile(
            "UPDATE users SET last_name = 'Boquette', phone_number = '+33612345678', role_id = 1, version = version + 1
             WHERE username = 'sales1'",
        ),
        "o",
    );
    let message = shell
        .run("utilisateurs modifier sales1")
        .fails(Kind::Rule, "CONFLIT_DE_MODIFICATION");
    for text in [
        "nom vaut maintenant «\u{a0}Boquette\u{a0}», vous vouliez «\u{a0}Bouquet\u{a0}»",
        "rôle vaut maintenant «\u{a0}gestion\u{a0}», vous vouliez «\u{a0}support\u{a0}»",
    ] {
        assert!(message.contains(text), "{text}: {message}");
    }
    shell.answer(&["Bob", "", "", "", ""]);
    shell.answer_late(
        meanwhile("UPDATE users SET last_name = 'Autre', version = version + 1 WHERE username = 'sales1'"),
        "o",
    );
    shell.run("utilisateurs modifier sales1").succeeds();
    let row: (String, String) = database.one("SELECT first_name, last_name FROM users WHERE username = 'sales1'");
    assert_eq!(row, (String::from("Bob"), String::from("Autre")));
}

#[test]
fn b15_a_role_stays_while_the_account_looks_after_something() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    for (username, role, held, handed_over_by) in [
        ("sales2", "support", "2 clients", "clients transferer"),
        (
            "manager2",
            "commercial",
            "2 contrats",
            "contrats modifier --gestionnaire",
        ),
        ("support1", "gestion", "1 événement", "evenements assigner"),
    ] {
        let line = format!("utilisateurs modifier {username} --role {role} --nom Autre");
        let message = shell.run(&line).fails(Kind::Rule, "COMPTE_AVEC_PORTEFEUILLE");
        for text in [held, handed_over_by] {
            assert!(message.contains(text), "{message}");
        }
        assert!(!message.contains("desactiver"), "{message}");
    }
    assert_eq!(written(&database), before);
    // What is over does not count, nor do the other fields.
    database.execute("UPDATE events SET start_at = '2026-11-01', end_at = '2026-11-02' WHERE support_user_id = 6");
    shell.run("utilisateurs modifier support1 --role gestion").succeeds();
    shell.run("utilisateurs modifier sales2 --nom Autre").succeeds();
}

#[test]
fn s6_a_new_role_ends_the_open_sessions_at_their_next_command() {
    let database = TestDatabase::demonstration();
    let mut elsewhere = TestShell::signed_in(&database, "sales1");
    elsewhere.run("moi").succeeds();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run("utilisateurs modifier sales1 --role support").succeeds();
    elsewhere.run("moi").fails(Kind::Connection, "SESSION_FERMEE");
    elsewhere.run("moi").fails(Kind::Connection, "CONNEXION_REQUISE");
    let reason: String = database.one("SELECT close_reason FROM sessions WHERE user_id = 3");
    assert_eq!(reason, "role_changed");
    elsewhere.sign_in("sales1");
    assert!(elsewhere.run("moi").succeeds().contains("Rôle : support"));
    assert_eq!(
        changes(&database, "utilisateurs modifier"),
        r#"[{"field":"role_id","old":"2","new":"3"},{"field":"sessions/1/close_reason","old":null,"new":"role_changed"}]"#
    );
}

#[test]
fn d14_nobody_changes_his_own_role_but_his_other_fields() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    shell
        .run("utilisateurs modifier manager1 --role support")
        .fails(Kind::Rule, "PROPRE_COMPTE");
    assert_eq!(written(&database), before);
    shell
        .run("utilisateurs modifier manager1 --role gestion --nom Rousselle")
        .succeeds();
    shell.run("moi").succeeds();
}

#[test]
fn d14_the_last_active_manager_stays_in_management() {
    let database = TestDatabase::demonstration();
    database.grant("support", "user:update", "any");
    let mut shell = TestShell::signed_in(&database, "support1");
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'manager1'");
    let before = written(&database);
    shell
        .run("utilisateurs modifier manager2 --role commercial")
        .fails(Kind::Rule, "DERNIER_GESTIONNAIRE");
    assert_eq!(written(&database), before);
    // One that is disabled is not the last active one.
    database.execute("UPDATE contracts SET management_user_id = 2");
    shell.run("utilisateurs modifier manager1 --role commercial").succeeds();
}

#[test]
fn a_new_account_may_have_its_role_corrected() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run(&creation("imoreau", "gestion")).succeeds();
    shell.run("utilisateurs modifier imoreau --role commercial").succeeds();
    let role: String =
        database.one("SELECT roles.name FROM users JOIN roles ON roles.id = role_id WHERE username = 'imoreau'");
    assert_eq!(role, "sales");
}
