//! `utilisateurs desactiver` and `reactiver` (B12, B15, D12, D14).

use epic_events::error::Kind;

use super::{changes, written};
use crate::support::database::{TestDatabase, numbers};
use crate::support::shell::TestShell;

#[test]
fn b15_a_portfolio_passes_to_the_replacement_and_the_journal_tells_the_history_of_each_object() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = "utilisateurs desactiver sales2 --remplacant sales3 --oui";
    assert_eq!(
        shell.run(line).succeeds(),
        "Compte «\u{a0}sales2\u{a0}» (Dawn Stanley) désactivé : 2 clients passent à Zoé Lefèvre.\n"
    );
    let customers: Vec<(u64, u64, u32, String)> =
        database.query("SELECT id, sales_user_id, version, CAST(updated_at AS CHAR) FROM customers ORDER BY id");
    let now = String::from("2026-11-23 09:00:00.000000");
    assert_eq!(customers[0], (1, 5, 2, now.clone()));
    assert_eq!(customers[1], (2, 5, 2, now));
    assert_eq!((customers[2].1, customers[2].2), (5, 1));
    assert_eq!(
        changes(&database, "utilisateurs desactiver"),
        r#"[{"field":"is_active","old":"true","new":"false"},{"field":"customers/1/sales_user_id","old":"4","new":"5"},{"field":"customers/2/sales_user_id","old":"4","new":"5"}]"#
    );
    let object: (String, u64) =
        database.one("SELECT object_type, object_id FROM audit_entries WHERE command = 'utilisateurs desactiver'");
    assert_eq!(object, (String::from("user"), 4));
    assert!(!database.one::<bool>("SELECT is_active FROM users WHERE username = 'sales2'"));
    // The replacement works on what they took over.
    TestShell::signed_in(&database, "sales3")
        .run("clients modifier 1 --nom Kasey")
        .succeeds();
}

#[test]
fn b15_contracts_and_the_events_still_to_be_run_pass_too() {
    let database = TestDatabase::demonstration();
    // Of two more events of support1, one is over and one is cancelled: they stay theirs.
    database
        .execute("UPDATE events SET support_user_id = 6, start_at = '2026-11-01', end_at = '2026-11-02' WHERE id = 1");
    database.execute(
        "UPDATE events SET support_user_id = 6, cancelled_at = '2026-11-20', cancellation_reason = 'pluie' WHERE id = 4",
    );
    let mut shell = TestShell::signed_in(&database, "manager1");
    let message = shell
        .run("utilisateurs desactiver manager2 --remplacant manager1 --oui")
        .succeeds();
    assert!(message.contains("2 contrats passent à Hélène Rousseau"), "{message}");
    let contracts: Vec<(u64, u64, u32)> =
        database.query("SELECT id, management_user_id, version FROM contracts WHERE id >= 5 ORDER BY id");
    assert_eq!(contracts, [(5, 1, 2), (6, 1, 2)]);
    let message = shell
        .run("utilisateurs desactiver support1 --remplacant support2 --oui")
        .succeeds();
    assert!(message.contains("1 événement passe à Aliénor Vichum"), "{message}");
    let events: Vec<(u64, Option<u64>, u32)> =
        database.query("SELECT id, support_user_id, version FROM events ORDER BY id");
    assert_eq!(
        events,
        [(1, Some(6), 1), (2, Some(7), 2), (3, Some(7), 1), (4, Some(6), 1)]
    );
    let entries: Vec<String> =
        database.query("SELECT changes FROM audit_entries WHERE command = 'utilisateurs desactiver' ORDER BY id");
    assert!(
        entries[0].contains(r#"{"field":"contracts/6/management_user_id","old":"2","new":"1"}"#),
        "{entries:?}"
    );
    assert!(
        entries[1].contains(r#"{"field":"events/2/support_user_id","old":"6","new":"7"}"#),
        "{entries:?}"
    );
    assert_eq!(entries[1].matches("events/").count(), 1);
}

#[test]
fn b15_the_open_sessions_are_refused_at_their_next_line() {
    let database = TestDatabase::demonstration();
    let mut elsewhere = TestShell::signed_in(&database, "sales1");
    let mut again = TestShell::signed_in(&database, "sales1");
    elsewhere.run("clients lister").succeeds();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let message = shell.run("utilisateurs desactiver sales1 --oui").succeeds();
    assert!(message.contains("2 sessions fermées."), "{message}");
    elsewhere
        .run("clients lister")
        .fails(Kind::Connection, "SESSION_FERMEE");
    again.run("moi").fails(Kind::Connection, "SESSION_FERMEE");
    let reasons: Vec<String> = database.query("SELECT close_reason FROM sessions WHERE user_id = 3");
    assert_eq!(reasons, ["deactivated", "deactivated"]);
    elsewhere.answer(&["demonstration-2026"]);
    elsewhere
        .run("connexion sales1")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
    shell.run("utilisateurs reactiver sales1").succeeds();
    elsewhere.sign_in("sales1");
}

#[test]
fn b15_without_a_replacement_a_portfolio_must_be_empty() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    for (username, held) in [
        ("sales2", "2 clients"),
        ("manager2", "2 contrats"),
        ("support2", "1 événement"),
    ] {
        // No question is asked: an unanswered one would fail the test.
        let message = shell
            .run(&format!("utilisateurs desactiver {username}"))
            .fails(Kind::Rule, "COMPTE_AVEC_PORTEFEUILLE");
        assert!(message.contains(held) && message.contains("--remplacant"), "{message}");
    }
    assert_eq!(written(&database), before);
    shell.run("utilisateurs desactiver sales1 --oui").succeeds();
}

#[test]
fn b15_a_replacement_is_somebody_else_active_and_of_the_same_role() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'sales1'");
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    for (replacement, code) in [
        ("sales2", "REMPLACANT_IDENTIQUE"),
        ("EMP-0004", "REMPLACANT_IDENTIQUE"),
        ("sales1", "ROLE_INADAPTE"),
        ("support1", "ROLE_INADAPTE"),
        ("manager1", "ROLE_INADAPTE"),
    ] {
        let line = format!("utilisateurs desactiver sales2 --remplacant {replacement} --oui");
        let message = shell.run(&line).fails(Kind::Rule, code);
        assert!(
            code == "REMPLACANT_IDENTIQUE" || message.contains("compte actif du rôle commercial"),
            "{message}"
        );
    }
    assert_eq!(written(&database), before);
}

