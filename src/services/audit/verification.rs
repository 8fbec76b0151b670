//! Proving that nobody changed the journal (S40).

use std::collections::{HashMap, HashSet};

use super::chain_history::{Additions, ChainHistory, foreign_entries};
use super::entitlements::Entitlements;
use super::heads::{Days, Head, day_of, first_open_day};
use super::losses::{Acknowledgement, Loss};
use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::date_time::Day;
use crate::models::permission::{AuditRead, PermissionName};
use crate::repositories::audit_entries::{self, ChainedEntry};
use crate::security::audit_chain::{ChainFault, Link, Verifier};

/// Entries read at once when all are verified.
const ENTRIES_AT_ONCE: u64 = 2_000;

/// A place where the journal is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalFault {
    /// In a chain.
    Chain {
        /// The entry; nothing where somebody else's was found and is gone.
        entry_id: Option<u64>,
        /// The chain.
        chain_id: String,
        /// The place in it.
        sequence: u32,
        /// What is wrong.
        fault: ChainFault,
    },
    /// A day has other entries than those that were kept.
    Day(Day),
    /// Something is gone.
    Lost {
        /// What.
        loss: Loss,
        /// The entry that tells, where it is the next one of the chain and not what was kept elsewhere.
        entry_after: Option<u64>,
    },
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many entries there are.
    pub entries: u64,
    /// In how many chains.
    pub chains: u64,
    /// What is to be kept elsewhere: days in their order, then chains in theirs.
    pub heads: Vec<Head>,
    /// Everything that is wrong, in the order of the chains.
    pub faults: Vec<JournalFault>,
    /// What restorations lost, as it was accepted.
    pub acknowledgements: Vec<Acknowledgement>,
}

impl Verification {
    /// What is gone and was not accepted.
    pub fn losses(&self) -> Vec<Loss> {
        let losses = self.faults.iter().filter_map(|fault| match fault {
            JournalFault::Lost { loss, .. } => Some(loss.clone()),
            JournalFault::Chain { .. } | JournalFault::Day(_) => None,
        });
        losses.collect()
    }
}

/// Recomputes every chain. `kept` are heads that were kept elsewhere: each must still be where it was, so that a chain
/// whose end was cut off is found too. `needed` tells which right a command needs.
pub fn verify(
    authorized: &Authorized<AuditRead>,
    kept: Vec<Head>,
    needed: impl Fn(&str) -> Option<PermissionName>,
) -> Result<Verification> {
    let mut walk = Walk::new(kept, first_open_day(authorized.now())?);
    let mut entitlements = Entitlements::default();
    let mut place = (String::new(), 0);
    loop {
        let (chain_id, sequence) = &place;
        let entries =
            authorized.read(|reader| audit_entries::list_chains(reader, chain_id, *sequence, ENTRIES_AT_ONCE))?;
        let Some(last) = entries.last() else {
            break;
        };
        place = (last.chain_id.clone(), last.sequence);
        entitlements.forget();
        for entry in &entries {
            let fault = match walk.fault_of(entry) {
                None => entitlements.fault_of(authorized, entry, &needed)?,
                Some(fault) => Some(fault),
            };
            walk.pass(entry, fault);
        }
    }
    walk.end();
    walk.found.faults.extend(backdated(authorized)?);
    walk.found.settle_losses();
    Ok(walk.found)
}

/// The way through all chains, entry after entry.
struct Walk {
    found: Verification,
    verifier: Verifier,
    history: ChainHistory,
    days: Days,
    first_open_day: Day,
    /// What was kept of chains that are still to come.
    kept_of_chains: HashMap<String, Head>,
    kept_of_days: Vec<Head>,
    present: Option<PresentChain>,
}

/// The chain that the way leads through.
struct PresentChain {
    id: String,
    /// What was kept of it and is still to come.
    kept: Option<Head>,
    last: Option<(Day, Link)>,
}

impl PresentChain {
    fn last_link(&self) -> Option<Link> {
        self.last.as_ref().map(|(_, link)| link.clone())
    }
}

impl Walk {
    fn new(kept: Vec<Head>, first_open_day: Day) -> Self {
        let (of_chains, of_days): (Vec<Head>, Vec<Head>) = kept.into_iter().partition(|head| head.chain_id.is_some());
        let of_chains = of_chains.into_iter();
        Self {
            found: Verification::default(),
            verifier: Verifier::default(),
            history: ChainHistory::default(),
            days: Days::default(),
            first_open_day,
            kept_of_chains: of_chains
                .filter_map(|head| Some((head.chain_id.clone()?, head)))
                .collect(),
            kept_of_days: of_days,
            present: None,
        }
    }

    /// What is wrong with the next entry.
    fn fault_of(&mut self, entry: &ChainedEntry) -> Option<ChainFault> {
        let is_contradicted = self.compare_with_kept(entry);
        let fault = self
            .verifier
            .check(&entry.sealed(), &entry.previous_hash, &entry.hash)
            .or(self.history.check(entry));
        fault.or(is_contradicted.then_some(ChainFault::Altered))
    }

