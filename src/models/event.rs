//! Events: what customers come for.

use std::ops::Range;

use jiff::Timestamp;

use super::colleague::{Colleague, ColleagueFilter};
use super::contract::ContractCustomer;
use super::date_time::Moment;
use super::identifier::{ContractId, CustomerId, EventId, short_number};
use super::text::{EventName, Location, Note};
use super::whole_number::Attendees;

/// The longest an event lasts, in days (B11).
pub const MAXIMUM_DAYS: u32 = 31;

/// An event as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number in the database.
    pub id: EventId,
    /// Its number for people: `EV-2026-000012`.
    pub event_number: String,
    /// Its contract.
    pub contract_id: ContractId,
    /// The contract's number for people.
    pub contract_number: String,
    /// Whose it is.
    pub customer: ContractCustomer,
    /// Who runs it.
    pub support: Option<Colleague>,
    /// Its name.
    pub name: String,
    /// Its beginning.
    pub start_at: Timestamp,
    /// Its end, not included.
    pub end_at: Timestamp,
    /// Where.
    pub location: String,
    /// How many come.
    pub attendees: u32,
    /// What else is to be known; may have several lines.
    pub note: Option<String>,
    /// That it is cancelled.
    pub cancellation: Option<Cancellation>,
    /// Counts changes; a change names the version it was made from.
    pub version: u32,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Event {
    /// Its short number, which people type: the last part of the one they read.
    pub fn short_number(&self) -> u64 {
        short_number(&self.event_number).unwrap_or(self.id.get())
    }

    /// Its state at a moment, for people.
    pub fn state(&self, now: Timestamp) -> EventState {
        EventState::at(
            now,
            self.start_at..self.end_at,
            self.support.is_some(),
            self.cancellation.is_some(),
        )
    }
}

/// How far an event has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventState {
    /// To come, nobody runs it.
    ToAssign,
    /// To come, somebody runs it.
    Assigned,
    /// Now.
    Running,
    /// Over.
    Past,
    /// Cancelled.
    Cancelled,
}

impl EventState {
    /// The state at a moment of an event that takes place in `period`.
    pub fn at(now: Timestamp, period: Range<Timestamp>, has_support: bool, is_cancelled: bool) -> Self {
        if is_cancelled {
            Self::Cancelled
        } else if period.end <= now {
            Self::Past
        } else if period.start <= now {
            Self::Running
        } else if has_support {
            Self::Assigned
        } else {
            Self::ToAssign
        }
    }
}

/// That an event is cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// When.
    pub cancelled_at: Timestamp,
    /// Why.
    pub reason: String,
}

/// An event to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Its name.
    pub name: EventName,
    /// Its beginning.
    pub start: Moment,
    /// Its end, not included.
    pub end: Moment,
    /// Where.
    pub location: Location,
    /// How many come.
    pub attendees: Attendees,
    /// What else is to be known.
    pub note: Option<Note>,
}

/// Fields of an event to change; absent ones stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventChanges {
    /// Its name.
    pub name: Option<EventName>,
    /// Its beginning.
    pub start: Option<Moment>,
    /// Its end.
    pub end: Option<Moment>,
    /// Where.
    pub location: Option<Location>,
    /// How many come.
    pub attendees: Option<Attendees>,
    /// What else is to be known; an empty note takes the present one away.
    pub note: Option<Note>,
}

/// Which events a list shows; absent filters let everything through, present ones combine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Of the customers of this salesperson, of the contracts of this manager, run by this support colleague.
    pub colleagues: ColleagueFilter,
    /// Of this customer.
    pub customer_id: Option<CustomerId>,
    /// Of this contract.
    pub contract_id: Option<ContractId>,
    /// Not cancelled, and run by nobody.
    pub is_without_support: bool,
    /// Not cancelled, and beginning after this moment.
    pub upcoming_at: Option<Timestamp>,
    /// Over at this moment, cancelled or not.
    pub past_at: Option<Timestamp>,
    /// Cancelled.
    pub is_cancelled: bool,
    /// Beginning at this moment or later.
    pub starts_from: Option<Timestamp>,
    /// Beginning before this moment.
    pub starts_before: Option<Timestamp>,
}

/// The orders a list of events can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventSort {
    /// By beginning.
    Start,
    /// By number.
    Number,
    /// By name.
    Name,
}

/// An event of the same person at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlappingEvent {
    /// Its number for people.
    pub event_number: String,
    /// Its name.
    pub name: String,
    /// Its beginning.
    pub start_at: Timestamp,
    /// Its end, not included.
    pub end_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::identifier::UserId;
    use crate::models::role::RoleName;

    fn colleague(role: &'static str) -> Colleague {
        Colleague {
            id: UserId::new(1),
            username: String::from("kate"),
            first_name: String::from("Kate"),
            last_name: String::from("Hastroff"),
            role: RoleName::new(role),
            is_active: true,
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_state_follows_from_the_clock_the_support_and_the_cancellation() {
        let mut event = Event {
            id: EventId::new(1),
            event_number: String::from("EV-2026-000001"),
            contract_id: ContractId::new(1),
            contract_number: String::from("CT-2026-000001"),
            customer: ContractCustomer {
                id: CustomerId::new(1),
                name: String::from("Kevin Casey"),
                company_name: String::from("Cool Startup LLC"),
                salesperson: colleague(RoleName::SALES),
            },
            support: None,
            name: String::from("Fête"),
            start_at: at("2026-12-01T10:00:00Z"),
            end_at: at("2026-12-01T12:00:00Z"),
            location: String::from("Paris"),
            attendees: 1,
            note: None,
            cancellation: None,
            version: 1,
            created_at: at("2026-11-01T00:00:00Z"),
            updated_at: at("2026-11-01T00:00:00Z"),
        };
        assert_eq!(event.state(at("2026-12-01T09:59:59Z")), EventState::ToAssign);
        assert_eq!(event.state(at("2026-12-01T10:00:00Z")), EventState::Running);
        event.support = Some(colleague(RoleName::SUPPORT));
        assert_eq!(event.state(at("2026-12-01T09:59:59Z")), EventState::Assigned);
        assert_eq!(event.state(at("2026-12-01T11:59:59Z")), EventState::Running);
        // The end is not included.
        assert_eq!(event.state(at("2026-12-01T12:00:00Z")), EventState::Past);
        event.cancellation = Some(Cancellation {
            cancelled_at: at("2026-11-15T00:00:00Z"),
            reason: String::from("pluie"),
        });
        assert_eq!(event.state(at("2026-12-02T00:00:00Z")), EventState::Cancelled);
    }
}
