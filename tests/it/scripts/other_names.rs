//! The same database under another name, by another way: a run is known by the database, not by the address.

use epic_events::demonstration::location::DatabaseLocation;
use epic_events::error::Kind;

use super::{Scene, created_then_renamed, names, run};
use crate::support::proxy::{Break, Proxy};
use crate::support::shell::TestShell;

/// Lines that nothing keeps from being done twice, and one that fails until there is a customer more.
fn contracts(count: usize) -> String {
    let lines: Vec<String> = (1..=count)
        .map(|number| format!("contrats creer --client 2 --montant {number}"))
        .collect();
    let (before, after) = lines.split_at(count / 2);
    [before, &[String::from("clients voir 4")], after].concat().join("\n")
}

/// The amounts of the contracts beyond the demonstration's, oldest first.
fn amounts(scene: &Scene) -> Vec<String> {
    scene
        .database
        .query("SELECT CAST(total_amount AS CHAR) FROM contracts WHERE id > 6 ORDER BY id")
}

fn expected(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{number}.00")).collect()
}

/// A shell of somebody who calls the database of a scene so.
fn named(scene: &Scene, name: &str, username: &str) -> TestShell {
    let mut shell = scene.shell();
    shell.context.set_location(DatabaseLocation {
        name: name.to_owned(),
        ..scene.database.location()
    });
    shell.sign_in(username);
    shell
}

#[test]
fn s33_a_run_is_the_same_whatever_the_server_is_called() {
    let scene = Scene::new();
    assert_eq!(amounts(&scene), [""; 0]);
    let file = scene.file("a.crm", contracts(10));
    let execute = format!("executer {file}");
    let mut first = named(&scene, "localhost:3306/crm", "manager1");
    run(&mut first, &execute, 1);
    assert_eq!(amounts(&scene), expected(5));

    let mut second = named(&scene, "127.0.0.1:3306/crm", "manager1");
    for line in [execute.clone(), format!("{execute} --transaction")] {
        let message = second.run(&line).fails(Kind::Rule, "EXECUTION_INACHEVEE");
        assert!(message.contains("après 5 lignes faites"), "{message}");
    }
    run(&mut scene.signed_in("sales1"), &super::creation(0), 0);
    let ended = run(&mut second, &format!("{execute} --reprendre"), 0);
    assert!(ended.errors.contains("sur 11 lignes."), "{}", ended.errors);
    assert_eq!(amounts(&scene), expected(10));

    // What was counted under the first name is no run to go on with, and in the way of none.
    first
        .run(&format!("{execute} --reprendre"))
        .fails(Kind::Rule, "PAS_DE_REPRISE");
    run(&mut first, &format!("{execute} --simuler"), 0);
    assert_eq!(amounts(&scene), expected(10));
    assert_eq!(scene.database.one::<u64>(super::UNFINISHED), 0);
}

#[test]
fn s33_a_run_whose_server_is_lost_goes_on_through_another() {
    let scene = Scene::new();
    let file = scene.file("a.crm", created_then_renamed(20));
    let proxy = Proxy::before(&scene.database.socket(), Break::AfterCommitForGood);
    let mut shell = scene.behind(&proxy);
    // In the middle: the commit is done, and nobody can be asked any more.
    proxy.break_after(24, 1);
    let errors = run(&mut shell, &format!("executer {file}"), 5).errors;
    assert!(errors.contains("[ISSUE_INCONNUE]"), "{errors}");
    let done = scene.done("clients creer") + scene.done("clients modifier");
    assert!((5..30).contains(&done), "{done}");

    let mut other = named(&scene, "noeud-2:3306/crm", "sales1");
    other
        .run(&format!("executer {file}"))
        .fails(Kind::Rule, "EXECUTION_INACHEVEE");
    run(&mut other, &format!("executer {file} --reprendre"), 0);
    let renamed: Vec<String> = (0..20).map(|number| format!("Renommée{number}")).collect();
    assert_eq!(names(&scene.database), renamed);
    assert_eq!((scene.done("clients creer"), scene.done("clients modifier")), (20, 20));
}

#[test]
fn s33_two_windows_that_call_the_server_differently_do_no_line_twice() {
    let scene = Scene::new();
    let file = scene.file("a.crm", contracts(10));
    let mut first = named(&scene, "localhost:3306/crm", "manager1");
    run(&mut first, &format!("executer {file}"), 1);
    run(&mut scene.signed_in("sales1"), &super::creation(0), 0);
    let barrier = std::sync::Barrier::new(2);
    std::thread::scope(|scope| {
        for name in ["127.0.0.1:3306/crm", "db:3306/crm"] {
            let (scene, file, barrier) = (&scene, &file, &barrier);
            scope.spawn(move || {
                let mut shell = named(scene, name, "manager1");
                barrier.wait();
                shell.run(&format!("executer {file} --reprendre"))
            });
        }
    });
    // One of them may have been stopped by the other: nothing was done twice, and nothing is lost.
    let mut last = named(&scene, "localhost:3306/crm", "manager1");
    let ended = last.run(&format!("executer {file} --reprendre"));
    assert!(
        ended.errors.contains("PAS_DE_REPRISE") || ended.status.exit_status() == 0,
        "{}",
        ended.errors
    );
    assert_eq!(amounts(&scene), expected(10));
}
