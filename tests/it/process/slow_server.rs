//! A server that is there and does not answer: nobody waits for it longer than they want (S34, S37).

use std::time::Duration;

use epic_events::clock::Clock;
use epic_events::demonstration::dataset::PASSWORD;
use mysql::Conn;
use mysql::prelude::Queryable;
use rustix::process::{Pid, Signal, kill_process};

use super::{HeldRow, WRITING, company_name};
use crate::support::process::terminal::{CTRL_C, Terminal};
use crate::support::process::{Program, freeze};

const READING: &str = "clients lister";
/// What a person reads who waits.
const SLOWNESS: &str = "tarde à répondre";
/// What is told of a server by itself, once nobody waits for it any longer.
const GIVEN_UP: &str = "[BASE_";
/// Less than what the program waits for where nobody asks it to hurry: a minute.
const SOON: Duration = Duration::from_secs(30);

/// What keeps the server from answering while the value lives.
enum Obstacle {
    /// It does nothing at all, and connections to it are made without an answer.
    Frozen(Pid),
    /// It works on, and somebody has what others want.
    Held { _holder: Conn },
}

impl Obstacle {
    fn frozen(program: &Program) -> Self {
        let server = program.server_process().expect("the server runs");
        freeze(server);
        Self::Frozen(server)
    }

    /// Nobody can write.
    fn read_lock(program: &Program) -> Self {
        let mut holder = program.connect();
        holder.query_drop("FLUSH TABLES WITH READ LOCK").unwrap();
        Self::Held { _holder: holder }
    }

    /// Nobody can change the first customer.
    fn held_row(program: &Program) -> Self {
        Self::Held {
            _holder: HeldRow::of(program).holder,
        }
    }
}

impl Drop for Obstacle {
    fn drop(&mut self) {
        if let Self::Frozen(server) = self {
            let _ = kill_process(*server, Signal::CONT);
        }
    }
}

/// How an obstacle is put there, and a command that meets it.
type Meeting = (fn(&Program) -> Obstacle, &'static str);

const MEETINGS: [Meeting; 4] = [
    (Obstacle::frozen, READING),
    (Obstacle::frozen, WRITING),
    (Obstacle::read_lock, WRITING),
    (Obstacle::held_row, WRITING),
];

fn signed_in(program: &Program) -> Terminal {
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    terminal
}

#[test]
fn s37_ctrl_c_brings_the_prompt_back_whatever_the_server_does() {
    let program = Program::held();
    let mut terminal = signed_in(&program);
    for (number, (meet, command)) in MEETINGS.into_iter().enumerate() {
        let obstacle = meet(&program);
        terminal.line(command);
        terminal.wait_for(SLOWNESS);
        let stopwatch = Clock::system();
        terminal.press(CTRL_C);
        let before = terminal.wait_for("INTERROMPU");
        assert!(!before.contains(GIVEN_UP), "{number}: {before}");
        terminal.wait_for_prompt();
        let waited = stopwatch.monotonic();
        assert!(waited < SOON, "{number}: {waited:?}");
        drop(obstacle);
        assert!(terminal.run("moi").contains("sales2"), "{number}");
        assert_eq!(company_name(&program), "Cool Startup LLC", "{number}");
    }
}

#[test]
fn s37_being_told_to_end_ends_whatever_the_server_does() {
    let program = Program::held();
    for (number, (meet, command)) in MEETINGS.into_iter().enumerate() {
        let mut terminal = signed_in(&program);
        let obstacle = meet(&program);
        terminal.line(command);
        terminal.wait_for(SLOWNESS);
        let stopwatch = Clock::system();
        terminal.signal(Signal::TERM);
        assert_eq!(terminal.end(), Some(128 + Signal::TERM.as_raw()), "{number}");
        let shown = terminal.text();
        assert!(!shown.contains(GIVEN_UP), "{number}: {shown}");
        let waited = stopwatch.monotonic();
        assert!(waited < SOON, "{number}: {waited:?}");
        drop(obstacle);
        program.run_as("sales2", &["moi"]).succeeds();
        assert_eq!(company_name(&program), "Cool Startup LLC", "{number}");
    }
}

#[test]
fn s34_a_server_that_does_not_answer_is_given_up_and_nothing_is_written() {
    let program = Program::held();
    let mut terminal = signed_in(&program);
    for command in [READING, WRITING] {
        let frozen = Obstacle::frozen(&program);
        let stopwatch = Clock::system();
        terminal.line(command);
        terminal.wait_for("BASE_INJOIGNABLE");
        terminal.wait_for("n'a pas répondu à temps");
        let waited = stopwatch.monotonic();
        assert!(waited < SOON, "{command}: {waited:?}");
        terminal.wait_for_prompt();
        // Now without a connection: a new one is not ready in time.
        terminal.line(command);
        terminal.wait_for("BASE_INJOIGNABLE");
        terminal.wait_for_prompt();
        drop(frozen);
        // It has a connection again.
        assert!(terminal.run("moi").contains("sales2"));
        assert_eq!(company_name(&program), "Cool Startup LLC", "{command}");
    }
    terminal.run(WRITING);
    assert_eq!(company_name(&program), "Autre");
}

#[test]
fn s34_a_line_of_a_file_waits_as_long_as_its_setting_says() {
    let program = Program::held().with("EPIC_EVENTS_FILE_PATIENCE_SECONDS", "1");
    let file = program.file("commandes.ee", &format!("{WRITING}\n"));
    let words = ["executer", file.to_str().unwrap()];
    let row = Obstacle::held_row(&program);
    let told = program.run_as("sales2", &words).fails(5, "BASE_INJOIGNABLE");
    assert!(told.contains("n'a pas répondu à temps"), "{told}");
    let place = format!("{}:1: ", file.display());
    assert!(told.starts_with(&place), "{told}");
    drop(row);
    program.run_as("sales2", &["moi"]).succeeds();
    assert_eq!(company_name(&program), "Cool Startup LLC");
}

#[test]
fn s37_ctrl_c_acts_while_the_first_connection_is_made() {
    let server = Program::held();
    let program = Program::new().with("EPIC_EVENTS_DATABASE_URL", &server.address("root", "epic_events"));
    let mut terminal = program.open();
    terminal.wait_for_prompt();
    let _frozen = Obstacle::frozen(&server);
    terminal.line("connexion sales2");
    terminal.wait_for("Mot de passe de sales2 : ");
    terminal.line(PASSWORD);
    terminal.wait_for(SLOWNESS);
    terminal.press(CTRL_C);
    terminal.wait_for("INTERROMPU");
    terminal.wait_for_prompt();
}
