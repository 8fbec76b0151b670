//! `contrats signer` (B6, D9, S41).

use std::time::Duration;

use epic_events::configuration::Variables;
use epic_events::error::Kind;
use epic_events::shell::context::questions::Nobody;

use super::{recorded, refusals, stored, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

const COMMAND: &str = "contrats signer";

#[test]
fn d9_the_salesperson_records_the_signature_of_his_customer() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    assert_eq!(
        shell.run("contrats signer 1").succeeds(),
        "Contrat CT-2026-000001 signé le 23/11/2026 par Kevin Casey (Cool Startup LLC) ; reste dû : \
         4\u{202f}800,00\u{a0}€.\n"
    );
    let contract = stored(&database, 1);
    assert_eq!(contract.signed_at.as_deref(), Some("2026-11-23 09:00:00.000000"));
    assert_eq!(contract.signed_by.as_deref(), Some("sales2"));
    assert_eq!((contract.balance_due.as_str(), contract.version), ("4800.00", 2));
    let (actor, id, changes, _) = recorded(&database, COMMAND);
    assert_eq!((actor.as_str(), id), ("sales2", 1));
    assert_eq!(
        changes,
        r#"[{"field":"signed_at","old":null,"new":"2026-11-23T09:00:00Z"},{"field":"signed_by_user_id","old":null,"new":"4"}]"#
    );
}

#[test]
fn d9_management_records_any_signature_and_nobody_else_does() {
    let database = TestDatabase::demonstration();
    TestShell::signed_in(&database, "sales3")
        .run("contrats signer 1")
        .fails(Kind::Access, "PAS_PROPRIETAIRE");
    TestShell::signed_in(&database, "support1")
        .run("contrats signer 1")
        .fails(Kind::Access, "DROIT_MANQUANT");
    assert_eq!(refusals(&database, COMMAND, "PAS_PROPRIETAIRE"), 1);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
    let mut manager = TestShell::signed_in(&database, "manager2");
    manager
        .run("contrats signer 99")
        .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
    manager.run("contrats signer CT-2026-000001").succeeds();
    assert_eq!(stored(&database, 1).signed_by.as_deref(), Some("manager2"));
}

#[test]
fn b6_an_earlier_day_is_kept_as_that_day_and_a_later_one_is_refused() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for date in ["24/11/2026", "2027-01-01"] {
        let message = shell
            .run(&format!("contrats signer 1 --date {date}"))
            .fails(Kind::Rule, "DATE_FUTURE");
        assert!(message.contains("23/11/2026"), "{message}");
    }
    shell
        .run("contrats signer 1 --date 31/11/2026")
        .fails(Kind::Syntax, "DATE_INVALIDE");
    assert_eq!(stored(&database, 1).signed_at, None);
    shell.run("contrats signer 1 --date '3 novembre 2026'").succeeds();
    // Noon in Paris.
    assert_eq!(
        stored(&database, 1).signed_at.as_deref(),
        Some("2026-11-03 11:00:00.000000")
    );
    let card = shell.run("contrats voir 1").succeeds();
    assert!(card.contains("Signé le            : 03/11/2026\n"), "{card}");
}

#[test]
fn b6_a_day_before_the_contract_or_the_last_year_is_signed_only_when_it_is_meant() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE contracts SET created_at = '2024-05-06 10:00:00' WHERE id = 1");
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.context.questions = Box::new(Nobody);
    let created = shell.run("contrats creer --client 1 --montant 100").succeeds();
    assert!(created.contains("CT-2026-000007"), "{created}");
    for (line, words) in [
        ("7 --date 01/01/1026", "d'avant 2025"),
        (
            "7 --date 22/11/2026",
            "avant la création du contrat CT-2026-000007, le 23/11/2026",
        ),
        // Later than the contract, and two years ago.
        ("1 --date 31/12/2024", "d'avant 2025"),
    ] {
        let message = shell
            .run(&format!("contrats signer {line}"))
            .fails(Kind::Rule, "DATE_ANCIENNE");
        assert!(
            message.contains(words) && message.contains("--date-ancienne"),
            "{message}"
        );
    }
    // In a conversation it is asked, and a no writes nothing.
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.answer(&["n"]);
    shell
        .run("contrats signer 7 --date 22/11/2026")
        .fails(Kind::Rule, "ABANDON");
    assert_eq!(stored(&database, 7).signed_at, None);
    shell.answer(&["oui"]);
    shell.run("contrats signer 7 --date 22/11/2026").succeeds();
    assert_eq!(
        stored(&database, 7).signed_at.as_deref(),
        Some("2026-11-22 11:00:00.000000")
    );
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell
        .run("contrats signer 1 --date 31/12/2024 --date-ancienne")
        .succeeds();
    // The day of the contract itself, and what cannot be meant.
    shell.run("contrats creer --client 1 --montant 100").succeeds();
    shell
        .run("contrats signer 8 --date 24/11/2026 --date-ancienne")
        .fails(Kind::Rule, "DATE_FUTURE");
    shell.run("contrats signer 8 --date 23/11/2026").succeeds();
}

