//! Whether what was read is what was expected.
//!
//! An expected line is compared literally first. Otherwise `[..]` stands for any text, `[id:x]` for a number that is
//! remembered as `x`, `[=x]` for that number again; `...` alone stands for any number of lines. A plain blank stands for a
//! no-break one too: nobody sees the difference, and keyboards do not write it.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::transcript::PlaceholderFault;

/// Numbers by the names they were remembered under.
pub type Remembered = BTreeMap<String, String>;

/// Any number of lines.
pub const ANY_LINES: &str = "...";
/// Any text.
pub const ANY_TEXT: &str = "[..]";

const NUMBER: &str = "[id:";
const AGAIN: &str = "[=";

/// What is wrong with an expected line after lines that name these numbers; it names its own.
pub fn placeholder_fault(line: &str, named: &mut BTreeSet<String>) -> Option<PlaceholderFault> {
    for piece in pieces(line) {
        match piece {
            Piece::Number(name) => {
                named.insert(name.to_owned());
            }
            Piece::Again(name) if !named.contains(name) => return Some(PlaceholderFault::Unknown),
            Piece::Literal(text) if text.contains(NUMBER) => return Some(PlaceholderFault::Unclosed),
            Piece::Literal(_) | Piece::Any | Piece::Again(_) => {}
        }
    }
    None
}

/// What is expected where this line was read: it itself, unless nobody could read it back as an expected line.
pub fn expectation_of(line: &str) -> String {
    if placeholder_fault(line, &mut BTreeSet::new()).is_none() {
        return line.to_owned();
    }
    line.replace(NUMBER, ANY_TEXT).replace(AGAIN, ANY_TEXT)
}

/// A piece of an expected line.
enum Piece<'line> {
    Literal(&'line str),
    Any,
    Number(&'line str),
    Again(&'line str),
}

/// Whether lines are the expected ones; the numbers they name are remembered only if they are.
pub fn lines_match(expected: &[&str], actual: &[&str], remembered: &mut Remembered) -> bool {
    let recalls = expected
        .iter()
        .flat_map(|line| pieces(line))
        .any(|piece| matches!(piece, Piece::Again(_)));
    let mut learnt = remembered.clone();
    let mut search = LineSearch {
        expected,
        actual,
        dead_ends: DeadEnds::new(recalls),
    };
    let matches = search.matches_from(0, 0, &mut learnt);
    if matches {
        *remembered = learnt;
    }
    matches
}

/// Whether one line is the expected one.
pub fn line_matches(expected: &str, actual: &str, remembered: &mut Remembered) -> bool {
    if expected == actual {
        return true;
    }
    let pieces = pieces(expected);
    let recalls = pieces.iter().any(|piece| matches!(piece, Piece::Again(_)));
    let mut learnt = remembered.clone();
    let mut search = PieceSearch {
        pieces: &pieces,
        dead_ends: DeadEnds::new(recalls),
    };
    let matches = search.matches_from(0, actual, &mut learnt);
    if matches {
        *remembered = learnt;
    }
    matches
}

/// Where a search failed: at which placeholder, and how much was left to match. With less left it fails too, and need not
/// be tried: several placeholders would try the same again and again. A failure may be due to a number remembered on the
/// way there: then it proves nothing.
struct DeadEnds {
    found: BTreeMap<usize, usize>,
    prove_nothing: bool,
}

impl DeadEnds {
    fn new(prove_nothing: bool) -> Self {
        Self {
            found: BTreeMap::new(),
            prove_nothing,
        }
    }

    fn hold(&self, place: usize, left: usize) -> bool {
        self.found.get(&place).is_some_and(|failed| left <= *failed)
    }

    fn note(&mut self, place: usize, left: usize) {
        if !self.prove_nothing {
            self.found.insert(place, left);
        }
    }
}

struct LineSearch<'lines> {
    expected: &'lines [&'lines str],
    actual: &'lines [&'lines str],
    dead_ends: DeadEnds,
}

impl LineSearch<'_> {
    fn matches_from(&mut self, mut expected: usize, mut actual: usize, remembered: &mut Remembered) -> bool {
        loop {
            match (self.expected.get(expected), self.actual.get(actual)) {
                (None, line) => return line.is_none(),
                (Some(&ANY_LINES), _) => break,
                (Some(first), Some(line)) if line_matches(first, line, remembered) => {}
                (Some(_), _) => return false,
            }
            expected += 1;
            actual += 1;
        }
        let left = self.actual.len() - actual;
        if self.dead_ends.hold(expected, left) {
            return false;
        }
        for next in actual..=self.actual.len() {
            let mut learnt = remembered.clone();
            if self.matches_from(expected + 1, next, &mut learnt) {
                *remembered = learnt;
                return true;
            }
        }
        self.dead_ends.note(expected, left);
        false
    }
}

struct PieceSearch<'line> {
    pieces: &'line [Piece<'line>],
    dead_ends: DeadEnds,
}

impl PieceSearch<'_> {
    fn matches_from(&mut self, mut place: usize, mut text: &str, remembered: &mut Remembered) -> bool {
        loop {
            let after = match self.pieces.get(place) {
                None => return text.is_empty(),
                Some(Piece::Any) => break,
                Some(Piece::Literal(literal)) => after_literal(literal, text),
                Some(Piece::Again(name)) => remembered
                    .get(*name)
                    .and_then(|number| text.strip_prefix(number.as_str())),
                Some(Piece::Number(name)) => after_number(name, text, remembered),
            };
            let Some(after) = after else {
                return false;
            };
            text = after;
            place += 1;
        }
        if self.dead_ends.hold(place, text.len()) {
            return false;
        }
        let ends = text.char_indices().map(|(end, _)| end).chain([text.len()]);
        for end in ends {
            if self.matches_from(place + 1, text.get(end..).unwrap_or_default(), remembered) {
                return true;
            }
        }
        self.dead_ends.note(place, text.len());
        false
    }
}

