//! The guards of a database: the triggers, which hold whatever a client does, and the procedure that shows them.
//!
//! A restored dump may lack them, bring others, or bring them in the name of an account that is gone. The program's
//! account cannot look for itself, since the right to see a trigger is the right to make one: it calls the procedure
//! `installed_triggers`, which looks in the name of the owner. A trigger that the procedure does not show, or shows
//! with another text or another account than its own, is a fault, as is a procedure that cannot be called; a database
//! with a fault is not worked on. The owner looks at triggers and procedure directly, and makes again what is not as
//! the migrations define it. A dump without procedures therefore asks for `base preparer` even where its triggers are
//! right.
//!
//! What others added is left alone.

use mysql::prelude::Queryable;
use mysql::{Conn, Params, TxOpts};

use super::constraint::domain_error;
use super::executor::Queries;
use super::migration::{MIGRATIONS, statements_of};
use super::rows::column;
use super::statements::installed_triggers as statements;
use crate::error::{Error, GuardFault, Result};

/// What the owner sees.
const SEEN_BY_OWNER: &str = include_str!("../../sql/accounts/guards.sql");
/// The tables that the triggers take numbers from, and the last ones that were given.
const LAST_NUMBERS: &str = include_str!("../../sql/accounts/numbers.sql");

/// A trigger or a procedure, as the last migration that defines it does.
#[derive(Debug, Clone, Copy)]
struct Guard {
    kind: GuardKind,
    name: &'static str,
    /// What follows `CREATE TRIGGER`, or `CREATE PROCEDURE`.
    definition: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GuardKind {
    Trigger,
    Procedure,
}

/// A guard as the database has it.
struct Installed {
    definition: String,
    /// The account in whose name it acts, where that is not the right one.
    foreign_definer: Option<String>,
}

/// Compares the triggers with those of the program, as the program's account.
///
/// # Errors
/// [`Error::GuardsBroken`].
pub fn check(queries: &mut impl Queries) -> Result<()> {
    let installed = queries.rows(statements::LIST, Params::Empty, |row| {
        Ok(Installed {
            definition: column(row, "definition")?,
            foreign_definer: column(row, "foreign_definer")?,
        })
    })?;
    let faults = faults_among(&triggers(), &installed);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::GuardsBroken { faults })
    }
}

/// What is wrong with the guards of the selected database, as its owner.
pub(super) fn faults(connection: &mut Conn) -> Result<Vec<GuardFault>> {
    Ok(faults_among(&guards(), &seen_by_owner(connection)?))
}

/// Makes again what is wrong with the guards of the selected database, in the name of its owner, and what an earlier
/// version of the program left such that no dump of it can be restored; raises the numbers that are given next above
/// those of the rows.
///
/// # Returns
/// What was wrong.
pub(super) fn repair(connection: &mut Conn) -> Result<Vec<GuardFault>> {
    let installed = seen_by_owner(connection)?;
    let mut faults = Vec::new();
    for guard in guards() {
        let fault = guard.fault_among(&installed);
        if fault.is_some() || guard.is_undumpable_among(&installed) {
            guard.make(connection)?;
        }
        faults.extend(fault);
    }
    raise_numbers(connection)?;
    Ok(faults)
}

/// A restored dump may have brought the rows and not how far they were counted.
fn raise_numbers(connection: &mut Conn) -> Result<()> {
    let last_numbers: Vec<(String, u64)> = connection.query(LAST_NUMBERS).map_err(domain_error)?;
    for (table, number) in last_numbers.into_iter().filter(|(_, number)| *number > 0) {
        let mut transaction = connection.start_transaction(TxOpts::default()).map_err(domain_error)?;
        transaction
            .exec_drop(format!("INSERT INTO {table} (number) VALUES (?)"), (number,))
            .map_err(domain_error)?;
        // What was counted stays counted.
        transaction.rollback().map_err(domain_error)?;
    }
    Ok(())
}

fn seen_by_owner(connection: &mut Conn) -> Result<Vec<Installed>> {
    connection
        .query_map(SEEN_BY_OWNER, |(definition, foreign_definer)| Installed {
            definition,
            foreign_definer,
        })
        .map_err(domain_error)
}

