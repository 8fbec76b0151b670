//! What every change of a record has in common: which fields differ, what the journal keeps of them, and where two
//! people clash (B3, B17).

use jiff::tz::TimeZone;

use crate::database::write::Written;
use crate::error::{Error, FieldConflict, Result};
use crate::models::audit_entry::{AuditRecord, Audited, FieldChange};
use crate::models::identifier::Id;

/// A field of a record that people change.
pub(super) struct RecordField<Record> {
    /// Its column, under which the journal keeps it.
    column: &'static str,
    /// The option that changes it; what follows from another field has none.
    option: Option<&'static str>,
    /// As the journal keeps it; nothing where the record has none.
    stored: fn(&Record) -> Option<String>,
    /// As a person reads it, where that is not how it is stored.
    shown: Option<fn(&Record, &TimeZone) -> String>,
}

impl<Record> RecordField<Record> {
    /// A field that an option changes.
    pub(super) const fn new(column: &'static str, option: &'static str, stored: fn(&Record) -> Option<String>) -> Self {
        Self {
            column,
            option: Some(option),
            stored,
            shown: None,
        }
    }

    /// A field that follows from others.
    pub(super) const fn derived(column: &'static str, stored: fn(&Record) -> Option<String>) -> Self {
        Self {
            column,
            option: None,
            stored,
            shown: None,
        }
    }

    /// The same, which people read otherwise than it is stored.
    pub(super) const fn shown_as(self, shown: fn(&Record, &TimeZone) -> String) -> Self {
        Self {
            shown: Some(shown),
            ..self
        }
    }

    fn read(&self, record: &Record, time_zone: &TimeZone) -> String {
        match self.shown {
            Some(shown) => shown(record, time_zone),
            None => (self.stored)(record).unwrap_or_default(),
        }
    }
}

/// What a change of a record did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update<Record> {
    /// The record as it is now.
    pub record: Record,
    /// What changed; nothing when everything was so already.
    pub changes: Vec<FieldChange>,
}

impl<Record> Update<Record> {
    /// What a change makes of the record as it is, `current`. `read` is the record as the person saw it, when they saw
    /// one: a field they change must still be as they saw it, other people's changes of other fields stay (B17).
    ///
    /// # Errors
    /// [`Error::Conflict`].
    pub(super) fn of(
        fields: &[RecordField<Record>],
        current: &Record,
        read: Option<&Record>,
        as_wanted: impl Fn(&Record) -> Record,
        time_zone: &TimeZone,
    ) -> Result<Self> {
        if let Some(read) = read {
            refuse_conflict(fields, [read, &as_wanted(read), current], time_zone)?;
        }
        let record = as_wanted(current);
        let changes = differences(fields, current, &record);
        Ok(Self { record, changes })
    }

    /// Whether the record was as wanted already.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The record of this number as it is now, with everything else that the journal has to say.
    pub(super) fn written(self, id: Id<Record>, besides: impl IntoIterator<Item = FieldChange>) -> Written<Self>
    where
        Record: Audited,
    {
        let changes = self.changes.iter().cloned().chain(besides).collect();
        Written::Changed(self, AuditRecord::done(id, changes))
    }
}

/// The fields in which two states of a record differ.
fn differences<Record>(fields: &[RecordField<Record>], before: &Record, after: &Record) -> Vec<FieldChange> {
    fields
        .iter()
        .map(|field| (field.column, (field.stored)(before), (field.stored)(after)))
        .filter(|(_, before, after)| before != after)
        .map(|(column, before, after)| FieldChange::replaced(column, before, after))
        .collect()
}

/// What the journal keeps of the fields of a record that comes or goes.
pub(super) fn recorded<Record>(
    fields: &[RecordField<Record>],
    record: &Record,
    change: fn(&str, String) -> FieldChange,
) -> impl Iterator<Item = FieldChange> {
    fields
        .iter()
        .filter_map(move |field| Some(change(field.column, (field.stored)(record)?)))
}

/// B17: a field that a person wants changed must not have been changed by somebody else since they read it. `read` is
/// the record as they saw it, `wanted` the same with their changes, `current` the record as it is.
///
/// # Errors
/// [`Error::Conflict`] with every such field.
fn refuse_conflict<Record>(
    fields: &[RecordField<Record>],
    [read, wanted, current]: [&Record; 3],
    time_zone: &TimeZone,
) -> Result<()> {
    let conflict = |field: &RecordField<Record>| {
        let [read, wanted_value, current_value] = [read, wanted, current].map(field.stored);
        let is_conflict = wanted_value != read && current_value != read && current_value != wanted_value;
        let option = field.option.filter(|_| is_conflict)?;
        Some(FieldConflict {
            field: option,
            theirs: field.read(current, time_zone),
            yours: field.read(wanted, time_zone),
        })
    };
    let fields: Vec<FieldConflict> = fields.iter().filter_map(conflict).collect();
    if fields.is_empty() {
        Ok(())
    } else {
        Err(Error::Conflict { fields })
    }
}

/// A record that a statement did not find as it was read was changed by somebody else since: from the beginning.
pub(super) fn refuse_stale(is_written: bool) -> Result<()> {
    if is_written { Ok(()) } else { Err(Error::Busy) }
}
