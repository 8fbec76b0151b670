//! The triggers a database relies on: without one of them nothing is written, and preparing it makes them right again.

use epic_events::error::Kind;
use mysql::prelude::Queryable;

use crate::schema::picture;
use crate::support::database::TestDatabase;
use crate::support::restricted_owner::RestrictedOwner;
use crate::support::shell::TestShell;

const BROKEN: &str = "DECLENCHEURS_INCOHERENTS";
const TRIGGERS: [&str; 8] = [
    "payments_refuse_update",
    "payments_refuse_delete",
    "audit_entries_refuse_update",
    "audit_entries_refuse_delete",
    "users_generate_number",
    "contracts_generate_number",
    "events_generate_number",
    "contracts_keep_signature",
];
const FUNCTION: &str = "installed_guards";
const OUT_OF_REACH: &str = "absent, ou refusé au compte du programme";

#[test]
fn s38_a_trigger_that_is_missing_is_told_keeps_writes_out_and_is_made_again() {
    let database = TestDatabase::demonstration();
    for trigger in TRIGGERS {
        let damage = [format!("DROP TRIGGER {trigger}")];
        breaks_until_prepared(&database, &damage, &format!("{trigger} (absent)"));
    }
}

#[test]
fn s38_a_trigger_that_does_something_else_is_told_keeps_writes_out_and_is_made_again() {
    let database = TestDatabase::demonstration();
    for (trigger, other) in [
        (
            "contracts_generate_number",
            "BEFORE INSERT ON contracts FOR EACH ROW BEGIN END",
        ),
        (
            "users_generate_number",
            "BEFORE INSERT ON users FOR EACH ROW SET NEW.employee_number = 'EMP-0001'",
        ),
        // The right text on another occasion, and on another table.
        (
            "payments_refuse_delete",
            "AFTER DELETE ON payments FOR EACH ROW
                SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'payments are append-only'",
        ),
        (
            "audit_entries_refuse_update",
            "BEFORE UPDATE ON payments FOR EACH ROW
                SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are append-only'",
        ),
    ] {
        let damage = [
            format!("DROP TRIGGER {trigger}"),
            format!("CREATE TRIGGER {trigger} {other}"),
        ];
        breaks_until_prepared(&database, &damage, &format!("{trigger} (modifié)"));
    }
}

/// The account of the program is one that exists, the other is not.
#[test]
fn s38_a_trigger_of_another_account_is_told_keeps_writes_out_and_is_made_again() {
    let database = TestDatabase::demonstration();
    for account in [database.name(), "ee_test_gone"] {
        for trigger in ["users_generate_number", "contracts_keep_signature"] {
            let damage = [
                format!("DROP TRIGGER {trigger}"),
                format!(
                    "CREATE DEFINER = '{account}'@'%' TRIGGER {}",
                    definition(&database, trigger)
                ),
            ];
            let told = format!("{trigger} (au nom d'un autre compte, {account}@%)");
            breaks_until_prepared(&database, &damage, &told);
        }
    }
}

#[test]
fn s38_the_function_that_shows_the_guards_is_guarded_like_them() {
    let database = TestDatabase::demonstration();
    let empty = "RETURNS LONGTEXT CHARSET utf8mb4 READS SQL DATA RETURN '[]'";
    let removal = format!("DROP FUNCTION {FUNCTION}");
    for (creation, told_to_owner) in [
        (None, String::from("(absent)")),
        (
            Some(format!("CREATE FUNCTION {FUNCTION}() {empty}")),
            String::from("(modifié)"),
        ),
        (
            Some(format!(
                "CREATE DEFINER = 'ee_test_gone'@'%' FUNCTION {FUNCTION}() {empty}"
            )),
            String::from("(au nom d'un autre compte, ee_test_gone@%)"),
        ),
    ] {
        let damage: Vec<String> = [Some(removal.clone()), creation].into_iter().flatten().collect();
        damaged(&database, &damage);
        // The right to call it went with the function: whatever stands in its place, the program is told the same.
        is_refused(&database, &format!("{FUNCTION} ({OUT_OF_REACH})"));
        is_repaired(&database, &format!("{FUNCTION} {told_to_owner}"));
        works(&database);
    }
}

#[test]
fn s38_the_right_to_see_the_triggers_is_given_again() {
    let database = TestDatabase::demonstration();
    database.execute(&format!(
        "REVOKE EXECUTE ON FUNCTION {FUNCTION} FROM '{}'@'%'",
        database.name()
    ));
    let told = format!("{FUNCTION} ({OUT_OF_REACH})");
    is_refused(&database, &told);
    let diagnostic = TestShell::on(&database).run("base diagnostic");
    assert!(diagnostic.standard.contains(&told), "{}", diagnostic.standard);
    let prepared = TestShell::on(&database).run("base preparer").succeeds();
    assert!(!prepared.contains("rétablis"), "{prepared}");
    works(&database);
}

