//! What keeps a database right whatever a client does: triggers, checks, keys, the rights of the program's account, and
//! the function that shows them.
//!
//! A restored dump may lack them, bring others, or bring them in the name of an account that is gone. The program's
//! account cannot look for itself, since the right to see a trigger is the right to make one, and MariaDB shows a check
//! to owners alone: it calls the function `installed_guards`, which looks in the name of the owner, in the statement
//! that lists its own rights. What the function does not show, or shows with another text or another account than its
//! own, is a fault, as is a function that cannot be called, and a right that is missing; a database with a fault is not
//! worked on. The owner looks directly, and makes again what is not as the migrations define it. A dump without
//! routines therefore asks for `base preparer` even where all the rest is right.
//!
//! What others added is left alone.

mod constraints;
mod grants;
mod shown;

use mysql::prelude::Queryable;
use mysql::{Conn, Params, TxOpts};

use self::constraints::Making;
use self::grants::Held;
use self::shown::{Installed, Shown};
use super::constraint::domain_error;
use super::executor::Queries;
use super::migration::{MIGRATIONS, statements_of};
use super::rows::column;
use super::statements::installed_guards as statements;
use crate::error::{Error, GuardFault, Result, ServerState};

/// The function as the owner sees it.
const FUNCTION_SEEN_BY_OWNER: &str = include_str!("../../../sql/accounts/guards.sql");
/// The tables that the triggers take numbers from, and the last ones that were given.
const LAST_NUMBERS: &str = include_str!("../../../sql/accounts/numbers.sql");
/// What stands before the statement of the function, which the owner runs itself.
const BEFORE_STATEMENT: &str = " RETURN (";

/// A trigger or a routine, as the last migration that defines it does.
#[derive(Debug, Clone, Copy)]
struct Guard {
    kind: GuardKind,
    name: &'static str,
    /// What follows `CREATE TRIGGER`, or `CREATE FUNCTION`.
    definition: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GuardKind {
    Trigger,
    Procedure,
    Function,
}

/// What was made again, and what could not be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Repair {
    /// What was wrong, and is right again.
    pub(super) repaired: Vec<GuardFault>,
    /// What rows of the database do not allow.
    pub(super) violated: Vec<GuardFault>,
}

/// Compares everything with what the program needs, as the program's account, in one statement.
///
/// # Errors
/// [`Error::GuardsBroken`]; [`Error::Server`] with the rights that are missing.
pub fn check(queries: &mut impl Queries) -> Result<()> {
    let rows = queries.rows(statements::LIST, Params::Empty, |row| {
        Ok((column::<String>(row, "kind")?, column::<Option<String>>(row, "found")?))
    })?;
    let (mut shown, mut held) = (Shown::default(), Held::default());
    for (kind, found) in rows {
        let found = found.unwrap_or_default();
        match kind.as_str() {
            "guards" => shown = Shown::read(&found)?,
            "grant" => held.grants.push(found),
            "wide" => held.wide.push(found),
            _ => held.has_role = true,
        }
    }
    let mut faults = faults_of_triggers(&shown);
    faults.extend(faults_of_constraints(&shown));
    if !faults.is_empty() {
        return Err(Error::GuardsBroken { faults });
    }
    let missing = held.missing();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Error::server(ServerState::MissingGrant, missing.join(", ")))
    }
}

/// What is wrong with the guards of the selected database, as its owner.
pub(super) fn faults(connection: &mut Conn) -> Result<Vec<GuardFault>> {
    let (functions, shown) = seen_by_owner(connection)?;
    let mut faults = faults_of_triggers(&shown);
    faults.extend(guards_of(GuardKind::Function).filter_map(|guard| guard.fault_among(&functions)));
    faults.extend(faults_of_constraints(&shown));
    Ok(faults)
}

