//! Whole numbers that people type: of people, of rows.

use std::fmt;

use super::invalid_value::InvalidValue;
use super::text::{is_blank, is_digits, not_blank};

/// How many people come to an event (B11).
pub type Attendees = WholeNumber<0, 100_000>;

/// The digits between two blanks of a large number: `1 500`.
pub(super) const GROUP_LENGTH: usize = 3;

/// A number from `MINIMUM` to `MAXIMUM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WholeNumber<const MINIMUM: u32, const MAXIMUM: u32>(pub(super) u32);

impl<const MINIMUM: u32, const MAXIMUM: u32> WholeNumber<MINIMUM, MAXIMUM> {
    /// Reads a number: `1500`, `1 500`.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Number`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        ungrouped(not_blank(typed)?)
            .and_then(|digits| digits.parse().ok())
            .filter(|number| (MINIMUM..=MAXIMUM).contains(number))
            .map(Self)
            .ok_or(InvalidValue::Number {
                minimum: u64::from(MINIMUM),
                maximum: u64::from(MAXIMUM),
            })
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<const MINIMUM: u32, const MAXIMUM: u32> fmt::Display for WholeNumber<MINIMUM, MAXIMUM> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The digits without the blanks between their groups, if that is what the text is.
pub(super) fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(is_blank).collect();
    let (first, others) = groups.split_first()?;
    let has_groups =
        others.iter().all(|group| group.len() == GROUP_LENGTH) && (others.is_empty() || first.len() <= GROUP_LENGTH);
    (has_groups && groups.iter().all(|group| is_digits(group))).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn b11_from_nobody_to_a_hundred_thousand() {
        for (typed, people) in [
            ("0", 0),
            (" 75 ", 75),
            ("007", 7),
            ("1 500", 1_500),
            ("12\u{202f}000", 12_000),
            ("100\u{a0}000", 100_000),
            ("100000", 100_000),
        ] {
            assert_eq!(Attendees::parse(typed).map(Attendees::get), Ok(people), "{typed}");
        }
        assert_eq!(Attendees::parse("1 500").unwrap().to_string(), "1500");
    }

    #[test]
    fn nothing_else() {
        let refused = InvalidValue::Number {
            minimum: 0,
            maximum: 100_000,
        };
        for typed in [
            "100001",
            "4294967296",
            "-1",
            "+5",
            "1,5",
            "1.000",
            "1 50",
            "1500 000",
            "1  500",
            "dix",
            "٣",
        ] {
            assert_eq!(Attendees::parse(typed), Err(refused.clone()), "{typed}");
        }
        assert_eq!(Attendees::parse(" "), Err(InvalidValue::Empty));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic_and_what_is_read_reads_back(
            typed in prop_oneof![any::<String>(), "[0-9 \u{a0}]{0,9}"],
        ) {
            if let Ok(attendees) = Attendees::parse(&typed) {
                prop_assert_eq!(Attendees::parse(&attendees.to_string()), Ok(attendees));
            }
        }
    }
}