#[test]
fn b6_today_is_the_day_of_the_place_not_of_the_server() {
    let database = TestDatabase::demonstration();
    let signed_in_at_night = |zone: &str| {
        let settings = Variables::from([("EPIC_EVENTS_TIME_ZONE".into(), zone.into())]);
        let mut shell = TestShell::with_settings(&database, settings);
        // 23:30 in universal time: tomorrow in Paris already.
        shell.clock.advance(Duration::from_mins(14 * 60 + 30));
        shell.sign_in("manager1");
        shell
    };
    signed_in_at_night("UTC")
        .run("contrats signer 1 --date 24/11/2026")
        .fails(Kind::Rule, "DATE_FUTURE");
    let message = signed_in_at_night("Europe/Paris")
        .run("contrats signer 1 --date 24/11/2026")
        .succeeds();
    assert!(message.contains("24/11/2026"), "{message}");
    // Of today the moment is known.
    assert_eq!(
        stored(&database, 1).signed_at.as_deref(),
        Some("2026-11-23 23:30:00.000000")
    );
}

#[test]
fn b6_no_command_changes_a_signature_whatever_its_options() {
    let database = TestDatabase::demonstration();
    let (before, draft) = (stored(&database, 2), stored(&database, 1));
    let mut shells = ["manager1", "sales2"].map(|username| TestShell::signed_in(&database, username));
    let values = [
        ("--montant", ["12000,50", "20000"]),
        ("--client", ["1", "2"]),
        ("--gestionnaire", ["manager1", "manager2"]),
    ];
    let mut lines: Vec<String> = ["", "--date 01/01/2026", "--date 23/11/2026"]
        .iter()
        .map(|date| format!("signer 2 {date}"))
        .collect();
    // Each field left out, the same, or another one.
    for choice in 0..27_usize {
        let picks = [choice % 3, choice / 3 % 3, choice / 9];
        let options: Vec<String> = values
            .iter()
            .zip(picks)
            .filter(|(_, pick)| *pick > 0)
            .map(|((option, values), pick)| format!("{option} {}", values[pick - 1]))
            .collect();
        if !options.is_empty() {
            lines.push(format!("modifier 2 {}", options.join(" ")));
            lines.push(format!("modifier 1 {}", options.join(" ")));
        }
    }
    lines.extend(
        [
            "supprimer 2 --oui",
            "encaisser 2 --montant 0,01",
            "contrepasser 2 --paiement 1 --motif erreur",
            "encaisser 1 --montant 1",
        ]
        .map(String::from),
    );
    for line in &lines {
        for shell in &mut shells {
            shell.run(&format!("contrats {line}"));
            let after = stored(&database, 2);
            assert_eq!(
                (
                    &after.signed_at,
                    &after.signed_by,
                    &after.total_amount,
                    after.customer_id
                ),
                (
                    &before.signed_at,
                    &before.signed_by,
                    &before.total_amount,
                    before.customer_id
                ),
                "{line}"
            );
            let other = stored(&database, 1);
            assert_eq!((other.signed_at, other.signed_by), (None, None), "{line}");
        }
    }
    // The lines did change something: what a signature does not freeze.
    assert_ne!(stored(&database, 2).version, before.version);
    assert_ne!(stored(&database, 1).version, draft.version);
}

#[test]
fn b6_a_second_signature_is_refused_and_names_the_day_of_the_first() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales3");
    let message = shell.run("contrats signer 5").fails(Kind::Rule, "CONTRAT_DEJA_SIGNE");
    assert!(
        message.contains("le contrat CT-2026-000005 est signé depuis le 13/11/2026."),
        "{message}"
    );
    assert!(message.contains("contrats voir CT-2026-000005"), "{message}");
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}

#[test]
fn s41_a_signature_is_told_to_the_operator_by_numbers_once_it_is_written() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let events = sentry::test::with_captured_events(|| {
        shell.run("contrats signer 5").fails(Kind::Access, "PAS_PROPRIETAIRE");
        shell.run("contrats signer 1").succeeds();
        shell.run("contrats signer 1").fails(Kind::Rule, "CONTRAT_DEJA_SIGNE");
    });
    assert_eq!(events.len(), 1, "{events:?}");
    let tag = |name: &str| events[0].tags.get(name).map(String::as_str);
    assert_eq!(tag("business_event"), Some("contract_signed"));
    assert_eq!((tag("contract_id"), tag("actor_id")), (Some("1"), Some("4")));
}
