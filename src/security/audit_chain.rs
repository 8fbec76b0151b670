//! The hash chain of the journal (S40): each entry of a session seals the one before it.
//!
//! The hash is SHA-256 over the previous hash and every field of the entry, each preceded by its length so that no two
//! different entries have the same bytes. The head of a chain lives in memory while its session lives; when the fate of
//! a write is uncertain the head is forgotten and read again from the database before the next entry.

use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use super::digest::sha256;

/// The hash before the first entry of a chain.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The last entry of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    head: Mutex<Option<Link>>,
}

impl Chain {
    /// A chain without entries.
    pub fn new(id: Uuid) -> Self {
        Self {
            id,
            head: Mutex::new(Some(Link::before_first())),
        }
    }

    /// Its identifier.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The last entry, when it is certain.
    pub fn head(&self) -> Option<Link> {
        self.head.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The entry was committed.
    pub fn advance(&self, link: Link) {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner) = Some(link);
    }

    /// Nobody knows whether the last entry was committed.
    pub fn forget_head(&self) {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Seals an entry: the hash of the previous hash and all its fields, in a fixed order; an absent field differs from an
/// empty one.
pub fn seal(previous_hash: &str, fields: &[Option<&str>]) -> String {
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
}
