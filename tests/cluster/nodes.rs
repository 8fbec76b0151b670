//! The nodes of the cluster, as the script that started them tells of them in its folder: `node-N.socket`, where root
//! needs no password; `node-N.pid`; `node-N.address`; `engine`; and `start-node N`, which starts a dead one again.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use epic_events::database::connection_options::of_socket;
use mysql::prelude::Queryable;
use mysql::{Conn, Opts};
use rustix::process::Pid;

use crate::support::process;

const FOLDER: &str = "EPIC_EVENTS_CLUSTER";

/// What replicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    /// MariaDB with Galera.
    Galera,
    /// MySQL with group replication, every member of which takes writes.
    Mysql,
}

/// Three servers of the same databases.
pub(crate) struct Cluster {
    pub(crate) engine: Engine,
    nodes: [Node; 3],
}

/// One of them.
pub(crate) struct Node {
    number: usize,
    folder: PathBuf,
    engine: Engine,
}

/// The cluster of this run.
pub(crate) fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::of(&folder()))
}

#[expect(clippy::disallowed_methods, reason = "a test run is configured by its environment")]
fn folder() -> PathBuf {
    let folder = std::env::var_os(FOLDER);
    PathBuf::from(folder.unwrap_or_else(|| panic!("no {FOLDER}: `.ci/cluster` runs these tests")))
}

/// Who changes what all tests see waits for the others to end, and keeps them waiting.
static TURN: RwLock<()> = RwLock::new(());

/// The right to work on a cluster that is whole.
pub(crate) type Together = RwLockReadGuard<'static, ()>;

/// The right to do anything to a cluster, which is whole again afterwards.
pub(crate) struct Alone {
    _turn: RwLockWriteGuard<'static, ()>,
}

/// Waits until nobody is alone.
pub(crate) fn together() -> Together {
    TURN.read().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until nobody else works on the cluster.
pub(crate) fn alone() -> Alone {
    Alone {
        _turn: TURN.write().unwrap_or_else(PoisonError::into_inner),
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        let dead = cluster().nodes().iter().filter(|node| node.process().is_none());
        for node in dead {
            let is_back = node.try_start();
            // One failure is enough to be told.
            assert!(
                is_back || std::thread::panicking(),
                "node {} does not come back",
                node.number
            );
        }
    }
}

impl Cluster {
    fn of(folder: &Path) -> Self {
        let engine = match told(folder, "engine").as_str() {
            "galera" => Engine::Galera,
            "mysql" => Engine::Mysql,
            other => panic!("no such engine: {other}"),
        };
        let nodes = [1, 2, 3].map(|number| Node {
            number,
            folder: folder.to_owned(),
            engine,
        });
        Self { engine, nodes }
    }

    /// The node of this number, from 1 to 3.
    pub(crate) fn node(&self, number: usize) -> &Node {
        &self.nodes[number - 1]
    }

    pub(crate) fn nodes(&self) -> &[Node; 3] {
        &self.nodes
    }
}

impl Node {
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// Where it listens on the network: `127.0.0.N:PORT`.
    pub(crate) fn address(&self) -> String {
        told(&self.folder, &format!("node-{}.address", self.number))
    }

    /// Where it listens on this machine.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.join(format!("node-{}.socket", self.number))
    }

    /// The account that may do anything, with this database selected.
    pub(crate) fn owner(&self, database: Option<&str>) -> Opts {
        of_socket(&self.socket(), "root", database)
    }

    /// A connection of that account.
    pub(crate) fn connect(&self, database: Option<&str>) -> Conn {
        Conn::new(self.owner(database)).unwrap_or_else(|error| panic!("node {}: {error}", self.number))
    }

    /// A connection whose every statement sees what was committed on any node before it.
    pub(crate) fn connect_caught_up(&self, database: Option<&str>) -> Conn {
        let mut connection = self.connect(database);
        let statement = match self.engine {
            Engine::Galera => "SET SESSION wsrep_sync_wait = 15",
            Engine::Mysql => "SET SESSION group_replication_consistency = 'BEFORE'",
        };
        connection.query_drop(statement).unwrap();
        connection
    }

    /// Runs a statement as that account.
    pub(crate) fn execute(&self, statement: &str) {
        self.connect(None)
            .query_drop(statement)
            .unwrap_or_else(|error| panic!("node {}: {statement}: {error}", self.number));
    }

    /// The process of its server, where it lives.
    fn process(&self) -> Option<Pid> {
        // A node that did not come back may have none.
        let file = self.folder.join(format!("node-{}.pid", self.number));
        let number = std::fs::read_to_string(file).ok()?;
        let process = Pid::from_raw(number.trim().parse().ok()?);
        process.filter(|process| process::is_alive(*process))
    }

    /// `kill -9`, until it has happened.
    pub(crate) fn kill(&self) {
        process::kill(self.process().expect("it lives"));
    }

    /// Starts it again, until it is one of the cluster.
    pub(crate) fn start(&self) {
        assert!(self.try_start(), "node {} does not come back", self.number);
    }

    fn try_start(&self) -> bool {
        let started = Command::new(self.folder.join("start-node"))
            .arg(self.number.to_string())
            .status();
        started.is_ok_and(|status| status.success())
    }
}

/// The text of a file of the folder.
fn told(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.trim().to_owned()
}
