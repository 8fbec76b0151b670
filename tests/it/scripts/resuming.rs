//! `--reprendre`: a run goes on after the last line done, and does nothing twice, whatever is left of its count.

use std::fs;
use std::time::Duration;

use epic_events::error::Kind;

use super::{Scene, captured, created_then_renamed, creation, names, run};
use crate::support::proxy::{Break, Proxy};
use crate::support::shell::TestShell;

/// An address that somebody else has, until [`let_go`].
const TAKEN: &str = "clients creer --prenom A --nom Dernière --email kevin@startup.io --telephone 0611111111 \
                     --entreprise Dernière => dernier\nclients modifier $dernier --nom Fin\n";

/// A file of five customers that stops at its eleventh line.
fn stopped(scene: &Scene, shell: &mut TestShell) -> String {
    let file = scene.file("a.crm", created_then_renamed(5) + TAKEN);
    let errors = run(shell, &format!("executer {file}"), 1).errors;
    assert!(
        errors.contains(&format!(
            "Arrêt à {file}:11. Dernière ligne faite : {file}:10. 10 commandes exécutées sur 12 lignes, 1 échec.\n\
             Conseil : executer {file} --reprendre\n"
        )),
        "{errors}"
    );
    assert_eq!((scene.customers(), scene.done("clients modifier")), (5, 5));
    file
}

/// Frees the address.
fn let_go(scene: &Scene) {
    run(
        &mut scene.signed_in("sales2"),
        "clients modifier 1 --email autre@startup.io",
        0,
    );
}

/// That everything is there, once.
#[track_caller]
fn assert_complete(scene: &Scene) {
    let expected: Vec<String> = (0..5)
        .map(|number| format!("Renommée{number}"))
        .chain([String::from("Fin")])
        .collect();
    assert_eq!(names(&scene.database), expected);
    assert_eq!((scene.done("clients creer"), scene.done("clients modifier")), (6, 7));
    scene.assert_nothing_unfinished();
}

#[test]
fn a_run_that_stopped_goes_on_where_it_stopped() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    // Still the same line, as often as one likes.
    let errors = run(&mut shell, &format!("executer {file} --reprendre"), 1).errors;
    assert!(
        errors.contains("Reprise après 10 lignes faites. 0 commande exécutée sur 12 lignes"),
        "{errors}"
    );
    let_go(&scene);
    let errors = run(&mut shell, &format!("executer {file} --reprendre"), 0).errors;
    assert_eq!(
        errors,
        "Reprise après 10 lignes faites. 2 commandes exécutées sur 12 lignes.\n"
    );
    assert_complete(&scene);
    shell
        .run(&format!("executer {file} --reprendre"))
        .fails(Kind::Rule, "PAS_DE_REPRISE");
    scene.assert_nothing_unfinished();
}

#[test]
fn s33_a_count_that_is_behind_or_lost_repeats_nothing() {
    for behind in [
        "RUN            9",
        "RUN            3",
        "RUN            0",
        "RUN          zut",
        "",
    ] {
        let scene = Scene::new();
        let mut shell = scene.signed_in("sales1");
        let file = stopped(&scene, &mut shell);
        let [progress] = scene.counts().try_into().unwrap();
        assert!(fs::read_to_string(&progress).unwrap().ends_with("           10"));
        if behind.is_empty() {
            fs::remove_file(&progress).unwrap();
        } else {
            scene.recount(behind);
        }
        let_go(&scene);
        let outcome = run(&mut shell, &format!("executer {file} --reprendre"), 0);
        // What is done already says nothing a second time.
        assert_eq!(outcome.standard.lines().count(), 2, "{}", outcome.standard);
        assert_complete(&scene);
    }
}

#[test]
fn s33_a_run_whose_count_is_lost_is_not_forgotten_when_its_first_line_now_fails() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    run(&mut shell, captured(9).trim_end_matches(" => client\n"), 0);
    let lines = String::from("clients voir 4\n") + &captured(1) + "clients voir 999\n";
    let file = scene.file("a.crm", lines);
    run(&mut shell, &format!("executer {file}"), 1);
    scene.recount("RUN            0");
    run(&mut shell, "clients supprimer 4 --oui", 0);
    shell
        .run(&format!("executer {file} --reprendre"))
        .fails(Kind::Rule, "CLIENT_INTROUVABLE");
    // The second line is done: only whoever asks for it does it again.
    shell
        .run(&format!("executer {file}"))
        .fails(Kind::Rule, "EXECUTION_INACHEVEE");
}

