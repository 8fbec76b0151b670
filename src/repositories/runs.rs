//! Statements on `runs` and `run_lines`: how far command files are.

use jiff::Timestamp;
use mysql::params;
use uuid::Uuid;

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{column, timestamp_value, unreadable};
use crate::database::statements::{run_lines, runs as statements};
use crate::error::Result;
use crate::models::identifier::UserId;
use crate::models::run::{LineMark, LineMarks, RunId, UnfinishedRun};
use crate::repositories::audit_entries;

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

/// What is left of all its lines that are done.
pub fn list_marks(queries: &mut impl Queries, run: RunId) -> Result<LineMarks> {
    let (first, last) = run.operation_ids();
    let parameters = params! { "first" => first.to_string(), "last" => last.to_string() };
    let mut marks = LineMarks::new();
    queries.each_row(run_lines::LIST_OF_RUN, parameters, &mut |row| {
        let operation_id: String = column(row, "operation_id")?;
        let operation_id: Option<Uuid> = operation_id.parse().ok();
        let index = operation_id.and_then(|operation_id| run.index_of(operation_id));
        let index = index.ok_or_else(|| unreadable("operation_id"))?;
        if column(row, "is_recorded")? {
            marks.insert(index, LineMark::Recorded(audit_entries::done(row)?));
        } else {
            marks.entry(index).or_insert(LineMark::Passed);
        }
        Ok(())
    })?;
    Ok(marks)
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

/// Notes that a line is done that changed nothing, if that is not noted already.
pub fn pass_line(transaction: &mut Transaction<'_>, operation_id: Uuid, outcome: &str) -> Result<()> {
    let parameters = params! { "operation_id" => operation_id.to_string(), "outcome" => outcome };
    transaction.insert_new(run_lines::INSERT, parameters).map(drop)
}
