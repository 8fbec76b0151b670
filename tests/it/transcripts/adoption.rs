//! `rejouer --depuis`: a real session at a terminal becomes a transcript.

use crate::support::process::Program;
use crate::support::process::terminal::{CTRL_C, Terminal};
use crate::support::source::SourceFile;

use super::{replayer, steps};

/// A session with everything that makes a recording hard to read: colours, completion, corrections, a form, a question, a
/// line wider than the terminal, mistakes, and one given up.
fn recorded(program: &Program) -> String {
    let mut terminal = Terminal::open(program, &[], 100);
    terminal.sign_in("sales2");
    terminal.run("cl l --limite 2");
    terminal.press("clients li\t");
    terminal.wait_for("clients lister");
    terminal.press("x\x7f --mienne\x7f\x7fs");
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
