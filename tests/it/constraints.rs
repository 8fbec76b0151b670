//! What the database refuses whoever asks, even the owner: each check and each key of two columns, by name.

use std::collections::BTreeSet;

use mysql::prelude::Queryable;

use crate::support::database::TestDatabase;

/// The server's number for a row whose parent does not exist.
const NO_SUCH_PARENT: u16 = 1452;
/// The server's number for a parent that still has children.
const STILL_REFERENCED: u16 = 1451;

/// A check and statements that break it; everything else about the statements is right.
const VIOLATIONS: &[(&str, &[&str])] = &[
    (
        "check_role_permission_scope",
        &["UPDATE role_permissions SET scope = 'all'"],
    ),
    (
        "check_user_username",
        &[
            "UPDATE users SET username = 'ab' WHERE id = 1",
            "UPDATE users SET username = '1abc' WHERE id = 1",
            "UPDATE users SET username = 'nom prénom' WHERE id = 1",
            "UPDATE users SET username = 'été' WHERE id = 1",
            "UPDATE users SET username = 'Majuscule' WHERE id = 1",
        ],
    ),
    (
        "check_user_names",
        &[
            "UPDATE users SET first_name = '' WHERE id = 1",
            "UPDATE users SET last_name = '' WHERE id = 1",
        ],
    ),
    (
        "check_user_employee_number",
        &["UPDATE users SET employee_number = '' WHERE id = 1"],
    ),
    (
        "check_customer_texts",
        &[
            "UPDATE customers SET first_name = ''",
            "UPDATE customers SET last_name = ''",
            "UPDATE customers SET company_name = ''",
        ],
    ),
    (
        "check_contract_total",
        &[
            "UPDATE contracts SET total_amount = 0, balance_due = 0 WHERE id = 1",
            "INSERT INTO contracts (customer_id, management_user_id, total_amount, balance_due, created_at, updated_at)
                VALUES (1, 1, 0, 0, '2026-11-23', '2026-11-23')",
        ],
    ),
    (
        "check_contract_balance",
        &[
            "UPDATE contracts SET balance_due = -0.01 WHERE id = 5",
            "UPDATE contracts SET balance_due = total_amount + 0.01 WHERE id = 5",
        ],
    ),
    (
        "check_contract_number",
        &["UPDATE contracts SET contract_number = '' WHERE id = 1"],
    ),
    (
        "check_event_number",
        &["UPDATE events SET event_number = '' WHERE id = 1"],
    ),
    (
        "check_contract_signature",
        &[
            "UPDATE contracts SET signed_at = '2026-11-23' WHERE id = 1",
            "UPDATE contracts SET signed_by_user_id = 1 WHERE id = 1",
        ],
    ),
    (
        "check_contract_unsigned_unpaid",
        &["UPDATE contracts SET balance_due = balance_due - 1 WHERE id = 1"],
    ),
    (
        "check_payment_amount",
        &[
            "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at)
                VALUES (2, 0, '2026-11-23', 'card', 1, '2026-11-23')",
            "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at)
                VALUES (2, -1, '2026-11-23', 'card', 1, '2026-11-23')",
            "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at, reason,
                reverses_payment_id) SELECT 2, 1, '2026-11-23', 'card', 1, '2026-11-23', 'Erreur', MIN(id)
                FROM payments WHERE contract_id = 2",
            "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at,
                reverses_payment_id) SELECT 2, -1, '2026-11-23', 'card', 1, '2026-11-23', MIN(id)
                FROM payments WHERE contract_id = 2",
        ],
    ),
    (
        "check_payment_method",
        &[
            "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at)
                VALUES (2, 1, '2026-11-23', 'barter', 1, '2026-11-23')",
        ],
    ),
    (
        "check_event_dates",
        &[
            "UPDATE events SET end_at = start_at",
            "UPDATE events SET end_at = start_at - INTERVAL 1 SECOND",
        ],
    ),
    ("check_event_attendees", &["UPDATE events SET attendees = 100001"]),
    (
        "check_event_cancellation",
        &[
            "UPDATE events SET cancelled_at = '2026-11-23'",
            "UPDATE events SET cancellation_reason = 'Pluie'",
        ],
    ),
    (
        "check_session_closing",
        &[
            "INSERT INTO sessions (token_id, user_id, opened_at, last_seen_at, expires_at, host, closed_at)
                VALUES (UUID(), 1, '2026-11-23', '2026-11-23', '2026-11-24', 'poste', '2026-11-23')",
            "INSERT INTO sessions (token_id, user_id, opened_at, last_seen_at, expires_at, host, close_reason)
                VALUES (UUID(), 1, '2026-11-23', '2026-11-23', '2026-11-24', 'poste', 'x')",
        ],
    ),
    (
        "check_run_unfinished",
        &[
            "INSERT INTO runs (id, actor_user_id, files_digest, is_unfinished, began_at, beginning)
                VALUES (UUID(), 1, 'x', FALSE, '2026-11-23', '')",
        ],
    ),
];

