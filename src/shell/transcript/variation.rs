//! What two replays of the same lines show differently, as an expectation that holds for both: `[..]` for words, `...`
//! for lines. What they show alike stays as it is.

use super::matching::{ANY_LINES, ANY_TEXT};
use super::replay::Played;

/// What was played, with placeholders wherever it was something else the second time.
pub fn steady(first: Vec<Played>, second: &[Played]) -> Vec<Played> {
    let mut second = second.iter();
    first
        .into_iter()
        .map(|played| match second.next() {
            Some(again) => Played {
                output: steady_lines(&played.output, &again.output),
                errors: steady_lines(&played.errors, &again.errors),
                ..played
            },
            None => played,
        })
        .collect()
}

fn steady_lines(first: &[String], second: &[String]) -> Vec<String> {
    if first.len() == second.len() {
        let both = first.iter().zip(second);
        return both.map(|(first, second)| steady_line(first, second)).collect();
    }
    let (before, after) = alike_around(first, second);
    let begin = first.iter().take(before).cloned();
    let end = first.iter().skip(first.len() - after).cloned();
    begin.chain([ANY_LINES.to_owned()]).chain(end).collect()
}

fn steady_line(first: &str, second: &str) -> String {
    if first == second {
        return first.to_owned();
    }
    let (first, second) = (pieces(first), pieces(second));
    if first.len() != second.len() {
        let (before, after) = alike_around(&first, &second);
        let begin = first.iter().take(before).copied();
        let end = first.iter().skip(first.len() - after).copied();
        return begin.chain([ANY_TEXT]).chain(end).collect();
    }
    let mut steady = String::new();
    for (piece, differs) in first.iter().zip(differences(&first, &second)) {
        if !differs {
            steady.push_str(piece);
        } else if !steady.ends_with(ANY_TEXT) {
            steady.push_str(ANY_TEXT);
        }
    }
    steady
}

/// Which pieces of a line are not those of another one with as many. Several blanks beside a word that differs do too:
/// they made room for it.
fn differences(first: &[&str], second: &[&str]) -> Vec<bool> {
    let both = first.iter().zip(second);
    let differs: Vec<bool> = both.map(|(piece, other)| piece != other).collect();
    let is_beside_difference = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| differs.get(before));
        [before, differs.get(place + 1)].contains(&Some(&true))
    };
    first
        .iter()
        .enumerate()
        .map(|(place, piece)| {
            let is_room = piece.chars().count() > 1 && is_blank(piece);
            differs.get(place) == Some(&true) || (is_room && is_beside_difference(place))
        })
        .collect()
}

/// Words and the blanks between them, in order.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let end = rest
            .find(|character: char| character.is_whitespace() != first.is_whitespace())
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn is_blank(piece: &str) -> bool {
    piece.starts_with(char::is_whitespace)
}

/// How many things are alike at the beginning of two lists, and at their ends.
pub(super) fn alike_around<T: PartialEq>(first: &[T], second: &[T]) -> (usize, usize) {
    let alike = |(one, other): &(&T, &T)| one == other;
    let before = first.iter().zip(second).take_while(alike).count();
    let longest = first.len().min(second.len()) - before;
    let after = first.iter().rev().zip(second.iter().rev()).take_while(alike);
    (before, after.take(longest).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::transcript::matching::{Remembered, lines_match};

    #[test]
    fn words_that_differ_are_any_text() {
        assert_eq!(
            steady_line("empreinte a1 : juste", "empreinte b2 : juste"),
            "empreinte [..] : juste"
        );
        assert_eq!(
            steady_line("| base  ee_1  | oui |", "| base  ee_23 | oui |"),
            "| base[..]| oui |"
        );
        assert_eq!(steady_line("durée : 2 ms", "durée : 1 min 2 ms"), "durée : [..]2 ms");
        assert_eq!(steady_line("fait", "fait enfin"), "fait[..]");
        assert_eq!(steady_line("a b", "c d"), "[..] [..]");
    }

    #[test]
    fn what_both_show_holds_for_both() {
        let lines = |text: &str| -> Vec<String> { text.split('\n').map(str::to_owned).collect() };
        for (first, second) in [
            ("a 12 b\nc", "a 7 b\nc"),
            ("a\nx\nb", "a\nb"),
            ("a\nb", "a\nx\ny\nb"),
            ("a", "a\na"),
            ("", "x"),
            ("b a", "a b a"),
            ("  1", "123"),
            ("un  mot", "un mot de plus"),
        ] {
            let (first, second) = (lines(first), lines(second));
            let steady = steady_lines(&first, &second);
            let expected: Vec<&str> = steady.iter().map(String::as_str).collect();
            for shown in [&first, &second] {
                let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
                assert!(
                    lines_match(&expected, &shown, &mut Remembered::new()),
                    "{expected:?} {shown:?}"
                );
            }
        }
    }
}
