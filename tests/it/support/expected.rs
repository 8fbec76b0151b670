//! Files that repeat what the code says: compared, or rewritten when `UPDATE_EXPECTED` is set.

use std::path::Path;

const UPDATE: &str = "UPDATE_EXPECTED";

/// Compares a file, named from the top of the repository, with what it should hold.
///
/// With `UPDATE_EXPECTED=1` the file is rewritten instead, to be read and committed.
///
/// # Panics
/// When they differ, showing the first line that does and how to rewrite the file.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by its environment whether to rewrite files of the repository"
)]
pub(crate) fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os(UPDATE).is_some_and(|value| !value.is_empty()) {
        std::fs::write(&path, actual).unwrap_or_else(|error| panic!("{name}: {error}"));
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected == actual {
        return;
    }
    let line = first_difference(&expected, actual);
    panic!(
        "{name}, line {line}\n  file: {}\n  code: {}\nIf the code is right: {UPDATE}=1 cargo test, then read the change.",
        nth(&expected, line),
        nth(actual, line),
    );
}

fn first_difference(expected: &str, actual: &str) -> usize {
    let same = expected
        .lines()
        .zip(actual.lines())
        .take_while(|(expected, actual)| expected == actual)
        .count();
    same + 1
}

fn nth(text: &str, line: usize) -> &str {
    text.lines().nth(line - 1).unwrap_or("(nothing)")
}
