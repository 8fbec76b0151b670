//! Proving that nobody changed the journal (S40).

use std::collections::HashMap;

use super::chain_history::{Additions, ChainHistory, foreign_entries};
use super::entitlements::Entitlements;
use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::permission::{AuditRead, PermissionName};
use crate::repositories::audit_entries;
use crate::security::audit_chain::{ChainFault, Verifier};

/// Entries read at once when all are verified.
const ENTRIES_AT_ONCE: u64 = 2_000;

/// The last entry of a chain, to be kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The chain.
    pub chain_id: String,
    /// The place of the entry in it.
    pub sequence: u32,
    /// Its hash.
    pub hash: String,
}

/// A place where the journal is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalFault {
    /// The entry; nothing where entries are gone.
    pub entry_id: Option<u64>,
    /// The chain.
    pub chain_id: String,
    /// The place in it.
    pub sequence: u32,
    /// What is wrong.
    pub fault: ChainFault,
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many entries there are.
    pub entries: u64,
    /// The last entry of every chain, in the order of the chains.
    pub heads: Vec<Head>,
    /// Everything that is wrong, in the order of the chains.
    pub faults: Vec<JournalFault>,
}

/// Recomputes every chain. `kept` are heads that were kept elsewhere: each must still be where it was, so that a chain
/// whose end was cut off is found too. `needed` tells which right a command needs.
pub fn verify(
    authorized: &Authorized<AuditRead>,
    kept: Vec<Head>,
    needed: impl Fn(&str) -> Option<PermissionName>,
) -> Result<Verification> {
    let mut kept: HashMap<String, Head> = kept.into_iter().map(|head| (head.chain_id.clone(), head)).collect();
    let mut verifier = Verifier::default();
    let mut history = ChainHistory::default();
    let mut entitlements = Entitlements::default();
    let mut found = Verification::default();
    loop {
        let (chain_id, sequence) = found
            .heads
            .last()
            .map_or((String::new(), 0), |head| (head.chain_id.clone(), head.sequence));
        let entries =
            authorized.read(|reader| audit_entries::list_chains(reader, &chain_id, sequence, ENTRIES_AT_ONCE))?;
        if entries.is_empty() {
            break;
        }
        entitlements.forget();
        for entry in &entries {
            found.entries += 1;
            let kept_here = kept
                .get(&entry.chain_id)
                .is_some_and(|head| head.sequence == entry.sequence);
            let contradicted = kept_here && kept.remove(&entry.chain_id).is_some_and(|head| head.hash != entry.hash);
            let fault = verifier
                .check(&entry.sealed(), &entry.previous_hash, &entry.hash)
                .or(history.check(entry))
                .or(contradicted.then_some(ChainFault::Altered));
            let fault = match fault {
                None => entitlements.fault_of(authorized, entry, &needed)?,
                Some(fault) => Some(fault),
            };
            found.faults.extend(fault.map(|fault| JournalFault {
                entry_id: Some(entry.id),
                chain_id: entry.chain_id.clone(),
                sequence: entry.sequence,
                fault,
            }));
            found.faults.extend(foreign_entries(entry).map(|sequence| JournalFault {
                entry_id: None,
                chain_id: entry.chain_id.clone(),
                sequence,
                fault: ChainFault::Foreign,
            }));
            found.advance(entry.chain_id.as_str(), entry.sequence, &entry.hash);
        }
    }
    let mut cut: Vec<JournalFault> = kept
        .into_values()
        .map(|head| JournalFault {
            entry_id: None,
            chain_id: head.chain_id,
            sequence: head.sequence,
            fault: ChainFault::Cut,
        })
        .collect();
    cut.sort_by(|one, other| one.chain_id.cmp(&other.chain_id));
    found.faults.extend(cut);
    found.faults.extend(backdated(authorized)?);
    Ok(found)
}

/// The entries that were added long after the moment they bear, in the order in which they were added.
fn backdated(authorized: &Authorized<AuditRead>) -> Result<Vec<JournalFault>> {
    let mut additions = Additions::default();
    let mut faults = Vec::new();
    let mut last_id = 0;
    loop {
        let entries = authorized.read(|reader| audit_entries::list_moments(reader, last_id, ENTRIES_AT_ONCE))?;
        let Some(last) = entries.last() else {
            return Ok(faults);
        };
        last_id = last.id;
        let late = entries.into_iter().filter(|entry| additions.is_backdated(entry));
        faults.extend(late.map(|entry| JournalFault {
            entry_id: Some(entry.id),
            chain_id: entry.chain_id,
            sequence: entry.sequence,
            fault: ChainFault::Backdated,
        }));
    }
}

impl Verification {
    fn advance(&mut self, chain_id: &str, sequence: u32, hash: &str) {
        match self.heads.last_mut() {
            Some(head) if head.chain_id == chain_id => {
                head.sequence = sequence;
                hash.clone_into(&mut head.hash);
            }
            _ => self.heads.push(Head {
                chain_id: chain_id.to_owned(),
                sequence,
                hash: hash.to_owned(),
            }),
        }
    }
}
