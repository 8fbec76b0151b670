//! Demonstration databases of one's own, gone when they are no longer wanted: transcripts are replayed on them.
//!
//! Of several servers they are on the first that answers: a transcript reads the same everywhere.
//!
//! The databases of one run share the beginning of their names, which tells when it began; the first of them is empty
//! but for the lease of the run, which it renews as long as it lives. What a run that was killed left behind has no
//! lease any more: the next run drops it.

use std::sync::Arc;

use jiff::Timestamp;
use mysql::prelude::Queryable;
use mysql::{Conn, OptsBuilder};
use uuid::Uuid;

use super::dataset;
use super::local_server::LocalServer;
use super::location::DatabaseLocation;
use crate::database::administration::Administration;
use crate::database::connection_manager::connect_to;
use crate::database::constraint::domain_error;
use crate::database::hosts::Hosts;
use crate::database::lease::{self, Lease};
use crate::database::pool::Database;
use crate::error::{Error, Result};
use crate::security::secret::Secret;

/// How their names begin.
const PREFIX: &str = "ee_rejeu_";
/// The lease of a run.
const RUNNING: &str = "running";
/// Hexadecimal digits that tell one run from another that began in the same second.
const RUN_LENGTH: usize = 6;
/// Seconds that a run has to take its lease.
const BEGINNING: u64 = 60;
/// All of them, as a pattern in which `_` is a character like others.
const OF_ANY_RUN: &str = r"SHOW DATABASES LIKE 'ee\_rejeu\_%'";

/// Makes databases that live no longer than it does.
pub struct TemporaryDatabases {
    owner: Hosts,
    /// What all their names begin with, and the name of the one that has the lease.
    name: String,
    made: u32,
    password_hash: String,
    /// Of the run.
    _lease: Lease,
    /// Left last.
    _server: Option<Arc<LocalServer>>,
}

/// A database that is dropped, with its account, when this is.
pub struct TemporaryDatabase {
    owner: Hosts,
    program: Hosts,
    name: String,
}

impl TemporaryDatabases {
    /// Gets ready to make databases on the server of another, whose demonstration accounts have that
    /// password; `server` is the private one to be left after them.
    ///
    /// # Errors
    /// What the server refuses: the owner must be allowed to create databases and accounts.
    pub fn open(
        administration: &Administration,
        password_hash: String,
        server: Option<Arc<LocalServer>>,
    ) -> Result<Self> {
        let mut connection = connect_to(administration.owner(), None)?;
        let owner = administration.owner().only_preferred();
        drop_remains(&mut connection)?;
        let run: String = Uuid::new_v4().simple().to_string().chars().take(RUN_LENGTH).collect();
        let name = format!("{PREFIX}{:08x}{run}", seconds(&mut connection)?);
        for statement in [format!("CREATE DATABASE `{name}`"), format!("USE `{name}`")] {
            connection.query_drop(statement).map_err(domain_error)?;
        }
        let lease = Lease::take(&mut connection, &owner, &name, RUNNING)?;
        Ok(Self {
            owner,
            name,
            made: 0,
            password_hash,
            _lease: lease,
            _server: server,
        })
    }

    /// Creates a database with the demonstration data as loaded at `now`.
    pub fn create(&mut self, now: Timestamp) -> Result<TemporaryDatabase> {
        self.made += 1;
        // Short enough to be the name of the account too: MySQL allows 32 characters.
        let name = format!("{}_{}", self.name, self.made);
        let password = Secret::new(Uuid::new_v4().to_string());
        let program = self.owner.with(|owner| {
            OptsBuilder::from_opts(owner.clone())
                .user(Some(&name))
                .pass(Some(password.expose()))
                .db_name(Some(&name))
                .into()
        });
        let database = TemporaryDatabase {
            owner: self.owner.clone(),
            program,
            name,
        };
        let administration = database.administration();
        administration.prepare(now)?;
        dataset::load(&administration, &self.password_hash, now)?;
        Ok(database)
    }
}

impl TemporaryDatabase {
    /// Where a shell finds it.
    pub fn location(&self) -> DatabaseLocation {
        DatabaseLocation {
            database: Database::new(self.program.clone(), None),
            administration: self.administration(),
            local_server: None,
            name: String::from("rejeu"),
        }
    }

    fn administration(&self) -> Administration {
        Administration::new(self.owner.clone(), self.program.clone())
    }
}

impl Drop for TemporaryDatabases {
    fn drop(&mut self) {
        let dropped =
            connect_to(&self.owner, None).and_then(|mut connection| drop_database(&mut connection, &self.name));
        warn_unless(dropped, &self.name);
    }
}

impl Drop for TemporaryDatabase {
    fn drop(&mut self) {
        let dropped = connect_to(&self.owner, None).and_then(|mut connection| drop_whole(&mut connection, &self.name));
        warn_unless(dropped, &self.name);
    }
}

/// Drops the databases of runs that are gone.
fn drop_remains(connection: &mut Conn) -> Result<()> {
    let mut names: Vec<String> = connection.query(OF_ANY_RUN).map_err(domain_error)?;
    let now = seconds(connection)?;
    // What another run drops at the same time is gone as well.
    names.retain(|name| is_remnant(connection, name, now).unwrap_or_default());
    for name in names {
        // A remnant that the server cannot drop keeps nobody from making others.
        warn_unless(drop_whole(connection, &name), &name);
    }
    Ok(())
}

/// Whether the run of a database is gone: it has no lease any more, and not only none yet.
fn is_remnant(connection: &mut Conn, name: &str, now: u64) -> Result<bool> {
    let Some(named) = name.strip_prefix(PREFIX) else {
        return Ok(false);
    };
    let run = named.split_once('_').map_or(named, |(run, _)| run);
    let began = run.get(..8).and_then(|began| u64::from_str_radix(began, 16).ok());
    match lease::was_held_lately(connection, &format!("{PREFIX}{run}")) {
        Ok(Some(was_held_lately)) => Ok(!was_held_lately),
        Ok(None) | Err(Error::SchemaMissing) => Ok(began.is_none_or(|began| now.saturating_sub(began) > BEGINNING)),
        Err(error) => Err(error),
    }
}

/// What time it is for the server, in seconds since 1970.
fn seconds(connection: &mut Conn) -> Result<u64> {
    let seconds: Option<u64> = connection
        .query_first("SELECT UNIX_TIMESTAMP()")
        .map_err(domain_error)?;
    seconds.ok_or_else(|| Error::internal("the server does not say what time it is"))
}

/// Drops a database with its account.
fn drop_whole(connection: &mut Conn, name: &str) -> Result<()> {
    drop_database(connection, name)?;
    connection
        .query_drop(format!("DROP USER IF EXISTS '{name}'@'%'"))
        .map_err(domain_error)
}

fn drop_database(connection: &mut Conn, name: &str) -> Result<()> {
    connection
        .query_drop(format!("DROP DATABASE IF EXISTS `{name}`"))
        .map_err(domain_error)
}

fn warn_unless(dropped: Result<()>, name: &str) {
    if let Err(error) = dropped {
        log::warn!("the temporary database {name} could not be dropped: {error}");
    }
}
