//! How the pool makes, keeps and discards connections (S30, S31).
//!
//! An attempt that failed is handed out too, with its reason: the pool would go on trying by itself, for ever and ever
//! more seldom, and forget the reason, so that nobody would know why they wait, nor soon that the server is back.
//! A connection is set at birth and checked to be what was asked for. It goes back to the pool only while in step with
//! the server: anything but a server's own answer, an interrupted statement or an unfinished transaction destroys it.
//! No ping is sent: a flag tells. Where several servers take writes, a new connection waits until its own has
//! everything that was written on the others, since it may take the place of one to another server (D28).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder};
use r2d2::ManageConnection;
use r2d2_mysql::MySqlConnectionManager;

use super::cluster::{self, ClusterKind};
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
/// What a server may take to have what was written on others: they elect meanwhile.
const CATCH_UP_TIMEOUT: Duration = Duration::from_secs(8);

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
    /// How often another server had come to be preferred when it was made.
    changes: u64,
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

    /// Whether another server was preferred since: this one may not have yet what was written there.
    pub(super) fn is_left(&self, hosts: &Hosts) -> bool {
        self.inner.is_ok() && !hosts.are_as_when(&self.host, self.changes)
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
                let opened = open_in_time(OptsBuilder::from_opts(host.options().clone()), Purpose::Work)?;
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
            Ok((opened, host)) => {
                self.clock.note(opened.time);
                self.hosts.note_cluster(opened.cluster.is_some());
                (Ok(opened.connection), host)
            }
            Err(error) => (Err(error), self.hosts.preferred()),
        };
        Ok(Connection {
            is_broken: inner.is_err(),
            inner,
            host,
            changes: self.hosts.changes(),
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

/// A new connection to the first of these servers that is able to, for what an owner does.
pub(crate) fn connect_to(hosts: &Hosts, database: Option<&str>) -> Result<Conn> {
    connect_for(Purpose::Upkeep, hosts, database)
}

/// The same for the statements of the program.
pub(super) fn connect_for(purpose: Purpose, hosts: &Hosts, database: Option<&str>) -> Result<Conn> {
    hosts.connect(|host| {
        let options = OptsBuilder::from_opts(host.options().clone()).db_name(database);
        open_in_time(options, purpose).map(|opened| opened.connection)
    })
}

/// What a connection is made for; where several servers take writes, that decides what it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Purpose {
    /// To ask that one server something, or to stop what it does: nothing is waited for.
    Question,
    /// To read and write, with statements of one's own: what was written on the others is waited for.
    Upkeep,
    /// To run the statements of the program: besides, none is prepared within a transaction.
    Work,
}

/// A connection, and what its server says of itself.
pub(super) struct Opened {
    pub(super) connection: Conn,
    /// What time it is.
    pub(super) time: Timestamp,
    /// What it is a part of.
    pub(super) cluster: Option<ClusterKind>,
}

/// How far a connection is that is being made.
enum Progress {
    /// The server has answered: what is left is to wait for what was written on others.
    Answered,
    Ended(Result<Opened>),
}

/// A new connection with the settings everything else relies on: every one is made here, for as long as that may take.
///
/// The driver bounds the time to reach a server, and not what a server that was reached takes to answer.
pub(super) fn open_in_time(options: OptsBuilder, purpose: Purpose) -> Result<Opened> {
    let options = Opts::from(options);
    let contact = contact(&options);
    let patience = options.get_tcp_connect_timeout().unwrap_or(CONNECT_TIMEOUT);
    let (sender, receiver) = mpsc::channel();
    let open = move || {
        // Nobody listens any more to one that is made too late.
        let _ = sender.send(Progress::Ended(open(&options, purpose, &sender)));
    };
    let is_tried = thread::Builder::new().name(String::from("connection")).spawn(open);
    let opened = match is_tried {
        Ok(_) => awaited(&receiver, patience),
        Err(error) => Err(Error::server(ServerState::Unreachable, error)),
    };
    opened.map_err(|error| error.of_server(&contact))
}

fn awaited(progress: &Receiver<Progress>, patience: Duration) -> Result<Opened> {
    let mut next = progress.recv_timeout(patience);
    if matches!(next, Ok(Progress::Answered)) {
        next = progress.recv_timeout(CATCH_UP_TIMEOUT);
    }
    match next {
        Ok(Progress::Ended(opened)) => opened,
        Ok(Progress::Answered) => Err(Error::internal("a connection was answered twice")),
        Err(error) => Err(Error::server(ServerState::Unreachable, error)),
    }
}

fn open(options: &Opts, purpose: Purpose, progress: &Sender<Progress>) -> Result<Opened> {
    let stock = MySqlConnectionManager::new(OptsBuilder::from_opts(options.clone()));
    let mut connection = stock.connect().map_err(connection_error)?;
    let (time, cluster) = set_up(&mut connection)?;
    if let Some(cluster) = cluster.filter(|_| purpose >= Purpose::Upkeep) {
        let _ = progress.send(Progress::Answered);
        cluster.catch_up(&mut connection)?;
        if purpose == Purpose::Work {
            cluster.prepare_all(&mut connection);
        }
    }
    Ok(Opened {
        connection,
        time,
        cluster,
    })
}

/// Gives a new connection its settings, then reads them back: whoever stands between program and server may answer for
/// a server that was never asked.
///
/// # Returns
/// What time it is for the server, and whether it is one of several.
fn set_up(connection: &mut Conn) -> Result<(Timestamp, Option<ClusterKind>)> {
    connection
        .query_drop(format!(
            "SET NAMES utf8mb4 COLLATE {COLLATION}, time_zone = '+00:00', sql_mode = '{SQL_MODE}', \
             innodb_lock_wait_timeout = 5, lock_wait_timeout = 5, group_concat_max_len = 1048576, \
             wait_timeout = 28800 {IN_ITS_WORDS}"
        ))
        .map_err(domain_error)?;
    let names = SETTINGS.into_iter().flatten().map(|(name, _)| *name);
    let names: Vec<&str> = names.chain([TIME]).chain(cluster::VARIABLES).collect();
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
    let value = |wanted: &str| {
        let mut shown = shown.iter();
        shown.find_map(|(name, value)| (name == wanted).then_some(value.as_str()))
    };
    let time = value(TIME)
        .and_then(parsed)
        .ok_or_else(|| Error::internal("the server does not say what time it is"))?;
    Ok((time, ClusterKind::told_by(value)))
}

/// Whether a server shows one of these values, or a list that has all words of it: in which order is its own affair.
fn is_as_asked(setting: Setting, shown: &[(String, String)]) -> bool {
    setting.iter().any(|(name, asked)| {
        let mut values = shown.iter().filter(|(found, _)| found == name).map(|(_, value)| value);
        values.any(|value| asked.split(',').all(|word| value.split(',').any(|found| found == word)))
    })
}
