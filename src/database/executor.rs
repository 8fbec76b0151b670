//! How statements are run: the two doors a repository function can be given.
//!
//! [`Reader`] runs queries; [`Transaction`] runs queries and changes, all or nothing. Statements are the constants of
//! `statements`, prepared once per connection by the driver and cached.

use mysql::prelude::Queryable;
use mysql::{Conn, Params, Row};

use super::constraint::{domain_error, is_displaced_entry, is_duplicate_row, is_repeated_operation};
use super::rows::{column, listed, of_row};
use super::waiting::Waiting;
use crate::error::{Error, Result};
use crate::models::listed::Listed;

/// What can run a query. Implemented by the two doors of this file and nothing else.
pub trait Queries {
    /// Runs `visit` on each row of the answer, in order, keeping one row in memory at a time.
    fn each_row(
        &mut self,
        statement: &str,
        parameters: Params,
        visit: &mut dyn FnMut(&mut Row) -> Result<()>,
    ) -> Result<()>;

    /// Every row of a short answer.
    fn rows<T>(
        &mut self,
        statement: &str,
        parameters: Params,
        mut convert: impl FnMut(&mut Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each_row(statement, parameters, &mut |row| {
            all.push(of_row(row, &mut convert)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Every row that is to be shown; one that cannot be read is noted in the log, and hides no other.
    fn listed<T>(
        &mut self,
        statement: &str,
        parameters: Params,
        mut convert: impl FnMut(&mut Row) -> Result<T>,
    ) -> Result<Vec<Listed<T>>> {
        self.rows(statement, parameters, |row| listed(of_row(row, &mut convert)))
    }

    /// The first row of the answer, if there is one.
    fn first<T>(
        &mut self,
        statement: &str,
        parameters: Params,
        convert: impl FnMut(&mut Row) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.rows(statement, parameters, convert)?.into_iter().next())
    }

    /// What a statement counts, in the column `count` of its only row.
    fn count(&mut self, statement: &str, parameters: Params) -> Result<u64> {
        let count = self.first(statement, parameters, |row| column(row, "count"))?;
        Ok(count.unwrap_or_default())
    }
}

/// A connection that reads.
pub struct Reader<'connection> {
    connection: &'connection mut Conn,
    /// Whose patience each answer renews.
    waiting: Option<Waiting>,
}

/// A transaction that reads and writes; committed by the write path, never by its user.
pub struct Transaction<'connection> {
    inner: Inner<'connection>,
    /// Whose patience each answer renews.
    waiting: Option<Waiting>,
    is_clustered: bool,
}

/// What a transaction is to the server.
enum Inner<'connection> {
    /// One of its own.
    Whole(mysql::Transaction<'connection>),
    /// A part of a larger one: see `batch`.
    Part {
        connection: &'connection mut Conn,
        undoing: Undoing,
    },
}

/// What became of an entry that is to be there once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Insertion {
    /// It is in the transaction.
    Done,
    /// Its operation is there already, done by an earlier attempt.
    Repeated,
    /// Another entry has its place in the chain.
    Displaced,
}

/// What can be undone of a transaction that has several commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undoing {
    /// Each command by itself: it begins with a savepoint.
    EachCommand,
    /// Only everything: that saves two round trips a command.
    Everything,
}

impl<'connection> Reader<'connection> {
    pub(super) fn new(connection: &'connection mut Conn) -> Self {
        Self {
            connection,
            waiting: None,
        }
    }

    /// The same for somebody who waits for each of its answers.
    pub(super) fn waited_for(mut self, waiting: &Waiting) -> Self {
        self.waiting = Some(waiting.clone());
        self
    }
}

impl Reader<'_> {
    /// Has the server check a statement, with the rights it needs, without running it.
    pub fn rehearse(&mut self, statement: &str) -> Result<()> {
        let answer = self.connection.prep(statement).map(drop).map_err(domain_error);
        renew(self.waiting.as_ref(), &answer);
        answer
    }
}

impl Queries for Reader<'_> {
    fn each_row(
        &mut self,
        statement: &str,
        parameters: Params,
        visit: &mut dyn FnMut(&mut Row) -> Result<()>,
    ) -> Result<()> {
        let answer = each_row(self.connection, statement, parameters, visit);
        renew(self.waiting.as_ref(), &answer);
        answer
    }
}

impl<'connection> Transaction<'connection> {
    pub(super) fn new(inner: mysql::Transaction<'connection>) -> Self {
        Self {
            inner: Inner::Whole(inner),
            waiting: None,
            is_clustered: false,
        }
    }

    /// The same for somebody who waits for each of its answers.
    pub(super) fn waited_for(mut self, waiting: &Waiting) -> Self {
        self.waiting = Some(waiting.clone());
        self
    }

    /// A part of the transaction that is open on this connection.
    pub(super) fn part_of(connection: &'connection mut Conn, undoing: Undoing) -> Result<Self> {
        if undoing == Undoing::EachCommand {
            connection.query_drop("SAVEPOINT command").map_err(domain_error)?;
        }
        Ok(Self {
            inner: Inner::Part { connection, undoing },
            waiting: None,
            is_clustered: false,
        })
    }

    /// The same on a server beside which others take writes, or not.
    pub(super) fn among_servers(mut self, is_clustered: bool) -> Self {
        self.is_clustered = is_clustered;
        self
    }

