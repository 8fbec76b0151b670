//! Bad input is normal input: every wrong value is named at once, and nothing is written.

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn five_wrong_values_are_five_messages_in_one_answer() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    let line = format!(
        "clients creer --prenom '' --nom {} --email pas-une-adresse --telephone bonjour --entreprise \"a\tb\"",
        "x".repeat(101)
    );
    let message = shell.run(&line).fails(Kind::Syntax, "EMAIL_INVALIDE");
    for code in ["[TEXTE_INVALIDE]", "[EMAIL_INVALIDE]", "[TELEPHONE_INVALIDE]"] {
        assert!(message.contains(code), "{code}: {message}");
    }
    for argument in ["--prenom", "--nom", "--email", "--telephone", "--entreprise"] {
        assert!(
            message.matches(argument).count() >= 2,
            "{argument} in a sentence and in the line: {message}"
        );
    }
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM customers"), 3);
}

#[test]
fn missing_values_are_listed_where_nobody_can_be_asked() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    let message = shell
        .run("clients creer --prenom Inès")
        .fails(Kind::Syntax, "ARGUMENT_MANQUANT");
    for argument in ["--nom", "--email", "--telephone", "--entreprise"] {
        assert!(message.contains(argument), "{argument}: {message}");
    }
}

#[test]
fn mistyped_words_are_shown_with_a_caret_and_a_suggestion() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    let message = shell.run("clients listre").fails(Kind::Syntax, "VERBE_INCONNU");
    assert!(message.contains("  clients listre\n          ^^^^^^"), "{message}");
    assert!(message.contains("lister"), "{message}");
    let message = shell
        .run("clients lister --mien")
        .fails(Kind::Syntax, "OPTION_INCONNUE");
    assert!(message.contains("--miens"), "{message}");
    shell.run("clients").fails(Kind::Syntax, "VERBE_MANQUANT");
    shell
        .run("clients lister --limite 0")
        .fails(Kind::Syntax, "NOMBRE_INVALIDE");
    shell
        .run("clients lister --format pdf")
        .fails(Kind::Syntax, "CHOIX_INVALIDE");
    shell.run("clients voir").fails(Kind::Syntax, "ARGUMENT_MANQUANT");
    shell.run("clients voir 1 2").fails(Kind::Syntax, "ARGUMENT_EN_TROP");
    shell
        .run("clients voir « 1 »")
        .fails(Kind::Syntax, "GUILLEMET_TYPOGRAPHIQUE");
    shell
        .run("clients modifier 1 --motif x")
        .fails(Kind::Syntax, "OPTION_INCONNUE");
}

#[test]
fn abbreviations_are_for_people_and_are_shown_whole() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    shell.run("cl l").fails(Kind::Syntax, "OBJET_INCONNU");
    let mut shell = shell.interactive();
    let outcome = shell.run("cl l");
    assert!(
        outcome.errors.contains("«\u{a0}clients lister\u{a0}»"),
        "{}",
        outcome.errors
    );
    outcome.succeeds();
    assert_eq!(shell.run("CLIENTS Lister").status.exit_status(), 0);
}

#[test]
fn a_destructive_command_without_an_answer_is_refused_where_nobody_can_be_asked() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.context.questions = Box::new(epic_events::shell::context::questions::Nobody);
    shell
        .run("clients supprimer 2")
        .fails(Kind::Syntax, "CONFIRMATION_REQUISE");
    shell.run("clients modifier 1").fails(Kind::Syntax, "MODIFICATION_VIDE");
    shell.run("clients supprimer 2 --oui").succeeds();
}
