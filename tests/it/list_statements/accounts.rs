//! The same of the lists of accounts and of open sessions.

use epic_events::database::statements::{ALL, Statement};
use mysql::prelude::Queryable;
use mysql::{Conn, Row, Value};

use super::{MOST_READS, PAGE, Parameters, cost};
use crate::support::database::{TestDatabase, numbers};

const ACCOUNTS: u32 = 5_000;
/// Sessions, of which one in a hundred is open, and one in a hundred was never closed though its time is over.
const SESSIONS: u32 = 20_000;
const SALES: u64 = 2;

#[test]
fn any_page_of_accounts_and_of_open_sessions_reads_little_more_than_it_shows() {
    let database = with_accounts();
    let mut connection = database.as_program();
    let mut faults = Vec::new();
    for (statements, filters) in [
        (orders_of("users"), [("", 0), ("role_id", SALES), ("", 0)]),
        (orders_of("sessions"), [("", 0), ("user_id", 1), ("", 0)]),
    ] {
        for statement in statements {
            for (filter, id) in filters {
                let mut parameters = parameters();
                parameters.set(filter, Value::from(id));
                for page in ["first", "later"] {
                    let cost = cost(&mut connection, statement, &parameters);
                    let shows_nothing = page == "first" && cost.rows == 0;
                    // The few sessions of one account may be sorted.
                    let most_sorted = if filter == "user_id" { PAGE } else { 0 };
                    if cost.reads >= MOST_READS || cost.sorted > most_sorted || shows_nothing {
                        faults.push(format!("{}, {filter} {id}, {page} page: {cost:?}", statement.name));
                    }
                    parameters.continue_after(statement, &row_in_the_middle(&mut connection, statement));
                    parameters.set("after_time", Value::from("2026-11-23 12:00:00"));
                }
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

fn orders_of(table: &str) -> Vec<&'static Statement> {
    let beginning = format!("{table}::LIST_BY_");
    let orders: Vec<_> = ALL
        .iter()
        .filter(|statement| statement.name.starts_with(&beginning))
        .collect();
    assert!(!orders.is_empty(), "{table}");
    orders
}

/// The parameters of both lists, all of them whatever the order.
fn parameters() -> Parameters {
    let absent = [
        "role_id",
        "user_id",
        "text_pattern",
        "digits_pattern",
        "after_id",
        "after_text",
        "after_second_text",
        "after_time",
    ]
    .map(|name| (name, Value::NULL));
    let present = [
        ("is_active", Value::from(true)),
        ("now", Value::from("2026-11-23 09:00:00")),
        ("count", Value::from(PAGE)),
    ];
    Parameters(absent.into_iter().chain(present).collect())
}

fn row_in_the_middle(connection: &mut Conn, statement: &Statement) -> Row {
    let middle = if statement.name.starts_with("users::") {
        format!(
            "SELECT id, last_name, first_name FROM users WHERE id = {}",
            ACCOUNTS / 2
        )
    } else {
        String::from("SELECT id FROM sessions WHERE closed_at IS NULL AND expires_at >= '2026-11-23 12:00:00' LIMIT 1")
    };
    connection
        .query_first(middle)
        .expect("rows are read")
        .expect("the row is there")
}

pub(super) fn with_accounts() -> TestDatabase {
    let database = TestDatabase::prepared();
    // Numbers are not what is tested here.
    database.execute("DROP TRIGGER users_generate_number");
    database.execute(&format!(
        "INSERT INTO users (employee_number, role_id, first_name, last_name, email, phone_number, username, password_hash,
            is_active, created_at, updated_at)
         SELECT CONCAT('EMP-', number), 1 + number % 3, CONCAT('Prénom', number % 97),
            CONCAT('Nom', number * 7919 % 1999), CONCAT(number, '@example.com'), CONCAT('+336', number),
            CONCAT('user', number), 'x', number % 5 > 0, NOW(), NOW()
         FROM {} WHERE number BETWEEN 1 AND {ACCOUNTS} ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO sessions (token_id, user_id, opened_at, last_seen_at, expires_at, host, closed_at, close_reason)
         SELECT UUID(), IF(number % 1000 = 0, 1, 1 + number % {ACCOUNTS}), '2026-11-23 08:00:00', '2026-11-23 08:00:00',
            IF(number % 100 = 1, '2026-11-01', '2026-11-23 10:00:00' + INTERVAL number DIV 100 MINUTE), 'poste',
            IF(number % 100 < 2, NULL, '2026-11-23 08:30:00'), IF(number % 100 < 2, NULL, 'signed_out')
         FROM {} WHERE number BETWEEN 1 AND {SESSIONS} ORDER BY number",
        numbers()
    ));
    database.execute(
        "INSERT INTO login_throttles (username, failures, first_failure_at, blocks)
         SELECT username, 0, NOW(), 0 FROM users",
    );
    // The server counts by itself, but some time later.
    database.query::<Row>("ANALYZE TABLE users, roles, sessions, login_throttles");
    database
}
