//! `utilisateurs creer` (D20, S4).

use std::time::Duration;

use epic_events::error::Kind;

use super::{changes, creation, password, written};
use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

#[test]
fn an_account_has_a_number_a_role_and_one_journal_entry() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let line = "utilisateurs creer --identifiant IMoreau --prenom ' Inès ' --nom \"L'Écuyer\" --email Ines@Exemple.FR \
                --telephone '06 12 34 56 78' --role Commercial";
    let answer = shell.run(line).succeeds();
    assert!(
        answer.starts_with("Compte n°\u{a0}8 créé : Inès L'Écuyer (imoreau), matricule EMP-0008, rôle commercial.\n"),
        "{answer}"
    );
    let row: (String, String, String, String, bool, bool) = database.one(
        "SELECT employee_number, email, phone_number, roles.name, must_change_password, is_active
         FROM users JOIN roles ON roles.id = role_id WHERE username = 'imoreau'",
    );
    let expected = ["EMP-0008", "ines@exemple.fr", "+33612345678", "sales"].map(str::to_owned);
    assert_eq!(([row.0, row.1, row.2, row.3], row.4, row.5), (expected, true, true));
    assert_eq!(
        changes(&database, "utilisateurs creer"),
        r#"[{"field":"employee_number","old":null,"new":"EMP-0008"},{"field":"username","old":null,"new":"imoreau"},{"field":"first_name","old":null,"new":"Inès"},{"field":"last_name","old":null,"new":"L'Écuyer"},{"field":"email","old":null,"new":"ines@exemple.fr"},{"field":"phone_number","old":null,"new":"+33612345678"},{"field":"role_id","old":null,"new":"2"}]"#
    );
}

#[test]
fn s4_the_temporary_password_opens_the_account_once_and_must_be_changed() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let temporary = password(&shell.run(&creation("imoreau", "commercial")).succeeds());
    let mut colleague = TestShell::on(&database);
    // Until it is replaced, it opens nothing.
    colleague.answer(&[&temporary]);
    colleague.give_up();
    assert_eq!(colleague.run("connexion imoreau").status.exit_status(), 130);
    colleague
        .run("clients lister")
        .fails(Kind::Connection, "MOT_DE_PASSE_A_CHANGER");
    colleague.answer(&[&temporary, "cheval correct pile", "cheval correct pile"]);
    colleague.run("connexion imoreau").succeeds();
    colleague.run("clients lister").succeeds();
    // Once replaced, it is no password any more.
    colleague.answer(&[&temporary]);
    colleague
        .run("connexion imoreau")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
}

#[test]
fn s4_the_temporary_password_is_good_for_three_days() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let temporary = password(&shell.run(&creation("imoreau", "commercial")).succeeds());
    let mut colleague = TestShell::on(&database);
    colleague.clock.advance(Duration::from_hours(72));
    colleague.answer(&[&temporary]);
    colleague
        .run("connexion imoreau")
        .fails(Kind::Connection, "CONNEXION_REFUSEE");
}

#[test]
fn s7_the_temporary_password_is_kept_nowhere() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let outcome = shell.run(&creation("imoreau", "commercial"));
    let answer = outcome.clone().succeeds();
    let temporary = password(&answer);
    assert_eq!(temporary.len(), 35, "{temporary}");
    assert_eq!(answer.matches(&temporary).count(), 1);
    assert!(!outcome.errors.contains(&temporary));
    let reset = shell.run("utilisateurs reinitialiser-mot-de-passe imoreau").succeeds();
    for secret in [temporary, password(&reset)] {
        for (table, columns) in [
            (
                "audit_entries",
                "command, actor_username, changes, COALESCE(reason, '')",
            ),
            ("users", "username, email, first_name, last_name, password_hash"),
            ("sessions", "token_id, host"),
        ] {
            let kept: u64 = database.one(&format!(
                "SELECT COUNT(*) FROM {table} WHERE CONCAT_WS(' ', {columns}) LIKE '%{secret}%'"
            ));
            assert_eq!(kept, 0, "{table}");
        }
        for line in [
            "utilisateurs voir imoreau --format json",
            "utilisateurs lister --format json",
        ] {
            assert!(!shell.run(line).succeeds().contains(&secret), "{line}");
        }
    }
}

