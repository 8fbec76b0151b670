//! Signing in and out, and the check before every command (S1–S6). The only writer through the doors without a witness.
//!
//! Signing in, in this order: the counters of the name are locked, or those it has on this machine where its owner is
//! known, so that parallel guesses wait for one another; the password is verified, against a dummy hash when there is
//! no such account, so that every refusal takes the same work; the account is locked, and must still be what was
//! verified; the counters and the journal are written; a session row is opened and its token signed.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use crate::clock::Clock;
use crate::database::authorized::Authorized;
use crate::database::executor::Transaction;
use crate::database::journal::{self, NewEntry, Recorded};
use crate::database::pool::Database;
use crate::database::write::Written;
use crate::error::{Code, Error, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::identifier::{RoleId, SessionId};
use crate::models::invalid_value::PasswordFault;
use crate::models::permission::{OwnAccount, Permission};
use crate::models::session::CloseReason;
use crate::models::user::Credentials;
use crate::repositories::sessions::NewSession;
use crate::repositories::{login_throttles, sessions, users};
use crate::security::attempted_name::{AttemptedName, counted_on};
use crate::security::audit_chain::Chain;
use crate::security::password;
use crate::security::secret::Secret;
use crate::security::session::{Limits, Session, SessionState};
use crate::security::throttle::{FORGOTTEN_AFTER, Throttle};
use crate::security::token::TokenKey;
use crate::services::sessions::end_all;

/// The last use of a session is written at most this often.
const TOUCH_INTERVAL: Duration = Duration::from_mins(1);
pub(super) const SIGN_IN_COMMAND: &str = "connexion";
pub(super) const SIGN_OUT_COMMAND: &str = "deconnexion";

/// Who signs people in for one process.
pub struct Authentication {
    key: TokenKey,
    /// Refused attempts belong to no session: they have a chain of this process.
    chain: Arc<Chain>,
    limits: Limits,
    host: String,
    clock: Clock,
}

impl Authentication {
    /// Draws the key of this process.
    pub fn new(limits: Limits, host: String, clock: Clock) -> Result<Self> {
        Ok(Self {
            key: TokenKey::draw()?,
            chain: Arc::new(Chain::new(Uuid::new_v4())),
            limits,
            host,
            clock,
        })
    }

    /// Opens a session.
    ///
    /// # Errors
    /// [`Error::SignInRefused`] for an unknown name, a wrong password, an expired temporary one, a disabled account and
    /// a blocked name: nobody learns which (S3).
    pub fn sign_in(&self, database: &Database, typed_name: &str, typed: &Secret) -> Result<Session> {
        let AttemptedName { counted, recorded } = AttemptedName::of(typed_name);
        database.set_clock(&self.clock);
        let now = self.clock.now();
        let operation_id = Uuid::new_v4();
        let attempt = database.sign_in_write(operation_id, |transaction| {
            let counter = self.counter(transaction, &counted)?;
            let throttle = login_throttles::lock(transaction, &counter, now)?;
            let credentials = users::find_credentials(transaction, &counted)?;
            let is_right = verify(credentials.as_ref(), typed, now);
            match credentials {
                Some(credentials) if is_right && !throttle.is_blocked(now) => {
                    if !is_unchanged(transaction, &credentials)? {
                        // Reset, disabled, deleted or given another role meanwhile: from the beginning.
                        return Err(Error::Busy);
                    }
                    login_throttles::update(transaction, &counter, &Throttle::clear(now))?;
                    let (session, entry) = self.open(transaction, &credentials, typed, operation_id, now)?;
                    Ok((Some(session), Some(entry)))
                }
                credentials => {
                    let mut record = AuditRecord::refused(Code::SignInRefused.word());
                    if !throttle.is_blocked(now) {
                        let throttle = throttle.after_failure(now);
                        login_throttles::update(transaction, &counter, &throttle)?;
                        record.changes.extend(lockout(&throttle, now));
                    }
                    let actor = credentials.map(|credentials| credentials.actor.id.get());
                    let entry = NewEntry {
                        session_id: None,
                        operation_id,
                        recorded_at: now,
                        actor_user_id: actor,
                        actor_username: &recorded,
                        command: SIGN_IN_COMMAND,
                        record: &record,
                    };
                    Ok((None, Some(journal::append(transaction, &self.chain, &entry)?)))
                }
            }
        })?;
        let session = attempt.ok_or(Error::SignInRefused)?;
        log::info!("signed in: user {}", session.actor.id);
        forget_old_counters(database, now);
        Ok(session)
    }

    /// Mints the witness of a permission for one command, after reading account, session and grants again (S6).
    ///
    /// # Errors
    /// [`Error::SessionExpired`], [`Error::SessionClosed`], [`Error::PasswordChangeRequired`],
    /// [`Error::PermissionDenied`].
    pub fn authorize<P: Permission>(
        &self,
        database: &Database,
        session: &mut Session,
        command: &'static str,
        operation_id: Uuid,
    ) -> Result<Authorized<P>> {
        let session_state = self.recheck(database, session)?;
        let proof = session.authorize(&session_state, command, operation_id, self.clock.now())?;
        Ok(database.admit(proof))
    }

    /// What the database says of a session now.
    ///
    /// # Errors
    /// [`Error::SessionExpired`] when a limit has passed or the token is no longer good; [`Error::SessionClosed`] when
    /// the row is gone or closed.
    pub fn recheck(&self, database: &Database, session: &mut Session) -> Result<SessionState> {
        session.touch(self.clock.monotonic())?;
        database.set_clock(&self.clock);
        self.key
            .check(session.token(), session.actor.id.get(), self.clock.now())?;
        let token_id = session.token().id();
        let session_state = database
            .sign_in_read(|reader| sessions::find_state(reader, token_id))?
            .ok_or(Error::SessionClosed)?;
        if session_state.is_over_for(&session.actor) {
            return Err(Error::SessionClosed);
        }
        session.must_change_password = session_state.must_change_password;
        if session.is_touch_due(self.clock.monotonic(), TOUCH_INTERVAL) {
            let (id, now) = (session.id, self.clock.now());
            note_use(database, id, now)?;
        }
        Ok(session_state)
    }

    /// Closes the row of a session, unless somebody did. What fails is logged: the token is forgotten in any case.
    pub fn sign_out(&self, database: &Database, session: &Session, reason: CloseReason) {
        let now = self.clock.now();
        let operation_id = Uuid::new_v4();
        let record = AuditRecord::done(session.id, Vec::new()).because(Some(reason.as_str().to_owned()));
        let closed = database.sign_in_write(operation_id, |transaction| {
            if !sessions::close(transaction, session.id, reason, now)? {
                return Ok(((), None));
            }
            let entry = NewEntry {
                session_id: Some(session.id.get()),
                operation_id,
                recorded_at: now,
                actor_user_id: Some(session.actor.id.get()),
                actor_username: &session.actor.username,
                command: SIGN_OUT_COMMAND,
                record: &record,
            };
            Ok(((), Some(journal::append(transaction, session.chain(), &entry)?)))
        });
        if let Err(error) = closed {
            log::warn!("session {} could not be closed: {error}", session.id);
        }
    }

    /// Records that somebody was refused a command.
    pub fn record_refusal(&self, authorized: Authorized<OwnAccount>, code: Code) -> Result<()> {
        authorized.write(|_, _| Ok(Written::Changed((), AuditRecord::refused(code.word()))))
    }

    /// Replaces one's own password; every other session of the account ends.
    ///
    /// # Errors
    /// [`Error::CurrentPasswordRefused`] when the present password is wrong, which counts as a failed attempt to sign
    /// in; [`Error::PasswordRefused`] with every rule the new one breaks; [`Error::SessionClosed`] when the session
    /// ended, or the password was replaced, while the present one was verified.
    pub fn change_password(&self, authorized: Authorized<OwnAccount>, old: &Secret, new: &Secret) -> Result<()> {
        let now = authorized.now();
        let username = authorized.actor().username.clone();
        let credentials = authorized
            .read(|reader| users::find_credentials(reader, &username))?
            .ok_or(Error::SessionClosed)?;
        if let Some(changes) = self.confirm_password(authorized.database(), &credentials, old, now)? {
            let mut record = AuditRecord::refused(Code::SignInRefused.word());
            record.changes = changes;
            authorized.write(|_, _| Ok(Written::Changed((), record.clone())))?;
            return Err(Error::CurrentPasswordRefused);
        }
        let faults = password_faults(&credentials, old, new);
        if !faults.is_empty() {
            return Err(Error::PasswordRefused { faults });
        }
        let password_hash = password::hash(new)?;
        authorized.write(|transaction, authorized| {
            let (id, session_id) = (authorized.actor().id, authorized.operation().session_id);
            let is_as_it_was = is_unchanged(transaction, &credentials)?;
            if !is_as_it_was || sessions::find_open(transaction, session_id, now)?.is_none() {
                return Err(Error::SessionClosed);
            }
            users::update_password(transaction, id, &password_hash, now)?;
            let mut changes = vec![FieldChange::untold("password")];
            let (kept, reason) = (Some(session_id), CloseReason::PasswordChanged);
            changes.extend(end_all(transaction, id, kept, reason, now)?);
            Ok(Written::Changed((), AuditRecord::done(id, changes)))
        })
    }

    /// Checks the present password under the same brake as signing in, so that an open session guesses no faster.
    ///
    /// # Returns
    /// For a wrong one, what the journal has to say besides: that the name is blocked from now on (B18).
    fn confirm_password(
        &self,
        database: &Database,
        credentials: &Credentials,
        typed: &Secret,
        now: Timestamp,
    ) -> Result<Option<Vec<FieldChange>>> {
        let username = &credentials.actor.username;
        database.sign_in_unrecorded(|transaction| {
            let counter = self.counter(transaction, username)?;
            let throttle = login_throttles::lock(transaction, &counter, now)?;
            let is_right = verify(Some(credentials), typed, now);
            if throttle.is_blocked(now) {
                return Ok(Some(Vec::new()));
            }
            if is_right {
                login_throttles::update(transaction, &counter, &Throttle::clear(now))?;
                return Ok(None);
            }
            let throttle = throttle.after_failure(now);
            login_throttles::update(transaction, &counter, &throttle)?;
            Ok(Some(lockout(&throttle, now).into_iter().collect()))
        })
    }

    /// What failures with a name are counted under here (S3): on a machine that its owner signed in on before, what
    /// somebody else does elsewhere does not count. Asked for every name, whether or not an account has it.
    fn counter(&self, transaction: &mut Transaction<'_>, name: &str) -> Result<String> {
        let on_host = counted_on(name, &self.host);
        Ok(if sessions::is_known_host(transaction, name, &self.host)? {
            on_host
        } else {
            name.to_owned()
        })
    }

    fn open(
        &self,
        transaction: &mut Transaction<'_>,
        credentials: &Credentials,
        typed: &Secret,
        operation_id: Uuid,
        now: Timestamp,
    ) -> Result<(Session, Recorded)> {
        let actor = &credentials.actor;
        let expires_at = now.checked_add(self.limits.maximum).map_err(Error::internal)?;
        let token = self.key.sign(actor.id.get(), now, expires_at)?;
        let id = sessions::insert(
            transaction,
            &NewSession {
                token_id: token.id(),
                user_id: actor.id,
                opened_at: now,
                expires_at,
                host: &self.host,
            },
        )?;
        // A file may rely on the account for as long as it runs: its owner signs in all the same.
        if users::lock_free(transaction, actor.id)? {
            users::record_login(transaction, actor.id, now)?;
            if password::is_weak(&credentials.password_hash) {
                users::rehash_password(transaction, actor.id, &password::hash(typed)?)?;
            }
        }
        let session = Session::new(
            id,
            actor.clone(),
            credentials.must_change_password,
            token,
            self.limits,
            self.clock.monotonic(),
        );
        let record = AuditRecord::done(id, Vec::new());
        let entry = NewEntry {
            session_id: Some(id.get()),
            operation_id,
            recorded_at: now,
            actor_user_id: Some(actor.id.get()),
            actor_username: &actor.username,
            command: SIGN_IN_COMMAND,
            record: &record,
        };
        let recorded = journal::append(transaction, session.chain(), &entry)?;
        Ok((session, recorded))
    }
}

/// Removes counters that mean nothing any more, some at a time. What fails is logged: somebody has signed in in any
/// case.
fn forget_old_counters(database: &Database, now: Timestamp) {
    let forgotten = now
        .checked_sub(FORGOTTEN_AFTER)
        .map_err(Error::internal)
        .and_then(|before| {
            let names = database.sign_in_read(|reader| login_throttles::list_forgotten(reader, before))?;
            if names.is_empty() {
                return Ok(());
            }
            database.sign_in_unrecorded(|transaction| {
                names
                    .iter()
                    .try_for_each(|name| login_throttles::delete_forgotten(transaction, name, before))
            })
        });
    if let Err(error) = forgotten {
        log::warn!("old counters of attempts to sign in could not be removed: {error}");
    }
}

/// Whether nothing that lets somebody in changed since it was read, before the password was verified, which takes long.
/// Nobody changes it until the transaction ends.
fn is_unchanged(transaction: &mut Transaction<'_>, verified: &Credentials) -> Result<bool> {
    users::hold_colleague(transaction, verified.actor.id)?;
    let present = users::find_credentials(transaction, &verified.actor.username)?;
    Ok(present.as_ref().map(entitlement) == Some(entitlement(verified)))
}

/// Writes when a session was last used. What was read of it holds without that: a row that is locked, a server that
/// takes no write now, keep nobody from their command.
fn note_use(database: &Database, id: SessionId, now: Timestamp) -> Result<()> {
    match database.sign_in_unrecorded(|transaction| sessions::touch(transaction, id, now)) {
        Err(Error::Interrupted) => Err(Error::Interrupted),
        Err(error) => {
            log::warn!("the last use of session {id} could not be noted: {error}");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// What lets somebody in, and as whom.
fn entitlement(credentials: &Credentials) -> (&str, Option<Timestamp>, bool, bool, RoleId) {
    (
        &credentials.password_hash,
        credentials.password_expires_at,
        credentials.must_change_password,
        credentials.is_active,
        credentials.actor.role_id,
    )
}

/// Closes the row of a session whose program is being ended from outside. The interrupted command may be writing to the
/// session's chain in the journal: this entry has one of its own.
pub fn close_terminated(database: &Database, id: SessionId) {
    let clock = Clock::system();
    database.set_clock(&clock);
    let now = clock.now();
    let closed = database.sign_in_unrecorded(|transaction| {
        let open = sessions::find_open(transaction, id, now)?;
        let has_closed = sessions::close(transaction, id, CloseReason::Terminated, now)?;
        let Some(session) = open.filter(|_| has_closed) else {
            return Ok(());
        };
        let record = AuditRecord::done(id, Vec::new()).because(Some(CloseReason::Terminated.as_str().to_owned()));
        let entry = NewEntry {
            session_id: Some(id.get()),
            operation_id: Uuid::new_v4(),
            recorded_at: now,
            actor_user_id: Some(session.user.id.get()),
            actor_username: &session.user.username,
            command: SIGN_OUT_COMMAND,
            record: &record,
        };
        journal::append(transaction, &Arc::new(Chain::new(Uuid::new_v4())), &entry).map(drop)
    });
    if let Err(error) = closed {
        log::warn!("session {id} could not be closed: {error}");
    }
}

/// Verifies with the same work whether or not there is an account.
fn verify(credentials: Option<&Credentials>, typed: &Secret, now: Timestamp) -> bool {
    let Some(credentials) = credentials else {
        password::verify_for_nobody(typed);
        return false;
    };
    let is_right = password::verify(typed, &credentials.password_hash);
    let is_in_time = credentials.password_expires_at.is_none_or(|expiry| now < expiry);
    is_right && is_in_time && credentials.is_active
}

/// That the name is blocked from now on, for the journal (B18).
fn lockout(throttle: &Throttle, now: Timestamp) -> Option<FieldChange> {
    let until = throttle.blocked_until.filter(|_| throttle.is_blocked(now))?;
    Some(FieldChange::created("blocked_until", until.to_string()))
}

fn password_faults(credentials: &Credentials, old: &Secret, new: &Secret) -> Vec<PasswordFault> {
    let actor = &credentials.actor;
    let personal = [
        &*actor.first_name,
        &*actor.last_name,
        &*actor.username,
        &*credentials.email,
    ];
    let mut faults = password::faults(new, &personal);
    if old == new {
        faults.push(PasswordFault::Unchanged);
    }
    faults
}
