//! The schema as a picture, the same on MariaDB and MySQL, compared with `tests/expected/schema.txt`.
//!
//! The servers write the same thing differently: MariaDB shows the widths of integers and quotes defaults, MySQL names
//! the character set of each text and puts more parentheses. The picture leaves out what only one of them shows.

use std::fmt::Write as _;

use crate::support::database::TestDatabase;
use crate::support::expected;

#[test]
fn the_schema_is_as_pictured() {
    expected::compare("tests/expected/schema.txt", &picture(&TestDatabase::prepared()));
}

/// Tables in alphabetical order, each with its columns, keys, checks and triggers; then procedures.
pub(crate) fn picture(database: &TestDatabase) -> String {
    let mut tables: Vec<(String, String, String)> = database.query(
        "SELECT table_name, engine, table_collation FROM information_schema.tables
         WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
    );
    tables.sort();
    let mut picture = String::new();
    for (table, engine, collation) in tables {
        let _ = writeln!(picture, "{table}: {engine}, {collation}");
        let lines = columns(database, &table, &collation)
            .into_iter()
            .chain(indexes(database, &table))
            .chain(foreign_keys(database, &table))
            .chain(checks(database, &table))
            .chain(triggers(database, &table));
        for line in lines {
            let _ = writeln!(picture, "    {line}");
        }
        picture.push('\n');
    }
    for line in procedures(database) {
        let _ = writeln!(picture, "{line}");
    }
    picture
}

/// `name type null default`, in their order.
fn columns(database: &TestDatabase, table: &str, table_collation: &str) -> Vec<String> {
    type Column = (String, String, String, Option<String>, String, Option<String>);
    let columns: Vec<Column> = database.query(&format!(
        "SELECT column_name, column_type, is_nullable, column_default, extra, collation_name
         FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '{table}'
         ORDER BY ordinal_position"
    ));
    let lines = columns
        .into_iter()
        .map(|(name, kind, nullable, default, extra, collation)| {
            let mut line = format!("{name} {}", without_width(&kind));
            if let Some(collation) = collation.filter(|collation| collation != table_collation) {
                let _ = write!(line, " {collation}");
            }
            line.push_str(if nullable == "YES" { " null" } else { " not null" });
            if let Some(default) = default.filter(|default| default != "NULL") {
                let _ = write!(line, " default '{}'", default.trim_matches('\''));
            }
            if !extra.is_empty() {
                let _ = write!(line, " {extra}");
            }
            line
        });
    lines.collect()
}

fn indexes(database: &TestDatabase, table: &str) -> Vec<String> {
    let mut indexes: Vec<(String, bool, String)> = database.query(&format!(
        "SELECT index_name, non_unique = 0, GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ')
         FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = '{table}'
         GROUP BY index_name, non_unique"
    ));
    indexes.sort();
    let lines = indexes.into_iter().map(|(name, is_unique, columns)| {
        let kind = if is_unique { "unique key" } else { "key" };
        format!("{kind} {name} ({columns})")
    });
    lines.collect()
}

fn foreign_keys(database: &TestDatabase, table: &str) -> Vec<String> {
    let mut keys: Vec<(String, String, String, String, String)> = database.query(&format!(
        "SELECT parts.constraint_name, GROUP_CONCAT(column_name ORDER BY ordinal_position SEPARATOR ', '),
            parts.referenced_table_name,
            GROUP_CONCAT(referenced_column_name ORDER BY ordinal_position SEPARATOR ', '),
            MAX(rules.delete_rule)
         FROM information_schema.key_column_usage AS parts
         JOIN information_schema.referential_constraints AS rules
            ON rules.constraint_schema = parts.constraint_schema AND rules.constraint_name = parts.constraint_name
         WHERE parts.table_schema = DATABASE() AND parts.table_name = '{table}'
            AND rules.table_name = parts.table_name
         GROUP BY parts.constraint_name, parts.referenced_table_name"
    ));
    keys.sort();
    let lines = keys.into_iter().map(|(name, columns, parent, parent_columns, rule)| {
        // Two names for the same thing with InnoDB.
        let rule = if rule == "NO ACTION" { "RESTRICT" } else { &rule };
        format!("foreign key {name} ({columns}) references {parent} ({parent_columns}) on delete {rule}")
    });
    lines.collect()
}

fn checks(database: &TestDatabase, table: &str) -> Vec<String> {
    let mut checks: Vec<(String, String)> = database.query(&format!(
        "SELECT checks.constraint_name, checks.check_clause
         FROM information_schema.check_constraints AS checks
         JOIN information_schema.table_constraints AS tables
            ON tables.constraint_schema = checks.constraint_schema AND tables.constraint_name = checks.constraint_name
         WHERE tables.table_schema = DATABASE() AND tables.table_name = '{table}'"
    ));
    checks.sort();
    let lines = checks
        .into_iter()
        .map(|(name, clause)| format!("check {name}: {}", without_parentheses(&clause)));
    lines.collect()
}

fn triggers(database: &TestDatabase, table: &str) -> Vec<String> {
    let mut triggers: Vec<(String, String, String, String)> = database.query(&format!(
        "SELECT trigger_name, action_timing, event_manipulation, action_statement FROM information_schema.triggers
         WHERE trigger_schema = DATABASE() AND event_object_table = '{table}'"
    ));
    triggers.sort();
    let lines = triggers.into_iter().map(|(name, timing, event, statement)| {
        let statement: Vec<&str> = statement.split_whitespace().collect();
        format!(
            "trigger {name} {timing} {event}: {}",
            statement.join(" ").trim_end_matches(';')
        )
    });
    lines.collect()
}

fn procedures(database: &TestDatabase) -> Vec<String> {
    let procedures: Vec<(String, String, String, String)> = database.query(
        "SELECT routine_name, sql_data_access, security_type, routine_definition FROM information_schema.routines
         WHERE routine_schema = DATABASE() ORDER BY routine_name",
    );
    let lines = procedures.into_iter().map(|(name, access, security, body)| {
        let body: Vec<&str> = body.split_whitespace().collect();
        format!("procedure {name} {access} SQL SECURITY {security}: {}", body.join(" "))
    });
    lines.collect()
}

/// `bigint(20) unsigned` is `bigint unsigned`.
fn without_width(kind: &str) -> String {
    let Some((before, after)) = kind.split_once("int(") else {
        return kind.to_owned();
    };
    let rest = after.trim_start_matches(|character: char| character.is_ascii_digit());
    format!("{before}int{}", rest.trim_start_matches(')'))
}

/// A condition as both servers would write it with neither parentheses nor character sets: what is left shows that it
/// changed; what it means is tested by breaking it.
fn without_parentheses(clause: &str) -> String {
    let plain = clause.replace("_utf8mb4", "").replace("\\'", "'");
    let plain: String = plain.chars().filter(|character| !"()`".contains(*character)).collect();
    match plain.strip_prefix("regexp_like") {
        Some(operands) => operands.replacen(',', " regexp ", 1),
        None => plain,
    }
}
