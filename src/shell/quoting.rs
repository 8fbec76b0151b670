//! Words to text: the inverse of the tokenizer.
//!
//! A word is written bare where the tokenizer would read it back unchanged, and in double quotes otherwise.

use std::borrow::Cow;

use super::tokenizer::{is_blank, is_typographic_quote};

/// A value as it can be typed: `Zoé`, `"Zoé Martin"`, `"--x"`.
pub fn quoted(value: &str) -> Cow<'_, str> {
    let would_be_read_otherwise = value.is_empty() || value.starts_with("--") || value.starts_with('#');
    if would_be_read_otherwise || value.chars().any(needs_quotes) {
        Cow::Owned(double_quoted(value))
    } else {
        Cow::Borrowed(value)
    }
}

/// A value in double quotes, whatever it holds.
pub fn double_quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            other => text.push(other),
        }
    }
    text.push('"');
    text
}

/// The line that gives these words again: what was typed, for words that another shell has already split.
///
/// A word that begins with dashes stays an option; only its value is quoted.
pub fn join(words: &[String]) -> String {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        let (bare, value) = split_option(word);
        line.push_str(bare);
        if !(value.is_empty() && !bare.is_empty()) {
            line.push_str(&quoted_piece(bare, value));
        }
    }
    line
}

/// The part of a word that must stay bare to be an option, and the rest.
fn split_option(word: &str) -> (&str, &str) {
    if !word.starts_with("--") {
        return ("", word);
    }
    let name_bytes = word.find('=').map_or(word.len(), |position| position + 1);
    match word.split_at_checked(name_bytes) {
        Some((name, value)) if !name.chars().any(needs_quotes) => (name, value),
        _ => word.split_at_checked("--".len()).unwrap_or(("", word)),
    }
}

/// After an option's `=`, dashes and `#` begin nothing.
fn quoted_piece<'value>(bare: &str, value: &'value str) -> Cow<'value, str> {
    if bare.is_empty() {
        return quoted(value);
    }
    if value.chars().any(needs_quotes) {
        Cow::Owned(double_quoted(value))
    } else {
        Cow::Borrowed(value)
    }
}

fn needs_quotes(character: char) -> bool {
    is_blank(character) || is_typographic_quote(character) || matches!(character, '"' | '\'')
}
