//! `rejouer --depuis` of a recording: what was typed at a terminal comes back exactly, however it was typed.

use epic_events::demonstration::dataset::PASSWORD;

use crate::support::process::Program;
use crate::support::process::terminal::{CTRL_C, ENTER, Terminal};
use crate::support::source::SourceFile;

use super::steps;

const BACKSPACE: &str = "\x7f";
const CTRL_K: &str = "\x0b";
const CTRL_L: &str = "\x0c";
const CTRL_R: &str = "\x12";
const CTRL_U: &str = "\x15";
const CTRL_W: &str = "\x17";
const LEFT: &str = "\x1b[D";
const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const HOME: &str = "\x1b[H";
const TAB: &str = "\t";

/// Longer than any terminal here is wide.
const LONG: &str = "clients modifier 2 --telephone \"+33 6 12 34 56 79\" --entreprise \"Fournier et Filles Associés de \
                    Villeneuve-sur-Lot\" --prenom \"Anne-Camille\"";
/// An answer as long.
const COMPANY: &str = "Établissements Arnaud et Filles, Transports et Déménagements de toute l'Île-de-France";

/// Presses keys one after the other, each once the one before is shown.
fn type_keys(terminal: &mut Terminal, text: &str) {
    let keys: Vec<String> = text.chars().map(String::from).collect();
    terminal.key_by_key(&keys.iter().map(String::as_str).collect::<Vec<_>>());
}

/// Types a line key by key, ends it, and waits until the next one can be typed.
fn type_line(terminal: &mut Terminal, text: &str) {
    type_keys(terminal, text);
    terminal.end_line(ENTER);
}

/// Presses keys of which some show nothing, ends the line, and waits until the next one can be typed.
fn press_line(terminal: &mut Terminal, keys: &[&str]) {
    terminal.press(&keys.concat());
    terminal.end_line(ENTER);
}

fn bytes(terminal: &Terminal) -> String {
    String::from_utf8(terminal.bytes().to_vec()).expect("it is text")
}

/// The lines typed of the transcript of a recording, with the answers to their questions; it replays as it is.
#[track_caller]
fn typed_in(program: &Program, recording: &str) -> Vec<(String, Vec<String>)> {
    program.file("work/copie.txt", recording);
    let words = ["rejouer", "session.seance", "--depuis", "copie.txt", "--ecraser"];
    let ended = program.run(&words);
    assert_eq!(ended.errors, "");
    ended.succeeds();
    let replayed = program.run(&["rejouer", "session.seance"]);
    assert_eq!(replayed.succeeds(), "1 transcription : 1 conforme.\n");
    let path = program.work_directory().join("session.seance");
    let text = std::fs::read_to_string(path).expect("it is there");
    assert!(!text.contains('\x1b'), "{text:?}");
    let source = SourceFile {
        path: String::from("session.seance"),
        text,
    };
    let steps = steps(&source).into_iter();
    steps.map(|step| (step.line, step.answers)).collect()
}

