//! A fresh demonstration database for one test, dropped with its account when the test ends.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Barrier, OnceLock};
use std::time::Duration;

use epic_events::database::administration::{Administration, Preparation};
use epic_events::database::hosts::Hosts;
use epic_events::database::migration::{MIGRATIONS, RECORD_TABLE};
use epic_events::database::pool::Database;
use epic_events::demonstration::dataset;
use epic_events::demonstration::location::DatabaseLocation;
use epic_events::security::password;
use epic_events::security::secret::Secret;
use mysql::prelude::{FromRow, Queryable};
use mysql::{Conn, Opts, OptsBuilder, Row};

use super::invariants::violations;
use super::own_server::OwnServer;
use super::server::server;
use super::source::files;

/// The day of every test: a Monday morning in November.
pub(crate) const NOW: &str = "2026-11-23T09:00:00Z";
/// The password of the program's account.
pub(crate) const PROGRAM_PASSWORD: &str = "le compte du programme en test";

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A database of one test.
pub(crate) struct TestDatabase {
    name: String,
    owner: Opts,
    program: Opts,
    /// The account that goes with it; nothing where it is another's.
    account: Option<String>,
    /// Whether it holds what commands made and nothing else, so that the invariants must hold at the end.
    is_of_commands: AtomicBool,
}

impl TestDatabase {
    /// A database with the demonstration data, loaded at [`NOW`].
    pub(crate) fn demonstration() -> Self {
        let database = Self::prepared();
        database.load_demonstration();
        database
    }

    /// Another one of that name, which the account of this one serves too.
    pub(crate) fn demonstration_of_same_account(&self, name: &str) -> Self {
        let database = Self {
            name: name.to_owned(),
            owner: server().owner(name),
            program: Opts::from(OptsBuilder::from_opts(self.program.clone()).db_name(Some(name))),
            account: None,
            is_of_commands: AtomicBool::new(false),
        };
        database.prepare();
        database.load_demonstration();
        database
    }

    /// A database with its schema and no data.
    pub(crate) fn prepared() -> Self {
        let database = Self::absent();
        database.prepare();
        database
    }

    /// What `base preparer` does.
    pub(crate) fn prepare(&self) -> Preparation {
        self.administration()
            .prepare(NOW.parse().expect("it is a moment"))
            .expect("the database is prepared")
    }

    fn load_demonstration(&self) {
        let now = NOW.parse().expect("it is a moment");
        dataset::load(&self.administration(), demonstration_hash(), now).expect("the demonstration data load");
        self.is_of_commands.store(true, Ordering::Relaxed);
    }

    /// What a backup of this one would be restored to, of this moment.
    pub(crate) fn copy(&self) -> Self {
        self.copied_to(Self::prepared())
    }

    /// The same of this name, on another server.
    pub(crate) fn copy_on(&self, server: &OwnServer) -> Self {
        let copy = Self::named_as(self.name.clone(), server.owner(Some(&self.name)));
        copy.prepare();
        self.copied_to(copy)
    }

    fn copied_to(&self, copy: Self) -> Self {
        let mut owner = copy.as_owner();
        let mut execute = |statement: &str| {
            owner
                .query_drop(statement)
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
        };
        for trigger in copy.query::<String>(
            "SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema = DATABASE()",
        ) {
            execute(&format!("DROP TRIGGER {trigger}"));
        }
        execute("SET SESSION foreign_key_checks = 0");
        for (table, columns, places) in self.query::<(String, String, String)>(
            "SELECT table_name, GROUP_CONCAT(column_name), GROUP_CONCAT('?') FROM information_schema.columns
             WHERE table_schema = DATABASE() AND table_name <> 'schema_migrations' AND extra NOT LIKE '%GENERATED%'
             GROUP BY table_name",
        ) {
            owner.query_drop(format!("DELETE FROM {table}")).unwrap();
            let rows: Vec<Row> = self.query(&format!("SELECT {columns} FROM {table}"));
            let insertion = format!("INSERT INTO {table} ({columns}) VALUES ({places})");
            owner.exec_batch(insertion, rows.into_iter().map(Row::unwrap)).unwrap();
        }
        copy.prepare();
        copy
    }

