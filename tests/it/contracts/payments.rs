//! `contrats encaisser` (B7, B9, D8, D9).

use std::time::Duration;

use epic_events::error::Kind;
use epic_events::shell::context::questions::Nobody;

use super::{assert_balances, recorded, refusals, stored, written};
use crate::support::database::TestDatabase;
use crate::support::proxy::{Break, Proxy};
use crate::support::shell::TestShell;

const COMMAND: &str = "contrats encaisser";

#[test]
fn the_numbers_of_the_story() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    manager
        .run("contrats creer --client kevin@startup.io --montant '12 000,50'")
        .succeeds();
    let mut sales = TestShell::signed_in(&database, "sales2");
    sales.run("contrats signer CT-2026-000007").succeeds();
    assert_eq!(
        sales
            .run("contrats encaisser CT-2026-000007 --montant '4 000,50'")
            .succeeds(),
        "Paiement n°\u{a0}7 de 4\u{202f}000,50\u{a0}€ enregistré sur le contrat CT-2026-000007 ; reste dû : \
         8\u{202f}000,00\u{a0}€.\n"
    );
    let card = sales.run("contrats voir CT-2026-000007").succeeds();
    assert!(
        card.contains("Reste dû            : 8\u{202f}000,00\u{a0}€\n"),
        "{card}"
    );
    assert_balances(&database);
}

#[test]
fn b9_balances_are_exact_to_the_cent() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for amount in ["0,30", "19,99", "9 999 999 999,99"] {
        shell
            .run(&format!("contrats creer --client 1 --montant '{amount}'"))
            .succeeds();
    }
    for contract in [7, 8, 9] {
        shell.run(&format!("contrats signer {contract}")).succeeds();
    }
    for balance in ["0.20", "0.10", "0.00"] {
        shell.run("contrats encaisser 7 --montant 0,10").succeeds();
        assert_eq!(stored(&database, 7).balance_due, balance);
    }
    let paid: String = database.one("SELECT CAST(SUM(amount) AS CHAR) FROM payments WHERE contract_id = 7");
    assert_eq!(paid, "0.30");
    assert_eq!(stored(&database, 8).balance_due, "19.99");
    assert_eq!(
        shell.run("contrats encaisser 8 --montant 19,99").succeeds(),
        "Paiement n°\u{a0}10 de 19,99\u{a0}€ enregistré sur le contrat CT-2026-000008 ; il est soldé.\n"
    );
    assert_eq!(stored(&database, 8).balance_due, "0.00");
    shell.run("contrats encaisser 9 --montant 0,01").succeeds();
    assert_eq!(stored(&database, 9).balance_due, "9999999999.98");
    assert_balances(&database);
}

#[test]
fn b7_what_cannot_be_paid_is_refused_and_writes_nothing() {
    let database = TestDatabase::demonstration();
    let before: Vec<_> = (1..=6).map(|id| stored(&database, id)).collect();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (line, code, words) in [
        ("1 --montant 10", "CONTRAT_NON_SIGNE", "contrats signer CT-2026-000001"),
        ("2 --montant 0", "MONTANT_NUL", "un centime"),
        (
            "2 --montant 8000,01",
            "PAIEMENT_EXCESSIF",
            "8\u{202f}000,01\u{a0}€ dépassent ce qui reste dû sur le contrat CT-2026-000002 : 8\u{202f}000,00\u{a0}€.",
        ),
        ("3 --montant 0,01", "PAIEMENT_EXCESSIF", "0,00\u{a0}€"),
        ("2 --montant 10 --date 24/11/2026", "DATE_FUTURE", "23/11/2026"),
        ("99 --montant 10", "CONTRAT_INTROUVABLE", "99"),
    ] {
        let message = shell.run(&format!("contrats encaisser {line}")).fails(Kind::Rule, code);
        assert!(message.contains(words), "{words}: {message}");
    }
    for (line, code) in [
        ("2 --montant -5", "MONTANT_INVALIDE"),
        ("2 --montant 1.234", "MONTANT_INVALIDE"),
        ("2 --montant 10 --moyen troc", "CHOIX_INVALIDE"),
        ("2 --montant 10 --reference ''", "TEXTE_INVALIDE"),
        ("2 --montant 10 --date demain", "DATE_INVALIDE"),
        ("2", "ARGUMENT_MANQUANT"),
    ] {
        shell
            .run(&format!("contrats encaisser {line}"))
            .fails(Kind::Syntax, code);
    }
    let after: Vec<_> = (1..=6).map(|id| stored(&database, id)).collect();
    assert_eq!(after, before);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
}

