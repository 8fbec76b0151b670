//! Changing the fields of an account, its role among them (B14, B15, B17, D14).

use super::rules::{
    lock_with_management, refuse_last_manager, refuse_own_account, refuse_portfolio, refuse_taken,
};
use super::{find, lock, not_found};
use crate::database::executor::Transaction;
use crate::database::pool::Database;
use crate::database::write::Written;
use crate::error::{Error, FieldConflict, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange, ObjectType};
use crate::models::identifier::UserReference;
use crate::models::role::Role;
use crate::models::session::CloseReason;
use crate::models::user::{Colleague, User, UserChanges};
use crate::repositories::users::{self, UniqueValues};
use crate::security::authorized::Authorized;
use crate::security::permission::UserUpdate;
use crate::services::{roles, sessions};

/// What a change of an account did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The account as it is now.
    pub user: User,
    /// What changed; nothing when everything was so already.
    pub changes: Vec<FieldChange>,
}

/// Changes fields of an account. `read` is the account as the person saw it, when he saw one: a field he changes must
/// still be as he saw it, other people's changes of other fields stay (B17). With a new role, the open sessions end.
///
/// # Errors
/// [`Error::UserNotFound`], [`Error::RoleNotFound`], [`Error::Conflict`],
/// [`AccountRefusal::Taken`](crate::error::AccountRefusal::Taken); of a new role, also `OwnAccount`, `HasPortfolio` and
/// `LastManager`.
pub fn update(
    database: &Database,
    authorized: Authorized<UserUpdate>,
    reference: &UserReference,
    changes: &UserChanges,
    read: Option<&User>,
) -> Result<Update> {
    database.write(authorized, |transaction, authorized| {
        let now = authorized.now();
        let (current, locked) = lock_whole(transaction, reference, changes.role.is_some())?;
        let role = match &changes.role {
            Some(reference) => Some(roles::find(transaction, reference)?),
            None => None,
        };
        if let Some(read) = read {
            refuse_conflict(read, &current, &with_changes(read, changes, role.as_ref()))?;
        }
        let wanted = with_changes(&current, changes, role.as_ref());
        let differences = differences(&current, &wanted);
        if differences.is_empty() {
            return Ok(Written::Unchanged(Update {
                user: current,
                changes: differences,
            }));
        }
        let has_new_role = wanted.role != current.role;
        if has_new_role {
            refuse_new_role(transaction, authorized, &current, &locked)?;
        }
        refuse_taken_values(transaction, &current, &wanted)?;
        if !users::update(transaction, &wanted, now)? {
            return Err(Error::Busy);
        }
        let mut recorded = differences.clone();
        if has_new_role {
            let reason = CloseReason::RoleChanged;
            recorded.extend(sessions::end_all(transaction, current.id, None, reason, now)?);
        }
        let record = AuditRecord::done(ObjectType::User, current.id.get(), recorded);
        Ok(Written::Changed(
            Update {
                user: wanted,
                changes: differences,
            },
            record,
        ))
    })
}

/// The account, and all of management where its role may change, which must not end with it.
fn lock_whole(
    transaction: &mut Transaction<'_>,
    reference: &UserReference,
    may_change_role: bool,
) -> Result<(User, Vec<Colleague>)> {
    let id = find(transaction, reference)?.id;
    let locked = if may_change_role {
        lock_with_management(transaction, id, None)?
    } else {
        vec![lock(transaction, reference)?]
    };
    let user = users::find_by_id(transaction, id)?.ok_or_else(|| not_found(reference))?;
    Ok((user, locked))
}

/// B15, D14: a role is what an account may own, and management never runs out of people.
fn refuse_new_role(
    transaction: &mut Transaction<'_>,
    authorized: &Authorized<UserUpdate>,
    current: &User,
    locked: &[Colleague],
) -> Result<()> {
    let account = current.colleague();
    refuse_own_account(authorized, account.id)?;
    refuse_last_manager(&account, locked)?;
    refuse_portfolio(transaction, &account, authorized.now())
}

/// E-mail address and telephone number are looked up when one of them changes.
fn refuse_taken_values(transaction: &mut Transaction<'_>, current: &User, wanted: &User) -> Result<()> {
    if wanted.email == current.email && wanted.phone_number == current.phone_number {
        return Ok(());
    }
    let values = UniqueValues {
        username: &wanted.username,
        email: &wanted.email,
        phone_number: &wanted.phone_number,
    };
    refuse_taken(transaction, &values, Some(current.id))
}

fn with_changes(user: &User, changes: &UserChanges, role: Option<&Role>) -> User {
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

fn differences(before: &User, after: &User) -> Vec<FieldChange> {
    FIELDS
        .iter()
        .filter(|field| (field.stored)(before) != (field.stored)(after))
        .map(|field| FieldChange::changed(field.column, (field.stored)(before), (field.stored)(after)))
        .collect()
}

/// B17: a field the person changes must not have been changed by somebody else since he saw it.
fn refuse_conflict(read: &User, current: &User, wanted: &User) -> Result<()> {
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
