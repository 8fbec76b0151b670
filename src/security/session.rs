//! A signed-in person: the token in memory, the limits of time, and the only mint of witnesses.

use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use super::audit_chain::Chain;
use super::proof::{Operation, Proof};
use super::token::Token;
use crate::error::{Error, Result};
use crate::models::identifier::SessionId;
use crate::models::permission::{Permission, PermissionName, Scope};
use crate::models::user::Actor;

/// How long a session may last.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Between two commands.
    pub idle: Duration,
    /// In all.
    pub maximum: Duration,
}

/// An open session. The token never leaves it.
#[derive(Debug)]
pub struct Session {
    /// The row of the database.
    pub id: SessionId,
    /// Who signed in.
    pub actor: Actor,
    /// Whether the temporary password must be replaced before anything else.
    pub must_change_password: bool,
    token: Token,
    chain: Arc<Chain>,
    opened: Duration,
    last_used: Duration,
    last_written: Duration,
    limits: Limits,
}

/// What the database says of a session right now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionState {
    /// Who it is.
    pub actor: Actor,
    /// Whether the session row was closed.
    pub is_closed: bool,
    /// Whether the account is active.
    pub is_active: bool,
    /// Whether the password is temporary.
    pub must_change_password: bool,
    /// What the role may do.
    pub grants: Vec<(PermissionName, Scope)>,
}

impl SessionState {
    /// Whether a session that was opened for this actor is over: closed, the account disabled, or given another role.
    pub fn is_over_for(&self, actor: &Actor) -> bool {
        self.is_closed || !self.is_active || self.actor.role_id != actor.role_id
    }

    /// The scope of a permission, when the role holds it.
    pub fn scope_of(&self, permission: PermissionName) -> Option<Scope> {
        self.grants
            .iter()
            .find(|(name, _)| *name == permission)
            .map(|(_, scope)| *scope)
    }
}

impl Session {
    /// A session that begins at `now`, in monotonic time.
    pub fn new(
        id: SessionId,
        actor: Actor,
        must_change_password: bool,
        token: Token,
        limits: Limits,
        now: Duration,
    ) -> Self {
        let chain = Arc::new(Chain::new(token.id()));
        Self {
            id,
            actor,
            must_change_password,
            token,
            chain,
            opened: now,
            last_used: now,
            last_written: now,
            limits,
        }
    }

    /// The token of the session.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Its chain in the journal.
    pub fn chain(&self) -> &Arc<Chain> {
        &self.chain
    }

    /// How long it has been open.
    pub fn age(&self, now: Duration) -> Duration {
        now.saturating_sub(self.opened)
    }

    /// Whether its last use should be written to its row; if so, that counts as done.
    pub fn is_touch_due(&mut self, now: Duration, interval: Duration) -> bool {
        let is_due = now.saturating_sub(self.last_written) >= interval;
        if is_due {
            self.last_written = now;
        }
        is_due
    }

    /// How long until it ends if nothing is typed: the nearer of the two limits (S6).
    pub fn remaining(&self, now: Duration) -> Duration {
        let idle = self.limits.idle.saturating_sub(now.saturating_sub(self.last_used));
        idle.min(self.limits.maximum.saturating_sub(self.age(now)))
    }

    /// Notes that the person typed something.
    ///
    /// # Errors
    /// [`Error::SessionExpired`] when one of the limits was passed before.
    pub fn touch(&mut self, now: Duration) -> Result<()> {
        if self.remaining(now).is_zero() {
            return Err(Error::SessionExpired);
        }
        self.last_used = now;
        Ok(())
    }

    /// The mint. `session_state` was read from the database for this very command.
    ///
    /// # Errors
    /// [`Error::SessionClosed`] when session or account ended or the role changed; [`Error::PasswordChangeRequired`];
    /// [`Error::PermissionDenied`] (the caller knows who holds the right).
    pub(crate) fn authorize<P: Permission>(
        &self,
        session_state: &SessionState,
        command: &'static str,
        operation_id: Uuid,
        now: jiff::Timestamp,
    ) -> Result<Proof<P>> {
        if session_state.is_over_for(&self.actor) {
            return Err(Error::SessionClosed);
        }
        let scope = match P::NAME {
            None => Scope::Own,
            Some(_) if session_state.must_change_password => return Err(Error::PasswordChangeRequired),
            Some(permission) => session_state.scope_of(permission).ok_or(Error::PermissionDenied {
                permission,
                held_by: Vec::new(),
            })?,
        };
        let operation = Operation {
            session_id: self.id,
            chain: Arc::clone(&self.chain),
            command,
            operation_id,
            now,
        };
        let held = session_state.grants.iter().map(|(permission, _)| *permission).collect();
        Ok(Proof::new(session_state.actor.clone(), scope, held, operation))
    }
}
