//! Heads of the journal: what is kept of it elsewhere, to see later that nothing is gone.
//!
//! Of a day that is over one head is kept, over all its entries, so that what is kept grows by a line a day however
//! many people sign in; of a day that is not, the last entry of each chain that goes on in it. Days are those of
//! universal time, which no setting moves.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::chain_history::LATEST_ENTRY;
use crate::error::{Error, Result};
use crate::models::date_time::{Day, Moment};
use crate::security::audit_chain::Link;
use crate::security::digest::sha256;

/// What was there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Head {
    /// The day of its entries.
    pub day: Day,
    /// The chain; nothing where it is about all entries of the day.
    pub chain_id: Option<String>,
    /// The last entry of the chain; of a day, how many entries it has, and the hash of theirs.
    pub link: Link,
}

impl Head {
    /// Reads what `Display` wrote: `2026-11-22;;41;…`.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ';');
        let day = Day::new(parts.next()?.parse().ok()?);
        let chain_id = parts.next().filter(|chain_id| !chain_id.is_empty()).map(str::to_owned);
        let link = read_link(parts.next()?)?;
        Some(Self { day, chain_id, link })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chain_id = self.chain_id.as_deref().unwrap_or_default();
        write!(
            formatter,
            "{};{chain_id};{}",
            self.day.canonical(),
            written_link(&self.link)
        )
    }
}

/// `41;…`
pub(super) fn written_link(link: &Link) -> String {
    format!("{};{}", link.sequence, link.hash)
}

/// Reads what [`written_link`] wrote.
pub(super) fn read_link(text: &str) -> Option<Link> {
    let (sequence, hash) = text.split_once(';')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let sequence = sequence.parse().ok().filter(|_| is_hash)?;
    Some(Link {
        sequence,
        hash: hash.to_owned(),
    })
}

/// The day of universal time that an entry is of.
pub(super) fn day_of(moment: Timestamp) -> Day {
    Moment::new(moment).day(&TimeZone::UTC)
}

/// The first day to which entries may still be added: later than that, none is of an earlier one.
pub(super) fn first_open_day(now: Timestamp) -> Result<Day> {
    now.checked_sub(LATEST_ENTRY).map(day_of).map_err(Error::internal)
}

/// What there is of each day, its entries in the order of the chains.
#[derive(Default)]
pub(super) struct Days(BTreeMap<Day, Link>);

impl Days {
    /// Adds the next entry.
    pub(super) fn add(&mut self, day: Day, hash: &str) {
        let link = self.0.entry(day).or_insert_with(Link::before_first);
        link.sequence = link.sequence.saturating_add(1);
        link.hash = sha256(format!("{}{hash}", link.hash).as_bytes());
    }

    /// What there is of a day, if anything.
    pub(super) fn of(&self, day: Day) -> Option<&Link> {
        self.0.get(&day)
    }

    /// The heads of the days before one.
    pub(super) fn heads_before(&self, first_open_day: Day) -> Vec<Head> {
        let over = self.0.range(..first_open_day);
        over.map(|(day, link)| Head {
            day: *day,
            chain_id: None,
            link: link.clone(),
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_reads_back() {
        let hash = sha256(b"");
        for text in [
            format!("2026-11-22;;41;{hash}"),
            format!("2026-11-23;11111111-1111-4111-8111-111111111111;7;{hash}"),
        ] {
            assert_eq!(Head::read(&text).map(|head| head.to_string()), Some(text));
        }
        for text in [
            String::new(),
            format!("2026-11-31;;41;{hash}"),
            format!("2026-11-22;41;{hash}"),
            format!("2026-11-22;;-1;{hash}"),
            format!("2026-11-22;;41;{hash};"),
            String::from("2026-11-22;;41;abc"),
        ] {
            assert_eq!(Head::read(&text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_over_an_hour_after_its_end() {
        for (now, expected) in [
            ("2026-11-23T00:59:59Z", "2026-11-22"),
            ("2026-11-23T01:00:00Z", "2026-11-23"),
        ] {
            let day = first_open_day(now.parse().unwrap()).unwrap();
            assert_eq!(day.canonical(), expected, "{now}");
        }
    }
}
