//! Nothing lost, nothing twice: commits whose answer goes missing, rivals for the same rows (S33–S36).

use std::time::Duration;

use epic_events::clock::Clock;
use epic_events::error::Kind;
use mysql::prelude::Queryable;

use crate::customers::{created_customers, creation};
use crate::support::database::TestDatabase;
use crate::support::proxy::{Break, Proxy, REFUSAL, Then};
use crate::support::shell::TestShell;

#[test]
fn s33_a_commit_whose_answer_is_lost_is_looked_up_and_succeeds() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::AfterCommit);
    let mut shell = TestShell::behind(&database, &proxy, "sales1");
    proxy.break_next(1);
    shell.run(&creation(1)).succeeds();
    assert_eq!(created_customers(&database), (1, 1));
    // The chain goes on where it was.
    shell.run(&creation(2)).succeeds();
    assert_eq!(created_customers(&database), (2, 2));
    let broken: u64 = database.one(
        "SELECT COUNT(*) FROM audit_entries AS entry LEFT JOIN audit_entries AS previous
            ON previous.chain_id = entry.chain_id AND previous.sequence = entry.sequence - 1
         WHERE entry.sequence > 1 AND (previous.hash IS NULL OR previous.hash <> entry.previous_hash)",
    );
    assert_eq!(broken, 0);
}

#[test]
fn s33_a_commit_that_never_arrived_is_done_again_once() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::BeforeCommit);
    let mut shell = TestShell::behind(&database, &proxy, "sales1");
    proxy.break_next(1);
    shell.run(&creation(1)).succeeds();
    assert_eq!(created_customers(&database), (1, 1));
    proxy.break_next(2);
    shell.run(&creation(2)).fails(Kind::Service, "ISSUE_INCONNUE");
    assert_eq!(created_customers(&database), (1, 1));
}

#[test]
fn s33_a_commit_that_may_still_arrive_is_never_called_undone() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::HeldCommit);
    let mut shell = TestShell::behind(&database, &proxy, "sales1");
    let location = shell.context.location().expect("it has one");
    let interrupter = location.database.interrupter();
    proxy.break_next(1);
    // The second attempt waits for the locks of the first one; the person presses Ctrl-C.
    std::thread::scope(|scope| {
        scope.spawn(|| {
            database.wait_until_waiting();
            assert!(interrupter.interrupt());
        });
        shell.run(&creation(1)).fails(Kind::Service, "ISSUE_INCONNUE");
    });
}

#[test]
fn s33_a_commit_that_the_server_refuses_is_told_with_its_reason_and_not_tried_again() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::RefusedCommit);
    let mut shell = TestShell::behind(&database, &proxy, "sales1");
    proxy.break_next(1);
    let message = shell.run(&creation(1)).fails(Kind::Service, "SERVEUR_PAS_PRET");
    let (number, words) = REFUSAL;
    assert!(
        message.contains(words) && message.contains(&number.to_string()),
        "{message}"
    );
    assert_eq!(created_customers(&database), (0, 0));
    shell.run(&creation(1)).succeeds();
    assert_eq!(created_customers(&database), (1, 1));
}

#[test]
fn s33_a_commit_that_is_done_whatever_the_server_answers_succeeds() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::RefusedDoneCommit);
    let mut shell = TestShell::behind(&database, &proxy, "sales1");
    proxy.break_next(1);
    shell.run(&creation(1)).succeeds();
    shell.run(&creation(2)).succeeds();
    assert_eq!(created_customers(&database), (2, 2));
}

#[test]
fn s33_a_server_gone_with_its_answer_leaves_an_unknown_outcome_and_its_operation() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::AfterCommitForGood);
    let mut shell = TestShell::behind(&database, &proxy, "sales1");
    proxy.break_next(1);
    let outcome = shell.run(&creation(1));
    let operation: String = database.one("SELECT operation_id FROM audit_entries WHERE command = 'clients creer'");
    assert_eq!(outcome.uncertain(), operation);
    let message = outcome.fails(Kind::Service, "ISSUE_INCONNUE");
    assert_eq!(created_customers(&database), (1, 1));
    // The identity is kept: the shell works on when the server is back.
    shell.context.set_location(database.location());
    shell.run("clients lister").succeeds();
    let command = format!("operation {operation}");
    assert!(message.contains(&command), "{message}");
    let told = shell.run(&command).succeeds();
    assert!(
        told.contains("clients creer") && told.contains("client n°\u{a0}4"),
        "{told:?}"
    );
    // Nobody learns from it what others do.
    for username in ["sales2", "manager1"] {
        let told = TestShell::signed_in(&database, username).run(&command).succeeds();
        assert!(told.contains("Aucune de vos opérations"), "{told}");
    }
}

