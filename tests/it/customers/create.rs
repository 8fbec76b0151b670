//! `clients creer` (B1, D7).

use epic_events::error::Kind;
use mysql::prelude::Queryable;

use super::creation;
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn b1_a_customer_belongs_to_whoever_creates_it() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    let line = "clients creer --prenom ' Inès ' --nom Moreau --email Ines@Exemple.FR --telephone '06 12 34 56 78' \
                --entreprise \"L'Atelier d’Inès\"";
    assert_eq!(
        shell.run(line).succeeds(),
        "Client n°\u{a0}4 créé : Inès Moreau (L'Atelier d’Inès).\n"
    );
    let row: (String, String, String, String, String) = database.one(
        "SELECT username, customers.first_name, customers.email, customers.phone_number, company_name
         FROM customers JOIN users ON users.id = sales_user_id WHERE customers.id = 4",
    );
    let expected = ["sales1", "Inès", "ines@exemple.fr", "+33612345678", "L'Atelier d’Inès"];
    assert_eq!(<[String; 5]>::from(row), expected);
}

#[test]
fn a_creation_is_one_journal_entry_with_every_field_in_the_same_transaction() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    shell.run(&creation(1)).succeeds();
    let (actor, object, id, changes): (String, String, u64, String) = database.one(
        "SELECT actor_username, object_type, object_id, changes FROM audit_entries WHERE command = 'clients creer'",
    );
    assert_eq!((actor.as_str(), object.as_str(), id), ("sales1", "customer", 4));
    assert!(
        changes.contains(r#"{"field":"email","old":null,"new":"ines1@exemple.fr"}"#),
        "{changes}"
    );
}

#[test]
fn only_salespeople_create_and_the_refusal_is_recorded_before_any_question() {
    let database = TestDatabase::demonstration();
    for username in ["manager1", "support1"] {
        let mut shell = TestShell::signed_in(&database, username).interactive();
        // Neither missing values nor wrong ones are spoken of.
        shell.run("clients creer").fails(Kind::Access, "DROIT_MANQUANT");
        shell
            .run("clients creer --email non")
            .fails(Kind::Access, "DROIT_MANQUANT");
    }
    let refusals: u64 = database
        .one("SELECT COUNT(*) FROM audit_entries WHERE command = 'clients creer' AND outcome = 'DROIT_MANQUANT'");
    assert_eq!(refusals, 4);
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM customers"), 3);
}

#[test]
fn a_known_email_names_the_customer_that_has_it() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    let line = "clients creer --prenom A --nom B --email KEVIN@startup.io --telephone 0612345678 --entreprise C";
    let message = shell.run(line).fails(Kind::Rule, "EMAIL_DEJA_UTILISE");
    assert!(
        message.contains("Kevin Casey") && message.contains("clients voir 1"),
        "{message}"
    );
}

#[test]
fn d7_a_known_company_or_telephone_is_a_probable_duplicate_unless_accepted() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    for (telephone, company) in [("0611111111", "cool startup llc"), ("+678 123 456 78", "Autre")] {
        let line = format!(
            "clients creer --prenom A --nom B --email a{}@b.fr --telephone '{telephone}' --entreprise '{company}'",
            company.len(),
        );
        let message = shell.run(&line).fails(Kind::Rule, "DOUBLON_PROBABLE");
        assert!(message.contains("Kevin Casey"), "{message}");
        shell.run(&format!("{line} --accepter-doublon")).succeeds();
    }
}

