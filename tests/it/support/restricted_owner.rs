//! An owner of one database, as production has it: no right outside of it but to make accounts.
//!
//! The account is of the server, which outlives the database: it is dropped with the value, also when the test fails.

use epic_events::database::administration::Administration;
use epic_events::demonstration::location::DatabaseLocation;
use mysql::prelude::Queryable;
use mysql::{Opts, OptsBuilder};

use super::database::TestDatabase;
use super::shell::TestShell;

const PASSWORD: &str = "le propriétaire en test";

/// The account, for as long as the value lives.
pub(crate) struct RestrictedOwner<'d> {
    database: &'d TestDatabase,
    name: String,
}

impl<'d> RestrictedOwner<'d> {
    /// An owner of this database.
    pub(crate) fn of(database: &'d TestDatabase) -> Self {
        Self::made(database, |name| {
            vec![
                format!("CREATE USER '{name}'@'%' IDENTIFIED BY '{PASSWORD}'"),
                format!(
                    "GRANT ALL ON {}.* TO '{name}'@'%' WITH GRANT OPTION",
                    database.pattern()
                ),
                format!("GRANT CREATE USER ON *.* TO '{name}'@'%'"),
            ]
        })
    }

    /// The same, made by these statements for an account of this name.
    pub(crate) fn made(database: &'d TestDatabase, statements: impl FnOnce(&str) -> Vec<String>) -> Self {
        // Before anything is made, so that what was made is dropped when the rest fails.
        let owner = Self {
            database,
            name: format!("{}_o", database.name()),
        };
        for statement in statements(&owner.name) {
            owner.execute(&statement);
        }
        owner
    }

    /// The name of the account.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Gives the account another name.
    pub(crate) fn rename(&mut self) {
        let name = format!("{}_n", self.database.name());
        self.execute(&format!("RENAME USER '{}'@'%' TO '{name}'@'%'", self.name));
        self.name = name;
    }

    /// A shell whose `base …` works with this account.
    pub(crate) fn shell(&self) -> TestShell {
        let owner = OptsBuilder::from_opts(self.database.owner())
            .user(Some(&self.name))
            .pass(Some(PASSWORD));
        let mut shell = TestShell::on(self.database);
        shell.context.set_location(DatabaseLocation {
            administration: Administration::new(Opts::from(owner), self.database.program()),
            ..self.database.location()
        });
        shell
    }

    /// Runs a statement as the administrator of the server.
    fn execute(&self, statement: &str) {
        self.database
            .as_owner_of_server()
            .query_drop(statement)
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

impl Drop for RestrictedOwner<'_> {
    fn drop(&mut self) {
        // An account that stays behind is no reason to fail a test that passed.
        let Ok(mut connection) = self.database.try_as_owner_of_server() else {
            return;
        };
        let _ = connection.query_drop(format!("DROP USER IF EXISTS '{}'@'%'", self.name));
    }
}