#[test]
fn b7_a_day_before_the_contract_its_signature_or_the_last_year_is_paid_only_when_it_is_meant() {
    let database = TestDatabase::demonstration();
    database.execute("UPDATE contracts SET created_at = '2024-05-06 10:00:00' WHERE id = 1");
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.context.questions = Box::new(Nobody);
    shell.run("contrats signer 1 --date 10/11/2026").succeeds();
    for (date, words) in [
        ("18/11/1016", "d'avant 2025"),
        ("31/12/2024", "d'avant 2025"),
        (
            "09/11/2026",
            "avant la signature du contrat CT-2026-000001, le 10/11/2026",
        ),
    ] {
        let message = shell
            .run(&format!("contrats encaisser 1 --montant 10 --date {date}"))
            .fails(Kind::Rule, "DATE_ANCIENNE");
        assert!(
            message.contains(words) && message.contains("--date-ancienne"),
            "{message}"
        );
    }
    assert_eq!(written(&database, COMMAND).2, 0);
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell.answer(&["peut-être", "n"]);
    shell
        .run("contrats encaisser 1 --montant 10 --date 09/11/2026")
        .fails(Kind::Rule, "ABANDON");
    shell.answer(&["o"]);
    shell
        .run("contrats encaisser 1 --montant 10 --date 09/11/2026")
        .succeeds();
    let mut shell = TestShell::signed_in(&database, "manager1");
    shell
        .run("contrats encaisser 1 --montant 10 --date 18/11/2016 --date-ancienne")
        .succeeds();
    shell
        .run("contrats encaisser 1 --montant 10 --date 10/11/2026")
        .succeeds();
    let days: Vec<String> =
        database.query("SELECT CAST(paid_on AS CHAR) FROM payments WHERE contract_id = 1 ORDER BY id DESC LIMIT 3");
    assert_eq!(days, ["2026-11-10", "2016-11-18", "2026-11-09"]);
    // What exceeds the balance is not asked about first.
    shell
        .run("contrats encaisser 1 --montant 99999 --date 09/11/2026")
        .fails(Kind::Rule, "PAIEMENT_EXCESSIF");
}

#[test]
fn d9_the_salesperson_of_the_customer_and_management_collect_and_nobody_else() {
    let database = TestDatabase::demonstration();
    TestShell::signed_in(&database, "sales2")
        .run("contrats encaisser 5 --montant 10")
        .fails(Kind::Access, "PAS_PROPRIETAIRE");
    TestShell::signed_in(&database, "support1")
        .run("contrats encaisser 5 --montant 10")
        .fails(Kind::Access, "DROIT_MANQUANT");
    assert_eq!(refusals(&database, COMMAND, "PAS_PROPRIETAIRE"), 1);
    assert_eq!(written(&database, COMMAND), (6, 6, 0));
    for username in ["sales3", "manager1", "manager2"] {
        TestShell::signed_in(&database, username)
            .run("contrats encaisser 5 --montant 10")
            .succeeds();
    }
    assert_eq!(stored(&database, 5).balance_due, "7570.00");
    assert_balances(&database);
}

#[test]
fn a_payment_and_its_journal_entry_keep_all_that_was_typed() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell
        .run("contrats encaisser 2 --montant 1500 --date '18 nov' --moyen Chèque")
        .fails(Kind::Syntax, "DATE_INVALIDE");
    shell
        .run("contrats encaisser 2 --montant 1500 --date 18/11/2026 --moyen Chèque --reference ' CHQ 0458813 '")
        .succeeds();
    let row: (String, String, String, String, String, Option<u64>, Option<String>) = database.one(
        "SELECT CAST(amount AS CHAR), CAST(paid_on AS CHAR), method, reference, username, reverses_payment_id, reason
         FROM payments JOIN users ON users.id = recorded_by_user_id WHERE payments.id = 7",
    );
    let (amount, paid_on, method, reference, username, reverses, reason) = row;
    assert_eq!(
        [amount, paid_on, method, reference, username],
        ["1500.00", "2026-11-18", "cheque", "CHQ 0458813", "sales2"]
    );
    assert_eq!((reverses, reason), (None, None));
    let (actor, id, changes, _) = recorded(&database, COMMAND);
    assert_eq!((actor.as_str(), id), ("sales2", 2));
    let expected = [
        r#"{"field":"balance_due","old":"8000.00","new":"6500.00"}"#,
        r#"{"field":"payment_id","old":null,"new":"7"}"#,
        r#"{"field":"amount","old":null,"new":"1500.00"}"#,
        r#"{"field":"paid_on","old":null,"new":"2026-11-18"}"#,
        r#"{"field":"method","old":null,"new":"cheque"}"#,
        r#"{"field":"reference","old":null,"new":"CHQ 0458813"}"#,
    ];
    assert_eq!(changes, format!("[{}]", expected.join(",")));
}

#[test]
fn a_payment_is_a_transfer_of_today_unless_somebody_says_otherwise() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::on(&database);
    // 23:30 in universal time: tomorrow in Paris already.
    shell.clock.advance(Duration::from_mins(14 * 60 + 30));
    shell.sign_in("sales2");
    shell.run("contrats encaisser 2 --montant 10").succeeds();
    for (method, stored) in [
        ("virement", "transfer"),
        ("carte", "card"),
        ("cheque", "cheque"),
        ("especes", "cash"),
    ] {
        shell
            .run(&format!("contrats encaisser 2 --montant 10 --moyen {method}"))
            .succeeds();
        let newest: String = database.one("SELECT method FROM payments ORDER BY id DESC LIMIT 1");
        assert_eq!(newest, stored);
    }
    let first: (String, String, Option<String>) =
        database.one("SELECT method, CAST(paid_on AS CHAR), reference FROM payments WHERE id = 7");
    assert_eq!(first, (String::from("transfer"), String::from("2026-11-24"), None));
    assert_balances(&database);
}

#[test]
fn s33_a_payment_whose_answer_is_lost_is_recorded_once() {
    let database = TestDatabase::demonstration();
    for (breaks, paid) in [(Break::AfterCommit, 1), (Break::BeforeCommit, 2)] {
        let proxy = Proxy::before(&database.socket(), breaks);
        let mut shell = TestShell::behind(&database, &proxy, "sales2");
        proxy.break_next(1);
        shell.run("contrats encaisser 2 --montant 10").succeeds();
        assert_eq!(written(&database, COMMAND), (6, 6 + paid, paid));
    }
    assert_eq!(stored(&database, 2).balance_due, "7980.00");
    assert_balances(&database);
}
