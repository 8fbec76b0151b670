//! Contracts and payments, as each role works with them.

mod create;
mod delete;
mod hostile;
mod list;
mod open_questions;
mod payments;
mod reversals;
mod show;
mod sign;
mod simultaneous;
mod update;

use crate::support::database::TestDatabase;

/// What the database keeps of a contract that commands may change.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stored {
    customer_id: u64,
    manager: String,
    total_amount: String,
    balance_due: String,
    signed_at: Option<String>,
    signed_by: Option<String>,
    version: u32,
}

/// What the database keeps of this contract.
fn stored(database: &TestDatabase, id: u64) -> Stored {
    let (customer_id, manager, total_amount, balance_due, signed_at, signed_by, version) = database.one(&format!(
        "SELECT customer_id, managers.username, CAST(total_amount AS CHAR), CAST(balance_due AS CHAR),
                CAST(signed_at AS CHAR), signers.username, contracts.version
             FROM contracts JOIN users AS managers ON managers.id = management_user_id
             LEFT JOIN users AS signers ON signers.id = signed_by_user_id WHERE contracts.id = {id}"
    ));
    Stored {
        customer_id,
        manager,
        total_amount,
        balance_due,
        signed_at,
        signed_by,
        version,
    }
}

/// How many contracts, payments, and successes of this command in the journal there are.
fn written(database: &TestDatabase, command: &str) -> (u64, u64, u64) {
    database.one(&format!(
        "SELECT (SELECT COUNT(*) FROM contracts), (SELECT COUNT(*) FROM payments),
            (SELECT COUNT(*) FROM audit_entries WHERE command = '{command}' AND outcome = 'done')"
    ))
}

/// What the journal says of the only success of this command: who, the contract, the changes, the reason.
fn recorded(database: &TestDatabase, command: &str) -> (String, u64, String, Option<String>) {
    let (actor, object, id, changes, reason): (String, String, u64, String, Option<String>) = database.one(&format!(
        "SELECT actor_username, object_type, object_id, changes, reason FROM audit_entries
             WHERE command = '{command}' AND outcome = 'done'"
    ));
    assert_eq!(object, "contract");
    (actor, id, changes, reason)
}

/// How many times this command was refused with this code, according to the journal.
fn refusals(database: &TestDatabase, command: &str, code: &str) -> u64 {
    database.one(&format!(
        "SELECT COUNT(*) FROM audit_entries WHERE command = '{command}' AND outcome = '{code}'"
    ))
}

/// B9: of every contract, what is due is the total less the payments.
fn assert_balances(database: &TestDatabase) {
    let wrong: Vec<String> = database.query(
        "SELECT contract_number FROM contracts WHERE balance_due <> total_amount
            - COALESCE((SELECT SUM(amount) FROM payments WHERE payments.contract_id = contracts.id), 0)",
    );
    assert_eq!(wrong, [""; 0]);
}