#[test]
fn b12_a_replacement_who_is_busy_at_the_time_of_an_event_is_refused_and_the_clash_named() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    // The seminar of support1 is on the 7th of December, from 8 to 17 hours; the wedding of support2 moves there.
    for (start, end, clashes) in [
        ("2026-12-07 16:59:59", "2026-12-07 20:00:00", true),
        ("2026-12-07 17:00:00", "2026-12-07 20:00:00", false),
        ("2026-12-07 06:00:00", "2026-12-07 08:00:00", false),
        ("2026-12-07 06:00:00", "2026-12-07 08:00:01", true),
        ("2026-12-06 06:00:00", "2026-12-08 08:00:00", true),
    ] {
        database.execute(&format!(
            "UPDATE events SET start_at = '{start}', end_at = '{end}' WHERE id = 3"
        ));
        let before = written(&database);
        let outcome = shell.run("utilisateurs desactiver support1 --remplacant support2 --oui");
        if clashes {
            let message = outcome.fails(Kind::Rule, "SUPPORT_OCCUPE");
            assert!(
                message.contains("Aliénor Vichum") && message.contains("EV-2026-000003 (Mariage de Lou et Sacha)"),
                "{message}"
            );
            assert_eq!(written(&database), before);
        } else {
            outcome.succeeds();
            database.execute("UPDATE users SET is_active = TRUE WHERE id = 6");
            database.execute("UPDATE events SET support_user_id = 6 WHERE id = 2");
        }
    }
    // A cancelled event keeps nobody busy.
    database.execute("UPDATE events SET cancelled_at = '2026-11-20', cancellation_reason = 'pluie' WHERE id = 3");
    shell
        .run("utilisateurs desactiver support1 --remplacant support2 --oui")
        .succeeds();
}

#[test]
fn the_question_names_what_changes_hands_and_a_no_changes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    shell.answer(&["n"]);
    shell
        .run("utilisateurs desactiver sales2 --remplacant sales3")
        .fails(Kind::Rule, "ABANDON");
    assert_eq!(written(&database), before);
    shell.answer(&["o"]);
    shell
        .run("utilisateurs desactiver sales2 --remplacant sales3")
        .succeeds();
    shell.context.questions = Box::new(epic_events::shell::context::questions::Nobody);
    shell
        .run("utilisateurs desactiver sales1")
        .fails(Kind::Syntax, "CONFIRMATION_REQUISE");
}

