//! Nobody but management learns which accounts exist: to sales and support, every line answers the same about an
//! account that is there and about one that is not (D15, S3).

use epic_events::models::identifier::UserReference;
use epic_events::shell::grammar::argument::Value as _;
use epic_events::shell::table::DECLARATIONS;

use crate::support::database::TestDatabase;
use crate::support::files::rewrite;
use crate::support::shell::{Outcome, TestShell, WRONG_PASSWORD};

/// Somebody who looks after nothing, and nobody: by username, by number, by employee number; then a disabled account.
const PAIRS: [(&str, &str); 5] = [
    ("sales1", "salesx"),
    ("3", "9"),
    ("EMP-0003", "EMP-0099"),
    ("absent", "absenx"),
    ("EMP-0008", "EMP-0098"),
];

/// Every argument that names an account, in a line that lacks nothing else.
const LINES: [(&str, &str, &str); 16] = [
    ("clients lister", "commercial", "clients lister --commercial {}"),
    (
        "clients transferer",
        "commercial",
        "clients transferer 1 --commercial {}",
    ),
    ("contrats lister", "gestionnaire", "contrats lister --gestionnaire {}"),
    (
        "contrats creer",
        "gestionnaire",
        "contrats creer --client 1 --montant 10 --gestionnaire {}",
    ),
    (
        "contrats modifier",
        "gestionnaire",
        "contrats modifier 1 --gestionnaire {}",
    ),
    ("evenements assigner", "support", "evenements assigner 1 {}"),
    ("utilisateurs voir", "utilisateur", "utilisateurs voir {}"),
    (
        "utilisateurs modifier",
        "utilisateur",
        "utilisateurs modifier {} --nom Autre",
    ),
    (
        "utilisateurs supprimer",
        "utilisateur",
        "utilisateurs supprimer {} --oui",
    ),
    (
        "utilisateurs desactiver",
        "utilisateur",
        "utilisateurs desactiver {} --oui",
    ),
    (
        "utilisateurs desactiver",
        "remplacant",
        "utilisateurs desactiver sales2 --remplacant {} --oui",
    ),
    ("utilisateurs reactiver", "utilisateur", "utilisateurs reactiver {}"),
    (
        "utilisateurs deverrouiller",
        "utilisateur",
        "utilisateurs deverrouiller {}",
    ),
    (
        "utilisateurs reinitialiser-mot-de-passe",
        "utilisateur",
        "utilisateurs reinitialiser-mot-de-passe {}",
    ),
    ("journal lister", "utilisateur", "journal lister --utilisateur {}"),
    // Not about an account of its own, but narrowed like those above.
    ("clients lister", "commercial", "clients lister --miens --commercial {}"),
];

/// Other ways to ask for the same.
const MANNERS: [&str; 8] = [
    "--format tableau",
    "--format fiche",
    "--format csv",
    "--format json",
    "--format jsonl",
    "--tout",
    "--limite 1",
    "--aide",
];

/// The demonstration with a disabled account, `absent`.
fn prepared() -> TestDatabase {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    for line in [
        "utilisateurs creer --identifiant absent --prenom Jean --nom Absent --email jean.absent@exemple.fr --telephone \
         0140203099 --role commercial",
        "utilisateurs desactiver absent --oui",
    ] {
        manager.run(line).succeeds();
    }
    database
}

/// What a line answers, without the account it names.
fn answer(shell: &mut TestShell, line: &str, account: &str) -> Outcome {
    let outcome = shell.run(&line.replace("{}", account));
    Outcome {
        status: outcome.status,
        standard: without(account, line, &outcome.standard),
        errors: without(account, line, &outcome.errors),
    }
}

/// A text that may repeat the line, or what it names.
fn without(account: &str, line: &str, text: &str) -> String {
    let text = text.replace(&line.replace("{}", account), line);
    // One digit is no name: it stands in many texts.
    if account.len() == 1 {
        return text;
    }
    text.replace(account, "…")
}

fn assert_alike(shell: &mut TestShell, line: &str) {
    for (known, unknown) in PAIRS {
        assert_eq!(
            answer(shell, line, known),
            answer(shell, line, unknown),
            "{line}: {known} and {unknown}"
        );
    }
}

#[test]
fn d15_every_line_that_names_an_account_answers_the_same_whether_or_not_it_exists() {
    let database = prepared();
    for username in ["sales2", "support1"] {
        let mut shell = TestShell::signed_in(&database, username);
        for (_, _, line) in LINES {
            assert_alike(&mut shell, line);
            if line.contains(" lister ") {
                for manner in MANNERS {
                    assert_alike(&mut shell, &format!("{line} {manner}"));
                }
            }
        }
        let mut typing = TestShell::signed_in(&database, username).interactive();
        for (_, _, line) in LINES {
            assert_alike(&mut typing, line);
        }
    }
}

