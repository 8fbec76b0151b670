//! What part of a list is shown: how many rows, in which order, from where.

use super::whole_number::WholeNumber;

/// A number of rows.
pub type PageSize = WholeNumber<1, 1000>;

/// The number of rows when nobody asks for another.
impl Default for PageSize {
    fn default() -> Self {
        Self(25)
    }
}

/// Which way an order runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Smallest, first in the alphabet, oldest first.
    Ascending,
    /// The other way round.
    Descending,
}

/// Part of a list, entered by the key of its last row so that reaching it costs the same anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<Sort, Row> {
    /// The order.
    pub sort: Sort,
    /// Which way it runs.
    pub direction: Direction,
    /// The row before the first one wanted; nothing for the beginning.
    pub after: Option<Row>,
    /// The most rows wanted.
    pub count: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::invalid_value::InvalidValue;

    #[test]
    fn from_one_to_a_thousand() {
        for (typed, rows) in [("1", 1), (" 25 ", 25), ("1000", 1000), ("007", 7)] {
            assert_eq!(PageSize::parse(typed).unwrap().get(), rows);
        }
        assert_eq!(PageSize::default().to_string(), "25");
    }

    #[test]
    fn nothing_else() {
        let refused = InvalidValue::Number {
            minimum: 1,
            maximum: 1000,
        };
        for typed in [
            "0",
            "1001",
            "65537",
            "-1",
            "+5",
            "1,5",
            "dix",
            "99999999999999999999999",
        ] {
            assert_eq!(PageSize::parse(typed), Err(refused.clone()), "{typed}");
        }
        assert_eq!(PageSize::parse(""), Err(InvalidValue::Empty));
    }
}
