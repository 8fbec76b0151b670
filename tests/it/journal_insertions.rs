//! False entries, each sealed as well as a true one, by somebody who holds the program's account (S40).

use std::time::Duration;

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::error::Kind;
use epic_events::security::audit_chain::{GENESIS, SealedEntry};
use jiff::{SignedDuration, Timestamp};
use mysql::prelude::Queryable;
use mysql::{Conn, Params, params};

use crate::support::database::{NOW, TestDatabase};
use crate::support::shell::{TestShell, guess};
use crate::users::{creation, password};

const OWN_PASSWORD: &str = "cheval correct pile";

/// A false entry before it has its place.
pub(crate) struct Forgery {
    pub(crate) chain_id: String,
    pub(crate) session_id: Option<u64>,
    pub(crate) actor_user_id: Option<u64>,
    pub(crate) command: &'static str,
    pub(crate) changes: String,
    /// How long after [`NOW`] it pretends to be.
    pub(crate) after: SignedDuration,
}

impl Forgery {
    /// An entry of the newest session of somebody, who really had it.
    pub(crate) fn of_session(database: &TestDatabase, username: &str) -> Self {
        let (chain_id, session_id, actor_user_id) = database.one(&format!(
            "SELECT token_id, sessions.id, user_id FROM sessions JOIN users ON users.id = user_id
             WHERE username = '{username}' ORDER BY sessions.id DESC LIMIT 1"
        ));
        Self {
            chain_id,
            session_id: Some(session_id),
            actor_user_id: Some(actor_user_id),
            command: "clients modifier",
            changes: String::from("[]"),
            after: SignedDuration::ZERO,
        }
    }

    /// Adds it at the end of its chain, with the rights of the program's account.
    pub(crate) fn add(&self, database: &TestDatabase) {
        let mut program = database.as_program();
        let (sequence, previous_hash) = end(&mut program, &self.chain_id);
        let operation_id = format!("{}-{sequence}", &self.chain_id[..30]);
        let now: Timestamp = NOW.parse().expect("it is a moment");
        let entry = SealedEntry {
            chain_id: &self.chain_id,
            sequence: sequence + 1,
            session_id: self.session_id,
            operation_id: &operation_id,
            recorded_at: now.checked_add(self.after).expect("it is a moment"),
            actor_user_id: self.actor_user_id,
            actor_username: "sales2",
            command: self.command,
            outcome: "done",
            object_type: Some("customer"),
            object_id: Some(1),
            changes: &self.changes,
            reason: None,
        };
        let parameters: Params = params! {
            "chain_id" => entry.chain_id,
            "sequence" => entry.sequence,
            "session_id" => entry.session_id,
            "operation_id" => entry.operation_id,
            "recorded_at" => entry.recorded_at.strftime("%F %T.%6f").to_string(),
            "actor_user_id" => entry.actor_user_id,
            "actor_username" => entry.actor_username,
            "command" => entry.command,
            "changes" => entry.changes,
            "hash" => entry.seal(&previous_hash),
            "previous_hash" => previous_hash,
        };
        program
            .exec_drop(
                "INSERT INTO audit_entries (chain_id, sequence, session_id, operation_id, recorded_at, actor_user_id,
                    actor_username, command, outcome, object_type, object_id, changes, previous_hash, hash)
                 VALUES (:chain_id, :sequence, :session_id, :operation_id, :recorded_at, :actor_user_id,
                    :actor_username, :command, 'done', 'customer', 1, :changes, :previous_hash, :hash)",
                parameters,
            )
            .expect("the account of the program adds entries");
    }
}

/// The last place of a chain and its hash.
fn end(connection: &mut Conn, chain_id: &str) -> (u32, String) {
    connection
        .exec_first(
            "SELECT sequence, hash FROM audit_entries WHERE chain_id = ? ORDER BY sequence DESC LIMIT 1",
            (chain_id,),
        )
        .expect("the journal is read")
        .unwrap_or_else(|| (0, GENESIS.to_owned()))
}

