//! Statements on `users`.

use std::collections::HashMap;

use jiff::Timestamp;
use mysql::{Params, Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{column, optional_timestamp, timestamp_value};
use crate::database::statements::users as statements;
use crate::error::{Error, Result};
use crate::models::identifier::{RoleId, UserId, UserReference};
use crate::models::role::RoleName;
use crate::models::user::{Actor, Colleague, Credentials};

/// What signing in needs of the account with this username.
pub fn find_credentials(queries: &mut impl Queries, username: &str) -> Result<Option<Credentials>> {
    queries.first(
        statements::FIND_CREDENTIALS,
        params! { "username" => username },
        |mut row| {
            let row = &mut row;
            Ok(Credentials {
                actor: actor(row)?,
                password_hash: column(row, "password_hash")?,
                password_expires_at: optional_timestamp(row, "password_expires_at")?,
                must_change_password: column(row, "must_change_password")?,
                is_active: column(row, "is_active")?,
                email: column(row, "email")?,
            })
        },
    )
}

/// The account a person designated.
pub fn find_colleague(queries: &mut impl Queries, reference: &UserReference) -> Result<Option<Colleague>> {
    let (statement, parameters): (&str, Params) = match reference {
        UserReference::Id(id) => (statements::FIND_COLLEAGUE_BY_ID, params! { "id" => id.get() }),
        UserReference::Username(username) => (
            statements::FIND_COLLEAGUE_BY_USERNAME,
            params! { "username" => username.as_str() },
        ),
        UserReference::EmployeeNumber(number) => (
            statements::FIND_COLLEAGUE_BY_EMPLOYEE_NUMBER,
            params! { "employee_number" => number },
        ),
    };
    queries.first(statement, parameters, colleague)
}

/// The account with this number, which nobody else can change until the transaction ends.
pub fn lock_colleague(transaction: &mut Transaction<'_>, id: UserId) -> Result<Option<Colleague>> {
    transaction.first(
        statements::LOCK_COLLEAGUE,
        params! { "id" => id.get() },
        colleague,
    )
}

/// The full names of all accounts by their numbers.
pub fn list_names(queries: &mut impl Queries) -> Result<HashMap<u64, String>> {
    let names = queries.rows(statements::LIST_NAMES, Params::Empty, |mut row| {
        let (first_name, last_name): (String, String) =
            (column(&mut row, "first_name")?, column(&mut row, "last_name")?);
        Ok((column(&mut row, "id")?, format!("{first_name} {last_name}")))
    })?;
    Ok(names.into_iter().collect())
}

/// Notes that somebody signed in.
pub fn record_login(transaction: &mut Transaction<'_>, id: UserId, now: Timestamp) -> Result<()> {
    let parameters = params! { "id" => id.get(), "now" => timestamp_value(now) };
    transaction
        .execute(statements::RECORD_LOGIN, parameters)
        .map(drop)
}

/// Replaces a password by one the person chose.
pub fn update_password(
    transaction: &mut Transaction<'_>,
    id: UserId,
    password_hash: &str,
    now: Timestamp,
) -> Result<()> {
    let parameters =
        params! { "id" => id.get(), "password_hash" => password_hash, "now" => timestamp_value(now) };
    transaction
        .execute(statements::UPDATE_PASSWORD, parameters)
        .map(drop)
}

/// Replaces the hash of an unchanged password by a stronger one (S2).
pub fn rehash_password(transaction: &mut Transaction<'_>, id: UserId, password_hash: &str) -> Result<()> {
    let parameters = params! { "id" => id.get(), "password_hash" => password_hash };
    transaction
        .execute(statements::REHASH_PASSWORD, parameters)
        .map(drop)
}

/// Whoever acts, from the columns of his account and his role.
pub(super) fn actor(row: &mut Row) -> Result<Actor> {
    Ok(Actor {
        id: UserId::new(column(row, "user_id")?),
        username: column(row, "username")?,
        first_name: column(row, "first_name")?,
        last_name: column(row, "last_name")?,
        role_id: RoleId::new(column(row, "role_id")?),
        role: RoleName::new(column::<String>(row, "role_name")?),
    })
}

fn colleague(mut row: Row) -> Result<Colleague> {
    let row = &mut row;
    Ok(Colleague {
        id: UserId::new(column(row, "user_id")?),
        username: column(row, "username")?,
        first_name: column(row, "first_name")?,
        last_name: column(row, "last_name")?,
        role: RoleName::new(column::<String>(row, "role_name")?),
        is_active: column(row, "is_active")?,
    })
}

/// The account named beside a record, from columns that begin with `prefix`: `sales_user_id`, `sales_username`, …
pub(super) fn colleague_beside(row: &mut Row, prefix: &str, role: &'static str) -> Result<Colleague> {
    optional_colleague_beside(row, prefix, role)?
        .ok_or_else(|| Error::internal(format_args!("the account of {prefix} is missing")))
}

/// The account named beside a record, when there is one.
pub(super) fn optional_colleague_beside(
    row: &mut Row,
    prefix: &str,
    role: &'static str,
) -> Result<Option<Colleague>> {
    let Some(id) = column::<Option<u64>>(row, &format!("{prefix}_user_id"))? else {
        return Ok(None);
    };
    Ok(Some(Colleague {
        id: UserId::new(id),
        username: column(row, &format!("{prefix}_username"))?,
        first_name: column(row, &format!("{prefix}_first_name"))?,
        last_name: column(row, &format!("{prefix}_last_name"))?,
        role: RoleName::new(role),
        is_active: column(row, &format!("{prefix}_is_active"))?,
    }))
}

/// First and last name, from columns that begin with `prefix`; nothing where there is nobody.
pub(super) fn full_name_beside(row: &mut Row, prefix: &str) -> Result<Option<String>> {
    let first_name: Option<String> = column(row, &format!("{prefix}_first_name"))?;
    let last_name: Option<String> = column(row, &format!("{prefix}_last_name"))?;
    Ok(first_name
        .zip(last_name)
        .map(|(first_name, last_name)| format!("{first_name} {last_name}")))
}
