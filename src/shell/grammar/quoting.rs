//! Words to text: the inverse of the tokenizer.
//!
//! A word is written bare where the tokenizer would read it back unchanged, and in double quotes otherwise.

use std::borrow::Cow;

use super::characters::{is_blank, is_typographic_quote};

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
        if !value.is_empty() || bare.is_empty() {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::shell::grammar::tokenizer::tokenize;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn only_what_would_be_read_otherwise_is_quoted() {
        for (value, expected) in [
            ("Zoé", "Zoé"),
            ("c:\\dir", "c:\\dir"),
            ("a#b=c", "a#b=c"),
            ("Zoé Martin", "\"Zoé Martin\""),
            ("", "\"\""),
            ("--x", "\"--x\""),
            ("#12", "\"#12\""),
            ("L'Oréal", "\"L'Oréal\""),
            ("dit \"a\\b\"\n", "\"dit \\\"a\\\\b\\\"\\n\""),
            ("«a»", "\"«a»\""),
        ] {
            assert_eq!(quoted(value), expected);
        }
    }

    #[test]
    fn joined_words_keep_options_bare() {
        let joined = join(&words(&[
            "clients",
            "creer",
            "--nom=Zoé M",
            "--miens",
            "--",
            "--x",
            "#1",
            "--a=",
            "--a b=c",
        ]));
        assert_eq!(
            joined,
            "clients creer --nom=\"Zoé M\" --miens -- --x \"#1\" --a= --\"a b=c\""
        );
    }

    fn hostile() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), "[-a='\"# \\\\«»“”\n\u{a0}1€é]{0,12}",]
    }

    proptest! {
        #[test]
        fn a_quoted_value_is_one_word_and_reads_back(value in hostile()) {
            let line = format!("a {}", quoted(&value));
            let tokens = tokenize(&line);
            prop_assert!(tokens.problems.is_empty(), "{line:?}");
            prop_assert_eq!(tokens.words.len(), 2);
            prop_assert_eq!(&tokens.words[1].text, &value);
            prop_assert!(!tokens.words[1].is_option());
        }

        #[test]
        fn joined_words_are_split_again(words in prop::collection::vec(hostile(), 0..6)) {
            let line = join(&words);
            let tokens = tokenize(&line);
            prop_assert!(tokens.problems.is_empty(), "{line:?}");
            let read: Vec<String> = tokens.words.iter().map(|word| word.text.clone().into_owned()).collect();
            prop_assert_eq!(read, words.clone(), "{:?}", line);
            for (word, original) in tokens.words.iter().zip(&words) {
                prop_assert_eq!(word.is_option(), original.starts_with("--"));
                prop_assert_eq!(word.ends_options(), original == "--");
            }
        }
    }
}
