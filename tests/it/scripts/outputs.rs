//! Files and outputs of every kind: a precise message or plain success, the right exit status, never a panic.

use std::process::Stdio;

use epic_events::error::Kind;

use super::{Scene, UNFINISHED, captured, file_of, names, run};
use crate::support::process::{Ended, Program, Shared, closed_output, full_output, run as run_command};

static SHARED: Shared = Shared::new();

#[test]
fn files_of_every_system_and_without_a_last_line_end_are_read_alike() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let text = captured(1) + "clients modifier $client --nom Un";
    for (number, (text, lines)) in [
        (text.clone(), 2),
        (format!("\u{feff}{}\r\n", text.replace('\n', "\r\n")), 2),
        (String::new(), 0),
        (String::from("\n# rien\n   \n"), 0),
        (String::from("clients voir \\\r\n  1"), 1),
    ]
    .into_iter()
    .enumerate()
    {
        let text = text
            .replace("Moreau1", &format!("Moreau{number}"))
            .replace("ines1@", &format!("ines{number}@"))
            .replace("+33600000001", &format!("+3360000000{number}"))
            .replace("Moreau 1", &format!("Moreau {number}"));
        let file = scene.file("a.crm", text);
        let outcome = run(&mut shell, &format!("executer {file}"), 0);
        let commands = if lines > 1 {
            "commandes exécutées"
        } else {
            "commande exécutée"
        };
        let all = if lines > 1 { "lignes" } else { "ligne" };
        assert_eq!(
            outcome.errors,
            format!("{lines} {commands} sur {lines} {all}.\n"),
            "{number}"
        );
    }
    assert_eq!(names(&scene.database), ["Un", "Un"]);
}

#[test]
fn what_is_no_text_is_told_with_its_place() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let file = scene.file("a.crm", b"moi\nclients voir 1 # caf\xe9\nmoi\n");
    let errors = shell
        .run(&format!("executer {file}"))
        .fails(Kind::File, "FICHIER_ILLISIBLE");
    assert!(errors.contains(&format!("{file}:2:21 n'est pas en UTF-8")), "{errors}");
    assert!(errors.contains("enregistré en Windows-1252 ?"), "{errors}");
    let file = scene.file("a.crm", "clients\0lister\n");
    let errors = run(&mut shell, &format!("executer {file}"), 2).errors;
    assert!(
        errors.contains(":1:1: [OBJET_INCONNU]") && !errors.contains('\0'),
        "{errors}"
    );
    let folder = scene.path("dossier");
    std::fs::create_dir(&folder).unwrap();
    let errors = shell
        .run(&format!("executer {}", folder.display()))
        .fails(Kind::File, "FICHIER_ILLISIBLE");
    assert!(errors.contains("c'est un dossier"), "{errors}");
}

#[test]
fn s23_lines_and_files_are_bounded() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales1");
    let longest = format!("clients voir 1 # {}", "x".repeat(64 * 1024 - 17));
    let file = scene.file("a.crm", format!("{longest}\n"));
    run(&mut shell, &format!("executer {file}"), 0);
    let file = scene.file("a.crm", format!("moi\n{longest}x\nclients voir\n"));
    let errors = run(&mut shell, &format!("executer {file}"), 2).errors;
    assert!(errors.contains(&format!("{file}:2:1: [LIGNE_TROP_LONGUE]")), "{errors}");
    assert!(errors.contains(&format!("{file}:3:1: [ARGUMENT_MANQUANT]")), "{errors}");
    let file = scene.file("a.crm", "# commentaire\n".repeat(800_000));
    shell
        .run(&format!("executer {file}"))
        .fails(Kind::File, "FICHIER_ILLISIBLE");
    let errors = shell.run("executer /dev/zero").fails(Kind::File, "FICHIER_ILLISIBLE");
    assert!(errors.contains("trop grand"), "{errors}");
}

/// Runs a file of sales1 with a standard output of that kind.
fn with_output(program: &Program, words: &[&str], output: impl Into<Stdio>) -> Ended {
    let mut command = program.command_as("sales1", words);
    command.stdout(output).stderr(Stdio::piped());
    run_command(command, b"")
}

