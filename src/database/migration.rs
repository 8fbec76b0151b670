//! The versions of the schema (S38).
//!
//! Migrations are numbered files, applied in order under a lock of the server, each recorded with its checksum. A
//! landed file is never edited: a recorded checksum that differs from the file's is refused, as is a database newer
//! than the program. Every file may run again after an interruption, because the server commits each definition by
//! itself.

use mysql::prelude::Queryable;
use mysql::{Conn, params};

use super::constraint::domain_error;
use super::executor::{Queries, Reader};
use super::rows::{column, timestamp_value};
use super::statements::schema_migrations as statements;
use crate::error::{Error, Result};
use crate::security::digest::sha256;

/// One numbered file of `sql/schema`.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number, from 1 without gaps.
    pub version: u32,
    /// Its name.
    pub name: &'static str,
    pub(super) sql: &'static str,
}

/// The text of the migration that creates roles and grants.
pub const GRANTS: &str = include_str!("../../sql/schema/0003_permissions.sql");

/// Every migration, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "tables",
        sql: include_str!("../../sql/schema/0001_tables.sql"),
    },
    Migration {
        version: 2,
        name: "triggers",
        sql: include_str!("../../sql/schema/0002_triggers.sql"),
    },
    Migration {
        version: 3,
        name: "permissions",
        sql: GRANTS,
    },
    Migration {
        version: 4,
        name: "guards",
        sql: include_str!("../../sql/schema/0004_guards.sql"),
    },
    Migration {
        version: 5,
        name: "numbers",
        sql: include_str!("../../sql/schema/0005_numbers.sql"),
    },
    Migration {
        version: 6,
        name: "runs",
        sql: include_str!("../../sql/schema/0006_runs.sql"),
    },
    Migration {
        version: 7,
        name: "turns",
        sql: include_str!("../../sql/schema/0007_turns.sql"),
    },
    Migration {
        version: 8,
        name: "installed_guards",
        sql: include_str!("../../sql/schema/0008_installed_guards.sql"),
    },
    Migration {
        version: 9,
        name: "turns_of_all",
        sql: include_str!("../../sql/schema/0009_turns_of_all.sql"),
    },
];

/// How the schema of a database compares with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// Nothing is there, or not everything.
    Behind {
        /// The last version applied; 0 for none.
        version: u32,
    },
    /// Exactly what the program needs.
    Current,
    /// A version the program does not know, one whose file was changed, or one without those before it.
    Different {
        /// That version.
        version: u32,
    },
}

impl SchemaState {
    /// Refuses every schema but the one the program needs.
    ///
    /// # Errors
    /// [`Error::SchemaMissing`], [`Error::SchemaMismatch`].
    pub const fn required(self) -> Result<()> {
        match self {
            Self::Current => Ok(()),
            Self::Behind { .. } => Err(Error::SchemaMissing),
            Self::Different { version } => Err(Error::SchemaMismatch { version }),
        }
    }
}

/// The statement that makes the table of the versions applied.
pub const RECORD_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    version INT UNSIGNED NOT NULL,
    name VARCHAR(60) NOT NULL,
    checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    applied_at DATETIME(6) NOT NULL,
    PRIMARY KEY (version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci";

/// Compares the database with the program.
pub fn state(queries: &mut impl Queries) -> Result<SchemaState> {
    let applied = match queries.rows(statements::LIST, mysql::Params::Empty, |row| {
        Ok((column::<u32>(row, "version")?, column::<String>(row, "checksum")?))
    }) {
        Ok(applied) => applied,
        Err(Error::SchemaMissing) => return Ok(SchemaState::Behind { version: 0 }),
        Err(error) => return Err(error),
    };
    for (place, (version, checksum)) in applied.iter().enumerate() {
        let is_expected = MIGRATIONS
            .get(place)
            .is_some_and(|migration| migration.version == *version && migration.checksum() == *checksum);
        if !is_expected {
            return Ok(SchemaState::Different { version: *version });
        }
    }
    if applied.len() == MIGRATIONS.len() {
        return Ok(SchemaState::Current);
    }
    Ok(SchemaState::Behind {
        version: applied.last().map_or(0, |(version, _)| *version),
    })
}

/// Applies what is missing to the selected database, as its owner, while nobody else does.
///
/// # Errors
/// [`Error::SchemaMismatch`] when the database is newer or was edited.
pub(super) fn migrate(connection: &mut Conn, now: jiff::Timestamp) -> Result<Vec<&'static str>> {
    connection.query_drop(RECORD_TABLE).map_err(domain_error)?;
    let version = match state(&mut Reader::new(connection))? {
        SchemaState::Current => return Ok(Vec::new()),
        SchemaState::Different { version } => return Err(Error::SchemaMismatch { version }),
        SchemaState::Behind { version } => version,
    };
    let mut applied = Vec::new();
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > version) {
        migration.apply(connection, now)?;
        applied.push(migration.name);
    }
    Ok(applied)
}

