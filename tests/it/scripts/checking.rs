//! Phase 1: every fault is told with its place before anything runs; checking alone needs neither database nor session.

use std::fmt::Write as _;

use epic_events::error::Kind;
use epic_events::models::role::RoleName;
use epic_events::services::policy::Policy;

use super::{Scene, captured, file_of, run};
use crate::support::process::Program;
use crate::support::process::terminal::Terminal;

/// A thousand lines of a salesperson, three of them wrong: 17 has an unknown verb, 400 a wrong amount, 999 wants a
/// right that they have not.
fn thousand_lines() -> String {
    let mut text = String::new();
    for number in 1..=1000_usize {
        match number {
            17 => text.push_str("clients lsiter\n"),
            400 => text.push_str("contrats encaisser 2 --montant 1.234\n"),
            999 => text.push_str("clients transferer 1 --commercial sales1\n"),
            _ if number % 100 == 0 => text.push_str(&captured(number)),
            _ => writeln!(text, "clients voir 1 # {number}").unwrap(),
        }
    }
    text
}

/// The same, mended.
fn mended() -> String {
    thousand_lines()
        .replace("lsiter", "lister")
        .replace("1.234", "1,23")
        .replace("clients transferer 1 --commercial sales1", "moi")
}

#[test]
fn every_fault_of_a_thousand_lines_is_told_with_its_place_and_nothing_runs() {
    let scene = Scene::new();
    let file = scene.file("mille.crm", thousand_lines());
    let mut shell = scene.signed_in("sales2");
    let outcome = run(&mut shell, &format!("executer {file}"), 2);
    let expected = format!(
        "{file}:17:9: [VERBE_INCONNU] «\u{a0}clients\u{a0}» n'a pas de verbe «\u{a0}lsiter\u{a0}».\n  clients lsiter\n          ^^^^^^\n\
         Conseil : vouliez-vous dire «\u{a0}clients lister\u{a0}» ?\n\
         {file}:400:32: [MONTANT_INVALIDE] "
    );
    assert!(outcome.errors.starts_with(&expected), "{}", outcome.errors);
    for shown in [
        "  contrats encaisser 2 --montant 1.234\n                                 ^^^^^\n".to_owned(),
        format!("{file}:999:1: [DROIT_MANQUANT] "),
        "  clients transferer 1 --commercial sales1\n  ^^^^^^^^^^^^^^^^^^\n".to_owned(),
        "3 erreurs ; rien n'a été exécuté.".to_owned(),
    ] {
        assert!(outcome.errors.contains(&shown), "{shown}\n{}", outcome.errors);
    }
    assert_eq!(outcome.standard, "");
    assert_eq!(scene.customers(), 0);
    // The right alone is an access refused, and nobody is told of it twice: nothing was tried.
    let file = scene.file(
        "droit.crm",
        thousand_lines().replace("lsiter", "lister").replace("1.234", "1,23"),
    );
    run(&mut shell, &format!("executer {file}"), 3);
    assert_eq!(scene.done("clients creer"), 0);
}

#[test]
fn the_mended_file_runs() {
    let scene = Scene::new();
    let file = scene.file("mille.crm", mended());
    let mut shell = scene.signed_in("sales2");
    let outcome = run(&mut shell, &format!("executer {file}"), 0);
    assert_eq!(
        outcome.errors,
        "3 clients.\n1000 commandes exécutées sur 1000 lignes.\n"
    );
    assert_eq!(outcome.standard.matches("Kevin").count(), 989);
    assert_eq!(scene.customers(), 9);
}

