//! A row that is shown among others: one that cannot be read spoils no other.

/// A row of a list, or of a section of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed<Row> {
    /// What it says.
    Readable(Row),
    /// A value in it is none that the program knows: its number in the database.
    Unreadable(u64),
}

impl<Row> Listed<Row> {
    /// What it says, if that can be read.
    pub fn readable(&self) -> Option<&Row> {
        match self {
            Self::Readable(row) => Some(row),
            Self::Unreadable(_) => None,
        }
    }

    /// Its number in the database, which `number` finds in what can be read.
    pub fn number(&self, number: impl FnOnce(&Row) -> u64) -> u64 {
        match self {
            Self::Readable(row) => number(row),
            Self::Unreadable(unreadable) => *unreadable,
        }
    }
}
