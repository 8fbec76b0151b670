//! What two programs must not do at once, on whatever server of a database each of them is.
//!
//! A lease is a row that says who is at it, and is good for a quarter of a minute. Its holder renews it from beside,
//! over a connection of its own, for as long as it lives; of one that was killed it runs out. A lock of the server
//! would end with its connection, but no other server knows of it.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use mysql::prelude::Queryable;
use mysql::{Conn, Params, params};
use uuid::Uuid;

use super::connection_manager::connect_to;
use super::constraint::{domain_error, is_duplicate_row};
use super::hosts::Hosts;
use super::statements::leases as statements;
use crate::clock::Clock;
use crate::error::{Error, Result};

/// The statement that makes the table of the leases of the selected database.
pub const TABLE: &str = "CREATE TABLE IF NOT EXISTS leases (
    name VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    holder CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci";

/// A third of what a lease is good for.
const RENEWAL: Duration = Duration::from_secs(5);
/// How long another program is waited for.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is looked whether it has finished.
const LOOK: Duration = Duration::from_millis(50);

/// What one program does at a time in a database.
pub(crate) struct Lease {
    name: &'static str,
    holder: String,
    /// Whose end ends the renewal.
    _renewal: Sender<()>,
}

impl Lease {
    /// Takes the lease of this name in the database that is selected on a connection of one of these servers, and makes
    /// its table where it lacks.
    ///
    /// # Errors
    /// [`Error::Busy`] when another program has been at it for a minute.
    pub(crate) fn take(connection: &mut Conn, hosts: &Hosts, database: &str, name: &'static str) -> Result<Self> {
        connection.query_drop(TABLE).map_err(domain_error)?;
        let holder = Uuid::new_v4().to_string();
        let stopwatch = Clock::system();
        while !begun(connection, name, &holder)? {
            if stopwatch.monotonic() > PATIENCE {
                return Err(Error::Busy);
            }
            thread::sleep(LOOK);
        }
        let (end, ended) = mpsc::channel();
        let renewal = Renewal {
            hosts: hosts.clone(),
            database: database.to_owned(),
            name,
            holder: holder.clone(),
        };
        thread::Builder::new()
            .name(String::from("lease"))
            .spawn(move || renewal.go_on_until(&ended))
            .map_err(Error::internal)?;
        Ok(Self {
            name,
            holder,
            _renewal: end,
        })
    }

    /// Gives it back, over a connection with its database selected.
    pub(crate) fn give_back(self, connection: &mut Conn) -> Result<()> {
        connection
            .exec_drop(statements::DELETE, of(self.name, &self.holder))
            .map_err(domain_error)
    }
}

/// Whether somebody was at something in a database not long ago, by a connection that may read there: a machine that
/// sleeps renews nothing.
///
/// # Returns
/// Nothing where nobody has begun.
///
/// # Errors
/// [`Error::SchemaMissing`] where it has no leases.
pub(crate) fn was_held_lately(connection: &mut Conn, database: &str) -> Result<Option<bool>> {
    let held: Option<Option<bool>> = connection
        .query_first(format!(
            "SELECT MAX(expires_at) > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR FROM `{database}`.leases"
        ))
        .map_err(domain_error)?;
    Ok(held.flatten())
}

/// Whether the lease was free. Another server may say at the end only that somebody there was first.
fn begun(connection: &mut Conn, name: &str, holder: &str) -> Result<bool> {
    let written = connection
        .exec_drop(statements::DELETE_EXPIRED, params! { "name" => name })
        .and_then(|()| connection.exec_drop(statements::INSERT, of(name, holder)));
    let taken = match written {
        Ok(()) => Ok(true),
        Err(error) if is_duplicate_row(&error) => Ok(false),
        Err(error) => Err(domain_error(error)),
    };
    if taken == Err(Error::Busy) { Ok(false) } else { taken }
}

fn of(name: &str, holder: &str) -> Params {
    params! { "name" => name, "holder" => holder }
}

/// What renews a lease.
struct Renewal {
    hosts: Hosts,
    database: String,
    name: &'static str,
    holder: String,
}

impl Renewal {
    fn go_on_until(self, ended: &Receiver<()>) {
        let mut connection = None;
        while ended.recv_timeout(RENEWAL) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = self.renew(&mut connection) {
                connection = None;
                log::warn!("the lease of {} was not renewed: {error}", self.name);
            }
        }
    }

    fn renew(&self, connection: &mut Option<Conn>) -> Result<()> {
        let connection = match connection {
            Some(connection) => connection,
            None => connection.insert(connect_to(&self.hosts, Some(&self.database))?),
        };
        connection
            .exec_drop(statements::RENEW, of(self.name, &self.holder))
            .map_err(domain_error)
    }
}
