//! How the pool makes, keeps and discards connections (S30, S31).
//!
//! An attempt that failed is handed out too, with its reason: the pool would go on trying by itself, for ever and ever
//! more seldom, and forget the reason, so that nobody would know why they wait, nor soon that the server is back.
//! A connection is set at birth and checked to be what was asked for. It goes back to the pool only while in step with
//! the server: anything but a server's own answer, an interrupted statement or an unfinished transaction destroys it.
//! No ping is sent: a flag tells.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use jiff::Timestamp;
use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder};
use r2d2::ManageConnection;
use r2d2_mysql::MySqlConnectionManager;

use super::connection_options::CONNECT_TIMEOUT;
use super::constraint::{connection_error, contact, domain_error};
use super::hosts::{Host, Hosts};
use super::server_clock::{ServerClock, parsed};
use crate::error::{Error, Result, ServerState};

const SQL_MODE: &str = "STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,\
                        ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";
const COLLATION: &str = "utf8mb4_unicode_520_ci";
/// What each server has its own names for, thirty seconds for a statement and the isolation: it takes the other's words
/// for a comment.
const IN_ITS_WORDS: &str = "/*M!, max_statement_time = 30, tx_isolation = 'READ-COMMITTED' */ \
                            /*!80000 , max_execution_time = 30000, transaction_isolation = 'READ-COMMITTED' */";
/// What the server must say of a connection once it is set. A setting that has another name on each server is as asked
/// when one of them is.
const SETTINGS: [Setting; 9] = [
    &[("character_set_client", "utf8mb4")],
    &[("collation_connection", COLLATION)],
    &[("time_zone", "+00:00")],
    &[("sql_mode", SQL_MODE)],
    &[
        ("tx_isolation", "READ-COMMITTED"),
        ("transaction_isolation", "READ-COMMITTED"),
    ],
    &[("innodb_lock_wait_timeout", "5")],
    &[("lock_wait_timeout", "5")],
    // What shows the guards of a database puts them all together.
    &[("group_concat_max_len", "1048576")],
    &[("max_statement_time", "30.000000"), ("max_execution_time", "30000")],
];

/// The variable of the server's time.
const TIME: &str = "timestamp";

/// Names and the value one of them has.
type Setting = &'static [(&'static str, &'static str)];

/// Starts a server again that was killed under a living shell; it does nothing to one that runs.
pub type Revival = Arc<dyn Fn() -> Result<()> + Send + Sync>;

/// A connection of the pool.
pub(crate) struct Connection {
    /// The driver's connection, or why there is none.
    pub(super) inner: Result<Conn>,
    /// Which server it leads to; the first where it leads to none.
    pub(super) host: Host,
    /// Whether it may be out of step with the server and must not be used again.
    pub(super) is_broken: bool,
    /// Which attempt to connect it is of.
    attempt: u64,
}

/// Makes connections to one database.
pub(crate) struct ConnectionManager {
    hosts: Hosts,
    revival: Option<Revival>,
    attempts: Attempts,
    clock: ServerClock,
}

/// How often it was tried to connect.
#[derive(Clone, Default)]
pub(crate) struct Attempts(Arc<AtomicU64>);

