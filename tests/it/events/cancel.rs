//! `evenements annuler` and `desassigner` (B13, D5).

use epic_events::error::Kind;

use super::{holdings, refused};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn d5_management_cancels_any_event_and_the_salesperson_his_own_before_assignment() {
    let database = TestDatabase::demonstration();
    let mut sales = TestShell::signed_in(&database, "sales2");
    sales.answer(&["oui"]);
    assert_eq!(
        sales
            .run("evenements annuler 1 --motif 'le client a renoncé'")
            .succeeds(),
        "Événement EV-2026-000001 (Lancement de produit) annulé.\n"
    );
    let message = refused(
        &database,
        &mut sales,
        "evenements annuler 2 --motif pluie --oui",
        Kind::Access,
        "EVENEMENT_DEJA_ASSIGNE",
    );
    assert!(message.contains("Kate Hastroff"), "{message}");
    for event in [3, 4] {
        let line = format!("evenements annuler {event} --motif pluie --oui");
        refused(&database, &mut sales, &line, Kind::Access, "PAS_PROPRIETAIRE");
    }
    let mut support = TestShell::signed_in(&database, "support1");
    refused(
        &database,
        &mut support,
        "evenements annuler 2 --motif pluie --oui",
        Kind::Access,
        "DROIT_MANQUANT",
    );
    let mut manager = TestShell::signed_in(&database, "manager2");
    assert_eq!(
        manager
            .run("evenements annuler EV-2026-000002 --motif pluie --oui")
            .succeeds(),
        "Événement EV-2026-000002 (Séminaire annuel) annulé ; Kate Hastroff est libre à ce moment-là.\n"
    );
    manager.run("evenements annuler 4 --motif pluie --oui").succeeds();
}

#[test]
fn b13_the_reason_is_kept_on_the_event_and_in_the_journal_and_the_support_is_remembered() {
    let database = TestDatabase::demonstration();
    TestShell::signed_in(&database, "manager1")
        .run("evenements annuler 2 --motif ' salle inondée ' --oui")
        .succeeds();
    let row: (String, String, u64, u32, String) = database.one(
        "SELECT CAST(cancelled_at AS CHAR), cancellation_reason, support_user_id, version, CAST(updated_at AS CHAR)
         FROM events WHERE id = 2",
    );
    let now = || String::from("2026-11-23 09:00:00.000000");
    assert_eq!(row, (now(), String::from("salle inondée"), 6, 2, now()));
    let (object, changes, reason): (u64, String, String) =
        database.one("SELECT object_id, changes, reason FROM audit_entries WHERE command = 'evenements annuler'");
    assert_eq!((object, reason.as_str()), (2, "salle inondée"));
    assert_eq!(
        changes,
        r#"[{"field":"cancelled_at","old":null,"new":"2026-11-23T09:00:00Z"},{"field":"cancellation_reason","old":null,"new":"salle inondée"}]"#
    );
}

#[test]
fn b13_a_reason_has_three_to_five_hundred_characters_and_is_required() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    refused(
        &database,
        &mut shell,
        "evenements annuler 1 --oui",
        Kind::Syntax,
        "ARGUMENT_MANQUANT",
    );
    for reason in [String::from("''"), String::from("ab"), "x".repeat(501)] {
        let line = format!("evenements annuler 1 --oui --motif {reason}");
        refused(&database, &mut shell, &line, Kind::Syntax, "TEXTE_INVALIDE");
    }
    shell
        .run(&format!("evenements annuler 1 --oui --motif {}", "é".repeat(500)))
        .succeeds();
    shell.run("evenements annuler 4 --oui --motif abc").succeeds();
}

#[test]
fn b13_an_event_is_cancelled_once_and_then_neither_assigned_nor_taken_away() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.run("evenements annuler 2 --motif pluie --oui").succeeds();
    for line in [
        "evenements annuler 2 --motif encore --oui",
        // Nothing is asked about what cannot be done.
        "evenements annuler 2 --motif encore",
        "evenements assigner 2 support2",
        "evenements assigner 2 support1",
        "evenements desassigner 2",
    ] {
        let message = refused(&database, &mut shell, line, Kind::Rule, "EVENEMENT_ANNULE");
        assert!(message.contains("EV-2026-000002"), "{message}");
    }
}

#[test]
fn a_cancellation_needs_an_answer_and_an_event() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    refused(
        &database,
        &mut shell,
        "evenements annuler 99 --motif pluie --oui",
        Kind::Rule,
        "EVENEMENT_INTROUVABLE",
    );
    shell.context.questions = Box::new(epic_events::shell::context::questions::Nobody);
    refused(
        &database,
        &mut shell,
        "evenements annuler 1 --motif pluie",
        Kind::Syntax,
        "CONFIRMATION_REQUISE",
    );
}

#[test]
fn management_takes_an_event_from_its_support_and_the_salesperson_changes_it_again() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    assert_eq!(
        manager.run("evenements desassigner 2").succeeds(),
        "Événement EV-2026-000002 (Séminaire annuel) retiré à Kate Hastroff.\n"
    );
    let entries: Vec<(u64, String)> =
        database.query("SELECT object_id, changes FROM audit_entries WHERE command = 'evenements desassigner'");
    assert_eq!(
        entries,
        [(2, String::from(r#"[{"field":"support_user_id","old":"6","new":null}]"#))]
    );
    let before = holdings(&database);
    assert_eq!(
        manager.run("evenements desassigner 2").succeeds(),
        "L'événement EV-2026-000002 n'est assigné à personne.\n"
    );
    assert_eq!(holdings(&database), before);
    let mut support = TestShell::signed_in(&database, "support1");
    refused(
        &database,
        &mut support,
        "evenements modifier 2 --lieu Paris",
        Kind::Access,
        "PAS_PROPRIETAIRE",
    );
    TestShell::signed_in(&database, "sales2")
        .run("evenements modifier 2 --lieu Paris")
        .succeeds();
}

#[test]
fn only_management_takes_an_event_from_its_support() {
    let database = TestDatabase::demonstration();
    for username in ["sales2", "support1"] {
        let mut shell = TestShell::signed_in(&database, username);
        refused(
            &database,
            &mut shell,
            "evenements desassigner 2",
            Kind::Access,
            "DROIT_MANQUANT",
        );
    }
    let mut manager = TestShell::signed_in(&database, "manager1");
    refused(
        &database,
        &mut manager,
        "evenements desassigner 99",
        Kind::Rule,
        "EVENEMENT_INTROUVABLE",
    );
}

#[test]
fn on_the_cards_of_its_customer_and_its_contract_a_cancelled_event_does_not_look_alive() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").with_width(80);
    shell.run("evenements annuler 2 --motif pluie --oui").succeeds();
    for card in ["clients voir 1", "contrats voir 4"] {
        let text = shell.run(card).succeeds();
        let line = text.lines().find(|line| line.contains("EV-2026-000002"));
        assert!(line.is_some_and(|line| line.contains("annulé")), "{text}");
        assert!(text.contains("à assigner"), "{text}");
    }
}
