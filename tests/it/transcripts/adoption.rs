//! `rejouer --depuis`: a real session at a terminal becomes a transcript.

use crate::support::process::Program;
use crate::support::process::terminal::{CTRL_C, ENTER, Terminal};
use crate::support::source::SourceFile;

use super::{replayer, steps};

/// A session with everything that makes a recording hard to read: colours, completion, corrections, a form, a question,
/// a line wider than the terminal, mistakes, and one given up.
fn recorded(program: &Program) -> String {
    let mut terminal = Terminal::open(program, &[], 100);
    terminal.sign_in("sales2");
    terminal.run("cl l --limite 2");
    terminal.press("clients li\t");
    terminal.wait_for("clients lister");
    terminal.press("x\x7f--mienne\x7f\x7fs");
    terminal.run("");
    terminal.line("clients creer --nom Arnaud --entreprise \"Maison Arnaud\"");
    terminal.wait_for("Prénom : ");
    terminal.line("Noé");
    terminal.wait_for("Adresse e-mail : ");
    terminal.line("noe");
    terminal.wait_for("Adresse e-mail : ");
    terminal.line("noe@exemple.fr");
    terminal.wait_for("français : ");
    terminal.line("06 12 34 56 99");
    terminal.wait_for_prompt();
    terminal.run(WIDE);
    terminal.run("clients listr");
    terminal.line("clients creer");
    terminal.wait_for("Prénom : ");
    terminal.press(CTRL_C);
    terminal.wait_for_prompt();
    terminal.line("clients supprimer 4");
    terminal.wait_for("(o/n) ");
    terminal.line("n");
    terminal.wait_for_prompt();
    terminal.run("clients voir 5");
    terminal.line("quitter");
    assert_eq!(terminal.end(), Some(0));
    String::from_utf8(terminal.bytes().to_vec()).expect("it is text")
}

const WIDE: &str = "clients creer --prenom Inès --nom Moreau --email ines.moreau@exemple.fr --telephone \"06 12 34 56 78\" \
                    --entreprise \"Moreau Frères\"";

