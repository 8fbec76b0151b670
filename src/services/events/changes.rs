//! The fields of an event: what a change makes of them, and what the journal keeps of them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::schedule::stored;
use crate::models::audit_entry::FieldChange;
use crate::models::date_time::Moment;
use crate::models::event::{Event, EventChanges};
use crate::services::editing::{RecordField, recorded};

/// The fields of an event that people change.
pub(super) const FIELDS: [RecordField<Event>; 6] = [
    RecordField::new("name", "nom", |event| Some(event.name.clone())),
    RecordField::new("start_at", "debut", |event: &Event| Some(canonical(event.start_at)))
        .shown_as(|event, time_zone| french(event.start_at, time_zone)),
    RecordField::new("end_at", "fin", |event: &Event| Some(canonical(event.end_at)))
        .shown_as(|event, time_zone| french(event.end_at, time_zone)),
    RecordField::new("location", "lieu", |event| Some(event.location.clone())),
    RecordField::new("attendees", "participants", |event| Some(event.attendees.to_string())),
    RecordField::new("note", "note", |event| event.note.clone()),
];

fn canonical(moment: Timestamp) -> String {
    Moment::new(moment).canonical()
}

fn french(moment: Timestamp, time_zone: &TimeZone) -> String {
    Moment::new(moment).french(time_zone)
}

/// The event with the fields that a person wants changed.
pub(super) fn with_changes(event: &Event, changes: &EventChanges) -> Event {
    let mut wanted = event.clone();
    if let Some(name) = &changes.name {
        wanted.name = name.to_string();
    }
    if let Some(start) = changes.start {
        wanted.start_at = stored(start);
    }
    if let Some(end) = changes.end {
        wanted.end_at = stored(end);
    }
    if let Some(location) = &changes.location {
        wanted.location = location.to_string();
    }
    if let Some(attendees) = changes.attendees {
        wanted.attendees = attendees.get();
    }
    if let Some(note) = &changes.note {
        wanted.note = (!note.is_empty()).then(|| note.to_string());
    }
    wanted
}

/// The fields of a new event, as the journal keeps them.
pub(super) fn of_creation(event: &Event) -> Vec<FieldChange> {
    let belongs = [
        FieldChange::created("contract_id", event.contract_id.to_string()),
        FieldChange::created("customer_id", event.customer.id.to_string()),
    ];
    let fields = recorded(&FIELDS, event, FieldChange::created);
    belongs.into_iter().chain(fields).collect()
}