impl Migration {
    /// SHA-256 of the file, 64 hexadecimal digits.
    pub fn checksum(&self) -> String {
        sha256(self.sql.as_bytes())
    }

    /// Runs the file and records it; rows it adds and the record are committed together.
    fn apply(&self, connection: &mut Conn, now: jiff::Timestamp) -> Result<()> {
        connection.query_drop("START TRANSACTION").map_err(domain_error)?;
        run_script(connection, self.sql)?;
        connection
            .exec_drop(
                statements::INSERT,
                params! {
                    "version" => self.version,
                    "name" => self.name,
                    "checksum" => self.checksum(),
                    "applied_at" => timestamp_value(now),
                },
            )
            .and_then(|()| connection.query_drop("COMMIT"))
            .map_err(domain_error)
    }
}

/// Runs a file of several statements, one at a time and without its semicolon, stopping at the first error. MySQL keeps
/// the semicolon that follows a trigger, and its own client cannot read the dump of such a trigger again.
pub(super) fn run_script(connection: &mut Conn, script: &str) -> Result<()> {
    for statement in statements_of(script) {
        connection.query_drop(statement).map_err(domain_error)?;
    }
    Ok(())
}

/// The statements of a file, which ends each one at the end of a line. Between `BEGIN` and `END` on lines of their own
/// is one statement; a comment is a line of its own.
pub(super) fn statements_of(script: &str) -> Vec<&str> {
    let mut statements = Vec::new();
    let (mut start, mut end) = (0, 0);
    let mut is_in_body = false;
    for line in script.split_inclusive('\n') {
        end += line.len();
        let line = line.trim_end();
        is_in_body = line == "BEGIN" || is_in_body && line != "END;";
        if is_in_body || line.starts_with("--") || !line.ends_with(';') {
            continue;
        }
        statements.extend(script.get(start..end));
        start = end;
    }
    statements.extend(script.get(start..).filter(|rest| !is_without_statement(rest)));
    for statement in &mut statements {
        *statement = statement.trim().trim_end_matches(';');
    }
    statements
}

/// Whether a text has blank lines and comments only.
fn is_without_statement(text: &str) -> bool {
    text.lines()
        .all(|line| line.trim().is_empty() || line.starts_with("--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_cut_where_its_statements_end() {
        let script = "-- Grants; and more;\nDROP TRIGGER a;\nCREATE TRIGGER a FOR EACH ROW\nBEGIN\n    SET x = 1;\n    \
                      IF y THEN\n        SET x = ';';\n    END IF;\nEND;\n\n-- The end;\nDO 0;\n-- Nothing more.\n";
        assert_eq!(
            statements_of(script),
            [
                "-- Grants; and more;\nDROP TRIGGER a",
                "CREATE TRIGGER a FOR EACH ROW\nBEGIN\n    SET x = 1;\n    IF y THEN\n        SET x = ';';\n    END IF;\nEND",
                "-- The end;\nDO 0",
            ]
        );
        assert_eq!(statements_of("DO 0"), ["DO 0"]);
    }

    /// Each statement begins with a word that statements begin with, so that none was cut in the middle.
    #[test]
    fn no_statement_of_the_migrations_is_cut_in_two() {
        let grants = include_str!("../../sql/accounts/program_grants.sql");
        for script in MIGRATIONS.iter().map(|migration| migration.sql).chain([grants]) {
            let statements = statements_of(script);
            for statement in &statements {
                let first = statement
                    .lines()
                    .find(|line| !line.is_empty() && !line.starts_with("--"));
                let word = first.and_then(|line| line.split(' ').next()).unwrap_or_default();
                assert!(
                    [
                        "CREATE",
                        "DROP",
                        "INSERT",
                        "UPDATE",
                        "SET",
                        "PREPARE",
                        "EXECUTE",
                        "DEALLOCATE",
                        "GRANT",
                    ]
                    .contains(&word),
                    "{statement}"
                );
                assert!(!statement.ends_with(';'), "{statement}");
            }
            let triggers = |text: &str| text.matches("CREATE TRIGGER").count();
            assert!(statements.iter().all(|statement| triggers(statement) <= 1));
            assert_eq!(
                statements.iter().map(|statement| triggers(statement)).sum::<usize>(),
                triggers(script)
            );
        }
    }
}