#[test]
fn d7_what_one_creates_in_another_window_meanwhile_is_seen() {
    let database = TestDatabase::demonstration();
    for (email, company_name, phone_number, code) in [
        ("un@exemple.fr", "Moreau", "+33600000001", "DOUBLON_PROBABLE"),
        ("deux@exemple.fr", "Autre", "+33612345678", "DOUBLON_PROBABLE"),
        ("ines@exemple.fr", "Troisième", "+33600000003", "EMAIL_DEJA_UTILISE"),
    ] {
        let created = format!(
            "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
                updated_at)
             SELECT id, 'Inès', 'Moreau', '{email}', '{phone_number}', '{company_name}', SYSDATE(6), SYSDATE(6)
             FROM users WHERE username = 'sales1'"
        );
        let row = "users WHERE username = 'sales1'";
        let outcome = database.decide_meanwhile(row, &[&created], |begin| {
            let mut shell = TestShell::signed_in(&database, "sales1");
            begin();
            shell.run(
                "clients creer --prenom Inès --nom Moreau --email ines@exemple.fr --telephone 0612345678 --entreprise \
                 Moreau",
            )
        });
        outcome.fails(Kind::Rule, code);
        database.execute("DELETE FROM customers WHERE id > 3");
    }
}

#[test]
fn two_people_creating_the_same_email_at_once_make_one_customer() {
    let database = TestDatabase::demonstration();
    let outcomes: Vec<bool> = std::thread::scope(|scope| {
        let threads: Vec<_> = ["sales1", "sales2", "sales3"]
            .into_iter()
            .map(|username| {
                let database = &database;
                scope.spawn(move || {
                    let mut shell = TestShell::signed_in(database, username);
                    let line = creation(7) + " --accepter-doublon";
                    let outcome = shell.run(&line);
                    let succeeded = outcome.status.exit_status() == 0;
                    if !succeeded {
                        outcome.fails(Kind::Rule, "EMAIL_DEJA_UTILISE");
                    }
                    succeeded
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|succeeded| **succeeded).count(), 1);
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM customers"), 4);
    let entries: u64 =
        database.one("SELECT COUNT(*) FROM audit_entries WHERE command = 'clients creer' AND outcome = 'done'");
    assert_eq!(entries, 1);
}

#[test]
fn d7_what_somebody_else_is_creating_meanwhile_is_waited_for() {
    for (email, company_name, phone_number) in [
        ("un@exemple.fr", "Moreau", "+33600000001"),
        ("deux@exemple.fr", "Autre", "+33612345678"),
    ] {
        for (ends, code) in [("COMMIT", Some("DOUBLON_PROBABLE")), ("ROLLBACK", None)] {
            let database = TestDatabase::demonstration();
            let mut shell = TestShell::signed_in(&database, "sales2");
            let mut colleague = database.as_owner();
            for statement in [
                String::from("START TRANSACTION"),
                format!(
                    "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name,
                        created_at, updated_at)
                     SELECT id, 'Ada', 'Martin', '{email}', '{phone_number}', '{company_name}', SYSDATE(6), SYSDATE(6)
                     FROM users WHERE username = 'sales1'"
                ),
            ] {
                colleague.query_drop(statement).unwrap();
            }
            let line = "clients creer --prenom Inès --nom Moreau --email ines@exemple.fr --telephone 0612345678 \
                        --entreprise Moreau";
            let outcome = std::thread::scope(|scope| {
                scope.spawn(|| {
                    database.wait_until_waiting();
                    colleague.query_drop(ends).unwrap();
                });
                shell.run(line)
            });
            match code {
                Some(code) => {
                    let message = outcome.fails(Kind::Rule, code);
                    assert!(message.contains("Ada Martin"), "{message}");
                }
                None => drop(outcome.succeeds()),
            }
            assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM customers"), 4);
        }
    }
}

#[test]
fn the_form_asks_for_what_is_missing_and_refuses_a_wrong_answer_at_once() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1").interactive();
    shell.answer(&["Moreau", "ines@", "ines@exemple.fr", "06 12 34 56 78", "Moreau"]);
    let outcome = shell.run("clients creer --prenom Inès");
    assert!(outcome.errors.contains("pas une adresse e-mail"), "{}", outcome.errors);
    outcome.succeeds();
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM customers"), 4);
}

#[test]
fn giving_up_a_form_writes_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1").interactive();
    shell.answer(&["Inès", "Moreau"]);
    shell.give_up();
    assert_eq!(shell.run("clients creer").status.exit_status(), 130);
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM customers"), 3);
}
