//! Ctrl-C during a file: the command that runs is undone, the rest is not begun, and one can go on.

use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};

use super::{UNFINISHED, created_then_renamed, file_of};
use crate::support::process::terminal::CTRL_C;
use crate::support::process::{Program, eventually, wait};

const PEOPLE: usize = 1_000;

/// How many customers the file has made so far.
fn made(program: &Program) -> u64 {
    program.one("SELECT COUNT(*) - 3 FROM customers")
}

fn assert_complete(program: &Program) {
    let counts: (usize, usize, usize) = program.one(
        "SELECT (SELECT COUNT(*) FROM customers WHERE id > 3 AND version = 2),
            (SELECT COUNT(*) FROM audit_entries WHERE command = 'clients creer'),
            (SELECT COUNT(*) FROM audit_entries WHERE command = 'clients modifier')",
    );
    assert_eq!(counts, (PEOPLE, PEOPLE, PEOPLE));
}

/// Where the run stopped and what was done last, by what it says at the end.
fn last_done(said: &str, file: &str) -> (usize, usize) {
    let after = |mark: &str| -> usize {
        let rest = said
            .split_once(&format!("{mark}{file}:"))
            .unwrap_or_else(|| panic!("{said}"))
            .1;
        rest.split_once('.').unwrap().0.parse().unwrap()
    };
    (after("Interruption à "), after("Dernière ligne faite : "))
}

#[test]
fn s37_ctrl_c_ends_the_program_with_130_and_tells_how_to_go_on() {
    let program = Program::held();
    let file = file_of(&program, "a.crm", &created_then_renamed(PEOPLE));
    let mut child = program
        .command_as("sales1", &["executer", &file])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    eventually("the middle of the file", || (made(&program) > 20).then_some(()));
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(wait(&mut child).code(), Some(130));
    let said = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
    let (stopped, done) = last_done(&said, &file);
    assert_eq!(stopped, done + 1, "{said}");
    assert!(!said.contains("échec"), "{said}");
    assert!(
        said.ends_with(&format!("Conseil : executer {file} --reprendre\n")),
        "{said}"
    );
    let (created, renamed): (usize, usize) = program.one(
        "SELECT (SELECT COUNT(*) FROM audit_entries WHERE command = 'clients creer'),
            (SELECT COUNT(*) FROM audit_entries WHERE command = 'clients modifier')",
    );
    assert_eq!(created + renamed, done, "{said}");
    let reason: String = program.one("SELECT close_reason FROM sessions ORDER BY id DESC LIMIT 1");
    assert_eq!(reason, "signed_out");

    program.run_as("sales1", &["executer", &file, "--reprendre"]).succeeds();
    assert_complete(&program);
    assert_eq!(program.one::<u64>(UNFINISHED), 0);
}

#[test]
fn s37_ctrl_c_in_the_shell_goes_back_to_the_prompt() {
    let program = Program::held();
    let file = file_of(&program, "a.crm", &created_then_renamed(PEOPLE));
    let mut terminal = program.open();
    terminal.sign_in("sales1");
    terminal.line(&format!("executer {file}"));
    eventually("the middle of the file", || (made(&program) > 20).then_some(()));
    terminal.press(CTRL_C);
    terminal.wait_for("Interruption à ");
    terminal.wait_for(" --reprendre");
    terminal.wait_for_prompt();
    // The session is what it was, and questions are asked again.
    let shown = terminal.run("moi");
    assert!(shown.contains("sales1"), "{shown}");
    terminal.line("clients supprimer 4");
    terminal.wait_for("(o/n)");
    terminal.line("n");
    terminal.wait_for_prompt();
    terminal.line(&format!("executer {file} --reprendre"));
    terminal.wait_for("Reprise après ");
    terminal.wait_for_prompt();
    assert_complete(&program);
}

#[test]
fn started_in_a_shell_a_file_runs_as_whoever_is_signed_in_and_asks_nothing() {
    let program = Program::held();
    let file = file_of(
        &program,
        "a.crm",
        "moi\nclients modifier 1 --nom Kasey\nclients lister\n",
    );
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    let shown = terminal.run(&format!("executer {file}"));
    assert!(shown.contains("sales2") && shown.contains("Kasey"), "{shown}");
    assert!(shown.contains("3 commandes exécutées sur 3 lignes."), "{shown}");
    // What a person would be asked in the shell, a file has to say.
    for text in [
        "clients creer --nom Zoé\n",
        "clients supprimer 2\n",
        "clients modifier 2\n",
    ] {
        let file = file_of(&program, "b.crm", text);
        let shown = terminal.run(&format!("executer {file}"));
        assert!(
            shown.contains("ARGUMENT_MANQUANT") || shown.contains("MODIFICATION_VIDE"),
            "{text}: {shown}"
        );
    }
    let file = file_of(&program, "b.crm", "cl l\n");
    let shown = terminal.run(&format!("executer {file}"));
    assert!(shown.contains("OBJET_INCONNU"), "{shown}");
}
