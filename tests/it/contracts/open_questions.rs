//! What changes while a confirmation is open counts when the answer comes (S6, S32).

use std::time::Duration;

use epic_events::error::Kind;

use super::{stored, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn b10_a_contract_signed_before_the_answer_is_not_deleted() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let mut other = TestShell::signed_in(&database, "sales2");
    let sign = move || drop(other.run("contrats signer 1").succeeds());
    shell.answer_late(sign, "oui");
    shell
        .run("contrats supprimer 1")
        .fails(Kind::Rule, "CONTRAT_DEJA_SIGNE");
    assert_eq!(written(&database, "contrats supprimer"), (6, 6, 0));
}

#[test]
fn s6_a_confirmation_left_open_longer_than_a_session_deletes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let clock = shell.clock.clone();
    shell.answer_late(move || clock.advance(Duration::from_mins(31)), "oui");
    shell
        .run("contrats supprimer 1")
        .fails(Kind::Connection, "SESSION_EXPIREE");
    assert_eq!(written(&database, "contrats supprimer"), (6, 6, 0));
}

#[test]
fn s6_a_right_narrowed_while_a_form_is_open_changes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").interactive();
    shell.answer(&["", "", "manager2"]);
    let mut owner = database.as_owner();
    let narrow = move || {
        let narrowing = "UPDATE role_permissions JOIN permissions ON permissions.id = permission_id SET scope = 'own'
            WHERE permissions.name = 'contract:update'";
        mysql::prelude::Queryable::query_drop(&mut owner, narrowing).expect("the right is narrowed");
    };
    shell.answer_late(narrow, "o");
    shell.run("contrats modifier 1").fails(Kind::Access, "OPTION_RESERVEE");
    assert_eq!(stored(&database, 1).version, 1);
}
