//! What differs between two readings of an event, and whether two people changed the same field (B3, B17).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::schedule::stored;
use crate::error::{Error, FieldConflict, Result};
use crate::models::audit_entry::FieldChange;
use crate::models::date_time::Moment;
use crate::models::event::{Event, EventChanges};

/// A field of an event that people change.
struct Field {
    column: &'static str,
    option: &'static str,
    value: fn(&Event) -> FieldValue,
}

/// What a field holds.
#[derive(PartialEq, Eq)]
enum FieldValue {
    Text(String),
    Moment(Timestamp),
    Absent,
}

const FIELDS: [Field; 6] = [
    Field {
        column: "name",
        option: "nom",
        value: |event| FieldValue::Text(event.name.clone()),
    },
    Field {
        column: "start_at",
        option: "debut",
        value: |event| FieldValue::Moment(event.start_at),
    },
    Field {
        column: "end_at",
        option: "fin",
        value: |event| FieldValue::Moment(event.end_at),
    },
    Field {
        column: "location",
        option: "lieu",
        value: |event| FieldValue::Text(event.location.clone()),
    },
    Field {
        column: "attendees",
        option: "participants",
        value: |event| FieldValue::Text(event.attendees.to_string()),
    },
    Field {
        column: "note",
        option: "note",
        value: |event| event.note.clone().map_or(FieldValue::Absent, FieldValue::Text),
    },
];

impl FieldValue {
    /// What the journal keeps.
    fn canonical(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Moment(timestamp) => Some(Moment::new(timestamp).canonical()),
            Self::Absent => None,
        }
    }

    /// What a person reads.
    fn french(self, time_zone: &TimeZone) -> String {
        match self {
            Self::Text(text) => text,
            Self::Moment(timestamp) => Moment::new(timestamp).french(time_zone),
            Self::Absent => String::new(),
        }
    }
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

/// What the journal keeps of a change.
pub(super) fn differences(before: &Event, after: &Event) -> Vec<FieldChange> {
    FIELDS
        .iter()
        .map(|field| (field.column, (field.value)(before), (field.value)(after)))
        .filter(|(_, before, after)| before != after)
        .map(|(column, before, after)| FieldChange::replaced(column, before.canonical(), after.canonical()))
        .collect()
}

/// The fields of a new event, as the journal keeps them.
pub(super) fn of_creation(event: &Event) -> Vec<FieldChange> {
    let belongs = [
        FieldChange::created("contract_id", event.contract_id.to_string()),
        FieldChange::created("customer_id", event.customer.id.to_string()),
    ];
    let fields = FIELDS.iter().filter_map(|field| {
        let value = (field.value)(event).canonical()?;
        Some(FieldChange::created(field.column, value))
    });
    belongs.into_iter().chain(fields).collect()
}

/// B17: a field the person changes must not have been changed by somebody else since he saw it.
pub(super) fn refuse_conflict(
    read: &Event,
    current: &Event,
    changes: &EventChanges,
    time_zone: &TimeZone,
) -> Result<()> {
    let wanted = with_changes(read, changes);
    let fields: Vec<FieldConflict> = FIELDS
        .iter()
        .map(|field| {
            let [read, current, wanted] = [read, current, &wanted].map(field.value);
            (field.option, read, current, wanted)
        })
        .filter(|(_, read, current, wanted)| wanted != read && current != read && current != wanted)
        .map(|(field, _, current, wanted)| FieldConflict {
            field,
            theirs: current.french(time_zone),
            yours: wanted.french(time_zone),
        })
        .collect();
    if fields.is_empty() {
        Ok(())
    } else {
        Err(Error::Conflict { fields })
    }
}
