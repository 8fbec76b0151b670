//! `analyser` as testers of the parser meet it: a process that reads text and writes JSON, without server or session.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use epic_events::error::Kind;
use serde_json::Value;

use crate::support::database::TestDatabase;
use crate::support::process::{Ended, Program, closed_output, full_output, run, wait};
use crate::support::shell::TestShell;

/// The objects written, one a line.
fn objects(standard: &str) -> Vec<Value> {
    let lines = standard.lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn line_numbers(standard: &str) -> Vec<u64> {
    let numbers = objects(standard).into_iter().map(|object| object["ligne"].as_u64());
    numbers.map(Option::unwrap).collect()
}

/// The codes of every error of a line.
fn codes(object: &Value) -> Vec<&str> {
    let errors = object["erreurs"].as_array().unwrap().iter();
    errors.map(|error| error["code"].as_str().unwrap()).collect()
}

fn analysed(text: impl AsRef<[u8]>) -> Ended {
    Program::new().feed(&["analyser"], text)
}

/// The standard output where some lines are wrong.
#[track_caller]
fn wrong(ended: Ended) -> String {
    let standard = ended.standard.clone();
    ended.fails(2, "LIGNES_INCORRECTES");
    standard
}

#[test]
fn right_lines_are_canonical_commands_and_the_status_is_0() {
    let ended = analysed("clients lister --miens\n\n# rien\nClients VOIR #12\n");
    assert_eq!(ended.errors, "");
    assert_eq!(
        ended.succeeds(),
        "{\"ligne\":1,\"commande\":\"clients lister\",\"arguments\":{\"miens\":true}}\n\
         {\"ligne\":4,\"commande\":\"clients voir\",\"arguments\":{\"client\":\"12\"}}\n"
    );
}

#[test]
fn values_are_in_canonical_form_in_the_order_declared() {
    let line = "clients creer --entreprise 'Moreau  Frères' --telephone \"06 12.34 56 78\" --email Ines@Exemple.FR \
                --nom Moreau --prenom Ine\u{300}s --accepter-doublon";
    assert_eq!(
        analysed(line).succeeds(),
        "{\"ligne\":1,\"commande\":\"clients creer\",\"arguments\":{\"prenom\":\"Inès\",\"nom\":\"Moreau\",\
         \"email\":\"ines@exemple.fr\",\"telephone\":\"+33612345678\",\"entreprise\":\"Moreau  Frères\",\
         \"accepter_doublon\":true}}\n"
    );
}

#[test]
fn directives_captures_and_variables_are_understood() {
    let text = "definir nom \"L'Oréal\"\nclients modifier 1 --nom $nom --prenom $prenom\n\
                contrats creer --client 1 --montant 10 => k\ncontrats voir $k\n";
    let program = Program::new();
    assert_eq!(
        program
            .feed(&["analyser", "-", "--definir", "prenom=Zoé"], text)
            .succeeds(),
        "{\"ligne\":1,\"commande\":\"definir\",\"arguments\":{\"nom\":\"nom\",\"valeur\":\"L'Oréal\"}}\n\
         {\"ligne\":2,\"commande\":\"clients modifier\",\"arguments\":{\"client\":\"1\",\"prenom\":\"Zoé\",\
         \"nom\":\"L'Oréal\"}}\n\
         {\"ligne\":3,\"commande\":\"contrats creer\",\"arguments\":{\"client\":\"1\",\"montant\":\"10.00\"},\
         \"capture\":\"k\"}\n\
         {\"ligne\":4,\"commande\":\"contrats voir\",\"arguments\":{\"contrat\":null}}\n"
    );
    let standard = wrong(analysed(text));
    assert_eq!(codes(&objects(&standard)[1]), ["VARIABLE_INCONNUE"]);
    // A transcript was typed in a shell, where a $ is a $.
    let typed = analysed("crm> clients modifier 1 --nom $nom\n").succeeds();
    assert!(typed.contains("\"nom\":\"$nom\""), "{typed}");
}

#[test]
fn one_wrong_line_is_enough_for_status_2_and_tells_every_error() {
    let text = "moi\nclients creer --prenom= --nom Zoé --email x --telephone 1\nmoi\n";
    let standard = wrong(analysed(text));
    assert_eq!(line_numbers(&standard), [1, 2, 3]);
    assert_eq!(
        codes(&objects(&standard)[1]),
        [
            "VALEUR_MANQUANTE",
            "EMAIL_INVALIDE",
            "TELEPHONE_INVALIDE",
            "ARGUMENT_MANQUANT"
        ]
    );
}

#[test]
fn nothing_is_started_and_nobody_is_asked() {
    let program = Program::new();
    program
        .feed(
            &["analyser"],
            "clients lister\nbase reinitialiser --oui\nconnexion sales2\n",
        )
        .succeeds();
    assert!(!program.data_directory().join("server").exists());
    let elsewhere = Program::new().with("EPIC_EVENTS_DATABASE_URL", "mysql://nobody@127.0.0.1:9/nothing");
    assert_eq!(
        elsewhere.feed(&["analyser"], "moi").succeeds(),
        "{\"ligne\":1,\"commande\":\"moi\",\"arguments\":{}}\n"
    );
}

#[test]
fn standard_input_is_what_is_read_without_a_file_and_for_a_dash() {
    let program = Program::new();
    for words in [&["analyser"][..], &["analyser", "-"]] {
        assert_eq!(line_numbers(&program.feed(words, "moi\nmoi").succeeds()), [1, 2]);
        assert_eq!(program.feed(words, "").succeeds(), "");
    }
}

#[test]
fn with_several_files_each_object_says_which() {
    let program = Program::new();
    let first = program.file("un.crm", "moi\nclients lister\n");
    let second = program.file("deux.crm", "\nmoi\n");
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
    let standard = program.feed(&["analyser", first, "-", second], "aide").succeeds();
    let found: Vec<(String, u64)> = objects(&standard)
        .iter()
        .map(|object| {
            let file = object["fichier"].as_str().unwrap();
            (file.to_owned(), object["ligne"].as_u64().unwrap())
        })
        .collect();
    let expected = [(first, 1), (first, 2), ("-", 1), (second, 2)];
    assert_eq!(found, expected.map(|(file, line)| (file.to_owned(), line)));
    assert!(standard.lines().all(|line| line.starts_with("{\"fichier\":\"")));
    assert!(!program.run(&["analyser", first]).succeeds().contains("fichier"));
}

#[test]
fn of_a_transcript_the_typed_lines_are_analysed_with_their_numbers_in_the_file() {
    let program = Program::new();
    let text = "# un récit\n% mode analyse\ncrm> clients lister\n= {\"ligne\":3}\n  crm> clients zut\n? syntaxe\n";
    let path = program.file("recit.seance", text);
    let by_name = program.run(&["analyser", path.to_str().unwrap()]);
    let by_content = program.feed(&["analyser"], text);
    assert_eq!(by_name.standard, by_content.standard);
    let standard = wrong(by_name);
    assert_eq!(line_numbers(&standard), [3, 5]);
    let error = &objects(&standard)[1]["erreurs"][0];
    assert_eq!((&error["debut"], &error["fin"]), (&Value::from(9), &Value::from(12)));
}

#[test]
fn files_of_windows_are_read_and_windows_1252_is_told_apart() {
    let standard = analysed("\u{feff}clients lister\r\nclients voir \\\r\n 12\r\n").succeeds();
    assert_eq!(line_numbers(&standard), [1, 2]);
    let program = Program::new();
    let path = program.file("ancien.crm", "");
    let mut file = File::options().append(true).open(&path).unwrap();
    file.write_all(b"moi\nclients voir caf\xe9@exemple.fr\n").unwrap();
    let ended = program.run(&["analyser", path.to_str().unwrap()]);
    assert_eq!(line_numbers(&ended.standard), [1], "what could be read was answered");
    let errors = ended.fails(6, "FICHIER_ILLISIBLE");
    assert!(errors.contains("ancien.crm:2:17 "), "{errors}");
    assert!(errors.contains("enregistré en Windows-1252 ?"), "{errors}");
    let errors = analysed(b"\xe9").fails(6, "FICHIER_ILLISIBLE");
    assert!(
        errors.contains("l'entrée standard") && errors.contains("ligne 1, colonne 1"),
        "{errors}"
    );
}

#[test]
fn a_continued_line_is_one_line_and_a_continued_comment_is_refused() {
    let standard = analysed("clients \\\n  voir \\\n  12\nmoi").succeeds();
    assert_eq!(line_numbers(&standard), [1, 4]);
    let ended = analysed("moi # bonjour \\\nclients supprimer 1 --oui\n");
    let errors = ended.fails(6, "FICHIER_ILLISIBLE");
    assert!(errors.contains("ligne 1, colonne 5"), "{errors}");
}

#[test]
fn s23_hostile_lines_are_answered_like_others() {
    let long = format!("clients lister {}", "x".repeat(64 * 1024));
    let longest = format!("clients lister --recherche {}", "x".repeat(60 * 1024));
    let text = format!("moi\0\n{long}\n{longest}\n\u{1b}[2J\u{202e}\nmoi\n");
    let standard = wrong(analysed(text));
    let objects = objects(&standard);
    assert_eq!(objects.len(), 5);
    assert_eq!(codes(&objects[0]), ["OBJET_INCONNU"]);
    assert_eq!(codes(&objects[1]), ["LIGNE_TROP_LONGUE"]);
    assert_eq!(objects[1]["erreurs"][0]["debut"], Value::Null);
    assert_eq!(codes(&objects[2]), ["TEXTE_INVALIDE"]);
    assert_eq!(codes(&objects[3]), ["OBJET_INCONNU"]);
    assert!(!standard.contains(['\u{1b}', '\u{202e}', '\0']));
    assert_eq!(objects[4]["commande"], "moi");
}

#[test]
fn s7_a_password_is_never_written() {
    let text = "connexion sales2 canari\nconnexion sales2 --mot-de-passe canari\nmot-de-passe canari\n\
                mot-de-passe changer canari\nconnexion sales2 « canari »\n";
    let ended = analysed(text);
    assert!(!ended.standard.contains("canari"), "{}", ended.standard);
    assert!(!ended.errors.contains("canari"), "{}", ended.errors);
    assert_eq!(line_numbers(&wrong(ended)).len(), 5);
}

#[test]
fn what_is_no_readable_file_is_told() {
    let program = Program::new();
    let folder = program.work_directory();
    let folder = folder.to_str().unwrap();
    let errors = program.run(&["analyser", folder]).fails(6, "FICHIER_ILLISIBLE");
    assert!(errors.contains("c'est un dossier"), "{errors}");
    let errors = program.run(&["analyser", "absent.crm"]).fails(6, "FICHIER_ILLISIBLE");
    assert!(errors.contains("absent.crm"), "{errors}");
}

#[test]
fn a_full_disk_and_a_reader_that_leaves_end_it() {
    let program = Program::new();
    let text = "clients lister --miens\n".repeat(100_000);
    let mut command = program.command(&["analyser"]);
    command.stdout(full_output()).stderr(Stdio::piped());
    run(command, text.as_bytes()).fails(6, "ECRITURE_IMPOSSIBLE");
    let mut command = program.command(&["analyser"]);
    command.stdout(closed_output()).stderr(Stdio::piped());
    let ended = run(command, text.as_bytes());
    assert_eq!((ended.status, &*ended.errors), (Some(6), ""));
}

#[test]
fn an_answer_comes_before_the_next_line_is_typed() {
    let program = Program::new();
    let mut child = program
        .command(&["analyser"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for number in 1..=3 {
        questions.write_all(b"moi\n").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert_eq!(line_numbers(&answer), [number]);
    }
    drop(questions);
    assert!(wait(&mut child).success());
}

#[test]
fn among_commands_on_standard_input_it_reads_the_rest_with_its_line_numbers() {
    let ended = Program::new().feed(&[], "aide\n# la suite\nanalyser\nmoi\nclients lister\n");
    let standard = ended.succeeds();
    let (_, answers) = standard.split_once("{\"ligne\":4,").unwrap();
    assert_eq!(answers.matches("\"ligne\":5").count(), 1);
}

#[test]
fn in_the_interactive_shell_the_file_is_named() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::on(&database).interactive();
    let errors = shell.run("analyser").fails(Kind::Syntax, "ARGUMENT_MANQUANT");
    assert!(errors.contains("fichier"), "{errors}");
    shell.run("analyser a.crm -").fails(Kind::Syntax, "ARGUMENT_MANQUANT");
}
