//! Ctrl-C during a statement, and being told to end (S37).

use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use epic_events::demonstration::dataset::PASSWORD;
use rustix::process::{Pid, Signal, kill_process};

use super::{HeldRow, WRITING, company_name};
use crate::support::process::terminal::CTRL_C;
use crate::support::process::{Program, eventually, wait};

/// Why the newest session was closed; nothing while it is open.
fn close_reason(program: &Program) -> Option<String> {
    program.one("SELECT close_reason FROM sessions ORDER BY id DESC LIMIT 1")
}

#[test]
fn s37_ctrl_c_stops_the_statement_and_keeps_the_session() {
    let program = Program::held();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    let mut row = HeldRow::of(&program);
    terminal.line(WRITING);
    row.wait_until(true);
    terminal.press(CTRL_C);
    terminal.wait_for("INTERROMPU");
    terminal.wait_for_prompt();
    row.wait_until(false);
    let shown = terminal.run("moi");
    assert!(shown.contains("sales2"), "{shown}");
    row.release();

    assert_eq!(company_name(&program), "Cool Startup LLC");
    terminal.run(WRITING);
    assert_eq!(company_name(&program), "Autre");
    assert_eq!(close_reason(&program), None);
}

#[test]
fn s37_a_single_command_ends_with_130_on_ctrl_c() {
    let program = Program::held();
    let words: Vec<&str> = WRITING.split(' ').collect();
    let mut row = HeldRow::of(&program);
    let mut child = program.spawn_as("sales2", &words);
    row.wait_until(true);
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(wait(&mut child).code(), Some(130));
    row.wait_until(false);
    row.release();
    assert_eq!(company_name(&program), "Cool Startup LLC");
    assert_eq!(close_reason(&program).as_deref(), Some("signed_out"));
}

#[test]
fn s37_being_told_to_end_closes_the_session_and_restores_the_terminal() {
    let program = Program::held();
    for signal in [Signal::TERM, Signal::HUP, Signal::QUIT] {
        let mut terminal = program.open();
        terminal.sign_in("sales2");
        assert_eq!(close_reason(&program), None);
        terminal.press("clients lis");
        terminal.wait_for("clients lis");
        terminal.signal(signal);
        assert_eq!(terminal.end(), Some(128 + signal.as_raw()));
        assert_eq!(close_reason(&program).as_deref(), Some("terminated"));
        // B18: in the journal too, by nobody else than its owner.
        let told: (String, String, String) = program.one(
            "SELECT command, actor_username, reason FROM audit_entries
             WHERE object_type = 'session' AND object_id = (SELECT MAX(id) FROM sessions) ORDER BY id DESC LIMIT 1",
        );
        let [command, actor, reason] = ["deconnexion", "sales2", "terminated"].map(String::from);
        assert_eq!(told, (command, actor, reason));
        terminal.assert_modes_restored();
        // Pastes are no longer marked, and what comes next has a line of its own.
        let shown = String::from_utf8_lossy(terminal.bytes()).into_owned();
        assert!(
            shown.trim_end_matches(['\r', '\n']).ends_with("\x1b[?2004l"),
            "{shown:?}"
        );
        assert!(shown.ends_with('\n'), "{shown:?}");
    }
}

#[test]
fn s37_being_told_to_end_stops_the_statement_that_runs() {
    let program = Program::held();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    let mut row = HeldRow::of(&program);
    terminal.line(WRITING);
    row.wait_until(true);
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.end(), Some(128 + Signal::TERM.as_raw()));
    // Long before the five seconds after which the server gives up by itself.
    let is_stopped = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        !row.is_wanted()
    });
    assert!(is_stopped);
    row.release();
    assert_eq!(close_reason(&program).as_deref(), Some("terminated"));
    assert_eq!(company_name(&program), "Cool Startup LLC");
    terminal.assert_modes_restored();
}

#[test]
fn s37_being_told_to_end_between_two_lines_of_standard_input_closes_the_session() {
    let program = Program::held();
    let mut child = program
        .command(&[])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "connexion support1\n{PASSWORD}").unwrap();
    eventually("the session of the support", || {
        let open: u64 = program.one(
            "SELECT COUNT(*) FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE username = 'support1' AND closed_at IS NULL",
        );
        (open == 1).then_some(())
    });
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    assert_eq!(wait(&mut child).code(), Some(143));
    assert_eq!(close_reason(&program).as_deref(), Some("terminated"));
}