#[test]
fn every_check_of_the_schema_refuses_what_it_should() {
    let database = TestDatabase::demonstration();
    let mut owner = database.as_owner();
    // It refuses every change of a number by itself.
    database.execute("DROP TRIGGER contracts_keep_signature");
    let mut faults = Vec::new();
    for (check, statements) in VIOLATIONS {
        for statement in *statements {
            match owner.query_drop(statement) {
                Err(mysql::Error::MySqlError(answer)) if answer.message.contains(check) => {}
                answer => faults.push(format!("{statement}: {answer:?}")),
            }
        }
    }
    assert_eq!(faults, [""; 0]);
    let tried: BTreeSet<&str> = VIOLATIONS.iter().map(|(check, _)| *check).collect();
    let declared: Vec<String> = database.query(
        "SELECT constraint_name FROM information_schema.table_constraints
         WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK'",
    );
    let declared: BTreeSet<&str> = declared.iter().map(String::as_str).collect();
    assert_eq!(tried, declared);
}

#[test]
fn the_bounds_themselves_are_accepted() {
    let database = TestDatabase::demonstration();
    for statement in [
        "UPDATE contracts SET balance_due = 0 WHERE id = 5",
        "UPDATE contracts SET balance_due = total_amount WHERE id = 5",
        "UPDATE events SET attendees = 0",
        "UPDATE events SET attendees = 100000",
        "UPDATE events SET end_at = start_at + INTERVAL 1 SECOND",
        "UPDATE users SET username = 'abc' WHERE id = 1",
        "UPDATE users SET username = 'a234567890123456789012345678901.' WHERE id = 1",
        "UPDATE contracts SET total_amount = 9999999999.99, balance_due = 9999999999.99 WHERE id = 1",
    ] {
        database.execute(statement);
    }
}

#[test]
fn an_event_has_the_customer_of_its_contract() {
    let database = TestDatabase::demonstration();
    let statement = |customer: &str| {
        format!(
            "INSERT INTO events (contract_id, customer_id, name, start_at, end_at, location, attendees, created_at,
                updated_at)
             SELECT id, {customer}, 'Fête', '2026-12-01', '2026-12-02', 'Paris', 1, '2026-11-23', '2026-11-23'
             FROM contracts WHERE id = 5"
        )
    };
    assert_eq!(refusal(&database, &statement("customer_id - 1")), Some(NO_SUCH_PARENT));
    assert_eq!(refusal(&database, &statement("customer_id")), None);
}

#[test]
fn a_contract_with_an_event_keeps_its_customer() {
    let database = TestDatabase::prepared();
    for statement in [
        "INSERT INTO users (role_id, first_name, last_name, email, phone_number, username, password_hash, created_at,
            updated_at) VALUES (2, 'A', 'B', 'a@b.fr', '+336', 'abc', 'x', NOW(), NOW())",
        "INSERT INTO customers (id, sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
            updated_at) VALUES (1, 1, 'A', 'B', 'a@b.fr', '+336', 'C', NOW(), NOW()),
            (2, 1, 'A', 'B', 'b@b.fr', '+336', 'C', NOW(), NOW())",
        "INSERT INTO contracts (id, customer_id, management_user_id, total_amount, balance_due, created_at, updated_at)
            VALUES (1, 1, 1, 10, 10, NOW(), NOW())",
    ] {
        database.execute(statement);
    }
    let to_another = "UPDATE contracts SET customer_id = 3 - customer_id";
    assert_eq!(refusal(&database, to_another), None);
    database.execute(
        "INSERT INTO events (contract_id, customer_id, name, start_at, end_at, location, attendees, created_at,
            updated_at) VALUES (1, 2, 'Fête', '2026-12-01', '2026-12-02', 'Paris', 1, NOW(), NOW())",
    );
    assert_eq!(refusal(&database, to_another), Some(STILL_REFERENCED));
}

