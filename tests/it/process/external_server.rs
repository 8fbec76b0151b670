//! A server that is configured rather than started, and the settings that name it.

use std::fs::Permissions;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use epic_events::clock::Clock;
use epic_events::demonstration::dataset::PASSWORD;

use crate::support::process::terminal::{CTRL_C, Terminal};
use crate::support::process::{Program, Shared};

const URL: &str = "EPIC_EVENTS_DATABASE_URL";
const OWNER_URL: &str = "EPIC_EVENTS_OWNER_DATABASE_URL";
const ENVIRONMENT: &str = "EPIC_EVENTS_ENVIRONMENT";
const FIRST_ACCOUNT: &str = "base premier-compte --identifiant hrousseau --prenom Hélène --nom Rousseau \
                             --email helene@exemple.fr --telephone 0140203001";
const NEW_PASSWORD: &str = "cheval correct pile agrafe";

/// Whose private server plays the configured one.
static SERVER: Shared = Shared::new();

#[test]
fn a_demonstration_on_a_configured_server_prepares_itself() {
    let server = SERVER.program();
    let program = Program::new()
        .with(URL, &server.address("root", "external_demonstration"))
        .with(ENVIRONMENT, "demonstration");
    let standard = program.run_as("sales2", &["clients", "lister"]).succeeds();
    assert!(standard.contains("Kevin"), "{standard}");
    program.run_as("sales2", &["clients", "voir", "1"]).succeeds();
    // Nothing of its own was started.
    assert_eq!(program.server_process(), None);
    program.feed(&[], "base arreter\n").fails(1, "PAS_DE_SERVEUR_PRIVE");
}

#[test]
fn s4_an_empty_production_database_is_prepared_and_opened_step_by_step() {
    let server = SERVER.program();
    let program = Program::new().with(URL, &server.address("root", "external_production"));
    program.feed(&[], "connexion sales2\nx\n").fails(5, "BASE_NON_PREPAREE");
    program
        .feed(&[], "base reinitialiser --oui\n")
        .fails(1, "INTERDIT_EN_PRODUCTION");

    let mut terminal = program.open();
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("BASE_NON_PREPAREE"), "{shown}");
    assert!(!shown.contains(PASSWORD), "{shown}");
    let shown = terminal.run("base preparer");
    assert!(shown.contains("migration"), "{shown}");
    let shown = terminal.run(FIRST_ACCOUNT);
    let password = shown.trim_end().rsplit(' ').next().unwrap().to_owned();
    assert!(password.len() >= 20, "{shown}");
    let shown = terminal.run(FIRST_ACCOUNT);
    assert!(shown.contains("PREMIER_COMPTE_EXISTANT"), "{shown}");

    let sign_in = |terminal: &mut Terminal| {
        terminal.line("connexion hrousseau");
        terminal.wait_for("Mot de passe de hrousseau : ");
        terminal.line(&password);
        terminal.wait_for("Nouveau mot de passe : ");
    };
    sign_in(&mut terminal);
    terminal.press(CTRL_C);
    terminal.wait_for("INTERROMPU");
    terminal.wait_for_prompt();
    let shown = terminal.run("clients lister");
    assert!(shown.contains("MOT_DE_PASSE_A_CHANGER"), "{shown}");

    sign_in(&mut terminal);
    terminal.line("trop court");
    terminal.wait_for("encore : ");
    terminal.line("trop court");
    terminal.wait_for("MOT_DE_PASSE_REFUSE");
    terminal.wait_for("Nouveau mot de passe : ");
    terminal.line(NEW_PASSWORD);
    terminal.wait_for("encore : ");
    terminal.line(NEW_PASSWORD);
    terminal.wait_for("Bonjour Hélène Rousseau");
    terminal.wait_for_prompt();
    let shown = terminal.run("clients lister");
    assert!(!shown.contains("MOT_DE_PASSE_A_CHANGER"), "{shown}");
    terminal.line("quitter");
    assert_eq!(terminal.end(), Some(0));
    assert_eq!(terminal.text().matches(&password).count(), 1);
    assert!(!terminal.text().contains(NEW_PASSWORD));

    // Behind a pipe nobody can be asked: the new password was chosen, the old one is no good.
    program
        .feed(&[], format!("connexion hrousseau\n{password}\n"))
        .fails(4, "CONNEXION_REFUSEE");
    program
        .feed(&[], format!("connexion hrousseau\n{NEW_PASSWORD}\nmoi\n"))
        .succeeds();
}