    /// Whether other servers take writes beside this one, which do not know its locks.
    pub fn is_clustered(&self) -> bool {
        self.is_clustered
    }

    /// Changes rows.
    pub fn execute(&mut self, statement: &str, parameters: Params) -> Result<()> {
        self.run(statement, parameters).map_err(domain_error)
    }

    /// Changes one row, where it still is what the statement says.
    ///
    /// # Returns
    /// Whether it was: a row set to what it already is does not count.
    pub fn change_one(&mut self, statement: &str, parameters: Params) -> Result<bool> {
        self.execute(statement, parameters)?;
        Ok(1 == match &self.inner {
            Inner::Whole(transaction) => transaction.affected_rows(),
            Inner::Part { connection, .. } => connection.affected_rows(),
        })
    }

    /// Adds one row, or none where the statement finds that it may not be there.
    ///
    /// # Returns
    /// The number the database gave it; 0 for none.
    pub fn insert(&mut self, statement: &str, parameters: Params) -> Result<u64> {
        self.execute(statement, parameters)?;
        Ok(match &self.inner {
            Inner::Whole(transaction) => transaction.last_insert_id().unwrap_or_default(),
            Inner::Part { connection, .. } => connection.last_insert_id(),
        })
    }

    /// Adds one row that may be there already.
    ///
    /// # Returns
    /// Whether it was not.
    pub fn insert_new(&mut self, statement: &str, parameters: Params) -> Result<bool> {
        match self.run(statement, parameters) {
            Ok(()) => Ok(true),
            Err(error) if is_duplicate_row(&error) => Ok(false),
            Err(error) => Err(domain_error(error)),
        }
    }

    /// Adds the journal entry, unless its operation or its place is there already.
    pub(super) fn insert_once(&mut self, statement: &str, parameters: Params) -> Result<Insertion> {
        match self.run(statement, parameters) {
            Ok(()) => Ok(Insertion::Done),
            Err(error) if is_repeated_operation(&error) => Ok(Insertion::Repeated),
            Err(error) if is_displaced_entry(&error) => Ok(Insertion::Displaced),
            Err(error) => Err(domain_error(error)),
        }
    }

    pub(super) fn commit(self) -> Result<()> {
        match self.inner {
            Inner::Whole(transaction) => transaction.commit(),
            Inner::Part {
                connection,
                undoing: Undoing::EachCommand,
            } => connection.query_drop("RELEASE SAVEPOINT command"),
            Inner::Part {
                undoing: Undoing::Everything,
                ..
            } => Ok(()),
        }
        .map_err(domain_error)
    }

    /// Ends a transaction in which nothing was changed that is to be kept.
    pub(super) fn leave(self) -> Result<()> {
        match self.inner {
            Inner::Part {
                undoing: Undoing::Everything,
                ..
            } => Ok(()),
            Inner::Part { .. } | Inner::Whole(_) => self.rollback().map(drop),
        }
    }

    /// Undoes what was changed.
    ///
    /// # Returns
    /// Whether that was possible without undoing more.
    pub(super) fn rollback(self) -> Result<bool> {
        match self.inner {
            Inner::Whole(transaction) => transaction.rollback(),
            Inner::Part {
                connection,
                undoing: Undoing::EachCommand,
            } => connection.query_drop("ROLLBACK TO SAVEPOINT command"),
            Inner::Part {
                undoing: Undoing::Everything,
                ..
            } => return Ok(false),
        }
        .map_err(domain_error)?;
        Ok(true)
    }

    fn run(&mut self, statement: &str, parameters: Params) -> mysql::Result<()> {
        let answer = match &mut self.inner {
            Inner::Whole(transaction) => transaction.exec_drop(statement, parameters),
            Inner::Part { connection, .. } => connection.exec_drop(statement, parameters),
        };
        renew(self.waiting.as_ref(), &answer);
        answer
    }
}

impl Queries for Transaction<'_> {
    fn each_row(
        &mut self,
        statement: &str,
        parameters: Params,
        visit: &mut dyn FnMut(&mut Row) -> Result<()>,
    ) -> Result<()> {
        let answer = match &mut self.inner {
            Inner::Whole(transaction) => each_row(transaction, statement, parameters, visit),
            Inner::Part { connection, .. } => each_row(*connection, statement, parameters, visit),
        };
        renew(self.waiting.as_ref(), &answer);
        answer
    }
}

fn each_row(
    queryable: &mut impl Queryable,
    statement: &str,
    parameters: Params,
    visit: &mut dyn FnMut(&mut Row) -> Result<()>,
) -> Result<()> {
    let mut unreadable = None;
    for row in queryable.exec_iter(statement, parameters).map_err(domain_error)? {
        let mut row = row.map_err(domain_error)?;
        if unreadable.is_some() {
            continue;
        }
        match visit(&mut row) {
            Ok(()) => {}
            // A statement that is stopped may leave values out of its last row: then its end says so.
            Err(error @ Error::UnreadableValue { .. }) => unreadable = Some(error),
            Err(error) => return Err(error),
        }
    }
    unreadable.map_or(Ok(()), Err)
}

/// An answer renews the patience of whoever waits for it.
fn renew<T, E>(waiting: Option<&Waiting>, answer: &std::result::Result<T, E>) {
    if let (Some(waiting), Ok(_)) = (waiting, answer) {
        waiting.renew();
    }
}
