//! The hash chain of the journal (S40): each entry of a session seals the one before it.
//!
//! The hash is SHA-256 over the previous hash and every field of the entry, each preceded by its length so that no two
//! different entries have the same bytes. The head of a chain lives in memory while its session lives; when the fate of
//! a write is uncertain the head is forgotten and read again from the database before the next entry.

use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::digest::sha256;

/// The hash before the first entry of a chain.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The last entry of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// Its place in the chain, from 1; 0 before the first.
    pub sequence: u32,
    /// Its hash, 64 hexadecimal digits.
    pub hash: String,
}

impl Link {
    /// Where a chain begins.
    pub fn before_first() -> Self {
        Self {
            sequence: 0,
            hash: String::from(GENESIS),
        }
    }
}

/// A chain that grows.
#[derive(Debug)]
pub struct Chain {
    id: Uuid,
    growth: Mutex<Growth>,
}

#[derive(Debug)]
struct Growth {
    /// The last entry, when it is certain.
    head: Option<Link>,
    /// The place of an entry that somebody else added, until that is recorded.
    intruder: Option<u32>,
    /// The last place that an entry of its own may have whose commit went unanswered.
    doubted: u32,
}

impl Growth {
    fn after(link: Link) -> Self {
        Self {
            head: Some(link),
            intruder: None,
            doubted: 0,
        }
    }
}

impl Chain {
    /// A chain without entries.
    pub fn new(id: Uuid) -> Self {
        Self {
            id,
            growth: Mutex::new(Growth::after(Link::before_first())),
        }
    }

    /// Its identifier.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The last entry, when it is certain.
    pub fn head(&self) -> Option<Link> {
        self.lock().head.clone()
    }

    /// The place of somebody else's entry that is still to be told.
    pub fn intruder(&self) -> Option<u32> {
        self.lock().intruder
    }

    /// The entry was committed, and told what there was to tell.
    pub fn advance(&self, link: Link) {
        *self.lock() = Growth::after(link);
    }

    /// Nobody knows whether the entries up to this place were committed.
    pub fn doubt(&self, last_place: u32) {
        let mut growth = self.lock();
        growth.doubted = last_place;
        growth.head = None;
    }

    /// An entry has this place already: the head is read again. The next entry tells, unless it may be the chain's own
    /// one, committed late.
    ///
    /// # Returns
    /// Whether it is somebody else's.
    pub fn note_displaced(&self, sequence: u32) -> bool {
        let mut growth = self.lock();
        growth.head = None;
        let is_foreign = sequence > growth.doubted;
        if is_foreign {
            growth.intruder = Some(sequence);
        }
        is_foreign
    }

    fn lock(&self) -> MutexGuard<'_, Growth> {
        self.growth.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything an entry says, in the order in which it is sealed.
#[derive(Debug, Clone, Copy)]
pub struct SealedEntry<'entry> {
    /// The chain.
    pub chain_id: &'entry str,
    /// The place in the chain, from 1.
    pub sequence: u32,
    /// The session, when somebody was signed in.
    pub session_id: Option<u64>,
    /// Identifies the write.
    pub operation_id: &'entry str,
    /// When the command started.
    pub recorded_at: jiff::Timestamp,
    /// The account, when it was known.
    pub actor_user_id: Option<u64>,
    /// The name typed or signed in with.
    pub actor_username: &'entry str,
    /// The command.
    pub command: &'entry str,
    /// `done`, or the code of a refusal.
    pub outcome: &'entry str,
    /// The kind of the object.
    pub object_type: Option<&'entry str>,
    /// The number of the object.
    pub object_id: Option<u64>,
    /// What changed, as stored.
    pub changes: &'entry str,
    /// The reason given.
    pub reason: Option<&'entry str>,
}

impl SealedEntry<'_> {
    /// The hash of the previous hash and of everything the entry says.
    pub fn seal(&self, previous_hash: &str) -> String {
        let sequence = self.sequence.to_string();
        let session_id = self.session_id.map(|id| id.to_string());
        let recorded_at = self.recorded_at.as_microsecond().to_string();
        let actor_user_id = self.actor_user_id.map(|id| id.to_string());
        let object_id = self.object_id.map(|id| id.to_string());
        seal(
            previous_hash,
            &[
                Some(self.chain_id),
                Some(&sequence),
                session_id.as_deref(),
                Some(self.operation_id),
                Some(&recorded_at),
                actor_user_id.as_deref(),
                Some(self.actor_username),
                Some(self.command),
                Some(self.outcome),
                self.object_type,
                object_id.as_deref(),
                Some(self.changes),
                self.reason,
            ],
        )
    }
}