#[test]
fn checking_alone_starts_no_server_and_signs_nobody_in() {
    let program = Program::new();
    let wrong = file_of(&program, "faux.crm", &thousand_lines());
    let ended = program.run(&["executer", &wrong, "--verifier"]);
    assert_eq!(ended.status, Some(2), "{}", ended.errors);
    assert!(ended.errors.contains(":400:32: [MONTANT_INVALIDE]"), "{}", ended.errors);
    assert!(!ended.errors.contains("DROIT_MANQUANT"), "{}", ended.errors);
    assert!(
        ended.errors.ends_with("2 erreurs ; rien n'a été exécuté.\n"),
        "{}",
        ended.errors
    );

    let right = file_of(&program, "juste.crm", &mended());
    assert_eq!(
        program.run(&["executer", &right, "--verifier"]).succeeds(),
        "1000 lignes correctes ; rien n'a été exécuté. Les droits n'ont pas été vérifiés : ajoutez --role.\n"
    );
    assert_eq!(
        program
            .run(&["executer", &right, "--verifier", "--role", "commercial"])
            .succeeds(),
        "1000 lignes correctes ; rien n'a été exécuté.\n"
    );
    // Creating customers and recording payments are not for the support.
    let ended = program.run(&["executer", &right, "--verifier", "--role=support"]);
    assert_eq!(ended.status, Some(3), "{}", ended.errors);
    assert_eq!(ended.errors.matches("[DROIT_MANQUANT]").count(), 10, "{}", ended.errors);
    program
        .run(&["executer", &right, "--verifier", "--role", "stagiaire"])
        .fails(1, "ROLE_INTROUVABLE");
    program
        .run(&["executer", &right, "--role", "support"])
        .fails(2, "ARGUMENT_MANQUANT");
    assert!(!program.data_directory().join("server").exists());
    assert_eq!(program.server_process(), None);

    let elsewhere = Program::new().with("EPIC_EVENTS_DATABASE_URL", "mysql://nobody@127.0.0.1:9/nothing");
    elsewhere.run(&["executer", &right, "--verifier"]).succeeds();
}

#[test]
fn who_checks_in_his_own_session_checks_his_own_rights() {
    let scene = Scene::new();
    let file = scene.file("a.crm", captured(1));
    let mut support = scene.signed_in("support1");
    run(&mut support, &format!("executer {file} --verifier"), 3);
    let outcome = run(
        &mut support,
        &format!("executer {file} --verifier --role commercial"),
        0,
    );
    assert_eq!(outcome.standard, "1 ligne correcte ; rien n'a été exécuté.\n");
    assert_eq!(scene.customers(), 0);
}

#[test]
fn the_rights_checked_without_a_database_are_those_that_a_new_database_grants() {
    let scene = Scene::new();
    for role in [RoleName::MANAGEMENT, RoleName::SALES, RoleName::SUPPORT] {
        let mut granted: Vec<String> = scene.database.query(&format!(
            "SELECT permissions.name FROM role_permissions
             JOIN roles ON roles.id = role_permissions.role_id
             JOIN permissions ON permissions.id = role_permissions.permission_id
             WHERE roles.name = '{role}'"
        ));
        let mut installed: Vec<String> = Policy::installed()
            .of_role(&RoleName::new(role))
            .unwrap()
            .iter()
            .map(|permission| permission.as_str().to_owned())
            .collect();
        granted.sort();
        installed.sort();
        assert_eq!(installed, granted, "{role}");
        assert!(!granted.is_empty());
    }
    let roles: u64 = scene.database.one("SELECT COUNT(*) FROM roles");
    assert_eq!(roles, 3);
}

#[test]
fn what_would_ask_a_question_or_needs_a_person_is_no_line_of_a_file() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        "clients supprimer 2\nconnexion sales1\nquitter\nsuite\nexecuter b.crm\nmot-de-passe changer\n\
         base reinitialiser --oui\nclients creer --prenom X\n",
    );
    let mut shell = scene.signed_in("sales2");
    let errors = run(&mut shell, &format!("executer {file}"), 2).errors;
    for (place, code) in [
        ("1:1", "ARGUMENT_MANQUANT] il manque l'option --oui"),
        ("2:1", "COMMANDE_HORS_FICHIER"),
        ("3:1", "COMMANDE_HORS_FICHIER"),
        ("4:1", "COMMANDE_HORS_FICHIER"),
        ("5:1", "COMMANDE_HORS_FICHIER"),
        ("6:1", "COMMANDE_HORS_FICHIER"),
        ("7:1", "COMMANDE_HORS_FICHIER"),
        ("8:1", "ARGUMENT_MANQUANT] il manque l'option --nom"),
    ] {
        let expected = format!("{file}:{place}: [{code}");
        assert!(errors.contains(&expected), "{expected} in {errors}");
    }
    assert!(errors.contains("11 erreurs ; rien n'a été exécuté."), "{errors}");
}

#[test]
fn s7_a_password_in_a_file_is_not_repeated() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        "connexion sales2 canari-secret\nmot-de-passe changer canari-secret\nconnexion --mot-de-passe=canari-secret\n\
         utilisateurs creer --identifiant zoe --mot-de-passe canari-secret\nutilisateurs reinitialiser-mot-de-passe zoe \
         canari-secret\n",
    );
    let mut shell = scene.signed_in("sales2");
    for line in [
        format!("executer {file}"),
        format!("executer {file} --verifier"),
        format!("analyser {file}"),
    ] {
        let outcome = run(&mut shell, &line, 2);
        let said = outcome.standard + &outcome.errors;
        assert!(
            said.contains("MOT_EN_TROP") || said.contains("ARGUMENT_EN_TROP"),
            "{said}"
        );
        assert!(!said.contains("canari"), "{said}");
    }
}

