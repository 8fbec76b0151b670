//! Text that would harm a terminal: refused at the border, escaped when somebody planted it in the table (S20).

use epic_events::error::Kind;
use epic_events::security::clean::is_forbidden;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// Colour, a family after an escape, right-to-left override, a tab.
const HOSTILE: &str = "\u{1b}[31mrouge\u{1b}[👨\u{200d}👩\u{200d}👧\u{202e}gauche\tfin";

#[test]
fn s20_a_hostile_name_is_refused_at_input() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    for part in [
        "\u{1b}[31mx",
        "\u{1b}[👨\u{200d}👩",
        "a\u{202e}b",
        "a\tb",
        "a\u{0}b",
        "a\u{200b}b",
        "a\u{2028}b",
    ] {
        let line = format!("clients modifier 1 --nom \"{part}\"");
        let message = shell.run(&line).fails(Kind::Syntax, "TEXTE_INVALIDE");
        assert!(
            !message
                .chars()
                .any(|character| character != '\n' && is_forbidden(character)),
            "{message:?}"
        );
    }
    assert_eq!(database.one::<u32>("SELECT version FROM customers WHERE id = 1"), 1);
}

#[test]
fn s20_a_hostile_name_planted_in_the_table_reaches_the_screen_escaped_and_breaks_nothing() {
    let database = TestDatabase::demonstration();
    let mut owner = database.as_owner();
    mysql::prelude::Queryable::exec_drop(
        &mut owner,
        "UPDATE customers SET first_name = ?, company_name = ?, phone_number = 'pas un numéro' WHERE id = 1",
        (HOSTILE, HOSTILE),
    )
    .unwrap();
    for width in [None, Some(200), Some(80), Some(40)] {
        let mut shell = TestShell::signed_in(&database, "sales2");
        shell.context.output.width = width;
        for line in [
            "clients lister",
            "clients lister --format fiche",
            "clients lister --format csv",
            "clients lister --format json",
            "clients voir 1",
            "clients voir 1 --format json",
            "clients modifier 1 --prenom Kevin --entreprise Cool",
        ] {
            let text = shell.run(line).succeeds();
            let forbidden = |character: char| {
                is_forbidden(character) && !matches!(character, '\n' | '\r') && character != '\u{feff}'
            };
            assert!(!text.contains(forbidden), "{line}: {text:?}");
            if line == "clients lister --format json" {
                let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
                assert!(
                    rows.iter().any(|row| row["prenom"] == HOSTILE),
                    "json loses nothing: {text}"
                );
            }
        }
        mysql::prelude::Queryable::exec_drop(
            &mut owner,
            "UPDATE customers SET first_name = ?, company_name = ? WHERE id = 1",
            (HOSTILE, HOSTILE),
        )
        .unwrap();
    }
}
