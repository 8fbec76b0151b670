//! The heads of the journal that are kept elsewhere, and what a restoration of an older copy makes of them (S40).

use std::time::Duration;

use epic_events::error::Kind;
use epic_events::shell::context::reply::Status;
use tempfile::TempDir;

use crate::journal_insertions::Forgery;
use crate::support::database::TestDatabase;
use crate::support::shell::{Outcome, TestShell};

const DAY: Duration = Duration::from_hours(24);

/// A shell some days after the first one.
fn on_day(database: &TestDatabase, day: u32, username: &str) -> TestShell {
    let mut shell = TestShell::on(database);
    shell.clock.advance(DAY * day);
    shell.sign_in(username);
    shell
}

/// What happens on any day: two people work and leave.
fn work_on_day(database: &TestDatabase, day: u32) {
    for username in ["sales2", "support1"] {
        let mut shell = on_day(database, day, username);
        let event = "evenements modifier EV-2026-000002 --note";
        let line = if username == "sales2" {
            "clients modifier 1 --nom"
        } else {
            event
        };
        shell.run(&format!("{line} Jour{day}")).succeeds();
        shell.run("deconnexion").succeeds();
    }
}

/// Where everything is, to go back to it.
struct Copy {
    entry: u64,
    session: u64,
}

impl Copy {
    fn of(database: &TestDatabase) -> Self {
        Self {
            entry: database.one("SELECT MAX(id) FROM audit_entries"),
            session: database.one("SELECT MAX(id) FROM sessions"),
        }
    }

    /// Journal and sessions as they were.
    fn restore(&self, database: &TestDatabase) {
        database.execute("DROP TRIGGER audit_entries_refuse_delete");
        database.execute(&format!("DELETE FROM audit_entries WHERE id > {}", self.entry));
        database.execute(&format!("DELETE FROM sessions WHERE id > {}", self.session));
        database.prepare();
    }
}

/// Four days of work, the second of which was copied at noon; what was kept on the fourth; the copy restored.
fn with_restoration() -> (TestDatabase, TempDir, String) {
    let database = TestDatabase::demonstration();
    let folder = TempDir::new().expect("there is a folder");
    let path = folder.path().join("tetes.csv").display().to_string();
    work_on_day(&database, 0);
    work_on_day(&database, 1);
    let copy = Copy::of(&database);
    work_on_day(&database, 1);
    work_on_day(&database, 2);
    work_on_day(&database, 3);
    on_day(&database, 3, "manager1")
        .run(&format!("journal verifier --vers {path}"))
        .succeeds();
    copy.restore(&database);
    (database, folder, path)
}

fn verify(database: &TestDatabase, path: &str) -> Outcome {
    on_day(database, 4, "manager2").run(&format!("journal verifier --contre {path}"))
}

#[track_caller]
fn is_told(outcome: &Outcome, what: &str) {
    assert_eq!(outcome.status, Status::Failure(Kind::Rule), "{what}: {outcome:?}");
    assert!(outcome.errors.contains("[JOURNAL_ALTERE]"), "{what}: {outcome:?}");
    assert!(outcome.standard.contains(what), "{what}: {}", outcome.standard);
}

#[test]
fn s40_one_head_is_kept_of_each_day_and_one_of_each_chain_of_the_day_that_is_not_over() {
    let database = TestDatabase::demonstration();
    let folder = TempDir::new().expect("there is a folder");
    let path = folder.path().join("tetes.csv");
    for day in 0..3 {
        work_on_day(&database, day);
        work_on_day(&database, day);
    }
    let mut manager = on_day(&database, 2, "manager1");
    manager
        .run(&format!("journal verifier --vers {}", path.display()))
        .succeeds();
    let kept = std::fs::read_to_string(&path).expect("it was written");
    // What is said again changes nothing.
    let entries_of_a_day = 6 + 4;
    let expected = ["2026-11-23", "2026-11-24"].map(|day| format!("{day};;{entries_of_a_day};"));
    let lines: Vec<&str> = kept.lines().collect();
    assert_eq!(lines[0], "jour;chaine;rang;empreinte");
    for (line, expected) in lines[1..3].iter().zip(expected) {
        assert!(line.starts_with(&expected), "{kept}");
    }
    // Two people twice, and who asks.
    assert_eq!(lines.len(), 3 + 5, "{kept}");
    assert!(lines[3..].iter().all(|line| line.starts_with("2026-11-25;")), "{kept}");
    // Days go by, and what was kept is still there.
    work_on_day(&database, 4);
    verify(&database, &path.display().to_string()).succeeds();
}

