//! Several people at once: a support is at one event at a time, and nobody's work is lost (B12, B17, S36).

use std::sync::Barrier;

use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;
use mysql::prelude::Queryable;

use super::planted;
use crate::support::database::TestDatabase;
use crate::support::shell::{Outcome, TestShell};

const ROUNDS: usize = 50;

/// Pairs of events that overlap, none of which anybody runs.
fn overlapping_pairs(database: &TestDatabase, count: usize) -> Vec<[u64; 2]> {
    (0..count)
        .map(|number| {
            let (year, day) = (2028 + number / 28, 1 + number % 28);
            [("09", "13"), ("11", "15")].map(|(start, end)| {
                let moment = |hour: &str| format!("{year}-02-{day:02} {hour}:00:00");
                planted(database, &moment(start), &moment(end), None)
            })
        })
        .collect()
}

/// Runs the lines of two people, one pair after the other, each pair at the same moment.
fn side_by_side(database: &TestDatabase, usernames: [&str; 2], lines: &[[String; 2]]) -> Vec<[Outcome; 2]> {
    let barrier = Barrier::new(2);
    let run_all = |person: usize| {
        let mut shell = TestShell::signed_in(database, usernames[person]);
        let run = |pair: &[String; 2]| {
            barrier.wait();
            shell.run(&pair[person])
        };
        lines.iter().map(run).collect::<Vec<_>>()
    };
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| run_all(0));
        let second = scope.spawn(|| run_all(1));
        (first.join().unwrap(), second.join().unwrap())
    });
    first
        .into_iter()
        .zip(second)
        .map(|(first, second)| [first, second])
        .collect()
}

/// Which of the two succeeded; the other one must have found the person busy.
#[track_caller]
fn winner(outcomes: [Outcome; 2]) -> usize {
    let succeeded = outcomes
        .iter()
        .position(|outcome| outcome.status == Status::Success)
        .unwrap_or_else(|| panic!("nobody succeeded: {outcomes:?}"));
    let [first, second] = outcomes;
    let other = if succeeded == 0 { second } else { first };
    other.fails(Kind::Rule, "SUPPORT_OCCUPE");
    succeeded
}

#[test]
fn b12_two_managers_who_give_overlapping_events_to_one_person_at_once_one_succeeds() {
    let database = TestDatabase::demonstration();
    let pairs = overlapping_pairs(&database, ROUNDS);
    let lines: Vec<[String; 2]> = pairs
        .iter()
        .map(|pair| pair.map(|event| format!("evenements assigner {event} support1")))
        .collect();
    let outcomes = side_by_side(&database, ["manager1", "manager2"], &lines);
    assert_eq!(outcomes.len(), ROUNDS);
    for ([first, second], outcomes) in pairs.into_iter().zip(outcomes) {
        let assigned: Vec<u64> = database.query(&format!(
            "SELECT id FROM events WHERE id IN ({first}, {second}) AND support_user_id = 6"
        ));
        assert_eq!(assigned, [[first, second][winner(outcomes)]]);
    }
    let entries: u64 =
        database.one("SELECT COUNT(*) FROM audit_entries WHERE command = 'evenements assigner' AND outcome = 'done'");
    assert_eq!(entries, ROUNDS as u64);
}

#[test]
fn b12_an_assignment_and_a_change_of_dates_at_once_never_make_an_overlap() {
    let database = TestDatabase::demonstration();
    let pairs = overlapping_pairs(&database, 20);
    // The first of each pair is already run by the person, a year later, and moves to where it overlaps the second.
    let lines: Vec<[String; 2]> = pairs
        .iter()
        .map(|[first, second]| {
            let day: String = database.one(&format!(
                "SELECT CAST(DATE(start_at) AS CHAR) FROM events WHERE id = {second}"
            ));
            database.execute(&format!(
                "UPDATE events SET support_user_id = 6, start_at = start_at + INTERVAL 1 YEAR,
                    end_at = end_at + INTERVAL 1 YEAR WHERE id = {first}"
            ));
            [
                format!("evenements assigner {second} support1"),
                format!("evenements modifier {first} --debut {day}T12:00Z --fin {day}T14:00Z"),
            ]
        })
        .collect();
    for outcomes in side_by_side(&database, ["manager1", "support1"], &lines) {
        winner(outcomes);
    }
    let overlaps: u64 = database.one(
        "SELECT COUNT(*) FROM events AS one JOIN events AS other ON other.support_user_id = one.support_user_id
            AND other.id <> one.id AND other.start_at < one.end_at AND other.end_at > one.start_at",
    );
    assert_eq!(overlaps, 0);
}

