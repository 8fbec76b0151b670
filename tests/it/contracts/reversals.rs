//! `contrats contrepasser` (B8, B9, D9).

use epic_events::error::Kind;

use super::{assert_balances, recorded, refusals, stored, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

const COMMAND: &str = "contrats contrepasser";

#[test]
fn b8_management_reverses_a_payment_and_the_balance_follows() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager2");
    assert_eq!(
        shell
            .run("contrats contrepasser 6 --paiement 5 --motif 'chèque sans provision'")
            .succeeds(),
        "Paiement n°\u{a0}5 de 8\u{202f}450,75\u{a0}€ contrepassé par le paiement n°\u{a0}7 sur le contrat \
         CT-2026-000006 ; reste dû : 8\u{202f}450,75\u{a0}€.\n"
    );
    assert_eq!(stored(&database, 6).balance_due, "8450.75");
    let row: (String, String, String, String, String, u64, String) = database.one(
        "SELECT CAST(amount AS CHAR), CAST(paid_on AS CHAR), method, reference, username, reverses_payment_id, reason
         FROM payments JOIN users ON users.id = recorded_by_user_id WHERE payments.id = 7",
    );
    let (amount, paid_on, method, reference, username, reverses, reason) = row;
    assert_eq!(
        [amount, paid_on, method, reference, username, reason],
        [
            "-8450.75",
            "2026-11-23",
            "cheque",
            "CHQ-0458812",
            "manager2",
            "chèque sans provision"
        ]
    );
    assert_eq!(reverses, 5);
    let (actor, id, changes, reason) = recorded(&database, COMMAND);
    assert_eq!((actor.as_str(), id), ("manager2", 6));
    assert_eq!(reason.as_deref(), Some("chèque sans provision"));
    let expected = [
        r#"{"field":"balance_due","old":"0.00","new":"8450.75"}"#,
        r#"{"field":"payment_id","old":null,"new":"7"}"#,
        r#"{"field":"reverses_payment_id","old":null,"new":"5"}"#,
        r#"{"field":"amount","old":null,"new":"-8450.75"}"#,
        r#"{"field":"paid_on","old":null,"new":"2026-11-23"}"#,
        r#"{"field":"method","old":null,"new":"cheque"}"#,
        r#"{"field":"reference","old":null,"new":"CHQ-0458812"}"#,
    ];
    assert_eq!(changes, format!("[{}]", expected.join(",")));
    assert_balances(&database);
}

#[test]
fn b8_a_payment_is_reversed_once_and_a_reversal_never() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let reverse = |payment: &str| format!("contrats contrepasser 2 --paiement {payment} --motif erreur");
    shell.run(&reverse("1")).succeeds();
    let message = shell.run(&reverse("#1")).fails(Kind::Rule, "PAIEMENT_DEJA_CONTREPASSE");
    assert!(
        message.contains("n°\u{a0}1") && message.contains("n°\u{a0}7"),
        "{message}"
    );
    shell
        .run(&reverse("7"))
        .fails(Kind::Rule, "PAIEMENT_NON_CONTREPASSABLE");
    assert_eq!(written(&database, COMMAND), (6, 7, 1));
    // The money came after all: a new payment, which can be reversed in its turn.
    shell.run("contrats encaisser 2 --montant 4000,50").succeeds();
    shell.run(&reverse("8")).succeeds();
    assert_eq!(stored(&database, 2).balance_due, "12000.50");
    assert_balances(&database);
}

#[test]
fn b8_the_payment_is_one_of_that_contract_and_a_reason_is_given() {
    let database = TestDatabase::demonstration();
    let before: Vec<_> = (1..=6).map(|id| stored(&database, id)).collect();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (contract, payment) in [("3", "1"), ("1", "1"), ("2", "99")] {
        let message = shell
            .run(&format!(
                "contrats contrepasser {contract} --paiement {payment} --motif erreur"
            ))
            .fails(Kind::Rule, "PAIEMENT_INTROUVABLE");
        assert!(message.contains(&format!("n°\u{a0}{payment}")), "{message}");
    }
    shell
        .run("contrats contrepasser 99 --paiement 1 --motif erreur")
        .fails(Kind::Rule, "CONTRAT_INTROUVABLE");
    for (options, code) in [
        ("--paiement 1", "ARGUMENT_MANQUANT"),
        ("--motif erreur", "ARGUMENT_MANQUANT"),
        ("--paiement 1 --motif ab", "TEXTE_INVALIDE"),
        ("--paiement 0 --motif erreur", "NOMBRE_INVALIDE"),
        ("--paiement un --motif erreur", "NOMBRE_INVALIDE"),
    ] {
        shell
            .run(&format!("contrats contrepasser 2 {options}"))
            .fails(Kind::Syntax, code);
    }
    let after: Vec<_> = (1..=6).map(|id| stored(&database, id)).collect();
    assert_eq!(after, before);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}

#[test]
fn d9_only_management_reverses() {
    let database = TestDatabase::demonstration();
    for username in ["sales2", "support1"] {
        TestShell::signed_in(&database, username)
            .run("contrats contrepasser 2 --paiement 1 --motif erreur")
            .fails(Kind::Access, "DROIT_MANQUANT");
    }
    assert_eq!(refusals(&database, COMMAND, "DROIT_MANQUANT"), 2);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}
