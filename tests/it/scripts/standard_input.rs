//! Standard input as a command file: `executer -`, and what is piped in for somebody who is named.

use super::{captured, created_then_renamed};
use crate::support::process::{Program, Shared};

static SHARED: Shared = Shared::new();

#[test]
fn piped_lines_are_checked_whole_as_those_of_a_file() {
    let program = SHARED.program();
    for words in [&[][..], &["executer", "-"]] {
        let ended = program.feed_as(
            "sales2",
            words,
            "clients voir 1\n\nclients vroi 3\nclients transferer 1 --commercial sales1\n",
        );
        assert_eq!(ended.status, Some(2), "{}", ended.errors);
        assert_eq!(ended.standard, "");
        for expected in [
            "-:3:9: [VERBE_INCONNU]",
            "-:4:1: [DROIT_MANQUANT]",
            "2 erreurs ; rien n'a été exécuté.",
        ] {
            assert!(ended.errors.contains(expected), "{}", ended.errors);
        }
        let ended = program.feed_as("sales2", words, "clients voir 1\n\ndefinir c 3\nclients voir $c");
        assert_eq!(ended.errors, "2 commandes exécutées sur 3 lignes.\n");
        let standard = ended.succeeds();
        assert!(standard.contains("Kevin") && standard.contains("Lou"), "{standard}");
    }
}

#[test]
fn piped_lines_capture_and_stop_at_the_first_failure() {
    let program = Program::held();
    let ended = program.feed_as(
        "sales1",
        &[],
        &(created_then_renamed(2) + "clients voir 999\n" + &captured(9)),
    );
    ended.clone().fails(1, "CLIENT_INTROUVABLE");
    assert!(
        ended
            .errors
            .contains("Arrêt à -:5. 4 commandes exécutées sur 6 lignes, 1 échec."),
        "{}",
        ended.errors
    );
    assert!(!ended.errors.contains("--reprendre"), "{}", ended.errors);
    let names: Vec<String> = program.query("SELECT last_name FROM customers WHERE id > 3 ORDER BY id");
    assert_eq!(names, ["Renommée0", "Renommée1"]);
    let ended = program.feed_as(
        "sales1",
        &["executer", "-", "--transaction"],
        &(captured(3) + "clients voir 999\n"),
    );
    ended.fails(1, "CLIENT_INTROUVABLE");
    assert_eq!(program.one::<u64>("SELECT COUNT(*) FROM customers"), 5);
}

#[test]
fn the_password_may_be_the_first_line_and_is_no_line_of_the_file() {
    let program = SHARED.program();
    let words = ["--identifiant", "sales2", "--mot-de-passe-fichier", "-"];
    let ended = program.feed(&words, "demonstration-2026\nclients voir 1\nclients vroi 2\n");
    assert!(ended.errors.contains("-:3:9: [VERBE_INCONNU]"), "{}", ended.errors);
    assert!(!ended.errors.contains("demonstration"), "{}", ended.errors);
    assert_eq!(ended.status, Some(2));
}

#[test]
fn nothing_on_standard_input_is_a_file_without_lines() {
    let program = SHARED.program();
    assert_eq!(program.feed_as("sales2", &[], "").succeeds(), "");
    program.feed_as("sales2", &[], "\u{feff}# rien\r\n").succeeds();
}

#[test]
fn s23_a_flood_on_standard_input_is_refused_before_it_fills_the_memory() {
    let program = SHARED.program();
    let flood = "clients voir 1\n".repeat(720_000);
    program.feed_as("sales2", &[], &flood).fails(6, "FICHIER_ILLISIBLE");
}

#[test]
fn unnamed_lines_still_run_one_by_one() {
    let program = SHARED.program();
    let ended = program.feed(
        &[],
        "connexion sales2\ndemonstration-2026\nclients voir 1\nclients vroi 1\n",
    );
    assert_eq!(ended.status, Some(2), "{}", ended.errors);
    assert!(ended.standard.contains("Kevin"), "{}", ended.standard);
}

#[test]
fn no_next_page_is_promised_where_there_is_none() {
    let program = SHARED.program();
    for words in [&[][..], &["executer", "-"]] {
        let ended = program.feed_as("sales2", words, "clients lister --limite 1\n");
        assert!(ended.errors.contains("--tout"), "{}", ended.errors);
        assert!(!ended.errors.contains("suite"), "{}", ended.errors);
    }
}
