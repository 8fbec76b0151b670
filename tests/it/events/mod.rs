//! Events, as each role works with them.

mod assign;
mod at_once;
mod cancel;
mod create;
mod list;
mod open_questions;
mod show;
mod update;

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// A line that creates an event on a contract, from one moment to another.
pub(crate) fn creation(contract: &str, start: &str, end: &str) -> String {
    format!(
        "evenements creer --contrat {contract} --nom Gala --debut \"{start}\" --fin \"{end}\" --lieu Lyon \
         --participants 150"
    )
}

/// The numbers of the events a line shows, in order.
pub(crate) fn numbers(shell: &mut TestShell, line: &str) -> Vec<u64> {
    let text = shell.run(&format!("{line} --format jsonl")).succeeds();
    text.lines().map(number).collect()
}

/// The number of the event in a line of jsonl.
pub(crate) fn number(row: &str) -> u64 {
    let row: serde_json::Value = serde_json::from_str(row).expect("a row is an object");
    row["id"].as_u64().expect("an event has a number")
}

/// Everything the table of events holds, and how many writes of events are in the journal.
pub(crate) fn holdings(database: &TestDatabase) -> (Vec<String>, u64) {
    let events = database.query(
        "SELECT CONCAT_WS('|', id, contract_id, COALESCE(support_user_id, '-'), name, start_at, end_at, location,
            attendees, COALESCE(note, '-'), COALESCE(cancelled_at, '-'), COALESCE(cancellation_reason, '-'), version,
            updated_at)
         FROM events ORDER BY id",
    );
    let writes = "SELECT COUNT(*) FROM audit_entries WHERE object_type = 'event' AND outcome = 'done'";
    (events, database.one(writes))
}

/// The message of a line that must fail this way and write nothing.
#[track_caller]
pub(crate) fn refused(database: &TestDatabase, shell: &mut TestShell, line: &str, kind: Kind, code: &str) -> String {
    let before = holdings(database);
    let message = shell.run(line).fails(kind, code);
    assert_eq!(holdings(database), before, "{line}");
    message
}

/// Adds an event to a contract of the demonstration, whatever the rules, and gives its number.
pub(crate) fn planted(database: &TestDatabase, start_at: &str, end_at: &str, support: Option<u64>) -> u64 {
    let support = support.map_or_else(|| String::from("NULL"), |id| id.to_string());
    database.execute(&format!(
        "INSERT INTO events (contract_id, customer_id, support_user_id, name, start_at, end_at, location, attendees,
            created_at, updated_at)
         VALUES (4, 1, {support}, 'Réunion', '{start_at}', '{end_at}', 'Paris', 10, '2026-11-20', '2026-11-20')"
    ));
    database.one("SELECT MAX(id) FROM events")
}
