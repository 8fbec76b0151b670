//! `evenements assigner` (B12, B14).

use epic_events::error::Kind;

use super::{holdings, planted, refused};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn b12_management_gives_an_event_to_a_support_colleague_and_to_another_one() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager2");
    assert_eq!(
        shell.run("evenements assigner EV-2026-000001 support1").succeeds(),
        "Événement EV-2026-000001 (Lancement de produit) assigné à Kate Hastroff.\n"
    );
    assert_eq!(
        shell
            .run("evenements assigner 1 EMP-0007 --motif 'congé de Kate'")
            .succeeds(),
        "Événement EV-2026-000001 (Lancement de produit) assigné à Aliénor Vichum, auparavant à Kate Hastroff.\n"
    );
    let entries: Vec<(u64, String, Option<String>)> = database.query(
        "SELECT object_id, changes, reason FROM audit_entries WHERE command = 'evenements assigner' ORDER BY id",
    );
    assert_eq!(
        entries,
        [
            (
                1,
                String::from(r#"[{"field":"support_user_id","old":null,"new":"6"}]"#),
                None
            ),
            (
                1,
                String::from(r#"[{"field":"support_user_id","old":"6","new":"7"}]"#),
                Some(String::from("congé de Kate"))
            ),
        ]
    );
    let row: (u64, u32, String) =
        database.one("SELECT support_user_id, version, CAST(updated_at AS CHAR) FROM events WHERE id = 1");
    assert_eq!(row, (7, 3, String::from("2026-11-23 09:00:00.000000")));
    let before = holdings(&database);
    assert_eq!(
        shell
            .run("evenements assigner 1 support2 --forcer --motif encore")
            .succeeds(),
        "L'événement EV-2026-000001 est déjà assigné à Aliénor Vichum.\n"
    );
    assert_eq!(holdings(&database), before);
}

#[test]
fn b14_whoever_runs_an_event_is_an_active_colleague_of_the_support() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for colleague in ["sales2", "manager1", "3"] {
        let line = format!("evenements assigner 1 {colleague}");
        refused(&database, &mut shell, &line, Kind::Rule, "ROLE_INADAPTE");
    }
    for colleague in ["personne", "99", "EMP-9999"] {
        let line = format!("evenements assigner 1 {colleague}");
        refused(&database, &mut shell, &line, Kind::Rule, "UTILISATEUR_INTROUVABLE");
    }
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'support2'");
    for line in [
        "evenements assigner 1 support2",
        "evenements assigner 1 support2 --forcer --motif urgence",
    ] {
        refused(&database, &mut shell, line, Kind::Rule, "ROLE_INADAPTE");
    }
    refused(
        &database,
        &mut shell,
        "evenements assigner 99 support1",
        Kind::Rule,
        "EVENEMENT_INTROUVABLE",
    );
}

#[test]
fn only_management_assigns() {
    let database = TestDatabase::demonstration();
    for username in ["sales2", "support1"] {
        let mut shell = TestShell::signed_in(&database, username);
        for line in [
            "evenements assigner 1 support1",
            "evenements assigner 1 personne",
            "evenements assigner 99 support1 --forcer",
        ] {
            refused(&database, &mut shell, line, Kind::Access, "DROIT_MANQUANT");
        }
    }
}

#[test]
fn b12_an_overlap_is_refused_and_every_clash_is_named() {
    let database = TestDatabase::demonstration();
    let first = planted(&database, "2026-12-07 06:00:00", "2026-12-07 08:00:01", Some(7));
    let second = planted(&database, "2026-12-07 16:59:59", "2026-12-08 09:00:00", Some(7));
    let number_of = |id: u64| database.one::<String>(&format!("SELECT event_number FROM events WHERE id = {id}"));
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = "evenements assigner 2 support2";
    let message = refused(&database, &mut shell, line, Kind::Rule, "SUPPORT_OCCUPE");
    for text in [
        "Aliénor Vichum",
        &format!(
            "{} (Réunion), du 07/12/2026 07:00 au 07/12/2026 09:00",
            number_of(first)
        ),
        &format!(
            "{} (Réunion), du 07/12/2026 17:59 au 08/12/2026 10:00",
            number_of(second)
        ),
        "--forcer --motif",
    ] {
        assert!(message.contains(text), "{text}: {message}");
    }
}

