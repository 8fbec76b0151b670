//! A demonstration database of one's own, beside the one in use and gone when it is no longer wanted: transcripts are
//! replayed on it.

use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder};
use uuid::Uuid;

use super::administration::Administration;
use super::constraint::domain_error;
use super::location::Location;
use super::pool::Database;
use crate::error::Result;
use crate::security::secret::Secret;

/// How their names begin: with what made them, so that what a killed program left behind is recognised.
const PREFIX: &str = "ee_rejeu";

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A database that is dropped, with its account, when this is.
pub struct TemporaryDatabase {
    owner: Opts,
    program: Opts,
    name: String,
}

impl TemporaryDatabase {
    /// Creates a database on the server of this owner, with the demonstration data as loaded at `now`.
    ///
    /// # Errors
    /// What the server refuses: the owner must be allowed to create databases and accounts.
    pub(super) fn create(owner: &Opts, password_hash: &str, now: Timestamp) -> Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        // Short enough to be the name of the account too: MySQL allows 32 characters.
        let name = format!("{PREFIX}_{}_{number}", std::process::id());
        let password = Secret::new(Uuid::new_v4().to_string());
        let program = Opts::from(
            OptsBuilder::from_opts(owner.clone())
                .user(Some(&name))
                .pass(Some(password.expose()))
                .db_name(Some(&name)),
        );
        let database = Self {
            owner: owner.clone(),
            program,
            name,
        };
        let administration = database.administration();
        administration.prepare(now)?;
        administration.load_demonstration(password_hash, now)?;
        Ok(database)
    }

    /// Where a shell finds it.
    pub fn location(&self) -> Location {
        Location {
            database: Database::new(self.program.clone(), None),
            administration: self.administration(),
            local_server: None,
            name: String::from("rejeu"),
        }
    }

    fn administration(&self) -> Administration {
        Administration::new(self.owner.clone(), self.program.clone())
    }

    fn drop_all(&self) -> Result<()> {
        let options = OptsBuilder::from_opts(self.owner.clone()).db_name(None::<String>);
        let mut connection = Conn::new(options).map_err(domain_error)?;
        for statement in [
            format!("DROP DATABASE IF EXISTS `{}`", self.name),
            format!("DROP USER IF EXISTS '{}'@'%'", self.name),
        ] {
            connection.query_drop(statement).map_err(domain_error)?;
        }
        Ok(())
    }
}

impl Drop for TemporaryDatabase {
    fn drop(&mut self) {
        if let Err(error) = self.drop_all() {
            log::warn!(
                "the temporary database {} could not be dropped: {error}",
                self.name
            );
        }
    }
}
