//! Faults that come in pairs: the answer to a commit is lost, and then the server is not what it was (S33).

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::shell::context::reply::Status;
use epic_events::shell::grammar::declaration::Secrecy;

use crate::server_states::{NEW_PASSWORD, WRITES, command, prepare_for_writes, written};
use crate::support::database::TestDatabase;
use crate::support::proxy::{Break, Proxy, Then};
use crate::support::shell::{Outcome, TestShell};

/// What the server is after the first fault: gone, read-only, without its group, full, always in a deadlock.
const THEN: [Then; 5] = [
    Then::Gone,
    Then::Writes(1290),
    Then::Everything(1047),
    Then::Writes(1114),
    Then::Writes(1213),
];

/// The commits of a command that asks for the password, before its own.
const KEPT: u32 = 1;

/// One shell behind a proxy for each person of the demonstration who writes.
fn shells(database: &TestDatabase, proxy: &Proxy) -> Vec<(&'static str, TestShell)> {
    let behind = |name| {
        let mut shell = TestShell::on(database);
        shell.context.set_location(database.location_behind(&proxy.socket()));
        shell.sign_in(name);
        (name, shell)
    };
    let mut shells: Vec<_> = ["manager1", "sales2", "support1"].into_iter().map(behind).collect();
    prepare_for_writes(database, &mut shells[0].1);
    shells
}

/// Runs a line whose own commit breaks.
fn run_broken(proxy: &Proxy, shells: &mut [(&'static str, TestShell)], (username, line): (&str, &str)) -> Outcome {
    // How often a password is asked for is counted before.
    proxy.break_after(
        if command(line).secrecy == Secrecy::Asks {
            KEPT
        } else {
            0
        },
        1,
    );
    let (_, shell) = shells
        .iter_mut()
        .find(|(name, _)| *name == username)
        .expect("they are signed in");
    if command(line).secrecy == Secrecy::Asks {
        shell.answer(&[PASSWORD, NEW_PASSWORD, NEW_PASSWORD]);
    }
    shell.run(line)
}

/// The identifier of the operation that a message calls uncertain.
#[track_caller]
fn uncertain(outcome: &Outcome) -> &str {
    let message = &outcome.errors;
    assert!(message.contains("[ISSUE_INCONNUE]"), "{outcome:?}");
    let words = message.split(' ').map(str::trim);
    let is_identifier = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
    words.into_iter().find(is_identifier).expect("the operation is named")
}

fn is_done(database: &TestDatabase, operation: &str) -> bool {
    let entries = format!("SELECT COUNT(*) FROM audit_entries WHERE operation_id = '{operation}'");
    database.one::<u64>(&entries) == 1
}

#[test]
fn s33_a_commit_that_never_arrived_and_a_server_that_then_refuses_is_an_unknown_outcome_and_nothing_is_written() {
    for then in THEN {
        let database = TestDatabase::demonstration();
        let proxy = Proxy::before(&database.socket(), Break::BeforeCommitThen(then));
        let mut shells = shells(&database, &proxy);
        let before = written(&database);
        for write in WRITES {
            let outcome = run_broken(&proxy, &mut shells, write);
            assert!(!is_done(&database, uncertain(&outcome)), "{then:?}: {write:?}");
            assert_eq!(written(&database), before, "{then:?}: {write:?}");
        }
        // Nobody has lost their session by that.
        proxy.break_next(0);
        for (_, shell) in &mut shells {
            shell.run("clients lister").succeeds();
        }
    }
}

#[test]
fn s33_a_commit_that_is_done_and_a_server_that_then_refuses_is_done_once_and_told_truly() {
    for write in WRITES {
        let database = TestDatabase::demonstration();
        let proxy = Proxy::before(&database.socket(), Break::AfterCommitThen(Then::Everything(1047)));
        let mut shells = shells(&database, &proxy);
        let outcome = run_broken(&proxy, &mut shells, write);
        assert!(is_done(&database, uncertain(&outcome)), "{write:?}");
    }
}

#[test]
fn s33_a_commit_that_is_done_is_found_on_a_server_that_can_only_be_read() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::AfterCommitThen(Then::Writes(1290)));
    let mut shells = shells(&database, &proxy);
    let outcome = run_broken(&proxy, &mut shells, ("sales2", "clients modifier 1 --nom Autre"));
    assert_eq!(outcome.status, Status::Success, "{outcome:?}");
    assert_eq!(
        database.one::<String>("SELECT last_name FROM customers WHERE id = 1"),
        "Autre"
    );
}