#[test]
fn a_place_is_that_of_the_physical_line_and_a_caret_stands_under_it() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        "# un\n\nclients creer --prenom Zoé \\\n  --nom Éloi \\\n  --emial x@y.fr\n",
    );
    let mut shell = scene.signed_in("sales2");
    let errors = run(&mut shell, &format!("executer {file}"), 2).errors;
    assert!(errors.contains(&format!("{file}:5:3: [OPTION_INCONNUE]")), "{errors}");
    assert!(
        errors.contains("--nom Éloi   --emial x@y.fr\n                                            ^^^^^^^\n"),
        "{errors}"
    );
}

#[test]
fn s23_a_line_of_thousands_of_faults_is_answered_briefly() {
    let scene = Scene::new();
    let file = scene.file("a.crm", format!("clients lister {}\nmoi\n", "--x ".repeat(15_000)));
    let mut shell = scene.signed_in("sales2");
    let errors = run(&mut shell, &format!("executer {file}"), 2).errors;
    assert_eq!(errors.matches("[OPTION_INCONNUE]").count(), 20);
    assert!(errors.contains("et 14980 autres erreurs sur cette ligne"), "{errors}");
    assert!(errors.contains("15000 erreurs"), "{errors}");
}

#[test]
fn without_a_file_and_without_anybody_signed_in() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales2");
    shell.run("executer").fails(Kind::Syntax, "ARGUMENT_MANQUANT");
    shell.run("executer absent.crm").fails(Kind::File, "FICHIER_ILLISIBLE");
    let file = scene.file("a.crm", "moi\n");
    for options in [
        "--verifier --simuler",
        "--transaction --continuer",
        "--simuler --transaction",
    ] {
        shell
            .run(&format!("executer {file} {options}"))
            .fails(Kind::Syntax, "OPTIONS_INCOMPATIBLES");
    }
    scene
        .shell()
        .run(&format!("executer {file}"))
        .fails(Kind::Connection, "CONNEXION_REQUISE");
    run(&mut scene.shell(), &format!("executer {file} --verifier"), 0);
}

#[test]
fn what_belongs_to_files_or_to_checking_is_told_where_it_is_typed_elsewhere() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = scene.file("a.crm", "definir x\nclients voir 1 =>c\ninclure\n");
    for (line, told) in [
        (
            String::from("definir x 3"),
            "Conseil : seulement dans un fichier de commandes ; aide executer",
        ),
        (
            String::from("clients voir 1 => c"),
            "Conseil : à la fin d'une ligne d'un fichier de commandes : => NOM",
        ),
        (
            format!("executer {file} --role gestion"),
            "il manque l'option --verifier",
        ),
        (
            format!("executer {file}"),
            "il manque l'argument «\u{a0}valeur\u{a0}» à «\u{a0}definir\u{a0}».\nConseil : aide executer",
        ),
        (
            format!("executer {file}"),
            "Conseil : à la fin d'une ligne d'un fichier de commandes : => NOM",
        ),
    ] {
        let errors = run(&mut shell, &line, 2).errors;
        assert!(errors.contains(told), "{line}: {errors}");
    }
}

#[test]
fn carets_stand_under_the_words_on_a_narrow_terminal_too() {
    let program = Program::held();
    let long = "clients creer --prenom Inès --nom Moreau --email ines --telephone 0612345678 --entreprise Moreau\n";
    let file = file_of(&program, "a.crm", long);
    let mut terminal = Terminal::open(&program, &["executer", &file, "--verifier"], 40);
    assert_eq!(terminal.end(), Some(2));
    let shown = terminal.text();
    let lines: Vec<&str> = shown.lines().collect();
    let carets = lines
        .iter()
        .position(|line| line.trim() == "^^^^")
        .unwrap_or_else(|| panic!("{shown}"));
    let column = |line: &str, word: &str| line[..line.find(word).unwrap()].chars().count();
    assert_eq!(column(lines[carets - 1], "ines"), column(lines[carets], "^"), "{shown}");
    assert!(
        lines.iter().all(|line| line.trim_end().chars().count() <= 40),
        "{shown}"
    );
}
