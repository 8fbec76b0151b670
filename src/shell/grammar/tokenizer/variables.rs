//! `$client`: a name that stands for a value, in command files.
//!
//! A variable is a `$` and a name that begins with a letter, outside `'…'`; any other `$` is itself. It is replaced
//! after the line was split into words, so that whatever it holds is one value: never an option, a comment or two
//! words.

use crate::models::folding::nearest;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning<'value> {
    /// This value.
    Value(&'value str),
    /// A value that is known when the commands before have run.
    Later,
}

/// The variables a line may name.
pub trait Variables {
    /// What a name stands for; nothing when it was never defined.
    fn meaning(&self, name: &str) -> Option<Meaning<'_>>;

    /// The names there are, to suggest one.
    fn names(&self) -> Vec<&str>;
}

/// A piece of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'text> {
    /// Itself.
    Plain(&'text str),
    /// The name of a variable.
    Named(&'text str),
}

/// Whether a text can be the name of a variable: an ASCII letter, then letters, digits and `_`.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && name_length(text) == text.len()
}

/// The defined name that resembles this one.
pub(super) fn suggestion(variables: &dyn Variables, name: &str) -> Option<String> {
    nearest(name, variables.names()).map(str::to_owned)
}

/// Splits a text around the variables it names.
pub(super) fn split(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = rest.strip_prefix('$').map_or(0, name_length);
        if length > 0 {
            let (named, after) = rest.split_at_checked(1 + length)?;
            rest = after;
            return Some(Piece::Named(named.get(1..)?));
        }
        let end = next_variable(rest);
        let (plain, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(Piece::Plain(plain))
    })
}

/// Where the next variable begins, the end when there is none. The first character is not looked at.
fn next_variable(text: &str) -> usize {
    text.match_indices('$')
        .map(|(place, _)| place)
        .find(|&place| place > 0 && text.get(place + 1..).is_some_and(|after| name_length(after) > 0))
        .unwrap_or(text.len())
}

/// How many bytes of the beginning are a name.
fn name_length(text: &str) -> usize {
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return 0;
    }
    text.bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dollar_before_a_letter_names_and_any_other_is_itself() {
        let pieces: Vec<Piece<'_>> = split("a$b_1é$$c 12$ $2$").collect();
        let expected = [
            Piece::Plain("a"),
            Piece::Named("b_1"),
            Piece::Plain("é$"),
            Piece::Named("c"),
            Piece::Plain(" 12$ $2$"),
        ];
        assert_eq!(pieces, expected);
        assert!(is_name("client") && is_name("c1_x"));
        assert!(!is_name("") && !is_name("1c") && !is_name("é") && !is_name("a-b"));
    }
}
