//! Statements on `sessions`.

use jiff::Timestamp;
use mysql::{Row, params};
use uuid::Uuid;

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{column, identifier, optional_timestamp_value, timestamp, timestamp_value};
use crate::database::statements::sessions as statements;
use crate::error::{Error, Result};
use crate::models::identifier::{SessionId, UserId};
use crate::models::listed::Listed;
use crate::models::page::{Direction, Page};
use crate::models::permission::{PermissionName, Scope};
use crate::models::session::{CloseReason, OpenSession, SessionFilter, SessionSort};
use crate::repositories::users;
use crate::security::session::SessionState;

/// A session to open.
#[derive(Debug, Clone)]
pub struct NewSession<'session> {
    /// The `jti` of its token.
    pub token_id: Uuid,
    /// Whose it is.
    pub user_id: UserId,
    /// When it opens.
    pub opened_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// The machine it is opened on.
    pub host: &'session str,
}

/// Adds a session and gives its number.
pub fn insert(transaction: &mut Transaction<'_>, session: &NewSession<'_>) -> Result<SessionId> {
    let id = transaction.insert(
        statements::INSERT,
        params! {
            "token_id" => session.token_id.to_string(),
            "user_id" => session.user_id.get(),
            "opened_at" => timestamp_value(session.opened_at),
            "expires_at" => timestamp_value(session.expires_at),
            "host" => session.host,
        },
    )?;
    Ok(SessionId::new(id))
}

/// What the database says of a session now: row, account and grants in one round trip (S6).
pub fn find_state(queries: &mut impl Queries, token_id: Uuid) -> Result<Option<SessionState>> {
    let mut session_state: Option<SessionState> = None;
    queries.each_row(
        statements::FIND_STATE,
        params! { "token_id" => token_id.to_string() },
        &mut |row| {
            let grant = grant(row)?;
            match &mut session_state {
                Some(session_state) => session_state.grants.extend(grant),
                None => session_state = Some(without_grants(row, grant)?),
            }
            Ok(())
        },
    )?;
    Ok(session_state)
}

/// Whether the owner of an account has ever signed in on a machine.
pub fn is_known_host(queries: &mut impl Queries, username: &str, host: &str) -> Result<bool> {
    let parameters = params! { "username" => username, "host" => host };
    let found: Option<u64> = queries.first(statements::FIND_ON_HOST, parameters, |row| column(row, "id"))?;
    Ok(found.is_some())
}

/// Notes that a session is in use.
pub fn touch(transaction: &mut Transaction<'_>, id: SessionId, now: Timestamp) -> Result<()> {
    let parameters = params! { "id" => id.get(), "last_seen_at" => timestamp_value(now) };
    transaction.execute(statements::TOUCH, parameters)
}

/// The open sessions a filter lets through, in order, from where the page begins.
pub fn list(
    queries: &mut impl Queries,
    filter: &SessionFilter,
    page: &Page<SessionSort, OpenSession>,
) -> Result<Vec<Listed<OpenSession>>> {
    let statement = match (page.sort, page.direction) {
        (SessionSort::Expiry, Direction::Ascending) => statements::LIST_BY_EXPIRY_ASCENDING,
        (SessionSort::Expiry, Direction::Descending) => statements::LIST_BY_EXPIRY_DESCENDING,
    };
    let after = page.after.as_ref();
    let parameters = params! {
        "user_id" => filter.user_id.map(UserId::get),
        "now" => timestamp_value(filter.now),
        "after_id" => after.map(|session| session.id.get()),
        "after_time" => optional_timestamp_value(after.map(|session| session.expires_at)),
        "count" => page.count,
    };
    queries.listed(statement, parameters, open_session)
}

/// The session with this number, if it is open.
pub fn find_open(queries: &mut impl Queries, id: SessionId, now: Timestamp) -> Result<Option<OpenSession>> {
    let parameters = params! { "id" => id.get(), "now" => timestamp_value(now) };
    queries.first(statements::FIND_OPEN, parameters, open_session)
}

/// Closes a session.
///
/// # Returns
/// Whether it was open.
pub fn close(transaction: &mut Transaction<'_>, id: SessionId, reason: CloseReason, now: Timestamp) -> Result<bool> {
    let parameters = params! {
        "id" => id.get(),
        "closed_at" => timestamp_value(now),
        "close_reason" => reason.as_str(),
    };
    transaction.change_one(statements::CLOSE, parameters)
}

/// The numbers of the open sessions of an account, except perhaps one, which nobody else can change until the
/// transaction ends.
pub fn lock_of_user(
    transaction: &mut Transaction<'_>,
    user_id: UserId,
    kept: Option<SessionId>,
) -> Result<Vec<SessionId>> {
    let parameters = params! { "user_id" => user_id.get(), "kept_id" => kept_id(kept) };
    transaction.rows(statements::LOCK_OF_USER, parameters, |row| identifier(row, "id"))
}

/// Closes the open sessions of an account, except perhaps one.
pub fn close_of_user(
    transaction: &mut Transaction<'_>,
    user_id: UserId,
    kept: Option<SessionId>,
    reason: CloseReason,
    now: Timestamp,
) -> Result<()> {
    let parameters = params! {
        "user_id" => user_id.get(),
        "kept_id" => kept_id(kept),
        "closed_at" => timestamp_value(now),
        "close_reason" => reason.as_str(),
    };
    transaction.execute(statements::CLOSE_OF_USER, parameters)
}

/// No session has the number 0.
fn kept_id(kept: Option<SessionId>) -> u64 {
    kept.map_or(0, SessionId::get)
}

fn open_session(row: &mut Row) -> Result<OpenSession> {
    Ok(OpenSession {
        id: identifier(row, "id")?,
        user: users::colleague(row)?,
        opened_at: timestamp(row, "opened_at")?,
        last_seen_at: timestamp(row, "last_seen_at")?,
        expires_at: timestamp(row, "expires_at")?,
        host: column(row, "host")?,
    })
}

fn grant(row: &mut Row) -> Result<Option<(PermissionName, Scope)>> {
    let name: Option<String> = column(row, "permission_name")?;
    let scope: Option<String> = column(row, "scope")?;
    let Some((name, scope)) = name.zip(scope) else {
        return Ok(None);
    };
    match PermissionName::granted(&name, &scope) {
        Some(grant) => Ok(Some(grant)),
        None => Err(Error::PermissionMismatch {
            unknown_here: vec![format!("{name} ({scope})")],
            missing_there: Vec::new(),
        }),
    }
}

fn without_grants(row: &mut Row, grant: Option<(PermissionName, Scope)>) -> Result<SessionState> {
    Ok(SessionState {
        actor: users::actor(row)?,
        is_closed: column(row, "is_closed")?,
        is_active: column(row, "is_active")?,
        must_change_password: column(row, "must_change_password")?,
        grants: grant.into_iter().collect(),
    })
}
