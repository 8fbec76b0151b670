//! What sources say of rules: those they cite, and the tests there are.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use crate::support::source::{Lexed, SourceFile};

/// A rule by its letter and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    letter: char,
    number: u32,
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.letter, self.number)
    }
}

impl Rule {
    /// The rule that a word names, and nothing else: a letter and one or two digits.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        let mut characters = word.chars();
        let letter = characters.next().filter(|letter| "BDS".contains(*letter))?;
        let digits = characters.as_str();
        let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| is_number)?;
        Some(Self { letter, number })
    }
}

/// What one source says of rules.
pub(super) struct Said {
    pub(super) path: String,
    /// The rules it cites.
    pub(super) cited: BTreeSet<Rule>,
    /// The names of its tests that a run of all tests runs.
    pub(super) tests: Vec<String>,
}

impl Said {
    /// Reads a source. Rust cites rules in comments, in names of functions and at the head of texts (`B9: …`), where a
    /// room called B12 is none; anything else cites them anywhere.
    pub(super) fn by(source: &SourceFile) -> Self {
        let path = source.path.clone();
        if Path::new(&path).extension().is_none_or(|extension| extension != "rs") {
            return Self {
                path,
                cited: rules_of_prose(&source.text).collect(),
                tests: Vec::new(),
            };
        }
        let Lexed {
            code,
            literals,
            comments,
        } = source.lexed();
        let heads = literals
            .iter()
            .filter_map(|literal| Rule::of_word(literal.split_once(": ")?.0));
        let names = code.split("fn ").skip(1).map(first_word);
        let cited = comments
            .iter()
            .flat_map(|comment| rules_of_prose(comment))
            .chain(heads)
            .chain(names.flat_map(rules_of_name));
        Self {
            path,
            cited: cited.collect(),
            tests: test_names(&code),
        }
    }
}

/// The rules that a text names as words of their own.
fn rules_of_prose(text: &str) -> impl Iterator<Item = Rule> {
    // A hyphen joins what is one word: the week `2026-S50`.
    let is_of_word = |character: char| character.is_alphanumeric() || character == '_' || character == '-';
    text.split(move |character| !is_of_word(character))
        .filter_map(Rule::of_word)
}

/// The rules that the name of a test begins with: `b5_b14_amounts_of_nothing` has two.
pub(super) fn rules_of_name(name: &str) -> impl Iterator<Item = Rule> {
    name.split('_').map_while(|word| {
        let is_lower = word.starts_with(|letter: char| letter.is_ascii_lowercase());
        Rule::of_word(&word.to_ascii_uppercase()).filter(|_| is_lower)
    })
}

fn test_names(code: &str) -> Vec<String> {
    let marked = code.split("#[test]").skip(1);
    marked
        .filter_map(|after| {
            let (attributes, name) = after.split_once("fn ")?;
            (!attributes.contains("#[ignore")).then(|| first_word(name).to_owned())
        })
        .collect()
}

fn first_word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_alphanumeric() && character != '_');
    &text[..end.unwrap_or(text.len())]
}
