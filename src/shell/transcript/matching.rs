//! Whether what was read is what was expected.
//!
//! An expected line is compared literally first. Otherwise `[..]` stands for any text, `[id:x]` for a number that is
//! remembered as `x`, `[=x]` for that number again; `...` alone stands for any number of lines. A plain blank stands
//! for a no-break one too: nobody sees the difference, and keyboards do not write it.
//!
//! The first way to match is found, the shortest text or fewest lines for each placeholder. What failed once is not
//! tried again, and the tries are counted: no transcript keeps the program busy for ever.

use std::cell::Cell;
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
            PatternPiece::Number(name) => {
                named.insert(name.to_owned());
            }
            PatternPiece::Again(name) if !named.contains(name) => return Some(PlaceholderFault::Unknown),
            PatternPiece::Literal(text) if text.contains(NUMBER) => return Some(PlaceholderFault::Unclosed),
            PatternPiece::Literal(_) | PatternPiece::Any | PatternPiece::Again(_) => {}
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
enum PatternPiece<'line> {
    Literal(&'line str),
    Any,
    Number(&'line str),
    Again(&'line str),
}

/// Whether lines are the expected ones; the numbers they name are remembered only if they are.
pub fn lines_match(expected: &[&str], actual: &[&str], remembered: &mut Remembered) -> bool {
    let expected: Vec<ExpectedLine<'_>> = expected.iter().map(|line| ExpectedLine::read(line)).collect();
    let places: Vec<&[PatternPiece<'_>]> = expected.iter().map(|line| line.pieces.as_slice()).collect();
    let varying = varying_names(&places, |place| {
        expected.get(place).is_some_and(ExpectedLine::is_any_lines)
    });
    let tries = Cell::new(MOST_TRIES);
    let mut learnt = remembered.clone();
    let mut search = LineSearch {
        expected: &expected,
        actual,
        dead_ends: DeadEnds::new(&varying),
        tries: &tries,
    };
    let matches = search.matches_from(0, 0, &mut learnt);
    if matches {
        *remembered = learnt;
    }
    matches
}

/// Whether one line is the expected one.
pub fn line_matches(expected: &str, actual: &str, remembered: &mut Remembered) -> bool {
    ExpectedLine::read(expected).holds(actual, remembered)
}

/// How often the numbers remembered on the way may be tried otherwise. Without such numbers the tries are few by
/// themselves; with several of them nothing but a limit keeps them so. Lines that need more are not the expected ones.
const MOST_TRIES: u32 = 500_000;

/// An expected line, read once for all the lines it is tried on.
pub struct ExpectedLine<'line> {
    /// As it was written.
    pub text: &'line str,
    pieces: Vec<PatternPiece<'line>>,
    varying: VaryingNames<'line>,
}

impl<'line> ExpectedLine<'line> {
    /// Finds its placeholders.
    pub fn read(text: &'line str) -> Self {
        let pieces = pieces(text);
        let places: Vec<&[PatternPiece<'_>]> = pieces.iter().map(std::slice::from_ref).collect();
        let varying = varying_names(&places, |place| matches!(pieces.get(place), Some(PatternPiece::Any)));
        Self { text, pieces, varying }
    }

    /// Whether it stands for any number of lines.
    pub fn is_any_lines(&self) -> bool {
        self.text == ANY_LINES
    }

    /// Whether a line is this one.
    pub fn holds(&self, actual: &str, remembered: &mut Remembered) -> bool {
        self.matches(actual, remembered, &Cell::new(MOST_TRIES))
    }

    fn matches(&self, actual: &str, remembered: &mut Remembered, tries: &Cell<u32>) -> bool {
        if self.text == actual {
            return true;
        }
        let mut learnt = remembered.clone();
        let mut search = PieceSearch {
            pieces: &self.pieces,
            dead_ends: DeadEnds::new(&self.varying),
            tries,
        };
        let matches = search.matches_from(0, actual, &mut learnt);
        if matches {
            *remembered = learnt;
        }
        matches
    }
}

/// At each placeholder, the names whose numbers may be others at another try, and that are recalled after it.
type VaryingNames<'line> = BTreeMap<usize, Vec<&'line str>>;

fn varying_names<'line>(
    places: &[&[PatternPiece<'line>]],
    is_placeholder: impl Fn(usize) -> bool,
) -> VaryingNames<'line> {
    let mut numbered = BTreeSet::new();
    for piece in places.iter().copied().flatten() {
        if let PatternPiece::Number(name) = piece {
            numbered.insert(*name);
        }
    }
    let mut recalled = BTreeSet::new();
    let mut varying = VaryingNames::new();
    for (place, pieces) in places.iter().enumerate().rev() {
        for piece in *pieces {
            if let PatternPiece::Again(name) = piece
                && numbered.contains(name)
            {
                recalled.insert(*name);
            }
        }
        if is_placeholder(place) && !recalled.is_empty() {
            varying.insert(place, recalled.iter().copied().collect());
        }
    }
    varying
}

/// Where a search failed: at which placeholder, with which numbers remembered that what follows recalls, and how much
/// was left to match. With less left it fails too, and need not be tried: several placeholders would try the same again
/// and again.
struct DeadEnds<'search, 'line> {
    varying: &'search VaryingNames<'line>,
    found: BTreeMap<(usize, Vec<Option<String>>), usize>,
}

impl<'search, 'line> DeadEnds<'search, 'line> {
    const fn new(varying: &'search VaryingNames<'line>) -> Self {
        Self {
            varying,
            found: BTreeMap::new(),
        }
    }

    /// Where the search is, with what decides how it goes on.
    fn place(&self, place: usize, remembered: &Remembered) -> (usize, Vec<Option<String>>) {
        let varying = self.varying.get(&place).map(Vec::as_slice).unwrap_or_default();
        let numbers = varying.iter().map(|name| remembered.get(*name).cloned());
        (place, numbers.collect())
    }

    fn hold(&self, place: &(usize, Vec<Option<String>>), left: usize) -> bool {
        self.found.get(place).is_some_and(|failed| left <= *failed)
    }

    fn note(&mut self, place: (usize, Vec<Option<String>>), left: usize) {
        self.found.insert(place, left);
    }
}

/// Takes one of the tries that are left, where numbers make them many.
fn may_try(place: &(usize, Vec<Option<String>>), tries: &Cell<u32>) -> bool {
    if place.1.is_empty() {
        return true;
    }
    let left = tries.get().checked_sub(1);
    tries.set(left.unwrap_or_default());
    left.is_some()
}

struct LineSearch<'search, 'line> {
    expected: &'search [ExpectedLine<'line>],
    actual: &'search [&'search str],
    dead_ends: DeadEnds<'search, 'line>,
    tries: &'search Cell<u32>,
}

impl LineSearch<'_, '_> {
    fn matches_from(&mut self, mut expected: usize, mut actual: usize, remembered: &mut Remembered) -> bool {
        loop {
            match (self.expected.get(expected), self.actual.get(actual)) {
                (None, line) => return line.is_none(),
                (Some(first), _) if first.is_any_lines() => break,
                (Some(first), Some(line)) if first.matches(line, remembered, self.tries) => {}
                (Some(_), _) => return false,
            }
            expected += 1;
            actual += 1;
        }
        let left = self.actual.len() - actual;
        let place = self.dead_ends.place(expected, remembered);
        if self.dead_ends.hold(&place, left) {
            return false;
        }
        for next in actual..=self.actual.len() {
            let mut learnt = remembered.clone();
            if !may_try(&place, self.tries) {
                return false;
            }
            if self.matches_from(expected + 1, next, &mut learnt) {
                *remembered = learnt;
                return true;
            }
        }
        self.dead_ends.note(place, left);
        false
    }
}

struct PieceSearch<'search, 'line> {
    pieces: &'search [PatternPiece<'line>],
    dead_ends: DeadEnds<'search, 'line>,
    tries: &'search Cell<u32>,
}