#[track_caller]
fn assert_typed(program: &Program, recording: &str, expected: &[(&str, &[&str])]) {
    let expected: Vec<(String, Vec<String>)> = expected
        .iter()
        .map(|(line, answers)| ((*line).to_owned(), answers.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(typed_in(program, recording), expected);
}

#[test]
fn corrected_lines_come_back_as_they_were_run() {
    for columns in [31, 40, 80, 100] {
        let program = Program::held();
        let mut terminal = Terminal::open(&program, &[], columns);
        terminal.sign_in("sales2");
        type_keys(&mut terminal, "clients listre");
        terminal.key_by_key(&[BACKSPACE, BACKSPACE]);
        type_line(&mut terminal, "er");
        type_keys(
            &mut terminal,
            "un mot de trop qui prend plus d'une ligne à lui tout seul",
        );
        terminal.key_by_key(&[CTRL_U]);
        type_line(&mut terminal, "moi");
        // One word is completed at once, another is proposed with all that may follow.
        press_line(&mut terminal, &["cli", TAB, "voi", TAB, "2"]);
        press_line(&mut terminal, &["clients ", TAB, TAB, "voir 5"]);
        // Several rows, mended in the first and in the last.
        type_keys(&mut terminal, LONG);
        terminal.key_by_key(&[CTRL_W, BACKSPACE, LEFT, LEFT, "x", BACKSPACE]);
        terminal.key_by_key(&[HOME, "x", "y", BACKSPACE, BACKSPACE]);
        terminal.end_line(ENTER);
        // The history, upwards and back, then with its end cut off.
        terminal.key_by_key(&[UP, UP, UP, DOWN]);
        terminal.end_line(ENTER);
        terminal.key_by_key(&[UP, LEFT, CTRL_K, "3"]);
        terminal.end_line(ENTER);
        // Found in the history, where a word that is nowhere is found first.
        press_line(
            &mut terminal,
            &[CTRL_R, "zzz", BACKSPACE, BACKSPACE, BACKSPACE, "lister"],
        );
        // Given up, in one row and in several.
        type_keys(&mut terminal, "clients lister");
        terminal.end_line(CTRL_C);
        type_keys(&mut terminal, LONG);
        terminal.key_by_key(&[HOME]);
        terminal.end_line(CTRL_C);
        press_line(&mut terminal, &[]);
        // A screen that is cleared in the middle of a line.
        type_keys(&mut terminal, "clients lister --rech");
        terminal.key_by_key(&[CTRL_L]);
        type_line(
            &mut terminal,
            "erche \"李 e\u{301}té 👩\u{200d}🚀 n°\u{a0}1\" --limite 3",
        );
        type_line(&mut terminal, "clients listr");
        terminal.line("quitter");
        assert_eq!(terminal.end(), Some(0));
        let mended = LONG.replace(" \"Anne-Camille\"", "");
        assert_typed(
            &program,
            &bytes(&terminal),
            &[
                ("connexion sales2", &[PASSWORD]),
                ("clients lister", &[]),
                ("moi", &[]),
                ("clients voir 2", &[]),
                ("clients voir 5", &[]),
                (&mended, &[]),
                ("clients voir 5", &[]),
                ("clients voir 3", &[]),
                ("clients lister", &[]),
                (
                    "clients lister --recherche \"李 e\u{301}té 👩\u{200d}🚀 n°\u{a0}1\" --limite 3",
                    &[],
                ),
                ("clients listr", &[]),
                ("quitter", &[]),
            ],
        );
    }
}

#[test]
fn answers_come_back_after_their_questions() {
    for columns in [31, 80] {
        let program = Program::held();
        let mut terminal = Terminal::open(&program, &[], columns);
        terminal.sign_in("sales2");
        type_line(&mut terminal, "clients creer --nom Arnaud");
        type_keys(&mut terminal, "Zoé");
        terminal.key_by_key(&[CTRL_U]);
        type_line(&mut terminal, "Noé");
        type_line(&mut terminal, "noe");
        type_keys(&mut terminal, "noe@example.fr");
        terminal.key_by_key(&[BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE]);
        type_line(&mut terminal, "le.fr");
        type_line(&mut terminal, "06 12 34 56 99");
        type_keys(&mut terminal, COMPANY);
        terminal.key_by_key(&[HOME, "x", BACKSPACE]);
        terminal.end_line(ENTER);
        type_line(&mut terminal, "clients supprimer 4");
        type_line(&mut terminal, "peut-être");
        type_line(&mut terminal, "n");
        terminal.line("quitter");
        assert_eq!(terminal.end(), Some(0));
        assert_typed(
            &program,
            &bytes(&terminal),
            &[
                ("connexion sales2", &[PASSWORD]),
                (
                    "clients creer --nom Arnaud",
                    &["Noé", "noe", "noe@example.fr", "06 12 34 56 99", COMPANY],
                ),
                ("clients supprimer 4", &["peut-être", "n"]),
                ("quitter", &[]),
            ],
        );
    }
}

#[test]
fn a_line_that_ends_where_the_terminal_ends_is_whole() {
    const COLUMNS: u16 = 40;
    let program = Program::held();
    let mut terminal = Terminal::open(&program, &[], COLUMNS);
    terminal.sign_in("sales2");
    let mut expected = vec![(String::from("connexion sales2"), vec![String::from(PASSWORD)])];
    let columns = usize::from(COLUMNS);
    for length in [columns - 1, columns, columns + 1, 2 * columns - 1, 2 * columns] {
        let line = "clients lister --limite 3 --recherche ";
        let room = length + columns - "sales2 demonstration> ".len() - line.len();
        let line = format!("{line}{}", "x".repeat(room));
        type_line(&mut terminal, &line);
        expected.push((line, Vec::new()));
        let line = format!("clients creer --prenom Noé --nom N --telephone 0612345699 --email n{length}@exemple.fr");
        type_line(&mut terminal, &line);
        let company = "x".repeat(length - "Entreprise : ".len());
        type_line(&mut terminal, &company);
        expected.push((line, vec![company]));
    }
    terminal.line("quitter");
    assert_eq!(terminal.end(), Some(0));
    expected.push((String::from("quitter"), Vec::new()));
    assert_eq!(typed_in(&program, &bytes(&terminal)), expected);
}

#[test]
fn lines_that_are_pasted_or_typed_ahead_come_back_one_by_one() {
    let program = Program::held();
    let mut terminal = Terminal::open(&program, &[], 40);
    terminal.sign_in("sales2");
    terminal.paste(&format!("clients voir 2\n{LONG}\nclients listr\nmoi\n"));
    terminal.end_line(ENTER);
    // What is typed while a command runs is shown by the terminal, and again at the prompt.
    terminal.press("clients voir 1\rclients voir 3\r");
    terminal.line("quitter");
    assert_eq!(terminal.end(), Some(0));
    assert_typed(
        &program,
        &bytes(&terminal),
        &[
            ("connexion sales2", &[PASSWORD]),
            ("clients voir 2", &[]),
            (LONG, &[]),
            ("clients listr", &[]),
            ("clients voir 1", &[]),
            ("clients voir 3", &[]),
            ("quitter", &[]),
        ],
    );
}

#[test]
fn a_line_is_whole_when_the_terminal_gets_another_width_meanwhile() {
    let program = Program::held();
    let mut terminal = Terminal::open(&program, &[], 100);
    terminal.sign_in("sales2");
    let (first, second) = LONG.split_at(60);
    for columns in [40, 120, 50] {
        type_keys(&mut terminal, first);
        terminal.redraw(columns);
        type_line(&mut terminal, second);
    }
    terminal.line("quitter");
    assert_eq!(terminal.end(), Some(0));
    assert_typed(
        &program,
        &bytes(&terminal),
        &[
            ("connexion sales2", &[PASSWORD]),
            (LONG, &[]),
            (LONG, &[]),
            (LONG, &[]),
            ("quitter", &[]),
        ],
    );
}

#[test]
fn a_recording_of_several_megabytes_is_read_and_one_line_may_have_most_of_it() {
    let program = Program::held();
    let mut terminal = Terminal::open(&program, &[], 100);
    terminal.sign_in("sales2");
    type_line(&mut terminal, "clients lister");
    type_line(&mut terminal, "moi");
    let recording = bytes(&terminal);
    let (before, last) = recording.rsplit_once("moi\x1b[?2004l").expect("it was typed");
    // As somebody types who never gets tired of it.
    let keys = "x\x08\x1b[K".repeat(500_000);
    let shown = "Dawn Stanley (commercial)\r\n".repeat(50_000);
    let long = format!("{shown}{before}{keys}moi\x1b[?2004l{last}{shown}");
    assert!(long.len() > 5_000_000);
    assert_typed(
        &program,
        &long,
        &[("connexion sales2", &[PASSWORD]), ("clients lister", &[]), ("moi", &[])],
    );
}
