//! `utilisateurs deverrouiller` and `reinitialiser-mot-de-passe` (S3, S4).

use std::time::Duration;

use epic_events::error::Kind;

use super::{changes, password, written};
use crate::support::database::TestDatabase;
use crate::support::shell::{TestShell, guess};

#[test]
fn s3_a_blocked_name_signs_in_at_once_when_it_is_unlocked() {
    let database = TestDatabase::demonstration();
    guess(&database, "sales2", 5);
    let mut shell = TestShell::signed_in(&database, "manager1");
    assert_eq!(
        shell.run("utilisateurs deverrouiller sales2").succeeds(),
        "Compte «\u{a0}sales2\u{a0}» (Dawn Stanley) débloqué.\n"
    );
    TestShell::signed_in(&database, "sales2");
    assert_eq!(
        changes(&database, "utilisateurs deverrouiller"),
        r#"[{"field":"blocks","old":"1","new":"0"},{"field":"blocked_until","old":"2026-11-23T09:00:30Z","new":null}]"#
    );
}

#[test]
fn s3_a_name_that_was_not_blocked_is_said_so_and_its_failures_are_forgotten() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    assert_eq!(
        shell.run("utilisateurs deverrouiller sales3").succeeds(),
        "Le compte «\u{a0}sales3\u{a0}» (Zoé Lefèvre) n'était pas bloqué.\n"
    );
    assert_eq!(written(&database), before);
    guess(&database, "sales3", 4);
    assert_eq!(
        shell.run("utilisateurs deverrouiller sales3").succeeds(),
        "Le compte «\u{a0}sales3\u{a0}» (Zoé Lefèvre) n'était pas bloqué ; ses échecs de connexion sont oubliés.\n"
    );
    guess(&database, "sales3", 4);
    TestShell::signed_in(&database, "sales3");
}

#[test]
fn s4_a_reset_password_ends_the_sessions_works_once_and_must_be_changed() {
    let database = TestDatabase::demonstration();
    let mut elsewhere = TestShell::signed_in(&database, "sales2");
    let mut shell = TestShell::signed_in(&database, "manager1");
    let answer = shell.run("utilisateurs reinitialiser-mot-de-passe sales2").succeeds();
    assert!(
        answer.contains("1 session fermée.") && answer.contains("valable 72 heures"),
        "{answer}"
    );
    elsewhere.run("moi").fails(Kind::Connection, "SESSION_FERMEE");
    let reason: String = database.one("SELECT close_reason FROM sessions WHERE user_id = 4");
    assert_eq!(reason, "password_reset");
    elsewhere.answer(&["demonstration-2026"]);
    elsewhere
        .run("connexion sales2")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
    let temporary = password(&answer);
    elsewhere.answer(&[&temporary, "cheval correct pile", "cheval correct pile"]);
    elsewhere.run("connexion sales2").succeeds();
    elsewhere.run("clients lister").succeeds();
    elsewhere.answer(&[&temporary]);
    elsewhere
        .run("connexion sales2")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
    assert_eq!(
        changes(&database, "utilisateurs reinitialiser-mot-de-passe"),
        r#"[{"field":"password","old":null,"new":null},{"field":"sessions/1/close_reason","old":null,"new":"password_reset"}]"#
    );
}

#[test]
fn s4_a_reset_password_is_good_for_three_days() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let temporary = password(&shell.run("utilisateurs reinitialiser-mot-de-passe sales2").succeeds());
    let mut late = TestShell::on(&database);
    late.clock.advance(Duration::from_hours(72));
    late.answer(&[&temporary]);
    late.run("connexion sales2")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
}

#[test]
fn ones_own_password_is_changed_not_reset_and_a_disabled_account_has_none_to_reset() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'sales1'");
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    let message = shell
        .run("utilisateurs reinitialiser-mot-de-passe manager1")
        .fails(Kind::Rule, "PROPRE_COMPTE");
    assert!(message.contains("Conseil : mot-de-passe changer"), "{message}");
    let message = shell
        .run("utilisateurs reinitialiser-mot-de-passe sales1")
        .fails(Kind::Rule, "COMPTE_DESACTIVE");
    assert!(message.contains("utilisateurs reactiver sales1"), "{message}");
    assert_eq!(written(&database), before);
}
