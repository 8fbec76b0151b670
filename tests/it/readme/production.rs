//! What the page of the database says to type in production: from an empty server to the first account.

use super::page::{Block, DATABASE, Page};
use crate::support::database::TestDatabase;
use crate::support::process::{Ended, Program};
use crate::support::restricted_owner::RestrictedOwner;
use crate::support::server::server;

/// The names and the passwords that the page shows, and those of this test.
const OWNER: &str = "epic_events_owner";
const SHOWN_SERVER: &str = "base.exemple.fr:3306/epic_events'";
const PASSWORD: &str = "un mot de passe long";
const PASSWORD_IN_ADDRESS: &str = "un%20mot%20de%20passe%20long";

/// The block that begins like this, as one text.
fn block(page: &Page, beginning: &str) -> String {
    let blocks = page.blocks();
    let found: Vec<&Block> = blocks.iter().filter(|block| block.begins(beginning)).collect();
    assert_eq!(found.len(), 1, "one block of {} begins {beginning}", page.path);
    found[0].lines.join("\n")
}

/// The owner that the page makes, with names of this test's own.
fn owner<'d>(page: &Page, database: &'d TestDatabase) -> RestrictedOwner<'d> {
    RestrictedOwner::made(database, |name| {
        let sql = block(page, "CREATE USER")
            .replace(OWNER, name)
            .replace(r"epic\_events", &database.name().replace('_', r"\_"))
            .replace('…', PASSWORD);
        let statements = sql
            .split(";\n")
            .map(|statement| statement.trim_end_matches(';').to_owned());
        // The tests come by the socket, where a server of production is joined over TLS.
        let by_socket = format!("ALTER USER '{name}'@'%' REQUIRE NONE");
        statements.chain([by_socket]).collect()
    })
}

/// Types the lines that prepare a database, with the addresses of this server; the first that fails ends them.
fn prepare(page: &Page, database: &TestDatabase) -> Ended {
    let owner = owner(page, database);
    let address = server().owner_address(database.name());
    let (_, place) = address.split_once('@').expect("an address names an account");
    let lines = block(page, "export ")
        .replace(
            &format!("{OWNER}:…"),
            &format!("{}:{PASSWORD_IN_ADDRESS}", owner.name()),
        )
        .replace("epic_events:…", &format!("{}:{PASSWORD_IN_ADDRESS}", database.name()))
        .replace(SHOWN_SERVER, &format!("{place}'"));
    assert!(!lines.contains("exemple.fr:"), "{lines}");
    Program::new().shell(&format!("set -e\n{lines}"))
}

#[test]
fn the_lines_that_prepare_a_database_prepare_one() {
    let database = TestDatabase::absent();
    let ended = prepare(&Page::at(DATABASE), &database);
    assert_eq!(ended.status, Some(0), "{}", ended.standard);
    assert!(ended.standard.contains("Schéma préparé"), "{}", ended.standard);
    assert!(!ended.standard.contains("ERREUR"), "{}", ended.standard);
    let accounts: Vec<String> = database.query("SELECT username FROM users");
    assert_eq!(accounts, ["hrousseau"]);
}

#[test]
fn a_wrong_line_does_not() {
    let database = TestDatabase::absent();
    let page = Page::at(DATABASE).with("epic_events base diagnostic", "epic_events base diagnostique");
    assert_eq!(prepare(&page, &database).status, Some(2));
}
