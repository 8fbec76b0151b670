//! Amounts of money in euros: exact cents, never a float, never below zero.
//!
//! Reading goes in this order: blanks and the euro sign at the ends, a sign, an exponent, the decimal separator, the
//! groups of three digits, the size. What could mean two amounts (`1.234`) is refused, never guessed.

use std::fmt;

use rust_decimal::Decimal;

use super::invalid_value::{AmountFault, InvalidValue};
use super::text::{is_blank, is_digits, not_blank};
use super::whole_number::{GROUP_LENGTH, ungrouped};

/// 9 999 999 999,99 in cents, the most that `DECIMAL(12,2)` holds.
const MAXIMUM_CENTS: i64 = 999_999_999_999;
const DECIMALS: u32 = 2;
const NARROW_NO_BREAK_SPACE: char = '\u{202F}';

/// An amount from 0,00 to 9 999 999 999,99 euros. Whether zero makes sense is for the rules to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::from_parts(0, 0, 0, false, DECIMALS));

    /// Reads what a person types: `1 234,56`, `1234.56`, `1234 €`.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Amount`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let trimmed = not_blank(typed)?;
        let number = trimmed.strip_suffix('€').unwrap_or(trimmed).trim_end_matches(is_blank);
        parse_number(number).map_err(InvalidValue::Amount)
    }

    /// An amount the database holds.
    ///
    /// # Errors
    /// The fault, where the column holds what no amount can be.
    pub fn from_database(decimal: Decimal) -> Result<Self, AmountFault> {
        if decimal.is_sign_negative() && !decimal.is_zero() {
            return Err(AmountFault::Signed);
        }
        if decimal > Decimal::new(MAXIMUM_CENTS, DECIMALS) {
            return Err(AmountFault::TooLarge);
        }
        let mut cents = decimal.abs();
        cents.rescale(DECIMALS);
        if cents != decimal {
            return Err(AmountFault::TooManyDecimals);
        }
        Ok(Self(cents))
    }

    /// Whether it is 0,00.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The sum, unless it is more than an amount can be.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::from_database(self.0.checked_add(other.0)?).ok()
    }

    /// The difference, unless it is below zero.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::from_database(self.0.checked_sub(other.0)?).ok()
    }

    /// `1234.56`: always two decimals, no groups, no currency.
    pub fn canonical(self) -> String {
        self.0.to_string()
    }
}

/// `1 234,56 €` with narrow no-break spaces between groups and a no-break space before the sign.
impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let canonical = self.canonical();
        let (whole, fraction) = canonical.split_once('.').unwrap_or((canonical.as_str(), "00"));
        formatter.pad(&format!("{},{fraction}\u{A0}€", grouped(whole)))
    }
}

/// Digits by three, from the right, with narrow no-break spaces.
pub fn grouped(digits: &str) -> String {
    let length = digits.len();
    let mut text = String::with_capacity(length * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (length - index).is_multiple_of(GROUP_LENGTH) {
            text.push(NARROW_NO_BREAK_SPACE);
        }
        text.push(digit);
    }
    text
}

fn parse_number(number: &str) -> Result<Amount, AmountFault> {
    if has_sign(number) {
        return Err(AmountFault::Signed);
    }
    if has_exponent(number) {
        return Err(AmountFault::Exponent);
    }
    // The only separator that a number may have is the first one.
    let Some((whole, fraction)) = number.split_once(['.', ',']) else {
        return from_cents(&whole_digits(number)?, "");
    };
    let digits = whole_digits(whole)?;
    if !is_digits(fraction) {
        return Err(AmountFault::NotANumber);
    }
    if number.contains('.') && could_be_thousands(whole, fraction) {
        return Err(AmountFault::Ambiguous);
    }
    if fraction.len() > DECIMALS as usize {
        return Err(AmountFault::TooManyDecimals);
    }
    from_cents(&digits, fraction)
}

fn has_sign(number: &str) -> bool {
    let is_sign = |character| matches!(character, '+' | '-' | '\u{2212}');
    let has_digit = number.contains(|character: char| character.is_ascii_digit());
    has_digit && (number.starts_with(is_sign) || number.ends_with(is_sign))
}

fn has_exponent(number: &str) -> bool {
    number.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
        mantissa.starts_with(|character: char| character.is_ascii_digit())
            && is_digits(exponent.trim_start_matches(['+', '-']))
    })
}

fn whole_digits(whole: &str) -> Result<String, AmountFault> {
    ungrouped(whole).ok_or(AmountFault::NotANumber)
}

/// `1.234` may be a thousand written elsewhere; `0.234`, `1234.567` and `1 234.567` can only be fractions.
fn could_be_thousands(whole: &str, fraction: &str) -> bool {
    fraction.len() == GROUP_LENGTH && whole.len() <= GROUP_LENGTH && !whole.starts_with('0')
}

