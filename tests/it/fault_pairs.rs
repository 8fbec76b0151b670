//! Faults that come in pairs: the answer to a commit is lost, and then the server is not what it was (S33).

use epic_events::shell::context::reply::Status;

use crate::support::database::TestDatabase;
use crate::support::own_server::OwnServer;
use crate::support::proxy::{Break, Proxy, Then};
use crate::support::shell::{Outcome, TestShell};
use crate::support::writes::{WRITES, Writers, asks_for_password, written};

/// What the server is after the first fault: gone, read-only, without its group, full, always in a deadlock.
const THEN: [Then; 5] = [
    Then::Gone,
    Then::Writes(1290),
    Then::Everything(1047),
    Then::Writes(1114),
    Then::Writes(1213),
];

/// A shell behind the proxy for each person of the demonstration who writes.
fn writers_behind(database: &TestDatabase, proxy: &Proxy) -> Writers {
    Writers::on(database, |username| TestShell::behind(database, proxy, username))
}

/// Runs a line whose own commit breaks.
fn run_broken(proxy: &Proxy, writers: &mut Writers, write: (&str, &str)) -> Outcome {
    // That a password is asked for is counted in a commit before.
    proxy.break_after(u32::from(asks_for_password(write.1)), 1);
    writers.run(write)
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
        let mut writers = writers_behind(&database, &proxy);
        let before = written(&database);
        for write in WRITES {
            let outcome = run_broken(&proxy, &mut writers, write);
            assert!(!is_done(&database, outcome.uncertain()), "{then:?}: {write:?}");
            assert_eq!(written(&database), before, "{then:?}: {write:?}");
        }
        // Nobody has lost their session by that.
        proxy.break_next(0);
        for shell in writers.shells() {
            shell.run("clients lister").succeeds();
        }
    }
}

#[test]
fn s33_a_commit_that_is_done_and_a_server_that_then_refuses_is_done_once_and_told_truly() {
    for write in WRITES {
        let database = TestDatabase::demonstration();
        let proxy = Proxy::before(&database.socket(), Break::AfterCommitThen(Then::Everything(1047)));
        let mut writers = writers_behind(&database, &proxy);
        let outcome = run_broken(&proxy, &mut writers, write);
        assert!(is_done(&database, outcome.uncertain()), "{write:?}");
    }
}

/// The server that answers next is a copy that is behind, and takes no writes.
#[test]
fn s33_a_commit_that_is_done_and_a_copy_that_does_not_know_of_it_yet_is_an_unknown_outcome() {
    let server = OwnServer::new();
    server.execute("SET GLOBAL read_only = ON");
    for write in WRITES {
        let database = TestDatabase::demonstration();
        let proxy = Proxy::before(&database.socket(), Break::AfterCommitThen(Then::Copy));
        let mut writers = writers_behind(&database, &proxy);
        let copy = database.copy_on(&server);
        proxy.has_copy(&copy.socket());
        let outcome = run_broken(&proxy, &mut writers, write);
        let operation = outcome.uncertain();
        assert!(is_done(&database, operation) && !is_done(&copy, operation), "{write:?}");
    }
}

#[test]
fn s33_a_commit_that_is_done_is_found_on_a_server_that_can_only_be_read() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::AfterCommitThen(Then::Writes(1290)));
    let mut writers = writers_behind(&database, &proxy);
    let outcome = run_broken(&proxy, &mut writers, ("sales2", "clients modifier 1 --nom Autre"));
    assert_eq!(outcome.status, Status::Success, "{outcome:?}");
    assert_eq!(
        database.one::<String>("SELECT last_name FROM customers WHERE id = 1"),
        "Autre"
    );
}
