//! How a run of command files and its lines are identified: whoever knows the run finds each of its lines again.

use std::collections::BTreeMap;
use std::fmt;

use uuid::{Builder, Uuid};

use super::audit_entry::Done;

/// The last line that has an identifier: its number takes the last six bytes.
const LAST_LINE: u64 = 0xffff_ffff_ffff;

/// The identifier of a run: drawn, but for the end that is that of its lines. The identifiers of all its lines, and no
/// others, lie in one range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunId(Uuid);

/// A run that did not end, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedRun {
    /// Its identifier.
    pub id: RunId,
    /// What it began with, in words that only the runs themselves understand.
    pub beginning: String,
}

/// What is left of a line that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineMark {
    /// The entry of the journal that says what it changed.
    Recorded(Done),
    /// That it changed nothing, or failed and was passed over.
    Passed,
}

/// What is left of the lines of a run that are done, by their places, from 0.
pub type LineMarks = BTreeMap<usize, LineMark>;

impl RunId {
    /// The identifier of a new run.
    pub fn draw() -> Self {
        Self(with_line(Uuid::new_v4(), 0))
    }

    /// An identifier as it was written down.
    pub fn from_stored(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// Identifies the write of a line, by its place in the run, from 0.
    pub fn operation_id(self, index: usize) -> Uuid {
        with_line(self.0, index as u64 + 1)
    }

    /// The identifiers between which those of all its lines lie.
    pub fn operation_ids(self) -> (Uuid, Uuid) {
        (with_line(self.0, 1), with_line(self.0, LAST_LINE))
    }

    /// The place of a line, by the identifier of its write.
    pub fn index_of(self, operation_id: Uuid) -> Option<usize> {
        let line = operation_id.as_u64_pair().1 & LAST_LINE;
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        (self.operation_id(index) == operation_id).then_some(index)
    }
}

/// The identifier with this number at its end.
fn with_line(identifier: Uuid, line: u64) -> Uuid {
    let (high, low) = identifier.as_u64_pair();
    let drawn = Uuid::from_u64_pair(high, low & !LAST_LINE | line & LAST_LINE);
    Builder::from_custom_bytes(drawn.into_bytes()).into_uuid()
}

impl fmt::Display for RunId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_run_are_found_between_two_identifiers_and_those_of_no_other() {
        let (run, other) = (RunId::draw(), RunId::draw());
        let (first, last) = run.operation_ids();
        let within = |identifier: Uuid| (first.to_string()..=last.to_string()).contains(&identifier.to_string());
        let mut before = run.to_string();
        for index in [0, 1, 8, 9, 15, 16, 254, 255, 65_535, 16_777_215] {
            let identifier = run.operation_id(index);
            assert!(within(identifier), "{index}");
            assert!(before < identifier.to_string(), "{index}");
            before = identifier.to_string();
            assert_eq!(run.index_of(identifier), Some(index));
            assert_eq!(other.index_of(identifier), None);
            assert!(!within(other.operation_id(index)));
        }
        assert_eq!(RunId::from_stored(&run.to_string()), Some(run));
        assert_eq!(run.index_of(Uuid::new_v4()), None);
        assert!(!within(run.0));
    }
}
