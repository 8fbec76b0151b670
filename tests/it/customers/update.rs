//! `clients modifier`, `supprimer`, `transferer` (B2, B3, B14, B17, D13).

use epic_events::error::Kind;

use super::creation;
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn b2_only_the_owner_changes_and_the_refusal_names_him_and_is_recorded() {
    let database = TestDatabase::demonstration();
    let mut other = TestShell::signed_in(&database, "sales3");
    let message = other
        .run("clients modifier 1 --nom Autre")
        .fails(Kind::Access, "PAS_PROPRIETAIRE");
    assert!(message.contains("Dawn Stanley"), "{message}");
    other
        .run("clients supprimer 2 --oui")
        .fails(Kind::Access, "PAS_PROPRIETAIRE");
    for username in ["manager1", "support1"] {
        let mut shell = TestShell::signed_in(&database, username);
        shell
            .run("clients modifier 1 --nom Autre")
            .fails(Kind::Access, "DROIT_MANQUANT");
        shell
            .run("clients supprimer 2 --oui")
            .fails(Kind::Access, "DROIT_MANQUANT");
    }
    let refusals: u64 = database.one("SELECT COUNT(*) FROM audit_entries WHERE outcome = 'PAS_PROPRIETAIRE'");
    assert_eq!(refusals, 2);
    assert_eq!(
        database.one::<String>("SELECT last_name FROM customers WHERE id = 1"),
        "Casey"
    );
}

#[test]
fn b3_a_change_moves_the_last_contact_and_no_change_writes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let before: (String, u32) = database.one("SELECT CAST(updated_at AS CHAR), version FROM customers WHERE id = 1");
    let same = "clients modifier 1 --nom Casey --email Kevin@startup.io --telephone '+678 123 456 78'";
    assert_eq!(shell.run(same).succeeds(), "Rien n'a changé.\n");
    assert_eq!(
        shell.run("clients modifier 1 --nom Casey").succeeds(),
        "Rien n'a changé.\n"
    );
    let after: (String, u32) = database.one("SELECT CAST(updated_at AS CHAR), version FROM customers WHERE id = 1");
    assert_eq!(before, after);
    shell.run("clients modifier 1 --nom casey").succeeds();
    let changed: (String, u32, String) =
        database.one("SELECT CAST(updated_at AS CHAR), version, last_name FROM customers WHERE id = 1");
    assert_eq!(
        changed,
        (String::from("2026-11-23 09:00:00.000000"), 2, String::from("casey"))
    );
    let entries: Vec<String> = database.query("SELECT changes FROM audit_entries WHERE command = 'clients modifier'");
    assert_eq!(entries, [r#"[{"field":"last_name","old":"Casey","new":"casey"}]"#]);
}

#[test]
fn a_known_email_is_refused_and_ones_own_is_not() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let message = shell
        .run("clients modifier 2 --email kevin@startup.io")
        .fails(Kind::Rule, "EMAIL_DEJA_UTILISE");
    assert!(message.contains("Kevin Casey"), "{message}");
    shell
        .run("clients modifier 1 --email kevin@startup.io --prenom Kev")
        .succeeds();
}

#[test]
fn the_form_shows_present_values_then_the_differences_and_asks() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2").interactive();
    // First name kept, last name changed, the rest kept; then yes.
    shell.answer(&["", "Kasey", "", "", "", "o"]);
    shell.run("clients modifier 1").succeeds();
    assert_eq!(
        database.one::<String>("SELECT last_name FROM customers WHERE id = 1"),
        "Kasey"
    );
    shell.answer(&["", "Autre", "", "", "", "n"]);
    shell.run("clients modifier 1").fails(Kind::Rule, "ABANDON");
    shell.answer(&["", "", "", "", ""]);
    assert_eq!(shell.run("clients modifier 1").succeeds(), "Rien n'a changé.\n");
    let row: (String, u32) = database.one("SELECT last_name, version FROM customers WHERE id = 1");
    assert_eq!(row, (String::from("Kasey"), 2));
}

