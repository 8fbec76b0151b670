//! A connection is set at birth, and checked to be what was asked for (S30).

use std::collections::BTreeMap;
use std::time::Duration;

use epic_events::configuration::Variables;
use epic_events::database::connection_options::{of_owner, of_program, of_socket};
use epic_events::database::executor::Queries as _;
use epic_events::error::Error;
use epic_events::models::permission::OwnAccount;
use epic_events::security::secret::Secret;
use epic_events::services::policy;
use mysql::prelude::Queryable;
use mysql::{Opts, Params, Row};

use crate::support::database::TestDatabase;
use crate::support::meddler::Meddler;
use crate::support::server::configuration_with;
use crate::support::shell::TestShell;
use crate::support::source::files;

const SHOW: &str = "SHOW SESSION VARIABLES WHERE variable_name IN ('character_set_client', 'character_set_connection',
    'character_set_results', 'collation_connection', 'innodb_lock_wait_timeout', 'max_execution_time',
    'max_statement_time', 'sql_mode', 'time_zone', 'transaction_isolation', 'tx_isolation')";

type Settings = BTreeMap<String, String>;

/// What a connection of the pool says of itself.
fn settings_of_the_pool(shell: &mut TestShell) -> Settings {
    let authorized = shell.context.authorize::<OwnAccount>().expect("somebody is signed in");
    let rows = authorized.read(|reader| reader.rows(SHOW, Params::Empty, |row| Ok((text(row, 0), text(row, 1)))));
    rows.expect("the settings are shown").into_iter().collect()
}

fn text(row: &mut Row, place: usize) -> String {
    row.take(place).expect("the column is a text")
}

#[test]
fn s30_a_connection_has_the_settings_that_everything_relies_on() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "sales2");
    let shown = settings_of_the_pool(&mut shell);
    let untouched: Settings = database
        .as_program()
        .query::<(String, String), _>(SHOW)
        .expect("the settings are shown")
        .into_iter()
        .collect();
    let is_mariadb = shown.contains_key("max_statement_time");
    let (isolation, timeout, seconds) = if is_mariadb {
        ("tx_isolation", "max_statement_time", "30.000000")
    } else {
        ("transaction_isolation", "max_execution_time", "30000")
    };
    for (name, expected) in [
        ("time_zone", "+00:00"),
        ("character_set_client", "utf8mb4"),
        ("character_set_connection", "utf8mb4"),
        ("character_set_results", "utf8mb4"),
        ("collation_connection", "utf8mb4_unicode_520_ci"),
        (isolation, "READ-COMMITTED"),
        ("innodb_lock_wait_timeout", "5"),
        (timeout, seconds),
    ] {
        assert_eq!(shown.get(name).map(String::as_str), Some(expected), "{name}");
    }
    let modes: Vec<&str> = shown["sql_mode"].split(',').collect();
    for mode in [
        "STRICT_ALL_TABLES",
        "NO_ZERO_DATE",
        "ONLY_FULL_GROUP_BY",
        "NO_ENGINE_SUBSTITUTION",
    ] {
        assert!(modes.contains(&mode), "{mode} is not in {modes:?}");
    }
    // The control: the server gives none of these to whoever does not ask.
    for name in ["time_zone", "sql_mode", isolation, "innodb_lock_wait_timeout", timeout] {
        assert_ne!(shown[name], untouched[name], "{name}");
    }
}

#[test]
fn s30_a_connection_that_is_not_what_was_asked_for_is_refused() {
    let database = TestDatabase::demonstration();
    let meddler = Meddler::before(&database.socket());
    let check = || policy::check(&database.location_behind(&meddler.socket()).database);
    check().expect("nobody meddles yet");
    let refusal_of = |asked, instead| {
        meddler.swap(asked, instead);
        let refusal = check().err();
        // The pool tries again by itself.
        assert!(meddler.swapped() > 0, "{asked}");
        refusal
    };
    for (asked, instead, name) in [
        (
            "SET NAMES utf8mb4 COLLATE utf8mb4_unicode_520_ci",
            "SET NAMES utf8mb3 COLLATE utf8mb3_unicode_520_ci",
            "character_set_client",
        ),
        (
            "utf8mb4_unicode_520_ci",
            "utf8mb4_general_ci    ",
            "collation_connection",
        ),
        ("time_zone = '+00:00'", "time_zone = '+01:00'", "time_zone"),
        ("STRICT_ALL_TABLES,", "IGNORE_SPACE,ANSI,", "sql_mode"),
        (
            "lock_wait_timeout = 5",
            "lock_wait_timeout = 9",
            "innodb_lock_wait_timeout",
        ),
    ] {
        let refusal = refusal_of(asked, instead);
        assert!(
            matches!(&refusal, Some(Error::Internal { detail, .. }) if detail.contains(name)),
            "{instead}: {refusal:?}"
        );
    }
    // Each server listens to one of these and takes the other for a comment.
    for [of_one, of_the_other] in [
        [
            ("max_statement_time = 30", "max_statement_time = 31"),
            ("max_execution_time = 30000", "max_execution_time = 30001"),
        ],
        [
            ("tx_isolation = 'READ-COMMITTED'", "tx_isolation = 'SERIALIZABLE'  "),
            (
                "transaction_isolation = 'READ-COMMITTED'",
                "transaction_isolation = 'SERIALIZABLE'  ",
            ),
        ],
    ] {
        let refusals = [of_one, of_the_other].map(|(asked, instead)| refusal_of(asked, instead));
        assert_eq!(refusals.iter().flatten().count(), 1, "{refusals:?}");
    }
}

#[test]
fn s30_nobody_waits_for_a_server_without_end() {
    let configuration = configuration_with(Variables::new());
    let url = Secret::new(String::from("mysql://compte:secret@base.exemple.fr/epic_events"));
    let every: [Opts; 3] = [
        of_program(&url, &configuration)
            .expect("the address is good")
            .first()
            .clone(),
        of_owner(&url, &configuration)
            .expect("the address is good")
            .first()
            .clone(),
        of_socket(std::path::Path::new("/run/serveur"), "compte", None),
    ];
    for options in every {
        assert_eq!(options.get_tcp_connect_timeout(), Some(Duration::from_secs(3)));
        // Longer than a statement may take, so that the server's own answer comes first.
        assert_eq!(options.get_read_timeout(), Some(&Duration::from_mins(1)));
        assert_eq!(options.get_write_timeout(), Some(&Duration::from_secs(30)));
    }
}

#[test]
fn s30_every_connection_is_made_and_set_in_one_place() {
    let makers: Vec<String> = files("src", "rs")
        .into_iter()
        .filter(|source| {
            ["Conn::new(", "MySqlConnectionManager::new("]
                .iter()
                .any(|made| source.code().contains(made))
        })
        .map(|source| source.path)
        .collect();
    assert_eq!(makers, ["src/database/connection_manager.rs"]);
}
