//! How many people come to an event (B11).

use std::fmt;

use super::invalid_value::InvalidValue;
use super::text::is_blank;

/// A number of people from 0 to 100 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Attendees(u32);

/// The digits between two blanks of a large number: `1 500`.
const GROUP_LENGTH: usize = 3;

impl Attendees {
    /// The greatest number of people.
    pub const MAXIMUM: u32 = 100_000;

    /// Reads a number of people: `1500`, `1 500`.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Number`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let trimmed = typed.trim_matches(is_blank);
        if trimmed.is_empty() {
            return Err(InvalidValue::Empty);
        }
        digits(trimmed)
            .and_then(|digits| digits.parse().ok())
            .filter(|people| *people <= Self::MAXIMUM)
            .map(Self)
            .ok_or(InvalidValue::Number {
                minimum: 0,
                maximum: u64::from(Self::MAXIMUM),
            })
    }

    /// The number of people.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Attendees {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The digits without the blanks between their groups, if that is what the text is.
fn digits(trimmed: &str) -> Option<String> {
    let groups: Vec<&str> = trimmed.split(is_blank).collect();
    let (first, others) = groups.split_first()?;
    let has_groups = others.iter().all(|group| group.len() == GROUP_LENGTH)
        && (others.is_empty() || (1..=GROUP_LENGTH).contains(&first.len()));
    let has_digits = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    (has_groups && has_digits).then(|| groups.concat())
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
