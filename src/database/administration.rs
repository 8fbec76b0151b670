//! What the owner of the schema does: creating, upgrading, checking and resetting a database. Used by `base …` and by
//! demonstration mode, never by a command of the staff.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use mysql::prelude::Queryable;
use mysql::{Conn, OptsBuilder, params};
use uuid::Uuid;

use super::cluster::{self, Member};
use super::connection_manager::{Purpose, connect_for, connect_to, open_in_time};
use super::connection_options::crosses_network;
use super::constraint::domain_error;
use super::executor::{Queries, Reader, Transaction};
use super::guards;
use super::hosts::Hosts;
use super::journal::{self, NewEntry};
use super::lease::Lease;
use super::migration::{self, SchemaState, run_script};
use super::rivalry::Rivalry;
use super::rows::{column, timestamp_value};
use super::statements;
use crate::clock::Clock;
use crate::error::{Error, GuardFault, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::identifier::UserId;
use crate::models::person::PersonDetails;
use crate::models::role::RoleName;
use crate::security::audit_chain::Chain;
use crate::security::secret::Secret;

/// The grants of the program's account, for an account called `'program'@'%'`.
pub(super) const PROGRAM_GRANTS: &str = include_str!("../../sql/accounts/program_grants.sql");
/// What an account is made with that the program uses over a network.
const REQUIRE_TLS: &str = " REQUIRE SSL";
const WITH_GRANT_OPTION: &str = " WITH GRANT OPTION";
/// How long another program is waited for that prepares the same database from another server.
const PATIENCE: Duration = Duration::from_mins(1);
/// The lease of whoever does what only one may do at a time.
const ADMINISTERING: &str = "administering";
/// The command that the journal names for the first account, which belongs to no session.
pub const FIRST_ACCOUNT_COMMAND: &str = "base premier-compte";
const EXCESSIVE_PRIVILEGES: &str = include_str!("../../sql/accounts/excessive_privileges.sql");

/// The means to administer one database.
#[derive(Clone)]
pub struct Administration {
    owner: Hosts,
    program: Hosts,
    database: String,
}

/// What `prepare` had to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preparation {
    /// The migrations applied, by name.
    pub migrations: Vec<&'static str>,
    /// What was wrong with triggers, checks and keys, and is right again.
    pub repaired: Vec<GuardFault>,
    /// Whether the program has an account of its own, which was created or brought up to date.
    pub has_own_account: bool,
    /// Whether that account is let in by TLS only, because the program reaches the server over a network.
    pub demands_tls: bool,
}

/// What the program's account may do beyond its needs in this database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountRights {
    /// What it should not have.
    pub excessive: Vec<ExcessivePrivilege>,
    /// The other databases of the program that it serves too, with the rights it needs there.
    pub other_databases: Vec<String>,
}

/// A right of the program's account that it should not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcessivePrivilege {
    /// The right, as the server calls it.
    pub privilege: String,
    /// Over what it holds.
    pub scope: GrantScope,
}

/// Over what a right holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantScope {
    /// Everything.
    Server,
    /// A database, a table or a column.
    Place(GrantPlace),
    /// A routine, or another account, as the server writes it.
    Other(String),
    /// The same, or a place, and not for the account alone: every account of the server has that right.
    ForEverybody(String),
}

impl GrantScope {
    fn place(&self) -> Option<&GrantPlace> {
        match self {
            Self::Place(place) => Some(place),
            Self::Server | Self::Other(_) | Self::ForEverybody(_) => None,
        }
    }
}

/// Where a right holds: written `database.table.column`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantPlace {
    /// A database; without table, a pattern of names, in which `_` stands for any character unless `\` precedes it.
    database: String,
    table: Option<String>,
    column: Option<String>,
}

impl fmt::Display for GrantPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.database)?;
        [&self.table, &self.column]
            .into_iter()
            .flatten()
            .try_for_each(|name| write!(formatter, ".{name}"))
    }
}

impl GrantPlace {
    /// The database of a right on a table or a column.
    fn database_of_table(&self) -> Option<&str> {
        self.table.as_ref().map(|_| self.database.as_str())
    }