#[test]
fn what_was_confirmed_is_judged_again_when_the_answer_comes() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let mut owner = database.as_owner();
    let takes_a_customer = move || {
        mysql::prelude::Queryable::query_drop(&mut owner, "UPDATE customers SET sales_user_id = 3 WHERE id = 2")
            .expect("somebody else writes");
    };
    shell.answer_late(takes_a_customer, "oui");
    shell
        .run("utilisateurs desactiver sales1")
        .fails(Kind::Rule, "COMPTE_AVEC_PORTEFEUILLE");
    assert!(database.one::<bool>("SELECT is_active FROM users WHERE username = 'sales1'"));
}

#[test]
fn d14_nobody_disables_his_own_account_nor_the_last_active_manager() {
    let database = TestDatabase::demonstration();
    database.grant("support", "user:update", "any");
    let mut shell = TestShell::signed_in(&database, "support1");
    let mut manager = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    manager
        .run("utilisateurs desactiver manager1 --remplacant manager2 --oui")
        .fails(Kind::Rule, "PROPRE_COMPTE");
    assert_eq!(written(&database), before);
    shell
        .run("utilisateurs desactiver manager1 --remplacant manager2 --oui")
        .succeeds();
    database.execute("UPDATE contracts SET management_user_id = 1");
    let before = written(&database);
    shell
        .run("utilisateurs desactiver manager2 --oui")
        .fails(Kind::Rule, "DERNIER_GESTIONNAIRE");
    assert_eq!(written(&database), before);
}

#[test]
fn doing_it_again_changes_nothing_and_says_so() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run("utilisateurs desactiver sales1 --oui").succeeds();
    let before = written(&database);
    assert_eq!(
        shell.run("utilisateurs desactiver sales1").succeeds(),
        "Le compte «\u{a0}sales1\u{a0}» (Bill Boquet) est déjà désactivé.\n"
    );
    assert_eq!(written(&database), before);
    assert_eq!(
        shell.run("utilisateurs reactiver sales1").succeeds(),
        "Compte «\u{a0}sales1\u{a0}» (Bill Boquet) réactivé.\n"
    );
    let before = written(&database);
    assert_eq!(
        shell.run("utilisateurs reactiver sales1").succeeds(),
        "Le compte «\u{a0}sales1\u{a0}» (Bill Boquet) est déjà actif.\n"
    );
    assert_eq!(written(&database), before);
    assert_eq!(
        changes(&database, "utilisateurs reactiver"),
        r#"[{"field":"is_active","old":"false","new":"true"}]"#
    );
}

#[test]
fn what_a_disabled_account_still_looks_after_passes_too() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'sales2'");
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell
        .run("utilisateurs desactiver sales2 --oui")
        .fails(Kind::Rule, "COMPTE_AVEC_PORTEFEUILLE");
    shell
        .run("utilisateurs desactiver sales2 --remplacant sales3 --oui")
        .succeeds();
    assert!(!changes(&database, "utilisateurs desactiver").contains("is_active"));
    assert_eq!(
        database.one::<u64>("SELECT COUNT(*) FROM customers WHERE sales_user_id = 5"),
        3
    );
}

#[test]
fn b15_a_large_portfolio_passes_in_entries_that_can_be_read() {
    const MORE: u64 = 12_000;
    let database = TestDatabase::demonstration();
    database.execute(&format!(
        "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at)
         SELECT users.id, 'Ada', 'Martin', CONCAT('ada', number, '@exemple.fr'), '+33612345678', 'Martin', '2026-11-01',
            '2026-11-01'
         FROM {} JOIN users ON users.username = 'sales2' WHERE number < {MORE} ORDER BY number",
        numbers()
    ));
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell
        .run("utilisateurs desactiver sales2 --remplacant sales3 --oui")
        .succeeds();
    let left: u64 =
        database.one("SELECT COUNT(*) FROM customers JOIN users ON users.id = sales_user_id WHERE username = 'sales2'");
    assert_eq!(left, 0);
    let (entries, longest): (u64, u64) = database
        .one("SELECT COUNT(*), MAX(LENGTH(changes)) FROM audit_entries WHERE command = 'utilisateurs desactiver'");
    assert!((MORE / 1000..=MORE / 1000 + 2).contains(&entries), "{entries}");
    assert!(longest < 100_000, "{longest}");
    // Each of them tells its history, and that of no other.
    let newest: u64 = database.one("SELECT MAX(id) FROM customers");
    for number in [1, newest] {
        let told = shell
            .run(&format!("journal lister --objet client --numero {number} --format csv"))
            .succeeds();
        assert!(
            told.contains("commercial : Dawn Stanley → Zoé Lefèvre"),
            "{number}: {told}"
        );
        assert!(told.len() < 1_000, "{number}: {}", told.len());
    }
    shell.run("journal verifier").succeeds();
}