#[test]
fn the_count_of_another_run_counts_for_nothing() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    scene.recount("01234567-89ab-4def-8123-456789abcdef           12");
    let_go(&scene);
    run(&mut shell, &format!("executer {file} --reprendre"), 0);
    assert_complete(&scene);
}

#[test]
fn an_unfinished_run_is_not_begun_again_unasked() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    let message = shell
        .run(&format!("executer {file}"))
        .fails(Kind::Rule, "EXECUTION_INACHEVEE");
    assert!(
        message.contains("10 lignes faites") && message.contains("--recommencer"),
        "{message}"
    );
    shell
        .run(&format!("executer {file} --reprendre --recommencer"))
        .fails(Kind::Syntax, "OPTIONS_INCOMPATIBLES");
    // To try it is another matter.
    run(&mut shell, &format!("executer {file} --simuler"), 1);
    // Begun again, it is another run: the same addresses are in the way.
    let message = shell
        .run(&format!("executer {file} --recommencer"))
        .fails(Kind::Rule, "EMAIL_DEJA_UTILISE");
    assert!(message.contains(&format!("Arrêt à {file}:1.")), "{message}");
    // It did nothing, so there is nothing to go on with.
    shell
        .run(&format!("executer {file} --reprendre"))
        .fails(Kind::Rule, "PAS_DE_REPRISE");
    assert_eq!((scene.customers(), scene.done("clients modifier")), (5, 5));
}

#[test]
fn an_unfinished_run_is_not_done_over_in_one_transaction_unasked() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    let whole = format!("executer {file} --transaction");
    shell.run(&whole).fails(Kind::Rule, "EXECUTION_INACHEVEE");
    assert_eq!((scene.customers(), scene.done("clients modifier")), (5, 5));
    // Asked for and undone, it leaves the unfinished run as it was.
    let over = whole + " --recommencer";
    shell.run(&over).fails(Kind::Rule, "EMAIL_DEJA_UTILISE");
    let_go(&scene);
    run(&mut shell, &format!("executer {file} --reprendre"), 0);
    assert_complete(&scene);

    // Asked for and kept, it takes its place.
    let file = scene.file("b.crm", "definir a 1\nclients voir 1\nclients voir 999\n");
    run(&mut shell, &format!("executer {file}"), 1);
    let file = scene.file("b.crm", "clients voir 1\n");
    run(&mut shell, &format!("executer {file} --transaction --recommencer"), 0);
    shell
        .run(&format!("executer {file} --reprendre"))
        .fails(Kind::Rule, "PAS_DE_REPRISE");
    scene.assert_nothing_unfinished();
}

#[test]
fn a_changed_file_is_refused_with_its_first_different_line() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    let text = scene.text("a.crm");
    let last = text.lines().count();
    for (changed, line) in [
        (text.replace("Renommée2", "Autre2"), 6),
        (text.replace("Renommée2", "Autre2").replace("Renommée4", "Autre4"), 6),
        (format!("moi\n{text}"), 1),
        (format!("{text}moi\n"), last + 1),
        (text.lines().take(last - 1).collect::<Vec<_>>().join("\n"), last),
        (text.replace("--nom Fin", "--nom  Fin"), last),
    ] {
        scene.file("a.crm", &changed);
        let message = shell
            .run(&format!("executer {file} --reprendre"))
            .fails(Kind::Rule, "FICHIER_MODIFIE");
        assert!(
            message.contains(&format!("la première ligne différente est la ligne {line}.")),
            "{line}: {message}"
        );
    }
    // What does not run may change.
    scene.file("a.crm", format!("# relu le 23\n\n{text}\n# fin\n"));
    let_go(&scene);
    run(&mut shell, &format!("executer {file} --reprendre"), 0);
    assert_complete(&scene);
}

#[test]
fn changed_variables_are_refused_and_those_of_the_run_are_kept() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = scene.file(
        "a.crm",
        captured(1)
            + "clients modifier $client --nom $nom\nclients voir 4\nclients voir $absent\n\
                       clients modifier $client --prenom $nom\n",
    );
    let line = format!("executer {file}");
    run(
        &mut shell,
        &format!("{line} --definir nom=Neuf --definir absent=999"),
        1,
    );
    for (given, name) in [
        ("--definir nom=Vieux --definir absent=999", "nom"),
        ("--definir nom=Neuf --definir absent=998", "absent"),
        ("--definir nom=Neuf --definir absent=999 --definir plus=1", "plus"),
    ] {
        let message = shell
            .run(&format!("{line} --reprendre {given}"))
            .fails(Kind::Rule, "FICHIER_MODIFIE");
        assert!(message.contains(&format!("«\u{a0}{name}\u{a0}»")), "{message}");
    }
    // The missing variables are those of the run, and the captured ones are found again.
    run(
        &mut shell,
        &format!("{line} --reprendre --definir absent=999 --definir nom=Neuf"),
        1,
    );
    run(&mut shell, &format!("{line} --reprendre --continuer"), 1);
    let name: (String, String) = scene
        .database
        .one("SELECT first_name, last_name FROM customers WHERE id = 4");
    assert_eq!(name, (String::from("Neuf"), String::from("Neuf")));
    assert_eq!(scene.done("clients modifier"), 2);
}

