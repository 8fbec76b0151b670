//! The fields of an account: what a change makes of them, and what the journal keeps of them.

use crate::models::audit_entry::FieldChange;
use crate::models::role::Role;
use crate::models::user::{User, UserChanges};
use crate::services::editing::{RecordField, recorded};

/// The fields of an account that people change.
pub(super) const FIELDS: [RecordField<User>; 5] = [
    RecordField::new("first_name", "prenom", |user| Some(user.first_name.clone())),
    RecordField::new("last_name", "nom", |user| Some(user.last_name.clone())),
    RecordField::new("email", "email", |user| Some(user.email.clone())),
    RecordField::new("phone_number", "telephone", |user| Some(user.phone_number.clone())),
    RecordField::new("role_id", "role", |user: &User| Some(user.role.id.to_string()))
        .shown_as(|user, _| user.role.name.to_string()),
];

/// The account with the fields that a person wants changed.
pub(super) fn with_changes(user: &User, changes: &UserChanges, role: Option<&Role>) -> User {
    let mut wanted = user.clone();
    changes.person.apply_to([
        &mut wanted.first_name,
        &mut wanted.last_name,
        &mut wanted.email,
        &mut wanted.phone_number,
    ]);
    if let Some(role) = role {
        wanted.role = role.clone();
    }
    wanted
}

/// All that the journal keeps of an account that comes or goes.
pub(super) fn recorded_fields(user: &User, change: fn(&str, String) -> FieldChange) -> Vec<FieldChange> {
    let names = [
        change("employee_number", user.employee_number.clone()),
        change("username", user.username.clone()),
    ];
    names.into_iter().chain(recorded(&FIELDS, user, change)).collect()
}
