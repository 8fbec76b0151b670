//! `--transaction`: the whole file is kept, or nothing of it is.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use epic_events::error::Kind;
use rustix::fs::{OFlags, fcntl_setfl};
use rustix::process::{Pid, Signal, kill_process};

use super::{Scene, created_then_renamed, creation, file_of, names, run};
use crate::support::files::rewrite;
use crate::support::invariants::violations;
use crate::support::process::{Program, eventually, freeze, kill, wait};
use crate::support::proxy::{Break, Proxy};

#[test]
fn a_file_that_goes_through_is_kept_whole() {
    let scene = Scene::new();
    let file = scene.file("a.crm", created_then_renamed(20) + "clients lister\n");
    let mut shell = scene.signed_in("sales1");
    let outcome = run(&mut shell, &format!("executer {file} --transaction"), 0);
    assert_eq!(
        outcome.errors.lines().last().unwrap(),
        "41 commandes exécutées sur 41 lignes. Tout est enregistré."
    );
    assert_eq!((scene.customers(), scene.done("clients modifier")), (20, 20));
    assert_eq!(names(&scene.database)[19], "Renommée19");
    // Its chain goes on, and what comes after is by itself again.
    run(&mut shell, "clients modifier 4 --nom Encore", 0);
    run(&mut scene.signed_in("manager1"), "journal verifier", 0);
}

#[test]
fn a_failure_on_the_last_line_leaves_nothing_and_its_refusal_is_recorded() {
    let scene = Scene::new();
    for (last, status, outcome, recorded) in [
        ("clients voir 999", 1, "CLIENT_INTROUVABLE", 0),
        ("clients modifier 1 --nom X", 3, "PAS_PROPRIETAIRE", 1),
        (
            "clients creer --prenom A --nom B --email kevin@startup.io --telephone 0611111111 --entreprise C",
            1,
            "EMAIL_DEJA_UTILISE",
            0,
        ),
    ] {
        let file = scene.file("a.crm", created_then_renamed(5) + last);
        let mut shell = scene.signed_in("sales1");
        let errors = run(&mut shell, &format!("executer {file} --transaction"), status).errors;
        assert!(
            errors.contains(&format!("{file}:11: ")) && errors.contains(outcome),
            "{errors}"
        );
        assert!(
            errors.contains(&format!(
                "Arrêt à {file}:11. 10 commandes exécutées sur 11 lignes, 1 échec. Rien n'a été enregistré."
            )),
            "{errors}"
        );
        assert!(!errors.contains("--reprendre"), "{errors}");
        assert_eq!((scene.customers(), scene.done("clients modifier")), (0, 0));
        let refusals: u64 = scene.database.one(&format!(
            "SELECT COUNT(*) FROM audit_entries WHERE outcome = '{outcome}'"
        ));
        assert_eq!(refusals, recorded, "{outcome}");
        // The chain of the session goes on from what is there.
        run(&mut shell, "clients lister", 0);
    }
    run(&mut scene.signed_in("manager1"), "journal verifier", 0);
}

#[test]
fn s6_an_account_closed_meanwhile_ends_the_file_at_its_next_command() {
    let scene = Scene::new();
    let file = scene.file("a.crm", created_then_renamed(400));
    let mut shell = scene.signed_in("sales1");
    let closing = {
        let mut owner = scene.database.as_owner();
        std::thread::spawn(move || {
            use mysql::prelude::Queryable as _;
            std::thread::sleep(Duration::from_millis(100));
            owner
                .query_drop(
                    "UPDATE sessions SET closed_at = NOW(6), close_reason = 'management' WHERE closed_at IS NULL",
                )
                .unwrap();
        })
    };
    shell
        .run(&format!("executer {file} --transaction"))
        .fails(Kind::Connection, "SESSION_FERMEE");
    closing.join().unwrap();
    assert_eq!((scene.customers(), scene.done("clients creer")), (0, 0));
}

/// How many customers there are, also those of transactions that are not committed.
fn uncommitted(program: &Program) -> u64 {
    use mysql::prelude::Queryable as _;
    let mut connection = program.connect();
    connection
        .query_drop("SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED")
        .unwrap();
    let count: Option<u64> = connection.query_first("SELECT COUNT(*) - 3 FROM customers").unwrap();
    count.unwrap()
}

fn assert_untouched(program: &Program) {
    let found: (u64, u64) = program.one(
        "SELECT (SELECT COUNT(*) - 3 FROM customers),
            (SELECT COUNT(*) FROM audit_entries WHERE command IN ('clients creer', 'clients modifier'))",
    );
    assert_eq!(found, (0, 0));
    assert_eq!(violations(&mut program.connect()), [""; 0]);
}