/// The hash of the previous hash and all fields, in a fixed order; an absent field differs from an empty one.
fn seal(previous_hash: &str, fields: &[Option<&str>]) -> String {
    let mut bytes = Vec::new();
    for field in std::iter::once(&Some(previous_hash)).chain(fields) {
        match field {
            Some(text) => {
                bytes.push(1);
                bytes.extend(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
                bytes.extend(text.as_bytes());
            }
            None => bytes.push(0),
        }
    }
    sha256(&bytes)
}

/// Why an entry of the journal is not what was written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFault {
    /// One or more entries before this one are gone.
    Missing,
    /// The entry does not continue the one before it: one of the two was changed, or it was inserted.
    Broken,
    /// The entry says something else than what was sealed.
    Altered,
    /// The entry is of no session: its chain did not begin with one.
    Unopened,
    /// The entry is not of the session whose chain it is in.
    Foreign,
    /// The entry is of a moment at which its session was not open.
    Closed,
    /// The entry is of an earlier moment than the one before it.
    Backwards,
    /// The entry was added long after the moment it is of.
    Backdated,
    /// Its author had not the right to its command.
    Unentitled,
}

/// The field of an entry that names a place of its chain: there the session found an entry that it had not written.
pub const FOREIGN_ENTRY: &str = "foreign_entry";

/// Goes through the journal, chain after chain, each from its first entry.
#[derive(Debug, Default)]
pub struct Verifier {
    chain_id: String,
    last: Option<Link>,
}

impl Verifier {
    /// Checks the next entry, with the hashes stored beside it.
    ///
    /// After a fault the check goes on from what is stored, so that one fault is not told again for each later entry.
    pub fn check(&mut self, entry: &SealedEntry<'_>, previous_hash: &str, hash: &str) -> Option<ChainFault> {
        if self.chain_id != entry.chain_id {
            entry.chain_id.clone_into(&mut self.chain_id);
            self.last = None;
        }
        let last = self.last.take().unwrap_or_else(Link::before_first);
        let fault = if entry.seal(previous_hash) != hash {
            Some(ChainFault::Altered)
        } else if last.sequence.checked_add(1) != Some(entry.sequence) {
            Some(ChainFault::Missing)
        } else if last.hash != previous_hash {
            Some(ChainFault::Broken)
        } else {
            None
        };
        self.last = Some(Link {
            sequence: entry.sequence,
            hash: hash.to_owned(),
        });
        fault
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s40_every_field_and_its_borders_count() {
        let original = seal(GENESIS, &[Some("ab"), Some("c"), None]);
        for fields in [
            [Some("a"), Some("bc"), None],
            [Some("ab"), Some("c"), Some("")],
            [Some("ab"), None, Some("c")],
        ] {
            assert_ne!(original, seal(GENESIS, &fields));
        }
        assert_ne!(original, seal(&original, &[Some("ab"), Some("c"), None]));
        assert_eq!(original.len(), 64);
    }

    #[test]
    fn s40_an_entry_of_its_own_that_is_committed_late_is_no_intruder() {
        let chain = Chain::new(Uuid::nil());
        chain.doubt(3);
        assert!(!chain.note_displaced(3));
        assert_eq!((chain.head(), chain.intruder()), (None, None));
        assert!(chain.note_displaced(4));
        assert_eq!(chain.intruder(), Some(4));
        chain.advance(Link::before_first());
        assert_eq!(chain.intruder(), None);
        assert!(chain.note_displaced(1));
    }

    fn entry(sequence: u32, changes: &'static str) -> SealedEntry<'static> {
        SealedEntry {
            chain_id: "11111111-1111-4111-8111-111111111111",
            sequence,
            session_id: Some(1),
            operation_id: "22222222-2222-4222-8222-222222222222",
            recorded_at: jiff::Timestamp::UNIX_EPOCH,
            actor_user_id: Some(4),
            actor_username: "sales2",
            command: "clients modifier",
            outcome: "done",
            object_type: Some("customer"),
            object_id: Some(1),
            changes,
            reason: None,
        }
    }

    /// Three entries with the hashes that were stored beside them.
    fn chain() -> Vec<(SealedEntry<'static>, String, String)> {
        let mut previous = GENESIS.to_owned();
        let mut chain = Vec::new();
        for (sequence, changes) in [(1, "[1]"), (2, "[2]"), (3, "[3]")] {
            let entry = entry(sequence, changes);
            let hash = entry.seal(&previous);
            chain.push((entry, std::mem::replace(&mut previous, hash.clone()), hash));
        }
        chain
    }

    fn faults(chain: &[(SealedEntry<'_>, String, String)]) -> Vec<Option<ChainFault>> {
        let mut verifier = Verifier::default();
        chain
            .iter()
            .map(|(entry, previous_hash, hash)| verifier.check(entry, previous_hash, hash))
            .collect()
    }

    #[test]
    fn s40_an_untouched_chain_has_no_fault_and_each_touch_is_found_where_it_is() {
        assert_eq!(faults(&chain()), [None, None, None]);
        let mut altered = chain();
        altered[1].0.actor_username = "sales3";
        assert_eq!(faults(&altered), [None, Some(ChainFault::Altered), None]);
        let mut removed = chain();
        removed.remove(1);
        assert_eq!(faults(&removed), [None, Some(ChainFault::Missing)]);
        // Sealed anew by somebody who knows how: the next entry tells.
        let mut resealed = chain();
        resealed[1].0.changes = "[9]";
        resealed[1].2 = resealed[1].0.seal(&resealed[1].1);
        assert_eq!(faults(&resealed), [None, None, Some(ChainFault::Broken)]);
    }
}