    /// The name of a database that is not there yet.
    pub(crate) fn absent() -> Self {
        Self::named(|name| server().owner(name))
    }

    /// Makes a database of this name with the first versions of the schema, so many of them, as they were applied once.
    ///
    /// # Returns
    /// The owner, in it.
    pub(crate) fn of_version(&self, version: usize) -> Conn {
        let mut owner = self.as_owner_of_server();
        let name = &self.name;
        let mut run = |sql: &str| {
            owner.query_drop(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        };
        run(&format!(
            "CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci"
        ));
        run(&format!("USE `{name}`"));
        run(RECORD_TABLE);
        for (migration, script) in MIGRATIONS.iter().zip(files("sql/schema", "sql")).take(version) {
            run(&script.text);
            run(&format!(
                "INSERT INTO schema_migrations VALUES ({}, '{}', '{}', '2026-11-23')",
                migration.version,
                migration.name,
                migration.checksum()
            ));
        }
        owner
    }

    /// The same with the longest name that a server allows, 64 characters; that of the account stays short.
    pub(crate) fn absent_with_the_longest_name() -> Self {
        let short = Self::absent();
        let name = format!("{:_<64}", short.name);
        let of_database = |options: &Opts| OptsBuilder::from_opts(options.clone()).db_name(Some(&name)).into();
        Self {
            owner: of_database(&short.owner),
            program: of_database(&short.program),
            account: Some(short.name.clone()),
            name,
            is_of_commands: AtomicBool::new(false),
        }
    }

    /// The same on a server of the test's own.
    pub(crate) fn absent_on(server: &OwnServer) -> Self {
        Self::named(|name| server.owner(Some(name)))
    }

    /// A database with the demonstration data, on a server of the test's own.
    pub(crate) fn demonstration_on(server: &OwnServer) -> Self {
        let database = Self::absent_on(server);
        database.prepare();
        database.load_demonstration();
        database
    }

    fn named(owner: impl FnOnce(&str) -> Opts) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        // Short enough to be the name of the account too: MySQL allows 32 characters.
        let name = format!("ee_test_{}_{number}", std::process::id());
        let owner = owner(&name);
        Self::named_as(name, owner)
    }

