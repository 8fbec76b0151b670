//! The demonstration data: seven colleagues, three customers, six contracts, four events.
//!
//! Moments are relative to the day of loading, so that the events always lie in the near future.

use jiff::Timestamp;
use mysql::{Params, params};

use crate::database::administration::Administration;
use crate::database::executor::{Queries as _, Transaction};
use crate::database::rows::timestamp_value;
use crate::error::Result;

/// The documented password of all seven accounts.
pub const PASSWORD: &str = crate::security::password::DEMONSTRATION;

/// The accounts, for the banner: username and stored role.
pub const ACCOUNTS: &[(&str, &str)] = &[
    ("manager1", "management"),
    ("manager2", "management"),
    ("sales1", "sales"),
    ("sales2", "sales"),
    ("sales3", "sales"),
    ("support1", "support"),
    ("support2", "support"),
];

const STATEMENTS: &[&str] = &[
    include_str!("../../sql/demonstration/1_users.sql"),
    include_str!("../../sql/demonstration/2_customers.sql"),
    include_str!("../../sql/demonstration/3_contracts.sql"),
    include_str!("../../sql/demonstration/4_payments.sql"),
    include_str!("../../sql/demonstration/5_events.sql"),
];

/// Loads the demonstration data when the database holds no account at all. Shells that start together find it empty
/// together: only one loads.
///
/// # Returns
/// Whether they were loaded.
pub fn load(administration: &Administration, password_hash: &str, now: Timestamp) -> Result<bool> {
    administration.alone(|transaction| {
        let account = transaction.first("SELECT id FROM users LIMIT 1", Params::Empty, |_| Ok(()))?;
        if account.is_some() {
            return Ok(false);
        }
        add(transaction, password_hash, now)?;
        Ok(true)
    })
}

fn add(transaction: &mut Transaction<'_>, password_hash: &str, now: Timestamp) -> Result<()> {
    for statement in STATEMENTS {
        // A statement may only be given the parameters it names.
        let parameters: Params = if statement.contains(":password_hash") {
            params! { "now" => timestamp_value(now), "password_hash" => password_hash }
        } else {
            params! { "now" => timestamp_value(now) }
        };
        transaction.execute(statement, parameters)?;
    }
    Ok(())
}
