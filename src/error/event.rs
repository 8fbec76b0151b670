//! What the business refuses with events, as data. Moments are in the zone of the person who reads them.

use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use super::Code;
use super::coded::coded;
use crate::models::event::OverlappingEvent;

coded! {
    /// A refusal that concerns one event, named by its number for people (`EV-2026-000012`).
    #[derive(Debug, Clone, PartialEq)]
    #[expect(missing_docs, reason = "the sentence of a variant names its fields")]
    EventRefusal {
        /// No event with that number.
        NotFound { reference: String } = EventNotFound,
        /// The event is cancelled: it is read, never changed.
        Cancelled { event_number: String } = EventCancelled,
        /// The salesperson's right ends where a support colleague takes over.
        Assigned { event_number: String, support: String } = EventAssigned,
        /// It would begin before the command was typed.
        StartsInPast { start: ZonedDateTime } = EventStartsInPast,
        /// It would end before it begins, or at once.
        EndsBeforeStart { start: ZonedDateTime, end: ZonedDateTime } = EventEndsBeforeStart,
        /// It would last longer than `maximum_days`.
        TooLong { maximum_days: u32 } = EventTooLong,
        /// The support colleague has events at that time.
        SupportBusy { support: String, clashes: Vec<Clash> },
    }
}

/// An event that takes place at the same time.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// Its number for people.
    pub event_number: String,
    /// Its name.
    pub name: String,
    /// Its beginning.
    pub start: ZonedDateTime,
    /// Its end.
    pub end: ZonedDateTime,
}

impl Clash {
    /// With that event, for whoever reads it in this zone.
    pub fn with(event: OverlappingEvent, time_zone: &TimeZone) -> Self {
        Self {
            event_number: event.event_number,
            name: event.name,
            start: event.start_at.to_zoned_datetime(time_zone.clone()),
            end: event.end_at.to_zoned_datetime(time_zone.clone()),
        }
    }
}
