//! Statements on `login_throttles`.

use jiff::Timestamp;
use mysql::params;

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{
    column, optional_timestamp, optional_timestamp_value, timestamp, timestamp_value,
};
use crate::database::statements::login_throttles as statements;
use crate::error::{Error, Result};
use crate::security::throttle::Throttle;

/// The counters of a name, which nobody else can read to change until the transaction ends; made when they are not
/// there, whether or not an account has the name.
pub fn lock(transaction: &mut Transaction<'_>, username: &str, now: Timestamp) -> Result<Throttle> {
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
