//! What was expected beside what came: which expected lines stay, which are replaced, and by what.
//!
//! Every `...` stays, and every expected line that still holds. A line that holds no more is replaced by the line that
//! came in its place, the one most like it, with its own placeholders where these still hold. What results always
//! matches what came: whoever accepts it and replays has nothing left to accept.

use super::matching::{ANY_LINES, ExpectedLine, Remembered, expectation_of, line_matches, lines_match};
use super::variation::alike_around;

/// What a step of the comparison costs: the cheapest way through both is the right one. Replacing two lines that have
/// nothing in common costs more than a line that came besides, and less than an expected line that is gone.
const INSERTED: u32 = 4;
const REPLACED: u32 = 8;
const ALIKE: u32 = 6;
const GONE: u32 = 9;
/// Beyond as many comparisons only the ends of a long output are kept.
const MOST_COMPARISONS: usize = 1_000_000;

/// What came, as it would be expected; the numbers it names are remembered.
pub fn aligned(expected: &[&str], actual: &[&str], remembered: &mut Remembered) -> Vec<String> {
    if actual.is_empty() {
        return Vec::new();
    }
    let lines = kept_lines(expected, actual, remembered);
    let whole: Vec<&str> = lines.iter().map(String::as_str).collect();
    if lines_match(&whole, actual, remembered) {
        return lines;
    }
    actual.iter().map(|line| expectation_of(line)).collect()
}

fn kept_lines(expected: &[&str], actual: &[&str], remembered: &Remembered) -> Vec<String> {
    let mut learnt = remembered.clone();
    let both = expected.iter().zip(actual);
    let before = both
        .take_while(|(expected, line)| **expected != ANY_LINES && line_matches(expected, line, &mut learnt))
        .count();
    let (head, expected) = expected.split_at_checked(before).unwrap_or_default();
    let actual = actual.get(before..).unwrap_or_default();
    let both = expected.iter().rev().zip(actual.iter().rev());
    let after = both
        .take_while(|(expected, line)| **expected != ANY_LINES && line_matches(expected, line, &mut learnt.clone()))
        .count();
    let (expected, tail) = expected.split_at_checked(expected.len() - after).unwrap_or_default();
    let actual = actual.get(..actual.len() - after).unwrap_or_default();
    let mut lines: Vec<String> = head.iter().map(|line| (*line).to_owned()).collect();
    if expected.len().saturating_mul(actual.len()) > MOST_COMPARISONS {
        lines.extend(actual.iter().map(|line| expectation_of(line)));
    } else {
        Alignment::new(expected, actual, &learnt).write(&mut learnt, &mut lines);
    }
    lines.extend(tail.iter().map(|line| (*line).to_owned()));
    lines
}

/// The costs of the cheapest ways from each pair of places to both ends.
struct Alignment<'lines> {
    expected: Vec<ExpectedLine<'lines>>,
    actual: &'lines [&'lines str],
    steps: Vec<Step>,
}

#[derive(Clone, Copy)]
struct Step {
    cost: u32,
    way: Way,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    End,
    /// The expected line holds.
    Keep,
    /// The line that came is expected instead.
    Replace,
    /// The line that came was not expected.
    Insert,
    /// The expected line did not come.
    Drop,
    /// The line that came is one of those that `...` stands for.
    Cover,
    /// `...` stands for no more lines.
    Pass,
}

impl<'lines> Alignment<'lines> {
    fn new(expected: &'lines [&'lines str], actual: &'lines [&'lines str], remembered: &Remembered) -> Self {
        let end = Step { cost: 0, way: Way::End };
        let mut alignment = Self {
            expected: expected.iter().map(|line| ExpectedLine::read(line)).collect(),
            actual,
            steps: vec![end; (expected.len() + 1) * (actual.len() + 1)],
        };
        for row in (0..=expected.len()).rev() {
            for column in (0..=actual.len()).rev() {
                let step = alignment.cheapest(row, column, remembered);
                let place = alignment.place(row, column);
                if let Some(kept) = alignment.steps.get_mut(place) {
                    *kept = step;
                }
            }
        }
        alignment
    }

    const fn place(&self, row: usize, column: usize) -> usize {
        row * (self.actual.len() + 1) + column
    }

    fn cost(&self, row: usize, column: usize) -> u32 {
        self.steps.get(self.place(row, column)).map_or(0, |step| step.cost)
    }

    /// The cheapest way on; of several, the first of this order.
    fn cheapest(&self, row: usize, column: usize, remembered: &Remembered) -> Step {
        let (expected, line) = (self.expected.get(row), self.actual.get(column));
        let ways = match (expected, line) {
            (None, None) => vec![(Way::End, 0)],
            (None, Some(_)) => vec![(Way::Insert, INSERTED + self.cost(row, column + 1))],
            (Some(expected), None) if expected.is_any_lines() => vec![(Way::Pass, self.cost(row + 1, column))],
            (Some(expected), Some(_)) if expected.is_any_lines() => vec![
                (Way::Pass, self.cost(row + 1, column)),
                (Way::Cover, self.cost(row, column + 1)),
            ],
            (Some(_), None) => vec![(Way::Drop, GONE + self.cost(row + 1, column))],
            (Some(expected), Some(line)) => {
                let further = self.cost(row + 1, column + 1);
                if expected.holds(line, &mut remembered.clone()) {
                    vec![
                        (Way::Keep, further),
                        (Way::Insert, INSERTED + self.cost(row, column + 1)),
                        (Way::Drop, GONE + self.cost(row + 1, column)),
                    ]
                } else {
                    vec![
                        (Way::Replace, REPLACED - alike(expected.text, line) + further),
                        (Way::Insert, INSERTED + self.cost(row, column + 1)),
                        (Way::Drop, GONE + self.cost(row + 1, column)),
                    ]
                }
            }
        };
        let cheapest = ways.into_iter().min_by_key(|(_, cost)| *cost);
        let (way, cost) = cheapest.unwrap_or((Way::End, 0));
        Step { cost, way }
    }

    fn write(&self, remembered: &mut Remembered, lines: &mut Vec<String>) {
        let (mut row, mut column) = (0, 0);
        while let Some(step) = self.steps.get(self.place(row, column)) {
            let expected = self.expected.get(row).map_or("", |expected| expected.text);
            let line = self.actual.get(column).copied().unwrap_or_default();
            match step.way {
                Way::End => return,
                Way::Keep | Way::Replace => lines.push(renewed(expected, line, remembered)),
                Way::Insert => lines.push(expectation_of(line)),
                // Twice the same says no more than once.
                Way::Pass if lines.last().is_some_and(|last| last == ANY_LINES) => {}
                Way::Pass => lines.push(ANY_LINES.to_owned()),
                Way::Drop | Way::Cover => {}
            }
            row += usize::from(matches!(step.way, Way::Keep | Way::Replace | Way::Drop | Way::Pass));
            column += usize::from(matches!(step.way, Way::Keep | Way::Replace | Way::Insert | Way::Cover));
        }
    }
}