/// What a dump without triggers leaves after it was restored.
#[test]
fn s38_a_database_restored_without_its_triggers_is_not_worked_on_until_it_is_prepared() {
    let database = TestDatabase::demonstration();
    let whole = picture(&database);
    let damage: Vec<String> = TRIGGERS
        .iter()
        .map(|trigger| format!("DROP TRIGGER {trigger}"))
        .chain([format!("DROP FUNCTION {FUNCTION}")])
        .collect();
    damaged(&database, &damage);
    is_refused(&database, FUNCTION);
    let prepared = TestShell::on(&database).run("base preparer").succeeds();
    let (_, repaired) = prepared.split_once("Rétabli : ").expect("it says so");
    let (guards, _) = repaired.split_once(" (absents).").expect("they were missing");
    let mut guards: Vec<&str> = guards.split(", ").collect();
    guards.sort_unstable();
    let mut all: Vec<&str> = TRIGGERS.into_iter().chain([FUNCTION]).collect();
    all.sort_unstable();
    assert_eq!(guards, all);
    assert_eq!(picture(&database), whole);
    works(&database);
}

#[test]
fn b16_no_row_goes_without_number_even_in_a_shell_that_was_open_before() {
    let database = TestDatabase::demonstration();
    let mut manager = TestShell::signed_in(&database, "manager1");
    for generator in [
        "users_generate_number",
        "contracts_generate_number",
        "events_generate_number",
    ] {
        database.execute(&format!("DROP TRIGGER {generator}"));
    }
    let before = contracts(&database);
    let creation = "contrats creer --client 1 --montant 5";
    let message = manager.run(creation).fails(Kind::Service, BROKEN);
    assert!(message.contains("contracts_generate_number (sans effet)"), "{message}");
    assert_eq!(contracts(&database), before);
    // Whoever signs in again, or was told by the diagnostic, works on no such database.
    let diagnostic = manager.run("base diagnostic").errors;
    assert!(diagnostic.contains("DIAGNOSTIC_DEFAVORABLE"), "{diagnostic}");
    manager.run("clients lister").fails(Kind::Service, BROKEN);
    manager.run("base preparer").succeeds();
    manager.run(creation).succeeds();
    assert_eq!(contracts(&database).len(), before.len() + 1);
    database.execute("DROP TRIGGER contracts_generate_number");
    manager.answer(&["un mot de passe"]);
    manager.run("connexion manager1").fails(Kind::Service, BROKEN);
}

/// The accident happened before the schema could refuse it.
#[test]
fn b16_a_row_that_was_left_without_number_gets_its_own_from_the_migration() {
    let database = TestDatabase::absent();
    let mut owner = database.of_version(3);
    for statement in [
        "DROP TRIGGER users_generate_number",
        "DROP TRIGGER contracts_generate_number",
        "DROP TRIGGER events_generate_number",
        "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash, created_at,
            updated_at) VALUES (2, 'A', 'B', 'a@b.fr', '+336', 'abc', 'x', '2026-11-23', '2026-11-23')",
        "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at) VALUES (1, 'A', 'B', 'a@b.fr', '+336', 'C', '2026-11-23', '2026-11-23')",
        "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, created_at, updated_at)
            VALUES (1, 1, 10, 10, '2026-11-23', '2026-11-23')",
        "INSERT INTO events (contract_id, customer_id, name, start_at, end_at, location, attendees, created_at,
            updated_at) VALUES (1, 1, 'Fête', '2026-12-01', '2026-12-02', 'Paris', 1, '2026-11-23', '2026-11-23')",
    ] {
        owner
            .query_drop(statement)
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    let preparation = database.prepare();
    assert_eq!(
        preparation.migrations,
        ["guards", "numbers", "runs", "turns", "installed_guards", "turns_of_all"]
    );
    let given = |table: &str, column: &str| last_number(&database, table, column);
    assert_eq!(given("users", "employee_number"), "EMP-0001");
    assert_eq!(given("contracts", "contract_number"), "CT-2026-000001");
    assert_eq!(given("events", "event_number"), "EV-2026-000001");
    database.execute(
        "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, created_at, updated_at)
            VALUES (1, 1, 10, 10, '2026-11-23', '2026-11-23')",
    );
    assert_eq!(given("contracts", "contract_number"), "CT-2026-000002");
}

