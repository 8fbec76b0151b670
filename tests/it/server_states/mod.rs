//! A server that answers and cannot, or will not, do what it is asked: told as a service that is unavailable, with the
//! reason, and nothing is written.

mod battery;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::error::{Code, Kind};
use epic_events::shell::context::reply::Status;
use epic_events::shell::grammar::declaration::{Declaration, Need};
use epic_events::shell::messages::session::PASSWORD_RULES;
use epic_events::shell::table::DECLARATIONS;
use mysql::Conn;
use mysql::prelude::Queryable;

use crate::customers::{created_customers, creation};
use crate::support::database::{PROGRAM_PASSWORD, TestDatabase};
use crate::support::own_server::OwnServer;
use crate::support::process::eventually;
use crate::support::proxy::{Break, Proxy, Then};
use crate::support::restricted_owner::RestrictedOwner;
use crate::support::shell::{Outcome, TestShell};
use crate::support::writes::{WRITES, Writers, command, written};

/// Whether a command writes in the name of whoever is signed in: unless its right is one to read, or it only shows who
/// they are or what they did. Signing in is tried by itself, command files run other commands, and `base …` works with
/// the account of the owner.
fn writes(declaration: &Declaration) -> bool {
    match declaration.need {
        Need::Permission(permission) => !permission.as_str().ends_with(":read"),
        Need::Session => !["moi", "operation"].contains(&declaration.definition.words),
        Need::Nothing | Need::SessionUnless(_) => false,
    }
}

#[test]
fn every_command_that_writes_is_tried() {
    let writing = DECLARATIONS.iter().filter(|declaration| writes(declaration));
    let writing: BTreeSet<&str> = writing.map(|declaration| declaration.definition.words).collect();
    let tried = WRITES.iter().map(|(_, line)| command(line).definition.words);
    assert_eq!(tried.collect::<BTreeSet<_>>(), writing);
}

/// A message under the heading of the service, with a code and these words.
#[track_caller]
fn is_told(outcome: Outcome, code: &str, words: &[&str]) {
    let message = outcome.fails(Kind::Service, code);
    assert!(message.starts_with("Service indisponible"), "{message}");
    for word in words {
        assert!(message.contains(word), "no {word} in: {message}");
    }
    assert!(!message.contains(PROGRAM_PASSWORD), "{message}");
}

/// That the diagnostic fails and gives this reason.
#[track_caller]
fn is_diagnosed(database: &TestDatabase, words: &[&str]) {
    let diagnostic = TestShell::on(database).run("base diagnostic");
    assert!(diagnostic.errors.contains("DIAGNOSTIC_DEFAVORABLE"), "{diagnostic:?}");
    for word in words {
        assert!(
            diagnostic.standard.contains(word),
            "no {word} in: {}",
            diagnostic.standard
        );
    }
}

/// An outcome without what stands before the questions for a new password.
fn without_rules(mut outcome: Outcome) -> Outcome {
    if let Some(message) = outcome.errors.strip_prefix(&format!("{PASSWORD_RULES}\n")) {
        outcome.errors = message.to_owned();
    }
    outcome
}

/// Signs somebody in who may be refused.
fn sign_in(shell: &mut TestShell) -> Outcome {
    shell.answer(&[PASSWORD]);
    shell.run("connexion manager1")
}

#[track_caller]
fn sign_in_is_told(database: &TestDatabase, code: &str, words: &[&str]) {
    is_told(sign_in(&mut TestShell::on(database)), code, words);
}

/// That the state of the base is no success, whatever of it is shown before.
#[track_caller]
fn state_is_told(database: &TestDatabase, code: &str, words: &[&str]) {
    is_told(TestShell::on(database).run("base etat").without_page(), code, words);
}

#[test]
fn a_read_only_server_is_told_and_read() {
    let server = OwnServer::new();
    let database = TestDatabase::demonstration_on(&server);
    let mut writers = Writers::on(&database, |username| TestShell::signed_in(&database, username));
    let before = written(&database);
    server.execute("SET GLOBAL read_only = ON");
    for write in WRITES {
        is_told(
            without_rules(writers.run(write)),
            "BASE_EN_LECTURE_SEULE",
            &["lecture seule", "read-only", database.name()],
        );
    }
    // After a minute the last use of the session is due, which cannot be noted.
    for shell in writers.shells() {
        shell.clock.advance(Duration::from_secs(61));
        shell.run("clients lister").succeeds();
    }
    sign_in_is_told(&database, "BASE_EN_LECTURE_SEULE", &["read-only", database.name()]);
    let state = TestShell::on(&database).run("base etat");
    assert!(
        state.standard.contains("Schéma : dans la version"),
        "{}",
        state.standard
    );
    assert!(state.errors.contains("[BASE_EN_LECTURE_SEULE]"), "{}", state.errors);
    is_diagnosed(
        &database,
        &[
            "ERREUR   Écriture : la base de données est en lecture seule",
            "correct  Schéma",
        ],
    );
    assert_eq!(written(&database), before);

    server.execute("SET GLOBAL read_only = OFF");
    TestShell::on(&database).run("base diagnostic").succeeds();
    writers.run(("sales2", "clients modifier 1 --nom Autre")).succeeds();
}

