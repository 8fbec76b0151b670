//! `inclure`: files in the place of a line, and what goes wrong with them.

use std::fmt::Write as _;

use epic_events::error::Kind;

use super::{Scene, captured, names, run};

#[test]
fn a_file_is_found_from_the_folder_of_the_one_that_includes_it() {
    let scene = Scene::new();
    scene.file(
        "lots/un.crm",
        "inclure interne/deux.crm\n".to_owned() + "clients modifier $client --nom Deux\n",
    );
    scene.file("lots/interne/deux.crm", captured(1) + "inclure ../../fin.crm\n");
    scene.file("fin.crm", "clients modifier $client --nom Un\n");
    let file = scene.file(
        "a.crm",
        "definir dossier lots\ninclure $dossier/un.crm\ninclure \"fin.crm\" # encore\n",
    );
    let mut shell = scene.signed_in("sales1");
    run(&mut shell, &format!("executer {file}"), 0);
    assert_eq!(names(&scene.database), ["Un"]);
    assert_eq!(scene.done("clients modifier"), 3);
}

#[test]
fn a_file_may_be_included_twice_but_never_in_itself() {
    let scene = Scene::new();
    let deux = scene.file("deux.crm", "inclure un.crm\n");
    let un = scene.file("un.crm", "\ninclure deux.crm\n");
    scene.file("seul.crm", "moi\n");
    let file = scene.file(
        "a.crm",
        "inclure un.crm\ninclure ./a.crm\ninclure seul.crm\ninclure seul.crm\n",
    );
    let mut shell = scene.signed_in("sales1");
    let errors = shell
        .run(&format!("executer {file}"))
        .fails(Kind::Syntax, "INCLUSION_IMPOSSIBLE");
    assert!(
        errors.contains(&format!("{deux}:1:9: [INCLUSION_IMPOSSIBLE]")),
        "{errors}"
    );
    assert!(
        errors.contains(&format!("  inclus par {un}:2\n  inclus par {file}:1\n")),
        "{errors}"
    );
    assert!(
        errors.contains(&format!("{file}:2:9: [INCLUSION_IMPOSSIBLE]")),
        "{errors}"
    );
    assert!(errors.contains("2 erreurs"), "{errors}");
}

#[test]
fn eight_levels_are_enough_for_anybody() {
    let scene = Scene::new();
    for level in 1..=9 {
        scene.file(&format!("{level}.crm"), format!("moi\ninclure {}.crm\n", level + 1));
    }
    scene.file("9.crm", "moi\n");
    let file = scene.file("a.crm", "inclure 2.crm\n");
    let mut shell = scene.signed_in("sales1");
    // From a.crm to 9.crm: eight levels.
    run(&mut shell, &format!("executer {file}"), 0);
    let file = scene.file("a.crm", "inclure 1.crm\n");
    let errors = shell
        .run(&format!("executer {file}"))
        .fails(Kind::Syntax, "INCLUSION_IMPOSSIBLE");
    assert!(
        errors.contains("8.crm:2:9: ") && errors.matches("inclus par").count() == 8,
        "{errors}"
    );
}

#[test]
fn s23_files_that_include_one_another_many_times_are_bounded() {
    let scene = Scene::new();
    for level in 1..=8 {
        let mut text = String::new();
        for _ in 0..10 {
            writeln!(text, "inclure {}.crm", level + 1).unwrap();
        }
        scene.file(&format!("{level}.crm"), text);
    }
    scene.file("9.crm", "moi\n");
    let file = scene.path("1.crm");
    let mut shell = scene.signed_in("sales1");
    let errors = run(&mut shell, &format!("executer {}", file.to_str().unwrap()), 2).errors;
    assert!(
        errors.contains("plus de 1000"),
        "{}",
        errors.chars().take(500).collect::<String>()
    );
}

#[test]
fn what_is_wrong_in_or_with_an_included_file_tells_the_way_there() {
    let scene = Scene::new();
    let inner = scene.file("b.crm", "moi\nclients lsiter\n");
    scene.file("c.crm", b"moi\n# \xe9\n");
    let file = scene.file(
        "a.crm",
        "inclure b.crm\ninclure absent.crm\ninclure c.crm\ninclure .\nclients creer --aide\ninclure\ninclure $x\n",
    );
    let mut shell = scene.signed_in("sales1");
    let errors = run(&mut shell, &format!("executer {file}"), 2).errors;
    assert!(
        errors.contains(&format!("{inner}:2:9: [VERBE_INCONNU]")) && errors.contains(&format!("inclus par {file}:1")),
        "{errors}"
    );
    for place in ["2:9", "3:9", "4:9"] {
        assert!(
            errors.contains(&format!("{file}:{place}: [INCLUSION_IMPOSSIBLE]")),
            "{errors}"
        );
    }
    assert!(errors.contains("c.crm:2:3 n'est pas en UTF-8"), "{errors}");
    assert!(errors.contains("enregistré en Windows-1252 ?"), "{errors}");
    assert!(errors.contains("6 erreurs"), "{errors}");
    // What a command makes is known too late.
    let file = scene.file("a.crm", captured(1) + "inclure \"$client.crm\"\n");
    shell
        .run(&format!("executer {file}"))
        .fails(Kind::Syntax, "INCLUSION_IMPOSSIBLE");
}

#[test]
fn a_line_that_fails_in_an_included_file_tells_the_way_there() {
    let scene = Scene::new();
    let inner = scene.file("b.crm", "clients voir 1\nclients voir 999\n");
    let file = scene.file("a.crm", "inclure b.crm\nmoi\n");
    let mut shell = scene.signed_in("sales1");
    let errors = run(&mut shell, &format!("executer {file}"), 1).errors;
    assert!(
        errors.starts_with(&format!("{inner}:2: Opération impossible [CLIENT_INTROUVABLE]"))
            && errors.contains(&format!("\n  inclus par {file}:1\n")),
        "{errors}"
    );
    assert!(errors.contains(&format!("Arrêt à {inner}:2.")), "{errors}");
}