/// Sessions that have ended, and refusals, as on any day; nothing false.
fn with_history() -> TestDatabase {
    let database = TestDatabase::demonstration();
    guess(&database, "sales2", 1);
    let mut sales = TestShell::signed_in(&database, "sales2");
    sales.run("clients modifier 1 --prenom Kev").succeeds();
    sales.run("utilisateurs lister").fails(Kind::Access, "DROIT_MANQUANT");
    sales.run("deconnexion").succeeds();
    verify(&database).succeeds();
    database
}

fn verify(database: &TestDatabase) -> crate::support::shell::Outcome {
    TestShell::signed_in(database, "manager1").run("journal verifier")
}

#[track_caller]
fn is_told(database: &TestDatabase, what: &str) {
    let outcome = verify(database);
    assert!(outcome.errors.contains("[JOURNAL_ALTERE]"), "{what}: {outcome:?}");
    assert!(outcome.standard.contains(what), "{what}: {}", outcome.standard);
}

#[test]
fn s40_what_is_added_to_a_chain_that_has_ended_is_told() {
    for after in [SignedDuration::ZERO, SignedDuration::from_hours(1)] {
        let database = with_history();
        let forgery = Forgery {
            after,
            ..Forgery::of_session(&database, "sales2")
        };
        forgery.add(&database);
        is_told(&database, "sa session n'était pas ouverte à ce moment");
    }
}

#[test]
fn s40_a_chain_of_no_session_is_told() {
    for (session_id, command) in [
        (None, "clients modifier"),
        (Some(1), "clients modifier"),
        (Some(1), "connexion"),
        (Some(1), "deconnexion"),
        (None, "connexion"),
    ] {
        let database = with_history();
        let forgery = Forgery {
            chain_id: String::from("99999999-9999-4999-8999-999999999999"),
            session_id,
            command,
            ..Forgery::of_session(&database, "sales2")
        };
        forgery.add(&database);
        is_told(&database, "d'aucune session");
    }
}

#[test]
fn s40_an_entry_of_somebody_else_or_of_an_earlier_moment_is_told() {
    let live = || {
        let database = with_history();
        let mut sales = TestShell::signed_in(&database, "sales2");
        sales.clock.advance(Duration::from_mins(10));
        sales.run("clients modifier 1 --prenom Kevin").succeeds();
        // It stays open.
        sales.context.forget_session();
        database
    };
    let database = live();
    let of_live = Forgery::of_session(&database, "sales2");
    Forgery {
        actor_user_id: Some(1),
        ..of_live
    }
    .add(&database);
    is_told(&database, "elle n'est pas de la session dont c'est la chaîne");

    let database = live();
    let of_live = Forgery::of_session(&database, "sales2");
    Forgery {
        after: SignedDuration::from_mins(5),
        ..of_live
    }
    .add(&database);
    is_told(&database, "elle est datée d'avant celle qui la précède");
}

#[test]
fn s40_what_is_added_long_after_the_moment_it_bears_is_told() {
    let database = with_history();
    // A session that was left open, whose person has gone on to another one.
    let mut left = TestShell::signed_in(&database, "sales2");
    left.context.forget_session();
    let forgery = Forgery::of_session(&database, "sales2");
    let mut later = TestShell::on(&database);
    later.clock.advance(Duration::from_hours(3));
    later.sign_in("manager1");
    later.run("clients transferer 2 --commercial sales3").succeeds();
    forgery.add(&database);
    let outcome = later.run("journal verifier");
    assert!(
        outcome.standard.contains("ajoutée bien après le moment qu'elle porte"),
        "{outcome:?}"
    );
}