    /// Whether the entry is another one than what was kept of its place. What was kept and was to come before is gone.
    fn compare_with_kept(&mut self, entry: &ChainedEntry) -> bool {
        if self.present.as_ref().is_none_or(|present| present.id != entry.chain_id) {
            self.close_chain();
            self.present = Some(PresentChain {
                kept: self.kept_of_chains.remove(&entry.chain_id),
                id: entry.chain_id.clone(),
                last: None,
            });
            self.found.chains += 1;
        }
        let Some(present) = &mut self.present else {
            return false;
        };
        let Some(head) = present.kept.take_if(|head| head.link.sequence <= entry.sequence) else {
            return false;
        };
        if head.link.sequence == entry.sequence {
            return head.link.hash != entry.hash;
        }
        let remaining = present.last_link();
        self.lose(Loss { head, remaining }, None);
        false
    }

    /// Goes past an entry.
    fn pass(&mut self, entry: &ChainedEntry, fault: Option<ChainFault>) {
        let day = day_of(entry.sealed().recorded_at);
        let before = self.present.as_ref().and_then(PresentChain::last_link);
        match fault.map(|fault| (fault, missing_before(entry, day))) {
            Some((ChainFault::Missing, Some(head))) => {
                let loss = Loss {
                    head,
                    remaining: before,
                };
                self.lose(loss, Some(entry.id));
            }
            Some((fault, _)) => self.accuse(Some(entry.id), (&entry.chain_id, entry.sequence), fault),
            None => self.note_acknowledgement(entry),
        }
        for sequence in foreign_entries(entry) {
            self.accuse(None, (&entry.chain_id, sequence), ChainFault::Foreign);
        }
        self.found.entries += 1;
        self.days.add(day, &entry.hash);
        if let Some(present) = &mut self.present {
            let (sequence, hash) = (entry.sequence, entry.hash.clone());
            present.last = Some((day, Link { sequence, hash }));
        }
    }

    fn note_acknowledgement(&mut self, entry: &ChainedEntry) {
        let Some(next) = Acknowledgement::of(entry) else {
            return;
        };
        let last = self.found.acknowledgements.last_mut();
        if !last.is_some_and(|last| last.absorb(&next)) {
            self.found.acknowledgements.push(next);
        }
    }

    fn close_chain(&mut self) {
        let Some(present) = self.present.take() else {
            return;
        };
        let remaining = present.last_link();
        if let Some(head) = present.kept {
            self.lose(Loss { head, remaining }, None);
        }
        let is_open = |(day, _): &(Day, Link)| *day >= self.first_open_day;
        self.found
            .heads
            .extend(present.last.filter(is_open).map(|(day, link)| Head {
                day,
                chain_id: Some(present.id),
                link,
            }));
    }

    /// Past the last entry.
    fn end(&mut self) {
        self.close_chain();
        let mut gone: Vec<Head> = self.kept_of_chains.drain().map(|(_, head)| head).collect();
        gone.sort_by(|one, other| one.chain_id.cmp(&other.chain_id));
        for head in gone {
            self.lose(Loss { head, remaining: None }, None);
        }
        for head in std::mem::take(&mut self.kept_of_days) {
            let present = self.days.of(head.day);
            if present == Some(&head.link) {
                continue;
            }
            if present.is_none_or(|present| present.sequence < head.link.sequence) {
                let remaining = present.cloned();
                self.lose(Loss { head, remaining }, None);
            } else {
                self.found.faults.push(JournalFault::Day(head.day));
            }
        }
        let of_chains = std::mem::take(&mut self.found.heads);
        self.found.heads = self.days.heads_before(self.first_open_day);
        self.found.heads.extend(of_chains);
    }

    fn lose(&mut self, loss: Loss, entry_after: Option<u64>) {
        self.found.faults.push(JournalFault::Lost { loss, entry_after });
    }

    fn accuse(&mut self, entry_id: Option<u64>, (chain_id, sequence): (&str, u32), fault: ChainFault) {
        self.found.faults.push(JournalFault::Chain {
            entry_id,
            chain_id: chain_id.to_owned(),
            sequence,
            fault,
        });
    }
}

/// The entry that one names as the one before it.
fn missing_before(entry: &ChainedEntry, day: Day) -> Option<Head> {
    Some(Head {
        day,
        chain_id: Some(entry.chain_id.clone()),
        link: Link {
            sequence: entry.sequence.checked_sub(1)?,
            hash: entry.previous_hash.clone(),
        },
    })
}

impl Verification {
    /// A loss that was accepted is no fault. An acceptance in a chain with a fault is none.
    fn settle_losses(&mut self) {
        let faulty: HashSet<&str> = self.faults.iter().filter_map(faulty_chain).collect();
        self.acknowledgements
            .retain(|acknowledgement| !faulty.contains(acknowledgement.chain_id.as_str()));
        let accepted: HashSet<&Loss> = self
            .acknowledgements
            .iter()
            .flat_map(|acknowledgement| &acknowledgement.losses)
            .collect();
        self.faults.retain(|fault| match fault {
            JournalFault::Lost { loss, .. } => !accepted.contains(loss),
            JournalFault::Chain { .. } | JournalFault::Day(_) => true,
        });
        self.acknowledgements
            .sort_by_key(|acknowledgement| acknowledgement.recorded_at);
    }
}

fn faulty_chain(fault: &JournalFault) -> Option<&str> {
    match fault {
        JournalFault::Chain { chain_id, .. } => Some(chain_id),
        JournalFault::Day(_) | JournalFault::Lost { .. } => None,
    }
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
        faults.extend(late.map(|entry| JournalFault::Chain {
            entry_id: Some(entry.id),
            chain_id: entry.chain_id,
            sequence: entry.sequence,
            fault: ChainFault::Backdated,
        }));
    }
}