#[test]
fn s31_what_is_longer_than_the_server_accepts_is_told_and_is_no_lost_server() {
    let server = OwnServer::new();
    let database = TestDatabase::demonstration_on(&server);
    let mut shell = TestShell::signed_in(&database, "support1");
    let (note, other) = ("a b ".repeat(490), "c d ".repeat(490));
    let change = |note: &str| format!("evenements modifier EV-2026-000002 --note \"{note}\"");
    server.execute("SET GLOBAL max_allowed_packet = 2048");
    // What the connection has until it is lost is what it had at its birth.
    shell.run(&change(&note)).succeeds();
    database.kill_connections();
    let words = ["max_allowed_packet", database.name()];
    is_told(shell.run(&change(&other)), "REQUETE_TROP_GRANDE", &words);
    // The whole row is longer than the server gives now.
    let begins: String = database.one("SELECT LEFT(note, 3) FROM events WHERE event_number = 'EV-2026-000002'");
    assert_eq!(begins, note[..3]);
    shell.run("clients lister").succeeds();
    server.execute("SET GLOBAL max_allowed_packet = 16777216");
    database.kill_connections();
    shell.run(&change(&other)).succeeds();
}

#[test]
fn a_server_without_a_connection_left_is_told() {
    let server = OwnServer::new();
    let database = TestDatabase::demonstration_on(&server);
    let held = [(); 10].map(|()| Conn::new(database.program()).unwrap());
    server.execute("SET GLOBAL max_connections = 10");
    sign_in_is_told(&database, "TROP_DE_CONNEXIONS", &["1040", database.name()]);
    state_is_told(&database, "TROP_DE_CONNEXIONS", &["1040", "compte et serveur"]);
    is_diagnosed(&database, &["n'accepte plus de connexion", "1040"]);
    drop(held);
    let mut shell = eventually("a place for one more", || {
        let mut shell = TestShell::on(&database);
        (sign_in(&mut shell).status == Status::Success).then_some(shell)
    });
    shell.run("clients lister").succeeds();
}

#[test]
fn an_account_without_a_connection_left_is_told_and_loses_no_session() {
    let database = TestDatabase::demonstration();
    let account = format!("'{}'@'%'", database.name());
    let words = ["max_user_connections", database.name()];
    database.execute(&format!("ALTER USER {account} WITH MAX_USER_CONNECTIONS 1"));
    let mut shell = TestShell::signed_in(&database, "sales2");
    // The shell has the one.
    sign_in_is_told(&database, "TROP_DE_CONNEXIONS", &words);
    state_is_told(&database, "TROP_DE_CONNEXIONS", &words);
    is_diagnosed(&database, &words);
    shell.run("clients modifier 1 --nom Autre").succeeds();
    database.execute(&format!("ALTER USER {account} WITH MAX_USER_CONNECTIONS 0"));
    shell.run("clients lister").succeeds();
}

#[test]
fn s10_a_right_that_is_missing_is_told_until_the_base_is_prepared() {
    for (revoked, line) in [
        ("INSERT ON customers", creation(1)),
        (
            "UPDATE (company_name) ON customers",
            String::from("clients modifier 1 --entreprise Autre"),
        ),
        (
            "INSERT ON audit_entries",
            String::from("clients modifier 1 --nom Autre"),
        ),
    ] {
        let database = TestDatabase::demonstration();
        let mut shell = TestShell::signed_in(&database, "sales2");
        let before = written(&database);
        database.execute(&format!("REVOKE {revoked} FROM '{}'@'%'", database.name()));
        let words = ["command denied", database.name()];
        is_told(shell.run(&line), "DROIT_DU_COMPTE_MANQUANT", &words);
        shell.run("clients lister").succeeds();
        assert_eq!(written(&database), before, "{revoked}");
        state_is_told(&database, "DROIT_DU_COMPTE_MANQUANT", &[revoked, database.name()]);
        is_diagnosed(&database, &["ERREUR   Requêtes : il manque un droit", "command denied"]);
        TestShell::on(&database).run("base preparer").succeeds();
        TestShell::on(&database).run("base etat").succeeds();
        shell.run(&line).succeeds();
    }
}

