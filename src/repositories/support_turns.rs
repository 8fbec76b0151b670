//! Statements on `support_turns`.

use mysql::params;

use crate::database::executor::Transaction;
use crate::database::statements::support_turns as statements;
use crate::error::Result;
use crate::models::identifier::UserId;

/// Waits until nobody else gives events to somebody, or moves theirs: what the transaction finds of them is everything
/// until it ends (B12).
pub fn take(transaction: &mut Transaction<'_>, support: UserId) -> Result<()> {
    transaction.execute(statements::TAKE, params! { "user_id" => support.get() })
}
