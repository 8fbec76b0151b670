//! No secret is anywhere but where it has to be (S7, D18): canaries are let loose and looked for.

use std::path::PathBuf;

use epic_events::demonstration::dataset::PASSWORD;
use rustix::process::Pid;

use crate::support::process::terminal::Terminal;
use crate::support::process::{Ended, Program, Shared, eventually};

/// A password that is right.
const RIGHT: &str = "canari-juste-7Q2x";
/// A password that is wrong.
const WRONG: &str = "canari-faux-7Q2x";
/// The password of the program's account in the database.
const DATABASE: &str = "canari-base-7Q2x";
/// The password of the owner's account.
const OWNER: &str = "canari-proprietaire-7Q2x";
/// The key in the address of Sentry.
const SENTRY: &str = "canarisentry7q2x";
/// How the token of every session begins.
const TOKEN: &str = "eyJ0eXAiOiJKV1Qi";
const CANARIES: [&str; 6] = [RIGHT, WRONG, DATABASE, OWNER, SENTRY, TOKEN];

/// Whose private server plays the configured one.
static SERVER: Shared = Shared::new();

/// Where nobody listens.
fn dead_sentry() -> String {
    let address = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    format!("http://{SENTRY}@{address}/42")
}

#[track_caller]
fn assert_no_canary(place: &str, bytes: &[u8]) {
    for canary in CANARIES {
        let is_found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
        assert!(!is_found, "{canary} in {place}:\n{}", String::from_utf8_lossy(bytes));
    }
}

#[track_caller]
fn assert_mute(ended: &Ended) {
    assert_no_canary("standard output", ended.standard.as_bytes());
    assert_no_canary("standard error", ended.errors.as_bytes());
    ended.assert_no_panic();
}

#[track_caller]
fn assert_files_mute(program: &Program) {
    for (path, bytes) in program.written() {
        assert_no_canary(&path.display().to_string(), &bytes);
    }
}

/// What everybody on the machine, or the same person's other programs, can read of a process.
#[track_caller]
fn assert_process_mute(process: Pid) {
    for file in ["cmdline", "environ"] {
        let path = PathBuf::from(format!("/proc/{}/{file}", process.as_raw_nonzero()));
        let bytes = std::fs::read(&path).unwrap();
        assert!(file == "environ" || !bytes.is_empty());
        assert_no_canary(&path.display().to_string(), &bytes);
    }
}

/// A program that speaks of everything, on a configured server where sales2 has the right canary as
/// its password.
fn talkative(server: &Program, database: &str) -> Program {
    let account = database;
    let program = Program::new()
        .with(
            "EPIC_EVENTS_DATABASE_URL",
            &server.address(&format!("{account}:{DATABASE}"), database),
        )
        .with("EPIC_EVENTS_OWNER_DATABASE_URL", &server.address("root", database))
        .with("EPIC_EVENTS_ENVIRONMENT", "demonstration")
        .with("SENTRY_DSN", &dead_sentry())
        .with("RUST_LOG", "trace");
    let ended = program.feed(
        &[],
        format!("connexion sales2\n{PASSWORD}\nmot-de-passe changer\n{PASSWORD}\n{RIGHT}\n{RIGHT}\nmoi\n"),
    );
    assert_mute(&ended);
    ended.succeeds();
    program
}

#[test]
fn s7_sign_ins_and_errors_show_and_write_no_secret() {
    let server = SERVER.program();
    let program = talkative(&server, "canary_scripts");
    for (input, status) in [
        (format!("connexion sales2\n{RIGHT}\nclients lister\nmoi\n"), 0),
        (format!("connexion sales2\n{WRONG}\n"), 4),
        (format!("connexion {WRONG}\n{WRONG}\n"), 4),
        (
            format!("connexion sales2\n{RIGHT}\nmot-de-passe changer\n{WRONG}\n{WRONG}\n{WRONG}\n"),
            4,
        ),
        (
            format!("connexion sales2\n{RIGHT}\nmot-de-passe changer\n{RIGHT}\n{RIGHT}\n{RIGHT}\n"),
            1,
        ),
        (format!("connexion sales2\n{RIGHT}\nclients voir 999\n"), 1),
        (String::from("base diagnostic\n"), 0),
    ] {
        let ended = program.feed(&[], &input);
        assert_eq!(ended.status, Some(status), "{}", ended.errors);
        assert_mute(&ended);
    }
    assert_files_mute(&program);
}

