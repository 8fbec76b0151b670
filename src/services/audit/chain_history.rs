//! What a chain of the journal must be besides well sealed (S40): whoever may add entries could seal false ones.
//!
//! The chain of a session has the identifier of its token. It begins when the session is opened, everything in it is of
//! that session and its account, time does not go back, and nothing follows the end. Without a session are refused
//! attempts to sign in, the first account, and the end of a session whose program was ended.

use jiff::{SignedDuration, Timestamp};

use crate::database::administration::FIRST_ACCOUNT_COMMAND;
use crate::models::audit_entry::AuditOutcome;
use crate::models::session::CloseReason;
use crate::repositories::audit_entries::{ChainedEntry, EntryMoment, SessionOfChain};
use crate::security::audit_chain::{ChainFault, FOREIGN_ENTRY};
use crate::services::authentication::{SIGN_IN_COMMAND, SIGN_OUT_COMMAND};

/// What the clocks of a program and of its server may have differed by.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(1);
/// No write takes longer from the command to its entry.
pub(super) const LATEST_ENTRY: SignedDuration = SignedDuration::from_hours(1);

/// Goes through the journal, chain after chain, each from its first entry.
#[derive(Default)]
pub(super) struct ChainHistory {
    chain_id: String,
    last_moment: Option<Timestamp>,
    has_ended: bool,
}

impl ChainHistory {
    /// Checks the next entry.
    pub(super) fn check(&mut self, entry: &ChainedEntry) -> Option<ChainFault> {
        if self.chain_id != entry.chain_id {
            *self = Self {
                chain_id: entry.chain_id.clone(),
                ..Self::default()
            };
        }
        let fault = self.fault_of(entry);
        let moment = entry.sealed().recorded_at;
        self.last_moment = self.last_moment.max(Some(moment));
        self.has_ended |= is(entry, SIGN_OUT_COMMAND);
        fault
    }

    fn fault_of(&self, entry: &ChainedEntry) -> Option<ChainFault> {
        let sealed = entry.sealed();
        let Some(session) = &entry.session else {
            return (!needs_no_session(entry)).then_some(ChainFault::Unopened);
        };
        if entry.sequence == 1 && !is(entry, SIGN_IN_COMMAND) {
            return Some(ChainFault::Unopened);
        }
        if sealed.session_id != Some(session.id) || sealed.actor_user_id != Some(session.user_id) {
            return Some(ChainFault::Foreign);
        }
        let moment = sealed.recorded_at;
        let is_late = moment.duration_since(session.end_at) > time_to_end(session);
        let is_early = session.opened_at.duration_since(moment) > TOLERANCE;
        if self.has_ended || is_late || is_early {
            return Some(ChainFault::Closed);
        }
        let goes_back = self
            .last_moment
            .is_some_and(|last| last.duration_since(moment) > TOLERANCE);
        goes_back.then_some(ChainFault::Backwards)
    }
}

/// How long after its end a session may write. One that somebody else closes is closed for others once their
/// transaction ends, at a moment that lies before: the beginning of their command.
fn time_to_end(session: &SessionOfChain) -> SignedDuration {
    match session.close_reason {
        None | Some(CloseReason::SignedOut | CloseReason::Expired | CloseReason::Terminated) => TOLERANCE,
        Some(
            CloseReason::PasswordChanged
            | CloseReason::PasswordReset
            | CloseReason::RoleChanged
            | CloseReason::Deactivated
            | CloseReason::ClosedByManagement,
        ) => LATEST_ENTRY,
    }
}

/// The places in its chain of entries that the session found there and had not written.
pub(super) fn foreign_entries(entry: &ChainedEntry) -> impl Iterator<Item = u32> {
    let changes = entry.changes_of(FOREIGN_ENTRY).into_iter();
    changes.filter_map(|change| change.new?.parse().ok())
}

/// Whether an entry was added long after the moment it bears: others that were there before bear a later one.
#[derive(Default)]
pub(super) struct Additions {
    latest: Option<Timestamp>,
}

impl Additions {
    /// Checks the next entry in the order in which they were added.
    pub(super) fn is_backdated(&mut self, entry: &EntryMoment) -> bool {
        let Some(moment) = entry.recorded_at else {
            return false;
        };
        let is_backdated = self
            .latest
            .is_some_and(|latest| latest.duration_since(moment) > LATEST_ENTRY);
        // After a fault it goes on from what is stored, so that one moment far ahead does not accuse all that follow.
        self.latest = if is_backdated {
            Some(moment)
        } else {
            self.latest.max(Some(moment))
        };
        is_backdated
    }
}

fn is(entry: &ChainedEntry, command: &str) -> bool {
    let sealed = entry.sealed();
    sealed.command == command && sealed.outcome == AuditOutcome::Done.as_str()
}

fn needs_no_session(entry: &ChainedEntry) -> bool {
    let sealed = entry.sealed();
    match sealed.session_id {
        None => {
            (sealed.command == SIGN_IN_COMMAND && sealed.outcome != AuditOutcome::Done.as_str())
                || sealed.command == FIRST_ACCOUNT_COMMAND && entry.sequence == 1
        }
        Some(_) => is(entry, SIGN_OUT_COMMAND) && entry.sequence == 1 && entry.ends_terminated_session,
    }
}
