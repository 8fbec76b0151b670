//! Telephone numbers of any country, stored as E.164 and shown grouped.
//!
//! A maintained crate reads them; a number without `+` is French. A number is refused when it has letters, an
//! extension, an unknown country or a length no number has, but not because a country's numbering plan does not list
//! it.

use std::fmt::{self, Write as _};

use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Mode, country};

use super::invalid_value::InvalidValue;
use super::text::{is_blank, is_digits, not_blank};

/// What E.164 allows, country code included.
const MAXIMUM_DIGITS: usize = 15;
/// The shortest number that still has a country code.
const MINIMUM_DIGITS: usize = 4;
/// Fewer digits after the country code are a short number of one network, which nobody can call from elsewhere.
const MINIMUM_NATIONAL_DIGITS: usize = 4;
/// A number typed with every separator is shorter than this; a longer text is not worth reading.
const LONGEST_TYPED: usize = 40;
/// Fewer digits would find nearly everybody.
const MINIMUM_SEARCH_DIGITS: usize = 2;
const LONGEST_COUNTRY_CODE: usize = 3;
/// A code that more countries share, as +1, is left to the crate.
const MOST_PLANS: usize = 4;
const FRANCE: &str = "+33";
const INTERNATIONAL_PREFIX: &str = "00";
/// How the national zero is written in a number with a country code: `+33 (0)6`.
const OPTIONAL_ZERO: &str = "(0)";

