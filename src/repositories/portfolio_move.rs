//! What customers, contracts and events have in common when they pass from one account to another.

use jiff::Timestamp;
use mysql::params;

use crate::database::executor::Transaction;
use crate::database::rows::timestamp_value;
use crate::error::Result;
use crate::models::identifier::{Id, UserId};

/// How many records one statement moves: it ends long before anybody gives it up.
const ROWS_AT_ONCE: usize = 5_000;

/// From whom records pass to whom, and when.
#[derive(Debug, Clone, Copy)]
pub struct PortfolioMove {
    /// Whose they were.
    pub from: UserId,
    /// Whose they are from now on.
    pub to: UserId,
    /// When.
    pub now: Timestamp,
}

impl PortfolioMove {
    /// Moves the records with these numbers, which are in order, by a statement that moves those from one number to
    /// another.
    pub(super) fn of<Object>(
        self,
        ids: &[Id<Object>],
        transaction: &mut Transaction<'_>,
        statement: &str,
    ) -> Result<()> {
        for ids in ids.chunks(ROWS_AT_ONCE) {
            let parameters = params! {
                "first_id" => ids.first().copied().map(Id::get),
                "last_id" => ids.last().copied().map(Id::get),
                "from_user_id" => self.from.get(),
                "to_user_id" => self.to.get(),
                "now" => timestamp_value(self.now),
            };
            transaction.execute(statement, parameters)?;
        }
        Ok(())
    }
}
