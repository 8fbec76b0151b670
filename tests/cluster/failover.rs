//! Command files whose node dies, or that are gone on with through another node: every line is done once (S33, D28).

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use epic_events::clock::Clock;
use rustix::process::Pid;

use crate::ground::{ALL, Ground};
use crate::heartbeat::Heartbeat;
use crate::nodes::{alone, cluster, together};
use crate::plants::creation;
use crate::report::tell;
use crate::support::process::{Ended, Program, kill, wait};

const URL: &str = "EPIC_EVENTS_DATABASE_URL";
const ENVIRONMENT: &str = "EPIC_EVENTS_ENVIRONMENT";
/// Half of the lines create, the others change what was just created.
const PEOPLE: usize = 2_500;
const PEOPLE_OF_A_SHORT_FILE: usize = 400;
/// How long somebody else may have to wait until a program that was killed is known to be dead.
const LEASE: Duration = Duration::from_mins(1);

/// A program that knows these nodes, in this order, with folders of its own.
pub(crate) fn program(ground: &Ground, nodes: &[usize]) -> Program {
    Program::new()
        .with(URL, &ground.address(nodes))
        .with(ENVIRONMENT, "demonstration")
}

/// A command file in the folder of a program: people are created, then renamed.
fn file(program: &Program, people: usize) -> String {
    let line = |number| {
        let creation = creation(number, number, number);
        format!("{creation} => client\nclients modifier $client --nom Renommée{number}\n")
    };
    let text: String = (0..people).map(line).collect();
    program.file("a.crm", &text).to_str().expect("it is text").to_owned()
}

/// Starts a file for sales1; what it says is read.
fn start(program: &Program, words: &[&str]) -> Child {
    let mut command = program.command_as("sales1", words);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// Reads what a running file says, until its end.
///
/// # Returns
/// The longest time between two lines, and the number of the line before it.
fn follow(child: &mut Child, mut each: impl FnMut(usize)) -> (Duration, usize) {
    let stopwatch = Clock::system();
    let (mut longest, mut last) = ((Duration::ZERO, 0), None);
    let output = child.stdout.take().expect("it is a pipe");
    for (number, line) in BufReader::new(output).lines().enumerate() {
        line.expect("it is text");
        let now = stopwatch.monotonic();
        if let Some(before) = last {
            longest = longest.max((now.saturating_sub(before), number));
        }
        last = Some(now);
        each(number + 1);
    }
    longest
}

/// How it ended; what it said before was read.
fn ended(mut child: Child) -> Ended {
    let mut errors = String::new();
    let mut output = child.stderr.take().expect("it is a pipe");
    std::io::Read::read_to_string(&mut output, &mut errors).expect("it is text");
    Ended {
        status: wait(&mut child).code(),
        standard: String::new(),
        errors,
    }
}

/// That every person is there, once, under the other name, and in the journal so.
#[track_caller]
fn assert_done_once(ground: &Ground, people: usize) {
    let made: (usize, usize, usize) = ground.one(
        "SELECT COUNT(*), COUNT(DISTINCT email), COALESCE(SUM(last_name LIKE 'Renommée%' AND version = 2), 0)
         FROM customers WHERE email LIKE 'ada%@exemple.fr'",
    );
    assert_eq!(made, (people, people, people));
    let entries: (usize, usize) = ground.one(
        "SELECT COALESCE(SUM(command = 'clients creer'), 0), COALESCE(SUM(command = 'clients modifier'), 0)
         FROM audit_entries WHERE outcome = 'done'",
    );
    assert_eq!(entries, (people, people));
}

#[test]
fn d28_a_long_file_goes_on_by_itself_when_its_node_is_killed_and_every_line_is_done_once() {
    let _alone = alone();
    let ground = Ground::new();
    let program = program(&ground, &ALL);
    let file = file(&program, PEOPLE);
    let heartbeat = Heartbeat::through(&[2, 3]);
    let mut child = start(&program, &["executer", &file]);
    let (pause, place) = follow(&mut child, |lines| {
        if lines == PEOPLE {
            // Somebody works here: nothing is proven by the death of another node.
            let account = ground.database.name();
            let connections: u64 = crate::support::database::only_row(
                &mut cluster().node(1).connect(None),
                &format!("SELECT COUNT(*) FROM information_schema.processlist WHERE user = '{account}'"),
            );
            assert!(connections > 0);
            cluster().node(1).kill();
        }
    });
    let ended = ended(child);
    tell(format_args!(
        "D28, a file of {} lines: longest pause {pause:.1?}, after line {place}; of the engine itself {:.1?}",
        2 * PEOPLE,
        heartbeat.longest_pause()
    ));
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    cluster().node(1).start();
    assert_done_once(&ground, PEOPLE);
    ground.assert_whole();
}

#[test]
fn s33_a_file_stopped_on_one_node_is_gone_on_with_on_another_by_another_machine() {
    let _together = together();
    let ground = Ground::new();
    let (first, second) = (program(&ground, &[1]), program(&ground, &[2]));
    let file = file(&first, PEOPLE_OF_A_SHORT_FILE);
    let mut child = start(&first, &["executer", &file]);
    let process = Pid::from_child(&child);
    follow(&mut child, |lines| {
        if lines == PEOPLE_OF_A_SHORT_FILE {
            kill(process);
        }
    });
    assert_eq!(ended(child).status, None);
    let stopwatch = Clock::system();
    let resumed = loop {
        let resumed = second.run_as("sales1", &["executer", &file, "--reprendre"]);
        let is_held = resumed.errors.contains("[EXECUTION_EN_COURS]");
        if !is_held || stopwatch.monotonic() > LEASE {
            break resumed;
        }
        std::thread::sleep(Duration::from_millis(200));
    };
    tell(format_args!(
        "S33, a file gone on with elsewhere: {:.1?} after the first program died, status {:?}",
        stopwatch.monotonic(),
        resumed.status
    ));
    assert_eq!(resumed.status, Some(0), "{}", resumed.errors);
    assert_done_once(&ground, PEOPLE_OF_A_SHORT_FILE);
    ground.assert_whole();
}

#[test]
fn s33_a_file_that_is_also_resumed_on_another_node_while_it_runs_is_done_once() {
    let _together = together();
    let ground = Ground::new();
    let (first, second) = (program(&ground, &[1]), program(&ground, &[2]));
    let file = file(&first, PEOPLE_OF_A_SHORT_FILE);
    let mut child = start(&first, &["executer", &file]);
    let mut others = Vec::new();
    follow(&mut child, |lines| {
        if lines == PEOPLE_OF_A_SHORT_FILE / 2 {
            others = ["--reprendre", "--recommencer"]
                .map(|option| second.run_as("sales1", &["executer", &file, option]))
                .to_vec();
        }
    });
    let first = ended(child);
    let endings: Vec<String> = others
        .iter()
        .chain([&first])
        .map(|ended| format!("{:?} {}", ended.status, ended.errors.lines().next().unwrap_or_default()))
        .collect();
    tell(format_args!("S33, one file on two nodes: {endings:?}"));
    assert_eq!(first.status, Some(0), "{}", first.errors);
    for other in others {
        assert_eq!(other.status, Some(1), "{}", other.errors);
    }
    assert_done_once(&ground, PEOPLE_OF_A_SHORT_FILE);
    ground.assert_whole();
}
