//! Statements on `run_lines`.

use mysql::params;
use uuid::Uuid;

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{column, unreadable};
use crate::database::statements::run_lines as statements;
use crate::error::Result;
use crate::models::run::{LineMark, LineMarks, RunId};
use crate::repositories::audit_entries;

/// What is left of all the lines of a run that are done, in its own table and in the journal.
pub fn list_marks(queries: &mut impl Queries, run: RunId) -> Result<LineMarks> {
    let (first, last) = run.operation_ids();
    let parameters = params! { "first" => first.to_string(), "last" => last.to_string() };
    let mut marks = LineMarks::new();
    queries.each_row(statements::LIST_OF_RUN, parameters, &mut |row| {
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

/// Notes that a line is done that changed nothing, if that is not noted already.
pub fn insert(transaction: &mut Transaction<'_>, operation_id: Uuid, outcome: &str) -> Result<()> {
    let parameters = params! { "operation_id" => operation_id.to_string(), "outcome" => outcome };
    transaction.insert_new(statements::INSERT, parameters).map(drop)
}
