//! A database that was restored, or a machine that has forgotten how far it was: a file ends as if nothing had
//! happened, or is refused and the gap named.

use std::fs;

use epic_events::error::Kind;

use super::{Scene, created_then_renamed, creation, names, run};
use crate::support::database::TestDatabase;
use crate::support::files::rewrite;
use crate::support::proxy::{Break, Proxy};
use crate::support::shell::TestShell;

/// A shell of somebody where another database has taken the place of that of the scene.
fn restored(scene: &Scene, database: &TestDatabase, username: &str) -> TestShell {
    let mut shell = scene.shell();
    shell.context.set_location(database.location());
    shell.sign_in(username);
    shell
}

/// The lines of five customers, each made and renamed, and lines that fail until there is a seventh contract, an
/// eighth one.
fn stopping_at(places: &[usize]) -> String {
    let text = created_then_renamed(5);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (contract, place) in (7..).zip(places) {
        lines.insert(*place, format!("contrats voir {contract}"));
    }
    lines.join("\n")
}

/// Makes one of these contracts.
fn add_contract(shell: &mut TestShell) {
    run(shell, "contrats creer --client 2 --montant 5", 0);
}

/// A file that stopped at its fourth line and went on to its twelfth.
///
/// # Returns
/// The file, and what the database had when it stopped first.
fn stopped_twice(scene: &Scene) -> (String, TestDatabase) {
    let file = scene.file("a.crm", stopping_at(&[3, 11]));
    let mut shell = scene.signed_in("sales1");
    run(&mut shell, &format!("executer {file}"), 1);
    let middle = scene.database.copy();
    add_contract(&mut scene.signed_in("manager1"));
    run(&mut shell, &format!("executer {file} --reprendre"), 1);
    (file, middle)
}

/// That five customers were made and renamed there, once.
#[track_caller]
fn assert_complete(database: &TestDatabase) {
    let expected: Vec<String> = (0..5).map(|number| format!("Renommée{number}")).collect();
    assert_eq!(names(database), expected);
    let done: Vec<(String, u64)> = database.query(
        "SELECT command, COUNT(*) FROM audit_entries WHERE command LIKE 'clients %' GROUP BY command ORDER BY command",
    );
    assert_eq!(
        done,
        [
            (String::from("clients creer"), 5),
            (String::from("clients modifier"), 5)
        ]
    );
    assert_eq!(database.one::<u64>(super::UNFINISHED), 0);
}

#[test]
fn s33_a_database_restored_to_before_the_run_is_told_and_never_gone_over() {
    let scene = Scene::new();
    let before = scene.database.copy();
    let file = scene.file("a.crm", stopping_at(&[6]));
    run(&mut scene.signed_in("sales1"), &format!("executer {file}"), 1);
    assert_eq!(scene.customers(), 3);

    let mut shell = restored(&scene, &before, "sales1");
    for option in [
        "",
        "--continuer",
        "--transaction",
        "--reprendre",
        "--reprendre --base-restauree",
    ] {
        let message = shell
            .run(&format!("executer {file} {option}"))
            .fails(Kind::Rule, "LIGNES_ABSENTES");
        for part in ["6 lignes faites", "dès la première", "restaurée", "--recommencer"] {
            assert!(message.contains(part), "{part}: {message}");
        }
    }
    assert_eq!(names(&before), [""; 0]);
    // Nothing of it is there: it is all to be done.
    add_contract(&mut restored(&scene, &before, "manager1"));
    run(&mut shell, &format!("executer {file} --recommencer"), 0);
    assert_complete(&before);
    assert!(scene.counts().is_empty());
}

#[test]
fn s33_a_database_restored_to_the_middle_of_the_run_names_the_first_missing_line() {
    let scene = Scene::new();
    let (file, middle) = stopped_twice(&scene);
    assert_eq!(scene.customers(), 5);

    let mut shell = restored(&scene, &middle, "sales1");
    let execute = format!("executer {file} --reprendre");
    for option in ["", " --continuer"] {
        let message = shell
            .run(&format!("{execute}{option}"))
            .fails(Kind::Rule, "LIGNES_ABSENTES");
        // The fourth line only reads.
        for part in ["11 lignes faites", "la ligne 5 a fait", "restaurée", "--base-restauree"] {
            assert!(message.contains(part), "{part}: {message}");
        }
    }
    assert_eq!(names(&middle), ["Renommée0", "Moreau1"]);
    // Whoever knows that it was restored has the missing ones done.
    let mut manager = restored(&scene, &middle, "manager1");
    add_contract(&mut manager);
    add_contract(&mut manager);
    run(&mut shell, &format!("{execute} --base-restauree"), 0);
    assert_complete(&middle);
    assert!(scene.counts().is_empty());
}

#[test]
fn s33_a_machine_that_counted_nothing_goes_on_with_what_a_restored_database_has() {
    let scene = Scene::new();
    let (file, middle) = stopped_twice(&scene);
    fs::remove_file(&scene.counts()[0]).unwrap();

    let mut manager = restored(&scene, &middle, "manager1");
    add_contract(&mut manager);
    add_contract(&mut manager);
    let mut shell = restored(&scene, &middle, "sales1");
    run(&mut shell, &format!("executer {file} --reprendre"), 0);
    assert_complete(&middle);
}