/// The digits of a French number after `+33`.
const FRENCH_DIGITS: usize = 9;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads what a person types: `06 12 34 56 78`, `+678 123 45 67`, `+33 (0)6.12.34.56.78`.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::PhoneNumber`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let trimmed = not_blank(typed)?;
        if trimmed.chars().nth(LONGEST_TYPED).is_some() {
            return Err(InvalidValue::PhoneNumber);
        }
        if let Some(french) = read_french(trimmed) {
            return Ok(Self(french));
        }
        let number = read(trimmed).ok_or(InvalidValue::PhoneNumber)?;
        // The crate may strip a zero that a second reading would strip again: such a number has no stable form.
        if number != trimmed && read(&number).as_ref() != Some(&number) {
            return Err(InvalidValue::PhoneNumber);
        }
        Ok(Self(number))
    }

    /// A number the database holds, without reading it through the numbering plans again.
    ///
    /// # Errors
    /// [`InvalidValue::PhoneNumber`] where the column holds anything but E.164.
    pub fn from_database(stored: String) -> Result<Self, InvalidValue> {
        if !is_e164(&stored) {
            return Err(InvalidValue::PhoneNumber);
        }
        Ok(Self(stored))
    }

    /// The number as E.164: `+33612345678`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Grouped: `06 12 34 56 78` for France, `+678 123 4567` for another country.
impl fmt::Display for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(grouped(&self.0).as_deref().unwrap_or(&self.0))
    }
}

/// The digits to look for in stored numbers when a person types part of one, or none when the text is no such part.
///
/// `06 12` gives `612`, which `+33612345678` contains; `+33 6` gives `336`.
pub fn search_digits(typed: &str) -> Option<String> {
    let trimmed = typed.trim_matches(is_blank);
    let part = match trimmed.strip_prefix('+') {
        Some(international) => digits(&international.replacen(OPTIONAL_ZERO, "", 1))?,
        None => without_national_prefix(&digits(trimmed)?).to_owned(),
    };
    (part.len() >= MINIMUM_SEARCH_DIGITS).then_some(part)
}

fn without_national_prefix(digits: &str) -> &str {
    digits
        .strip_prefix(INTERNATIONAL_PREFIX)
        .or_else(|| digits.strip_prefix('0'))
        .unwrap_or(digits)
}

/// A French number in one of its usual forms, as nearly all are: `0` or `+33`, then nine digits of which the first is
/// no zero. The crate reads them the same, much more slowly.
fn read_french(trimmed: &str) -> Option<String> {
    let national = match trimmed.strip_prefix(FRANCE) {
        Some(national) if national.contains(OPTIONAL_ZERO) => return None,
        Some(national) => national,
        None => trimmed.strip_prefix('0')?,
    };
    let digits = digits(national)?;
    (digits.len() == FRENCH_DIGITS && !digits.starts_with('0')).then(|| format!("{FRANCE}{digits}"))
}

fn read(trimmed: &str) -> Option<String> {
    let number = match trimmed
        .strip_prefix('+')
        .or_else(|| trimmed.strip_prefix(INTERNATIONAL_PREFIX))
    {
        Some(international) => {
            let digits = digits(&international.replacen(OPTIONAL_ZERO, "", 1))?;
            if is_kept(&digits) {
                return Some(format!("+{digits}"));
            }
            read_international(&digits)
        }
        // With a default country, the crate would strip the French zero from numbers of other countries as well.
        None => phonenumber::parse(Some(country::FR), digits(trimmed)?).ok(),
    }?;
    let has_enough_digits = number.national().to_string().len() >= MINIMUM_NATIONAL_DIGITS;
    let stored = e164(&number);
    (has_enough_digits && is_e164(&stored)).then_some(stored)
}

/// Whether the crate would keep these digits as they are, and so would at a second reading: the country is known, and
/// no numbering plan of its code has a national prefix that could be taken off the rest. Looking costs a fraction of
/// reading.
fn is_kept(digits: &str) -> bool {
    let plans_of_code = |length: usize| {
        let (code, national) = digits.split_at_checked(length)?;
        let plans = DATABASE.by_code(&code.parse::<u16>().ok()?)?;
        Some((plans, national))
    };
    if digits.starts_with('0') || digits.len() > MAXIMUM_DIGITS {
        return false;
    }
    let Some((plans, national)) = (1..=LONGEST_COUNTRY_CODE).find_map(plans_of_code) else {
        return false;
    };
    national.len() >= MINIMUM_NATIONAL_DIGITS
        && plans.len() <= MOST_PLANS
        && plans.iter().all(|plan| !may_begin_with_prefix(plan, national))
}

/// Whether the digits begin with the national prefix of a plan, or with what the plan has instead of one.
fn may_begin_with_prefix(plan: &Metadata, national: &str) -> bool {
    let pattern = plan.national_prefix_for_parsing();
    plan.national_prefix()
        .is_some_and(|prefix| national.starts_with(prefix))
        || pattern.is_some_and(|pattern| pattern.find(national).is_some_and(|found| found.start() == 0))
}

fn read_international(digits: &str) -> Option<phonenumber::PhoneNumber> {
    phonenumber::parse(None, format!("+{digits}")).ok()
}

/// Written here because the crate's own formatter fails for a country it does not know.
fn e164(number: &phonenumber::PhoneNumber) -> String {
    format!("+{}{}", number.country().code(), number.national())
}

/// The digits of a text that has nothing but digits and the separators people put between them.
fn digits(text: &str) -> Option<String> {
    let is_digit = |character: char| character.is_ascii_digit();
    text.chars()
        .all(|character| is_digit(character) || is_separator(character))
        .then(|| text.chars().filter(|&character| is_digit(character)).collect())
}

fn is_separator(character: char) -> bool {
    is_blank(character) || matches!(character, '.' | '-' | '/' | '(' | ')' | '\u{2010}' | '\u{2011}')
}

fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (MINIMUM_DIGITS..=MAXIMUM_DIGITS).contains(&digits.len()) && !digits.starts_with('0') && is_digits(digits)
    })
}

/// The groups of the numbering plan, or groups of three where the plan has none for this number.
///
/// A French number, which nearly all are, is grouped here: the first look into the plans of all countries takes a tenth
/// of a second.
fn grouped(stored: &str) -> Option<String> {
    if let Some(national) = stored
        .strip_prefix(FRANCE)
        .filter(|national| national.len() == FRENCH_DIGITS)
    {
        return Some(groups_of(2, &format!("0{national}")));
    }
    let number = read_international(stored.strip_prefix('+')?).filter(|number| e164(number) == stored)?;
    let mode = if stored.starts_with(FRANCE) {
        Mode::National
    } else {
        Mode::International
    };
    let mut planned = String::new();
    // Not `to_string`: a formatter that fails would panic there.
    write!(planned, "{}", number.format().mode(mode)).ok()?;
    let code = format!("+{}", number.country().code());
    let national = number.national().to_string();
    if planned == national || planned == format!("{code} {national}") {
        return Some(format!("{code} {}", groups_of(3, &national)));
    }
    Some(planned)
}

/// `06 12 34 56 78` by two; `123 456 78`, `123 4567` by three: a last digit does not stand alone.
fn groups_of(size: usize, digits: &str) -> String {
    let length = digits.len();
    let mut text = String::with_capacity(length * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index.is_multiple_of(size) && index + 1 < length {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stored(typed: &str) -> String {
        PhoneNumber::parse(typed)
            .unwrap_or_else(|why| panic!("{typed}: {why:?}"))
            .as_str()
            .to_owned()
    }

    #[test]
    fn a_number_without_plus_is_french() {
        for typed in [
            "06 12 34 56 78",
            "0612345678",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "06\u{A0}12\u{202F}34 56 78",
            "+33612345678",
            "+33 (0)6 12 34 56 78",
            "+33 06 12 34 56 78",
            "0033 6 12 34 56 78",
            " 06 12 34 56 78 ",
        ] {
            assert_eq!(stored(typed), "+33612345678", "{typed}");
        }
    }

    #[test]
    fn the_example_of_the_brief_is_accepted_though_its_country_has_shorter_numbers() {
        assert_eq!(stored("+678 123 456 78"), "+67812345678");
        assert_eq!(stored("+678 123 4567"), "+6781234567");
    }

    #[test]
    fn other_countries_keep_their_code_and_their_zeros() {
        assert_eq!(stored("+44 20 7946 0958"), "+442079460958");
        assert_eq!(stored("+1 (202) 555-0143"), "+12025550143");
        assert_eq!(stored("+39 06 698 12345"), "+390669812345");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "abc",
            "06 12 34 56 7a",
            "0800 FLEURS",
            "06 12 34 56 78 poste 12",
            "06 12 34 56 78 x12",
            "06 12 34 56 78;ext=12",
            "tel:+33612345678",
            "15",
            "+",
            "()",
            "++33612345678",
            "06+12345678",
            "+999 123 456 789",
            "+33 1234567890123456",
            "０６１２３４５６７８",
        ] {
            assert_eq!(PhoneNumber::parse(typed), Err(InvalidValue::PhoneNumber), "{typed}");
        }
        assert_eq!(PhoneNumber::parse("\u{A0} "), Err(InvalidValue::Empty));
        assert_eq!(PhoneNumber::parse(&"0".repeat(100_000)), Err(InvalidValue::PhoneNumber));
    }

    #[test]
    fn shown_grouped_nationally_for_france_and_internationally_elsewhere() {
        let shown = |typed| PhoneNumber::parse(typed).unwrap().to_string();
        assert_eq!(shown("0612345678"), "06 12 34 56 78");
        assert_eq!(shown("+6781234567"), "+678 123 4567");
        assert_eq!(shown("+442079460958"), "+44 20 7946 0958");
        assert_eq!(shown("+67812345678"), "+678 123 456 78");
    }

    #[test]
    fn the_database_cannot_bring_another_form() {
        assert!(PhoneNumber::from_database(String::from("+33612345678")).is_ok());
        for stored in ["0612345678", "+", "+33 6", "+0612345678", "+1234567890123456", ""] {
            assert!(PhoneNumber::from_database(stored.to_owned()).is_err(), "{stored}");
        }
        let unknown_country = PhoneNumber::from_database(String::from("+9991234567")).unwrap();
        assert_eq!(unknown_country.to_string(), "+9991234567");
    }

    #[test]
    fn a_part_of_a_number_finds_it() {
        assert_eq!(search_digits("06 12").as_deref(), Some("612"));
        assert_eq!(search_digits("+33 6").as_deref(), Some("336"));
        assert_eq!(search_digits("+33 (0)6").as_deref(), Some("336"));
        assert_eq!(search_digits("0033 6").as_deref(), Some("336"));
        assert_eq!(search_digits(" 34.56-78 ").as_deref(), Some("345678"));
        for typed in ["", "6", "06", "+", "Dupont", "06 rue", "12+34", "-"] {
            assert_eq!(search_digits(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_beginning_of_a_french_number_is_read_as_the_crate_reads_it() {
        for beginning in 1000..10_000 {
            for typed in [format!("0{beginning}56789"), format!("+33{beginning}56789")] {
                let french = read_french(&typed);
                assert!(french.is_some(), "{typed}");
                assert_eq!(french, read(&typed), "{typed}");
                assert_eq!(french.as_deref().and_then(read), french, "{typed}");
            }
        }
    }

    #[test]
    fn what_is_kept_is_what_the_crate_keeps_for_every_country_code() {
        let mut kept = 0;
        for code in 1..=999 {
            for national in [
                "2345",
                "612345",
                "1234567",
                "20794609",
                "801234567",
                "4412345678",
                "0612345678",
                "12345678901",
            ] {
                let digits = format!("{code}{national}");
                if is_kept(&digits) {
                    kept += 1;
                    let read = read_international(&digits).map(|number| e164(&number));
                    assert_eq!(read, Some(format!("+{digits}")));
                }
            }
        }
        assert!(kept > 800, "{kept}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_is_kept_is_what_the_crate_keeps(digits in "[0-9]{3,17}") {
            if is_kept(&digits) {
                let read = read_international(&digits).map(|number| e164(&number));
                prop_assert_eq!(read, Some(format!("+{digits}")));
            }
        }

        #[test]
        fn a_french_number_is_read_as_the_crate_reads_it(
            typed in "(0|[+]33|0033|[+]32|)[ .()-]?[0-9]([ ./()\u{A0}\u{202F}\u{2011}-]{0,2}[0-9]){6,10}[ )]?",
        ) {
            let trimmed = typed.trim_matches(is_blank);
            if let Some(french) = read_french(trimmed) {
                prop_assert_eq!(read(trimmed), Some(french.clone()));
                prop_assert_eq!(read(&french), Some(french));
            }
        }

        #[test]
        fn no_text_makes_the_parser_panic(typed in any::<String>()) {
            let _ = PhoneNumber::parse(&typed);
            let _ = search_digits(&typed);
        }

        #[test]
        fn accepted_numbers_read_back_and_can_be_shown(typed in "[+]?[0-9 ().-]{1,24}") {
            if let Ok(number) = PhoneNumber::parse(&typed) {
                prop_assert!(is_e164(number.as_str()));
                prop_assert_eq!(PhoneNumber::parse(number.as_str()), Ok(number.clone()));
                prop_assert_eq!(PhoneNumber::parse(&number.to_string()), Ok(number));
            }
        }
    }
}
