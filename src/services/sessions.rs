//! Who is at work: open sessions, seen and closed by management (S6).

use crate::database::pool::Database;
use crate::database::write::Written;
use crate::error::{Error, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange, ObjectType};
use crate::models::identifier::SessionId;
use crate::models::page::Page;
use crate::models::session::{CloseReason, OpenSession, SessionFilter, SessionSort};
use crate::repositories::sessions;
use crate::security::authorized::Authorized;
use crate::security::permission::{SessionClose, SessionRead};

/// The open sessions, one page of them, in order.
pub fn list(
    database: &Database,
    authorized: &Authorized<SessionRead>,
    page: &Page<SessionSort, OpenSession>,
) -> Result<Vec<OpenSession>> {
    let filter = SessionFilter {
        user_id: None,
        now: authorized.now(),
    };
    database.read(authorized, |reader| sessions::list(reader, &filter, page))
}

/// Closes a session, whose ever it is: its next command is refused.
///
/// # Errors
/// [`Error::SessionNotFound`] when no open session has this number.
pub fn close(
    database: &Database,
    authorized: Authorized<SessionClose>,
    id: SessionId,
) -> Result<OpenSession> {
    let not_found = || Error::SessionNotFound { session_id: id.get() };
    database.write(authorized, |transaction, authorized| {
        let now = authorized.now();
        let session = sessions::find_open(transaction, id, now)?.ok_or_else(not_found)?;
        if !sessions::close(transaction, id, CloseReason::ClosedByManagement, now)? {
            return Err(not_found());
        }
        let changes = vec![
            FieldChange::created("closed_at", now.to_string()),
            FieldChange::created("close_reason", CloseReason::ClosedByManagement.as_str()),
        ];
        let record = AuditRecord::done(ObjectType::Session, id.get(), changes);
        Ok(Written::Changed(session, record))
    })
}