#[test]
fn s38_the_state_of_a_base_without_a_trigger_is_no_success() {
    let database = TestDatabase::demonstration();
    database.execute("DROP TRIGGER contracts_generate_number");
    let state = TestShell::on(&database).run("base etat");
    assert!(!state.standard.contains("à jour"), "{}", state.standard);
    is_told(
        state.without_page(),
        "DECLENCHEURS_INCOHERENTS",
        &["contracts_generate_number"],
    );
    TestShell::on(&database).run("base preparer").succeeds();
    let state = TestShell::on(&database).run("base etat").succeeds();
    assert!(state.contains("Schéma : à jour"), "{state}");
}

#[test]
fn s38_the_state_of_a_base_that_is_not_prepared_or_of_another_version_is_no_success() {
    let database = TestDatabase::demonstration();
    database.execute("DELETE FROM schema_migrations WHERE version >= 4");
    let mut shell = TestShell::on(&database);
    shell.context.configuration.environment = epic_events::configuration::Environment::Production;
    is_told(shell.run("base etat").without_page(), "BASE_NON_PREPAREE", &[]);
    // A demonstration prepares itself when it is first needed.
    TestShell::on(&database).run("base etat").succeeds();
    database.execute("UPDATE schema_migrations SET checksum = REPEAT('0', 64) WHERE version = 2");
    state_is_told(&database, "SCHEMA_INCOHERENT", &[]);
}

/// What a read needs beside what it reads is noted if it can be.
#[test]
fn s35_a_read_answers_though_the_row_of_its_session_is_locked() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let mut rival = database.as_owner();
    rival.query_drop("START TRANSACTION").unwrap();
    rival.query_drop("SELECT id FROM sessions FOR UPDATE").unwrap();
    shell.clock.advance(Duration::from_secs(61));
    shell.run("roles voir gestion").succeeds();
    rival.query_drop("ROLLBACK").unwrap();
    shell.clock.advance(Duration::from_secs(61));
    shell.run("roles voir gestion").succeeds();
    let seen: String = database.one("SELECT CAST(MAX(last_seen_at) AS CHAR) FROM sessions");
    assert!(seen.starts_with("2026-11-23 09:02:02"), "{seen}");
}

/// A definition that somebody is changing, and the whole server when it is locked to be copied, keep a command waiting
/// no longer than a row does.
#[test]
fn s30_a_locked_definition_is_a_busy_database() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let before = written(&database);
    let mut rival = database.as_owner();
    rival.query_drop("LOCK TABLES customers WRITE").unwrap();
    is_told(shell.run("clients modifier 1 --nom Autre"), "BASE_OCCUPEE", &[]);
    rival.query_drop("UNLOCK TABLES").unwrap();
    assert_eq!(written(&database), before);
    shell.run("clients modifier 1 --nom Autre").succeeds();
}

/// First on the connection that was there, then without one.
#[test]
fn s34_a_network_that_swallows_everything_is_given_up_or_left_by_ctrl_c() {
    let database = TestDatabase::demonstration();
    let proxy = Proxy::before(&database.socket(), Break::BeforeCommit);
    let mut shell = TestShell::behind(&database, &proxy, "sales2");
    let location = shell.context.location().expect("it has one");
    let interrupter = location.database.interrupter();
    let is_patient = Arc::<AtomicBool>::default();
    let presses_ctrl_c = Arc::clone(&is_patient);
    location.database.tell_of_waits(move || {
        if !presses_ctrl_c.load(Ordering::SeqCst) {
            assert!(interrupter.interrupt());
        }
    });
    let before = written(&database);
    for line in ["clients modifier 1 --nom Autre", "clients lister"] {
        proxy.refuse(Then::Silence);
        is_patient.store(false, Ordering::SeqCst);
        for _ in 0..2 {
            shell.run(line).fails(Kind::Interrupted, "INTERROMPU");
        }
        is_patient.store(true, Ordering::SeqCst);
        is_told(shell.run(line), "BASE_INJOIGNABLE", &[database.name()]);
        assert_eq!(written(&database), before, "{line}");
        proxy.break_next(0);
        shell.run("clients lister").succeeds();
    }
}

/// What servers answer, each said by the real server when a customer is added; and how often it is asked.
const ANSWERS: [(u16, Code, u64); 19] = [
    (1290, Code::UnsuitableServer, 1),
    (1836, Code::ReadOnlyServer, 1),
    (1792, Code::ReadOnlyServer, 1),
    (1047, Code::ServerNotReady, 1),
    (3100, Code::ServerNotReady, 1),
    (1180, Code::ServerNotReady, 1),
    (1114, Code::ServerFull, 1),
    (1021, Code::ServerFull, 1),
    (1226, Code::TooManyConnections, 1),
    (1665, Code::UnsuitableServer, 1),
    (1419, Code::UnsuitableServer, 1),
    (1153, Code::PacketTooLarge, 1),
    (1449, Code::GuardsBroken, 1),
    (1142, Code::MissingGrant, 1),
    (1143, Code::MissingGrant, 1),
    (3024, Code::SlowStatement, 1),
    (1969, Code::SlowStatement, 1),
    (1205, Code::Busy, 9),
    (1213, Code::Busy, 9),
];