#[test]
fn several_files_are_one_run_known_by_all_their_names() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let first = scene.file("un.crm", captured(1));
    let second = scene.file("deux.crm", format!("clients modifier $client --nom Deux\n{TAKEN}"));
    let errors = run(
        &mut shell,
        &format!("executer {first} {second} --journal {}", scene.path("j").display()),
        1,
    )
    .errors;
    assert!(
        errors.contains(&format!(
            "Conseil : executer {first} {second} --reprendre --journal {}\n",
            scene.path("j").display()
        )),
        "{errors}"
    );
    // Neither of them alone, nor the other order, is that run.
    for other in [
        first.clone(),
        format!("{second} {first}"),
        format!("{first} {second} {second}"),
    ] {
        let outcome = shell.run(&format!("executer {other} --reprendre"));
        assert!(outcome.errors.contains("PAS_DE_REPRISE"), "{other}: {}", outcome.errors);
    }
    let_go(&scene);
    run(&mut shell, &format!("executer {first} {second} --reprendre"), 0);
    assert_eq!(names(&scene.database), ["Deux", "Fin"]);
}

#[test]
fn a_file_given_twice_runs_twice_and_goes_on_where_it_was() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let creation = "clients creer --prenom A --nom B --email a@exemple.fr --telephone 0611111112 --entreprise Deux\n";
    let file = scene.file("a.crm", creation);
    let errors = run(&mut shell, &format!("executer {file} {file}"), 1).errors;
    assert!(
        errors.contains("1 commande exécutée sur 2 lignes, 1 échec."),
        "{errors}"
    );
    // The same line a second time is another line.
    run(
        &mut scene.signed_in("sales1"),
        "clients modifier 4 --email b@exemple.fr",
        0,
    );
    run(
        &mut shell,
        "clients modifier 4 --telephone 0611111113 --entreprise Une",
        0,
    );
    run(&mut shell, &format!("executer {file} {file} --reprendre"), 0);
    assert_eq!((scene.customers(), scene.done("clients creer")), (2, 2));
}

#[test]
fn the_file_is_known_by_what_it_is_and_not_by_how_it_is_called() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    std::os::unix::fs::symlink(&file, scene.path("lien.crm")).unwrap();
    // Another person has runs of their own.
    scene
        .signed_in("sales3")
        .run(&format!("executer {file} --reprendre"))
        .fails(Kind::Rule, "PAS_DE_REPRISE");
    let_go(&scene);
    run(
        &mut shell,
        &format!("executer {} --reprendre", scene.path("lien.crm").display()),
        0,
    );
    assert_complete(&scene);
}

#[test]
fn lines_of_standard_input_cannot_be_gone_on_with() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    shell.run("executer - --reprendre").fails(Kind::Rule, "PAS_DE_REPRISE");
    let file = scene.file("a.crm", "moi\n");
    shell
        .run(&format!("executer {file} - --reprendre"))
        .fails(Kind::Rule, "PAS_DE_REPRISE");
}

#[test]
fn what_another_version_left_is_neither_done_again_nor_gone_on_with() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    // It kept its runs on the machine alone.
    scene.database.execute("DELETE FROM runs");
    for start in ["", "--reprendre", "--transaction"] {
        let message = shell
            .run(&format!("executer {file} {start}"))
            .fails(Kind::Rule, "LIGNES_ABSENTES");
        assert!(message.contains("10 lignes faites"), "{message}");
    }
    assert_eq!(scene.customers(), 5);
    run(&mut shell, &format!("executer {file} --recommencer"), 1);
}

