//! How long `executer` takes beside the server's own client: whole processes, on the same server, in turn, so that both
//! meet the same mood of the machine. The medians and the median of the ratios of each pair are told.
//!
//! The client (`mariadb`, of the package mariadb-client-core, or `mysql`) runs the same inserts and selects on a copy
//! of the table, without journal, checks or rights.

use std::fmt::Write as _;
use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mysql::prelude::Queryable;

use crate::print;
use crate::support::process::Program;

const LINES: usize = 10_000;
const RUNS: usize = 5;
const LONG_FILE: usize = 100_000;
const CLIENTS: [&str; 2] = ["mariadb", "mysql"];

/// Measures writes by themselves, writes in one transaction, reads, and the memory of a long file.
pub(crate) fn measure() {
    let program = Program::held();
    program
        .connect()
        .query_drop(
            "CREATE DATABASE raw; CREATE TABLE raw.customers LIKE epic_events.customers;
             INSERT INTO raw.customers SELECT * FROM epic_events.customers",
        )
        .expect("the copy is made");
    print(&format!(
        "{:<48} {:>11} {:>11} {:>7}   (load {})",
        format!("{LINES} lines, microseconds a line"),
        "executer",
        "client",
        "ratio",
        load()
    ));
    let mut made = 0;
    compare(&program, "creations: each by itself", &[], &mut || {
        made += LINES;
        (creations(made), inserts(made))
    });
    compare(&program, "creations: one transaction", &["--transaction"], &mut || {
        made += LINES;
        (
            creations(made),
            format!("START TRANSACTION;\n{}COMMIT;\n", inserts(made)),
        )
    });
    compare(&program, "clients voir", &[], &mut || (reads(), selects()));
    memory(&program, made + LINES);
    print(&format!("{:<48} load {}", "at the end", load()));
}

/// Runs a file and the client's script in turn.
fn compare(program: &Program, name: &str, options: &[&str], scripts: &mut dyn FnMut() -> (String, String)) {
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (commands, statements) = scripts();
        let file = program.file("bench.crm", &commands);
        let mut words = vec!["executer", file.to_str().expect("a plain path")];
        words.extend(options);
        let (our, their) = (timed(|| execute(program, &words)), client(program, &statements));
        ours.push(our);
        theirs.push(their);
        ratios.push(our.as_secs_f64() / their.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    print(&format!(
        "{name:<48} {:>11.1} {:>11.1} {:>7.2}",
        microseconds_a_line(ours),
        microseconds_a_line(theirs),
        ratios[ratios.len() / 2]
    ));
}

fn execute(program: &Program, words: &[&str]) {
    let status = program.spawn_as("sales1", words).wait().expect("it ends");
    assert!(status.success(), "{words:?}: {status}");
}

fn client(program: &Program, statements: &str) -> Duration {
    let file = program.file("bench.sql", statements);
    let socket = format!("--socket={}", program.socket().display());
    timed(|| {
        let client = CLIENTS.into_iter().find_map(|client| {
            Command::new(client)
                .args([&*socket, "--user=root", "raw"])
                .stdin(File::open(&file).expect("it was just written"))
                .stdout(Stdio::null())
                .spawn()
                .ok()
        });
        let status = client
            .expect("a client is installed: mariadb-client-core")
            .wait()
            .expect("it ends");
        assert!(status.success(), "{status}");
    })
}

/// The highest the memory of the program gets during a long file.
fn memory(program: &Program, first: usize) {
    let mut text = String::new();
    for number in first..first + LONG_FILE {
        writeln!(
            text,
            "clients creer --prenom A --nom B --email {number}@e.fr --telephone +339{number:08} --entreprise E{number}"
        )
        .expect("writing to a String does not fail");
    }
    let file = program.file("long.crm", &text);
    let mut child = program.spawn_as(
        "sales1",
        &["executer", file.to_str().expect("a plain path"), "--transaction"],
    );
    let mut peak = String::new();
    while child.try_wait().expect("it is ours").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        if let Some(line) = status.lines().find(|line| line.starts_with("VmHWM:")) {
            line.clone_into(&mut peak);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(child.wait().expect("it is ours").success());
    print(&format!("{:<48} {peak}", format!("memory: {LONG_FILE} lines")));
}

fn creations(first: usize) -> String {
    text(|text, index| {
        let number = first + index;
        writeln!(
            text,
            "clients creer --prenom Inès --nom Moreau --email ines{number}@exemple.fr --telephone +336{number:08} \
             --entreprise \"Moreau {number}\""
        )
    })
}

fn inserts(first: usize) -> String {
    text(|text, index| {
        let number = first + index;
        writeln!(
            text,
            "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at, \
             updated_at) VALUES (3, 'Inès', 'Moreau', 'ines{number}@exemple.fr', '+336{number:08}', 'Moreau {number}', \
             '2026-11-23 09:00:00', '2026-11-23 09:00:00');"
        )
    })
}

fn reads() -> String {
    text(|text, index| writeln!(text, "clients voir {}", index % 3 + 1))
}

fn selects() -> String {
    text(|text, index| {
        writeln!(
            text,
            "SELECT id, first_name, last_name, email, phone_number, company_name, created_at, updated_at FROM customers \
             WHERE id = {};",
            index % 3 + 1
        )
    })
}

fn text(line: impl Fn(&mut String, usize) -> std::fmt::Result) -> String {
    (0..LINES).fold(String::new(), |mut text, index| {
        line(&mut text, index).expect("writing to a String does not fail");
        text
    })
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn microseconds_a_line(mut durations: Vec<Duration>) -> f64 {
    durations.sort();
    durations[durations.len() / 2].as_secs_f64() * 1e6 / f64::from(u32::try_from(LINES).expect("it is small"))
}

/// What else the machine has to do.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}
