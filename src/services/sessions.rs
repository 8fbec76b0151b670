//! Who is at work: open sessions, seen and closed by management (S6).

use jiff::Timestamp;

use crate::database::authorized::Authorized;
use crate::database::executor::Transaction;
use crate::database::write::Written;
use crate::error::{Error, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange, ObjectType};
use crate::models::identifier::{SessionId, UserId};
use crate::models::listed::Listed;
use crate::models::page::Page;
use crate::models::permission::{SessionClose, SessionRead};
use crate::models::session::{CloseReason, OpenSession, SessionFilter, SessionSort};
use crate::repositories::sessions;

/// The open sessions, one page of them, in order.
pub fn list(
    authorized: &Authorized<SessionRead>,
    page: &Page<SessionSort, OpenSession>,
) -> Result<Vec<Listed<OpenSession>>> {
    let filter = SessionFilter {
        user_id: None,
        now: authorized.now(),
    };
    authorized.read(|reader| sessions::list(reader, &filter, page))
}

/// Closes a session, whose ever it is: its next command is refused.
///
/// # Errors
/// [`Error::SessionNotFound`] when no open session has this number.
pub fn close(authorized: Authorized<SessionClose>, id: SessionId) -> Result<OpenSession> {
    let not_found = || Error::SessionNotFound { session_id: id.get() };
    authorized.write(|transaction, authorized| {
        let now = authorized.now();
        let session = sessions::find_open(transaction, id, now)?.ok_or_else(not_found)?;
        if !sessions::close(transaction, id, CloseReason::ClosedByManagement, now)? {
            return Err(not_found());
        }
        let changes = vec![
            FieldChange::created("closed_at", now.to_string()),
            FieldChange::created("close_reason", CloseReason::ClosedByManagement.as_str()),
        ];
        Ok(Written::Changed(session, AuditRecord::done(id, changes)))
    })
}

/// Ends the open sessions of an account, except perhaps one.
///
/// # Returns
/// One change for each, `sessions/12/close_reason`, so that the journal tells how each of them ended.
pub(super) fn end_all(
    transaction: &mut Transaction<'_>,
    user_id: UserId,
    kept: Option<SessionId>,
    reason: CloseReason,
    now: Timestamp,
) -> Result<Vec<FieldChange>> {
    let ended = sessions::lock_of_user(transaction, user_id, kept)?;
    if !ended.is_empty() {
        sessions::close_of_user(transaction, user_id, kept, reason, now)?;
    }
    let ending = |id: &SessionId| {
        let prefix = ObjectType::Session.field_prefix(id.get());
        FieldChange::created(&format!("{prefix}close_reason"), reason.as_str())
    };
    Ok(ended.iter().map(ending).collect())
}
