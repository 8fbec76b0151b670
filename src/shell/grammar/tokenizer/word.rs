//! One word of a line, and what its beginning says of it: an option, the end of options, or a value.

use std::borrow::Cow;

use crate::error::Span;

/// One word of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'line> {
    /// The text meant: quotes removed, escapes replaced.
    pub text: Cow<'line, str>,
    /// Where it is written, quotes included.
    pub span: Span,
    /// How many bytes of the text come before its first quoted piece; nothing when no piece is quoted.
    pub bare_bytes: Option<usize>,
    /// Whether a quote opened in it is never closed, so that its end is a guess.
    pub is_unclosed: bool,
    /// Whether a part of the text is known only when the commands before have run.
    pub is_deferred: bool,
}

/// The parts of a word that is an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionParts<'word> {
    /// The name as typed, without dashes.
    pub name: &'word str,
    /// What follows `=`, and where it is written; nothing without `=`.
    pub value: Option<(&'word str, Span)>,
}

impl Word<'_> {
    /// Whether the word is `--` itself, after which nothing is an option.
    pub fn ends_options(&self) -> bool {
        self.text == "--" && self.bare_bytes.is_none()
    }

    /// Whether the word begins with dashes that are not quoted.
    pub fn is_option(&self) -> bool {
        self.text.starts_with("--") && self.bare_bytes.is_none_or(|bytes| bytes >= 2)
    }

    /// The name and the attached value of an option; nothing for another word and for `--`.
    pub fn option_parts(&self) -> Option<OptionParts<'_>> {
        if !self.is_option() || self.ends_options() {
            return None;
        }
        let named = self.text.strip_prefix("--")?;
        let bare_name_bytes = self.bare_bytes.map_or(named.len(), |bytes| bytes.saturating_sub(2));
        let separator = named.find('=').filter(|&position| position < bare_name_bytes);
        let Some((name, value)) = separator.and_then(|position| split_around(named, position)) else {
            return Some(OptionParts {
                name: named,
                value: None,
            });
        };
        let start = self.span.start + "--=".len() + name.chars().count();
        let span = Span {
            start,
            end: self.span.end,
        };
        Some(OptionParts {
            name,
            value: Some((value, span)),
        })
    }
}

fn split_around(text: &str, position: usize) -> Option<(&str, &str)> {
    Some((text.get(..position)?, text.get(position + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::grammar::tokenizer::tokenize;

    #[test]
    fn a_quoted_beginning_is_no_option() {
        let tokens = tokenize(r#"--x "--x" '--'x --"x" -- "--" -"-x""#);
        let options: Vec<bool> = tokens.words.iter().map(Word::is_option).collect();
        assert_eq!(options, [true, false, false, true, true, false, false]);
        let ends: Vec<bool> = tokens.words.iter().map(Word::ends_options).collect();
        assert_eq!(ends, [false, false, false, false, true, false, false]);
    }

    #[test]
    fn the_value_of_an_option_is_located_after_the_equals_sign() {
        let tokens = tokenize("é --nom=\"a=b\" --nom= --nom --\"n=x\"");
        let parts: Vec<OptionParts<'_>> = tokens.words.iter().filter_map(Word::option_parts).collect();
        let expected = [
            ("nom", Some(("a=b", Span { start: 8, end: 13 }))),
            ("nom", Some(("", Span { start: 20, end: 20 }))),
            ("nom", None),
            ("n=x", None),
        ];
        assert_eq!(parts, expected.map(|(name, value)| OptionParts { name, value }));
    }
}