impl Guard {
    /// The guard that a statement of a migration defines, if it defines one.
    fn defined_by(statement: &'static str) -> Option<Self> {
        let (kind, (_, definition)) = [GuardKind::Trigger, GuardKind::Procedure]
            .into_iter()
            .find_map(|kind| Some((kind, statement.split_once(kind.creation())?)))?;
        let name = definition.split([' ', '(']).next()?;
        Some(Self { kind, name, definition })
    }

    fn fault_among(&self, installed: &[Installed]) -> Option<GuardFault> {
        let name = || self.name.to_owned();
        let Some(installed) = installed.iter().find(|installed| self.is_named_by(installed)) else {
            return Some(GuardFault::Missing { name: name() });
        };
        // Before the text: MySQL hides that of a procedure of another account.
        if let Some(account) = installed.foreign_definer.clone() {
            return Some(GuardFault::ForeignDefiner { name: name(), account });
        }
        let is_altered = words(&installed.definition) != words(self.definition);
        is_altered.then(|| GuardFault::Altered { name: name() })
    }

    /// Whether the text was kept with the semicolon behind it: MySQL's client cannot read the dump of such a guard.
    fn is_undumpable_among(&self, installed: &[Installed]) -> bool {
        installed
            .iter()
            .any(|installed| self.is_named_by(installed) && installed.definition.trim_end().ends_with(';'))
    }

    fn is_named_by(&self, installed: &Installed) -> bool {
        installed.definition.split([' ', '(']).next() == Some(self.name)
    }

    fn make(&self, connection: &mut Conn) -> Result<()> {
        for statement in [
            format!("{}{}", self.kind.removal(), self.name),
            format!("{}{}", self.kind.creation(), self.definition),
        ] {
            connection.query_drop(statement).map_err(domain_error)?;
        }
        Ok(())
    }
}

impl GuardKind {
    const fn creation(self) -> &'static str {
        match self {
            Self::Trigger => "CREATE TRIGGER ",
            Self::Procedure => "CREATE PROCEDURE ",
        }
    }

    const fn removal(self) -> &'static str {
        match self {
            Self::Trigger => "DROP TRIGGER IF EXISTS ",
            Self::Procedure => "DROP PROCEDURE IF EXISTS ",
        }
    }
}

fn faults_among(guards: &[Guard], installed: &[Installed]) -> Vec<GuardFault> {
    guards.iter().filter_map(|guard| guard.fault_among(installed)).collect()
}

fn triggers() -> Vec<Guard> {
    let mut triggers = guards();
    triggers.retain(|guard| guard.kind == GuardKind::Trigger);
    triggers
}

/// Every guard, by its last definition.
fn guards() -> Vec<Guard> {
    let mut guards: Vec<Guard> = Vec::new();
    for guard in MIGRATIONS
        .iter()
        .flat_map(|migration| statements_of(migration.sql))
        .filter_map(Guard::defined_by)
    {
        guards.retain(|earlier| earlier.name != guard.name);
        guards.push(guard);
    }
    guards
}

/// A definition without its line ends, which a dump may change, and the semicolon that was kept where an earlier
/// version of the program sent one.
fn words(definition: &str) -> Vec<&str> {
    definition
        .trim_end_matches([';', ' ', '\n'])
        .split_whitespace()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_of_the_migrations_is_a_guard_and_the_last_one_counts() {
        let text: String = MIGRATIONS.iter().map(|migration| migration.sql).collect();
        let mut defined: Vec<&str> = ["CREATE TRIGGER ", "CREATE PROCEDURE "]
            .iter()
            .flat_map(|creation| text.split(creation).skip(1))
            .filter_map(|rest| rest.split([' ', '(']).next())
            .collect();
        defined.sort_unstable();
        defined.dedup();
        let mut found: Vec<&str> = guards().iter().map(|guard| guard.name).collect();
        found.sort_unstable();
        assert_eq!(found, defined);
        for guard in guards() {
            let (_, last) = text
                .rsplit_once(&format!("{}{}", guard.kind.creation(), guard.name))
                .expect("it is defined");
            let definition = guard
                .definition
                .strip_prefix(guard.name)
                .expect("it begins with the name");
            assert!(last.starts_with(definition), "{}", guard.name);
            assert_eq!(definition.matches("BEGIN").count(), definition.matches("\nEND").count());
        }
    }
}
