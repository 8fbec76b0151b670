//! Statements on `login_throttles`.

use jiff::Timestamp;
use mysql::params;

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{column, optional_timestamp, optional_timestamp_value, timestamp, timestamp_value};
use crate::database::statements::login_throttles as statements;
use crate::error::{Error, Result};
use crate::repositories::turns::{self, Subject};
use crate::security::throttle::Throttle;

/// The counters of a name, which nobody else can read to change until the transaction ends; made when they are not
/// there, whether or not an account has the name.
pub fn lock(transaction: &mut Transaction<'_>, username: &str, now: Timestamp) -> Result<Throttle> {
    turns::take(transaction, Subject::Throttle(username))?;
    transaction.execute(
        statements::ENSURE,
        params! { "username" => username, "now" => timestamp_value(now) },
    )?;
    transaction
        .first(statements::LOCK, params! { "username" => username }, |row| {
            Ok(Throttle {
                failures: column(row, "failures")?,
                first_failure_at: timestamp(row, "first_failure_at")?,
                blocks: column(row, "blocks")?,
                blocked_until: optional_timestamp(row, "blocked_until")?,
            })
        })?
        .ok_or_else(|| Error::internal("the throttle of a name is not there"))
}

/// What the failures with the name of an account are counted under that were counted at all, in order.
pub fn list_of_account(queries: &mut impl Queries, username: &str) -> Result<Vec<String>> {
    let parameters = params! { "username" => username };
    queries.rows(statements::LIST_OF_ACCOUNT, parameters, |row| column(row, "username"))
}

/// Some of the counters that nobody added to since `before`, and that block nobody since.
pub fn list_forgotten(queries: &mut impl Queries, before: Timestamp) -> Result<Vec<String>> {
    let parameters = params! { "before" => timestamp_value(before) };
    queries.rows(statements::LIST_FORGOTTEN, parameters, |row| column(row, "username"))
}

/// Removes such counters, unless somebody added to them meanwhile.
pub fn delete_forgotten(transaction: &mut Transaction<'_>, username: &str, before: Timestamp) -> Result<()> {
    let parameters = params! { "username" => username, "before" => timestamp_value(before) };
    transaction.execute(statements::DELETE_FORGOTTEN, parameters)
}

/// Writes the counters of a name.
pub fn update(transaction: &mut Transaction<'_>, username: &str, throttle: &Throttle) -> Result<()> {
    let parameters = params! {
        "username" => username,
        "failures" => throttle.failures,
        "first_failure_at" => timestamp_value(throttle.first_failure_at),
        "blocks" => throttle.blocks,
        "blocked_until" => optional_timestamp_value(throttle.blocked_until),
    };
    transaction.execute(statements::UPDATE, parameters)
}
