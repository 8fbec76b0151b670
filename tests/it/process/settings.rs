//! The names and the addresses that settings are written with, as the person reads what is wrong with them.

use crate::support::process::Program;

const URL: &str = "EPIC_EVENTS_DATABASE_URL";

#[test]
fn s11_a_misspelt_setting_stops_the_start_and_its_neighbour_is_named() {
    for (misspelt, meant) in [
        ("EPIC_EVENTS_DATABASE_URI", URL),
        ("EPIC_EVENTS_TIMEZONE", "EPIC_EVENTS_TIME_ZONE"),
        ("EPIC_EVENT_DATABASE_URL", URL),
        ("epic_events_database_url", URL),
    ] {
        let value = "mysql://prog:canari@127.0.0.1:3306/essai";
        let program = Program::new();
        program.file("work/.env", &format!("# l'adresse\n{misspelt}={value}\n"));
        let in_file = program.run(&["--version"]).fails(2, "REGLAGE_INVALIDE");
        let in_environment = Program::new()
            .with(misspelt, value)
            .run(&["--version"])
            .fails(2, "REGLAGE_INVALIDE");
        assert!(in_file.contains(".env, ligne 2"), "{in_file}");
        for message in [in_file, in_environment] {
            assert!(message.contains(misspelt) && message.contains(meant), "{message}");
            assert!(!message.contains("canari"), "{message}");
        }
    }
    // What resembles nothing is refused all the same, and what is somebody else's is left alone.
    Program::new()
        .with("EPIC_EVENTS_COULEUR", "bleu")
        .run(&["--version"])
        .fails(2, "REGLAGE_INVALIDE");
    Program::new()
        .with("EPICURE", "oui")
        .with("RUST_LOGS", "warn")
        .run(&["--version"])
        .succeeds();
}

#[test]
fn s11_a_wrong_value_or_line_of_the_file_is_told_with_its_place_and_without_what_it_holds() {
    let program = Program::new();
    for (text, code, place) in [
        ("\nEPIC_EVENTS_TIME_ZONE=canari\n", "REGLAGE_INVALIDE", ".env, ligne 2"),
        ("# un\n\nRUST_LOG=canari=x=y\n", "REGLAGE_INVALIDE", ".env, ligne 3"),
        ("SENTRY_DSN=canari\n", "REGLAGE_INVALIDE", ".env, ligne 1"),
        ("A=1\nB=can ari\n", "FICHIER_ILLISIBLE", "la ligne 2"),
    ] {
        program.file("work/.env", text);
        let status = if code == "REGLAGE_INVALIDE" { 2 } else { 6 };
        let message = program.run(&["--version"]).fails(status, code);
        assert!(message.contains(place), "{message}");
        assert!(!message.contains("canari"), "{message}");
    }
}

#[test]
fn s11_a_pipe_in_the_place_of_the_settings_is_refused_at_once() {
    let program = Program::new();
    let pipe = program.pipe("work/.env");
    program.run(&["--version"]).fails(6, "FICHIER_ILLISIBLE");
    // A link that leads nowhere is no missing file: without it the demonstration would open.
    std::fs::remove_file(&pipe).unwrap();
    std::os::unix::fs::symlink("absent", &pipe).unwrap();
    program.run(&["--version"]).fails(6, "FICHIER_ILLISIBLE");
}

#[test]
fn s7_a_password_that_is_not_encoded_is_explained_and_not_repeated() {
    for password in ["can@ri", "can:ari", "can/ari", "can%ari"] {
        let message = Program::new()
            .with(URL, &format!("mysql://prog:{password}@127.0.0.1:3306/essai"))
            .run(&["base", "etat"])
            .fails(2, "REGLAGE_INVALIDE");
        for part in [URL, "%40", "%3A", "%2F", "%25"] {
            assert!(message.contains(part), "{message}");
        }
        assert!(!message.contains(password) && !message.contains("ari@"), "{message}");
    }
}