#[test]
fn s7_addresses_that_do_not_work_keep_their_secrets() {
    let dead = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let server = SERVER.program();
    for (name, address, status) in [
        (
            "EPIC_EVENTS_DATABASE_URL",
            format!("postgres://x:{DATABASE}@localhost/base"),
            2,
        ),
        (
            "EPIC_EVENTS_DATABASE_URL",
            format!("mysql://x:{DATABASE}@localhost:port/base"),
            2,
        ),
        (
            "EPIC_EVENTS_DATABASE_URL",
            format!("mysql://x:{DATABASE}@{dead}/base"),
            5,
        ),
        (
            "EPIC_EVENTS_DATABASE_URL",
            server.address(&format!("nobody:{DATABASE}"), "canary_absent"),
            5,
        ),
        ("SENTRY_DSN", format!("{SENTRY} n'est pas une adresse"), 2),
    ] {
        let program = Program::new().with(name, &address).with("RUST_LOG", "trace");
        let ended = program.feed(&[], "connexion sales2\nx\n");
        assert_eq!(ended.status, Some(status), "{}", ended.errors);
        assert_mute(&ended);
        assert_files_mute(&program);
    }
    let server = server.address(&format!("nobody:{OWNER}"), "canary_absent");
    let program = Program::new()
        .with("EPIC_EVENTS_DATABASE_URL", &server)
        .with("EPIC_EVENTS_OWNER_DATABASE_URL", &server)
        .with("RUST_LOG", "trace");
    for command in ["base etat", "base diagnostic", "base preparer"] {
        assert_mute(&program.feed(&[], format!("{command}\n")));
    }
}

#[test]
fn s7_the_terminal_the_history_and_the_pager_learn_no_secret() {
    let server = SERVER.program();
    let program = talkative(&server, "canary_terminal");
    let mut terminal = Terminal::open(&program, &[], 100);
    terminal.wait_for("> ");
    for password in [WRONG, RIGHT] {
        terminal.line("connexion sales2");
        terminal.wait_for("Mot de passe de sales2 : ");
        terminal.line(password);
        terminal.wait_for("> ");
    }
    terminal.run("clients lister");
    // Low enough for the pager to stay.
    terminal.resize(10, 100);
    terminal.line("aide");
    let pager = eventually("a pager", || child_of(terminal.process()));
    assert_process_mute(pager);
    let command = std::fs::read(format!("/proc/{}/cmdline", terminal.process().as_raw_nonzero())).unwrap();
    assert_no_canary("the words of the program", &command);
    terminal.press("q");
    terminal.wait_for("> ");
    assert_no_canary("the terminal", terminal.bytes());
    // A password typed in the wrong place is seen by whoever typed it, and kept nowhere.
    terminal.line(RIGHT);
    terminal.wait_for("OBJET_INCONNU");
    terminal.wait_for("> ");
    terminal.line("quitter");
    terminal.end();
    assert!(program.data_directory().join("history").is_dir());
    assert_files_mute(&program);
}

#[test]
fn s7_a_temporary_password_is_shown_once_and_written_nowhere() {
    let server = SERVER.program();
    let program = talkative(&server, "canary_temporary");
    let [creation, reset] = [
        "utilisateurs creer --identifiant imoreau --prenom Inès --nom Moreau --email ines@exemple.fr \
         --telephone 0140203010 --role support",
        "utilisateurs reinitialiser-mot-de-passe imoreau",
    ];
    let ended = program.feed(
        &[],
        format!("connexion manager1\n{PASSWORD}\n{creation}\n{reset}\nutilisateurs voir imoreau\n"),
    );
    let passwords = temporary_passwords(&ended.standard);
    let [first, second] = &passwords[..] else {
        panic!("{}", ended.standard)
    };
    assert_ne!(first, second);
    for password in &passwords {
        assert_eq!(ended.standard.matches(password).count(), 1);
        assert!(!ended.errors.contains(password), "{}", ended.errors);
    }
    // At a terminal there is a history, and the log goes to its file.
    let quiet = Program::new();
    let mut terminal = quiet.open();
    terminal.sign_in("manager1");
    for line in [creation, reset] {
        let shown = terminal.run(line);
        let [password] = &temporary_passwords(&shown)[..] else {
            panic!("{shown}")
        };
        assert_eq!(terminal.text().matches(password).count(), 1);
        for (path, bytes) in quiet.written() {
            let is_found = bytes
                .windows(password.len())
                .any(|window| window == password.as_bytes());
            assert!(!is_found, "{}", path.display());
        }
    }
    assert!(quiet.data_directory().join("history").is_dir());
}

/// The words that follow what announces a temporary password.
fn temporary_passwords(shown: &str) -> Vec<String> {
    shown
        .split("valable 72 heures :\n")
        .skip(1)
        .filter_map(|rest| rest.split_whitespace().next().map(str::to_owned))
        .collect()
}

#[test]
fn s7_the_private_server_is_given_no_secret() {
    let program = Program::new().with("SENTRY_DSN", &dead_sentry()).with(
        "EPIC_EVENTS_OWNER_DATABASE_URL",
        &format!("mysql://x:{OWNER}@localhost/base"),
    );
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    assert_process_mute(program.server_process().unwrap());
    drop(terminal);
}

/// A child of a process, once it has become another program.
fn child_of(parent: Pid) -> Option<Pid> {
    let parent = format!("PPid:\t{}\n", parent.as_raw_nonzero());
    std::fs::read_dir("/proc").unwrap().flatten().find_map(|entry| {
        let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
        if !status.contains(&parent) || !status.starts_with("Name:\tless\n") {
            return None;
        }
        Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)
    })
}