#[test]
fn going_on_passes_over_what_fails_and_ends_with_1() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = scene.file(
        "a.crm",
        captured(1)
            + "clients voir 999\nclients modifier 1 --nom X\nclients modifier $client --nom Un\n"
            + TAKEN
            + &captured(2),
    );
    let outcome = run(&mut shell, &format!("executer {file} --continuer"), 1);
    for code in [
        "CLIENT_INTROUVABLE",
        "PAS_PROPRIETAIRE",
        "EMAIL_DEJA_UTILISE",
        "VARIABLE_INCONNUE",
    ] {
        assert!(outcome.errors.contains(code), "{code}: {}", outcome.errors);
    }
    assert!(
        outcome
            .errors
            .ends_with("3 commandes exécutées sur 7 lignes, 4 échecs.\n"),
        "{}",
        outcome.errors
    );
    assert_eq!(names(&scene.database), ["Un", "Moreau2"]);
    let refusals: u64 = scene
        .database
        .one("SELECT COUNT(*) FROM audit_entries WHERE outcome = 'PAS_PROPRIETAIRE'");
    assert_eq!(refusals, 1);
    // It went to its end.
    scene.assert_nothing_unfinished();
}

#[test]
fn a_lost_server_ends_the_run_even_when_failures_are_passed_over() {
    let scene = Scene::new();
    let file = scene.file("a.crm", created_then_renamed(5));
    let proxy = Proxy::before(&scene.database.socket(), Break::AfterCommitForGood);
    let mut shell = scene.behind(&proxy);
    run(&mut shell, &creation(100), 0);
    // After the beginning of the run: the first line.
    proxy.break_after(1, 1);
    let errors = run(&mut shell, &format!("executer {file} --continuer"), 5).errors;
    assert!(
        errors.contains("[ISSUE_INCONNUE]") && errors.contains(&format!("Arrêt à {file}:1.")),
        "{errors}"
    );
    assert!(
        errors.contains(&format!("Conseil : executer {file} --reprendre --continuer\n")),
        "{errors}"
    );
    // The first line is done, though nobody could say so.
    assert_eq!(scene.customers(), 2);
    shell.context.set_location(scene.database.location());
    run(&mut shell, &format!("executer {file} --reprendre"), 0);
    assert_eq!((scene.done("clients creer"), scene.done("clients modifier")), (6, 5));
    let expected: Vec<String> = (0..5).map(|number| format!("Renommée{number}")).collect();
    assert_eq!(names(&scene.database)[1..], expected);
}

#[test]
fn s33_a_write_that_the_killed_run_left_under_way_is_waited_for() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    // What the killed process left: the eleventh line is written and its commit not yet done.
    scene.recount("RUN            9");
    let operation: String = scene
        .database
        .one("SELECT operation_id FROM audit_entries WHERE command = 'clients modifier' ORDER BY id DESC LIMIT 1");
    let mut rival = scene.database.as_owner();
    {
        use mysql::prelude::Queryable as _;
        // The entry is taken away and written again in a transaction that stays open for a while.
        rival.query_drop("SET SESSION sql_mode = ''").unwrap();
        rival.query_drop("DROP TRIGGER audit_entries_refuse_delete").unwrap();
        rival
            .query_drop("CREATE TEMPORARY TABLE kept AS SELECT * FROM audit_entries")
            .unwrap();
        rival
            .query_drop(format!("DELETE FROM audit_entries WHERE operation_id = '{operation}'"))
            .unwrap();
        scene.database.prepare();
        rival.query_drop("START TRANSACTION").unwrap();
        rival
            .query_drop(format!(
                "INSERT INTO audit_entries SELECT * FROM kept WHERE operation_id = '{operation}'"
            ))
            .unwrap();
    }
    let committing = std::thread::spawn(move || {
        use mysql::prelude::Queryable as _;
        std::thread::sleep(Duration::from_millis(700));
        rival.query_drop("COMMIT").unwrap();
    });
    let_go(&scene);
    run(&mut shell, &format!("executer {file} --reprendre"), 0);
    committing.join().unwrap();
    assert_complete(&scene);
}

#[test]
fn a_database_that_was_destroyed_takes_its_unfinished_runs_along() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = stopped(&scene, &mut shell);
    run(&mut shell, "base reinitialiser --oui", 0);
    scene.assert_nothing_unfinished();
    assert_eq!(scene.customers(), 0);
    let mut shell = scene.signed_in("sales1");
    let ended = run(&mut shell, &format!("executer {file} --reprendre"), 1);
    assert!(ended.errors.contains("[PAS_DE_REPRISE]"), "{}", ended.errors);
    stopped(&scene, &mut shell);
}

#[test]
fn with_nothing_to_go_on_with_that_is_what_is_said() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = scene.file("a.crm", "clients voir $client\nclients voir $autre\n");
    for options in ["", " --definir client=1"] {
        let ended = run(&mut shell, &format!("executer {file} --reprendre{options}"), 1);
        assert!(ended.errors.contains("[PAS_DE_REPRISE]"), "{}", ended.errors);
    }
}