    /// Whether the right was given for this database: by its name, or by the pattern that only its name fits. The name
    /// itself, given as a pattern that others fit too, was meant as a name.
    fn is_in(&self, database: &str) -> bool {
        self.database == database || (self.table.is_none() && self.database == database.replace('_', r"\_"))
    }

    /// The place in a statement about rights.
    fn as_object(&self) -> String {
        match &self.table {
            None => format!("{}.*", identifier(&self.database)),
            Some(table) => format!("{}.{}", identifier(&self.database), identifier(table)),
        }
    }
}

impl Administration {
    /// Administers the database that `program` names, with the account of `owner`.
    pub fn new(owner: impl Into<Hosts>, program: impl Into<Hosts>) -> Self {
        let (owner, program) = (owner.into(), program.into());
        let database = program.first().get_db_name().unwrap_or_default().to_owned();
        Self {
            owner,
            program,
            database,
        }
    }

    /// The database.
    pub fn database_name(&self) -> &str {
        &self.database
    }

    /// The servers of the database as they are told, where there are several.
    pub fn several_servers(&self) -> Option<String> {
        self.program.are_several().then(|| self.program.servers())
    }

    /// What each server of the database is a part of, where there are several.
    pub fn members(&self) -> Vec<Member> {
        if self.program.are_several() {
            cluster::members(&self.program)
        } else {
            Vec::new()
        }
    }

    /// Creates or upgrades the schema and the program's account, and makes triggers, checks and keys again that are not
    /// as they must be. Doing it again changes nothing.
    ///
    /// # Errors
    /// [`Error::GuardsBroken`] with the checks and keys that rows of the database do not allow.
    pub fn prepare(&self, now: jiff::Timestamp) -> Result<Preparation> {
        let mut rivalry = Rivalry::within(PATIENCE, true);
        self.owner
            .somewhere(|| rivalry.outlasted(|| self.prepared(now)))
            .map_err(|error| error.of_server(&self.owner.preferred().contact()))
    }

    fn prepared(&self, now: jiff::Timestamp) -> Result<Preparation> {
        let mut connection = self.connect(None)?;
        connection
            .query_drop(format!(
                "CREATE DATABASE IF NOT EXISTS `{}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci",
                self.database
            ))
            .map_err(domain_error)?;
        connection
            .query_drop(format!("USE `{}`", self.database))
            .map_err(domain_error)?;
        let (migrations, repair) = self.alone_on(&mut connection, |connection| {
            Ok((migration::migrate(connection, now)?, guards::repair(connection)?))
        })?;
        let has_own_account = self.has_own_account();
        if has_own_account {
            self.prepare_account(&mut connection)?;
        }
        if !repair.violated.is_empty() {
            return Err(Error::GuardsBroken {
                faults: repair.violated,
            });
        }
        Ok(Preparation {
            migrations,
            repaired: repair.repaired,
            has_own_account,
            demands_tls: has_own_account && self.program.any(crosses_network),
        })
    }

    /// How the schema compares with the program.
    pub fn schema_state(&self) -> Result<SchemaState> {
        match self.connect(Some(&self.database)) {
            Ok(mut connection) => migration::state(&mut Reader::new(&mut connection)),
            Err(Error::SchemaMissing) => Ok(SchemaState::Behind { version: 0 }),
            Err(error) => Err(error),
        }
    }

