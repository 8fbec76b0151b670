//! Whoever loses their node reads what they wrote on another one, even where that is behind: it is waited for, or they
//! are told so (D28, S33).

use std::time::Duration;

use epic_events::shell::context::reply::Status;
use mysql::Conn;
use mysql::prelude::Queryable as _;

use crate::contest::ending;
use crate::ground::Ground;
use crate::nodes::{Engine, alone, cluster};
use crate::plants::creation;
use crate::report::tell;
use crate::support::proxy::{Break, Proxy, Then};
use crate::support::shell::{Outcome, TestShell};

/// How long a node is behind.
const BEHIND: Duration = Duration::from_secs(1);

/// A node that answers, and takes nothing from the others until this goes.
struct Lag(Conn);

impl Lag {
    fn of(number: usize) -> Self {
        let mut connection = cluster().node(number).connect(None);
        if cluster().engine == Engine::Galera {
            // The others do not wait for it.
            connection.query_drop("SET GLOBAL wsrep_desync = ON").unwrap();
        }
        connection.query_drop("FLUSH TABLES WITH READ LOCK").unwrap();
        Self(connection)
    }
}

impl Drop for Lag {
    fn drop(&mut self) {
        self.0.query_drop("UNLOCK TABLES").unwrap();
        if cluster().engine == Engine::Galera {
            self.0.query_drop("SET GLOBAL wsrep_desync = OFF").unwrap();
        }
    }
}

/// A database of which somebody knows two nodes: the first by a proxy, and the third, which will be behind.
struct Scene {
    ground: Ground,
    first: Proxy,
    shell: TestShell,
}

impl Scene {
    fn of(breaks: Break, username: &str) -> Self {
        let ground = Ground::new();
        let first = Proxy::before(&cluster().node(1).socket(), breaks);
        let mut shell = TestShell::on(&ground.database);
        let sockets = [first.socket(), cluster().node(3).socket()];
        shell.context.set_location(ground.database.location_of_hosts(&sockets));
        shell.sign_in(username);
        ground.catch_up();
        Self { ground, first, shell }
    }

    /// Types a line; the third node, which is behind, catches up a while after it is typed.
    fn run_behind(&mut self, lag: Lag, line: &str) -> Outcome {
        std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::sleep(BEHIND);
                drop(lag);
            });
            self.shell.run(line)
        })
    }
}

#[test]
fn d28_what_one_wrote_is_read_on_a_node_that_was_behind_or_not_answered() {
    let _alone = alone();
    let mut stale: Vec<&str> = Vec::new();
    for line in ["clients voir kevin@startup.io", "clients lister"] {
        let mut scene = Scene::of(Break::BeforeCommit, "sales2");
        scene.shell.run(line).succeeds();
        let lag = Lag::of(3);
        scene
            .shell
            .run("clients modifier kevin@startup.io --nom Nouveau")
            .succeeds();
        scene.first.refuse(Then::Gone);
        let outcome = scene.run_behind(lag, line);
        let is_stale = outcome.status == Status::Success && !outcome.standard.contains("Nouveau");
        tell(format_args!(
            "D28, {line} after a change of node: {}, stale {is_stale}",
            ending(&outcome)
        ));
        if is_stale {
            stale.push(line);
        }
        scene.ground.catch_up();
        let shown = scene.shell.run(line).succeeds();
        assert!(shown.contains("Nouveau"), "{shown}");
    }
    assert_eq!(stale, [""; 0]);
}

#[test]
fn s33_a_commit_without_an_answer_is_looked_up_on_a_node_that_was_behind_and_done_once() {
    let _alone = alone();
    let lines = [
        ("sales2", "clients creer", creation(1, 1, 1)),
        (
            "manager1",
            "contrats creer",
            String::from("contrats creer --client kevin@startup.io --montant 10"),
        ),
    ];
    for breaks in [Break::AfterCommitThen(Then::Gone), Break::BeforeCommitThen(Then::Gone)] {
        for (username, command, line) in &lines {
            let mut scene = Scene::of(breaks, username);
            let lag = Lag::of(3);
            scene.first.break_next(1);
            let outcome = scene.run_behind(lag, line);
            let done: u64 = scene.ground.one(&format!(
                "SELECT COUNT(*) FROM audit_entries WHERE command = '{command}' AND outcome = 'done'"
            ));
            let told = ending(&outcome);
            tell(format_args!("S33, {command}, {breaks:?}: {told}, done {done} times"));
            let is_right = match told.as_str() {
                "oui" => done == 1,
                "ISSUE_INCONNUE" => done <= 1,
                _ => done == 0,
            };
            assert!(is_right, "{command}, {breaks:?}: {told}, done {done} times");
            scene.ground.assert_whole();
        }
    }
}
