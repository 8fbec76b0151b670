//! Statements on `users`.

use std::collections::HashMap;

use jiff::Timestamp;
use mysql::{Params, Row, params};

use crate::database::executor::{Queries, Transaction};
use crate::database::rows::{
    column, containing, identifier, optional_identifier, optional_timestamp, timestamp, timestamp_value,
};
use crate::database::statements::users as statements;
use crate::error::{Error, Holder, Result, TakenValue, UniqueField};
use crate::models::colleague::Colleague;
use crate::models::identifier::{RoleId, UserId, UserReference};
use crate::models::listed::Listed;
use crate::models::page::{Direction, Page};
use crate::models::phone_number::search_digits;
use crate::models::role::{Role, RoleName};
use crate::models::user::{Actor, Credentials, NewUser, Portfolio, User, UserFilter, UserSort};
use crate::repositories::turns::{self, Shared, Subject};
use crate::security::password::TemporaryPassword;

/// What no two accounts share.
#[derive(Debug, Clone, Copy)]
pub struct UniqueValues<'account> {
    /// The username.
    pub username: &'account str,
    /// The e-mail address.
    pub email: &'account str,
    /// The telephone number.
    pub phone_number: &'account str,
}

/// The accounts a filter lets through, in order, from where the page begins.
///
/// Runs one statement whatever the number of rows; a page is entered by its key, never by counting.
pub fn list(queries: &mut impl Queries, filter: &UserFilter, page: &Page<UserSort, User>) -> Result<Vec<Listed<User>>> {
    let statement = match (page.sort, page.direction) {
        (UserSort::Name, Direction::Ascending) => statements::LIST_BY_NAME_ASCENDING,
        (UserSort::Name, Direction::Descending) => statements::LIST_BY_NAME_DESCENDING,
        (UserSort::Number, Direction::Ascending) => statements::LIST_BY_NUMBER_ASCENDING,
        (UserSort::Number, Direction::Descending) => statements::LIST_BY_NUMBER_DESCENDING,
    };
    queries.listed(statement, list_parameters(filter, page), user)
}

/// The account with this number.
pub fn find_by_id(queries: &mut impl Queries, id: UserId) -> Result<Option<User>> {
    queries.first(statements::FIND_BY_ID, params! { "id" => id.get() }, user)
}

/// The accounts, except one, that have one of these values.
pub fn find_holders(
    queries: &mut impl Queries,
    values: &UniqueValues<'_>,
    except: Option<UserId>,
) -> Result<Vec<TakenValue>> {
    let parameters = params! {
        "username" => values.username,
        "email" => values.email,
        "phone_number" => values.phone_number,
        "except_id" => except.map_or(0, UserId::get),
    };
    let mut taken = Vec::new();
    queries.each_row(statements::FIND_HOLDERS, parameters, &mut |row| {
        let holder = Holder {
            id: column(row, "id")?,
            name: full_name(row)?,
        };
        for (is_same, field, value) in [
            ("same_username", UniqueField::Username, values.username),
            ("same_email", UniqueField::Email, values.email),
            ("same_phone_number", UniqueField::PhoneNumber, values.phone_number),
        ] {
            if column(row, is_same)? {
                taken.push(TakenValue {
                    field,
                    value: value.to_owned(),
                    holder: Some(holder.clone()),
                });
            }
        }
        Ok(())
    })?;
    Ok(taken)
}

/// How much an account looks after.
pub fn count_portfolio(queries: &mut impl Queries, id: UserId, now: Timestamp) -> Result<Portfolio> {
    let parameters = params! { "id" => id.get(), "now" => timestamp_value(now) };
    let counted = queries.first(statements::COUNT_PORTFOLIO, parameters, |row| {
        Ok(Portfolio {
            customers: column(row, "customers")?,
            contracts: column(row, "contracts")?,
            events: column(row, "events")?,
        })
    })?;
    Ok(counted.unwrap_or_default())
}

/// Whether anything names the account: what it looks after or did, or a session.
pub fn is_referred_to(queries: &mut impl Queries, id: UserId) -> Result<bool> {
    let found = queries.first(statements::FIND_REFERENCE, params! { "id" => id.get() }, |_| Ok(()))?;
    Ok(found.is_some())
}