#[test]
fn ctrl_c_and_the_death_of_the_program_or_of_the_server_leave_nothing() {
    let mut program = Program::held();
    let file = file_of(&program, "a.crm", &created_then_renamed(1500));
    for how in ["ctrl-c", "program", "server", "terminated"] {
        let mut child = program.spawn_as("sales1", &["executer", &file, "--transaction"]);
        eventually("the middle of the file", || (uncommitted(&program) > 20).then_some(()));
        let process = Pid::from_child(&child);
        match how {
            "ctrl-c" => kill_process(process, Signal::INT).unwrap(),
            "terminated" => kill_process(process, Signal::TERM).unwrap(),
            "program" => kill(process),
            _ => kill(program.server_process().unwrap()),
        }
        let status = wait(&mut child).code();
        let expected = match how {
            "ctrl-c" => Some(130),
            "terminated" => Some(143),
            "program" => None,
            _ => Some(5),
        };
        assert_eq!(status, expected, "{how}");
        if how == "server" {
            program.hold();
        }
        eventually("the server undoes it", || (uncommitted(&program) == 0).then_some(()));
        assert_untouched(&program);
    }
    program
        .run_as("sales1", &["executer", &file, "--transaction"])
        .succeeds();
    let created: u64 = program.one("SELECT COUNT(*) - 3 FROM customers WHERE version = 2 OR id <= 3");
    assert_eq!(created, 1500);
}

#[test]
fn a_second_transaction_of_the_same_file_at_the_same_time_is_refused() {
    let program = Program::held();
    // Nothing that a second session of the same person would wait for.
    let file = file_of(&program, "a.crm", &"moi\n".repeat(2_000));
    let journal = program.work_directory().join("execution.jsonl");
    let whole = ["executer", &file, "--transaction"];
    let mut first = program.spawn_as("sales1", &[&whole[..], &["--journal", "execution.jsonl"]].concat());
    eventually("the middle of the file", || {
        std::fs::metadata(&journal)
            .is_ok_and(|noted| noted.len() > 0)
            .then_some(())
    });
    freeze(Pid::from_child(&first));
    for words in [&whole[..], &whole[..2]] {
        program.run_as("sales1", words).fails(1, "EXECUTION_EN_COURS");
    }
    kill(Pid::from_child(&first));
    first.wait().unwrap();
    // Nothing is left of it to go on with.
    program
        .run_as("sales1", &["executer", &file, "--reprendre"])
        .fails(1, "PAS_DE_REPRISE");
}

/// Reads what a program says up to its summary.
fn summary(child: &mut Child) -> String {
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    lines
        .map(Result::unwrap)
        .find(|line| line.contains("Tout est enregistré."))
        .unwrap()
}

