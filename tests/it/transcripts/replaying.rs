//! `rejouer` as testers meet it: differences, mistakes, reports.

use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;

use epic_events::security::clean::is_forbidden;
use quick_junit::{NonSuccessKind, Report, TestCaseStatus};

use super::replayer;
use crate::support::process::{Ended, Program, mode};

const RIGHT: &str = "\
% identifiant sales2

crm> clients voir 2 --format json
| {\"numero\":2,[..]

# Un client qui a des contrats ne se supprime pas.

crm> clients supprimer 1
! Opération impossible [CLIENT_AVEC_CONTRATS] : le client n° 1 a [id:contrats] contrats ; un client qui a des
! ...
! Conseil : clients voir 1
? regle
";
const DIFFERENT: &str = "\
% identifiant sales2
crm> clients lister --miens --format csv --recherche fournier
| ...
crm> moi
| Zoé Lefèvre (sales3)
| Rôle : [..]
| ...
";
const MALFORMED: &str = "crm> moi\nBonjour.\n? peut-être\n";

fn replay(program: &Program, text: &str, options: &[&str]) -> Ended {
    program.file("work/essai.seance", text);
    let mut words = vec!["rejouer", "essai.seance"];
    words.extend(options);
    program.run(&words)
}

fn text_of(program: &Program, name: &str) -> String {
    std::fs::read_to_string(program.work_directory().join(name)).expect("the file is there")
}

#[test]
fn what_is_right_is_told_in_one_line() {
    let ended = replay(&replayer(), RIGHT, &[]);
    assert_eq!(ended.errors, "");
    assert_eq!(ended.succeeds(), "1 transcription : 1 conforme.\n");
}

#[test]
fn a_difference_reads_like_that_of_two_files() {
    let ended = replay(&replayer(), DIFFERENT, &[]);
    assert_eq!(ended.status, Some(1), "{}", ended.errors);
    let expected = "\
--- essai.seance (attendu)
+++ essai.seance (lu)
@@ -2,6 +2,6 @@
 crm> clients lister --miens --format csv --recherche fournier
 | ...
 crm> moi
-| Zoé Lefèvre (sales3)
+| Dawn Stanley (sales2)
 | Rôle : [..]
 | ...
1 transcription : 0 conforme, 1 différente.
";
    assert_eq!(ended.standard, expected);
}

#[test]
fn s20_no_terminal_obeys_what_a_transcript_holds() {
    let hostile = "% identifiant sales2\ncrm> clients voir 9\n| \u{1b}]0;titre\u{7}\u{202e}\u{1b}[31mrouge\u{9b}2J\n";
    let ended = replay(&replayer(), hostile, &["--junit", "rapport.xml"]);
    assert_eq!(ended.status, Some(1), "{}", ended.errors);
    let shown = "\n-| \\x1b]0;titre\\x07\\u{202e}\\x1b[31mrouge\\u{9b}2J\n";
    assert!(ended.standard.contains(shown), "{}", ended.standard);
    let refused = |character: &char| *character != '\n' && is_forbidden(*character);
    assert_eq!(ended.standard.chars().find(refused), None);
}

#[test]
fn another_ending_is_a_difference_too() {
    for (written, read) in [("? acces\n", "-? acces\n+? regle\n"), ("", "+? regle\n")] {
        let wrong = RIGHT.replace("? regle\n", written);
        let ended = replay(&replayer(), &wrong, &[]);
        assert_eq!(ended.status, Some(1), "{}", ended.errors);
        assert!(ended.standard.contains(read), "{}", ended.standard);
    }
}

#[test]
fn questions_and_answers_must_agree() {
    let program = replayer();
    let unanswered =
        "% identifiant sales2\ncrm> clients supprimer 2\n...\n".replace("...", "? interruption\n! [..]\n! [..]");
    let ended = replay(&program, &unanswered, &[]);
    assert_eq!(ended.status, Some(1), "{}", ended.errors);
    let question = "essai.seance:2 : question sans réponse : Supprimer définitivement le client n°";
    assert!(ended.standard.contains(question), "{}", ended.standard);

    let unasked = "% identifiant sales2\n\ncrm> clients supprimer 2 --oui\n< o\n| [..]\n";
    let ended = replay(&program, unasked, &[]);
    assert_eq!(ended.status, Some(1), "{}", ended.errors);
    let told = "essai.seance:3 : 1 réponse sans question\n";
    assert!(ended.standard.contains(told), "{}", ended.standard);
    assert!(ended.standard.contains("\n-< o\n"), "{}", ended.standard);
}

#[test]
fn what_is_no_transcript_is_told_line_by_line_and_the_others_are_replayed() {
    let program = replayer();
    program.file("work/juste.seance", RIGHT);
    let ended = replay(&program, MALFORMED, &["juste.seance"]);
    assert_eq!(ended.status, Some(2), "{}", ended.errors);
    assert!(
        ended.errors.starts_with("essai.seance:2 : ") && ended.errors.contains("\nessai.seance:3 : "),
        "{}",
        ended.errors
    );
    assert_eq!(ended.standard, "2 transcriptions : 1 conforme, 1 mal formée.\n");
    for (text, told) in [
        ("# Rien que de la prose.\n", "essai.seance : aucune ligne n'est tapée"),
        ("", "essai.seance : aucune ligne n'est tapée"),
        ("| Bonjour.\ncrm> moi\n", "essai.seance:1 : rien n'a encore été tapé"),
        ("crm> moi\n|Dawn\n", "essai.seance:2 : il manque une espace après |.\n"),
        (
            "crm>moi\ncrm> moi\n",
            "essai.seance:1 : il manque une espace après crm>.\n",
        ),
        ("crm> moi\n| [id:n\n", "essai.seance:2 : [id: se ferme par ]"),
        ("crm> moi\n| [=n]\n", "essai.seance:2 : [=…] reprend un numéro"),
        ("% couleur rouge\ncrm> moi\n", "essai.seance:1 : entête inconnu"),
        (
            "% mode danse\ncrm> moi\n",
            "essai.seance:1 : % mode a deux valeurs : analyse, execution.\n",
        ),
        (
            "% largeur 5\ncrm> moi\n",
            "essai.seance:1 : % largeur est suivi d'un nombre de colonnes, de 20 à 1000 : % largeur 80.\n",
        ),
        (
            "% horloge hier\ncrm> moi\n",
            "essai.seance:1 : % horloge est suivi d'un jour et d'une heure : % horloge 2026-12-25T14:30:00+01:00, ou",
        ),
        (
            "% mode analyse\ncrm> moi\n| x\n",
            "essai.seance:3 : = va avec % mode analyse",
        ),
    ] {
        let ended = replay(&program, text, &[]);
        assert_eq!(ended.status, Some(2), "{text}");
        assert!(ended.errors.starts_with(told), "{}", ended.errors);
    }
    // Nothing of these was a reason to start a server of its own, or to leave files.
    assert!(!program.data_directory().join("replay_server").exists());
}

#[test]
fn whom_the_demonstration_does_not_know_keeps_no_other_transcript_from_being_replayed() {
    let program = replayer();
    program.file("work/juste.seance", RIGHT);
    let unknown = "# Prose.\n% identifiant personne\ncrm> moi\n";
    for options in [&["juste.seance"][..], &["juste.seance", "--accepter"]] {
        let ended = replay(&program, unknown, options);
        assert_eq!(ended.status, Some(2), "{}", ended.errors);
        let told = "essai.seance:2 : % identifiant nomme un compte qui ne peut se connecter à la démonstration.\n";
        assert_eq!(ended.errors, told);
        assert_eq!(ended.standard, "2 transcriptions : 1 conforme, 1 mal formée.\n");
        assert_eq!(text_of(&program, "essai.seance"), unknown);
    }
}

#[test]
fn the_clock_may_stand_as_far_as_a_demonstration_has_dates() {
    for moment in ["1975-01-01T00:00:00Z", "9990-12-31T12:00:00Z"] {
        let story = format!(
            "% horloge {moment}\n% identifiant sales2\ncrm> moi\n| ...\ncrm> contrats signer 1\n| ...\ncrm> evenements \
             lister\n| ...\n! ...\n"
        );
        let ended = replay(&replayer(), &story, &[]);
        assert_eq!(ended.standard, "1 transcription : 1 conforme.\n", "{}", ended.errors);
    }
}

#[test]
fn what_cannot_be_played_is_an_error_of_its_own() {
    let program = replayer();
    program.file("work/juste.seance", RIGHT);
    std::fs::File::create_new(program.work_directory().join("binaire.seance"))
        .and_then(|mut file| file.write_all(b"crm> moi\n| \xe9\n"))
        .expect("it is written");
    let stranger = RIGHT
        .replace("sales2", "inconnu")
        .replace("% ident", "# prose\n  % ident");
    let words = [
        "nulle-part.seance",
        "binaire.seance",
        "juste.seance",
        "--junit",
        "rapport.xml",
    ];
    let ended = replay(&program, &stranger, &words);
    assert_eq!(ended.status, Some(2), "{}", ended.errors);
    assert_eq!(
        ended.standard,
        "4 transcriptions : 1 conforme, 1 mal formée, 2 illisibles.\n"
    );
    for told in [
        "essai.seance:2 : % identifiant nomme un compte qui ne peut se connecter à la démonstration.\n",
        "[FICHIER_ILLISIBLE] : le fichier «\u{a0}nulle-part.seance\u{a0}» ne peut être lu",
        "binaire.seance:2:3 n'est pas en UTF-8",
    ] {
        assert!(ended.errors.contains(told), "{}", ended.errors);
    }
    let report = Report::deserialize_from_str(&text_of(&program, "rapport.xml")).expect("it is well-formed");
    assert_eq!((report.tests, report.failures, report.errors), (4, 0, 3));
}

#[test]
fn accepting_rewrites_what_differs_keeps_what_holds_and_twice_changes_nothing() {
    let program = replayer();
    let wrong = RIGHT
        .replace("2,[..]\n", "2,[..]\n| une ligne de trop\n")
        .replace("! Conseil : clients voir 1\n? regle\n", "! Conseil : moi\n");
    program.file("work/essai.seance", &wrong);
    let path = program.work_directory().join("essai.seance");
    std::fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("it is ours");
    let accepted = program.run(&["rejouer", "essai.seance", "--accepter"]);
    assert_eq!(accepted.succeeds(), "1 transcription : 0 conforme, 1 réécrite.\n");
    // It is still for everybody to read.
    assert_eq!(mode(&path), 0o644);
    // Placeholders and prose are where they were.
    assert_eq!(text_of(&program, "essai.seance"), RIGHT);
    let again = program.run(&["rejouer", "essai.seance", "--accepter"]).succeeds();
    assert_eq!(again, "1 transcription : 1 conforme.\n");
    assert_eq!(text_of(&program, "essai.seance"), RIGHT);
    assert_eq!(program.run(&["rejouer", "essai.seance"]).succeeds(), again);
}

#[test]
fn a_line_that_differs_between_any_lines_is_accepted_alone() {
    let program = replayer();
    let expected = "% identifiant sales2\n\ncrm> evenements voir 2\n| ...\n| Nom                : Autre nom\n| ...\n\
                    | Lieu               : [..]\n| ...\n";
    let shown = replay(&program, expected, &[]).standard;
    let changed: Vec<&str> = shown
        .lines()
        .filter(|line| line.starts_with("-|") || line.starts_with("+|"))
        .collect();
    let nom = "| Nom                : Séminaire annuel";
    assert_eq!(
        changed,
        ["-| Nom                : Autre nom", &format!("+{nom}")],
        "{shown}"
    );
    program.run(&["rejouer", "essai.seance", "--accepter"]).succeeds();
    let accepted = expected.replace("| Nom                : Autre nom", nom);
    assert_eq!(text_of(&program, "essai.seance"), accepted);
}

#[test]
fn what_is_never_the_same_twice_is_accepted_as_a_placeholder_and_settles() {
    let program = replayer();
    // A password that is drawn, in a line that is broken where it happens to end.
    let creation = "% identifiant manager1\n% largeur 60\n\ncrm> utilisateurs creer --identifiant nouvelle --prenom Zoé \
                    --nom Neuve --email zoe@epicevents.example --telephone 0612345670 --role commercial\n| rien\n";
    replay(&program, creation, &["--accepter"]).succeeds();
    let accepted = text_of(&program, "essai.seance");
    assert!(accepted.contains("[..]"), "{accepted}");
    for _ in 0..2 {
        let again = program.run(&["rejouer", "essai.seance", "--accepter"]).succeeds();
        assert_eq!(again, "1 transcription : 1 conforme.\n");
        assert_eq!(text_of(&program, "essai.seance"), accepted);
    }
}

#[test]
fn no_answer_is_invented_by_accepting() {
    let program = replayer();
    let unanswered = "% identifiant sales2\ncrm> clients supprimer 2\n";
    let ended = replay(&program, unanswered, &["--accepter"]);
    assert_eq!(ended.status, Some(1), "{}", ended.errors);
    let told = ended.standard.replace('\u{a0}', " ");
    let question = "essai.seance:2 : question sans réponse : Supprimer définitivement le client n° 2 : Camille Fournier \
                    (Atelier Fournier) ? (o/n)\nessai.seance n'est pas réécrit : ";
    assert!(told.contains(question), "{told}");
    assert!(
        told.ends_with("1 transcription : 0 conforme, 1 différente.\n"),
        "{told}"
    );
    // What is not accepted stays as it was, whatever else differs.
    assert_eq!(text_of(&program, "essai.seance"), unanswered);
    // An answer too many is taken away.
    let unasked = "% identifiant sales2\ncrm> clients supprimer 2 --oui\n< o\n";
    replay(&program, unasked, &["--accepter"]).succeeds();
    assert!(!text_of(&program, "essai.seance").contains("< o"));
    program.run(&["rejouer", "essai.seance"]).succeeds();
}

#[test]
fn a_transcript_that_replays_itself_comes_to_an_end() {
    let program = replayer();
    let path = program.work_directory().join("essai.seance");
    let ended = replay(&program, &format!("crm> rejouer {}\n", path.display()), &[]);
    assert_eq!(ended.status, Some(1), "{}", ended.errors);
    let refused = "! Ces transcriptions se rejouent l'une l'autre, trop de fois.";
    assert_eq!(ended.standard.matches(refused).count(), 1, "{}", ended.standard);
}

#[test]
fn a_machine_accepts_nothing() {
    let program = replayer().with("CI", "true");
    let ended = replay(&program, DIFFERENT, &["--accepter"]);
    let errors = ended.fails(1, "INTERDIT_EN_CI");
    assert!(errors.contains("\nConseil : rejouer sans --accepter"), "{errors}");
    assert_eq!(text_of(&program, "essai.seance"), DIFFERENT);
    // It replays.
    replay(&program, RIGHT, &[]).succeeds();
}

#[test]
fn a_report_for_machines_tells_the_same() {
    let program = replayer();
    program.file("work/juste.seance", RIGHT);
    program.file("work/mal & formée.seance", MALFORMED);
    let words = ["juste.seance", "mal & formée.seance", "--junit", "rapport.xml"];
    assert_eq!(replay(&program, DIFFERENT, &words).status, Some(2));
    let report = Report::deserialize_from_str(&text_of(&program, "rapport.xml")).expect("it is well-formed");
    assert_eq!((report.tests, report.failures, report.errors), (3, 1, 1));
    let told: Vec<(&str, &str)> = report.test_suites[0]
        .test_cases
        .iter()
        .map(|case| match &case.status {
            TestCaseStatus::Success { .. } => (case.name.as_str(), ""),
            TestCaseStatus::NonSuccess { kind, description, .. } => {
                let is_failure = *kind == NonSuccessKind::Failure;
                assert_eq!(is_failure, case.name.as_str() == "essai.seance");
                (
                    case.name.as_str(),
                    description.as_ref().map_or("", |text| text.as_str()),
                )
            }
            TestCaseStatus::Skipped { .. } => panic!("nothing is skipped"),
        })
        .collect();
    assert_eq!(told[1], ("juste.seance", ""));
    assert!(told[0].1.contains("-| Zoé Lefèvre (sales3)"), "{told:?}");
    assert!(told[2].1.starts_with("mal & formée.seance:2 : "), "{told:?}");

    // Before anything is played.
    let ended = replay(&program, RIGHT, &words);
    assert_eq!(ended.standard, "");
    assert!(!ended.errors.contains("mal & formée.seance:2"), "{}", ended.errors);
    ended.fails(6, "FICHIER_EXISTANT");
    let nowhere = ["juste.seance", "--junit", "nulle-part/rapport.xml"];
    assert_eq!(replay(&program, DIFFERENT, &nowhere).standard, "");
    let all = [words.as_slice(), &["--ecraser"]].concat();
    assert_eq!(replay(&program, RIGHT, &all).status, Some(2));
}

#[test]
fn what_is_expected_of_a_line_analysed_is_what_analyser_says_without_its_number() {
    let program = Program::new();
    let lines = ["evenements assigner #4 support1", "evenements asigner 4 support1"];
    let analysed = program.feed(&["analyser"], lines.join("\n"));
    let mut text = String::from("% mode analyse\n");
    for (number, (line, object)) in (1..).zip(lines.iter().zip(analysed.standard.lines())) {
        let without_number = object.replacen(&format!("\"ligne\":{number},"), "", 1);
        assert_ne!(without_number, object);
        text.extend(["crm> ", line, "\n= ", &without_number, "\n"]);
    }
    assert_eq!(
        replay(&program, &text, &[]).succeeds(),
        "1 transcription : 1 conforme.\n"
    );
}

#[test]
fn options_that_make_no_sense_together_are_refused() {
    let program = Program::new();
    for (words, code) in [
        (vec![], "ARGUMENT_MANQUANT"),
        (vec!["a", "--accepter", "--depuis", "b"], "OPTIONS_INCOMPATIBLES"),
        (vec!["a", "--junit", "c", "--depuis", "b"], "OPTIONS_INCOMPATIBLES"),
        (vec!["a", "c", "--depuis", "b"], "ARGUMENT_EN_TROP"),
    ] {
        let all: Vec<&str> = std::iter::once("rejouer").chain(words).collect();
        program.run(&all).fails(2, code);
    }
}

#[test]
fn production_is_no_place_for_replays() {
    let program = Program::new().with("EPIC_EVENTS_DATABASE_URL", "mysql://x@localhost/x");
    program
        .run(&["rejouer", "essai.seance"])
        .fails(1, "INTERDIT_EN_PRODUCTION");
}
