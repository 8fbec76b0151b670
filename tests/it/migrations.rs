//! The versions of the schema (S38): prepared once, twice, interrupted, at the same time, edited, newer.

use std::thread;

use epic_events::database::administration::Administration;
use epic_events::database::migration::{MIGRATIONS, SchemaState};
use epic_events::error::{Error, Kind};
use mysql::prelude::Queryable;

use crate::schema::picture;
use crate::support::database::{NOW, TestDatabase};
use crate::support::shell::TestShell;
use crate::support::source::files;

#[test]
fn every_file_is_a_migration_numbered_from_one_without_gap() {
    let on_disk: Vec<String> = files("sql/schema", "sql").into_iter().map(|file| file.path).collect();
    let declared: Vec<String> = MIGRATIONS
        .iter()
        .map(|migration| format!("sql/schema/{:04}_{}.sql", migration.version, migration.name))
        .collect();
    assert_eq!(on_disk, declared);
    assert!(MIGRATIONS.iter().map(|migration| migration.version).eq(1..=9));
}

#[test]
fn a_database_with_the_longest_name_is_prepared() {
    let database = TestDatabase::absent_with_the_longest_name();
    let prepared = prepare(&database.administration()).expect("it is prepared");
    assert_eq!(prepared.len(), MIGRATIONS.len());
}

#[test]
fn s38_preparing_again_changes_nothing() {
    let database = TestDatabase::demonstration();
    let before = (picture(&database), applied(&database));
    let preparation = prepare(&database.administration()).expect("it is prepared again");
    assert_eq!(preparation, [""; 0]);
    assert_eq!((picture(&database), applied(&database)), before);
    assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM users"), 7);
}

#[test]
fn s38_a_preparation_interrupted_anywhere_can_be_finished() {
    let whole = picture(&TestDatabase::prepared());
    let scripts = files("sql/schema", "sql");
    for (done, script) in scripts.iter().enumerate() {
        let statements: Vec<&str> = script.text.split_inclusive(";\n\n").collect();
        for cut in [1, statements.len() / 2, statements.len()] {
            let database = TestDatabase::absent();
            interrupt(&database, done, &statements[..cut]);
            let state = database.administration().schema_state();
            let version = u32::try_from(done).expect("there are few");
            assert_eq!(state, Ok(SchemaState::Behind { version }), "{} at {cut}", script.path);
            let finished = prepare(&database.administration())
                .unwrap_or_else(|error| panic!("{} at {cut}: {error:?}", script.path));
            assert_eq!(finished.len(), MIGRATIONS.len() - done);
            assert_eq!(picture(&database), whole, "{} at {cut}", script.path);
            assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM permissions"), 25);
            assert_eq!(database.one::<u64>("SELECT COUNT(*) FROM role_permissions"), 36);
        }
    }
}

#[test]
fn s38_a_lost_trigger_comes_back_with_its_migration() {
    let whole = picture(&TestDatabase::prepared());
    let database = TestDatabase::absent();
    let mut owner = database.of_version(2);
    owner.query_drop("DROP TRIGGER contracts_keep_signature").unwrap();
    owner
        .query_drop("DELETE FROM schema_migrations WHERE version = 2")
        .unwrap();
    assert_eq!(
        prepare(&database.administration()),
        Ok(vec![
            "triggers",
            "permissions",
            "guards",
            "numbers",
            "runs",
            "turns",
            "installed_guards",
            "turns_of_all"
        ])
    );
    assert_eq!(picture(&database), whole);
}

#[test]
fn s38_an_edited_missing_or_newer_version_is_refused_and_the_shell_says_so() {
    for (change, version) in [
        (
            "UPDATE schema_migrations SET checksum = REPEAT('0', 64) WHERE version = 2",
            2,
        ),
        (
            "INSERT INTO schema_migrations SELECT 10, 'later', REPEAT('0', 64), applied_at FROM schema_migrations
             WHERE version = 1",
            10,
        ),
        ("DELETE FROM schema_migrations WHERE version = 2", 3),
    ] {
        let database = TestDatabase::demonstration();
        let before = picture(&database);
        database.execute(change);
        let administration = database.administration();
        assert_eq!(
            prepare(&administration),
            Err(Error::SchemaMismatch { version }),
            "{change}"
        );
        assert_eq!(administration.schema_state(), Ok(SchemaState::Different { version }));
        assert_eq!(picture(&database), before, "{change}");
        let mut shell = TestShell::on(&database);
        shell.answer(&["un mot de passe"]);
        for line in ["connexion manager1", "base preparer"] {
            let message = shell.run(line).fails(Kind::Service, "SCHEMA_INCOHERENT");
            assert!(message.contains(&version.to_string()), "{line}: {message}");
        }
        let diagnostic = shell.run("base diagnostic");
        assert!(diagnostic.errors.contains("DIAGNOSTIC"), "{}", diagnostic.errors);
    }
}

#[test]
fn s38_programs_that_prepare_at_once_apply_each_version_once() {
    let database = TestDatabase::absent();
    let preparations: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let administration = database.administration();
                scope.spawn(move || prepare(&administration))
            })
            .collect();
        let joined = threads.into_iter().map(|thread| thread.join().expect("it ends"));
        joined.collect()
    });
    let mut applied_by: Vec<usize> = preparations
        .into_iter()
        .map(|preparation| preparation.expect("it is prepared").len())
        .collect();
    applied_by.sort_unstable();
    assert_eq!(applied_by, [0, 0, 0, MIGRATIONS.len()]);
    assert_eq!(database.administration().schema_state(), Ok(SchemaState::Current));
    database
        .as_program()
        .query_drop("SELECT id FROM users")
        .expect("the account may read");
}

/// Somebody is at it for as long as their lease is good: of one that was killed it runs out.
#[test]
fn s38_whoever_prepares_waits_for_the_lease_of_another_and_takes_it_over_when_it_ends() {
    let database = TestDatabase::demonstration();
    for (good_for, waits) in [(-1, false), (2, true)] {
        database.execute(&format!(
            "INSERT INTO leases (name, holder, expires_at)
             VALUES ('administering', UUID(), UTC_TIMESTAMP(6) + INTERVAL {good_for} SECOND)"
        ));
        let expired = "SELECT COUNT(*) FROM leases WHERE expires_at < UTC_TIMESTAMP(6)";
        assert_eq!(database.one::<u64>(expired) == 0, waits);
        assert_eq!(prepare(&database.administration()), Ok(Vec::new()));
        assert_eq!(
            database.one::<u64>("SELECT COUNT(*) FROM leases"),
            0,
            "it is given back"
        );
    }
}

/// The names of the migrations that were applied.
fn prepare(administration: &Administration) -> Result<Vec<&'static str>, Error> {
    let now = NOW.parse().expect("it is a moment");
    administration.prepare(now).map(|preparation| preparation.migrations)
}

fn applied(database: &TestDatabase) -> Vec<(u32, String, String, String)> {
    database.query("SELECT version, name, checksum, CAST(applied_at AS CHAR) FROM schema_migrations ORDER BY version")
}

/// Leaves a database as a program does that is killed in the next migration after these statements of it: what each
/// definition did stays, rows that were not committed are gone.
fn interrupt(database: &TestDatabase, done: usize, statements: &[&str]) {
    let mut owner = database.of_version(done);
    let mut run = |sql: &str| {
        owner.query_drop(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    };
    run("START TRANSACTION");
    for statement in statements {
        run(statement);
    }
}
