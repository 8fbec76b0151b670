//! Commands on standard input: what is accepted of files made anywhere, and where reading stops.

use epic_events::demonstration::dataset::PASSWORD;

use crate::support::process::{Ended, Program, Shared};

static SHARED: Shared = Shared::new();

/// Commands of a person who is signed in, one a line.
fn signed_in(program: &Program, commands: &str) -> Ended {
    program.feed(&[], format!("connexion sales2\n{PASSWORD}\n{commands}"))
}

#[test]
fn lines_run_in_order_and_the_password_is_the_line_after_the_sign_in() {
    let program = SHARED.program();
    let standard = signed_in(&program, "clients voir 1\n\nclients voir 3\n").succeeds();
    let place = |text: &str| standard.find(text).unwrap_or_else(|| panic!("no {text} in {standard}"));
    assert!(place("Bonjour") < place("Kevin"));
    assert!(place("Kevin") < place("Lou"));
    assert!(!standard.contains(PASSWORD));
}

#[test]
fn the_first_failure_ends_the_run_with_its_status() {
    let program = SHARED.program();
    for (failing, status, code) in [
        ("clients voir 999", 1, "CLIENT_INTROUVABLE"),
        ("clients listr", 2, "VERBE_INCONNU"),
        ("clients transferer 1 --commercial sales3", 3, "DROIT_MANQUANT"),
        ("clients supprimer 2", 2, "CONFIRMATION_REQUISE"),
    ] {
        let ended = signed_in(&program, &format!("{failing}\nclients voir 3\n"));
        assert!(!ended.standard.contains("Bouzin"), "{failing}: {}", ended.standard);
        assert_eq!(ended.status, Some(status), "{failing}: {}", ended.errors);
        assert!(ended.errors.contains(code), "{failing}: {}", ended.errors);
    }
    program
        .feed(&[], "connexion sales2\nfaux\nclients voir 3\n")
        .fails(4, "CONNEXION_REFUSEE");
}

#[test]
fn a_question_of_signing_in_that_nobody_answers_is_named() {
    let program = SHARED.program();
    for (line, question, advice) in [
        ("connexion sales2\n", "Mot de passe", "--mot-de-passe-fichier"),
        ("connexion\n", "Identifiant", "après connexion"),
    ] {
        let told = program.feed(&[], line).fails(4, "CONNEXION_REQUISE");
        for text in [&format!("«\u{a0}{question}\u{a0}»"), advice] {
            assert!(told.contains(text), "{line}: {told}");
        }
        assert!(!told.contains("personne n'est connecté"), "{line}: {told}");
    }
}

#[test]
fn a_new_password_that_nobody_can_type_is_said_so() {
    let program = SHARED.program();
    signed_in(&program, "mot-de-passe changer\n").fails(2, "CONFIRMATION_REQUISE");
}

#[test]
fn leaving_ends_the_run_with_success() {
    let program = SHARED.program();
    let standard = program.feed(&[], "quitter\nbase etat\n").succeeds();
    assert!(!standard.contains("Base : "), "{standard}");
}

#[test]
fn files_of_windows_are_read_like_others() {
    let program = SHARED.program();
    let commands = format!("\u{feff}connexion sales2\r\n{PASSWORD}\r\nclients voir 1\r\n");
    assert!(program.feed(&[], commands).succeeds().contains("Kevin"));
}

#[test]
fn the_last_line_needs_no_end_and_comments_and_blank_lines_count_for_nothing() {
    let program = SHARED.program();
    let standard = signed_in(&program, "# les clients\n   \n\nclients voir 1 # Kevin").succeeds();
    assert!(standard.contains("Kevin"));
    assert_eq!(program.feed(&[], "").succeeds(), "");
    assert_eq!(program.feed(&[], "\n\n# rien\n").succeeds(), "");
}

#[test]
fn s23_hostile_lines_are_refused_without_harm() {
    let program = SHARED.program();
    program.feed(&[], "clients\0lister\n").fails(2, "OBJET_INCONNU");
    program
        .feed(&[], format!("clients lister {}\n", "x".repeat(100 * 1024)))
        .fails(2, "LIGNE_TROP_LONGUE");
    // Cut in the middle of a character.
    for blanks in ["", " "] {
        program
            .feed(&[], format!("{blanks}{}\n", "é".repeat(50 * 1024)))
            .fails(2, "LIGNE_TROP_LONGUE");
    }
    // A megabyte without a line feed is not read whole before it is refused.
    program.feed(&[], vec![b'x'; 1024 * 1024]).fails(2, "LIGNE_TROP_LONGUE");
    program
        .feed(&[], b"# fichier enregistr\xe9 en Windows-1252\nbase etat\n")
        .fails(6, "FICHIER_ILLISIBLE");
}

#[test]
fn abbreviations_are_for_people() {
    let program = SHARED.program();
    let ended = program.feed(&[], "cl l\n");
    assert_eq!(ended.status, Some(2), "{}", ended.errors);
}