impl PieceSearch<'_, '_> {
    fn matches_from(&mut self, mut place: usize, mut text: &str, remembered: &mut Remembered) -> bool {
        loop {
            let after = match self.pieces.get(place) {
                None => return text.is_empty(),
                Some(PatternPiece::Any) => break,
                Some(PatternPiece::Literal(literal)) => after_literal(literal, text),
                Some(PatternPiece::Again(name)) => remembered
                    .get(*name)
                    .and_then(|number| text.strip_prefix(number.as_str())),
                Some(PatternPiece::Number(name)) => after_number(name, text, remembered),
            };
            let Some(after) = after else {
                return false;
            };
            text = after;
            place += 1;
        }
        let dead_end = self.dead_ends.place(place, remembered);
        if self.dead_ends.hold(&dead_end, text.len()) {
            return false;
        }
        let ends = text.char_indices().map(|(end, _)| end).chain([text.len()]);
        for end in ends {
            // A try that fails must not leave its numbers to the next.
            let mut learnt = remembered.clone();
            if !may_try(&dead_end, self.tries) {
                return false;
            }
            if self.matches_from(place + 1, text.get(end..).unwrap_or_default(), &mut learnt) {
                *remembered = learnt;
                return true;
            }
        }
        self.dead_ends.note(dead_end, text.len());
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

fn pieces(line: &str) -> Vec<PatternPiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, placeholder, after)) = next_placeholder(rest) {
        if !before.is_empty() {
            pieces.push(PatternPiece::Literal(before));
        }
        pieces.push(placeholder);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(PatternPiece::Literal(rest));
    }
    pieces
}

