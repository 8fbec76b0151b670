//! Events: what customers come for.

use jiff::Timestamp;

use super::contract::ContractCustomer;
use super::identifier::{ContractId, EventId};
use super::user::Colleague;

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
    /// Its state at a moment, for people.
    pub fn state(&self, now: Timestamp) -> EventState {
        if self.cancellation.is_some() {
            EventState::Cancelled
        } else if self.end_at <= now {
            EventState::Past
        } else if self.start_at <= now {
            EventState::Running
        } else if self.support.is_some() {
            EventState::Assigned
        } else {
            EventState::ToAssign
        }
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

/// That an event is cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// When.
    pub cancelled_at: Timestamp,
    /// Why.
    pub reason: String,
}
