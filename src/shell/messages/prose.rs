//! What messages are made of: a sentence, an advice where there is something to do, what comes from outside, counted
//! things.

use std::path::Path;

use super::typography::quoted;
use crate::error::Code;
use crate::security::clean::clean;
use crate::shell::render::fit;
use crate::shell::render::style::Style;

/// A value from outside is repeated up to this many columns; an e-mail address of a usual length is whole.
const LONGEST_REPEATED: usize = 100;

/// A sentence and an advice.
pub type Prose = (String, Option<String>);

/// A sentence followed by an advice.
pub fn advised(sentence: impl Into<String>, advice: impl Into<String>) -> Prose {
    (sentence.into(), Some(advice.into()))
}

/// A sentence after which there is nothing to do.
pub fn without_advice(sentence: impl Into<String>) -> Prose {
    (sentence.into(), None)
}

/// A sentence under its heading and its code.
pub fn headed(heading: &str, code: Code, sentence: &str, style: Style) -> String {
    let heading = style.error_heading(&format!("{heading} [{code}]"));
    format!("{heading} : {sentence}")
}

/// What to type or do next, on a line of its own.
pub fn advice(advice: &str, style: Style) -> String {
    format!("{} : {advice}", style.advice("Conseil"))
}

/// What comes from outside, as a terminal may see it (S20), shortened.
pub fn repeated(text: &str) -> String {
    shortened(text, LONGEST_REPEATED)
}

/// The same between guillemets.
pub fn cited(text: &str) -> String {
    quoted(repeated(text))
}

/// What comes from outside, in at most so many columns.
pub fn shortened(text: &str, columns: usize) -> String {
    fit::shorten(&clean(text), columns).into_owned()
}

/// The preposition with the word after it: « de créer », « d'annuler ».
pub fn of(word: &str) -> String {
    let elided = word.starts_with(['a', 'e', 'é', 'i', 'o', 'u']);
    format!("{}{word}", if elided { "d'" } else { "de " })
}

/// A name and what tells it from others: « Dawn Stanley (sales2) ».
pub fn told_apart(name: &str, detail: &str) -> String {
    format!("{} ({})", clean(name), clean(detail))
}

/// A path as a terminal may see it, whole.
pub fn shown_path(path: &Path) -> String {
    clean(&path.to_string_lossy()).into_owned()
}

/// With a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    let capital: String = first.into_iter().flatten().collect();
    capital + letters.as_str()
}

/// How many there are, with the word for one or for more: none is one in French.
pub fn counted(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    format!("{count} {}", agreeing(count, one, many))
}

/// The form of a word that goes with a number.
pub const fn agreeing<'word>(count: u64, one: &'word str, many: &'word str) -> &'word str {
    if count < 2 { one } else { many }
}

/// « lister, voir ou creer »
pub fn alternatives(words: &[impl AsRef<str>]) -> String {
    joined(words, "ou")
}

/// « 2 clients, 1 contrat et 3 événements »
pub fn together(words: &[impl AsRef<str>]) -> String {
    joined(words, "et")
}

fn joined(words: &[impl AsRef<str>], conjunction: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} {conjunction} {last}", others.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s20_what_is_repeated_is_visible_and_short() {
        assert_eq!(repeated("Zo\u{1b}[31mé"), "Zo\\x1b[31mé");
        assert_eq!(fit::width(&repeated(&"x".repeat(5_000))), LONGEST_REPEATED);
    }
}
