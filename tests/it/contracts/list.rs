//! `contrats lister` and `suite` (D15–D17).

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// The contracts a line shows, in order.
fn shown(shell: &mut TestShell, line: &str) -> Vec<u64> {
    ids(&shell.run(&format!("{line} --format jsonl")).succeeds())
}

fn ids(lines: &str) -> Vec<u64> {
    let id = |row: &str| {
        serde_json::from_str::<serde_json::Value>(row).unwrap()["id"]
            .as_u64()
            .unwrap()
    };
    lines.lines().map(id).collect()
}

#[test]
fn d16_everybody_reads_every_contract_and_narrows_to_his_own() {
    let database = TestDatabase::demonstration();
    for (username, own) in [
        ("sales1", vec![]),
        ("sales2", vec![1, 2, 3, 4]),
        ("sales3", vec![5, 6]),
        ("manager1", vec![1, 2, 3, 4]),
        ("manager2", vec![5, 6]),
        ("support1", vec![4]),
        ("support2", vec![6]),
    ] {
        let mut shell = TestShell::signed_in(&database, username);
        assert_eq!(shown(&mut shell, "contrats lister"), [1, 2, 3, 4, 5, 6]);
        assert_eq!(shown(&mut shell, "contrats lister --miens"), own, "{username}");
    }
}

#[test]
fn d17_filters_are_literal_and_combine() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (filters, found) in [
        ("--signes", vec![2, 3, 4, 5, 6]),
        ("--non-signes", vec![1]),
        ("--payes", vec![3, 4, 6]),
        // The draft too: something is due on it.
        ("--non-payes", vec![1, 2, 5]),
        ("--signes --non-payes", vec![2, 5]),
        ("--non-signes --payes", vec![]),
        ("--sans-evenement", vec![1, 2, 3, 5]),
        ("--signes --payes --sans-evenement", vec![3]),
        ("--miens --non-payes", vec![1, 2]),
        ("--client 3", vec![5, 6]),
        ("--client 2", vec![]),
        ("--client Kevin@startup.io --payes", vec![3, 4]),
        ("--gestionnaire manager2", vec![5, 6]),
        ("--gestionnaire EMP-0002 --client 3 --payes", vec![6]),
        ("--gestionnaire manager1 --miens --non-signes", vec![1]),
        ("--gestionnaire manager2 --miens", vec![]),
        ("--gestionnaire sales2", vec![]),
    ] {
        assert_eq!(
            shown(&mut shell, &format!("contrats lister {filters}")),
            found,
            "{filters}"
        );
    }
}

#[test]
fn a_cancelled_event_counts_as_none() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let line = "contrats lister --miens --sans-evenement";
    for (cancelled, found) in [(1, vec![1, 2, 3]), (2, vec![1, 2, 3, 4])] {
        database.execute(&format!(
            "UPDATE events SET cancelled_at = '2026-11-20', cancellation_reason = 'Pluie' WHERE id = {cancelled}"
        ));
        assert_eq!(shown(&mut shell, line), found, "{cancelled}");
    }
}

#[test]
fn filters_that_exclude_one_another_are_refused_where_the_second_stands() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for (first, second) in [
        ("signes", "non-signes"),
        ("non-signes", "signes"),
        ("payes", "non-payes"),
        ("non-payes", "payes"),
    ] {
        let message = shell
            .run(&format!("contrats lister --{first} --miens --{second}"))
            .fails(Kind::Syntax, "OPTIONS_INCOMPATIBLES");
        assert!(
            message.contains(&format!("les options --{first} et --{second} s'excluent l'une l'autre")),
            "{message}"
        );
    }
}

#[test]
fn a_filter_that_names_nobody_is_an_error_for_whoever_may_know() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    manager
        .run("contrats lister --gestionnaire personne")
        .fails(Kind::Rule, "UTILISATEUR_INTROUVABLE");
    manager
        .run("contrats lister --client 99")
        .fails(Kind::Rule, "CLIENT_INTROUVABLE");
    // Whoever may not read accounts does not learn which exist; customers are read by all.
    let mut support = TestShell::signed_in(&database, "support1");
    assert!(shown(&mut support, "contrats lister --gestionnaire personne").is_empty());
    support
        .run("contrats lister --client personne@exemple.fr")
        .fails(Kind::Rule, "CLIENT_INTROUVABLE");
}

