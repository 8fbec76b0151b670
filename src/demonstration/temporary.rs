//! Demonstration databases of one's own, gone when they are no longer wanted: transcripts are replayed on them.
//!
//! The databases of one run share the beginning of their names, and a lock of the server that bears it as long as the
//! run lives. What a run that was killed left behind has no lock: the next run drops it.

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
use crate::database::pool::Database;
use crate::error::{Error, Result};
use crate::security::secret::Secret;

/// How their names begin.
const PREFIX: &str = "ee_rejeu_";
/// Hexadecimal digits that tell one run from another.
const RUN_LENGTH: usize = 12;
/// All of them, as a pattern in which `_` is a character like others.
const OF_ANY_RUN: &str = r"SHOW DATABASES LIKE 'ee\_rejeu\_%'";

/// Makes databases that live no longer than it does.
pub struct TemporaryDatabases {
    owner: Hosts,
    /// What all their names begin with, and the name of the lock.
    name: String,
    made: u32,
    password_hash: String,
    /// Holds the lock.
    _connection: Conn,
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
        let owner = administration.owner();
        let mut connection = connect_to(owner, None)?;
        drop_remains(&mut connection)?;
        let run: String = Uuid::new_v4().simple().to_string().chars().take(RUN_LENGTH).collect();
        let name = format!("{PREFIX}{run}");
        let locked: Option<Option<u8>> = connection
            .exec_first("SELECT GET_LOCK(?, 0)", (&name,))
            .map_err(domain_error)?;
        if locked.flatten() != Some(1) {
            return Err(Error::Busy);
        }
        Ok(Self {
            owner: owner.clone(),
            name,
            made: 0,
            password_hash,
            _connection: connection,
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

impl Drop for TemporaryDatabase {
    fn drop(&mut self) {
        let dropped =
            connect_to(&self.owner, None).and_then(|mut connection| drop_database(&mut connection, &self.name));
        if let Err(error) = dropped {
            log::warn!("the temporary database {} could not be dropped: {error}", self.name);
        }
    }
}

/// Drops the databases of runs that are gone.
fn drop_remains(connection: &mut Conn) -> Result<()> {
    let names: Vec<String> = connection.query(OF_ANY_RUN).map_err(domain_error)?;
    for name in names {
        let Some((run, _)) = name.rsplit_once('_') else {
            continue;
        };
        let is_free: Option<Option<u8>> = connection
            .exec_first("SELECT IS_FREE_LOCK(?)", (run,))
            .map_err(domain_error)?;
        if is_free.flatten() == Some(1)
            && let Err(error) = drop_database(connection, &name)
        {
            // A remnant that the server cannot drop keeps nobody from making others.
            log::warn!("the temporary database {name} could not be dropped: {error}");
        }
    }
    Ok(())
}

fn drop_database(connection: &mut Conn, name: &str) -> Result<()> {
    for statement in [
        format!("DROP DATABASE IF EXISTS `{name}`"),
        format!("DROP USER IF EXISTS '{name}'@'%'"),
    ] {
        connection.query_drop(statement).map_err(domain_error)?;
    }
    Ok(())
}
