//! The statements of the program: each in its file, known to `database::statements`, prepared by a real server, used.

use std::collections::BTreeSet;

use epic_events::database::statements::{ALL, OF_OWNER, Statement};
use mysql::prelude::Queryable;

use crate::support::database::TestDatabase;
use crate::support::source::{SourceFile, file, files};

#[test]
fn every_file_is_part_of_a_statement_and_every_statement_made_of_files() {
    let on_disk: BTreeSet<String> = query_files().iter().map(name).collect();
    let used: BTreeSet<String> = ALL
        .iter()
        .flat_map(|statement| statement.files)
        .map(|file| format!("{file}.sql"))
        .collect();
    assert_eq!(on_disk, used);
    let wrong: Vec<&str> = ALL
        .iter()
        .filter(|statement| {
            let texts = statement.files.iter().map(|name| file(&path(name)).text);
            texts.collect::<String>() != statement.text
        })
        .map(|statement| statement.name)
        .collect();
    assert_eq!(wrong, [""; 0]);
}

/// `customers/find_resembling` is `customers::FIND_RESEMBLING`; a statement that begins like others has the name of
/// what it ends with: `users/find/by_id` ends `users::FIND_BY_ID`, and `users::FIND_COLLEAGUE_BY_ID`.
#[test]
fn each_constant_is_named_after_its_file() {
    let wrong: Vec<&str> = ALL
        .iter()
        .filter(|statement| {
            let (module, constant) = constant_of(statement);
            let (last, before) = statement.files.split_last().expect("it has a file");
            let words = last.split_once('/').expect("a file is in the folder of a table").1;
            !before
                .iter()
                .chain([last])
                .all(|file| file.starts_with(&format!("{module}/")))
                || if before.is_empty() {
                    constant != upper_case(words)
                } else {
                    !constant.ends_with(&upper_case(words.rsplit('/').next().unwrap_or_default()))
                }
        })
        .map(|statement| statement.name)
        .collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_beginning_is_what_several_statements_have_in_common() {
    let idle: BTreeSet<&str> = ALL
        .iter()
        .flat_map(|statement| statement.files.split_last().expect("it has a file").1)
        .copied()
        .filter(|file| {
            let using = ALL.iter().filter(|statement| statement.files.contains(file));
            using.count() < 2
        })
        .collect();
    assert_eq!(idle, BTreeSet::new());
}

#[test]
fn s10_the_server_prepares_every_statement_for_the_account_that_runs_it() {
    let database = TestDatabase::prepared();
    let (mut program, mut owner) = (database.as_program(), database.as_owner());
    let mut refused = Vec::new();
    for statement in ALL {
        let is_of_the_owner = OF_OWNER.contains(&statement.text);
        let connection = if is_of_the_owner { &mut owner } else { &mut program };
        if let Err(error) = connection.prep(statement.text) {
            refused.push(format!("{}: {error}", statement.name));
        }
    }
    assert_eq!(refused, [""; 0]);
    for statement in ALL.iter().filter(|statement| OF_OWNER.contains(&statement.text)) {
        assert!(
            program.prep(statement.text).is_err(),
            "{} is prepared for the program",
            statement.name
        );
    }
}

#[test]
fn every_statement_is_used() {
    let sources = files("src", "rs");
    let unused: Vec<&str> = ALL
        .iter()
        .filter(|statement| !sources.iter().any(|source| uses(source, statement)))
        .map(|statement| statement.name)
        .collect();
    assert_eq!(unused, [""; 0]);
}

#[test]
fn every_statement_is_one_with_explicit_columns_and_named_parameters() {
    let mut faults = Vec::new();
    for statement in ALL {
        let text = one_line(statement.text);
        let (table, _) = constant_of(statement);
        let mut note = |is_wrong: bool, fault: &str| {
            if is_wrong {
                faults.push(format!("{}: {fault}", statement.name));
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
            text.starts_with("INSERT") && !text.starts_with(&format!("INSERT INTO {table} (")),
            "columns are not named",
        );
        note(text.contains('?'), "a parameter without name");
        note(
            parameters(&text).iter().any(|parameter| !is_snake_case(parameter)),
            "a parameter that is not snake_case",
        );
        note(!text.contains(table), "another table than its folder's");
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

/// Where the file of this name is.
fn path(name: &str) -> String {
    format!("sql/queries/{name}.sql")
}

/// The module and the name of a constant.
fn constant_of(statement: &Statement) -> (&'static str, &'static str) {
    statement
        .name
        .split_once("::")
        .expect("a constant is in the module of a table")
}

fn upper_case(words: &str) -> String {
    words.replace('/', "_").to_uppercase()
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

/// What is protected by what else the transaction writes: the rows themselves, or the turn with their account; and a
/// lock that is passed over where somebody has it.
const PROTECTED_OTHERWISE: [&str; 5] = [
    "contracts::LOCK_OF_MANAGER",
    "customers::LOCK_RESEMBLING",
    "events::LOCK_OF_SUPPORT",
    "sessions::LOCK_OF_USER",
    "users::LOCK_FREE",
];

/// Where several servers take writes, a lock holds on one of them only (D28).
#[test]
fn d28_whoever_locks_a_row_takes_a_turn() {
    let repositories = files("src/repositories", "rs");
    let without: Vec<&str> = ALL
        .iter()
        .filter(|statement| {
            ["FOR UPDATE", "LOCK IN SHARE MODE"]
                .iter()
                .any(|lock| statement.text.contains(lock))
        })
        .filter(|statement| {
            let (table, constant) = statement.name.split_once("::").expect("it is of a table");
            let path = format!("src/repositories/{table}.rs");
            let text = &repositories
                .iter()
                .find(|file| file.path == path)
                .expect("it is used")
                .text;
            let named = format!("statements::{constant}");
            let using = text.split("\npub fn ").filter(|function| {
                let mut uses = function
                    .match_indices(&named)
                    .map(|(at, _)| function[at + named.len()..].chars().next());
                uses.any(|next| !next.is_some_and(|next| next == '_' || next.is_ascii_uppercase()))
            });
            !using.into_iter().all(|function| function.contains("turns::"))
        })
        .map(|statement| statement.name)
        .collect();
    assert_eq!(without, PROTECTED_OTHERWISE);
}