#[test]
fn s34_nothing_but_a_lock_is_asked_again_and_every_answer_is_a_service_that_is_unavailable() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales1");
    // A table that no transaction undoes.
    database.execute("CREATE TABLE attempts (number INT UNSIGNED NOT NULL) ENGINE = MyISAM");
    let before = written(&database);
    for (number, code, attempts) in ANSWERS {
        database.execute("DROP TRIGGER IF EXISTS refusing");
        database.execute(&format!(
            "CREATE TRIGGER refusing BEFORE INSERT ON customers FOR EACH ROW
             BEGIN
                INSERT INTO attempts VALUES ({number});
                SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = {number}, MESSAGE_TEXT = 'so says the server';
             END"
        ));
        let words = if [Code::Busy, Code::GuardsBroken].contains(&code) {
            Vec::new()
        } else {
            vec!["so says the server", database.name()]
        };
        is_told(shell.run(&creation(1)), code.word(), &words);
        let asked: u64 = database.one(&format!("SELECT COUNT(*) FROM attempts WHERE number = {number}"));
        assert_eq!(asked, attempts, "{number}");
        shell.run("clients lister").succeeds();
    }
    assert_eq!(written(&database), before);
}

/// The names of the settings, and what the administrator types.
#[test]
fn a_binary_log_that_does_not_trust_the_owner_is_told_with_its_setting() {
    let server = OwnServer::with(&["--log-bin=binary_log", "--server-id=1"]);
    let database = TestDatabase::absent_on(&server);
    let owner = RestrictedOwner::of(&database);
    server.execute("SET GLOBAL log_bin_trust_function_creators = 0");
    let mut shell = owner.shell();
    let setting = "SET GLOBAL log_bin_trust_function_creators = 1";
    is_told(
        shell.run("base preparer"),
        "SERVEUR_MAL_REGLE",
        &[setting, "1419", owner.name()],
    );
    server.execute(setting);
    shell.run("base preparer").succeeds();
    shell.run("base diagnostic").succeeds();
}

#[test]
fn a_binary_log_of_statements_is_told_with_its_setting() {
    let server = OwnServer::with(&["--log-bin=binary_log", "--server-id=1"]);
    let database = TestDatabase::absent_on(&server);
    server.execute("SET GLOBAL binlog_format = 'ROW'");
    database.prepare();
    server.execute("SET GLOBAL binlog_format = 'STATEMENT'");
    let mut shell = TestShell::on(&database);
    shell.context.configuration.environment = epic_events::configuration::Environment::Production;
    shell.answer(&["un mot de passe"]);
    is_told(
        shell.run("connexion manager1"),
        "SERVEUR_MAL_REGLE",
        &["binlog_format", "1665"],
    );
    is_told(
        shell.run("base etat").without_page(),
        "SERVEUR_MAL_REGLE",
        &["binlog_format", "1665"],
    );
    is_diagnosed(&database, &["ERREUR   Écriture : le journal binaire", "1665"]);
    server.execute("SET GLOBAL binlog_format = 'ROW'");
    TestShell::on(&database).run("base diagnostic").succeeds();
}

/// All tables in one file that does not grow.
#[test]
fn a_full_table_space_is_told_and_nothing_is_half_written() {
    let server = OwnServer::with(&["--innodb-data-file-path=ibdata1:48M"]);
    let database = TestDatabase::demonstration_on(&server);
    let mut shell = TestShell::signed_in(&database, "sales1");
    let mut owner = database.as_owner();
    owner
        .query_drop("CREATE TABLE filler (content LONGTEXT) ENGINE = InnoDB")
        .unwrap();
    // Rows that fit in one page: the server aborts where it takes a longer one back without a page left.
    while owner
        .query_drop("INSERT INTO filler VALUES (REPEAT('x', 7000))")
        .is_ok()
    {}
    let mut number = 0;
    let refused = loop {
        number += 1;
        assert!(number < 2_000, "the table space has no limit");
        let outcome = shell.run(&creation(number));
        if !outcome.errors.is_empty() {
            break outcome;
        }
    };
    is_told(refused, "BASE_PLEINE", &["is full", database.name()]);
    let kept = u64::from(number) - 1;
    assert_eq!(created_customers(&database), (kept, kept));
    shell.run("clients lister").succeeds();
}
