//! `evenements voir`: the card of an event.

use epic_events::error::Kind;
use epic_events::security::clean::is_forbidden;

use super::creation;
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn a_card_names_the_contact_the_contract_and_whoever_works_on_it() {
    let database = TestDatabase::demonstration();
    for username in ["manager2", "sales1", "support2"] {
        let mut shell = TestShell::signed_in(&database, username);
        let card = shell.run("evenements voir 2").succeeds();
        for line in [
            "Événement          : EV-2026-000002",
            "Nom                : Séminaire annuel",
            "État               : assigné",
            "Début              : 07/12/2026 09:00",
            "Fin                : 07/12/2026 18:00",
            "Lieu               : 53 rue du Château, 41120 Candé-sur-Beuvron",
            "Participants       : 75",
            "Contrat            : CT-2026-000004",
            "N° du client       : 1",
            "Contact            : Kevin Casey",
            "Entreprise         : Cool Startup LLC",
            "E-mail             : kevin@startup.io",
            "Téléphone          : +678 123 456 78",
            "Commercial         : Dawn Stanley",
            "Support            : Kate Hastroff",
            "Annulé le          : —",
        ] {
            assert!(card.lines().any(|shown| shown == line), "{line}: {card}");
        }
    }
}

#[test]
fn an_event_is_named_by_its_short_number_or_its_whole_one() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "support1");
    let card = shell.run("evenements voir 4").succeeds();
    for line in [
        "evenements voir #4",
        "evenements voir EV-2026-000004",
        "evenements voir ev-2026-000004",
        "Évènements VOIR 4",
    ] {
        assert_eq!(shell.run(line).succeeds(), card, "{line}");
    }
    for line in ["evenements voir 99", "evenements voir EV-2025-000004"] {
        shell.run(line).fails(Kind::Rule, "EVENEMENT_INTROUVABLE");
    }
    for line in ["evenements voir 0", "evenements voir CT-2026-000004"] {
        shell.run(line).fails(Kind::Syntax, "REFERENCE_INVALIDE");
    }
}

#[test]
fn a_note_of_several_lines_stays_one_in_every_format() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let line = creation("3", "18/12/2026 19:00", "19/12/2026 02:00")
        + " --note \"Accueil à 18 h.\\nDeux repas végétariens, un sans gluten.\\n\\nVestiaire.\"";
    shell.run(&line).succeeds();
    let card = shell.run("evenements voir EV-2026-000005").succeeds();
    let note = [
        "Note               : Accueil à 18 h.",
        "                     Deux repas végétariens, un sans gluten.",
        "",
        "                     Vestiaire.",
        "Contrat            : CT-2026-000003",
    ];
    assert!(card.contains(&note.join("\n")), "{card}");
    shell.context.output.width = Some(40);
    let narrow = shell.run("evenements voir EV-2026-000005").succeeds();
    assert!(
        narrow.contains("Deux repas") && narrow.lines().all(|line| line.chars().count() <= 40),
        "{narrow}"
    );
    let json = shell.run("evenements voir EV-2026-000005 --format json").succeeds();
    let card: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        card["note"],
        "Accueil à 18 h.\nDeux repas végétariens, un sans gluten.\n\nVestiaire."
    );
    assert_eq!(card["annule_le"], serde_json::Value::Null);
    let csv = shell.run("evenements voir EV-2026-000005 --format csv").succeeds();
    assert!(csv.contains(";\"Accueil à 18 h.\nDeux repas"), "{csv}");
}

#[test]
fn b13_a_cancelled_event_is_read_with_its_reason_and_the_support_it_had() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    manager
        .run("evenements annuler 2 --motif 'salle inondée' --oui")
        .succeeds();
    let card = manager.run("evenements voir 2").succeeds();
    for line in [
        "État               : annulé",
        "Support            : Kate Hastroff",
        "Annulé le          : 23/11/2026 10:00",
        "Motif d'annulation : salle inondée",
    ] {
        assert!(card.lines().any(|shown| shown == line), "{line}: {card}");
    }
}

#[test]
fn s20_hostile_text_planted_in_the_table_reaches_the_screen_escaped_and_breaks_nothing() {
    let database = TestDatabase::demonstration();
    let hostile = "\u{1b}[31mrouge\u{1b}[👨\u{200d}👩\u{200d}👧\u{202e}gauche\tfin";
    mysql::prelude::Queryable::exec_drop(
        &mut database.as_owner(),
        "UPDATE events SET name = ?, location = ?, note = ? WHERE id = 1",
        (hostile, hostile, hostile),
    )
    .unwrap();
    database.execute("UPDATE customers SET phone_number = 'pas un numéro' WHERE id = 1");
    for width in [None, Some(200), Some(80), Some(40)] {
        let mut sales = TestShell::signed_in(&database, "sales2");
        let mut manager = TestShell::signed_in(&database, "manager1");
        sales.context.output.width = width;
        manager.context.output.width = width;
        let texts = [
            sales.run("evenements lister").succeeds(),
            sales.run("evenements lister --format csv").succeeds(),
            sales.run("evenements voir 1").succeeds(),
            sales.run("evenements voir 1 --format json").succeeds(),
            sales.run("evenements modifier 1 --participants 100").succeeds(),
            sales.run("evenements modifier 1 --participants 220").succeeds(),
            manager.run("evenements assigner 1 support1").succeeds(),
            manager
                .run("evenements assigner 4 support1 --forcer --motif essai")
                .succeeds(),
            manager.run("evenements desassigner 1").succeeds(),
            manager.run("evenements desassigner 4").succeeds(),
        ];
        let forbidden =
            |character: char| is_forbidden(character) && !matches!(character, '\n' | '\r') && character != '\u{feff}';
        for text in texts {
            assert!(!text.contains(forbidden), "{text:?}");
        }
    }
}