/// What signing in needs of the account with this username.
pub fn find_credentials(queries: &mut impl Queries, username: &str) -> Result<Option<Credentials>> {
    queries.first(
        statements::FIND_CREDENTIALS,
        params! { "username" => username },
        |row| {
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
        UserReference::ShortNumber(number) => (
            statements::FIND_COLLEAGUE_BY_SHORT_NUMBER,
            params! { "short_number" => number },
        ),
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

/// The account with this number, which nobody changes until the transaction ends; others may rely on it meanwhile.
pub fn hold_colleague(transaction: &mut Transaction<'_>, id: UserId) -> Result<Option<Colleague>> {
    turns::share(transaction, Shared::Account(id))?;
    // Another server that writes the row, when its owner signs in there, would end whoever has a lock on it here.
    let statement = if transaction.is_clustered() {
        statements::FIND_COLLEAGUE_BY_ID
    } else {
        statements::HOLD_COLLEAGUE
    };
    transaction.first(statement, params! { "id" => id.get() }, colleague)
}

/// Locks the account with this number, unless somebody holds it now.
///
/// # Returns
/// Whether nobody else can change it until the transaction ends.
pub fn lock_free(transaction: &mut Transaction<'_>, id: UserId) -> Result<bool> {
    let locked = transaction.rows(statements::LOCK_FREE, params! { "id" => id.get() }, |_| Ok(()))?;
    Ok(!locked.is_empty())
}

/// The account with this number, which nobody else can change until the transaction ends.
pub fn lock_colleague(transaction: &mut Transaction<'_>, id: UserId) -> Result<Option<Colleague>> {
    turns::take_alone(transaction, Shared::Account(id))?;
    transaction.first(statements::LOCK_COLLEAGUE, params! { "id" => id.get() }, colleague)
}

/// The full names of all accounts by their numbers.
pub fn list_names(queries: &mut impl Queries) -> Result<HashMap<u64, String>> {
    let names = queries.rows(statements::LIST_NAMES, Params::Empty, |row| {
        Ok((column(row, "id")?, full_name(row)?))
    })?;
    Ok(names.into_iter().collect())
}

/// The numbers of the roles of everybody.
pub fn list_roles(queries: &mut impl Queries) -> Result<HashMap<u64, u64>> {
    let roles = queries.rows(statements::LIST_ROLES, Params::Empty, |row| {
        Ok((column(row, "id")?, column(row, "role_id")?))
    })?;
    Ok(roles.into_iter().collect())
}

/// The accounts with these numbers, in their order, which nobody else can change until the transaction ends.
pub fn lock_both(transaction: &mut Transaction<'_>, id: UserId, other: Option<UserId>) -> Result<Vec<Colleague>> {
    let mut all: Vec<UserId> = [Some(id), other].into_iter().flatten().collect();
    all.sort_unstable_by_key(|id| id.get());
    for id in all {
        turns::take_alone(transaction, Shared::Account(id))?;
    }
    let parameters = params! {
        "id" => id.get(),
        "other_id" => other.unwrap_or(UserId::NOBODY).get(),
    };
    transaction.rows(statements::LOCK_BOTH, parameters, colleague)
}

/// The active accounts of a role, which nobody changes until the transaction ends; others may rely on them meanwhile.
pub fn hold_of_role(transaction: &mut Transaction<'_>, role: &'static str) -> Result<Vec<Colleague>> {
    turns::take(transaction, Subject::Role(role))?;
    let statement = if transaction.is_clustered() {
        statements::LIST_OF_ROLE
    } else {
        statements::HOLD_OF_ROLE
    };
    transaction.rows(statement, params! { "role_name" => role }, colleague)
}

/// Adds an account and gives its number.
pub fn insert(
    transaction: &mut Transaction<'_>,
    account: &NewUser,
    role_id: RoleId,
    temporary: &TemporaryPassword,
    now: Timestamp,
) -> Result<UserId> {
    let id = transaction.insert(
        statements::INSERT,
        params! {
            "role_id" => role_id.get(),
            "first_name" => account.person.first_name.as_str(),
            "last_name" => account.person.last_name.as_str(),
            "email" => account.person.email.as_str(),
            "phone_number" => account.person.phone_number.as_str(),
            "username" => account.username.as_str(),
            "password_hash" => temporary.hash.as_str(),
            "password_expires_at" => timestamp_value(temporary.expires_at),
            "now" => timestamp_value(now),
        },
    )?;
    Ok(UserId::new(id))
}

/// Writes the fields of an account, if it still has the version it was read with.
///
/// # Returns
/// Whether it had.
pub fn update(transaction: &mut Transaction<'_>, user: &User, now: Timestamp) -> Result<bool> {
    transaction.change_one(
        statements::UPDATE,
        params! {
            "id" => user.id.get(),
            "version" => user.version,
            "first_name" => user.first_name.as_str(),
            "last_name" => user.last_name.as_str(),
            "email" => user.email.as_str(),
            "phone_number" => user.phone_number.as_str(),
            "role_id" => user.role.id.get(),
            "now" => timestamp_value(now),
        },
    )
}

/// Removes an account, if it still has the version it was read with.
pub fn delete(transaction: &mut Transaction<'_>, user: &User) -> Result<bool> {
    let parameters = params! { "id" => user.id.get(), "version" => user.version };
    transaction.change_one(statements::DELETE, parameters)
}

/// Enables or disables an account.
pub fn set_activity(transaction: &mut Transaction<'_>, id: UserId, is_active: bool, now: Timestamp) -> Result<()> {
    let parameters = params! { "id" => id.get(), "is_active" => is_active, "now" => timestamp_value(now) };
    transaction.execute(statements::SET_ACTIVITY, parameters)
}

/// Notes that somebody signed in.
pub fn record_login(transaction: &mut Transaction<'_>, id: UserId, now: Timestamp) -> Result<()> {
    let parameters = params! { "id" => id.get(), "now" => timestamp_value(now) };
    transaction.execute(statements::RECORD_LOGIN, parameters)
}

/// Replaces a password by one the person chose.
pub fn update_password(
    transaction: &mut Transaction<'_>,
    id: UserId,
    password_hash: &str,
    now: Timestamp,
) -> Result<()> {
    let parameters = params! { "id" => id.get(), "password_hash" => password_hash, "now" => timestamp_value(now) };
    transaction.execute(statements::UPDATE_PASSWORD, parameters)
}

/// Replaces a password by a temporary one.
pub fn reset_password(
    transaction: &mut Transaction<'_>,
    id: UserId,
    temporary: &TemporaryPassword,
    now: Timestamp,
) -> Result<()> {
    let parameters = params! {
        "id" => id.get(),
        "password_hash" => temporary.hash.as_str(),
        "password_expires_at" => timestamp_value(temporary.expires_at),
        "now" => timestamp_value(now),
    };
    transaction.execute(statements::RESET_PASSWORD, parameters)
}

/// Replaces the hash of an unchanged password by a stronger one (S2).
pub fn rehash_password(transaction: &mut Transaction<'_>, id: UserId, password_hash: &str) -> Result<()> {
    let parameters = params! { "id" => id.get(), "password_hash" => password_hash };
    transaction.execute(statements::REHASH_PASSWORD, parameters)
}

fn list_parameters(filter: &UserFilter, page: &Page<UserSort, User>) -> Params {
    let search = filter.search.as_deref();
    let after = page.after.as_ref();
    params! {
        "is_active" => filter.is_active,
        "role_id" => filter.role_id.map(RoleId::get),
        "text_pattern" => search.map(containing),
        "digits_pattern" => search.and_then(search_digits).map(|digits| containing(&digits)),
        "after_id" => after.map(|user| user.id.get()),
        "after_text" => after.map(|user| user.last_name.as_str()),
        "after_second_text" => after.map(|user| user.first_name.as_str()),
        "count" => page.count,
    }
}

fn user(row: &mut Row) -> Result<User> {
    Ok(User {
        id: identifier(row, "user_id")?,
        employee_number: column(row, "employee_number")?,
        username: column(row, "username")?,
        first_name: column(row, "first_name")?,
        last_name: column(row, "last_name")?,
        email: column(row, "email")?,
        phone_number: column(row, "phone_number")?,
        role: Role {
            id: identifier(row, "role_id")?,
            name: RoleName::new(column::<String>(row, "role_name")?),
        },
        is_active: column(row, "is_active")?,
        must_change_password: column(row, "must_change_password")?,
        password_expires_at: optional_timestamp(row, "password_expires_at")?,
        blocked_until: optional_timestamp(row, "blocked_until")?,
        last_login_at: optional_timestamp(row, "last_login_at")?,
        version: column(row, "version")?,
        created_at: timestamp(row, "created_at")?,
        updated_at: timestamp(row, "updated_at")?,
    })
}

/// Whoever acts, from the columns of their account and their role.
pub(super) fn actor(row: &mut Row) -> Result<Actor> {
    Ok(Actor {
        id: identifier(row, "user_id")?,
        username: column(row, "username")?,
        first_name: column(row, "first_name")?,
        last_name: column(row, "last_name")?,
        role_id: identifier(row, "role_id")?,
        role: RoleName::new(column::<String>(row, "role_name")?),
    })
}

/// A colleague, from the columns of their account and their role.
pub(super) fn colleague(row: &mut Row) -> Result<Colleague> {
    Ok(Colleague {
        id: identifier(row, "user_id")?,
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
pub(super) fn optional_colleague_beside(row: &mut Row, prefix: &str, role: &'static str) -> Result<Option<Colleague>> {
    let Some(id) = optional_identifier(row, &format!("{prefix}_user_id"))? else {
        return Ok(None);
    };
    Ok(Some(Colleague {
        id,
        username: column(row, &format!("{prefix}_username"))?,
        first_name: column(row, &format!("{prefix}_first_name"))?,
        last_name: column(row, &format!("{prefix}_last_name"))?,
        role: RoleName::new(role),
        is_active: column(row, &format!("{prefix}_is_active"))?,
    }))
}

/// First and last name of the person whose record a row is.
pub(super) fn full_name(row: &mut Row) -> Result<String> {
    let first_name: String = column(row, "first_name")?;
    let last_name: String = column(row, "last_name")?;
    Ok(format!("{first_name} {last_name}"))
}

/// First and last name, from columns that begin with `prefix`; nothing where there is nobody.
pub(super) fn full_name_beside(row: &mut Row, prefix: &str) -> Result<Option<String>> {
    let first_name: Option<String> = column(row, &format!("{prefix}_first_name"))?;
    let last_name: Option<String> = column(row, &format!("{prefix}_last_name"))?;
    Ok(first_name
        .zip(last_name)
        .map(|(first_name, last_name)| format!("{first_name} {last_name}")))
}
