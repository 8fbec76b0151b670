//! An answer that comes too late is nobody's: the connection that waited for it is gone (S31).

use std::time::Duration;

use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;
use mysql::prelude::Queryable;
use mysql::{Conn, OptsBuilder};

use crate::support::database::TestDatabase;
use crate::support::meddler::Meddler;
use crate::support::shell::{Outcome, TestShell};

/// How long the program waits for an answer here; otherwise it is a minute.
const PATIENCE: Duration = Duration::from_secs(1);
/// More questions than any of these commands asks the server.
const MANY: usize = 50;

/// A shell of sales2 that reaches its database through a meddler.
fn behind(database: &TestDatabase, meddler: &Meddler) -> TestShell {
    let mut shell = TestShell::signed_in(database, "sales2");
    shell
        .context
        .set_location(database.impatient_location_behind(&meddler.socket(), PATIENCE));
    shell
}

/// Asks for one customer after another, twice: answers out of step by one or by a few would show.
#[track_caller]
fn assert_in_step(shell: &mut TestShell) {
    for _ in 0..2 {
        for (line, name) in [
            ("clients voir 1", "Casey"),
            ("clients voir 2", "Fournier"),
            ("clients voir 3", "Bouzin"),
        ] {
            let shown = shell.run(line).succeeds();
            assert!(shown.contains(name), "{line}: {shown}");
        }
    }
}

/// Types a line again and again: each time the answer to a later one of its questions comes too late.
fn with_each_answer_late(
    shell: &mut TestShell,
    meddler: &Meddler,
    line: impl Fn(usize) -> String,
    mut check: impl FnMut(usize, Outcome),
) -> usize {
    // Everything is prepared: the questions of a command are the same each time.
    assert_in_step(shell);
    shell.run(&line(MANY)).succeeds();
    for questions in 0..MANY {
        meddler.keep_back_after(questions);
        let outcome = shell.run(&line(questions));
        if !meddler.let_go() {
            outcome.succeeds();
            return questions;
        }
        check(questions, outcome);
        assert_in_step(shell);
    }
    panic!("{} asks more than {MANY} questions", line(0));
}

#[test]
fn s31_an_answer_to_a_reading_command_that_comes_too_late_is_taken_for_no_other() {
    let database = TestDatabase::demonstration();
    let meddler = Meddler::before(&database.socket());
    let mut shell = behind(&database, &meddler);
    let line = |_| String::from("clients voir 1");
    let late = with_each_answer_late(&mut shell, &meddler, line, |_, outcome| {
        let is_right = outcome.status == Status::Success && outcome.standard.contains("Casey");
        let is_told = outcome.status == Status::Failure(Kind::Service) && outcome.standard.is_empty();
        assert!(is_right || is_told, "{outcome:?}");
    });
    assert!(late >= 2, "{late}");
}

#[test]
fn s31_an_answer_to_a_writing_command_that_comes_too_late_is_taken_for_no_other() {
    let database = TestDatabase::demonstration();
    let meddler = Meddler::before(&database.socket());
    let mut shell = behind(&database, &meddler);
    let line = |questions| format!("clients modifier 1 --entreprise \"Société {questions}\"");
    let company = || -> String { database.one("SELECT company_name FROM customers WHERE id = 1") };
    let late = with_each_answer_late(&mut shell, &meddler, line, |questions, outcome| {
        let is_written = company() == format!("Société {questions}");
        match outcome.status {
            Status::Success => assert!(is_written, "{questions}: {outcome:?}"),
            Status::Failure(Kind::Service) if outcome.errors.contains("ISSUE_INCONNUE") => {}
            Status::Failure(kind) => {
                assert_eq!(kind, Kind::Service, "{questions}: {outcome:?}");
                assert!(!is_written, "{questions}: {outcome:?}");
            }
        }
    });
    assert!(late >= 5, "{late}");
}

#[test]
fn the_driver_itself_takes_a_late_answer_for_the_next_one() {
    let database = TestDatabase::demonstration();
    let meddler = Meddler::before(&database.socket());
    let impatient = OptsBuilder::from_opts(database.program_behind(&meddler.socket()))
        .read_timeout(Some(Duration::from_millis(300)));
    let mut connection = Conn::new(impatient).expect("the program's account connects");
    meddler.keep_back_after(0);
    connection
        .query_first::<u32, _>("SELECT 1")
        .expect_err("nothing comes in time");
    assert!(meddler.let_go());
    let answer: Option<u32> = connection.query_first("SELECT 2").expect("something comes");
    assert_eq!(answer, Some(1), "the trap is gone, and with it the reason of S31");
}

#[test]
fn s31_a_connection_is_used_again_without_a_ping() {
    let database = TestDatabase::demonstration();
    let meddler = Meddler::before(&database.socket());
    let mut shell = behind(&database, &meddler);
    assert_in_step(&mut shell);
    shell.run("clients modifier 1 --entreprise Autre").succeeds();
    assert!(meddler.connections() <= 2, "{}", meddler.connections());
    assert_eq!(meddler.pings(), 0);
    // The control: a ping would have been seen.
    let mut connection = Conn::new(database.program_behind(&meddler.socket())).expect("the program's account connects");
    connection.ping().expect("the server is there");
    assert_eq!(meddler.pings(), 1);
}