#[test]
fn an_output_that_takes_nothing_ends_the_run_and_what_is_done_is_not_done_again() {
    let program = Program::held();
    let text = captured(1) + "clients modifier $client --nom Un\n" + &captured(2);
    for (number, options) in [&[][..], &["--continuer"]].into_iter().enumerate() {
        let text = text
            .replace("ines", &format!("ines{number}-"))
            .replace("+336", &format!("+336{number}"))
            .replace("'Moreau", &format!("'Moreau {number}"));
        let file = file_of(&program, &format!("{number}.crm"), &text);
        let mut words = vec!["executer", &*file];
        words.extend(options);
        let errors = with_output(&program, &words, full_output()).fails(6, "ECRITURE_IMPOSSIBLE");
        // What is told to be done is done: whoever begins anew knows what they do twice.
        assert!(
            errors.contains(&format!(
                "Arrêt à {file}:1. Dernière ligne faite : {file}:1. 1 commande exécutée sur 3 lignes, 1 échec."
            )),
            "{errors}"
        );
        assert!(errors.contains("--reprendre"), "{errors}");
        let unfinished = program
            .run_as("sales1", &["executer", &file])
            .fails(1, "EXECUTION_INACHEVEE");
        assert!(unfinished.contains("après 1 ligne faite"), "{unfinished}");
        words.push("--reprendre");
        // Nobody reads: the status says so, and nothing else does but where the run stands.
        let ended = with_output(&program, &words, closed_output());
        assert_eq!(ended.status, Some(6), "{}", ended.errors);
        assert!(!ended.errors.contains('['), "{}", ended.errors);
        ended.assert_no_panic();
        let ended = program.run_as("sales1", &words);
        assert_eq!(ended.status, Some(0), "{}", ended.errors);
    }
    let counts: Vec<(String, u64)> = program.query(
        "SELECT command, COUNT(*) FROM audit_entries WHERE command LIKE 'clients %' GROUP BY command ORDER BY command",
    );
    assert_eq!(
        counts,
        [
            (String::from("clients creer"), 4),
            (String::from("clients modifier"), 2)
        ]
    );
    assert_eq!(program.one::<u64>(UNFINISHED), 0);
}

#[test]
fn a_whole_file_or_a_trial_whose_output_takes_nothing_changes_nothing() {
    let program = Program::held();
    let file = file_of(&program, "a.crm", &(captured(1) + &captured(2)));
    for option in ["--transaction", "--simuler"] {
        with_output(&program, &["executer", &file, option], full_output()).fails(6, "ECRITURE_IMPOSSIBLE");
        assert_eq!(
            with_output(&program, &["executer", &file, option], closed_output()).status,
            Some(6)
        );
    }
    assert_eq!(program.one::<u64>("SELECT COUNT(*) FROM customers"), 3);
}

#[test]
fn a_journal_that_can_be_no_new_file_is_refused() {
    let program = SHARED.program();
    let file = file_of(&program, "a.crm", "clients voir 1\nclients voir 3\n");
    program
        .run_as("sales1", &["executer", &file, "--journal", "/dev/full"])
        .fails(6, "FICHIER_EXISTANT");
    let errors = program
        .run_as("sales1", &["executer", &file, "--journal", "/proc/absent"])
        .fails(6, "ECRITURE_IMPOSSIBLE");
    assert!(errors.contains("/proc/absent"), "{errors}");
}

#[test]
fn every_kind_of_end_has_its_status() {
    let program = SHARED.program();
    let missing = program.data_directory().join("absent.crm");
    let missing = missing.to_str().unwrap();
    let of = |text: &str| file_of(&program, "a.crm", text);
    for (text, status, code) in [
        ("clients voir 999\n", 1, "CLIENT_INTROUVABLE"),
        ("clients vroi 1\n", 2, "VERBE_INCONNU"),
        ("clients transferer 1 --commercial sales1\n", 3, "DROIT_MANQUANT"),
        ("clients modifier 3 --nom X\n", 3, "PAS_PROPRIETAIRE"),
    ] {
        program.run_as("sales2", &["executer", &of(text)]).fails(status, code);
    }
    let right = of("clients voir 1\n");
    program.run_as("sales2", &["executer", &right]).succeeds();
    program.run(&["executer", &right]).fails(4, "CONNEXION_REQUISE");
    program
        .run_as("sales2", &["executer", missing])
        .fails(6, "FICHIER_ILLISIBLE");
    let elsewhere = Program::new().with("EPIC_EVENTS_DATABASE_URL", "mysql://nobody@127.0.0.1:9/nothing");
    elsewhere
        .run_as("sales2", &["executer", &right])
        .fails(5, "BASE_INJOIGNABLE");
}
