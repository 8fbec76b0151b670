//! Usernames: what a colleague signs in with.
//!
//! Capitals become small letters; anything else that is not allowed is refused, never replaced. So is what has the form
//! of an employee number: whoever is told of `emp-0004` means the colleague of that number.

use super::invalid_value::InvalidValue;
use super::text::{impl_text, is_blank, not_blank};

/// 3 to 32 characters `a`–`z`, `0`–`9`, `.`, `_`, `-`, the first a letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

impl Username {
    /// The least number of characters.
    pub const MINIMUM: usize = 3;
    /// The greatest number of characters.
    pub const MAXIMUM: usize = 32;

    /// Reads a username.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Username`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let lowered = not_blank(typed)?.to_ascii_lowercase();
        if !is_username(&lowered) {
            return Err(InvalidValue::Username);
        }
        Ok(Self(lowered))
    }
}

impl_text!(Username);

/// The name under which failed attempts to sign in are counted, whatever was typed: without blanks at the ends, in
/// lower case, at most [`Username::MAXIMUM`] characters. All spellings that reach one account share one count; names
/// too long for any account may share theirs.
pub fn normalised(typed: &str) -> String {
    typed
        .trim_matches(is_blank)
        .chars()
        .flat_map(char::to_lowercase)
        .take(Username::MAXIMUM)
        .collect()
}

fn is_username(text: &str) -> bool {
    (Username::MINIMUM..=Username::MAXIMUM).contains(&text.len())
        && text.starts_with(|character: char| character.is_ascii_lowercase())
        && text.bytes().all(is_username_byte)
        && !is_employee_number(text)
}

fn is_employee_number(text: &str) -> bool {
    let digits = text.strip_prefix("emp-");
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_username_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn allowed_characters_in_lower_case() {
        for (typed, username) in [
            ("sales1", "sales1"),
            (" J.Du_Pont-2 ", "j.du_pont-2"),
            ("abc", "abc"),
            ("emp-0004a", "emp-0004a"),
            ("emp0004", "emp0004"),
        ] {
            assert_eq!(Username::parse(typed).unwrap().as_str(), username);
        }
        assert!(Username::parse(&"a".repeat(32)).is_ok());
    }

    #[test]
    fn everything_else_is_refused() {
        for typed in [
            "ab",
            "1abc",
            ".abc",
            "-abc",
            "a b c",
            "zoé",
            "a@b.fr",
            "abc\n",
            "\u{212A}evin",
            "abc\u{200B}",
            "emp-0004",
            "EMP-12",
            "emp-",
        ] {
            assert_eq!(Username::parse(typed), Err(InvalidValue::Username), "{typed:?}");
        }
        assert_eq!(Username::parse(&"a".repeat(33)), Err(InvalidValue::Username));
        assert_eq!(Username::parse(""), Err(InvalidValue::Empty));
    }

    #[test]
    fn s3_every_spelling_of_a_username_counts_as_one() {
        assert_eq!(normalised(" Sales1\u{A0}"), "sales1");
        assert_eq!(normalised("ÉVA"), "éva");
        assert_eq!(normalised(&"A".repeat(100_000)), "a".repeat(32));
    }

    proptest! {
        #[test]
        fn whatever_signs_in_is_counted_under_its_own_name(typed in "[ ]?[A-Za-z][A-Za-z0-9._-]{0,40}[ ]?") {
            if let Ok(username) = Username::parse(&typed) {
                prop_assert_eq!(normalised(&typed), username.as_str());
                prop_assert_eq!(Username::parse(username.as_str()), Ok(username));
            }
        }

        #[test]
        fn s3_no_text_makes_the_count_larger_than_a_username(typed in any::<String>()) {
            prop_assert!(normalised(&typed).chars().count() <= Username::MAXIMUM);
        }
    }
}