    /// Does in one transaction what two programs must not do to the database at once.
    ///
    /// # Errors
    /// [`Error::Busy`] when another program has been at it for a minute; those of the work, and nothing of it is kept.
    pub fn alone<T>(&self, mut work: impl FnMut(&mut Transaction<'_>) -> Result<T>) -> Result<T> {
        self.owner.somewhere(|| {
            let mut connection = connect_for(Purpose::Work, &self.owner, Some(&self.database))?;
            self.alone_on(&mut connection, |connection| {
                let inner = connection
                    .start_transaction(mysql::TxOpts::default())
                    .map_err(domain_error)?;
                let mut transaction = Transaction::new(inner);
                let done = work(&mut transaction)?;
                transaction.commit()?;
                Ok(done)
            })
        })
    }

    /// Does what two programs must not do to the database at once, over a connection that has it selected.
    fn alone_on<T>(&self, connection: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let lease = Lease::take(connection, &self.owner, &self.database, ADMINISTERING)?;
        let done = work(connection);
        let given_back = lease.give_back(connection);
        // Why the work failed is worth more than that the lease could not be given back, which a lost connection does.
        done.and_then(|done| given_back.map(|()| done))
    }

    /// How the owner connects.
    pub(crate) fn owner(&self) -> &Hosts {
        &self.owner
    }

    /// Drops the database with everything in it.
    pub fn drop_database(&self) -> Result<()> {
        let mut connection = self.connect(None)?;
        connection
            .query_drop(format!("DROP DATABASE IF EXISTS `{}`", self.database))
            .map_err(domain_error)
    }

    /// Adds the first management account of an empty database.
    ///
    /// # Errors
    /// [`Error::FirstAccountExists`] when any management account is there; duplicates as for every account.
    pub fn add_first_account(
        &self,
        username: &str,
        person: &PersonDetails,
        password: (&str, jiff::Timestamp),
        now: jiff::Timestamp,
    ) -> Result<()> {
        self.alone(|transaction| add_where_no_manager(transaction, username, person, password, now))
    }

    /// Connects as the program would and tells the rights it should not have (S10) from those it needs in another
    /// database of the program.
    pub fn account_rights(&self) -> Result<AccountRights> {
        let mut rights = AccountRights {
            excessive: self.beyond_needs_in(&self.database)?,
            other_databases: Vec::new(),
        };
        let mut others: Vec<String> = rights
            .excessive
            .iter()
            .filter_map(|excess| excess.scope.place()?.database_of_table())
            .filter(|database| *database != self.database)
            .map(str::to_owned)
            .collect();
        others.sort_unstable();
        others.dedup();
        for other in others {
            if !self.is_of_program(&other) {
                continue;
            }
            let beyond = self.beyond_needs_in(&other)?;
            rights.excessive.retain(|excess| {
                let place = excess.scope.place();
                let is_there = place.and_then(GrantPlace::database_of_table) == Some(&other);
                !is_there || beyond.contains(excess)
            });
            rights.other_databases.push(other);
        }
        Ok(rights)
    }

    /// Whether the program's account finds in a database what the program keeps there.
    fn is_of_program(&self, database: &str) -> bool {
        let state = connect_to(&self.program, Some(database))
            .and_then(|mut connection| migration::state(&mut Reader::new(&mut connection)));
        matches!(state, Ok(SchemaState::Current | SchemaState::Behind { version: 1.. }))
    }

    /// Everything the program's account may do, but what the program needs in this database.
    fn beyond_needs_in(&self, database: &str) -> Result<Vec<ExcessivePrivilege>> {
        let mut connection = connect_to(&self.program, Some(database))?;
        let mut excessive = connection
            .query_map(EXCESSIVE_PRIVILEGES, excessive_privilege)
            .map_err(domain_error)?;
        // What no table of the server shows to the account itself.
        let grants: Vec<String> = connection.query("SHOW GRANTS").map_err(domain_error)?;
        excessive.extend(grants.iter().filter_map(|grant| way_round(grant)));
        Ok(excessive)
    }

    /// Whether the program's account is let in without TLS too, though the program reaches the server over a network
    /// (S13). Connects as the program would: everybody may read how their own account is made.
    pub fn accepts_plain_connections(&self) -> Result<bool> {
        if !self.program.any(crosses_network) {
            return Ok(false);
        }
        // Without a database: an account that was just made has no right in it yet.
        let mut connection = connect_to(&self.program, None)?;
        let definition: Option<Vec<u8>> = connection
            .query_first("SHOW CREATE USER CURRENT_USER()")
            .map_err(domain_error)?;
        Ok(!definition.is_some_and(|definition| demands_tls(&definition)))
    }

    /// What is wrong with triggers, checks and keys, and with the function that shows them to the program, as their
    /// owner sees it; nothing where only one account is configured, which may be one that sees none.
    pub fn guard_faults(&self) -> Result<Vec<GuardFault>> {
        if !self.has_own_account() {
            return Ok(Vec::new());
        }
        guards::faults(&mut self.connect(Some(&self.database))?)
    }

    /// Sets a clock by that of the server.
    ///
    /// # Returns
    /// How far the server was ahead, where it had to be set.
    ///
    /// # Errors
    /// What the server refuses its owner.
    pub fn set_clock(&self, clock: &Clock) -> Result<Option<SignedDuration>> {
        let opened = self.owner.connect(|host| {
            let options = OptsBuilder::from_opts(host.options().clone()).db_name(None::<String>);
            open_in_time(options, Purpose::Question)
        })?;
        Ok(clock.set(opened.time))
    }

    /// The server's own name and version.
    pub fn server_version(&self) -> Result<String> {
        let mut connection = self.connect(None)?;
        let version: Option<String> = connection.query_first("SELECT VERSION()").map_err(domain_error)?;
        Ok(version.unwrap_or_default())
    }

    /// Whether the program has an account other than the owner's.
    fn has_own_account(&self) -> bool {
        self.owner.first().get_user() != self.program.first().get_user()
    }

    fn connect(&self, database: Option<&str>) -> Result<Conn> {
        connect_to(&self.owner, database)
    }

    fn prepare_account(&self, connection: &mut Conn) -> Result<()> {
        let program = self.program.first();
        let account = format!("{}@'%'", quoted(program.get_user().unwrap_or_default()));
        let password = Secret::new(program.get_pass().unwrap_or_default().to_owned());
        let identified = Secret::new(format!("{account} IDENTIFIED BY {}", quoted(password.expose())));
        // What is not said of an account that exists stays as it is: a stricter demand is not taken back.
        let demand = if self.program.any(crosses_network) {
            REQUIRE_TLS
        } else {
            ""
        };
        for (statement, demand) in [("CREATE USER IF NOT EXISTS", demand), ("ALTER USER", "")] {
            connection
                .query_drop(format!("{statement} {}{demand}", identified.expose()))
                .map_err(domain_error)?;
        }
        if self.accepts_plain_connections()? {
            connection
                .query_drop(format!("ALTER USER {account}{REQUIRE_TLS}"))
                .map_err(domain_error)?;
        }
        run_script(connection, &PROGRAM_GRANTS.replace("'program'@'%'", &account))?;
        // An earlier version gave more. A right taken back can leave another of the same place.
        for _ in 0..2 {
            let excessive = self.beyond_needs_in(&self.database)?;
            let revocations = excessive.iter().filter_map(|excess| self.revocation(excess, &account));
            let revocations: Vec<String> = revocations.collect();
            if revocations.is_empty() {
                break;
            }
            for revocation in revocations {
                connection.query_drop(revocation).map_err(domain_error)?;
            }
        }
        Ok(())
    }

    /// The statement that takes a right in this database back; nothing for what the account has elsewhere, which others
    /// may have given it: one account may serve several databases.
    fn revocation(&self, excess: &ExcessivePrivilege, account: &str) -> Option<String> {
        let place = excess.scope.place().filter(|place| place.is_in(&self.database))?;
        let right = match (excess.privilege.ends_with(WITH_GRANT_OPTION), &place.column) {
            (true, _) => String::from("GRANT OPTION"),
            (false, Some(column)) => format!("{} ({})", excess.privilege, identifier(column)),
            (false, None) => excess.privilege.clone(),
        };
        Some(format!("REVOKE {right} ON {} FROM {account}", place.as_object()))
    }
}

/// Whether an account that was made by this statement is let in by TLS only. Its password, as the server keeps it, may
/// be no text.
fn demands_tls(definition: &[u8]) -> bool {
    const DEMAND: &[u8] = b" REQUIRE ";
    // MySQL writes what it demands of passwords with that word too.
    const OF_TRANSPORT: [&[u8]; 5] = [b"SSL", b"X509", b"ISSUER", b"SUBJECT", b"CIPHER"];
    definition
        .windows(DEMAND.len())
        .enumerate()
        .filter(|(_, window)| *window == DEMAND)
        .filter_map(|(place, _)| definition.get(place + DEMAND.len()..))
        .any(|demanded| OF_TRANSPORT.iter().any(|word| demanded.starts_with(word)))
}

/// A row of the statement: database, table, column, right, and whether it may be passed on.
fn excessive_privilege(
    (database, table, column, privilege, is_grantable): (
        Option<String>,
        Option<String>,
        Option<String>,
        String,
        String,
    ),
) -> ExcessivePrivilege {
    let scope = database.map_or(GrantScope::Server, |database| {
        GrantScope::Place(GrantPlace {
            database,
            table,
            column,
        })
    });
    let privilege = if is_grantable == "YES" {
        format!("{privilege}{WITH_GRANT_OPTION}")
    } else {
        privilege
    };
    ExcessivePrivilege { privilege, scope }
}

/// What a grant, as the server writes it, gives beside tables and columns: the rights of another account, of a routine,
/// or of everybody. The only routine that the program calls shows what guards it.
fn way_round(grant: &str) -> Option<ExcessivePrivilege> {
    let (right, to) = grant.strip_prefix("GRANT ")?.rsplit_once(" TO ")?;
    let (privilege, object) = right.split_once(" ON ")?;
    let is_of_routine = ["PROCEDURE ", "FUNCTION "].iter().any(|kind| object.starts_with(kind));
    let is_needed = privilege == "EXECUTE" && object.ends_with(".`installed_guards`");
    let scope = if to == "PUBLIC" && privilege != "USAGE" {
        GrantScope::ForEverybody(object.to_owned())
    } else if privilege == "PROXY" || is_of_routine && !is_needed {
        GrantScope::Other(object.to_owned())
    } else {
        return None;
    };
    Some(ExcessivePrivilege {
        privilege: privilege.to_owned(),
        scope,
    })
}

fn add_where_no_manager(
    transaction: &mut Transaction<'_>,
    username: &str,
    person: &PersonDetails,
    (password_hash, password_expires_at): (&str, jiff::Timestamp),
    now: jiff::Timestamp,
) -> Result<()> {
    let role = params! { "name" => RoleName::MANAGEMENT };
    if transaction
        .first(statements::users::FIND_ANY_OF_ROLE, role.clone(), |_| Ok(()))?
        .is_some()
    {
        return Err(Error::FirstAccountExists);
    }
    let role_id: u64 = transaction
        .first(statements::roles::FIND_BY_NAME, role, |row| column(row, "id"))?
        .ok_or(Error::SchemaMissing)?;
    let id = transaction.insert(
        statements::users::INSERT,
        params! {
            "role_id" => role_id,
            "first_name" => person.first_name.as_str(),
            "last_name" => person.last_name.as_str(),
            "email" => person.email.as_str(),
            "phone_number" => person.phone_number.as_str(),
            "username" => username,
            "password_hash" => password_hash,
            "password_expires_at" => timestamp_value(password_expires_at),
            "now" => timestamp_value(now),
        },
    )?;
    record_first_account(transaction, id, username, now)
}

/// B18: nobody is signed in, so the entry is a chain of its own, in the name of the schema's owner.
fn record_first_account(
    transaction: &mut Transaction<'_>,
    id: u64,
    username: &str,
    now: jiff::Timestamp,
) -> Result<()> {
    let record = AuditRecord::done(UserId::new(id), vec![FieldChange::created("username", username)]);
    let entry = NewEntry {
        session_id: None,
        operation_id: Uuid::new_v4(),
        recorded_at: now,
        actor_user_id: None,
        actor_username: "owner",
        command: FIRST_ACCOUNT_COMMAND,
        record: &record,
    };
    journal::append(transaction, &Arc::new(Chain::new(Uuid::new_v4())), &entry).map(drop)
}

/// A name of the database in a statement.
fn identifier(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A text as a literal of an account statement, the only kind that takes no parameters.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s13_what_is_demanded_of_an_account_is_read_as_both_servers_write_it() {
        for (definition, expected) in [
            ("CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*0123'", false),
            ("CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*0123' REQUIRE SSL", true),
            ("CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*0123' REQUIRE X509", true),
            (
                "CREATE USER `a`@`%` IDENTIFIED WITH 'x' AS '0' REQUIRE NONE PASSWORD REQUIRE CURRENT DEFAULT",
                false,
            ),
            (
                "CREATE USER `a`@`%` IDENTIFIED WITH 'x' AS '0' REQUIRE SSL PASSWORD EXPIRE DEFAULT",
                true,
            ),
        ] {
            assert_eq!(demands_tls(definition.as_bytes()), expected, "{definition}");
        }
    }

    #[test]
    fn a_password_cannot_leave_its_literal() {
        assert_eq!(quoted(r"a'b\"), r"'a''b\\'");
    }
}