/// MySQL keeps a semicolon that is sent behind a trigger, and its own client stops at it in a dump.
#[test]
fn s38_what_is_prepared_is_kept_as_a_dump_of_it_can_be_read_again() {
    let database = TestDatabase::demonstration();
    let kept = || -> Vec<String> {
        database.query(
            "SELECT trigger_name FROM information_schema.triggers
             WHERE event_object_schema = DATABASE() AND TRIM(action_statement) LIKE '%;'",
        )
    };
    assert_eq!(kept(), [""; 0]);
    // As an earlier version of the program sent it.
    let earlier = definition(&database, "contracts_keep_signature");
    database.execute(&format!(
        "DROP TRIGGER contracts_keep_signature; CREATE TRIGGER {earlier}; DO 0"
    ));
    works(&database);
    let prepared = TestShell::on(&database).run("base preparer").succeeds();
    assert!(!prepared.contains("rétablis"), "{prepared}");
    assert_eq!(kept(), [""; 0]);
    works(&database);
}

/// The owner has no right outside of the database but to make accounts.
#[test]
fn s38_after_its_owner_was_renamed_preparing_makes_a_database_work_again() {
    let database = TestDatabase::absent();
    let mut owner = RestrictedOwner::of(&database);
    let former = owner.name().to_owned();
    let mut shell = owner.shell();
    shell.run("base preparer").succeeds();
    shell.run("base diagnostic").succeeds();
    works_in(&mut shell);
    owner.rename();

    let mut shell = owner.shell();
    shell.answer(&["un mot de passe"]);
    let message = shell.run("connexion manager1").fails(Kind::Service, BROKEN);
    assert!(message.contains(&format!("{former}@%")), "{message}");
    let diagnostic = shell.run("base diagnostic");
    let prepared = shell.run("base preparer").succeeds();
    for told in [FUNCTION, &format!("(au nom d'un autre compte, {former}@%)")] {
        assert!(diagnostic.standard.contains(told), "{}", diagnostic.standard);
        assert!(prepared.contains(told), "{prepared}");
    }
    shell.run("base diagnostic").succeeds();
    works_in(&mut shell);
}

/// Breaks a trigger: the program says so and does nothing, the diagnostic says so, the preparation says so and mends
/// it.
pub(crate) fn breaks_until_prepared(database: &TestDatabase, damage: &[String], told: &str) {
    damaged(database, damage);
    is_refused(database, told);
    is_repaired(database, told);
    works(database);
}

pub(crate) fn damaged(database: &TestDatabase, damage: &[String]) {
    for statement in damage {
        database.execute(statement);
    }
}

pub(crate) fn is_refused(database: &TestDatabase, told: &str) {
    let sessions = || database.one::<u64>("SELECT COUNT(*) FROM sessions");
    let before = sessions();
    let mut shell = TestShell::on(database);
    shell.answer(&["un mot de passe"]);
    let message = shell.run("connexion manager1").fails(Kind::Service, BROKEN);
    assert!(message.contains(told), "no {told} in: {message}");
    assert!(message.contains("base preparer"), "{message}");
    assert_eq!(sessions(), before);
}

pub(crate) fn is_repaired(database: &TestDatabase, told: &str) {
    let mut shell = TestShell::on(database);
    let diagnostic = shell.run("base diagnostic");
    assert!(
        diagnostic.errors.contains("DIAGNOSTIC_DEFAVORABLE"),
        "{}",
        diagnostic.errors
    );
    let line = diagnostic.standard.lines().find(|line| line.contains("Déclencheurs"));
    assert!(
        line.is_some_and(|line| line.contains(told)),
        "no {told} in: {}",
        diagnostic.standard
    );
    let prepared = shell.run("base preparer").succeeds();
    assert_eq!(
        prepared,
        format!(
            "Le schéma était à jour.\nRétabli : {told}.\n\
             Le compte du programme a exactement les droits nécessaires.\n"
        )
    );
    shell.run("base diagnostic").succeeds();
}

pub(crate) fn works(database: &TestDatabase) {
    works_in(&mut TestShell::on(database));
}

fn works_in(shell: &mut TestShell) {
    shell.sign_in("manager1");
    let created = shell.run("contrats creer --client 1 --montant 5").succeeds();
    assert!(created.contains("CT-2026-0000"), "{created}");
}

fn contracts(database: &TestDatabase) -> Vec<String> {
    database.query("SELECT contract_number FROM contracts")
}

/// What a trigger is made of, after `CREATE TRIGGER`.
fn definition(database: &TestDatabase, trigger: &str) -> String {
    database.one(&format!(
        "SELECT CONCAT(trigger_name, ' ', action_timing, ' ', event_manipulation, ' ON ', event_object_table,
            ' FOR EACH ROW ', action_statement)
         FROM information_schema.triggers WHERE event_object_schema = DATABASE() AND trigger_name = '{trigger}'"
    ))
}

fn last_number(database: &TestDatabase, table: &str, column: &str) -> String {
    database.one(&format!("SELECT {column} FROM {table} ORDER BY id DESC LIMIT 1"))
}
