//! The runs of command files: which ones a person has not ended, and which lines of them are done. The database alone
//! says so, whatever it is called and wherever it is.

use uuid::Uuid;

use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::permission::OwnAccount;
use crate::models::run::{LineMarks, RunId, UnfinishedRun};
use crate::repositories::{run_lines, runs};

/// How a line ended that was done and changed nothing.
pub const UNCHANGED: &str = "unchanged";

/// The run of these files that the person has begun and not ended.
pub fn find_unfinished(authorized: &Authorized<OwnAccount>, files_digest: &str) -> Result<Option<UnfinishedRun>> {
    let actor = authorized.actor().id;
    authorized.read(|reader| runs::find_unfinished(reader, actor, files_digest))
}

/// Whether a run was begun in this database, be it ended or not.
pub fn is_known(authorized: &Authorized<OwnAccount>, run: RunId) -> Result<bool> {
    authorized.read(|reader| runs::is_known(reader, run))
}

/// What is left of all the lines of a run that are done, in one answer.
pub fn list_marks(authorized: &Authorized<OwnAccount>, run: RunId) -> Result<LineMarks> {
    authorized.read(|reader| run_lines::list_marks(reader, run))
}

/// Begins a run, in the place of another one where one is to be done over.
///
/// # Returns
/// Whether it is begun: not while there is another unfinished run of the same files.
pub fn begin(
    authorized: &Authorized<OwnAccount>,
    files_digest: &str,
    run: &UnfinishedRun,
    replaced: Option<RunId>,
) -> Result<bool> {
    let actor = authorized.actor().id;
    authorized.note(|transaction| {
        if let Some(replaced) = replaced {
            runs::end(transaction, replaced)?;
        }
        if runs::insert(transaction, actor, files_digest, run, authorized.now())? {
            return Ok(true);
        }
        // What was committed without an answer is there already.
        runs::is_known(transaction, run.id)
    })
}

/// Ends a run: it went to its end, or is to be forgotten.
pub fn end(authorized: &Authorized<OwnAccount>, run: RunId) -> Result<()> {
    authorized.note(|transaction| runs::end(transaction, run))
}

/// Notes that a line is done though the journal has no entry of it: it changed nothing, or failed and was passed over.
pub fn pass_line(authorized: &Authorized<OwnAccount>, operation_id: Uuid, outcome: &str) -> Result<()> {
    authorized.note(|transaction| run_lines::insert(transaction, operation_id, outcome))
}