/// Makes again what is wrong with the guards of the selected database, in the name of its owner, and what an earlier
/// version of the program left such that no dump of it can be restored; raises the numbers that are given next above
/// those of the rows.
pub(super) fn repair(connection: &mut Conn) -> Result<Repair> {
    let (functions, shown) = seen_by_owner(connection)?;
    let mut repair = Repair::default();
    for guard in guards() {
        let installed = if guard.kind == GuardKind::Trigger {
            &shown.triggers
        } else {
            &functions
        };
        let fault = guard.fault_among(installed);
        if fault.is_some() || guard.is_undumpable_among(installed) {
            guard.make(connection)?;
        }
        repair.repaired.extend(fault);
    }
    for constraint in constraints::all() {
        let Some(fault) = constraint.fault_among(&shown) else {
            continue;
        };
        match constraint.make(connection, &shown)? {
            Making::Made => repair.repaired.push(fault),
            Making::Violated => repair.violated.push(GuardFault::Violated {
                name: constraint.told_name(),
            }),
        }
    }
    raise_numbers(connection)?;
    Ok(repair)
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

/// The routines, and what the function would show: its statement is run, since it may not be there.
fn seen_by_owner(connection: &mut Conn) -> Result<(Vec<Installed>, Shown)> {
    let functions = connection
        .query_map(FUNCTION_SEEN_BY_OWNER, |(definition, foreign_definer)| Installed {
            definition,
            foreign_definer,
        })
        .map_err(domain_error)?;
    let statement = guards_of(GuardKind::Function)
        .find_map(|guard| guard.definition.split_once(BEFORE_STATEMENT)?.1.strip_suffix(')'))
        .ok_or_else(|| Error::internal("no migration defines what shows the guards"))?;
    let shown: Option<Option<String>> = connection.query_first(statement).map_err(domain_error)?;
    let shown = Shown::read(shown.flatten().as_deref().unwrap_or("[]"))?;
    Ok((functions, shown))
}

impl Guard {
    /// The guard that a statement of a migration defines, if it defines one.
    fn defined_by(statement: &'static str) -> Option<Self> {
        let (kind, (_, definition)) = GuardKind::ALL
            .into_iter()
            .find_map(|kind| Some((kind, statement.split_once(kind.creation())?)))?;
        let name = definition.split([' ', '(']).next()?;
        Some(Self { kind, name, definition })
    }

    /// The name of what a statement of a migration removes, if it removes a guard.
    fn removed_by(statement: &'static str) -> Option<&'static str> {
        let removed = GuardKind::ALL
            .into_iter()
            .find_map(|kind| statement.split_once(kind.removal()));
        removed.map(|(_, name)| name.trim())
    }

    fn fault_among(&self, installed: &[Installed]) -> Option<GuardFault> {
        let name = || self.name.to_owned();
        let Some(installed) = installed.iter().find(|installed| self.is_named_by(installed)) else {
            return Some(GuardFault::Missing { name: name() });
        };
        // Before the text: MySQL hides that of a routine of another account.
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
    const ALL: [Self; 3] = [Self::Trigger, Self::Procedure, Self::Function];

    const fn creation(self) -> &'static str {
        match self {
            Self::Trigger => "CREATE TRIGGER ",
            Self::Procedure => "CREATE PROCEDURE ",
            Self::Function => "CREATE FUNCTION ",
        }
    }

    const fn removal(self) -> &'static str {
        match self {
            Self::Trigger => "DROP TRIGGER IF EXISTS ",
            Self::Procedure => "DROP PROCEDURE IF EXISTS ",
            Self::Function => "DROP FUNCTION IF EXISTS ",
        }
    }
}

fn faults_of_triggers(shown: &Shown) -> Vec<GuardFault> {
    guards_of(GuardKind::Trigger)
        .filter_map(|guard| guard.fault_among(&shown.triggers))
        .collect()
}

fn faults_of_constraints(shown: &Shown) -> Vec<GuardFault> {
    let constraints = constraints::all().into_iter();
    constraints
        .filter_map(|constraint| constraint.fault_among(shown))
        .collect()
}

fn guards_of(kind: GuardKind) -> impl Iterator<Item = Guard> {
    guards().into_iter().filter(move |guard| guard.kind == kind)
}

/// Every guard, by its last definition; what was removed for good is none.
fn guards() -> Vec<Guard> {
    let mut guards: Vec<Guard> = Vec::new();
    for statement in MIGRATIONS.iter().flat_map(|migration| statements_of(migration.sql)) {
        let defined = Guard::defined_by(statement);
        let name = defined.map(|guard| guard.name).or_else(|| Guard::removed_by(statement));
        guards.retain(|earlier| Some(earlier.name) != name);
        guards.extend(defined);
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
        let mut defined: Vec<&str> = ["CREATE TRIGGER ", "CREATE FUNCTION "]
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
