//! Databases that are made from several nodes at once, and what a cluster says of itself (D28, S38).

use epic_events::database::administration::Administration;
use epic_events::database::migration::MIGRATIONS;
use epic_events::demonstration::temporary::TemporaryDatabases;
use mysql::prelude::Queryable as _;

use crate::failover::program;
use crate::ground::{ALL, Ground};
use crate::nodes::{Engine, cluster, together};
use crate::report::tell;
use crate::support::database::{NOW, PROGRAM_PASSWORD, TestDatabase, demonstration_hash, only_row};
use crate::support::process::Program;

/// How often an empty database is prepared from all nodes.
const TIMES: usize = 3;

/// A program that prepares this database through one node.
fn preparer(database: &TestDatabase, number: usize) -> Program {
    let (node, name) = (cluster().node(number), database.name());
    let socket = node.socket();
    let password = PROGRAM_PASSWORD.replace(' ', "%20");
    Program::new()
        .with("EPIC_EVENTS_ENVIRONMENT", "demonstration")
        .with(
            "EPIC_EVENTS_OWNER_DATABASE_URL",
            &format!("mysql://root@localhost/{name}?socket={}", socket.display()),
        )
        .with(
            "EPIC_EVENTS_DATABASE_URL",
            &format!("mysql://{name}:{password}@{}/{name}", node.address()),
        )
}

#[test]
fn s38_an_empty_database_prepared_from_three_nodes_at_once_is_prepared_once() {
    let _together = together();
    for _ in 0..TIMES {
        let database = TestDatabase::absent();
        let ended = std::thread::scope(|scope| {
            let preparers = ALL.map(|number| {
                let program = preparer(&database, number);
                scope.spawn(move || program.run(&["base", "preparer"]))
            });
            preparers.map(|preparer| preparer.join().expect("it ends"))
        });
        let told = |ended: &crate::support::process::Ended| {
            let text = format!("{}{}", ended.standard, ended.errors);
            format!("{:?} {}", ended.status, text.lines().next().unwrap_or_default())
        };
        tell(format_args!(
            "S38, three preparations at once: {:?}",
            ended.each_ref().map(told)
        ));
        for node in cluster().nodes() {
            let mut connection = node.connect_caught_up(Some(database.name()));
            let applied: usize = only_row(&mut connection, "SELECT COUNT(*) FROM schema_migrations");
            let accounts: usize = only_row(&mut connection, "SELECT COUNT(*) FROM users");
            assert_eq!((applied, accounts), (MIGRATIONS.len(), 7), "on node {}", node.number());
        }
        let applied = format!("{} migrations appliquées", MIGRATIONS.len());
        let appliers = ended.iter().filter(|ended| ended.standard.contains(&applied)).count();
        assert_eq!(appliers, 1, "{ended:?}");
        for ended in ended {
            ended.succeeds();
        }
        let program = preparer(&database, 1);
        program.run_as("sales2", &["clients", "lister"]).succeeds();
    }
}

#[test]
fn the_temporary_databases_of_one_node_survive_those_of_another() {
    let _together = together();
    let ground = Ground::new();
    let open = |number| {
        let owner = cluster().node(number).owner(Some(ground.database.name()));
        let administration = Administration::new(owner, ground.database.program());
        TemporaryDatabases::open(&administration, demonstration_hash().to_owned(), None).expect("it opens")
    };
    let now = NOW.parse().expect("it is a moment");
    let mut first = open(1);
    let of_first = first.create(now).expect("it is made");
    let mut second = open(2);
    let of_second = second.create(now).expect("it is made");
    let names: Vec<String> = cluster()
        .node(3)
        .connect_caught_up(None)
        .query(r"SHOW DATABASES LIKE 'ee\_rejeu\_%\_%'")
        .expect("they are listed");
    tell(format_args!(
        "temporary databases of two nodes: {} of 2 are there",
        names.len()
    ));
    assert_eq!(names.len(), 2, "{names:?}");
    drop((of_first, of_second));
}

#[test]
fn d28_a_diagnostic_finds_a_cluster_good_and_names_it() {
    let _together = together();
    let ground = Ground::new();
    let ended = program(&ground, &ALL).run(&["base", "diagnostic"]);
    tell(format_args!(
        "D28, base diagnostic: {:?} {:?}",
        ended.status, ended.standard
    ));
    let shown = ended.succeeds().to_lowercase();
    let named = match cluster().engine {
        Engine::Galera => shown.contains("galera"),
        Engine::Mysql => shown.contains("groupe") || shown.contains("group replication"),
    };
    assert!(named, "{shown}");
}
