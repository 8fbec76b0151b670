//! Statements on `runs`.

use jiff::Timestamp;
use mysql::params;

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{column, timestamp_value, unreadable};
use crate::database::statements::runs as statements;
use crate::error::Result;
use crate::models::identifier::UserId;
use crate::models::run::{RunId, UnfinishedRun};

/// The run of these files that a person has begun and not ended.
pub fn find_unfinished(queries: &mut impl Queries, actor: UserId, files_digest: &str) -> Result<Option<UnfinishedRun>> {
    let parameters = params! { "actor_user_id" => actor.get(), "files_digest" => files_digest };
    queries.first(statements::FIND_UNFINISHED, parameters, |row| {
        let id: String = column(row, "id")?;
        Ok(UnfinishedRun {
            id: RunId::from_stored(&id).ok_or_else(|| unreadable("id"))?,
            beginning: column(row, "beginning")?,
        })
    })
}

/// Whether a run was begun here, be it ended or not.
pub fn is_known(queries: &mut impl Queries, run: RunId) -> Result<bool> {
    let parameters = params! { "id" => run.to_string() };
    let found = queries.first(statements::FIND, parameters, |_| Ok(()))?;
    Ok(found.is_some())
}

/// Adds a run, unless the person has an unfinished one of the same files, or it is there already.
///
/// # Returns
/// Whether it was added.
pub fn insert(
    transaction: &mut Transaction<'_>,
    actor: UserId,
    files_digest: &str,
    run: &UnfinishedRun,
    now: Timestamp,
) -> Result<bool> {
    let parameters = params! {
        "id" => run.id.to_string(),
        "actor_user_id" => actor.get(),
        "files_digest" => files_digest,
        "began_at" => timestamp_value(now),
        "beginning" => run.beginning.as_str(),
    };
    transaction.insert_new(statements::INSERT, parameters)
}

/// Ends a run.
pub fn end(transaction: &mut Transaction<'_>, run: RunId) -> Result<()> {
    transaction.execute(statements::END, params! { "id" => run.to_string() })
}