#[test]
fn s40_a_false_entry_in_a_living_chain_stops_nobody_and_is_told() {
    let database = with_history();
    let mut sales = TestShell::signed_in(&database, "sales2");
    sales.run("clients modifier 1 --nom Autre").succeeds();
    Forgery::of_session(&database, "sales2").add(&database);
    sales.run("clients modifier 1 --nom Troisième").succeeds();
    sales.run("clients modifier 1 --nom Quatrième").succeeds();
    sales.run("deconnexion").succeeds();
    let outcome = verify(&database);
    let told = outcome
        .standard
        .matches("elle n'est pas de la session dont c'est la chaîne");
    assert_eq!(told.count(), 1, "{outcome:?}");
    assert!(outcome.standard.contains("rang 3)"), "{outcome:?}");
    let listed = TestShell::signed_in(&database, "manager1")
        .run("journal lister --tout")
        .succeeds();
    assert!(listed.contains("entrée étrangère au rang"), "{listed}");
}

#[test]
fn s40_every_end_of_a_session_is_its_right_end() {
    let database = with_history();
    // Closed by management, past its limit, ended from outside.
    let mut closed = TestShell::signed_in(&database, "support1");
    let number: u64 = database.one("SELECT MAX(id) FROM sessions");
    let mut manager = TestShell::signed_in(&database, "manager2");
    manager.run(&format!("sessions fermer {number}")).succeeds();
    closed.run("clients lister").fails(Kind::Connection, "SESSION_FERMEE");
    let mut idle = TestShell::signed_in(&database, "sales3");
    idle.clock.advance(Duration::from_mins(31));
    idle.answer(&[PASSWORD]);
    idle.run("clients lister").succeeds();
    let terminated = TestShell::signed_in(&database, "sales1");
    let session = terminated.context.session().expect("somebody is signed in").id;
    epic_events::services::authentication::close_terminated(&database.location().database, session);
    verify(&database).succeeds();
}

#[test]
fn s40_a_database_that_is_made_anew_begins_its_refusals_anew() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::on(&database);
    for round in 0..2 {
        shell.guess("sales2");
        if round == 0 {
            // As a database that is restored to before.
            let triggers: Vec<String> = database.query(
                "SELECT trigger_name FROM information_schema.triggers
                 WHERE trigger_schema = DATABASE() AND event_object_table = 'audit_entries'",
            );
            for trigger in triggers {
                database.execute(&format!("DROP TRIGGER {trigger}"));
            }
            database.execute("DELETE FROM audit_entries");
            database.prepare();
        }
    }
    verify(&database).succeeds();
}

#[test]
fn s40_what_is_done_while_a_session_is_being_closed_elsewhere_is_no_fault() {
    let database = with_history();
    let mut sales = TestShell::signed_in(&database, "sales2");
    // The command that closed it had begun ten minutes ago, in a transaction that has ended just now.
    sales.clock.advance(Duration::from_mins(10));
    sales.run("clients modifier 1 --nom Autre").succeeds();
    database.execute(
        "UPDATE sessions SET closed_at = '2026-11-23 09:00:00', close_reason = 'closed_by_management'
         WHERE closed_at IS NULL",
    );
    sales.context.forget_session();
    verify(&database).succeeds();
}

#[test]
fn s40_one_moment_far_ahead_accuses_no_other_entry() {
    let database = with_history();
    let forgery = Forgery {
        chain_id: String::from("99999999-9999-4999-8999-999999999999"),
        session_id: None,
        actor_user_id: None,
        command: "clients modifier",
        changes: String::from("[]"),
        after: SignedDuration::from_hours(24 * 365),
    };
    forgery.add(&database);
    let mut later = TestShell::signed_in(&database, "sales2");
    for name in ["Un", "Deux", "Trois"] {
        later.run(&format!("clients modifier 1 --nom {name}")).succeeds();
    }
    let told = verify(&database).standard;
    assert_eq!(told.matches("bien après le moment qu'elle porte").count(), 1, "{told}");
}