#[test]
fn s33_a_line_that_is_missing_between_others_is_named() {
    let scene = Scene::new();
    let file = scene.file("a.crm", stopping_at(&[6]));
    let mut shell = scene.signed_in("sales1");
    run(&mut shell, &format!("executer {file}"), 1);
    scene.database.execute("DROP TRIGGER audit_entries_refuse_delete");
    scene
        .database
        .execute("DELETE FROM audit_entries WHERE command = 'clients modifier' ORDER BY id LIMIT 1");
    scene.database.prepare();
    let message = shell
        .run(&format!("executer {file} --reprendre"))
        .fails(Kind::Rule, "LIGNES_ABSENTES");
    assert!(
        message.contains("6 lignes faites") && message.contains("la ligne 2 a fait"),
        "{message}"
    );
}

/// The second line changes something, the third takes it back, the first and the fourth change nothing.
const TAKEN_BACK: [&str; 5] = [
    "clients modifier 1 --nom Casey",
    "clients modifier 1 --nom Bref",
    "clients modifier 1 --nom Casey",
    "clients modifier 1 --nom Casey",
    "clients modifier 1 --nom Dernier",
];

#[test]
fn s33_a_lost_count_undoes_no_change_that_came_after_an_unchanged_line() {
    for stop in 1..TAKEN_BACK.len() {
        let scene = Scene::new();
        let (before, after) = TAKEN_BACK.split_at(stop);
        let file = scene.file("a.crm", [before, &["clients voir 4"], after].concat().join("\n"));
        let mut shell = scene.signed_in("sales2");
        run(&mut shell, &format!("executer {file}"), 1);
        // Somebody else changes what the line before did, or left as it was.
        run(
            &mut scene.signed_in("sales2"),
            "clients modifier 1 --nom Autre --email autre@startup.io",
            0,
        );
        let customer = || -> (String, String, u32) {
            scene
                .database
                .one("SELECT last_name, email, version FROM customers WHERE id = 1")
        };
        let stopped = customer();
        let [path] = scene.counts().try_into().unwrap();
        let id: String = scene.database.one("SELECT id FROM runs");
        let older = (0..=stop).map(|count| format!("{id} {count:>12}"));
        for counted in older.chain([format!("{id}     "), id.clone(), String::new()]) {
            if counted.is_empty() {
                fs::remove_file(&path).unwrap();
            } else {
                rewrite(&path, &counted);
            }
            // Still stopped there: nothing that was done is done again.
            run(&mut shell, &format!("executer {file} --reprendre"), 1);
            assert_eq!(customer(), stopped, "{stop}: {counted}");
        }
        run(&mut scene.signed_in("sales1"), &creation(0), 0);
        run(&mut shell, &format!("executer {file} --reprendre"), 0);
        assert_eq!(customer().0, "Dernier", "{stop}");
        scene.assert_nothing_unfinished();
    }
}

/// The first line is refused as long as the second one has not freed its address, and so is the last one, which needs
/// it; the others are refused whatever happens.
const PASSED_OVER: &str = "\
clients creer --prenom A --nom Un --email kevin@startup.io --telephone 0611111111 --entreprise Un => un
clients modifier 1 --email libre@startup.io
clients voir 999
clients modifier 1 --nom Casey
clients modifier 3 --nom Interdit
clients modifier 1 --nom Libre
clients modifier $un --nom Absent
";

#[test]
fn s33_whichever_answer_is_lost_with_the_count_the_end_is_that_of_an_undisturbed_run() {
    let state = |scene: &Scene| -> Vec<(String, String, u32)> {
        scene
            .database
            .query("SELECT last_name, email, version FROM customers ORDER BY id")
    };
    let undisturbed = {
        let scene = Scene::new();
        let file = scene.file("a.crm", PASSED_OVER);
        let ended = run(
            &mut scene.signed_in("sales2"),
            &format!("executer {file} --continuer"),
            1,
        );
        assert!(ended.errors.contains("4 échecs"), "{}", ended.errors);
        let marks: Vec<String> = scene
            .database
            .query("SELECT outcome FROM run_lines ORDER BY operation_id");
        assert_eq!(
            marks,
            [
                "EMAIL_DEJA_UTILISE",
                "CLIENT_INTROUVABLE",
                "unchanged",
                "PAS_PROPRIETAIRE",
                "VARIABLE_INCONNUE"
            ]
        );
        state(&scene)
    };
    let mut lost = 0;
    loop {
        let scene = Scene::new();
        let file = scene.file("a.crm", PASSED_OVER);
        let proxy = Proxy::before(&scene.database.socket(), Break::AfterCommitForGood);
        let mut shell = scene.shell();
        shell.pass_through(&scene.database, &proxy);
        shell.sign_in("sales2");
        proxy.break_after(lost, 1);
        let ended = shell.run(&format!("executer {file} --continuer")).status.exit_status();
        if ended == 1 {
            break;
        }
        assert_eq!(ended, 5, "{lost}");
        lost += 1;
        for count in scene.counts() {
            fs::remove_file(count).unwrap();
        }
        let mut shell = scene.signed_in("sales2");
        let ended = shell.run(&format!("executer {file} --reprendre --continuer"));
        // Whoever does not learn that the run has ended finds no other one either.
        assert!(ended.status.exit_status() <= 1, "{lost}: {}", ended.errors);
        assert_eq!(state(&scene), undisturbed, "{lost}");
        assert_eq!(scene.done("clients modifier"), 2, "{lost}");
        scene.assert_nothing_unfinished();
    }
    // The beginning, a commit for each line, and the end.
    assert!(lost >= 9, "{lost}");
}
