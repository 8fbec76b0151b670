//! `contrats voir`.

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

fn card(shell: &mut TestShell, line: &str) -> serde_json::Value {
    serde_json::from_str(&shell.run(&format!("{line} --format json")).succeeds()).unwrap()
}

#[test]
fn a_card_shows_the_contract_its_payments_and_its_events() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "support2");
    let text = shell.run("contrats voir 4").succeeds();
    for words in [
        "Contrat             : CT-2026-000004\n",
        "Client              : Kevin Casey\n",
        "Montant             : 26\u{202f}900,00\u{a0}€\n",
        "Reste dû            : 0,00\u{a0}€\n",
        "État                : soldé\n",
        "Signé le            : 30/08/2026\n",
        "Signature notée par : Dawn Stanley\n",
        "Commercial          : Dawn Stanley\n",
        "Gestionnaire        : Hélène Rousseau\n",
        "16\u{202f}900,00\u{a0}€",
        "virement",
        "VIR-2077",
        "Séminaire annuel",
        "Kate Hastroff",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let seen = card(&mut shell, "contrats voir ct-2026-000004");
    assert_eq!(
        seen["paiements"][1],
        serde_json::json!({
            "numero": 4,
            "date": "2026-11-11",
            "montant": "16900.00",
            "moyen": "virement",
            "reference": "VIR-2077",
            "enregistre_par": "Dawn Stanley",
            "contrepasse_par": null,
            "contrepasse": null,
            "motif": null,
        })
    );
    let events: Vec<&str> = seen["evenements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["numero"].as_str().unwrap())
        .collect();
    assert_eq!(events, ["EV-2026-000002", "EV-2026-000001"], "by their beginning");
}

#[test]
fn a_draft_has_no_signature_no_payment_and_no_event() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales3");
    let text = shell.run("contrats voir #1").succeeds();
    for words in [
        "État                : non signé\n",
        "Signé le            : —\n",
        "Paiements\nAucun paiement.\n",
        "Événements\nAucun événement.\n",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let seen = card(&mut shell, "contrats voir 1");
    assert_eq!(seen["signe_le"], serde_json::Value::Null);
    assert_eq!(seen["paiements"], serde_json::json!([]));
}

#[test]
fn a_reversal_is_a_negative_amount_and_each_names_the_other() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell
        .run("contrats contrepasser 2 --paiement 1 --motif 'mauvais contrat'")
        .succeeds();
    let text = shell.run("contrats voir 2").succeeds();
    assert!(text.contains(" -4\u{202f}000,50\u{a0}€ │ virement"), "{text}");
    let seen = card(&mut shell, "contrats voir 2");
    let payments = &seen["paiements"];
    assert_eq!(payments[0]["montant"], "4000.50");
    assert_eq!(payments[0]["contrepasse_par"], 7);
    assert_eq!(payments[0]["contrepasse"], serde_json::Value::Null);
    assert_eq!(payments[1]["numero"], 7);
    assert_eq!(payments[1]["montant"], "-4000.50");
    assert_eq!(payments[1]["contrepasse"], 1);
    assert_eq!(payments[1]["motif"], "mauvais contrat");
    assert_eq!(payments[1]["date"], "2026-11-23");
    assert_eq!(payments[1]["reference"], "VIR-2041");
}

#[test]
fn the_card_of_a_customer_shows_the_same_day_of_signature() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.run("contrats signer 1 --date 20/11/2026").succeeds();
    assert_eq!(card(&mut shell, "contrats voir 1")["signe_le"], "2026-11-20");
    assert_eq!(
        card(&mut shell, "clients voir 1")["contrats"][0]["signe_le"],
        "2026-11-20"
    );
}

#[test]
fn what_is_not_there_or_no_contract_is_refused() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    for reference in ["99", "CT-2026-000099"] {
        let message = shell
            .run(&format!("contrats voir {reference}"))
            .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
        assert!(message.contains(reference), "{message}");
    }
    for reference in ["0", "EV-2026-000001", "kevin@startup.io"] {
        shell
            .run(&format!("contrats voir {reference}"))
            .fails(Kind::Syntax, "REFERENCE_INVALIDE");
    }
    shell.run("contrats voir").fails(Kind::Syntax, "ARGUMENT_MANQUANT");
}