#[test]
fn the_form_is_for_the_owner_only() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales3").interactive();
    // No question is asked: an unanswered one would fail the test.
    shell.run("clients modifier 1").fails(Kind::Access, "PAS_PROPRIETAIRE");
}

#[test]
fn b2_a_customer_with_contracts_stays_and_the_message_counts_them() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let message = shell
        .run("clients supprimer 1 --oui")
        .fails(Kind::Rule, "CLIENT_AVEC_CONTRATS");
    assert!(message.contains('4'), "{message}");
}

#[test]
fn a_deletion_asks_and_leaves_its_values_in_the_journal() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    shell.answer(&["peut-être", "n"]);
    shell.run("clients supprimer 2").fails(Kind::Rule, "ABANDON");
    shell.answer(&["oui"]);
    assert_eq!(
        shell.run("clients supprimer 2").succeeds(),
        "Client n°\u{a0}2 supprimé : Camille Fournier.\n"
    );
    shell.run("clients voir 2").fails(Kind::Rule, "CLIENT_INTROUVABLE");
    let changes: String = database.one("SELECT changes FROM audit_entries WHERE command = 'clients supprimer'");
    assert!(
        changes.contains(r#"{"field":"last_name","old":"Fournier","new":null}"#),
        "{changes}"
    );
    shell.run(&creation(1)).succeeds();
    shell.run("clients voir 2").fails(Kind::Rule, "CLIENT_INTROUVABLE");
}

#[test]
fn d13_management_transfers_a_customer_to_an_active_salesperson() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = "clients transferer kevin@startup.io --commercial sales1 --motif 'congé parental'";
    let message = shell.run(line).succeeds();
    assert!(
        message.contains("Bill Boquet") && message.contains("Dawn Stanley"),
        "{message}"
    );
    assert_eq!(
        shell.run("clients transferer 1 --commercial sales1").succeeds(),
        "Le client n°\u{a0}1 est déjà confié à Bill Boquet.\n"
    );
    let (changes, reason): (String, String) =
        database.one("SELECT changes, reason FROM audit_entries WHERE command = 'clients transferer'");
    assert_eq!(changes, r#"[{"field":"sales_user_id","old":"4","new":"3"}]"#);
    assert_eq!(reason, "congé parental");
    shell
        .run("clients transferer 1 --commercial support1")
        .fails(Kind::Rule, "ROLE_INADAPTE");
    shell
        .run("clients transferer 1 --commercial personne")
        .fails(Kind::Rule, "UTILISATEUR_INTROUVABLE");
    shell
        .run("clients transferer 99 --commercial sales2")
        .fails(Kind::Rule, "CLIENT_INTROUVABLE");
    database.execute("UPDATE users SET is_active = FALSE WHERE username = 'sales2'");
    shell
        .run("clients transferer 1 --commercial sales2")
        .fails(Kind::Rule, "ROLE_INADAPTE");
    let mut owner = TestShell::signed_in(&database, "sales1");
    owner
        .run("clients transferer 1 --commercial sales3")
        .fails(Kind::Access, "DROIT_MANQUANT");
    owner.run("clients modifier 1 --nom Nouveau").succeeds();
}

#[test]
fn s36_simultaneous_changes_of_different_fields_are_all_kept() {
    let database = TestDatabase::demonstration();
    std::thread::scope(|scope| {
        for option in ["--prenom Un", "--nom Deux", "--entreprise Trois"] {
            let database = &database;
            scope.spawn(move || {
                let mut shell = TestShell::signed_in(database, "sales2");
                shell.run(&format!("clients modifier 1 {option}")).succeeds();
            });
        }
    });
    let row: (String, String, String, u32) =
        database.one("SELECT first_name, last_name, company_name, version FROM customers WHERE id = 1");
    assert_eq!(
        row,
        (String::from("Un"), String::from("Deux"), String::from("Trois"), 4)
    );
}
