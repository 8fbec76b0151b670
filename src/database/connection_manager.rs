//! How the pool makes, keeps and discards connections (S30, S31).
//!
//! A connection is set at birth and checked to be what was asked for. It goes back to the pool only while in step with
//! the server: anything but a server's own answer, an interrupted statement or an unfinished transaction destroys it. No
//! ping is sent: a flag tells.

use std::sync::{Arc, Mutex, PoisonError};

use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder, Row};
use r2d2::ManageConnection;
use r2d2_mysql::MySqlConnectionManager;

use super::constraint::domain_error;
use super::rows::column;
use crate::error::{Error, Result};

const SQL_MODE: &str = "STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,\
                        ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";
const COLLATION: &str = "utf8mb4_unicode_520_ci";

/// Starts a server again that was killed under a living shell; it does nothing to one that runs.
pub type Revival = Arc<dyn Fn() -> Result<()> + Send + Sync>;

/// A connection of the pool.
pub(crate) struct Connection {
    /// The driver's connection.
    pub(super) inner: Conn,
    /// Whether it may be out of step with the server and must not be used again.
    pub(super) is_broken: bool,
}

/// Makes connections to one database.
pub(crate) struct ConnectionManager {
    stock: MySqlConnectionManager,
    revival: Option<Revival>,
    last_failure: LastFailure,
}

/// Why the last attempt to connect failed. The pool keeps trying in the background and forgets the reason; a person
/// wants to know it at once.
#[derive(Clone, Default)]
pub(crate) struct LastFailure(Arc<Mutex<Option<Error>>>);

impl LastFailure {
    /// The failure since the last call, if there was one.
    pub(super) fn take(&self) -> Option<Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn note(&self, error: &Error) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.clone());
    }
}

impl ConnectionManager {
    pub(super) fn new(options: Opts, revival: Option<Revival>, last_failure: LastFailure) -> Self {
        Self {
            stock: MySqlConnectionManager::new(OptsBuilder::from_opts(options)),
            revival,
            last_failure,
        }
    }

    fn open(&self) -> Result<Conn> {
        match self.stock.connect() {
            Ok(connection) => Ok(connection),
            Err(error) => match (domain_error(error), &self.revival) {
                (Error::Unavailable, Some(revive)) => {
                    revive()?;
                    self.stock.connect().map_err(domain_error)
                }
                (failure, _) => Err(failure),
            },
        }
    }
}

impl ManageConnection for ConnectionManager {
    type Connection = Connection;
    type Error = Error;

    fn connect(&self) -> Result<Connection> {
        let ready = self
            .open()
            .and_then(|mut connection| set_up(&mut connection).map(|()| connection));
        match ready {
            Ok(connection) => Ok(Connection {
                inner: connection,
                is_broken: false,
            }),
            Err(error) => {
                self.last_failure.note(&error);
                Err(error)
            }
        }
    }

    /// Not called: the pool does not test what `has_broken` already knows.
    fn is_valid(&self, connection: &mut Connection) -> Result<()> {
        connection.inner.ping().map_err(domain_error)
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        connection.is_broken
    }
}

/// Gives a new connection the settings everything else relies on, then reads them back.
pub(super) fn set_up(connection: &mut Conn) -> Result<()> {
    connection
        .query_drop(format!(
            "SET NAMES utf8mb4 COLLATE {COLLATION}, time_zone = '+00:00', sql_mode = '{SQL_MODE}', \
             innodb_lock_wait_timeout = 5, wait_timeout = 28800"
        ))
        .map_err(domain_error)?;
    connection
        .query_drop("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
        .map_err(domain_error)?;
    let settings: Option<Row> = connection
        .query_first(
            "SELECT VERSION() AS version, @@time_zone AS time_zone, @@sql_mode AS sql_mode, \
             @@collation_connection AS collation",
        )
        .map_err(domain_error)?;
    let Some(mut settings) = settings else {
        return Err(Error::internal("the server did not show its settings"));
    };
    let version: String = column(&mut settings, "version")?;
    let time_zone: String = column(&mut settings, "time_zone")?;
    let sql_mode: String = column(&mut settings, "sql_mode")?;
    let collation: String = column(&mut settings, "collation")?;
    if time_zone != "+00:00" || collation != COLLATION || !sql_mode.contains("STRICT_ALL_TABLES") {
        return Err(Error::internal(
            "the server ignored the settings of the connection",
        ));
    }
    connection
        .query_drop(statement_timeout(&version))
        .map_err(domain_error)
}

/// Thirty seconds for a statement, in the words of each server.
fn statement_timeout(version: &str) -> &'static str {
    if version.contains("MariaDB") {
        "SET SESSION max_statement_time = 30"
    } else {
        "SET SESSION max_execution_time = 30000"
    }
}
