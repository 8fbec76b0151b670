//! The life of the private server, as the shells that share it live it.

use std::process::Stdio;

use epic_events::demonstration::dataset::PASSWORD;
use rustix::process::{Pid, Signal};

use crate::support::process::terminal::CTRL_D;
use crate::support::process::{Program, eventually, is_alive, kill};

const CREATE: &str = "clients creer --prenom Ada --nom Durand --email ada@durand.example \
                      --telephone 0612345699 --entreprise Durand";

fn ada(program: &Program) -> u64 {
    program.one("SELECT COUNT(*) FROM customers WHERE email = 'ada@durand.example'")
}

#[test]
fn s35_two_shells_survive_the_end_of_one_and_of_the_server_and_the_last_stops_it() {
    let program = Program::new();
    let mut first = program.open();
    first.sign_in("sales2");
    let mut second = program.open();
    second.sign_in("sales3");
    let server = program.server_process().unwrap();
    assert!(first.run("moi").contains("sales2"));

    kill(first.process());
    assert!(is_alive(server));
    assert!(second.run("moi").contains("sales3"));

    kill(server);
    assert!(second.run("clients lister").contains("Kevin"));
    let restarted = program.server_process().unwrap();
    assert_ne!(restarted, server);

    kill(restarted);
    let shown = second.run(CREATE);
    assert_eq!(ada(&program), 1, "{shown}");
    second.press(CTRL_D);
    assert_eq!(second.end(), Some(0));
    assert_eq!(program.server_process(), None);
    assert_nothing_left(&program);
}

#[test]
fn what_was_acknowledged_is_there_after_the_worst_end() {
    let program = Program::new();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    let shown = terminal.run(CREATE);
    assert!(shown.contains("Durand"), "{shown}");
    kill(program.server_process().unwrap());
    kill(terminal.process());
    let standard = program
        .run_as("sales2", &["clients", "voir", "ada@durand.example"])
        .succeeds();
    assert!(standard.contains("Durand"), "{standard}");
    assert_nothing_left(&program);
}

#[test]
fn a_closed_window_stops_the_server_as_leaving_does() {
    for signal in [Signal::HUP, Signal::TERM] {
        let program = Program::new();
        let mut terminal = program.open();
        terminal.sign_in("sales2");
        terminal.signal(signal);
        terminal.end();
        assert_nothing_left(&program);
    }
}

#[test]
fn a_shell_that_is_told_to_end_leaves_the_server_to_the_others() {
    let program = Program::held();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    let server = program.server_process().unwrap();
    terminal.signal(Signal::TERM);
    terminal.end();
    assert!(is_alive(server));
}

#[test]
fn shells_started_at_once_on_nothing_share_one_server_and_one_set_of_data() {
    let program = Program::new();
    // Written once: a shell must not read it while it is written again for the next one.
    let file = program.password_file();
    let mut children: Vec<_> = (0..3)
        .map(|_| {
            program
                .command(&[
                    "--identifiant",
                    "sales2",
                    "--mot-de-passe-fichier",
                    &file,
                    "clients",
                    "lister",
                ])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children.drain(..) {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        assert!(String::from_utf8(output.stdout).unwrap().contains("Kevin"));
    }
    assert_nothing_left(&program);
}

#[test]
fn base_arreter_stops_the_server_and_is_refused_while_others_use_it() {
    let program = Program::held();
    let mut shown = program.feed(&[], "base arreter\n");
    shown.clone().fails(1, "SERVEUR_UTILISE");
    kill(program.holder());
    shown = program.feed(&[], format!("connexion sales2\n{PASSWORD}\nbase arreter\nmoi\n"));
    assert!(shown.succeeds().contains("arrêté"));
    assert_nothing_left(&program);
}

/// That no process works on the data directory.
#[track_caller]
fn assert_nothing_left(program: &Program) {
    let directory = program.data_directory().to_str().unwrap().to_owned();
    let left: Vec<String> = eventually_none(|| {
        processes()
            .filter_map(|(process, words)| words.contains(&directory).then(|| format!("{process:?} {words}")))
            .collect()
    });
    assert_eq!(left, [""; 0]);
}

/// What is left when nothing more goes.
fn eventually_none(mut look: impl FnMut() -> Vec<String>) -> Vec<String> {
    eventually("no process of the data directory", || look().is_empty().then(Vec::new))
}

fn processes() -> impl Iterator<Item = (Pid, String)> {
    std::fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| {
        let process = Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)?;
        let words = std::fs::read(entry.path().join("cmdline")).ok()?;
        Some((process, String::from_utf8_lossy(&words).replace('\0', " ")))
    })
}
