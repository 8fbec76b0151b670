//! A short digest of each line of a script, to find later which one changed.

use serde::{Deserialize, Serialize};

use crate::security::digest::sha256;

/// Enough that a changed line is not taken for the one it was; the database keeps those of all lines.
const DIGITS: usize = 8;

/// The digests of all lines, one after the other in one text: a long file has many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineDigests(String);

impl LineDigests {
    /// Those of these lines.
    pub fn of<'line>(lines: impl Iterator<Item = &'line str>) -> Self {
        let mut digests = String::with_capacity(lines.size_hint().0 * DIGITS);
        for line in lines {
            let digest = sha256(line.as_bytes());
            digests.push_str(digest.get(..DIGITS).unwrap_or(&digest));
        }
        Self(digests)
    }

    /// The place of the first line that is not the same in both, from 0; nothing when all are.
    pub fn first_difference(&self, other: &Self) -> Option<usize> {
        let (ours, theirs) = (self.0.as_bytes().chunks(DIGITS), other.0.as_bytes().chunks(DIGITS));
        let (shorter, longer) = (ours.len().min(theirs.len()), ours.len().max(theirs.len()));
        let same = ours.zip(theirs).take_while(|(ours, theirs)| ours == theirs).count();
        (same < shorter || shorter < longer).then_some(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digests(text: &str) -> LineDigests {
        LineDigests::of(text.lines())
    }

    #[test]
    fn the_first_line_that_differs_is_found() {
        for (one, other, difference) in [
            ("a\nb\nc", "a\nb\nc", None),
            ("", "", None),
            ("a\nb\nc", "a\nB\nC", Some(1)),
            ("a\nb", "a\nb\nc", Some(2)),
            ("a\nb\nc", "a\nb", Some(2)),
            ("", "a", Some(0)),
            ("ab", "a\nb", Some(0)),
        ] {
            assert_eq!(
                digests(one).first_difference(&digests(other)),
                difference,
                "{one} {other}"
            );
        }
    }
}