/// Somebody who came by a command, still signed in, and what they did while they were a salesperson.
fn with_newcomer() -> (TestDatabase, TestShell) {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    let told = manager.run(&creation("imoreau", "commercial")).succeeds();
    let mut newcomer = TestShell::on(&database);
    newcomer.answer(&[&password(&told), OWN_PASSWORD, OWN_PASSWORD]);
    newcomer.run("connexion imoreau").succeeds();
    let line = "clients creer --prenom Ada --nom Martin --email ada@exemple.fr --telephone 0612345678 --entreprise M";
    newcomer.run(line).succeeds();
    verify(&database).succeeds();
    (database, newcomer)
}

/// The same after two hours, given another role an hour ago; the customer they had is somebody else's.
fn with_changed_newcomer() -> TestDatabase {
    let (database, mut newcomer) = with_newcomer();
    let mut manager = TestShell::on(&database);
    manager.clock.advance(Duration::from_mins(61));
    manager.sign_in("manager1");
    let number: u64 = database.one("SELECT MAX(id) FROM customers");
    manager
        .run(&format!("clients transferer {number} --commercial sales2"))
        .succeeds();
    manager.run("utilisateurs modifier imoreau --role support").succeeds();
    newcomer.clock.advance(Duration::from_mins(122));
    newcomer.answer(&[OWN_PASSWORD]);
    newcomer.run("connexion imoreau").succeeds();
    newcomer.context.forget_session();
    let mut manager = TestShell::on(&database);
    manager.clock.advance(Duration::from_mins(122));
    manager.sign_in("manager2");
    manager.run("journal verifier").succeeds();
    database
}

const UNENTITLED: &str = "son auteur n'avait pas le droit de cette commande";

#[test]
fn s40_what_a_role_may_not_do_is_told_though_it_is_well_sealed() {
    let (database, mut newcomer) = with_newcomer();
    // The session is theirs and open: nothing else is wrong.
    newcomer.context.forget_session();
    for command in ["clients modifier", "clients lister", "mot-de-passe", "clients renommer"] {
        let right = Forgery {
            command,
            ..Forgery::of_session(&database, "imoreau")
        };
        right.add(&database);
        verify(&database).succeeds();
    }
    let wrong = Forgery {
        command: "clients transferer",
        ..Forgery::of_session(&database, "imoreau")
    };
    wrong.add(&database);
    is_told(&database, UNENTITLED);
    let told = verify(&database).standard;
    assert_eq!(told.lines().count(), 1, "{told}");
    // What a role may do now is held against nobody.
    database.grant("sales", "customer:transfer", "any");
    verify(&database).succeeds();
}

#[test]
fn s40_the_right_that_counts_is_that_of_the_role_of_the_time() {
    let database = with_changed_newcomer();
    let after = SignedDuration::from_mins(122);
    for (command, is_right) in [("evenements modifier", true), ("clients modifier", false)] {
        let forgery = Forgery {
            command,
            after,
            ..Forgery::of_session(&database, "imoreau")
        };
        forgery.add(&database);
        let mut manager = TestShell::on(&database);
        manager.clock.advance(Duration::from_mins(123));
        manager.sign_in("manager1");
        let told = manager.run("journal verifier").standard;
        assert_eq!(!told.contains(UNENTITLED), is_right, "{command}: {told}");
    }
}

#[test]
fn s40_whose_role_the_journal_does_not_tell_is_accused_of_nothing() {
    let database = with_history();
    // Of the demonstration; and of a role that somebody added by hand.
    let mut sales = TestShell::signed_in(&database, "sales2");
    sales.context.forget_session();
    Forgery {
        command: "clients transferer",
        ..Forgery::of_session(&database, "sales2")
    }
    .add(&database);
    verify(&database).succeeds();
    let (database, mut newcomer) = with_newcomer();
    newcomer.context.forget_session();
    Forgery {
        command: "clients transferer",
        ..Forgery::of_session(&database, "imoreau")
    }
    .add(&database);
    is_told(&database, UNENTITLED);
    database.execute("INSERT INTO roles (name) VALUES ('régie')");
    database
        .execute("UPDATE users SET role_id = (SELECT id FROM roles WHERE name = 'régie') WHERE username = 'imoreau'");
    verify(&database).succeeds();
}