#[test]
fn two_managers_who_give_one_event_to_two_people_at_once_follow_one_another() {
    let database = TestDatabase::demonstration();
    let events: Vec<u64> = overlapping_pairs(&database, 10)
        .into_iter()
        .map(|[first, _]| first)
        .collect();
    let lines: Vec<[String; 2]> = events
        .iter()
        .map(|event| ["support1", "support2"].map(|to| format!("evenements assigner {event} {to}")))
        .collect();
    let outcomes = side_by_side(&database, ["manager1", "manager2"], &lines);
    for outcome in outcomes.into_iter().flatten() {
        outcome.succeeds();
    }
    for event in events {
        let entries: Vec<String> = database.query(&format!(
            "SELECT changes FROM audit_entries WHERE object_type = 'event' AND object_id = {event} ORDER BY id"
        ));
        let support: u64 = database.one(&format!("SELECT support_user_id FROM events WHERE id = {event}"));
        let loser = 13 - support;
        // Nobody overwrote what they had not seen: the second one took the event from the first.
        assert_eq!(
            entries,
            [
                format!(r#"[{{"field":"support_user_id","old":null,"new":"{loser}"}}]"#),
                format!(r#"[{{"field":"support_user_id","old":"{loser}","new":"{support}"}}]"#),
            ]
        );
    }
}

#[test]
fn s36_simultaneous_changes_of_different_fields_are_all_kept() {
    let database = TestDatabase::demonstration();
    std::thread::scope(|scope| {
        for option in [
            "--nom Un",
            "--lieu Deux",
            "--participants 3",
            "--fin '07/12/2026 20:00'",
        ] {
            let database = &database;
            scope.spawn(move || {
                let mut shell = TestShell::signed_in(database, "support1");
                shell.run(&format!("evenements modifier 2 {option}")).succeeds();
            });
        }
    });
    let row: (String, String, u32, String, u32) =
        database.one("SELECT name, location, attendees, CAST(end_at AS CHAR), version FROM events WHERE id = 2");
    let expected = (
        String::from("Un"),
        String::from("Deux"),
        3,
        String::from("2026-12-07 19:00:00.000000"),
        5,
    );
    assert_eq!(row, expected);
}

#[test]
fn b12_new_dates_are_compared_with_the_events_of_whoever_runs_the_event_when_they_are_written() {
    let database = TestDatabase::demonstration();
    // Here management may change events: the rule must hold whoever has the right.
    database.grant("management", "event:update", "any");
    let mut shell = TestShell::signed_in(&database, "manager1");
    let mut other = database.as_owner();
    other.query_drop("START TRANSACTION").unwrap();
    other
        .query_drop("SELECT id FROM users WHERE id = 6 FOR UPDATE")
        .unwrap();
    let message = std::thread::scope(|scope| {
        // Event 2 moves to where support2 is busy, and waits for the account of support1, who runs it so far.
        let line = "evenements modifier 2 --debut '23/12/2026 15:00' --fin '23/12/2026 16:00'";
        let database = &database;
        let rival = scope.spawn(move || {
            database.wait_until_waiting();
            other
                .query_drop("UPDATE events SET support_user_id = 7, version = version + 1 WHERE id = 2")
                .unwrap();
            other.query_drop("COMMIT").unwrap();
        });
        let message = shell.run(line).fails(Kind::Rule, "SUPPORT_OCCUPE");
        rival.join().unwrap();
        message
    });
    assert!(
        message.contains("Aliénor Vichum") && message.contains("EV-2026-000003"),
        "{message}"
    );
}