#[test]
fn every_order_runs_both_ways() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "support2");
    for (order, ascending) in [
        ("numero", [1, 2, 3, 4, 5, 6]),
        ("montant", [3, 1, 5, 2, 6, 4]),
        ("reste", [3, 4, 6, 1, 5, 2]),
    ] {
        assert_eq!(
            shown(&mut shell, &format!("contrats lister --tri {order}")),
            ascending,
            "{order}"
        );
        let mut descending = ascending;
        descending.reverse();
        assert_eq!(
            shown(&mut shell, &format!("contrats lister --tri -{order}")),
            descending,
            "-{order}"
        );
    }
    shell
        .run("contrats lister --tri client")
        .fails(Kind::Syntax, "CHOIX_INVALIDE");
}

#[test]
fn pages_follow_one_another_without_gap_or_repetition_in_every_order() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for number in 0..9 {
        // Three contracts share each amount: the number decides between equals.
        let amount = ["0,10", "4800", "9999999999,99"][number % 3];
        shell
            .run(&format!("contrats creer --client 2 --montant {amount}"))
            .succeeds();
    }
    for order in ["numero", "-numero", "montant", "-montant", "reste", "-reste"] {
        for (filters, count) in [("", 15), ("--non-payes --miens", 11)] {
            let line = format!("contrats lister --tri {order} {filters}");
            let whole = shown(&mut shell, &format!("{line} --tout"));
            assert_eq!(whole.len(), count);
            let mut paged = shown(&mut shell, &format!("{line} --limite 4"));
            while paged.len() < count {
                let page = ids(&shell.run("suite").succeeds());
                assert!(!page.is_empty());
                paged.extend(page);
            }
            assert_eq!(paged, whole, "{line}");
            shell.run("suite").fails(Kind::Rule, "PAS_DE_SUITE");
        }
    }
}

#[test]
fn each_format_says_the_same_and_a_file_is_written_whole() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let line = "contrats lister --signes --miens --tri -reste";
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&shell.run(&format!("{line} --format json")).succeeds()).unwrap();
    assert_eq!(
        rows[0],
        serde_json::json!({
            "id": 2,
            "numero": "CT-2026-000002",
            "client": "Kevin Casey",
            "entreprise": "Cool Startup LLC",
            "montant": "12000.50",
            "reste_du": "8000.00",
            "etat": "signé",
            "signe_le": "2026-10-14",
            "signature_notee_par": "Dawn Stanley",
            "commercial": "Dawn Stanley",
            "gestionnaire": "Hélène Rousseau",
            "numero_client": 1,
            "cree_le": "2026-09-24T11:00:00+02:00",
            "modifie_le": "2026-10-29T10:00:00+01:00",
        })
    );
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("contrats.csv");
    let export = format!("{line} --format csv --vers '{}'", path.display());
    shell.run(&export).succeeds();
    let csv = std::fs::read_to_string(&path).unwrap();
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(
        csv.contains("2;CT-2026-000002;Kevin Casey;Cool Startup LLC;12000,50;8000,00;signé;14/10/2026;"),
        "{csv}"
    );
    shell.run(&export).fails(Kind::File, "FICHIER_EXISTANT");
    shell.run(&format!("{export} --ecraser")).succeeds();
    let records = shell.run(&format!("{line} --format fiche")).succeeds();
    assert!(
        records.contains("État                : soldé\n"),
        "the state is told: {records}"
    );
}

#[test]
fn a_terminal_shows_what_fits_and_an_empty_list_says_what_to_do() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1").with_width(80);
    let text = shell.run("contrats lister").succeeds();
    for words in [
        "CT-2026-000002",
        "8\u{202f}000,00\u{a0}€",
        "6 contrats.",
        "Gestionnaire",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let text = shell.run("contrats lister --miens").succeeds();
    assert_eq!(text, "Aucun contrat.\nConseil : contrats lister\n");
    database.execute("DELETE FROM events");
    for table in ["payments", "contracts"] {
        database.execute("SET FOREIGN_KEY_CHECKS = 0");
        database.execute(&format!("DROP TRIGGER IF EXISTS {table}_refuse_delete"));
        database.execute(&format!("DELETE FROM {table}"));
    }
    database.prepare();
    assert_eq!(shell.run("contrats lister").succeeds(), "Aucun contrat.\n");
    let mut manager = TestShell::signed_in(&database, "manager1").with_width(80);
    assert_eq!(
        manager.run("contrats lister").succeeds(),
        "Aucun contrat.\nConseil : contrats creer\n"
    );
}