/// How much two lines are alike: the words at both beginnings and at both ends.
fn alike(expected: &str, line: &str) -> u32 {
    let (expected, line) = (words(expected), words(line));
    let (before, after) = alike_around(&expected, &line);
    let longer = expected.len().max(line.len()).max(1);
    u32::try_from((before + after) * ALIKE as usize / longer).unwrap_or_default()
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// The expectation that holds for a line: the expected one, that with the words that came where its own do not hold, or
/// the line itself.
fn renewed(expected: &str, line: &str, remembered: &mut Remembered) -> String {
    if line_matches(expected, line, remembered) {
        return expected.to_owned();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split(' ').collect(), line.split(' ').collect());
    if old.len() == new.len() {
        let mut learnt = remembered.clone();
        let words = old.iter().zip(&new).map(|(old, new)| {
            if line_matches(old, new, &mut learnt) {
                (*old).to_owned()
            } else {
                expectation_of(new)
            }
        });
        let renewed = words.collect::<Vec<_>>().join(" ");
        if line_matches(&renewed, line, remembered) {
            return renewed;
        }
    }
    expectation_of(line)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn align(expected: &[&str], actual: &[&str]) -> Vec<String> {
        aligned(expected, actual, &mut Remembered::new())
    }

    #[test]
    fn what_still_holds_is_kept() {
        assert_eq!(align(&["a [..]", "b", "c"], &["a 1", "x", "c"]), ["a [..]", "x", "c"]);
        assert_eq!(
            align(&["n° [id:n]", "[=n] b"], &["n° 4", "4 c"]),
            ["n° [id:n]", "[=n] c"]
        );
        assert_eq!(align(&["a"], &[]), [""; 0]);
        assert_eq!(align(&["...", "a"], &[]), [""; 0]);
    }

    #[test]
    fn any_lines_stay_whatever_stands_beside_them() {
        let actual = ["a", "b", "c", "d"];
        assert_eq!(align(&["x", "...", "d"], &actual), ["a", "...", "d"]);
        assert_eq!(align(&["x", "y", "..."], &actual), ["a", "b", "..."]);
        assert_eq!(align(&["b", "...", "d"], &actual), ["a", "b", "...", "d"]);
        assert_eq!(align(&["a", "...", "c", "x"], &actual), ["a", "...", "c", "d"]);
        assert_eq!(align(&["...", "x", "d"], &actual), ["...", "c", "d"]);
        assert_eq!(
            align(
                &["...", "Nom : Autre nom", "...", "Lieu : [..]", "..."],
                &[
                    "N° : 2",
                    "Nom : Séminaire annuel",
                    "Début : demain",
                    "Lieu : Lyon",
                    "Note : -",
                ]
            ),
            ["...", "Nom : Séminaire annuel", "...", "Lieu : [..]", "..."]
        );
    }

    const WORDS: &[&str] = &["a", "1", " ", "[..]", "[id:x]", "[=x]"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]
        #[test]
        fn what_was_accepted_is_right_and_accepted_again_it_is_the_same(
            expected in vec(prop_oneof![
                3 => vec(select(WORDS), 0..4).prop_map(|words| words.concat()),
                1 => Just(ANY_LINES.to_owned()),
            ], 0..6),
            actual in vec(vec(select(&["a", "1", "2", " ", "[..]", "...", "[id:x]", "[=x]"][..]), 0..4)
                .prop_map(|words| words.concat()), 0..6),
        ) {
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            let actual: Vec<&str> = actual.iter().map(String::as_str).collect();
            let mut remembered = Remembered::new();
            let accepted = aligned(&expected, &actual, &mut remembered);
            let accepted: Vec<&str> = accepted.iter().map(String::as_str).collect();
            let mut again = Remembered::new();
            prop_assert!(lines_match(&accepted, &actual, &mut again), "{accepted:?} {actual:?}");
            prop_assert_eq!(again, remembered);
        }
    }
}