#[test]
fn s37_ctrl_c_after_the_commit_changes_nothing_of_what_is_told() {
    // Its server is its own, and takes a while to stop at the end.
    let program = Program::new();
    let file = file_of(&program, "a.crm", "clients modifier 3 --nom Après\n");
    let password = program.password_file();
    let mut command = program.command(&["--identifiant", "sales3", "--mot-de-passe-fichier", &password]);
    command.args(["executer", &file, "--transaction"]);
    command.stdin(Stdio::null()).stdout(Stdio::null());

    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    summary(&mut child);
    // Again and again: its session is closed, then its server is stopped.
    while child.try_wait().unwrap().is_none() {
        kill_process(Pid::from_child(&child), Signal::INT).unwrap();
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(wait(&mut child).code(), Some(0));

    // Where nobody reads, the summary waits.
    let mut program = program;
    program.hold();
    rewrite(Path::new(&file), "clients modifier 3 --nom Encore\n");
    let (mut reader, mut writer) = std::io::pipe().unwrap();
    fcntl_setfl(&writer, OFlags::NONBLOCK).unwrap();
    while writer.write(&[b'\n'; 4096]).is_ok() {}
    while writer.write(b"\n").is_ok() {}
    fcntl_setfl(&writer, OFlags::empty()).unwrap();
    let mut child = command.stderr(writer).spawn().unwrap();
    drop(command);
    eventually("the commit", || {
        let name: String = program.one("SELECT last_name FROM customers WHERE id = 3");
        (name == "Encore").then_some(())
    });
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let mut said = String::new();
    reader.read_to_string(&mut said).unwrap();
    assert!(said.contains("Tout est enregistré."), "{said}");
    assert_eq!(wait(&mut child).code(), Some(0));
}

#[test]
fn s33_a_commit_of_the_whole_whose_answer_is_lost_is_looked_up() {
    for (breaks, is_kept) in [
        (Break::AfterCommit, true),
        (Break::BeforeCommit, false),
        (Break::HeldCommit, false),
    ] {
        let scene = Scene::new();
        let file = scene.file("a.crm", created_then_renamed(3));
        let proxy = Proxy::before(&scene.database.socket(), breaks);
        let mut shell = scene.behind(&proxy);
        proxy.break_next(1);
        let line = format!("executer {file} --transaction");
        if is_kept {
            run(&mut shell, &line, 0);
        } else {
            let errors = run(&mut shell, &line, 5).errors;
            assert!(
                errors.contains("BASE_INJOIGNABLE") && errors.contains("Rien n'a été enregistré."),
                "{errors}"
            );
        }
        let expected = if is_kept { 3 } else { 0 };
        assert_eq!(
            (scene.customers(), scene.done("clients modifier")),
            (expected, expected),
            "{breaks:?}"
        );
        // The chain goes on, wherever it is.
        run(&mut shell, &creation(100), 0);
    }
}

#[test]
fn s33_a_server_gone_with_its_answer_leaves_an_unknown_outcome() {
    let scene = Scene::new();
    let file = scene.file("a.crm", created_then_renamed(3));
    let proxy = Proxy::before(&scene.database.socket(), Break::AfterCommitForGood);
    let mut shell = scene.behind(&proxy);
    proxy.break_next(1);
    let errors = run(&mut shell, &format!("executer {file} --transaction"), 5).errors;
    assert!(errors.contains("ISSUE_INCONNUE"), "{errors}");
    assert!(!errors.contains("Rien n'a été enregistré"), "{errors}");
    assert_eq!(scene.customers(), 3);
}

#[test]
fn a_session_that_ends_by_itself_is_closed_although_the_file_is_undone() {
    let scene = Scene::new();
    let file = scene.file("a.crm", created_then_renamed(2));
    let mut shell = scene.signed_in("sales1");
    let authorized = shell
        .context
        .authorize::<epic_events::models::permission::OwnAccount>()
        .unwrap();
    authorized.begin_batch().unwrap();
    run(&mut shell, &creation(1), 0);
    shell.clock.advance(Duration::from_hours(9));
    shell.answer(&["faux", "faux", "faux"]);
    let outcome = shell.run("clients lister");
    assert_eq!(outcome.status.exit_status(), 4);
    assert_eq!(scene.customers(), 0);
    let reasons: Vec<String> = scene.database.query("SELECT close_reason FROM sessions");
    assert_eq!(reasons, ["expired"]);
    run(&mut scene.signed_in("sales1"), &format!("executer {file}"), 0);
}

#[test]
fn s21_files_appear_when_everything_is_kept_and_not_before() {
    let scene = Scene::new();
    let kept = scene.path("kept.csv").to_str().unwrap().to_owned();
    let export = format!("clients lister --tout --vers {kept}\n");
    let mut shell = scene.signed_in("sales1");
    let text = creation(1) + "\n" + &export + "clients voir 999\n";
    let file = scene.file("a.crm", text);
    run(&mut shell, &format!("executer {file} --transaction"), 1);
    assert!(!Path::new(&kept).exists());

    // A later line that writes it too is refused as if the file were there, and replaces it where it may.
    let file = scene.file("a.crm", creation(1) + "\n" + &export + &export);
    let errors = run(&mut shell, &format!("executer {file} --transaction"), 6).errors;
    assert!(
        errors.contains("FICHIER_EXISTANT") && errors.contains(":3: "),
        "{errors}"
    );
    assert!(!Path::new(&kept).exists());
    let replaced = export
        .replace("--vers", "--ecraser --limite 1 --vers")
        .replace("--tout ", "");
    let file = scene.file("a.crm", creation(1) + "\n" + &export + &replaced);
    run(&mut shell, &format!("executer {file} --transaction"), 0);
    let lines = std::fs::read_to_string(&kept).unwrap().lines().count();
    assert!(lines > 1, "{lines}");
    assert_eq!(scene.customers(), 1);

    // What cannot appear at the end undoes the rest.
    let file = scene.file("a.crm", creation(2) + "\n" + &export.replace("kept", "absent/kept"));
    let errors = run(&mut shell, &format!("executer {file} --transaction"), 6).errors;
    assert!(errors.contains("ECRITURE_IMPOSSIBLE"), "{errors}");
    let file = scene.file("a.crm", creation(3) + "\n" + &export);
    let errors = run(&mut shell, &format!("executer {file} --transaction"), 6).errors;
    assert!(errors.contains("FICHIER_EXISTANT"), "{errors}");
    assert_eq!(scene.customers(), 1);
    let beside = std::fs::read_dir(Path::new(&kept).parent().unwrap()).unwrap();
    let left: Vec<_> = beside
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".epic_events-"))
        .collect();
    assert_eq!(left, [""; 0]);
}