impl Attempts {
    pub(super) fn count(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Connection {
    /// Whether it was refused to somebody who wanted it before, and no longer waits.
    pub(super) fn is_old_refusal(&self, attempts_before: u64) -> bool {
        self.inner.is_err() && self.attempt < attempts_before
    }
}

impl ConnectionManager {
    pub(super) fn new(hosts: Hosts, revival: Option<Revival>, attempts: Attempts, clock: ServerClock) -> Self {
        Self {
            hosts,
            revival,
            attempts,
            clock,
        }
    }

    /// A server that is not reached may have to be started again.
    fn open(&self) -> Result<(Opened, Host)> {
        let open = || {
            self.hosts.connect(|host| {
                let opened = connect_and_read_time(OptsBuilder::from_opts(host.options().clone()))?;
                Ok((opened, host.clone()))
            })
        };
        match (open(), &self.revival) {
            (Err(Error::Server(refusal)), Some(revive)) if refusal.state == ServerState::Unreachable => {
                revive()?;
                open()
            }
            (opened, _) => opened,
        }
    }
}

impl ManageConnection for ConnectionManager {
    type Connection = Connection;
    type Error = Error;

    fn connect(&self) -> Result<Connection> {
        let attempt = self.attempts.0.fetch_add(1, Ordering::SeqCst);
        let (inner, host) = match self.open() {
            Ok(((connection, time), host)) => {
                self.clock.note(time);
                (Ok(connection), host)
            }
            Err(error) => (Err(error), self.hosts.preferred()),
        };
        Ok(Connection {
            is_broken: inner.is_err(),
            inner,
            host,
            attempt,
        })
    }

    /// Not called: the pool does not test what `has_broken` already knows.
    fn is_valid(&self, connection: &mut Connection) -> Result<()> {
        let connection = connection.inner.as_mut().map_err(|error| error.clone())?;
        connection.ping().map_err(domain_error)
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        connection.is_broken
    }
}

/// A new connection with the settings everything else relies on: every one is made here.
///
/// The driver bounds the time to reach a server, and not what a server that was reached takes to answer.
pub(crate) fn connect(options: OptsBuilder) -> Result<Conn> {
    connect_and_read_time(options).map(|(connection, _)| connection)
}

/// The same to the first of these servers that is able to.
pub(crate) fn connect_to(hosts: &Hosts, database: Option<&str>) -> Result<Conn> {
    hosts.connect(|host| connect(OptsBuilder::from_opts(host.options().clone()).db_name(database)))
}

/// A connection, and what time it was for the server then.
pub(super) type Opened = (Conn, Timestamp);

pub(super) fn connect_and_read_time(options: OptsBuilder) -> Result<Opened> {
    let options = Opts::from(options);
    let contact = contact(&options);
    let (sender, receiver) = mpsc::channel();
    let open = move || {
        // Nobody listens any more to one that is made too late.
        let _ = sender.send(open(&options));
    };
    let is_tried = thread::Builder::new().name(String::from("connection")).spawn(open);
    let opened = match is_tried {
        Ok(_) => receiver.recv_timeout(CONNECT_TIMEOUT),
        Err(error) => Ok(Err(Error::server(ServerState::Unreachable, error))),
    };
    opened
        .unwrap_or_else(|error| Err(Error::server(ServerState::Unreachable, error)))
        .map_err(|error| error.of_server(&contact))
}

fn open(options: &Opts) -> Result<Opened> {
    let stock = MySqlConnectionManager::new(OptsBuilder::from_opts(options.clone()));
    let mut connection = stock.connect().map_err(connection_error)?;
    let time = set_up(&mut connection)?;
    Ok((connection, time))
}

/// Gives a new connection its settings, then reads them back: whoever stands between program and server may answer for
/// a server that was never asked.
///
/// # Returns
/// What time it is for the server.
fn set_up(connection: &mut Conn) -> Result<Timestamp> {
    connection
        .query_drop(format!(
            "SET NAMES utf8mb4 COLLATE {COLLATION}, time_zone = '+00:00', sql_mode = '{SQL_MODE}', \
             innodb_lock_wait_timeout = 5, lock_wait_timeout = 5, group_concat_max_len = 1048576, \
             wait_timeout = 28800 {IN_ITS_WORDS}"
        ))
        .map_err(domain_error)?;
    let names = SETTINGS.into_iter().flatten().map(|(name, _)| *name);
    let names: Vec<&str> = names.chain([TIME]).collect();
    let shown: Vec<(String, String)> = connection
        .query(format!(
            "SHOW SESSION VARIABLES WHERE variable_name IN ('{}')",
            names.join("', '")
        ))
        .map_err(domain_error)?;
    if let Some(ignored) = SETTINGS.into_iter().find(|setting| !is_as_asked(setting, &shown)) {
        let names: Vec<&str> = ignored.iter().map(|(name, _)| *name).collect();
        return Err(Error::internal(format_args!(
            "a new connection is not what was asked for: {}",
            names.join(" or ")
        )));
    }
    shown
        .iter()
        .find_map(|(name, value)| (name == TIME).then(|| parsed(value))?)
        .ok_or_else(|| Error::internal("the server does not say what time it is"))
}

/// Whether a server shows one of these values, or a list that has all words of it: in which order is its own affair.
fn is_as_asked(setting: Setting, shown: &[(String, String)]) -> bool {
    setting.iter().any(|(name, asked)| {
        let mut values = shown.iter().filter(|(found, _)| found == name).map(|(_, value)| value);
        values.any(|value| asked.split(',').all(|word| value.split(',').any(|found| found == word)))
    })
}
