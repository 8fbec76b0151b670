//! The worst: program and server are killed again and again while a file runs, and the end is that of an undisturbed
//! run.

use std::time::Duration;

use rustix::process::Pid;

use super::{created_then_renamed, file_of, run_counts};
use crate::support::draw::Draw;
use crate::support::invariants::violations;
use crate::support::process::{Program, kill};

/// Half of the lines create, the others change what was just created.
const PEOPLE: usize = 1_000;
const MOMENTS: usize = 50;
/// One moment in so many is the server's, the others are the program's.
const MOMENTS_OF_THE_SERVER: usize = 4;
const SEED: u64 = 20_261_123;

/// How many lines the run has counted; nothing while there is no run.
fn counted(program: &Program) -> Option<usize> {
    let kept = std::fs::read_to_string(run_counts(&program.data_directory()).first()?).ok()?;
    kept.split_once(' ')?.1.trim().parse().ok()
}

#[test]
fn s33_fifty_deaths_lose_nothing_and_do_nothing_twice() {
    let mut program = Program::held();
    let text = created_then_renamed(PEOPLE);
    let file = file_of(&program, "a.crm", &text);
    let lines = text.lines().count();
    let mut moments = Draw::new(SEED);
    let mut targets: Vec<usize> = (0..MOMENTS)
        .map(|_| usize::try_from(moments.below(lines as u64 - 20)).unwrap())
        .collect();
    targets.sort_unstable();
    let mut ends = Vec::new();
    let mut start = "--recommencer";
    for (number, target) in targets.into_iter().enumerate() {
        let mut child = program.spawn_as("sales1", &["executer", &file, start]);
        start = "--reprendre";
        let mut has_ended = false;
        while counted(&program).is_none_or(|done| done < target) && !has_ended {
            has_ended = child.try_wait().unwrap().is_some();
            std::thread::sleep(Duration::from_micros(200));
        }
        assert!(
            !has_ended,
            "it ended before line {target} of {lines}: {:?}",
            child.wait()
        );
        // Anywhere in the lines that follow: before a statement, in it, between a commit and its count.
        std::thread::sleep(Duration::from_micros(moments.below(4_000)));
        if number % MOMENTS_OF_THE_SERVER == 0 {
            // The program may well go on by itself, once the server is back.
            kill(program.server_process().unwrap());
            std::thread::sleep(Duration::from_millis(moments.below(50)));
        }
        ends.push(child.try_wait().unwrap());
        kill(Pid::from_child(&child));
        child.wait().unwrap();
        if program.server_process().is_none() {
            program.hold();
        }
    }
    let ended = program.run_as("sales1", &["executer", &file, start]);
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    assert!(ends.iter().all(Option::is_none), "{ends:?}");

    let customers: Vec<(String, String, u32)> =
        program.query("SELECT email, last_name, version FROM customers WHERE id > 3 ORDER BY id");
    let expected: Vec<(String, String, u32)> = (0..PEOPLE)
        .map(|number| (format!("ines{number}@exemple.fr"), format!("Renommée{number}"), 2))
        .collect();
    assert_eq!(customers, expected);
    let entries: Vec<(String, usize)> = program.query(
        "SELECT command, COUNT(*) FROM audit_entries WHERE command LIKE 'clients %' GROUP BY command ORDER BY command",
    );
    assert_eq!(
        entries,
        [
            (String::from("clients creer"), PEOPLE),
            (String::from("clients modifier"), PEOPLE)
        ]
    );
    assert_eq!(violations(&mut program.connect()), [""; 0]);
    assert_eq!(counted(&program), None);
}

#[test]
fn a_second_run_of_the_same_file_at_the_same_time_is_refused() {
    let program = Program::held();
    let file = file_of(&program, "a.crm", &created_then_renamed(PEOPLE));
    let mut first = program.spawn_as("sales1", &["executer", &file]);
    while counted(&program).is_none_or(|done| done < 10) {
        std::thread::sleep(Duration::from_millis(1));
    }
    for start in ["--reprendre", "--recommencer", "--continuer"] {
        program
            .run_as("sales1", &["executer", &file, start])
            .fails(1, "EXECUTION_EN_COURS");
    }
    assert_eq!(first.try_wait().unwrap(), None);
    kill(Pid::from_child(&first));
    first.wait().unwrap();
    program
        .run_as("sales1", &["executer", &file])
        .fails(1, "EXECUTION_INACHEVEE");
    program.run_as("sales1", &["executer", &file, "--reprendre"]).succeeds();
    let made: (usize, usize) = program.one("SELECT COUNT(*), COUNT(DISTINCT email) FROM customers WHERE version = 2");
    assert_eq!(made, (PEOPLE, PEOPLE));
}