#[test]
fn everything_another_account_has_is_told_at_once_with_whose_it_is() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    let line = "utilisateurs creer --identifiant Sales2 --prenom A --nom B --email ZOE.Lefevre@epic-events.example \
                --telephone '01 40 20 30 02' --role support";
    let message = shell.run(line).fails(Kind::Rule, "IDENTIFIANT_DEJA_UTILISE");
    for text in [
        "«\u{a0}sales2\u{a0}» est déjà celui du compte n°\u{a0}4 (Dawn Stanley)",
        "«\u{a0}zoe.lefevre@epic-events.example\u{a0}» est déjà celle du compte n°\u{a0}5 (Zoé Lefèvre)",
        "01 40 20 30 02 est déjà celui du compte n°\u{a0}2 (Karim Benali)",
        "Conseil : utilisateurs voir 4",
    ] {
        assert!(message.contains(text), "{text}: {message}");
    }
    for (taken, code) in [
        (
            "--email dawn.stanley@epic-events.example --telephone 0612345678",
            "EMAIL_DEJA_UTILISE",
        ),
        ("--email a@exemple.fr --telephone 0140203007", "TELEPHONE_DEJA_UTILISE"),
    ] {
        let line = format!("utilisateurs creer --identifiant nouveau --prenom A --nom B {taken} --role support");
        shell.run(&line).fails(Kind::Rule, code);
    }
    assert_eq!(written(&database), before);
}

#[test]
fn two_managers_creating_the_same_account_at_once_make_one() {
    let database = TestDatabase::demonstration();
    let outcomes: Vec<bool> = std::thread::scope(|scope| {
        let threads: Vec<_> = ["manager1", "manager2", "manager1"]
            .into_iter()
            .map(|username| {
                let database = &database;
                scope.spawn(move || {
                    let mut shell = TestShell::signed_in(database, username);
                    let outcome = shell.run(&creation("imoreau", "support"));
                    let succeeded = outcome.status.exit_status() == 0;
                    // Found by the look-up, or by a unique key: then one value is known to be taken.
                    assert!(
                        succeeded || outcome.errors.contains("_DEJA_UTILISE]"),
                        "{}",
                        outcome.errors
                    );
                    succeeded
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|succeeded| **succeeded).count(), 1);
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM users"), 8);
}

#[test]
fn a_role_that_does_not_exist_and_wrong_values_create_nothing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    let message = shell
        .run(&creation("imoreau", "stagiaire"))
        .fails(Kind::Rule, "ROLE_INTROUVABLE");
    assert!(message.contains("gestion, commercial, support"), "{message}");
    let line = "utilisateurs creer --identifiant 1x --prenom '' --nom B --email non --telephone bonjour --role ''";
    let message = shell.run(line).fails(Kind::Syntax, "IDENTIFIANT_INVALIDE");
    for code in ["[TEXTE_INVALIDE]", "[EMAIL_INVALIDE]", "[TELEPHONE_INVALIDE]"] {
        assert!(message.contains(code), "{code}: {message}");
    }
    assert_eq!(written(&database), before);
}

#[test]
fn a_role_added_to_the_database_is_a_role_like_the_others() {
    let database = TestDatabase::demonstration();
    database.execute("INSERT INTO roles (name) VALUES ('logistique')");
    let mut shell = TestShell::signed_in(&database, "manager1");
    let answer = shell.run(&creation("imoreau", "LOGISTIQUE")).succeeds();
    assert!(answer.contains("rôle logistique"), "{answer}");
}

#[test]
fn s41_creations_and_changes_are_told_to_the_operator_with_numbers_only() {
    let database = TestDatabase::demonstration();
    let events = sentry::test::with_captured_events(|| {
        let mut shell = TestShell::signed_in(&database, "manager1");
        shell.run(&creation("imoreau", "commercial")).succeeds();
        shell.run("utilisateurs modifier imoreau --nom Moreau").succeeds();
        shell.run("utilisateurs modifier imoreau --nom Durand").succeeds();
        shell.run("utilisateurs modifier imoreau --email dawn.stanley@epic-events.example");
        shell.run("utilisateurs desactiver imoreau --oui").succeeds();
        shell.run("utilisateurs desactiver imoreau --oui").succeeds();
        shell.run("utilisateurs reactiver imoreau").succeeds();
        shell.run("utilisateurs reactiver imoreau").succeeds();
    });
    let told: Vec<(&str, &str, &str)> = events
        .iter()
        .map(|event| {
            let tag = |name: &str| event.tags.get(name).map_or("", String::as_str);
            (tag("business_event"), tag("user_id"), tag("actor_id"))
        })
        .collect();
    let changed = ("account_changed", "8", "1");
    assert_eq!(told, [("account_created", "8", "1"), changed, changed, changed]);
}

#[test]
fn the_form_asks_for_what_is_missing() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1").interactive();
    shell.answer(&[
        "imoreau",
        "Inès",
        "Moreau",
        "ines@exemple.fr",
        "06 12 34 56 78",
        "support",
    ]);
    shell.run("utilisateurs creer").succeeds();
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM users"), 8);
}

#[test]
fn b16_no_username_has_the_form_of_somebody_else_s_employee_number() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for username in ["emp-0004", "EMP-0009"] {
        shell
            .run(&creation(username, "commercial"))
            .fails(Kind::Syntax, "IDENTIFIANT_INVALIDE");
    }
    // « emp-0004 » is Dawn Stanley, for everybody.
    let card = shell.run("utilisateurs voir emp-0004 --format json").succeeds();
    assert!(card.contains("sales2"), "{card}");
}
