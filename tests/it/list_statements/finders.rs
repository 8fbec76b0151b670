//! The same of what is found by its number or by a name of its own: its row and those joined to it, whatever else there
//! is.

use epic_events::database::statements::{ALL, Statement};
use mysql::{Row, Value};

use super::accounts::with_accounts;
use super::{Parameters, cost, with_customers};
use crate::support::database::{TestDatabase, numbers};

/// The row, six joined to it at most, and a look at whether one more follows in an index.
const MOST_READS: u64 = 8;
/// Rows of each table, of which one is looked for.
const ROWS: u32 = 2_000;
/// What finds or locks as many rows as there are: all that resembles, all that belongs to somebody, and what an account
/// may do, a row for each right.
const OF_SEVERAL: [&str; 10] = [
    "contracts::LOCK_OF_MANAGER",
    "customers::FIND_RESEMBLING",
    "customers::LOCK_OF_SALESPERSON",
    "customers::LOCK_RESEMBLING",
    "events::FIND_CLASHES",
    "events::LOCK_OF_SUPPORT",
    "sessions::FIND_STATE",
    "sessions::LOCK_OF_USER",
    "users::FIND_HOLDERS",
    "users::LOCK_BOTH",
];

#[test]
fn whatever_is_looked_for_by_a_name_of_its_own_is_read_with_what_belongs_to_it() {
    let (customers, accounts) = (with_customers(ROWS), with_accounts());
    add_payments_and_journal(&customers);
    let (mut customers, mut accounts) = (customers.as_program(), accounts.as_program());
    let mut faults = Vec::new();
    for statement in finders() {
        let is_of_accounts = ["users::", "sessions::", "login_throttles::"]
            .iter()
            .any(|table| statement.name.starts_with(table));
        let connection = if is_of_accounts { &mut accounts } else { &mut customers };
        // Opening the tables reads what the server knows of them, once.
        parameters().rows(connection, statement);
        let cost = cost(connection, statement, &parameters());
        if cost.rows != 1 || cost.reads > MOST_READS || cost.sorted > 0 {
            faults.push(format!("{}: {cost:?}", statement.name));
        }
    }
    assert_eq!(faults, [""; 0]);
}

/// The lines of a run lie beside one another, also where they are known by the journal.
#[test]
fn what_is_left_of_a_run_is_read_without_looking_at_other_runs() {
    let database = with_customers(ROWS);
    add_payments_and_journal(&database);
    let mut program = database.as_program();
    let lines = ALL
        .iter()
        .find(|statement| statement.name == "run_lines::LIST_OF_RUN")
        .expect("it is a statement");
    let mut parameters = parameters();
    parameters.set("last", Value::from("operation1009"));
    parameters.rows(&mut program, lines);
    let cost = cost(&mut program, lines, &parameters);
    // A look at each line and at the next, and what a union of two answers costs.
    assert!(cost.rows == 20 && cost.reads <= 100 && cost.sorted == 0, "{cost:?}");
}

#[test]
fn what_finds_several_rows_is_known_as_such() {
    let gone: Vec<&str> = OF_SEVERAL
        .into_iter()
        .filter(|name| !ALL.iter().any(|statement| statement.name == *name))
        .collect();
    assert_eq!(gone, [""; 0]);
}

/// The statements that give one row: those that find, and the locks that find.
fn finders() -> impl Iterator<Item = &'static Statement> {
    ALL.iter().filter(|statement| {
        let (_, constant) = statement.name.split_once("::").expect("a statement is of a table");
        let finds = constant.starts_with("FIND_") || constant.starts_with("LOCK");
        finds && !OF_SEVERAL.contains(&statement.name)
    })
}

/// A payment of each contract, as many entries of one chain, and as many runs and lines of runs.
fn add_payments_and_journal(database: &TestDatabase) {
    database.execute(
        "INSERT INTO payments (id, contract_id, amount, paid_on, method, recorded_by_user_id, created_at)
         SELECT id, id, 1, '2026-11-23', 'card', 1, '2026-11-23' FROM contracts",
    );
    database.execute(&format!(
        "INSERT INTO audit_entries (chain_id, sequence, operation_id, recorded_at, actor_user_id, actor_username, command,
            outcome, changes, previous_hash, hash)
         SELECT 'chain', number, CONCAT('operation', number), '2026-11-23', 1, 'x', 'x', 'x', '', '', ''
         FROM {} WHERE number BETWEEN 1 AND {ROWS} ORDER BY number",
        numbers()
    ));
    database.execute(&format!(
        "INSERT INTO runs (id, actor_user_id, files_digest, is_unfinished, began_at, beginning)
         SELECT CONCAT('run', number), 1, CONCAT('files', number), TRUE, '2026-11-23', '{{}}'
         FROM {} WHERE number BETWEEN 1 AND {ROWS}",
        numbers()
    ));
    database.execute("INSERT INTO run_lines (operation_id, outcome) SELECT operation_id, 'x' FROM audit_entries");
    // The server counts by itself, but some time later.
    database.query::<Row>("ANALYZE TABLE payments, audit_entries, runs, run_lines");
}

/// What names the row in each table, all of them whatever the statement.
fn parameters() -> Parameters {
    Parameters(vec![
        ("id", Value::from(1_000)),
        ("contract_id", Value::from(1_000)),
        ("email", Value::from("client1000@example.com")),
        ("contract_number", Value::from("CT-1000")),
        ("event_number", Value::from("EV-1000")),
        ("employee_number", Value::from("EMP-1000")),
        ("short_number", Value::from(1_000)),
        ("username", Value::from("user1000")),
        ("host", Value::from("poste")),
        ("name", Value::from("sales")),
        ("chain_id", Value::from("chain")),
        ("operation_id", Value::from("operation1000")),
        ("actor_user_id", Value::from(1)),
        ("files_digest", Value::from("files1000")),
        ("first", Value::from("operation1000")),
        ("last", Value::from("operation1000")),
        ("now", Value::from("2026-11-23 09:00:00")),
    ])
}
