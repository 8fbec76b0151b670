//! Two people who change accounts at the same time (D14, B14, B15).

use epic_events::error::{Error, Kind, Result};
use epic_events::security::secret::Secret;
use epic_events::shell::context::questions::Questions;

use super::creation;
use crate::customers;
use crate::support::database::TestDatabase;
use crate::support::shell::{Outcome, TestShell};

/// Somebody who gives one password, and up at any further question.
struct OneAnswer(Option<String>);

impl Questions for OneAnswer {
    fn is_conversation(&self) -> bool {
        true
    }

    fn password(&mut self, _question: &str) -> Result<Option<Secret>> {
        self.0.take().map(Secret::new).map(Some).ok_or(Error::Interrupted)
    }

    fn line(&mut self, _question: &str) -> Result<Option<String>> {
        Err(Error::Interrupted)
    }
}

/// Runs a line for each person at the same time.
fn at_once<const COUNT: usize>(database: &TestDatabase, lines: [(&str, &str); COUNT]) -> [Outcome; COUNT] {
    let barrier = std::sync::Barrier::new(COUNT);
    std::thread::scope(|scope| {
        lines
            .map(|(username, line)| {
                let barrier = &barrier;
                scope.spawn(move || {
                    let mut shell = TestShell::signed_in(database, username);
                    barrier.wait();
                    shell.run(line)
                })
            })
            .map(|thread| thread.join().expect("the shell survives"))
    })
}

#[test]
fn d14_two_managers_who_disable_one_another_at_once_leave_exactly_one() {
    let database = TestDatabase::demonstration();
    for round in 0..20 {
        let outcomes = at_once(
            &database,
            [
                (
                    "manager1",
                    "utilisateurs desactiver manager2 --remplacant manager1 --oui",
                ),
                (
                    "manager2",
                    "utilisateurs desactiver manager1 --remplacant manager2 --oui",
                ),
            ],
        );
        let active: Vec<String> =
            database.query("SELECT username FROM users WHERE role_id = 1 AND is_active ORDER BY id");
        assert_eq!(active.len(), 1, "round {round}: {outcomes:?}");
        let succeeded = outcomes.iter().filter(|outcome| outcome.status.exit_status() == 0);
        assert_eq!(succeeded.count(), 1, "round {round}: {outcomes:?}");
        for outcome in outcomes.into_iter().filter(|outcome| outcome.status.exit_status() != 0) {
            // Too late for the last one, for their session, or for themselves as a replacement.
            let is_foreseen = ["[DERNIER_GESTIONNAIRE]", "[SESSION_FERMEE]", "[ROLE_INADAPTE]"]
                .iter()
                .any(|code| outcome.errors.contains(code));
            assert!(is_foreseen, "round {round}: {}", outcome.errors);
        }
        // Everything is where it was, for the next round.
        database.execute("UPDATE users SET is_active = TRUE WHERE role_id = 1");
        database.execute("UPDATE contracts SET management_user_id = IF(id < 5, 1, 2)");
    }
}

#[test]
fn d14_two_managers_who_change_the_role_of_one_another_at_once_leave_exactly_one() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell
        .run("utilisateurs desactiver manager2 --remplacant manager1 --oui")
        .succeeds();
    // Two managers without a portfolio.
    database.execute("UPDATE users SET role_id = 1 WHERE username IN ('sales1', 'support1')");
    database.execute("UPDATE events SET support_user_id = NULL");
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'manager1'");
    for round in 0..10 {
        let outcomes = at_once(
            &database,
            [
                ("sales1", "utilisateurs modifier support1 --role commercial"),
                ("support1", "utilisateurs modifier sales1 --role commercial"),
            ],
        );
        let active: u64 = database.one("SELECT COUNT(*) FROM users WHERE role_id = 1 AND is_active");
        assert_eq!(active, 1, "round {round}: {outcomes:?}");
        database.execute("UPDATE users SET role_id = 1 WHERE username IN ('sales1', 'support1')");
    }
}

#[test]
fn b15_a_customer_created_while_its_salesperson_is_disabled_belongs_to_somebody_active() {
    let database = TestDatabase::demonstration();
    for round in 0..10 {
        let line = customers::creation(round);
        let [creation, deactivation] = at_once(
            &database,
            [
                ("sales2", line.as_str()),
                ("manager1", "utilisateurs desactiver sales2 --remplacant sales3 --oui"),
            ],
        );
        deactivation.succeeds();
        if creation.status.exit_status() != 0 {
            creation.fails(Kind::Connection, "SESSION_FERMEE");
        }
        let orphans: u64 = database
            .one("SELECT COUNT(*) FROM customers JOIN users ON users.id = sales_user_id WHERE NOT users.is_active");
        assert_eq!(orphans, 0, "round {round}");
        database.execute("UPDATE users SET is_active = TRUE WHERE username = 'sales2'");
    }
}

#[test]
fn b15_changes_of_a_customer_and_its_handover_at_once_are_both_kept() {
    let database = TestDatabase::demonstration();
    for round in 0..10 {
        let line = format!("clients modifier 1 --nom Nom{round}");
        let [change, deactivation] = at_once(
            &database,
            [
                ("sales2", line.as_str()),
                ("manager1", "utilisateurs desactiver sales2 --remplacant sales3 --oui"),
            ],
        );
        deactivation.succeeds();
        let has_changed = change.status.exit_status() == 0;
        let row: (String, u64) = database.one("SELECT last_name, sales_user_id FROM customers WHERE id = 1");
        assert_eq!(row.1, 5, "round {round}");
        assert_eq!(row.0 == format!("Nom{round}"), has_changed, "round {round}: {change:?}");
        database.execute("UPDATE users SET is_active = TRUE WHERE username = 'sales2'");
        database.execute("UPDATE customers SET sales_user_id = 4 WHERE id < 3");
    }
}

#[test]
fn d12_an_account_deleted_while_its_owner_first_signs_in_is_either_there_with_its_session_or_gone() {
    let database = TestDatabase::demonstration();
    for round in 0..10 {
        let mut manager = TestShell::signed_in(&database, "manager1");
        let username = format!("nouveau{round}");
        let temporary = super::password(&manager.run(&creation(&username, "commercial")).succeeds());
        let line = format!("utilisateurs supprimer {username} --oui");
        let barrier = std::sync::Barrier::new(2);
        let (database, barrier, username) = (&database, &barrier, &username);
        let (sign_in, deletion) = std::thread::scope(|scope| {
            let colleague = scope.spawn(move || {
                let mut shell = TestShell::on(database);
                shell.context.questions = Box::new(OneAnswer(Some(temporary)));
                barrier.wait();
                shell.run(&format!("connexion {username}"))
            });
            let mut shell = TestShell::signed_in(database, "manager2");
            barrier.wait();
            let deletion = shell.run(&line);
            (colleague.join().expect("the shell survives"), deletion)
        });
        let left: u64 = database.one(&format!("SELECT COUNT(*) FROM users WHERE username = '{username}'"));
        if deletion.status.exit_status() == 0 {
            assert_eq!(left, 0, "round {round}");
            sign_in.fails(Kind::Connection, "CONNEXION_REFUSEE");
        } else {
            assert_eq!(left, 1, "round {round}");
            deletion.fails(Kind::Rule, "COMPTE_UTILISE");
        }
    }
}