fn from_cents(whole: &str, fraction: &str) -> Result<Amount, AmountFault> {
    let cents = format!("{}{fraction:0<2}", whole.trim_start_matches('0'));
    let cents: i64 = cents.parse().map_err(|_| AmountFault::TooLarge)?;
    if cents > MAXIMUM_CENTS {
        return Err(AmountFault::TooLarge);
    }
    Ok(Amount(Decimal::new(cents, DECIMALS)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical(typed: &str) -> String {
        Amount::parse(typed)
            .unwrap_or_else(|why| panic!("{typed}: {why:?}"))
            .canonical()
    }

    fn fault(typed: &str) -> AmountFault {
        match Amount::parse(typed) {
            Err(InvalidValue::Amount(fault)) => fault,
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn every_french_and_plain_spelling_is_read() {
        for typed in [
            "1 234,56",
            "1234.56",
            "1234,56",
            "1\u{202F}234,56",
            "1\u{A0}234,56",
            "1\u{2009}234,56",
            "1 234,56 €",
            "1 234,56€",
            " 1\u{202F}234,56\u{A0}€ ",
            "01234,56",
        ] {
            assert_eq!(canonical(typed), "1234.56", "{typed}");
        }
        assert_eq!(canonical("1234"), "1234.00");
        assert_eq!(canonical("12,5"), "12.50");
        assert_eq!(canonical("0"), "0.00");
        assert_eq!(canonical("9 999 999 999,99"), "9999999999.99");
        assert_eq!(Amount::parse("0,00"), Ok(Amount::ZERO));
    }

    #[test]
    fn what_could_mean_two_amounts_is_refused() {
        for typed in ["1.234", "12.345", "123.456", "1.234 €"] {
            assert_eq!(fault(typed), AmountFault::Ambiguous, "{typed}");
        }
    }

    #[test]
    fn more_than_two_decimals_are_refused() {
        for typed in [
            "1,234",
            "0.234",
            "1234.567",
            "1 234.567",
            "1,2345",
            "1.2345",
            "1234,560",
        ] {
            assert_eq!(fault(typed), AmountFault::TooManyDecimals, "{typed}");
        }
    }

    #[test]
    fn signs_and_exponents_are_refused() {
        for typed in ["-5", "+5", "\u{2212}5", "- 5", "5-", "-1,50 €"] {
            assert_eq!(fault(typed), AmountFault::Signed, "{typed}");
        }
        for typed in ["1e3", "1E3", "1,5e+3", "1e-2"] {
            assert_eq!(fault(typed), AmountFault::Exponent, "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "abc", "€", "€5", "12,", ",5", ".", "1,2,3", "1.234,56", "1,234.56", "12 34", "1  234", "1234 567",
            "1 234 56", "12,5 0", "٣", "１２", "0x10", "1_000", "NaN", "5 $", "-", "e", "1'234", "1 €€",
        ] {
            assert_eq!(fault(typed), AmountFault::NotANumber, "{typed}");
        }
        assert_eq!(Amount::parse(" \u{A0}"), Err(InvalidValue::Empty));
    }

    #[test]
    fn b5_nothing_over_the_maximum() {
        assert_eq!(fault("10 000 000 000"), AmountFault::TooLarge);
        assert_eq!(fault("10000000000,00"), AmountFault::TooLarge);
        assert_eq!(fault(&"9".repeat(10_000)), AmountFault::TooLarge);
    }

    #[test]
    fn shown_with_narrow_groups_comma_and_euro() {
        let shown = |typed| Amount::parse(typed).unwrap().to_string();
        assert_eq!(shown("1234,56"), "1\u{202F}234,56\u{A0}€");
        assert_eq!(shown("123"), "123,00\u{A0}€");
        assert_eq!(shown("0"), "0,00\u{A0}€");
        assert_eq!(shown("9999999999,99"), "9\u{202F}999\u{202F}999\u{202F}999,99\u{A0}€");
    }

    #[test]
    fn sums_stay_within_the_bounds() {
        let amount = |typed| Amount::parse(typed).unwrap();
        assert_eq!(amount("0,10").checked_add(amount("0,20")), Some(amount("0,30")));
        assert_eq!(amount("9999999999,99").checked_add(amount("0,01")), None);
        assert_eq!(amount("1").checked_sub(amount("1")), Some(Amount::ZERO));
        assert_eq!(amount("1").checked_sub(amount("1,01")), None);
    }

    #[test]
    fn the_database_cannot_bring_what_no_amount_can_be() {
        assert_eq!(Amount::from_database(Decimal::new(-1, 2)), Err(AmountFault::Signed));
        assert_eq!(
            Amount::from_database(Decimal::new(1, 3)),
            Err(AmountFault::TooManyDecimals)
        );
        assert_eq!(Amount::from_database(Decimal::MAX), Err(AmountFault::TooLarge));
        let short = Amount::from_database(Decimal::new(5, 0)).unwrap();
        assert_eq!(short.canonical(), "5.00");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(typed in any::<String>()) {
            let _ = Amount::parse(&typed);
        }

        #[test]
        fn texts_of_the_right_characters_never_panic_and_read_back(typed in "[0-9.,eE+\u{2212}€ \u{A0}-]{0,16}") {
            if let Ok(amount) = Amount::parse(&typed) {
                prop_assert_eq!(Amount::parse(&amount.canonical()), Ok(amount));
            }
        }

        #[test]
        fn what_is_shown_and_what_is_canonical_read_back(cents in 0..=MAXIMUM_CENTS) {
            let amount = Amount::from_database(Decimal::new(cents, DECIMALS)).unwrap();
            prop_assert_eq!(Amount::parse(&amount.canonical()), Ok(amount));
            prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
        }
    }
}
