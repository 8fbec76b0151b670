//! One command as the program's own arguments: what a script sees of it.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Stdio};

use epic_events::demonstration::dataset::PASSWORD;

use crate::support::process::{Program, Shared, closed_output, eventually, full_output, run, wait};

static SHARED: Shared = Shared::new();

#[test]
fn a_list_in_json_is_an_array_and_nothing_else() {
    let program = SHARED.program();
    let ended = program.run_as("sales2", &["clients", "lister", "--format", "json"]);
    let customers: Vec<serde_json::Value> = serde_json::from_str(&ended.clone().succeeds()).unwrap();
    assert_eq!(customers.len(), 3);
    assert!(customers.iter().all(serde_json::Value::is_object));
    assert_eq!(ended.errors, "");
}

#[test]
fn s3_a_wrong_password_and_an_unknown_name_look_the_same() {
    let program = SHARED.program();
    let refused = |username: &str| {
        program.feed(
            &["--identifiant", username, "--mot-de-passe-fichier", "-", "moi"],
            "pas le bon mot de passe\n",
        )
    };
    let (wrong, unknown) = (refused("support2"), refused("personne"));
    assert_eq!(wrong.errors, unknown.errors);
    assert_eq!(wrong.standard, "");
    wrong.fails(4, "CONNEXION_REFUSEE");
    unknown.fails(4, "CONNEXION_REFUSEE");
}

#[test]
fn b18_what_the_role_may_not_do_is_refused_before_its_values_are_read_and_recorded() {
    let program = Program::held();
    program
        .run_as("manager1", &["clients", "creer", "--email", "pas une adresse"])
        .fails(3, "DROIT_MANQUANT");
    let recorded: (String, String) =
        program.one("SELECT actor_username, outcome FROM audit_entries WHERE command = 'clients creer'");
    assert_eq!(recorded, (String::from("manager1"), String::from("DROIT_MANQUANT")));
}

#[test]
fn an_unknown_verb_is_pointed_at_and_the_nearest_suggested() {
    let program = SHARED.program();
    let errors = program.run(&["clients", "listr"]).fails(2, "VERBE_INCONNU");
    let mut lines = errors.lines().skip_while(|line| !line.contains("clients listr"));
    let (shown, caret) = (lines.next().unwrap(), lines.next().unwrap());
    let column = |line: &str, mark: &str| line.find(mark).map(|start| line[..start].chars().count());
    assert_eq!(column(caret, "^"), column(shown, "listr"), "{errors}");
    assert!(errors.contains("lister"), "{errors}");
}

#[test]
fn a_duplicate_names_the_customer_that_exists() {
    let program = SHARED.program();
    let person = ["--prenom", "Ada", "--nom", "Durand", "--telephone", "0612345699"];
    let mut words = vec![
        "clients",
        "creer",
        "--email",
        "KEVIN@startup.io",
        "--entreprise",
        "Durand",
    ];
    words.extend(person);
    let errors = program.run_as("sales2", &words).fails(1, "EMAIL_DEJA_UTILISE");
    assert!(errors.contains("Casey"), "{errors}");
}

#[test]
fn every_wrong_value_is_reported_at_once() {
    let program = SHARED.program();
    let ended = program.run_as(
        "sales2",
        &[
            "clients",
            "creer",
            "--prenom=",
            "--nom",
            "a\u{202e}b",
            "--email",
            "personne",
            "--telephone",
            "12",
            "--entreprise= ",
        ],
    );
    assert_eq!(ended.status, Some(2), "{}", ended.errors);
    assert_eq!(ended.standard, "");
    let messages = ended.errors.matches("Commande incorrecte [").count();
    assert_eq!(messages, 5, "{}", ended.errors);
}

#[test]
fn s7_a_password_file_that_others_can_read_is_refused() {
    let program = SHARED.program();
    let path = program.file("exposed", &format!("{PASSWORD}\n"));
    for (mode, is_refused) in [(0o644, true), (0o640, true), (0o400, false)] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let ended = program.run(&[
            "--identifiant",
            "sales2",
            "--mot-de-passe-fichier",
            path.to_str().unwrap(),
            "moi",
        ]);
        if is_refused {
            ended.fails(6, "FICHIER_EXPOSE");
        } else {
            ended.succeeds();
        }
    }
}

#[test]
fn the_password_can_be_the_first_line_of_standard_input() {
    let program = SHARED.program();
    let words = [
        "--identifiant",
        "sales2",
        "--mot-de-passe-fichier",
        "-",
        "clients",
        "voir",
        "1",
    ];
    for end in ["\n", "\r\n", "", "\nreste"] {
        let input = format!("{PASSWORD}{end}");
        assert!(program.feed(&words, input).succeeds().contains("Kevin"));
    }
    program.feed(&words, "").fails(4, "CONNEXION_REFUSEE");
}

#[test]
fn a_password_written_late_into_a_pipe_is_waited_for() {
    let program = SHARED.program();
    let pipe = program.pipe("pipe");
    // Open at both ends, so that nobody waits for the other to open theirs.
    let mut writer = OpenOptions::new().read(true).write(true).open(&pipe).unwrap();
    let mut command = program.command(&["--identifiant", "sales2", "--mot-de-passe-fichier"]);
    command
        .arg(&pipe)
        .arg("moi")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    eventually("a program that has the pipe open", || {
        has_open(&child, &pipe).then_some(())
    });
    writer.write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    assert!(wait(&mut child).success());
    let told = std::io::read_to_string(child.stdout.unwrap()).unwrap();
    assert!(told.contains("sales2"), "{told}");
}

/// Whether a process has a file open.
fn has_open(process: &Child, file: &Path) -> bool {
    let file = file.canonicalize().unwrap();
    let open = std::fs::read_dir(format!("/proc/{}/fd", process.id())).unwrap();
    open.flatten()
        .any(|number| std::fs::read_link(number.path()).is_ok_and(|target| target == file))
}

