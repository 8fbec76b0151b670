//! The codes of errors are a promise to whoever writes scripts: word, heading and exit status are frozen in a file.

use std::collections::HashSet;

use epic_events::error::Code;
use epic_events::shell::messages::errors::heading;

use crate::support::expected;

#[test]
fn codes_headings_and_exit_statuses_are_those_that_were_released() {
    let lines: String = Code::ALL.iter().map(|code| line(*code)).collect();
    expected::compare("tests/expected/error_codes.txt", &lines);
}

#[test]
fn a_code_is_one_french_word_in_ascii_and_names_one_error() {
    let words: HashSet<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    assert_eq!(words.len(), Code::ALL.len());
    let odd: Vec<_> = words
        .iter()
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
}

fn line(code: Code) -> String {
    let kind = code.kind();
    format!("{:<24}  {:<20}  {}\n", code.word(), heading(kind), kind.exit_status())
}
