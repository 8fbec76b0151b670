//! The fields of an account: what a change makes of them, what the journal keeps of them, when two people clash (B17).

use crate::error::{Error, FieldConflict, Result};
use crate::models::audit_entry::FieldChange;
use crate::models::role::Role;
use crate::models::user::{User, UserChanges};

/// A field of an account that people change.
struct Field {
    column: &'static str,
    /// The French option.
    option: &'static str,
    /// As the column holds it.
    stored: fn(&User) -> String,
    /// As people know it.
    known: fn(&User) -> String,
}

impl Field {
    const fn text(column: &'static str, option: &'static str, value: fn(&User) -> String) -> Self {
        Self {
            column,
            option,
            stored: value,
            known: value,
        }
    }
}

static FIELDS: [Field; 5] = [
    Field::text("first_name", "prenom", |user| user.first_name.clone()),
    Field::text("last_name", "nom", |user| user.last_name.clone()),
    Field::text("email", "email", |user| user.email.clone()),
    Field::text("phone_number", "telephone", |user| user.phone_number.clone()),
    Field {
        column: "role_id",
        option: "role",
        stored: |user| user.role.id.to_string(),
        known: |user| user.role.name.to_string(),
    },
];

/// The account with the fields that a person wants changed.
pub(super) fn with_changes(user: &User, changes: &UserChanges, role: Option<&Role>) -> User {
    let mut wanted = user.clone();
    if let Some(first_name) = &changes.first_name {
        wanted.first_name = first_name.to_string();
    }
    if let Some(last_name) = &changes.last_name {
        wanted.last_name = last_name.to_string();
    }
    if let Some(email) = &changes.email {
        wanted.email = email.to_string();
    }
    if let Some(phone_number) = &changes.phone_number {
        phone_number.as_str().clone_into(&mut wanted.phone_number);
    }
    if let Some(role) = role {
        wanted.role = role.clone();
    }
    wanted
}

/// The fields in which two states of an account differ.
pub(super) fn differences(before: &User, after: &User) -> Vec<FieldChange> {
    FIELDS
        .iter()
        .filter(|field| (field.stored)(before) != (field.stored)(after))
        .map(|field| FieldChange::changed(field.column, (field.stored)(before), (field.stored)(after)))
        .collect()
}

/// All that the journal keeps of an account that comes or goes.
pub(super) fn recorded_fields(user: &User, change: fn(&str, String) -> FieldChange) -> Vec<FieldChange> {
    let names = [
        change("employee_number", user.employee_number.clone()),
        change("username", user.username.clone()),
    ];
    let fields = FIELDS
        .iter()
        .map(|field| change(field.column, (field.stored)(user)));
    names.into_iter().chain(fields).collect()
}

/// B17: a field the person changes must not have been changed by somebody else since he saw it.
pub(super) fn refuse_conflict(read: &User, current: &User, wanted: &User) -> Result<()> {
    let fields: Vec<FieldConflict> = FIELDS
        .iter()
        .filter(|field| {
            let [read, current, wanted] = [read, current, wanted].map(field.stored);
            wanted != read && current != read && current != wanted
        })
        .map(|field| FieldConflict {
            field: field.option,
            theirs: (field.known)(current),
            yours: (field.known)(wanted),
        })
        .collect();
    if fields.is_empty() {
        Ok(())
    } else {
        Err(Error::Conflict { fields })
    }
}
