//! Text that would harm a terminal: refused at the border, escaped when somebody planted it in the tables (S20).

use epic_events::error::Kind;
use epic_events::security::clean::is_forbidden;

use super::written;
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// Colour, a family after an escape, right-to-left override, a tab.
const HOSTILE: &str = "\u{1b}[31mrouge\u{1b}[👨\u{200d}👩\u{202e}gauche\tfin";

#[test]
fn s20_hostile_words_are_refused_at_input() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for part in ["\u{1b}[31mx", "a\u{202e}b", "a\tb", "a\u{0}b", "a\u{200b}b"] {
        for line in [
            format!("contrats encaisser 2 --montant 10 --reference \"{part}\""),
            format!("contrats contrepasser 2 --paiement 1 --motif \"{part}cde\""),
        ] {
            let message = shell.run(&line).fails(Kind::Syntax, "TEXTE_INVALIDE");
            assert!(is_clean(&message), "{message:?}");
        }
    }
    assert_eq!(written(&database, "contrats encaisser"), (6, 6, 0));
}

#[test]
fn s20_hostile_words_planted_in_the_tables_reach_the_screen_escaped_and_break_nothing() {
    let database = TestDatabase::demonstration();
    let mut owner = database.as_owner();
    for statement in [
        "UPDATE customers SET first_name = ?, company_name = 'C' WHERE ? <> ''",
        "UPDATE customers SET company_name = ? WHERE ? <> ''",
        "UPDATE users SET last_name = ? WHERE ? <> ''",
        "UPDATE events SET name = ? WHERE ? <> ''",
        "INSERT INTO payments (contract_id, amount, paid_on, method, reference, recorded_by_user_id, reverses_payment_id,
            reason, created_at) VALUES (4, -10000, '2026-11-23', 'card', ?, 1, 3, ?, '2026-11-23')",
    ] {
        mysql::prelude::Queryable::exec_drop(&mut owner, statement, (HOSTILE, HOSTILE)).unwrap();
    }
    for width in [None, Some(200), Some(80), Some(40)] {
        let mut shell = TestShell::signed_in(&database, "manager1");
        shell.context.output.width = width;
        for line in [
            "contrats lister",
            "contrats lister --format csv",
            "contrats lister --format json",
            "contrats voir 4",
            "contrats voir 4 --format fiche",
            "contrats voir 4 --format json",
            "contrats creer --client 1 --montant 10",
            "contrats modifier CT-2026-000007 --montant 11",
            "contrats signer CT-2026-000007",
            "contrats encaisser CT-2026-000007 --montant 1",
        ] {
            let line = line.replace(
                "CT-2026-000007",
                &database.one::<String>("SELECT MAX(contract_number) FROM contracts"),
            );
            let text = shell.run(&line).succeeds();
            assert!(is_clean(&text), "{line}: {text:?}");
        }
        shell.answer(&["n"]);
        let refused = shell.run("contrats supprimer 1").fails(Kind::Rule, "ABANDON");
        assert!(is_clean(&refused), "{refused:?}");
    }
}

/// Whether no character but those of the formats themselves could harm a terminal.
fn is_clean(text: &str) -> bool {
    !text
        .chars()
        .any(|character| is_forbidden(character) && !matches!(character, '\n' | '\r' | '\u{feff}'))
}
