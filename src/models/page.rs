//! How many rows a list shows at once.

use std::fmt;

use super::invalid_value::InvalidValue;
use super::text::is_blank;

/// A number of rows from 1 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageSize(u16);

impl PageSize {
    /// The least number of rows.
    pub const MINIMUM: u16 = 1;
    /// The greatest number of rows.
    pub const MAXIMUM: u16 = 1000;
    /// The number of rows when nobody asks for another.
    pub const DEFAULT: Self = Self(25);

    /// Reads a number of rows.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Number`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let trimmed = typed.trim_matches(is_blank);
        if trimmed.is_empty() {
            return Err(InvalidValue::Empty);
        }
        read(trimmed).ok_or(InvalidValue::Number {
            minimum: u64::from(Self::MINIMUM),
            maximum: u64::from(Self::MAXIMUM),
        })
    }

    /// The number of rows.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl fmt::Display for PageSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Not `parse` alone, which would accept `+5`.
fn read(trimmed: &str) -> Option<PageSize> {
    let has_only_digits = trimmed.bytes().all(|byte| byte.is_ascii_digit());
    let rows = has_only_digits.then(|| trimmed.parse().ok()).flatten()?;
    (PageSize::MINIMUM..=PageSize::MAXIMUM)
        .contains(&rows)
        .then_some(PageSize(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

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