#[test]
fn s40_what_a_restoration_lost_is_a_fault_until_it_is_accepted_and_a_fact_from_then_on() {
    let (database, _folder, path) = with_restoration();
    let outcome = verify(&database, &path);
    is_told(&outcome, "Journée du 24/11/2026 (UTC) : il reste 6 entrées sur 10.");
    is_told(&outcome, "Journée du 25/11/2026 (UTC) : il reste 0 entrée sur 6.");
    let cut = outcome.standard.matches("Fin absente").count();
    assert_eq!((cut, outcome.standard.lines().count()), (3, 5), "{}", outcome.standard);
    let mut manager = on_day(&database, 4, "manager1");
    let line = format!("journal accepter-restauration --contre {path} --motif 'disque remplacé'");
    // Whoever says no has accepted nothing.
    manager.answer(&["non"]);
    assert_ne!(manager.run(&line).status, Status::Success);
    is_told(&verify(&database, &path), "Fin absente");
    manager.answer(&["oui"]);
    let told = manager.run(&line).succeeds();
    assert!(
        told.contains("Journée du 25/11/2026 (UTC) : il reste 0 entrée sur 6."),
        "{told}"
    );
    assert!(
        told.contains("Restauration acceptée : 5 têtes perdues, du 24/11/2026 au 26/11/2026."),
        "{told}"
    );
    let fact = "Restauration acceptée le 27/11/2026 10:00 par manager1, motif «\u{a0}disque remplacé\u{a0}» : \
                5 têtes perdues, du 24/11/2026 au 26/11/2026.";
    for line in [
        format!("journal verifier --contre {path}"),
        String::from("journal verifier"),
    ] {
        let told = manager.run(&line).succeeds();
        assert!(
            told.starts_with("Journal intact") && told.contains(fact),
            "{line}: {told}"
        );
    }
    let entries: u64 = database.one("SELECT COUNT(*) FROM audit_entries");
    let told = manager.run(&line).succeeds();
    assert!(told.contains("Rien à accepter"), "{told}");
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM audit_entries"), entries);
    let listed = manager.run("journal lister --tout --format csv").succeeds();
    assert!(
        listed.contains("perdu : journée du 24/11/2026 (UTC), 10 entrées → 6") && listed.contains("disque remplacé"),
        "{listed}"
    );
}

#[test]
fn s40_what_goes_missing_after_an_acceptance_is_a_fault_again() {
    let (database, folder, path) = with_restoration();
    on_day(&database, 4, "manager1")
        .run(&format!(
            "journal accepter-restauration --contre {path} --motif 'disque remplacé' --oui"
        ))
        .succeeds();
    verify(&database, &path).succeeds();
    let later = folder.path().join("ensuite.csv").display().to_string();
    on_day(&database, 4, "manager1")
        .run(&format!("journal verifier --vers {later}"))
        .succeeds();
    // One more of a day of which some was accepted to be gone: both what was kept before and after tell.
    database.execute("DROP TRIGGER audit_entries_refuse_delete");
    database
        .execute("DELETE FROM audit_entries WHERE recorded_at LIKE '2026-11-24 %' AND command = 'deconnexion' LIMIT 1");
    database.prepare();
    is_told(
        &verify(&database, &path),
        "Journée du 24/11/2026 (UTC) : il reste 5 entrées sur 10.",
    );
    is_told(
        &verify(&database, &later),
        "Journée du 24/11/2026 (UTC) : il reste 5 entrées sur 6.",
    );
}

#[test]
fn s40_an_acceptance_is_as_good_as_its_entry() {
    let (database, _folder, path) = with_restoration();
    let kept = std::fs::read_to_string(&path).expect("it was kept");
    let lost: Vec<serde_json::Value> = kept
        .lines()
        .skip(1)
        .map(|head| serde_json::json!({ "field": "lost_head", "old": head, "new": null }))
        .collect();
    // Well sealed, at the end of a session that was over.
    Forgery {
        command: "journal accepter-restauration",
        changes: serde_json::to_string(&lost).expect("it is JSON"),
        ..Forgery::of_session(&database, "sales2")
    }
    .add(&database);
    is_told(&verify(&database, &path), "Fin absente");
}

#[test]
fn s40_what_a_living_session_writes_after_a_restoration_is_accepted_with_it() {
    let database = TestDatabase::demonstration();
    let mut living = TestShell::signed_in(&database, "sales2");
    let copy = Copy::of(&database);
    living.run("clients modifier 1 --nom Perdu").succeeds();
    copy.restore(&database);
    living.run("clients modifier 1 --nom Ensuite").succeeds();
    living.run("deconnexion").succeeds();
    let mut manager = TestShell::signed_in(&database, "manager1");
    is_told(
        &manager.run("journal verifier"),
        "des entrées manquent avant elle, après le rang 1.",
    );
    let told = manager
        .run("journal accepter-restauration --motif 'disque remplacé' --oui")
        .succeeds();
    assert!(told.contains("1 tête perdue, du 23/11/2026."), "{told}");
    manager.run("journal verifier").succeeds();
    // No acceptance makes what is left another.
    database.execute("DROP TRIGGER audit_entries_refuse_delete");
    database.execute("DELETE FROM audit_entries WHERE command = 'connexion' AND actor_username = 'sales2'");
    database.prepare();
    let mut manager = TestShell::signed_in(&database, "manager1");
    is_told(
        &manager.run("journal verifier"),
        "des entrées manquent avant elle, après le rang 0.",
    );
}

#[test]
fn s40_a_day_that_holds_other_entries_is_no_loss_to_accept() {
    let (database, _folder, path) = with_restoration();
    // As many as were kept, and others.
    for day in [1, 2] {
        work_on_day(&database, day);
    }
    let outcome = verify(&database, &path);
    is_told(
        &outcome,
        "Journée du 24/11/2026 (UTC) : ses entrées ne sont plus celles de la tête gardée.",
    );
    let told = on_day(&database, 4, "manager1")
        .run(&format!(
            "journal accepter-restauration --contre {path} --motif 'disque remplacé' --oui"
        ))
        .succeeds();
    assert!(told.contains("2 autres altérations restent"), "{told}");
    is_told(&verify(&database, &path), "ne sont plus celles de la tête gardée");
}
