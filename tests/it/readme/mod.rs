//! What `README.md` repeats of the program: the tables as a diagram, the settings, the exit statuses, the commands, and
//! examples that are run.

mod examples;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use epic_events::configuration::SETTINGS;
use epic_events::error::Code;
use epic_events::shell::context::reply::Status;
use epic_events::shell::messages::errors::heading;
use epic_events::shell::messages::statuses;
use epic_events::shell::table::DECLARATIONS;

use crate::support::source::file;

const TABLES: &str = include_str!("../../../sql/schema/0001_tables.sql");

fn readme() -> String {
    file("README.md").text
}

#[test]
fn the_diagram_is_that_of_the_tables() {
    let diagram = diagram();
    assert!(
        readme().contains(&diagram),
        "README.md must hold this diagram:\n{diagram}"
    );
}

#[test]
fn every_setting_and_its_default_are_listed() {
    let readme = readme();
    let missing: Vec<String> = SETTINGS
        .iter()
        .map(|setting| match setting.default {
            "" => format!("| `{}` | |", setting.name),
            default => format!("| `{}` | `{default}` |", setting.name),
        })
        .filter(|row| !readme.contains(row))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_exit_status_is_listed() {
    let readme = readme();
    let missing: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("| {} | `{}` |", code.kind().exit_status(), heading(code.kind())))
        .filter(|row| !readme.contains(row))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_status_of_a_transcript_is_listed() {
    let readme = readme();
    let row = readme.lines().find(|line| line.starts_with("| `?` |"));
    let row = row.expect("the row of statuses is there");
    let failures = Code::ALL.iter().map(|code| Status::Failure(code.kind()));
    let missing: BTreeSet<&str> = std::iter::once(Status::Success)
        .chain(failures)
        .map(statuses::word)
        .filter(|word| !row.contains(&format!("`{word}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_two_commands_stand_alone_in_their_blocks() {
    for command in ["cargo run --release", "cargo test"] {
        let block = format!("```sh\nsh sql/install_server.sh && {command}\n```\n");
        assert_eq!(readme().matches(&block).count(), 1, "{command}");
    }
}

#[test]
fn every_command_is_listed() {
    let readme = readme();
    let rows: Vec<&str> = readme.lines().filter(|line| line.starts_with("| ")).collect();
    let missing: Vec<&str> = DECLARATIONS
        .iter()
        .filter(|declaration| {
            let object = declaration.object();
            let is_alone = declaration.verb().is_none() || object == "mot-de-passe";
            let (beginning, word) = match declaration.verb() {
                Some(verb) if !is_alone => (format!("| `{object}` |"), verb),
                Some(_) | None => (String::from("| |"), declaration.definition.words),
            };
            let begins = |row: &&&str| row.starts_with(&beginning);
            !rows
                .iter()
                .filter(begins)
                .any(|row| row.contains(&format!("`{word}`")))
        })
        .map(|declaration| declaration.definition.words)
        .collect();
    assert_eq!(missing, [""; 0]);
}

/// The Mermaid lines of every table: its columns with their keys, then who refers to whom.
fn diagram() -> String {
    let mut entities = String::from("erDiagram\n");
    let mut relations = String::new();
    for definition in TABLES.split("CREATE TABLE IF NOT EXISTS ").skip(1) {
        let (table, body) = definition.split_once(" (\n").expect("a table has columns");
        let body = body.split_once("\n) ENGINE").expect("a table has an engine").0;
        let items = items(body);
        let columns: Vec<&String> = items.iter().filter(|item| is_column(item)).collect();
        let _ = writeln!(entities, "    {table} {{");
        for column in &columns {
            let _ = writeln!(entities, "        {}", described(column, &items));
        }
        let _ = writeln!(entities, "    }}");
        for (columns_of_key, parent) in items.iter().filter_map(|item| foreign_key(item)) {
            let is_optional = columns.iter().any(|column| {
                let name = word(column, 0);
                columns_of_key.split(", ").any(|key| key == name) && !column.contains("NOT NULL")
            });
            let parent_end = if is_optional { "o|" } else { "||" };
            let _ = writeln!(
                relations,
                "    {table} }}o--{parent_end} {parent} : \"{columns_of_key}\""
            );
        }
    }
    entities + &relations
}

/// The columns and constraints of a table, each on one line.
fn items(body: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in body.lines() {
        match (line.strip_prefix("    "), items.last_mut()) {
            (Some(item), _) if !item.starts_with([' ', ')']) => items.push(item.to_owned()),
            (_, Some(last)) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            (_, None) => panic!("{line}"),
        }
    }
    items
}

fn is_column(item: &str) -> bool {
    item.starts_with(|first: char| first.is_ascii_lowercase())
}

/// `bigint customer_id FK`: Mermaid takes no length, no precision and no space in a type.
fn described(column: &str, items: &[String]) -> String {
    let (name, type_with_size) = (word(column, 0), word(column, 1));
    let column_type = type_with_size
        .split(['(', ','])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let keys: Vec<&str> = [("PRIMARY KEY", "PK"), ("FOREIGN KEY", "FK"), ("UNIQUE KEY", "UK")]
        .into_iter()
        .filter(|(kind, _)| items.iter().any(|item| holds(item, kind, name)))
        .map(|(_, short)| short)
        .collect();
    format!("{column_type} {name} {}", keys.join(", "))
        .trim_end()
        .to_owned()
}

/// Whether a key of this kind holds the column; a unique key of several columns makes none of them unique.
fn holds(item: &str, kind: &str, name: &str) -> bool {
    let Some((_, rest)) = item.split_once(kind) else {
        return false;
    };
    let columns = between_parentheses(rest);
    let is_alone = kind != "UNIQUE KEY" || !columns.contains(", ");
    is_alone && columns.split(", ").any(|column| column == name)
}

fn foreign_key(item: &str) -> Option<(&str, &str)> {
    let (_, rest) = item.split_once("FOREIGN KEY ")?;
    let (_, reference) = rest.split_once("REFERENCES ")?;
    Some((between_parentheses(rest), word(reference, 0)))
}

fn between_parentheses(text: &str) -> &str {
    let start = text.find('(').map_or(0, |place| place + 1);
    let end = text.find(')').unwrap_or(text.len());
    &text[start..end]
}

fn word(text: &str, number: usize) -> &str {
    text.split(' ').nth(number).unwrap_or_default()
}