#[test]
fn b12_touching_bounds_do_not_clash_and_one_that_contains_or_is_contained_does() {
    let database = TestDatabase::demonstration();
    // Event 2 lasts from 08:00 to 17:00 in universal time.
    for (start, end, clashes) in [
        ("06:00:00", "08:00:00", false),
        ("17:00:00", "18:00:00", false),
        ("06:00:00", "08:00:00.000001", true),
        ("16:59:59.999999", "18:00:00", true),
        ("08:00:00", "17:00:00", true),
        ("07:00:00", "18:00:00", true),
        ("10:00:00", "11:00:00", true),
    ] {
        let event = planted(
            &database,
            &format!("2026-12-07 {start}"),
            &format!("2026-12-07 {end}"),
            None,
        );
        let mut shell = TestShell::signed_in(&database, "manager1");
        let line = format!("evenements assigner {event} support1");
        if clashes {
            refused(&database, &mut shell, &line, Kind::Rule, "SUPPORT_OCCUPE");
        } else {
            shell.run(&line).succeeds();
            shell.run(&format!("evenements desassigner {event}")).succeeds();
        }
    }
}

#[test]
fn b13_a_cancelled_event_frees_its_support() {
    let database = TestDatabase::demonstration();
    let event = planted(&database, "2026-12-07 10:00:00", "2026-12-07 11:00:00", None);
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = format!("evenements assigner {event} support1");
    refused(&database, &mut shell, &line, Kind::Rule, "SUPPORT_OCCUPE");
    shell.run("evenements annuler 2 --motif pluie --oui").succeeds();
    shell.run(&line).succeeds();
}

#[test]
fn b12_force_passes_over_clashes_needs_a_reason_and_is_in_the_journal() {
    let database = TestDatabase::demonstration();
    let event = planted(&database, "2026-12-07 10:00:00", "2026-12-07 11:00:00", None);
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = format!("evenements assigner {event} support1");
    let message = refused(
        &database,
        &mut shell,
        &format!("{line} --forcer"),
        Kind::Syntax,
        "ARGUMENT_MANQUANT",
    );
    assert!(message.contains("--motif"), "{message}");
    // A reason alone forces nothing.
    refused(
        &database,
        &mut shell,
        &format!("{line} --motif 'deux salles voisines'"),
        Kind::Rule,
        "SUPPORT_OCCUPE",
    );
    for reason in [String::from("ab"), "x".repeat(501)] {
        let line = format!("{line} --forcer --motif {reason}");
        refused(&database, &mut shell, &line, Kind::Syntax, "TEXTE_INVALIDE");
    }
    let message = shell
        .run(&format!("{line} --forcer --motif 'deux salles voisines'"))
        .succeeds();
    assert!(
        message
            .contains("assigné à Kate Hastroff, malgré l'événement EV-2026-000002 (Séminaire annuel), du 07/12/2026"),
        "{message}"
    );
    let (object, changes, reason): (u64, String, String) = database.one(
        "SELECT object_id, changes, reason FROM audit_entries
         WHERE command = 'evenements assigner' AND outcome = 'done'",
    );
    assert_eq!(object, event);
    assert_eq!(changes, r#"[{"field":"support_user_id","old":null,"new":"6"}]"#);
    assert_eq!(reason, "deux salles voisines");
}

#[test]
fn an_event_that_is_over_can_be_given_to_whoever_ran_it() {
    let database = TestDatabase::demonstration();
    let event = planted(&database, "2026-11-20 10:00:00", "2026-11-20 11:00:00", None);
    TestShell::signed_in(&database, "manager1")
        .run(&format!("evenements assigner {event} support1"))
        .succeeds();
    // It takes part in clashes like any other.
    let other = planted(&database, "2026-11-20 10:30:00", "2026-11-20 11:30:00", None);
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = format!("evenements assigner {other} support1");
    refused(&database, &mut shell, &line, Kind::Rule, "SUPPORT_OCCUPE");
}