#[test]
fn a_reversal_belongs_to_the_contract_of_the_payment_it_reverses_and_happens_once() {
    let database = TestDatabase::demonstration();
    let reversal = |contract: u64| {
        format!(
            "INSERT INTO payments (contract_id, amount, paid_on, method, recorded_by_user_id, created_at, reason,
                reverses_payment_id)
             SELECT {contract}, -amount, '2026-11-23', method, 1, '2026-11-23', 'Erreur', id
             FROM payments WHERE contract_id = 2 ORDER BY id LIMIT 1"
        )
    };
    assert_eq!(refusal(&database, &reversal(3)), Some(NO_SUCH_PARENT));
    assert_eq!(refusal(&database, &reversal(2)), None);
    assert_eq!(refusal(&database, &reversal(2)), Some(1062));
}

#[test]
fn an_open_session_belongs_to_an_account() {
    let database = TestDatabase::demonstration();
    let statement = |account: u64| {
        format!(
            "INSERT INTO sessions (token_id, user_id, opened_at, last_seen_at, expires_at, host)
             VALUES (UUID(), {account}, '2026-11-23', '2026-11-23', '2026-11-24', 'poste')"
        )
    };
    assert_eq!(refusal(&database, &statement(99)), Some(NO_SUCH_PARENT));
    assert_eq!(refusal(&database, &statement(1)), None);
}

/// MySQL 9.7 lets a child without a parent in when the index it looks at for the key holds a null in a further column.
#[test]
fn no_index_that_begins_with_a_foreign_key_goes_on_with_a_column_that_may_be_null() {
    let database = TestDatabase::prepared();
    let keys: Vec<(String, String)> = database.query(
        "SELECT table_name, GROUP_CONCAT(column_name ORDER BY ordinal_position)
         FROM information_schema.key_column_usage
         WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
         GROUP BY table_name, constraint_name",
    );
    let indexes: Vec<(String, String, String, String)> = database.query(
        "SELECT table_name, index_name, GROUP_CONCAT(column_name ORDER BY seq_in_index),
            GROUP_CONCAT(IF(nullable = 'YES', column_name, '') ORDER BY seq_in_index)
         FROM information_schema.statistics WHERE table_schema = DATABASE() GROUP BY table_name, index_name",
    );
    assert!(!keys.is_empty() && !indexes.is_empty());
    let mut faults = Vec::new();
    for (table, key) in &keys {
        for (_, index, columns, nullable) in indexes.iter().filter(|index| index.0 == *table) {
            let begins = *columns == *key || columns.starts_with(&format!("{key},"));
            let further = nullable.split(',').skip(key.split(',').count());
            if begins && further.clone().any(|column| !column.is_empty()) {
                faults.push(format!("{index} of {table}"));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn nothing_that_others_refer_to_is_removed_and_nothing_cascades() {
    let database = TestDatabase::demonstration();
    for (table, id) in [
        ("roles", 2),
        ("permissions", 2),
        ("users", 2),
        ("customers", 3),
        ("contracts", 4),
    ] {
        let statement = format!("DELETE FROM {table} WHERE id = {id}");
        assert_eq!(refusal(&database, &statement), Some(STILL_REFERENCED), "{table}");
    }
    let cascading: Vec<String> = database.query(
        "SELECT constraint_name FROM information_schema.referential_constraints
         WHERE constraint_schema = DATABASE()
            AND (delete_rule NOT IN ('RESTRICT', 'NO ACTION') OR update_rule NOT IN ('RESTRICT', 'NO ACTION'))",
    );
    assert_eq!(cascading, [""; 0]);
}

/// The server's number for a statement of the owner that is refused; nothing when it is run.
fn refusal(database: &TestDatabase, statement: &str) -> Option<u16> {
    match database.as_owner().query_drop(statement) {
        Ok(()) => None,
        Err(mysql::Error::MySqlError(answer)) => Some(answer.code),
        Err(error) => panic!("{statement}: {error}"),
    }
}