#[test]
fn every_argument_that_names_an_account_is_tried() {
    let declared = DECLARATIONS.iter().flat_map(|declaration| {
        let arguments = declaration.definition.arguments.iter();
        arguments
            .filter(|argument| argument.placeholder == UserReference::PLACEHOLDER)
            .map(|argument| (declaration.definition.words, argument.name))
    });
    let untried: Vec<(&str, &str)> = declared
        .filter(|(words, name)| {
            !LINES
                .iter()
                .any(|(tried, argument, _)| tried == words && argument == name)
        })
        .collect();
    assert_eq!(untried, []);
}

#[test]
fn d15_a_command_file_tells_no_more() {
    let database = prepared();
    let folder = tempfile::tempdir().expect("a folder is made");
    let file = folder.path().join("essai");
    for username in ["sales2", "support1"] {
        let mut shell = TestShell::signed_in(&database, username);
        for (_, _, line) in LINES {
            for options in [
                "",
                "--simuler",
                "--transaction",
                "--verifier",
                "--verifier --role support",
            ] {
                for (known, unknown) in PAIRS {
                    let told = [known, unknown].map(|account| {
                        rewrite(&file, line.replace("{}", account));
                        let outcome = shell.run(&format!("executer {} {options} --recommencer", file.display()));
                        let said = |text: &str| without(account, line, text);
                        (outcome.status, said(&outcome.standard), said(&outcome.errors))
                    });
                    let [of_known, of_unknown] = told;
                    assert_eq!(of_known, of_unknown, "{line} {options}: {known} and {unknown}");
                }
            }
        }
    }
}

#[test]
fn d15_addresses_and_telephones_of_accounts_are_those_of_nobody() {
    let database = prepared();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for (known, unknown) in [
        ("bill.boquet@epic-events.example", "bill.boquex@epic-events.example"),
        ("0140203003", "0140203088"),
        ("Boquet", "Boquex"),
        ("sales1", "salesx"),
    ] {
        let search = "clients lister --recherche {}";
        assert_eq!(answer(&mut shell, search, known), answer(&mut shell, search, unknown));
    }
    let [known, unknown] = ["bill.boquet", "bill.boquex"];
    let show = "clients voir {}@epic-events.example";
    assert_eq!(answer(&mut shell, show, known), answer(&mut shell, show, unknown));
    // A customer may have the address and the telephone of a colleague.
    for (number, (email, telephone)) in [
        ("bill.boquet@epic-events.example", "0140203003"),
        ("bill.boquex@epic-events.example", "0140203088"),
    ]
    .into_iter()
    .enumerate()
    {
        let line = format!(
            "clients creer --prenom Bill --nom Boquet --email {email} --telephone {telephone} --entreprise B{number}"
        );
        shell.run(&line).succeeds();
    }
}

#[test]
fn s3_signing_in_does_and_says_the_same_whether_or_not_the_account_exists() {
    let database = prepared();
    let traces = "SELECT CONCAT((SELECT COUNT(*) FROM audit_entries), ' ', (SELECT COUNT(*) FROM login_throttles), ' ',
        (SELECT COUNT(*) FROM sessions))";
    let tries = |username: &str| -> Vec<(Outcome, String)> {
        let mut shell = TestShell::on(&database);
        // More than enough to block the name.
        (0..7)
            .map(|_| {
                shell.answer(&[WRONG_PASSWORD]);
                let outcome = answer(&mut shell, "connexion {}", username);
                let numbers: String = database.one(traces);
                (outcome, numbers)
            })
            .collect()
    };
    let told =
        |tries: Vec<(Outcome, String)>| -> Vec<Outcome> { tries.into_iter().map(|(outcome, _)| outcome).collect() };
    let grown = |tries: &[(Outcome, String)]| -> Vec<Vec<u64>> {
        let counts: Vec<Vec<u64>> = tries
            .iter()
            .map(|(_, numbers)| numbers.split(' ').map(|number| number.parse().unwrap()).collect())
            .collect();
        let first = counts[0].clone();
        counts
            .into_iter()
            .map(|count| count.iter().zip(&first).map(|(now, then)| now - then).collect())
            .collect()
    };
    for (known, unknown) in [("sales1", "salesx"), ("absent", "absenx")] {
        let (known, unknown) = (tries(known), tries(unknown));
        assert_eq!(grown(&known), grown(&unknown));
        assert_eq!(told(known), told(unknown));
    }
}