    fn named_as(name: String, owner: Opts) -> Self {
        let program = Opts::from(
            OptsBuilder::from_opts(owner.clone())
                .user(Some(&name))
                .pass(Some(PROGRAM_PASSWORD)),
        );
        Self {
            account: Some(name.clone()),
            name,
            owner,
            program,
            is_of_commands: AtomicBool::new(false),
        }
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its name where a pattern is wanted that no other name fits.
    pub(crate) fn pattern(&self) -> String {
        format!("`{}`", self.name.replace('_', r"\_"))
    }

    /// The account that may do anything.
    pub(crate) fn owner(&self) -> Opts {
        self.owner.clone()
    }

    /// The account of the program.
    pub(crate) fn program(&self) -> Opts {
        self.program.clone()
    }

    /// What `base …` works with.
    pub(crate) fn administration(&self) -> Administration {
        Administration::new(self.owner.clone(), self.program.clone())
    }

    /// Where a shell finds it.
    pub(crate) fn location(&self) -> DatabaseLocation {
        DatabaseLocation {
            database: Database::new(self.program.clone(), None),
            administration: self.administration(),
            local_server: None,
            name: String::from("test"),
        }
    }

    /// The socket of its server, for a proxy in front of it.
    pub(crate) fn socket(&self) -> PathBuf {
        PathBuf::from(self.owner.get_socket().expect("these tests need a server on a socket"))
    }

    /// Where a shell finds it that knows several servers of it, each behind a proxy.
    pub(crate) fn location_of_hosts(&self, sockets: &[PathBuf]) -> DatabaseLocation {
        let behind = |options: &Opts| {
            let behind = |socket: &PathBuf| OptsBuilder::from_opts(options.clone()).socket(socket.to_str()).into();
            let mut hosts = sockets.iter().map(behind);
            Hosts::of(hosts.next().expect("there is one"), hosts)
        };
        let program = behind(&self.program);
        DatabaseLocation {
            database: Database::new(program.clone(), None),
            administration: Administration::new(behind(&self.owner), program),
            ..self.location()
        }
    }

    /// Where a shell finds it through a proxy.
    pub(crate) fn location_behind(&self, socket: &Path) -> DatabaseLocation {
        let program = self.program_behind(socket);
        DatabaseLocation {
            database: Database::new(program.clone(), None),
            administration: Administration::new(self.owner.clone(), program),
            ..self.location()
        }
    }

    /// The same for a program that waits for an answer no longer than this.
    pub(crate) fn impatient_location_behind(&self, socket: &Path, patience: Duration) -> DatabaseLocation {
        let impatient = OptsBuilder::from_opts(self.program_behind(socket)).read_timeout(Some(patience));
        DatabaseLocation {
            database: Database::new(Opts::from(impatient), None),
            ..self.location()
        }
    }

    /// How the program's account reaches it through a proxy.
    pub(crate) fn program_behind(&self, socket: &Path) -> Opts {
        OptsBuilder::from_opts(self.program.clone())
            .socket(Some(socket.to_string_lossy()))
            .into()
    }

    /// A connection of the owner, who may change anything: the invariants are not checked at the end.
    pub(crate) fn as_owner(&self) -> Conn {
        self.is_of_commands.store(false, Ordering::Relaxed);
        self.observe()
    }

    /// A connection of the owner that writes nothing.
    fn observe(&self) -> Conn {
        Conn::new(self.owner.clone()).expect("the owner connects")
    }

    /// A connection of the owner that selects no database, for what happens before there is one.
    pub(crate) fn as_owner_of_server(&self) -> Conn {
        self.try_as_owner_of_server().expect("the owner connects")
    }

    /// The same where it is no fault that the server is gone.
    pub(crate) fn try_as_owner_of_server(&self) -> mysql::Result<Conn> {
        Conn::new(OptsBuilder::from_opts(self.owner.clone()).db_name(None::<String>))
    }

    /// A connection of the program's account.
    pub(crate) fn as_program(&self) -> Conn {
        self.is_of_commands.store(false, Ordering::Relaxed);
        Conn::new(self.program.clone()).expect("the program's account connects")
    }

    /// The rows of a query, as the owner.
    pub(crate) fn query<T: FromRow>(&self, sql: &str) -> Vec<T> {
        rows(&mut self.observe(), sql)
    }

    /// Every row of these tables, as text: a checksum of the server is not the same each time where a column is
    /// computed.
    pub(crate) fn rows_of(&self, tables: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        for table in tables {
            let rows: Vec<Row> = self.query(&format!("SELECT * FROM {table}"));
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{table}: {row:?}")).collect();
            rows.sort();
            all.extend(rows);
        }
        all
    }

    /// The only row of a query, as the owner.
    pub(crate) fn one<T: FromRow>(&self, sql: &str) -> T {
        only_row(&mut self.observe(), sql)
    }

    /// Ends every connection of the program's account, of which there must be some.
    pub(crate) fn kill_connections(&self) {
        let account = &self.name;
        let numbers = format!("SELECT id FROM information_schema.processlist WHERE user = '{account}'");
        let mut owner = self.observe();
        let numbers: Vec<u64> = rows(&mut owner, &numbers);
        assert!(!numbers.is_empty());
        for number in numbers {
            owner.query_drop(format!("KILL {number}")).expect("it is still there");
        }
    }

    /// Waits until a transaction of this database waits for a lock.
    pub(crate) fn wait_until_waiting(&self) {
        for _ in 0..200 {
            // The server renews this table only when nobody has read it for a tenth of a second.
            std::thread::sleep(Duration::from_millis(150));
            let waiting: u64 = self.one(
                "SELECT COUNT(*) FROM information_schema.innodb_trx
                 JOIN information_schema.processlist ON processlist.id = innodb_trx.trx_mysql_thread_id
                 WHERE innodb_trx.trx_state = 'LOCK WAIT' AND processlist.db = DATABASE()",
            );
            if waiting > 0 {
                return;
            }
        }
        panic!("nobody waits");
    }

    /// Somebody who is kept waiting for a row while it is decided about it elsewhere. They prepare themselves, and call
    /// what they are given before they begin.
    pub(crate) fn decide_meanwhile<T: Send>(
        &self,
        row: &str,
        decision: &[&str],
        somebody: impl FnOnce(&dyn Fn()) -> T + Send,
    ) -> T {
        let mut holder = self.as_owner();
        let mut execute = |statement: &str| {
            holder
                .query_drop(statement)
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
        };
        let (prepared, turn) = (Barrier::new(2), Barrier::new(2));
        let begin = || {
            prepared.wait();
            turn.wait();
        };
        let begin = &begin;
        std::thread::scope(|scope| {
            let somebody = scope.spawn(move || somebody(begin));
            prepared.wait();
            execute("START TRANSACTION");
            execute(&format!("SELECT id FROM {row} FOR UPDATE"));
            turn.wait();
            self.wait_until_waiting();
            for statement in decision {
                execute(statement);
            }
            execute("COMMIT");
            somebody.join().expect("they survive")
        })
    }

    /// Gives a role a right more than the demonstration gives it.
    pub(crate) fn grant(&self, role: &str, permission: &str, scope: &str) {
        self.execute(&format!(
            "INSERT INTO role_permissions (role_id, permission_id, scope)
             SELECT roles.id, permissions.id, '{scope}' FROM roles JOIN permissions
             WHERE roles.name = '{role}' AND permissions.name = '{permission}'"
        ));
    }

    /// Runs a statement as the owner.
    pub(crate) fn execute(&self, sql: &str) {
        self.as_owner()
            .query_drop(sql)
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

impl TestDatabase {
    /// What the commands of the test have left that must not be.
    fn violations(&self) -> Vec<String> {
        if std::thread::panicking() || !self.is_of_commands.load(Ordering::Relaxed) {
            return Vec::new();
        }
        violations(&mut self.observe())
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let violations = self.violations();
        // A database that stays behind is no reason to fail a test that passed.
        let Ok(mut connection) = self.try_as_owner_of_server() else {
            return;
        };
        let _ = connection.query_drop(format!("DROP DATABASE IF EXISTS `{}`", self.name));
        if let Some(account) = &self.account {
            let _ = connection.query_drop(format!("DROP USER IF EXISTS '{account}'@'%'"));
        }
        assert_eq!(violations, [""; 0]);
    }
}

/// The rows of a query.
pub(crate) fn rows<T: FromRow>(connection: &mut Conn, sql: &str) -> Vec<T> {
    connection.query(sql).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// The only row of a query.
pub(crate) fn only_row<T: FromRow>(connection: &mut Conn, sql: &str) -> T {
    let mut rows = rows(connection, sql);
    assert_eq!(rows.len(), 1, "{sql}");
    rows.remove(0)
}

/// The demonstration password, hashed once for the whole run.
pub(crate) fn demonstration_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| password::hash(&Secret::new(dataset::PASSWORD.to_owned())).expect("it is hashed"))
}

/// A table of the numbers from 0 to 999 999, in the language that both servers share.
pub(crate) fn numbers() -> String {
    let digits = "(SELECT 0 AS digit UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
    format!(
        "(SELECT a.digit + 10 * b.digit + 100 * c.digit + 1000 * d.digit + 10000 * e.digit
            + 100000 * f.digit AS number
          FROM {digits} AS a, {digits} AS b, {digits} AS c, {digits} AS d, {digits} AS e, {digits} AS f) AS numbers"
    )
}
