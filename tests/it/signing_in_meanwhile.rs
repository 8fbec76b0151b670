//! Verifying a password takes long: what management decides meanwhile about the account is not overruled (S4, S6, B15).

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::{Outcome, TestShell};

const PASSWORD: &str = "demonstration-2026";
const ACCOUNT: &str = "users WHERE username = 'sales2'";
const OWN_CHOICE: &str = "cheval correct pile";

/// What a reset does to sales2, whose temporary password nobody knows here.
const RESET: [&str; 2] = [
    "UPDATE users SET password_hash = 'another', must_change_password = TRUE, version = version + 1
     WHERE username = 'sales2'",
    "UPDATE sessions SET closed_at = '2026-11-23 09:00:00', close_reason = 'password_reset'
     WHERE user_id = 4 AND closed_at IS NULL",
];

fn sign_in(database: &TestDatabase, begin: &dyn Fn()) -> Outcome {
    let mut shell = TestShell::on(database);
    shell.answer(&[PASSWORD]);
    begin();
    shell.run("connexion sales2")
}

fn open_sessions(database: &TestDatabase) -> u64 {
    database.one("SELECT COUNT(*) FROM sessions WHERE user_id = 4 AND closed_at IS NULL")
}

#[test]
fn s4_the_old_password_opens_no_session_that_its_reset_would_have_closed() {
    let database = TestDatabase::demonstration();
    database
        .decide_meanwhile(ACCOUNT, &RESET, |begin| sign_in(&database, begin))
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
    assert_eq!(open_sessions(&database), 0);
    let failures: u32 = database.one("SELECT failures FROM login_throttles WHERE username = 'sales2'");
    assert_eq!(failures, 1);
}

#[test]
fn b15_no_session_of_a_disabled_account_waits_for_its_return() {
    let database = TestDatabase::demonstration();
    let decision = ["UPDATE users SET is_active = FALSE WHERE username = 'sales2'"];
    database
        .decide_meanwhile(ACCOUNT, &decision, |begin| sign_in(&database, begin))
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
    TestShell::signed_in(&database, "manager1")
        .run("utilisateurs reactiver sales2")
        .succeeds();
    assert_eq!(open_sessions(&database), 0);
}

#[test]
fn s6_whoever_signs_in_while_his_role_changes_has_the_new_one() {
    let database = TestDatabase::demonstration();
    let decision = ["UPDATE users SET role_id = 3 WHERE username = 'sales2'"];
    let outcome = database.decide_meanwhile(ACCOUNT, &decision, |begin| sign_in(&database, begin));
    assert_eq!(outcome.succeeds(), "Bonjour Dawn Stanley (support).\n");
    assert_eq!(open_sessions(&database), 1);
}

#[test]
fn s4_a_password_is_not_replaced_from_a_session_that_was_closed_while_the_old_one_was_verified() {
    let closing = ["UPDATE sessions SET closed_at = '2026-11-23 09:00:00', close_reason = 'closed_by_management'"];
    let disabling = ["UPDATE users SET is_active = FALSE WHERE username = 'sales2'"];
    let role = ["UPDATE users SET role_id = 3 WHERE username = 'sales2'"];
    for decision in [RESET.as_slice(), &closing, &disabling, &role] {
        let database = TestDatabase::demonstration();
        let stored = "SELECT password_hash FROM users WHERE username = 'sales2'";
        let before: String = database.one(stored);
        let outcome = database.decide_meanwhile(ACCOUNT, decision, |begin| {
            let mut shell = TestShell::signed_in(&database, "sales2");
            shell.answer(&[PASSWORD, OWN_CHOICE, OWN_CHOICE]);
            begin();
            shell.run("mot-de-passe changer")
        });
        outcome.fails(Kind::Connection, "SESSION_FERMEE");
        let after: String = database.one(stored);
        assert!(after == before || after == "another");
    }
}