#[test]
fn s33_an_operation_that_is_not_done_is_to_be_done_again() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::BeforeCommitThen(Then::Gone));
    let mut shell = TestShell::behind(&database, &proxy, "sales1");
    proxy.break_next(1);
    let outcome = shell.run(&creation(1));
    proxy.break_next(0);
    let command = format!("operation {}", outcome.uncertain());
    let message = outcome.fails(Kind::Service, "ISSUE_INCONNUE");
    assert!(message.contains(&format!("tapez {command}")), "{message}");
    let told = shell.run(&command).succeeds();
    assert!(told.contains("refaites"), "{told}");
    shell.run(&creation(1)).succeeds();
    shell.run("operation zut").fails(Kind::Syntax, "REFERENCE_INVALIDE");
}

#[test]
fn s34_a_row_held_for_longer_than_the_server_waits_is_a_busy_database() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let mut rival = database.as_owner();
    rival.query_drop("START TRANSACTION").unwrap();
    rival
        .query_drop("SELECT id FROM customers WHERE id = 1 FOR UPDATE")
        .unwrap();
    let stopwatch = Clock::system();
    let change = "clients modifier 1 --nom Kasey";
    shell.run(change).fails(Kind::Service, "BASE_OCCUPEE");
    // One wait of the server's five seconds, and not four.
    assert!(stopwatch.monotonic() < Duration::from_secs(20));
    rival.query_drop("ROLLBACK").unwrap();
    assert_eq!(database.one::<u32>("SELECT version FROM customers WHERE id = 1"), 1);
    shell.run(change).succeeds();
    assert_eq!(database.one::<u32>("SELECT version FROM customers WHERE id = 1"), 2);
}

#[test]
fn s34_the_victim_of_a_deadlock_does_all_of_it_again() {
    let database = TestDatabase::demonstration();
    // The assignment holds the account and waits for the event. Whoever holds the event wants the account, and has
    // written so much that the server undoes the assignment: nothing else can end their waiting for one another.
    let rewriting = "UPDATE customers SET company_name = CONCAT(company_name, ' et Fils')";
    let wanting = "UPDATE users SET last_name = 'Morel' WHERE username = 'support2'";
    let outcome = database.decide_meanwhile("events WHERE id = 1", &[rewriting, rewriting, wanting], |begin| {
        let mut shell = TestShell::signed_in(&database, "manager1");
        begin();
        shell.run("evenements assigner 1 support2")
    });
    // Read again with the rest, the name is the new one.
    let shown = outcome.succeeds();
    assert!(shown.contains("Morel"), "{shown}");
    let done: (u64, u64) = database.one(
        "SELECT (SELECT COUNT(*) FROM audit_entries WHERE command = 'evenements assigner' AND outcome = 'done'),
            (SELECT COUNT(*) FROM events JOIN users ON users.id = support_user_id
             WHERE events.id = 1 AND username = 'support2')",
    );
    assert_eq!(done, (1, 1));
}

#[test]
fn s35_connections_that_died_while_idle_are_replaced_without_a_word() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for line in ["clients lister", "clients modifier 1 --nom Kasey"] {
        database.kill_connections();
        let outcome = shell.run(line);
        assert_eq!(outcome.errors.replace("3 clients.\n", ""), "");
        outcome.succeeds();
    }
}

#[test]
fn s36_no_increment_is_lost_between_eight_sessions() {
    let database = TestDatabase::demonstration();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let database = &database;
            scope.spawn(move || {
                let mut shell = TestShell::signed_in(database, "sales2");
                for change in 0..5 {
                    shell
                        .run(&format!("clients modifier 1 --nom Nom{thread}x{change}"))
                        .succeeds();
                }
            });
        }
    });
    assert_eq!(database.one::<u32>("SELECT version FROM customers WHERE id = 1"), 41);
    let entries: u64 = database.one("SELECT COUNT(*) FROM audit_entries WHERE command = 'clients modifier'");
    assert_eq!(entries, 40);
}
