//! A database of one test on all nodes, and shells on some of them.

use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use epic_events::configuration::Variables;
use epic_events::database::administration::Administration;
use epic_events::database::connection_options::of_program;
use epic_events::database::hosts::Hosts;
use epic_events::database::pool::Database;
use epic_events::demonstration::location::DatabaseLocation;
use epic_events::security::secret::Secret;
use mysql::Conn;
use mysql::prelude::{FromRow, Queryable};

use crate::gate::Gate;
use crate::nodes::{Node, cluster};
use crate::support::database::{PROGRAM_PASSWORD, TestDatabase, only_row, rows};
use crate::support::invariants::violations;
use crate::support::server::configuration_with;
use crate::support::shell::TestShell;

/// The numbers of all nodes, in order.
pub(crate) const ALL: [usize; 3] = [1, 2, 3];

/// The demonstration, which every node has.
pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    /// Whether a test found that a rule is broken.
    pub(crate) is_broken: AtomicBool,
    observer: Mutex<Option<Conn>>,
}

impl Ground {
    pub(crate) fn new() -> Self {
        let ground = Self {
            database: TestDatabase::demonstration(),
            is_broken: AtomicBool::default(),
            observer: Mutex::default(),
        };
        // Whoever asks for it looks at the whole, once.
        drop(ground.database.as_owner());
        ground.catch_up();
        ground
    }

    /// Waits until every node that lives has what was committed before.
    pub(crate) fn catch_up(&self) {
        for node in cluster().nodes() {
            let _: u64 = only_row(&mut self.observe(node), "SELECT COUNT(*) FROM users");
        }
    }

    /// A connection of the owner that sees what was committed on any node.
    pub(crate) fn observe(&self, node: &Node) -> Conn {
        node.connect_caught_up(Some(self.database.name()))
    }

    /// The rows of a query, of everything that was committed before.
    pub(crate) fn query<T: FromRow>(&self, sql: &str) -> Vec<T> {
        // A connection is made once; its node may have been killed since.
        let mut observer = self.observer.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = observer
            .take()
            .and_then(|mut connection| connection.ping().is_ok().then_some(connection));
        let mut connection = kept.unwrap_or_else(|| self.observe(cluster().node(1)));
        let rows = rows(&mut connection, sql);
        *observer = Some(connection);
        rows
    }

    /// The only row of one.
    pub(crate) fn one<T: FromRow>(&self, sql: &str) -> T {
        let mut rows = self.query(sql);
        assert_eq!(rows.len(), 1, "{sql}");
        rows.remove(0)
    }

    /// The address of the database for the account of the program: these nodes, in this order.
    pub(crate) fn address(&self, nodes: &[usize]) -> String {
        let hosts: Vec<String> = nodes.iter().map(|number| cluster().node(*number).address()).collect();
        let (name, password) = (self.database.name(), PROGRAM_PASSWORD.replace(' ', "%20"));
        format!("mysql://{name}:{password}@{}/{name}", hosts.join(","))
    }

    /// Where a shell finds it that knows these nodes, in this order.
    pub(crate) fn location(&self, nodes: &[usize]) -> DatabaseLocation {
        let configuration = configuration_with(Variables::new());
        let program = of_program(&Secret::new(self.address(nodes)), &configuration).expect("the address is good");
        let mut owners = nodes
            .iter()
            .map(|number| cluster().node(*number).owner(Some(self.database.name())));
        let owner = Hosts::of(owners.next().expect("there is a node"), owners);
        DatabaseLocation {
            database: Database::new(program.clone(), None),
            administration: Administration::new(owner, program),
            local_server: None,
            name: String::from("test"),
        }
    }

    /// A shell in which nobody is signed in, on these nodes.
    pub(crate) fn shell(&self, nodes: &[usize]) -> TestShell {
        let mut shell = TestShell::on(&self.database);
        shell.context.set_location(self.location(nodes));
        shell
    }

    /// A shell in which nobody is signed in, on the node behind a gate.
    pub(crate) fn shell_behind(&self, gate: &Gate) -> TestShell {
        let mut shell = TestShell::on(&self.database);
        shell
            .context
            .set_location(self.database.location_behind(&gate.socket()));
        shell
    }

    /// A shell in which somebody is signed in, on these nodes.
    pub(crate) fn signed_in(&self, nodes: &[usize], username: &str) -> TestShell {
        let mut shell = self.shell(nodes);
        shell.sign_in(username);
        shell
    }

    /// That all nodes have the same, and everything holds there that holds in a database changed by commands.
    #[track_caller]
    pub(crate) fn assert_whole(&self) {
        let [first, second, third] = cluster().nodes().each_ref().map(|node| self.contents(node));
        assert!(first == second && second == third, "the nodes differ");
        let found = violations(&mut self.observe(cluster().node(1)));
        assert_eq!(found, [""; 0]);
    }

    /// Every row of what people write.
    fn contents(&self, node: &Node) -> Vec<String> {
        let mut connection = self.observe(node);
        let mut contents = Vec::new();
        for table in [
            "users",
            "customers",
            "contracts",
            "payments",
            "events",
            "sessions",
            "audit_entries",
        ] {
            let rows: Vec<mysql::Row> = connection
                .query(format!("SELECT * FROM {table} ORDER BY id"))
                .unwrap_or_else(|error| panic!("{table}: {error}"));
            contents.extend(rows.iter().map(|row| format!("{table}: {row:?}")));
        }
        contents
    }
}