#[test]
fn the_recording_of_a_session_replays_green_at_once() {
    let program = Program::held();
    let raw = recorded(&program);
    assert!(raw.contains("\x1b[1;36m"), "{raw:?}");
    program.file("work/copie.txt", &raw);
    let words = ["rejouer", "session.seance", "--depuis", "copie.txt"];
    assert_eq!(
        program.run(&words).succeeds(),
        "9 lignes tapées écrites dans session.seance.\n"
    );
    let replayed = program.run(&["rejouer", "session.seance"]);
    assert_eq!(replayed.errors, "");
    assert_eq!(replayed.succeeds(), "1 transcription : 1 conforme.\n");

    let path = program.work_directory().join("session.seance");
    let source = SourceFile {
        path: String::from("session.seance"),
        text: std::fs::read_to_string(path).expect("it is there"),
    };
    let typed: Vec<(String, Vec<String>)> = steps(&source)
        .into_iter()
        .map(|step| (step.line, step.answers))
        .collect();
    let expected: [(&str, &[&str]); 9] = [
        ("connexion sales2", &["demonstration-2026"]),
        ("clients lister --limite 2", &[]),
        ("clients lister --miens", &[]),
        (
            "clients creer --nom Arnaud --entreprise \"Maison Arnaud\"",
            &["Noé", "noe", "noe@exemple.fr", "06 12 34 56 99"],
        ),
        (WIDE, &[]),
        ("clients listr", &[]),
        ("clients supprimer 4", &["n"]),
        ("clients voir 5", &[]),
        ("quitter", &[]),
    ];
    let expected: Vec<(String, Vec<String>)> = expected
        .into_iter()
        .map(|(line, answers)| (line.to_owned(), answers.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(typed, expected);
}

const CORRECTED: &str =
    "clients modifier 2 --telephone \"+33 6 12 34 56 79\" --entreprise \"Fournier et Filles Associés\"";
const BACKSPACE: &str = "\x7f";
const LEFT: &str = "\x1b[D";
const UP: &str = "\x1b[A";
const HOME: &str = "\x1b[H";
const END: &str = "\x1b[F";

/// What a person types in a terminal that is too narrow for it, with all the keys that help them.
fn typed_key_by_key(program: &Program, columns: u16) -> String {
    fn keys(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }
    let mut terminal = Terminal::open(program, &[], columns);
    let press = |terminal: &mut Terminal, text: &str| {
        let keys = keys(text);
        terminal.key_by_key(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    };
    terminal.sign_in("sales2");
    press(&mut terminal, CORRECTED);
    terminal.key_by_key(&[BACKSPACE, BACKSPACE, "s", "\"", LEFT, LEFT, LEFT, "x", BACKSPACE]);
    // In the first row, while there are others.
    terminal.key_by_key(&[HOME, "x", "y", LEFT, LEFT, "\x1b[3~", "\x1b[3~", END]);
    terminal.end_line(ENTER);
    // Given up, in one row and in several.
    press(&mut terminal, "clients vo");
    terminal.end_line(CTRL_C);
    press(&mut terminal, &CORRECTED.replace("modifier", "creer"));
    terminal.key_by_key(&[HOME]);
    terminal.end_line(CTRL_C);
    press(&mut terminal, "clients lister");
    terminal.end_line(CTRL_C);
    press(&mut terminal, "clients ");
    terminal.press("\t\t");
    terminal.wait_for("supprimer");
    press(&mut terminal, "voir 2");
    terminal.end_line(ENTER);
    terminal.key_by_key(&[UP, UP, BACKSPACE, " ", "S", "A", "\""]);
    terminal.end_line(ENTER);
    terminal.line("quitter");
    assert_eq!(terminal.end(), Some(0));
    String::from_utf8(terminal.bytes().to_vec()).expect("it is text")
}

#[test]
fn lines_typed_key_by_key_are_whole_however_narrow_the_terminal_is() {
    let program = Program::held();
    let prolonged = format!("{} SA\"", CORRECTED.trim_end_matches('"'));
    for columns in [40, 80, 100] {
        program.file("work/copie.txt", &typed_key_by_key(&program, columns));
        let ended = program.run(&["rejouer", "--depuis", "copie.txt"]);
        // Lines that were given up were not run.
        assert_eq!(ended.errors, "");
        let transcript = ended.succeeds();
        let typed: Vec<&str> = transcript
            .lines()
            .filter_map(|line| line.strip_prefix("crm> "))
            .collect();
        let expected = ["connexion sales2", CORRECTED, "clients voir 2", &prolonged, "quitter"];
        assert_eq!(typed, expected, "{columns} columns");
    }
}

#[test]
fn answers_are_found_after_questions_about_another_record_and_what_cannot_be_kept_is_told() {
    let program = replayer();
    let copy = format!(
        "crm> connexion sales2\nBonjour.\ncrm> clients creer --prenom Noé --nom Arnaud --email noe@exemple.fr --telephone \
         0612345678 --entreprise Arnaud\nClient n° 5103 créé.\ncrm> clients supprimer noe@exemple.fr\n{}\ncrm> \
         clients supprimer 2\nOpération impossible\ncrm> moi\n",
        "Supprimer définitivement le client n° 5103 : Noé Arnaud (Ar\nnaud) ? (o/n) o\nClient supprimé."
    );
    program.file("work/copie.txt", &copy);
    let ended = program.run(&["rejouer", "session.seance", "--depuis", "copie.txt"]);
    assert!(
        ended.errors.starts_with(
            "copie.txt:9 : «\u{a0}clients supprimer 2\u{a0}» n'est pas gardé ; la copie n'a pas de réponse à la question : Supprimer "
        ) && ended.errors.lines().count() == 1,
        "{}",
        ended.errors
    );
    assert_eq!(ended.succeeds(), "4 lignes tapées écrites dans session.seance.\n");
    let path = program.work_directory().join("session.seance");
    let text = std::fs::read_to_string(path).expect("it is there");
    let answered = "\ncrm> clients supprimer noe@exemple.fr\n< o\n| Client n°";
    assert!(
        text.contains(answered) && !text.contains("crm> clients supprimer 2"),
        "{text}"
    );
}

#[test]
fn what_every_replay_shows_differently_is_any_text() {
    let program = replayer();
    program.file(
        "work/copie.txt",
        "crm> base etat\ncrm> connexion manager1\ncrm> journal verifier\ncrm> quitter\n",
    );
    program
        .run(&["rejouer", "session.seance", "--depuis", "copie.txt"])
        .succeeds();
    let path = program.work_directory().join("session.seance");
    let text = std::fs::read_to_string(path).expect("it is there");
    assert!(text.contains("\n| Empreinte des têtes : [..]\n"), "{text}");
    assert!(!text.contains("ee_rejeu_"), "{text}");
    for _ in 0..2 {
        let replayed = program.run(&["rejouer", "session.seance"]);
        assert_eq!(replayed.succeeds(), "1 transcription : 1 conforme.\n");
    }
}

#[test]
fn a_copy_without_commands_is_none() {
    let program = replayer();
    for text in ["", "Bonjour.\n", "crm> \ncrm> \n"] {
        program.file("work/copie.txt", text);
        let ended = program.run(&["rejouer", "session.seance", "--depuis", "copie.txt"]);
        let errors = ended.fails(6, "FICHIER_ILLISIBLE");
        assert!(errors.contains("aucune commande"), "{errors}");
    }
}

#[test]
fn a_transcript_that_cannot_be_written_is_told_before_anything_is_played() {
    let program = replayer();
    program.file("work/copie.txt", "crm> clients supprimer 2\ncrm> moi\n");
    program.file("work/session.seance", "crm> moi\n");
    for (path, code) in [
        ("nulle-part/session.seance", "ECRITURE_IMPOSSIBLE"),
        ("session.seance", "FICHIER_EXISTANT"),
    ] {
        let ended = program.run(&["rejouer", path, "--depuis", "copie.txt"]);
        let errors = ended.fails(6, code);
        assert!(!errors.contains("copie.txt"), "{errors}");
    }
}

#[test]
fn without_a_name_the_transcript_is_the_result() {
    let program = replayer();
    program.file("work/copie.txt", "$ moi\n$ aide clients voir\n");
    let text = program.run(&["rejouer", "--depuis", "copie.txt"]).succeeds();
    assert!(
        text.starts_with("% mode execution\n\ncrm> moi\n! Connexion requise [CONNEXION_REQUISE]"),
        "{text}"
    );
    assert!(
        text.contains("\n? connexion\n\ncrm> aide clients voir\n| clients voir\n"),
        "{text}"
    );
}

#[test]
fn what_does_not_end_as_in_the_copy_is_told() {
    let program = replayer();
    for (copy, told, kept) in [
        // A password that was refused is refused again.
        (
            "demonstration> connexion sales2\nMot de passe de sales2 : \nConnexion requise [CONNEXION_REFUSEE] : \
             l'identifiant ou le mot de passe est refusé.\ndemonstration> moi\nConnexion requise [CONNEXION_REQUISE] : \
             personne n'est connecté.\n",
            "",
            "crm> connexion sales2\n< autre\n! Connexion requise [CONNEXION_REFUSEE]",
        ),
        // Nothing is invented where somebody gave up.
        (
            "demonstration> connexion sales2\nMot de passe de sales2 : \nBonjour Dawn Stanley (commercial).\n\
             demonstration> mot-de-passe changer\nMot de passe actuel : \nCommande interrompue [INTERROMPU] : la commande \
             a été arrêtée avant la fin ; rien n'a été enregistré.\ndemonstration> moi\nDawn Stanley (sales2)\n",
            "copie.txt:4 : «\u{a0}mot-de-passe changer\u{a0}» n'est pas gardé ; il y est interrompu\n",
            "crm> moi\n| Dawn Stanley (sales2)\n",
        ),
        // What was typed in a session that was open before cannot be typed without one.
        (
            "Dawn Stanley (commercial) demonstration> moi\nDawn Stanley (sales2)\n",
            "copie.txt:1 : «\u{a0}moi\u{a0}» ne finit pas comme dans la copie : [CONNEXION_REQUISE] ; une copie qui \
             commence dans une session ouverte veut % identifiant NOM en tête\n",
            "crm> moi\n! Connexion requise [CONNEXION_REQUISE]",
        ),
    ] {
        program.file("work/copie.txt", copy);
        let ended = program.run(&["rejouer", "--depuis", "copie.txt"]);
        assert_eq!(ended.errors, told, "{copy}");
        assert!(ended.succeeds().contains(kept), "{copy}");
    }
}
