//! The time is the server's, whatever the machine of a program says.

use std::time::Duration;

use epic_events::clock::Clock;
use epic_events::configuration::Variables;
use epic_events::demonstration::dataset::PASSWORD;
use epic_events::error::Kind;
use jiff::{SignedDuration, Timestamp};
use mysql::prelude::Queryable;

use crate::support::database::TestDatabase;
use crate::support::process::Program;
use crate::support::shell::TestShell;

/// A shell on a machine whose clock is ahead of the server's by that much, or behind.
fn ahead(database: &TestDatabase, by: SignedDuration) -> TestShell {
    let clock = Clock::system();
    let wrong = clock.now().checked_add(by).expect("it is a moment");
    assert!(clock.set(wrong).is_some() || by.is_zero());
    TestShell::by(clock, database, Variables::new())
}

/// What is written by a session that is opened, changes a customer, and is closed.
#[test]
fn d25_what_is_dated_is_dated_by_the_clock_of_the_server() {
    for (by, told) in [
        (SignedDuration::from_hours(1), Some("avance de 1 h 00 min")),
        (SignedDuration::from_hours(-1), Some("retarde de 1 h 00 min")),
        (SignedDuration::from_secs(-20), None),
        (SignedDuration::ZERO, None),
    ] {
        let database = TestDatabase::demonstration();
        let before = Clock::system().now();
        let mut shell = ahead(&database, by);
        shell.answer(&[PASSWORD]);
        let signed_in = shell.run("connexion sales2");
        let gap = signed_in.errors.contains("L'horloge de cette machine");
        assert_eq!(gap, told.is_some(), "{by}: {signed_in:?}");
        assert!(
            signed_in.errors.contains(told.unwrap_or_default()),
            "{by}: {signed_in:?}"
        );
        shell.run("clients modifier 1 --nom Autre").succeeds();
        // Once.
        assert_eq!(shell.run("deconnexion").errors, "");
        let written: Vec<(String, i64)> = database.query(
            "SELECT 'opened', TIMESTAMPDIFF(MICROSECOND, '1970-01-01', MAX(opened_at)) FROM sessions
             UNION ALL SELECT 'updated', TIMESTAMPDIFF(MICROSECOND, '1970-01-01', MAX(updated_at)) FROM customers
             UNION ALL SELECT 'closed', TIMESTAMPDIFF(MICROSECOND, '1970-01-01', MAX(closed_at)) FROM sessions
             UNION ALL SELECT 'recorded', TIMESTAMPDIFF(MICROSECOND, '1970-01-01', MIN(recorded_at)) FROM audit_entries
                WHERE command = 'connexion'",
        );
        for (what, microseconds) in written {
            let written = Timestamp::from_microsecond(microseconds).expect("it is a moment");
            let late = written.duration_since(before);
            // What two clocks that are right may differ by, on either side.
            let right = SignedDuration::from_secs(-2)..SignedDuration::from_mins(5);
            assert!(right.contains(&late), "{by}: {what}: {late}");
        }
    }
}

#[test]
fn s3_a_machine_whose_clock_is_ahead_does_not_walk_round_a_block() {
    let database = TestDatabase::demonstration();
    let mut stranger = ahead(&database, SignedDuration::ZERO);
    for _ in 0..5 {
        stranger.guess("sales2");
    }
    let mut ahead = ahead(&database, SignedDuration::from_secs(3600));
    ahead.answer(&[PASSWORD]);
    ahead
        .run("connexion sales2")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
}

/// A server that is an hour ahead of the program, or behind it.
#[test]
fn d25_the_program_says_at_the_start_that_the_clock_of_its_machine_is_wrong() {
    let program = Program::held();
    for (sign, told) in [("+", "retarde de 1 h 00 min"), ("-", "avance de 1 h 00 min")] {
        let shifted = format!("SET GLOBAL init_connect = 'SET timestamp = UNIX_TIMESTAMP() {sign} 3600'");
        program.connect().query_drop(shifted).unwrap();
        let ended = program.run_as("sales2", &["clients", "lister"]);
        assert!(ended.errors.contains(told), "{}", ended.errors);
        ended.succeeds();
        let late: i64 = program
            .one("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), opened_at) FROM sessions ORDER BY id DESC LIMIT 1");
        assert!((3000..4000).contains(&late.abs()), "{late}");
    }
}

/// The time goes on while a machine sleeps, and the server ends the connections that say nothing.
#[test]
fn d25_a_machine_that_has_slept_goes_on_until_its_session_has_expired() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for (minutes, line) in [(29, "clients modifier 1 --nom Autre"), (29, "clients lister")] {
        database.kill_connections();
        shell.clock.advance(Duration::from_mins(minutes));
        shell.run(line).succeeds();
    }
    database.kill_connections();
    shell.clock.advance(Duration::from_hours(1));
    shell.answer(&[PASSWORD]);
    let outcome = shell.run("clients modifier 1 --nom Encore");
    assert!(outcome.errors.contains("Votre session a expiré"), "{}", outcome.errors);
    assert_eq!(
        database.query::<String>("SELECT close_reason FROM sessions WHERE close_reason IS NOT NULL"),
        ["expired"]
    );
    assert_eq!(
        database.one::<String>("SELECT last_name FROM customers WHERE id = 1"),
        "Encore"
    );
}