#[test]
fn commands_on_standard_input_may_follow_the_password() {
    let program = SHARED.program();
    let standard = program
        .feed(
            &["--identifiant", "sales2", "--mot-de-passe-fichier", "-"],
            format!("{PASSWORD}\nmoi\nclients voir 1\n"),
        )
        .succeeds();
    assert!(standard.contains("sales2"), "{standard}");
    assert!(standard.contains("Kevin"), "{standard}");
}

#[test]
fn without_a_password_and_without_a_terminal_nobody_is_signed_in() {
    let program = SHARED.program();
    for command in [
        &["--identifiant", "sales2", "clients", "lister"][..],
        &["connexion", "sales2"],
    ] {
        let told = program.run(command).fails(4, "CONNEXION_REQUISE");
        assert!(told.contains("Mot de passe"), "{told}");
    }
    program.run(&["clients", "lister"]).fails(4, "CONNEXION_REQUISE");
}

#[test]
fn version_and_help_start_nothing() {
    let program = Program::new();
    assert_eq!(
        program.run(&["--version"]).succeeds(),
        concat!("epic_events ", env!("CARGO_PKG_VERSION"), "\n")
    );
    let help = program.run(&["--aide"]).succeeds();
    assert!(
        help.contains("--identifiant IDENTIFIANT") && help.contains("--version"),
        "{help}"
    );
    assert!(help.contains("clients lister"), "{help}");
    let help = program.run(&["clients", "lister", "--aide"]).succeeds();
    assert!(help.contains("--recherche"), "{help}");
    assert!(!program.data_directory().join("server").exists());
}

#[test]
fn a_full_disk_is_an_error_and_no_panic() {
    let program = SHARED.program();
    let file = program.password_file();
    for words in [
        vec![
            "--identifiant",
            "sales2",
            "--mot-de-passe-fichier",
            &file,
            "clients",
            "lister",
        ],
        vec!["--version"],
        vec!["--aide"],
    ] {
        let mut command = program.command(&words);
        command.stdout(full_output()).stderr(Stdio::piped());
        run(command, b"").fails(6, "ECRITURE_IMPOSSIBLE");
    }
}

#[test]
fn a_reader_that_leaves_hears_no_noise() {
    let program = SHARED.program();
    let file = program.password_file();
    for words in [
        vec![
            "--identifiant",
            "sales2",
            "--mot-de-passe-fichier",
            &file,
            "clients",
            "lister",
        ],
        vec!["--version"],
        vec!["--aide"],
    ] {
        let mut command = program.command(&words);
        command.stdout(closed_output()).stderr(Stdio::piped());
        let ended = run(command, b"");
        // The status says that not everything was delivered, as that of other programs does.
        assert_eq!((ended.status, &*ended.errors), (Some(6), ""), "{words:?}");
    }
}

#[test]
fn a_closed_standard_error_changes_no_status() {
    let program = SHARED.program();
    let mut command = program.command(&["clients", "listr"]);
    command.stdout(Stdio::piped()).stderr(closed_output());
    assert_eq!(run(command, b"").status, Some(2));
}

#[test]
fn a_folder_that_cannot_be_written_is_told_with_its_setting() {
    let server = SHARED.program();
    let file = server.file("work/dossier.crm", "clients lister\n");
    // Below what is no folder nobody can write, root neither.
    let elsewhere = Program::new()
        .with("EPIC_EVENTS_DATA_DIRECTORY", "/dev/null/donnees")
        .with("EPIC_EVENTS_DATABASE_URL", &server.address("root", "epic_events"))
        .with("EPIC_EVENTS_ENVIRONMENT", "demonstration");
    let refused = elsewhere.run_as("sales2", &["executer", file.to_str().unwrap()]);
    let errors = refused.fails(6, "DOSSIER_INUTILISABLE").replace('\u{a0}', " ");
    assert!(errors.contains("« /dev/null/donnees »"), "{errors}");
    assert!(errors.contains("EPIC_EVENTS_DATA_DIRECTORY"), "{errors}");

    let without_server = Program::new().with("EPIC_EVENTS_DATA_DIRECTORY", "/dev/null/donnees");
    let errors = without_server.run(&["base", "etat"]).fails(5, "SERVEUR_NON_DEMARRE");
    assert!(
        errors.contains("/dev/null/donnees") && errors.contains("EPIC_EVENTS_DATA_DIRECTORY"),
        "{errors}"
    );

    let without_temporary = Program::held().with("TMPDIR", "/dev/null/temporaire");
    without_temporary.file("work/essai.seance", "% identifiant sales2\ncrm> moi\n");
    let errors = without_temporary
        .run(&["rejouer", "essai.seance"])
        .fails(6, "DOSSIER_INUTILISABLE");
    assert!(
        errors.contains("/dev/null/temporaire") && errors.contains("TMPDIR"),
        "{errors}"
    );
}

#[test]
fn the_memory_of_a_password_is_given_back() {
    let program = SHARED.program();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    for _ in 0..2 {
        terminal.line("connexion sales2");
        terminal.wait_for("Mot de passe de sales2 : ");
        terminal.line(PASSWORD);
        terminal.wait_for_prompt();
    }
    let path = format!("/proc/{}/status", terminal.process().as_raw_nonzero());
    let status = std::fs::read_to_string(path).unwrap();
    let kibibytes = |name: &str| -> u64 {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    };
    // One verification uses 19 MiB.
    assert!(kibibytes("RssAnon:") < 17 * 1024, "{status}");
    assert!(kibibytes("VmHWM:") - kibibytes("VmRSS:") > 15 * 1024, "{status}");
}