/// What follows a number at the beginning of a text; the number is remembered.
fn after_number<'text>(name: &str, text: &'text str, remembered: &mut Remembered) -> Option<&'text str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = text.split_at_checked(digits)?;
    if number.is_empty() {
        return None;
    }
    remembered.insert(name.to_owned(), number.to_owned());
    Some(after)
}

/// What follows a literal at the beginning of a text.
fn after_literal<'text>(literal: &str, text: &'text str) -> Option<&'text str> {
    let mut characters = text.chars();
    for expected in literal.chars() {
        let character = characters.next()?;
        let is_blank = expected == ' ' && matches!(character, '\u{a0}' | '\u{202f}');
        if character != expected && !is_blank {
            return None;
        }
    }
    Some(characters.as_str())
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, placeholder, after)) = next_placeholder(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Literal(before));
        }
        pieces.push(placeholder);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

fn next_placeholder(text: &str) -> Option<(&str, Piece<'_>, &str)> {
    text.match_indices('[').find_map(|(place, _)| {
        let (before, from) = text.split_at_checked(place)?;
        if let Some(after) = from.strip_prefix(ANY_TEXT) {
            return Some((before, Piece::Any, after));
        }
        let (inside, after) = from.strip_prefix('[')?.split_once(']')?;
        let piece = match (inside.strip_prefix("id:"), inside.strip_prefix('=')) {
            (Some(name), _) if is_name(name) => Piece::Number(name),
            (_, Some(name)) if is_name(name) => Piece::Again(name),
            _ => return None,
        };
        Some((before, piece, after))
    })
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(expected: &[&str], actual: &[&str]) -> bool {
        lines_match(expected, actual, &mut Remembered::new())
    }

    #[test]
    fn literal_equality_comes_first() {
        assert!(matches(&["a [..] b", "..."], &["a [..] b", "..."]));
        assert!(!matches(&["a"], &["a "]) && !matches(&["a"], &[]) && !matches(&[], &["a"]));
    }

    #[test]
    fn placeholders_stand_for_text_lines_and_numbers() {
        assert!(matches(&["a [..]c[..]"], &["a bcbc"]));
        assert!(!matches(&["a [..]d"], &["a bc"]));
        assert!(matches(&["x", "...", "z"], &["x", "z"]));
        assert!(matches(&["...", "z", "..."], &["x", "y", "z"]));
        assert!(matches(
            &["client [id:c]", "voir [=c]"],
            &["client 12", "voir 12"]
        ));
        assert!(!matches(
            &["client [id:c]", "voir [=c]"],
            &["client 12", "voir 13"]
        ));
        assert!(!matches(&["[id:c]"], &["douze"]) && !matches(&["[=inconnu]"], &["12"]));
        assert!(matches(&["[autre] [..]"], &["[autre] x"]));
    }

    #[test]
    fn a_plain_blank_stands_for_a_no_break_one_and_not_the_reverse() {
        assert!(matches(&["8 000,00 €"], &["8\u{202f}000,00\u{a0}€"]));
        assert!(matches(&["n° [id:n] : [..]"], &["n°\u{a0}4 : Zoé"]));
        assert!(!matches(&["n°\u{a0}4"], &["n° 4"]));
    }

    #[test]
    fn placeholders_that_can_never_match_are_faults() {
        let mut named = BTreeSet::new();
        let mut fault = |line| placeholder_fault(line, &mut named);
        assert_eq!(fault("[id:a] [=a] [..] [b] [=] [id"), None);
        assert_eq!(fault("[=a] [=b]"), Some(PlaceholderFault::Unknown));
        assert_eq!(fault("n° [id:b"), Some(PlaceholderFault::Unclosed));
        assert_eq!(fault("n° [id:b c] [id:d]"), Some(PlaceholderFault::Unclosed));
        for line in ["n° [id:b", "[=b] [=c]", "[id:a] [=a]", "a"] {
            let expected = expectation_of(line);
            assert_eq!(placeholder_fault(&expected, &mut BTreeSet::new()), None);
            assert!(matches(&[&expected], &[line]), "{expected}");
        }
    }

    #[test]
    fn numbers_are_remembered_only_of_lines_that_match() {
        let mut remembered = Remembered::new();
        assert!(!lines_match(&["[id:a]", "x"], &["1", "y"], &mut remembered));
        assert!(remembered.is_empty());
        assert!(lines_match(&["[id:a]"], &["1"], &mut remembered));
        assert!(lines_match(&["[=a]"], &["1"], &mut remembered));
    }

    #[test]
    fn many_placeholders_that_fail_do_so_at_once() {
        let text = "a".repeat(2_000);
        assert!(!matches(&["[..]a[..]a[..]a[..]a[..]a[..]b"], &[&text]));
        let expected = ["...", "a", "...", "a", "...", "a", "...", "a", "...", "b"];
        assert!(!matches(&expected, &["a"; 300]));
        assert!(matches(&expected, &[["a"; 300].as_slice(), &["b"]].concat()));
        // Nor does a long output need a deep stack.
        let lines = vec!["a"; 200_000];
        assert!(matches(&lines, &lines));
    }
}
