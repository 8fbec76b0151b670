//! Whether what was read is what was expected.
//!
//! An expected line is compared literally first. Otherwise `[..]` stands for any text, `[id:x]` for a number that is
//! remembered as `x`, `[=x]` for that number again; `...` alone stands for any number of lines.

use std::collections::BTreeMap;

/// Numbers by the names they were remembered under.
pub type Remembered = BTreeMap<String, String>;

/// Any number of lines.
pub const ANY_LINES: &str = "...";
const ANY_TEXT: &str = "[..]";

/// A piece of an expected line.
enum Piece<'line> {
    Literal(&'line str),
    Any,
    Number(&'line str),
    Again(&'line str),
}

/// Whether lines are the expected ones; the numbers they name are remembered only if they are.
pub fn lines_match(expected: &[&str], actual: &[&str], remembered: &mut Remembered) -> bool {
    let mut learnt = remembered.clone();
    let matches = tail_matches(expected, actual, &mut learnt);
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
    let mut learnt = remembered.clone();
    let has_placeholder = pieces.iter().any(|piece| !matches!(piece, Piece::Literal(_)));
    let matches = has_placeholder && pieces_match(&pieces, actual, &mut learnt);
    if matches {
        *remembered = learnt;
    }
    matches
}

fn tail_matches(expected: &[&str], actual: &[&str], remembered: &mut Remembered) -> bool {
    let Some((first, rest)) = expected.split_first() else {
        return actual.is_empty();
    };
    if let Some((line, following)) = actual.split_first() {
        let mut learnt = remembered.clone();
        if line_matches(first, line, &mut learnt) && tail_matches(rest, following, &mut learnt) {
            *remembered = learnt;
            return true;
        }
    }
    if *first != ANY_LINES {
        return false;
    }
    (0..=actual.len()).any(|skipped| {
        let mut learnt = remembered.clone();
        let matches = tail_matches(rest, actual.get(skipped..).unwrap_or_default(), &mut learnt);
        if matches {
            *remembered = learnt;
        }
        matches
    })
}

fn pieces_match(pieces: &[Piece<'_>], text: &str, remembered: &mut Remembered) -> bool {
    let Some((first, rest)) = pieces.split_first() else {
        return text.is_empty();
    };
    match first {
        Piece::Literal(literal) => text
            .strip_prefix(literal)
            .is_some_and(|text| pieces_match(rest, text, remembered)),
        Piece::Any => text
            .char_indices()
            .map(|(place, _)| place)
            .chain([text.len()])
            .any(|place| pieces_match(rest, text.get(place..).unwrap_or_default(), remembered)),
        Piece::Again(name) => {
            let number = remembered.get(*name).cloned();
            number
                .and_then(|number| text.strip_prefix(number.as_str()))
                .is_some_and(|text| pieces_match(rest, text, remembered))
        }
        Piece::Number(name) => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let (Some(number), Some(text)) = (text.get(..digits), text.get(digits..)) else {
                return false;
            };
            if digits == 0 {
                return false;
            }
            remembered.insert((*name).to_owned(), number.to_owned());
            pieces_match(rest, text, remembered)
        }
    }
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
    fn numbers_are_remembered_only_of_lines_that_match() {
        let mut remembered = Remembered::new();
        assert!(!lines_match(&["[id:a]", "x"], &["1", "y"], &mut remembered));
        assert!(remembered.is_empty());
        assert!(lines_match(&["[id:a]"], &["1"], &mut remembered));
        assert!(lines_match(&["[=a]"], &["1"], &mut remembered));
    }
}