fn next_placeholder(text: &str) -> Option<(&str, PatternPiece<'_>, &str)> {
    text.match_indices('[').find_map(|(place, _)| {
        let (before, from) = text.split_at_checked(place)?;
        if let Some(after) = from.strip_prefix(ANY_TEXT) {
            return Some((before, PatternPiece::Any, after));
        }
        let (inside, after) = from.strip_prefix('[')?.split_once(']')?;
        let piece = match (inside.strip_prefix("id:"), inside.strip_prefix('=')) {
            (Some(name), _) if is_name(name) => PatternPiece::Number(name),
            (_, Some(name)) if is_name(name) => PatternPiece::Again(name),
            _ => return None,
        };
        Some((before, piece, after))
    })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// The meaning of expected lines, without a thought for time: every way is tried, the shortest first.
    fn naive_lines(expected: &[&str], actual: &[&str], remembered: &Remembered) -> Option<Remembered> {
        let Some((first, rest)) = expected.split_first() else {
            return actual.is_empty().then(|| remembered.clone());
        };
        if *first == ANY_LINES {
            return (0..=actual.len()).find_map(|next| naive_lines(rest, &actual[next..], remembered));
        }
        let (line, following) = actual.split_first()?;
        let learnt = if first == line {
            remembered.clone()
        } else {
            naive_pieces(&pieces(first), line, remembered)?
        };
        naive_lines(rest, following, &learnt)
    }

    fn naive_pieces(pieces: &[PatternPiece<'_>], text: &str, remembered: &Remembered) -> Option<Remembered> {
        let Some((first, rest)) = pieces.split_first() else {
            return text.is_empty().then(|| remembered.clone());
        };
        let mut learnt = remembered.clone();
        let after = match first {
            PatternPiece::Any => {
                return (0..=text.len()).find_map(|end| naive_pieces(rest, &text[end..], remembered));
            }
            PatternPiece::Literal(literal) => after_literal(literal, text)?,
            PatternPiece::Again(name) => text.strip_prefix(remembered.get(*name)?.as_str())?,
            PatternPiece::Number(name) => after_number(name, text, &mut learnt)?,
        };
        naive_pieces(rest, after, &learnt)
    }

    fn lines_of(
        words: &'static [&'static str],
        most_words: usize,
        most_lines: usize,
    ) -> impl Strategy<Value = Vec<String>> {
        vec(
            vec(select(words), 0..=most_words).prop_map(|words| words.concat()),
            0..=most_lines,
        )
    }

    const EXPECTED: &[&str] = &["a", "1", "[..]", "[id:x]", "[=x]", "[id:y]", "[=y]"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn what_is_remembered_of_dead_ends_changes_no_result(
            lines in lines_of(EXPECTED, 3, 4),
            covered in vec(any::<bool>(), 5),
            actual in lines_of(&["a", "1", "2"], 3, 5),
        ) {
            let mut expected = Vec::new();
            for (line, is_covered) in lines.iter().zip(&covered) {
                expected.extend(is_covered.then_some(ANY_LINES));
                expected.push(line);
            }
            expected.extend(covered[lines.len()].then_some(ANY_LINES));
            let actual: Vec<&str> = actual.iter().map(String::as_str).collect();
            let before = Remembered::from([("x".to_owned(), "1".to_owned())]);
            let mut remembered = before.clone();
            let matches = lines_match(&expected, &actual, &mut remembered);
            let naive = naive_lines(&expected, &actual, &before);
            prop_assert_eq!(matches, naive.is_some());
            prop_assert_eq!(remembered, naive.unwrap_or(before));
        }
    }

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
        assert!(matches(&["client [id:c]", "voir [=c]"], &["client 12", "voir 12"]));
        assert!(!matches(&["client [id:c]", "voir [=c]"], &["client 12", "voir 13"]));
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
    fn many_placeholders_around_a_number_fail_at_once() {
        let mut remembered = Remembered::from([("x".to_owned(), "4".to_owned())]);
        let lines = vec!["une ligne 4"; 67];
        let expected = [
            "...",
            "[..]ligne [=x]",
            "...",
            "[..]",
            "...",
            "[..]",
            "...",
            "[..]",
            "...",
            "[..]",
            "...",
            "z",
        ];
        assert!(!lines_match(&expected, &lines, &mut remembered));
        // Numbers that vary from try to try are tried one after the other, and not for ever.
        let expected = [
            "...",
            "[id:a]",
            "...",
            "[id:b]",
            "...",
            "[id:c]",
            "...",
            "[id:d]",
            "...",
            "[=a][=b][=c][=d]x",
        ];
        let numbers: Vec<String> = (0..400).map(|number| number.to_string()).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        assert!(!matches(&expected, &numbers));
        let expected = ["...", "n [id:a]", "...", "v [=a]"];
        assert!(matches(&expected, &["n 1", "n 2", "v 2"]));
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
