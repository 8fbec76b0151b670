//! `--journal`: one JSON object for each command that ran.

use std::os::unix::fs::symlink;

use epic_events::error::Kind;
use serde_json::{Value, json};

use super::{Scene, captured, creation, run};
use crate::support::process::mode;

/// The objects of a journal, without how long each command took.
fn objects(scene: &Scene, name: &str) -> Vec<Value> {
    let text = scene.text(name);
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines()
        .map(|line| {
            let mut object: Value = serde_json::from_str(line).unwrap();
            let duration = object.as_object_mut().unwrap().remove("duree_us").unwrap();
            assert!(duration.is_u64(), "{line}");
            object
        })
        .collect()
}

#[test]
fn each_command_is_noted_with_its_place_its_end_and_what_it_made() {
    let scene = Scene::new();
    let inner = scene.file("b.crm", captured(1).replace("ines1", "INES1"));
    let file = scene.file(
        "a.crm",
        "# vide\ndefinir nom \"Zoé \\\"x\\\"\"\ninclure b.crm\nClients modifier $client --nom $nom\n\
         clients voir 999\nclients modifier $client --nom $nom\n",
    );
    let journal = scene.path("j.jsonl");
    let mut shell = scene.signed_in("sales1");
    run(
        &mut shell,
        &format!("executer {file} --continuer --journal {}", journal.display()),
        1,
    );
    let expected = [
        json!({"fichier": inner, "ligne": 1, "commande": "clients creer --prenom Inès --nom Moreau1 --email \
            ines1@exemple.fr --telephone +33600000001 --entreprise \"Moreau 1\"", "statut": "succes", "code": null,
            "cree": 4}),
        json!({"fichier": file, "ligne": 4, "commande": "clients modifier 4 --nom \"Zoé \\\"x\\\"\"",
            "statut": "succes", "code": null, "cree": null}),
        json!({"fichier": file, "ligne": 5, "commande": "clients voir 999", "statut": "regle",
            "code": "CLIENT_INTROUVABLE", "cree": null}),
        json!({"fichier": file, "ligne": 6, "commande": "clients modifier 4 --nom \"Zoé \\\"x\\\"\"",
            "statut": "succes", "code": null, "cree": null}),
    ];
    assert_eq!(objects(&scene, "j.jsonl"), expected);
    assert_eq!(mode(&journal), 0o600);
}

#[test]
fn a_journal_that_is_there_is_never_replaced_nor_followed_elsewhere() {
    let scene = Scene::new();
    let file = scene.file("a.crm", captured(1));
    scene.file("j", "à garder\n");
    let mut shell = scene.signed_in("sales1");
    let line = |name: &str| format!("executer {file} --journal {}", scene.path(name).display());
    let errors = shell.run(&line("j")).fails(Kind::File, "FICHIER_EXISTANT");
    assert!(!errors.contains("--ecraser"), "{errors}");
    assert_eq!(scene.text("j"), "à garder\n");
    symlink(scene.path("ailleurs"), scene.path("lien")).unwrap();
    shell.run(&line("lien")).fails(Kind::File, "FICHIER_EXISTANT");
    assert!(!scene.path("ailleurs").exists());
    shell.run(&line("absent/j")).fails(Kind::File, "ECRITURE_IMPOSSIBLE");
    // Nothing was begun: nothing is left of it.
    scene.assert_nothing_unfinished();
    // Nothing ran, and nothing is in the way of a better name.
    assert_eq!(scene.customers(), 0);
    run(&mut shell, &line("autre"), 0);
}

#[test]
fn a_run_that_goes_on_adds_to_the_journal_and_notes_nothing_twice() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        captured(1) + "clients voir 5\nclients modifier $client --nom Un\n",
    );
    let mut shell = scene.signed_in("sales1");
    let line = format!("executer {file} --journal {}", scene.path("j").display());
    run(&mut shell, &line, 1);
    run(&mut scene.signed_in("sales2"), &creation(2), 0);
    // Killed after the first line was noted and before it was counted.
    scene.recount("RUN            0");
    let noted = scene.text("j");
    let (first, _) = noted.split_once('\n').unwrap();
    scene.file("j", format!("{first}\n"));
    run(&mut shell, &format!("{line} --reprendre"), 0);
    let lines: Vec<u64> = objects(&scene, "j")
        .iter()
        .map(|object| object["ligne"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [1, 2, 3]);
    assert_eq!(objects(&scene, "j")[2]["commande"], "clients modifier 4 --nom Un");
}

#[test]
fn a_line_cut_short_by_a_crash_stays_by_itself() {
    let scene = Scene::new();
    let file = scene.file("a.crm", captured(1) + "clients voir 5\n");
    let mut shell = scene.signed_in("sales1");
    let line = format!("executer {file} --journal {}", scene.path("j").display());
    run(&mut shell, &line, 1);
    run(&mut scene.signed_in("sales2"), &creation(2), 0);
    scene.file("j", "{\"fichier\":\"a.c");
    run(&mut shell, &format!("{line} --reprendre"), 0);
    let text = scene.text("j");
    let (cut, rest) = text.split_once('\n').unwrap();
    assert_eq!(cut, "{\"fichier\":\"a.c");
    assert!(rest.starts_with('{') && rest.lines().count() == 1, "{rest}");
}

#[test]
fn s7_no_secret_is_noted() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        "utilisateurs creer --identifiant nouveau --prenom Zoé --nom Neuve --email zoe@epicevents.example --telephone \
         0612345670 --role commercial => compte\nutilisateurs reinitialiser-mot-de-passe nouveau\n",
    );
    let mut shell = scene.signed_in("manager1");
    let shown = run(
        &mut shell,
        &format!("executer {file} --journal {}", scene.path("j").display()),
        0,
    )
    .standard;
    let secrets: Vec<&str> = shown
        .split_whitespace()
        .filter(|word| word.len() > 15 && !word.contains(['@', '/']))
        .collect();
    assert!(secrets.len() >= 2, "{shown}");
    let text = scene.text("j");
    assert!(secrets.iter().all(|secret| !text.contains(*secret)), "{text}");
    assert_eq!(objects(&scene, "j").len(), 2);
}

#[test]
fn what_was_undone_is_not_left_looking_done() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let failing = scene.file("a.crm", captured(1) + "clients voir 999\n");
    let right = scene.file("b.crm", captured(1));
    for (name, line, status, is_kept) in [
        ("1", format!("executer {failing} --transaction"), 1, false),
        ("2", format!("executer {right} --simuler"), 0, false),
        ("3", format!("executer {right} --transaction"), 0, true),
    ] {
        let journal = scene.path(name);
        run(&mut shell, &format!("{line} --journal {}", journal.display()), status);
        let text = scene.text(name);
        let last = text.lines().last().unwrap();
        assert_eq!(last, format!("{{\"enregistre\":{is_kept}}}"), "{text}");
    }
    assert_eq!(scene.customers(), 1);
}

#[test]
fn a_run_that_goes_on_adds_to_no_file_that_is_no_journal() {
    let scene = Scene::new();
    let text = captured(1) + "clients voir 999\n";
    let file = scene.file("a.crm", &text);
    let mut shell = scene.signed_in("sales1");
    run(&mut shell, &format!("executer {file}"), 1);
    shell
        .run(&format!("executer {file} --reprendre --journal {file}"))
        .fails(Kind::File, "FICHIER_EXISTANT");
    assert_eq!(scene.text("a.crm"), text);
}
