//! The diagram of the tables: drawn again from the migrations and compared.

use std::fmt::Write as _;

use super::page::{DATABASE, Page};
use crate::support::source::files;

/// What the page lacks.
fn faults(page: &Page) -> Vec<String> {
    let diagram = diagram();
    if page.text.contains(&diagram) {
        return Vec::new();
    }
    vec![format!("{} must hold this diagram:\n{diagram}", page.path)]
}

#[test]
fn the_diagram_is_that_of_the_tables() {
    assert_eq!(faults(&Page::at(DATABASE)), [""; 0]);
}

#[test]
fn a_column_that_is_drawn_wrong_is_told() {
    let page = Page::at(DATABASE).with("        decimal balance_due\n", "");
    assert_eq!(faults(&page).len(), 1);
}

/// The Mermaid lines of every table: its columns with their keys, then who refers to whom.
fn diagram() -> String {
    let mut entities = String::from("erDiagram\n");
    let mut relations = String::new();
    let schema: String = files("sql/schema", "sql")
        .into_iter()
        .map(|migration| migration.text)
        .collect();
    for definition in schema.split("CREATE TABLE IF NOT EXISTS ").skip(1) {
        let (table, body) = definition.split_once(" (\n").expect("a table has columns");
        if schema.contains(&format!("DROP TABLE IF EXISTS {table};")) {
            continue;
        }
        let body = body.split_once("\n) ENGINE").expect("a table has an engine").0;
        let items = items(body);
        let columns: Vec<&String> = items.iter().filter(|item| is_column(item)).collect();
        let _ = writeln!(entities, "    {table} {{");
        for column in &columns {
            let _ = writeln!(entities, "        {}", described(column, &items));
        }
        for column in columns_added_to(table, &schema) {
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

/// What later migrations say of the columns they add to a table.
fn columns_added_to<'schema>(table: &str, schema: &'schema str) -> impl Iterator<Item = &'schema str> {
    schema
        .split("ALTER TABLE ")
        .skip(1)
        .filter(move |alteration| alteration.split_whitespace().next() == Some(table))
        .flat_map(|alteration| alteration.split("ADD COLUMN ").skip(1))
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
