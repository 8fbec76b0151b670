//! The statements of the program: each in its file, known to `database::statements`, prepared by a real server, used.

use std::collections::BTreeSet;

use epic_events::database::statements::{ALL, Statement};
use mysql::prelude::Queryable;

use crate::support::database::TestDatabase;
use crate::support::source::{SourceFile, file, files};

/// The statements that only the owner of the schema runs; the program's account may not.
const OF_THE_OWNER: &[&str] = &["schema_migrations/insert.sql"];

#[test]
fn every_file_is_a_statement_and_every_statement_a_file() {
    let on_disk: BTreeSet<String> = query_files()
        .iter()
        .filter(|source| !is_beginning(&source.path))
        .map(name)
        .collect();
    let declared: BTreeSet<String> = ALL.iter().map(|statement| statement.file.to_owned()).collect();
    assert_eq!(on_disk, declared);
    assert_eq!(ALL.len(), declared.len(), "a file is declared twice");
}

#[test]
fn each_constant_holds_the_file_of_its_own_name() {
    let declarations = file("src/database/statements.rs");
    let wrong: Vec<String> = ALL
        .iter()
        .filter(|statement| {
            let path = format!("sql/queries/{}", statement.file);
            let (module, constant) = constant_of(statement);
            let stem = statement.file.trim_end_matches(".sql").rsplit('/').next();
            let entry = format!("{constant} = \"{}\";", stem.unwrap_or_default());
            let beginning = if is_order(&path) {
                file(&format!("sql/queries/{module}/list/select.sql")).text
            } else {
                String::new()
            };
            statement.text != beginning + &file(&path).text
                || !declarations.text.contains(&format!("    mod {module} {{"))
                || !declarations.text.contains(&entry)
        })
        .map(|statement| statement.file.to_owned())
        .collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn s10_the_server_prepares_every_statement_for_the_account_that_runs_it() {
    let database = TestDatabase::prepared();
    let (mut program, mut owner) = (database.as_program(), database.as_owner());
    let mut refused = Vec::new();
    for statement in ALL {
        let is_of_the_owner = OF_THE_OWNER.contains(&statement.file);
        let connection = if is_of_the_owner { &mut owner } else { &mut program };
        if let Err(error) = connection.prep(statement.text) {
            refused.push(format!("{}: {error}", statement.file));
        }
    }
    assert_eq!(refused, [""; 0]);
    for statement in ALL
        .iter()
        .filter(|statement| OF_THE_OWNER.contains(&statement.file))
    {
        assert!(
            program.prep(statement.text).is_err(),
            "{} is prepared for the program",
            statement.file
        );
    }
}

#[test]
fn every_statement_is_used() {
    let sources = files("src", "rs");
    let unused: Vec<&str> = ALL
        .iter()
        .filter(|statement| !sources.iter().any(|source| uses(source, statement)))
        .map(|statement| statement.file)
        .collect();
    assert_eq!(unused, [""; 0]);
}

#[test]
fn every_file_holds_one_statement_with_explicit_columns_and_named_parameters() {
    let mut faults = Vec::new();
    for source in query_files() {
        let text = one_line(&source.text);
        let mut note = |is_wrong: bool, fault: &str| {
            if is_wrong {
                faults.push(format!("{}: {fault}", source.path));
            }
        };
        note(text.contains(';'), "several statements, or a closing semicolon");
        note(
            ["SELECT *", "DISTINCT *", ".*", ", *"]
                .iter()
                .any(|star| text.contains(star)),
            "columns are not named",
        );
        note(
            text.starts_with("INSERT") && !text.starts_with(&format!("INSERT INTO {} (", table(&source))),
            "columns are not named",
        );
        note(text.contains('?'), "a parameter without name");
        note(
            parameters(&text)
                .iter()
                .any(|parameter| !is_snake_case(parameter)),
            "a parameter that is not snake_case",
        );
        note(!text.contains(table(&source)), "another table than its folder's");
    }
    assert_eq!(faults, [""; 0]);
}

fn query_files() -> Vec<SourceFile> {
    files("sql/queries", "sql")
}

/// The path below `sql/queries`.
fn name(source: &SourceFile) -> String {
    source.path.trim_start_matches("sql/queries/").to_owned()
}

/// The table a file is filed under.
fn table(source: &SourceFile) -> &str {
    source
        .path
        .split('/')
        .nth(2)
        .expect("a file is in the folder of a table")
}

/// Whether a file is what the orders of a list begin with.
fn is_beginning(path: &str) -> bool {
    path.ends_with("/list/select.sql")
}

/// Whether a file completes the beginning of a list.
fn is_order(path: &str) -> bool {
    path.contains("/list/") && !is_beginning(path)
}

/// `customers/find_by_id.sql` is `customers::FIND_BY_ID`, `customers/list/by_name_ascending.sql` is
/// `customers::LIST_BY_NAME_ASCENDING`.
fn constant_of(statement: &Statement) -> (&'static str, String) {
    let (module, file) = statement
        .file
        .split_once('/')
        .expect("a file is in the folder of a table");
    (
        module,
        file.trim_end_matches(".sql").replace('/', "_").to_uppercase(),
    )
}

/// Whether a file names a statement, by its module or by the name it imports the module under.
fn uses(source: &SourceFile, statement: &Statement) -> bool {
    if source.path == "src/database/statements.rs" {
        return false;
    }
    let (module, constant) = constant_of(statement);
    let text = source.without_tests();
    let imported = format!("statements::{module} as statements;");
    let mut names = vec![format!("statements::{module}::{constant}")];
    if text.contains(&imported) {
        names.push(format!("statements::{constant}"));
    }
    names.iter().any(|name| contains_word(text, name))
}

/// Whether the text holds these words, not only the beginning of longer ones.
fn contains_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(place, _)| {
        let after = text[place + words.len()..].chars().next();
        !after.is_some_and(|character| character.is_alphanumeric() || character == '_')
    })
}

/// A statement without its comments and line ends.
fn one_line(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("--"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// The names after a colon.
fn parameters(text: &str) -> Vec<&str> {
    text.split(':')
        .skip(1)
        .map(|rest| {
            let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_');
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect()
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