#[test]
fn s10_the_diagnostic_wants_an_account_of_the_programs_own() {
    let server = SERVER.program();
    let owner = server.address("root", "external_diagnostic");
    let alone = Program::new().with(URL, &owner);
    alone.feed(&[], "base diagnostic\n").fails(1, "DIAGNOSTIC_DEFAVORABLE");
    alone.feed(&[], "base preparer\n").succeeds();
    let ended = alone.feed(&[], "base diagnostic\n");
    assert!(
        ended.standard.contains("ERREUR   Compte du programme"),
        "{}",
        ended.standard
    );
    assert_eq!(ended.standard.matches("ERREUR").count(), 1, "{}", ended.standard);
    ended.fails(1, "DIAGNOSTIC_DEFAVORABLE");

    let proper = Program::new()
        .with(
            URL,
            &server.address("ee_diagnostic:le%20mot%20de%20passe", "external_diagnostic"),
        )
        .with(OWNER_URL, &owner);
    proper.feed(&[], "connexion x\ny\n").fails(5, "COMPTE_DE_BASE_REFUSE");
    proper.feed(&[], "base preparer\n").succeeds();
    let standard = proper.feed(&[], "base diagnostic\n").succeeds();
    assert!(!standard.contains("ERREUR"), "{standard}");
    proper.feed(&[], "connexion x\ny\n").fails(4, "CONNEXION_REFUSEE");
}

#[test]
fn a_server_that_is_not_there_or_says_nothing_is_given_up_soon() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let clock = Clock::system();
    for address in [nobody, silent.local_addr().unwrap()] {
        let program = Program::new().with(URL, &format!("mysql://programme:secret@{address}/epic_events"));
        let start = clock.monotonic();
        let errors = program.run_as("sales2", &["moi"]).fails(5, "BASE_INJOIGNABLE");
        assert!(errors.contains(&format!("programme@{address}")), "{errors}");
        assert!(!errors.contains("secret"), "{errors}");
        // Three seconds, on a machine that has other things to do; an answer is waited for twenty times as long.
        assert!(clock.monotonic().saturating_sub(start) < Duration::from_secs(30));
    }
    let program = Program::new().with(URL, &format!("mysql://programme:secret@{nobody}/epic_events"));
    let mut terminal = program.open();
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("BASE_INJOIGNABLE"), "{shown}");
    assert!(terminal.run("aide").contains("clients lister"));
    terminal.line("quitter");
    assert_eq!(terminal.end(), Some(0));
}

#[test]
fn a_wrong_setting_stops_the_start_and_is_named() {
    for (name, value) in [
        (URL, "postgres://localhost/base"),
        (URL, "mysql://localhost/base`; DROP"),
        (ENVIRONMENT, "preproduction"),
        ("EPIC_EVENTS_SESSION_IDLE_MINUTES", "2000"),
        ("EPIC_EVENTS_SESSION_MAXIMUM_HOURS", "25"),
        ("EPIC_EVENTS_TIME_ZONE", "Mars/Phobos"),
        ("EPIC_EVENTS_DATABASE_CA", "/no/such/file"),
        ("SENTRY_DSN", "pas une adresse"),
        ("RUST_LOG", "beaucoup"),
    ] {
        let program = Program::new().with(name, value);
        let errors = program.feed(&[], "base etat\n").fails(2, "REGLAGE_INVALIDE");
        assert!(errors.contains(name), "{name}: {errors}");
        assert!(!errors.contains(value), "{name}: {errors}");
    }
}

#[test]
fn s11_settings_are_read_from_the_working_directory_or_a_named_file_and_nowhere_else() {
    const WRONG: &str = "EPIC_EVENTS_TIME_ZONE=Mars/Phobos\n";
    let program = Program::new();
    program.file(".env", WRONG);
    program.run(&["--version"]).succeeds();
    program.file("work/.env", WRONG);
    program.run(&["--version"]).fails(2, "REGLAGE_INVALIDE");
    let named = program.file("settings", "EPIC_EVENTS_TIME_ZONE=Indian/Reunion\n");
    let words = ["--configuration", named.to_str().unwrap(), "--version"];
    program.run(&words).succeeds();
    // The environment wins over the file.
    let program = program.with("EPIC_EVENTS_TIME_ZONE", "Indian/Reunion");
    program.run(&["--version"]).succeeds();
    program
        .run(&["--configuration", "no such file", "--version"])
        .fails(6, "FICHIER_ILLISIBLE");
}

#[test]
fn s11_in_production_a_settings_file_that_others_can_read_is_refused() {
    let program = Program::new();
    let address = "EPIC_EVENTS_DATABASE_URL=mysql://compte:secret@base.exemple.fr/epic_events\n";
    let named = program.file("settings", address);
    let words = ["--configuration", named.to_str().unwrap(), "--version"];
    for (mode, is_refused) in [
        (0o644, true),
        (0o640, true),
        (0o604, true),
        (0o600, false),
        (0o400, false),
    ] {
        std::fs::set_permissions(&named, Permissions::from_mode(mode)).unwrap();
        let ended = program.run(&words);
        if is_refused {
            ended.fails(6, "FICHIER_EXPOSE");
        } else {
            ended.succeeds();
        }
    }
    // A demonstration has no secret to keep.
    let named = program.file("settings", "EPIC_EVENTS_ENVIRONMENT=demonstration\n");
    std::fs::set_permissions(&named, Permissions::from_mode(0o644)).unwrap();
    program.run(&words).succeeds();
}
