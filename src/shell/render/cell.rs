//! The cell of a list: a typed value, so that every output writes it its own way.
//!
//! For people: `1 234,56 €`, `-4 000,50 €`, `25/12/2026 14:30`, `oui`, `06 12 34 56 78`, `—`. What `csv` and `json`
//! write is beside their writers. Nothing is cleaned here: each output cleans in its own way (S20).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::models::amount::Amount;
use crate::models::date_time::{Day, Moment};
use crate::models::phone_number::PhoneNumber;
use crate::shell::grammar::answers::{ABSENT, yes_or_no};

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, as they came from outside.
    Text(String),
    /// An identifier or a count; written without groups, so that it can be typed back.
    Number(u64),
    /// Money.
    Amount(Amount),
    /// Money that went back: shown below zero.
    NegativeAmount(Amount),
    /// A moment, shown in local time.
    Moment(Moment),
    /// A day.
    Day(Day),
    /// Yes or no.
    Boolean(bool),
    /// A telephone number.
    PhoneNumber(PhoneNumber),
    /// No value.
    Absent,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A stored telephone number; one that is none, planted by somebody else, is shown as it is.
    pub fn stored_phone_number(stored: &str) -> Self {
        PhoneNumber::from_database(stored.to_owned()).map_or_else(|_| Self::text(stored), Self::PhoneNumber)
    }

    /// The value, or its absence.
    pub fn optional(value: Option<impl Into<Self>>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }

    /// A moment.
    pub fn moment(moment: Timestamp) -> Self {
        Self::Moment(Moment::new(moment))
    }

    /// The moment, or its absence.
    pub fn optional_moment(moment: Option<Timestamp>) -> Self {
        Self::optional(moment.map(Moment::new))
    }

    /// What a person reads, in French and in local time. Not cleaned yet.
    pub fn french(&self, time_zone: &TimeZone) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Amount(amount) => amount.to_string(),
            Self::NegativeAmount(amount) => format!("-{amount}"),
            Self::Moment(moment) => moment.french(time_zone),
            Self::Day(day) => day.to_string(),
            Self::Boolean(answer) => yes_or_no(*answer).to_owned(),
            Self::PhoneNumber(phone_number) => phone_number.to_string(),
            Self::Absent => ABSENT.to_owned(),
        }
    }

    /// Whether it is shown whole or not at all: the beginning of a figure is another figure.
    pub fn is_whole(&self) -> bool {
        !matches!(self, Self::Text(_))
    }
}

/// Declares what makes a cell of which kind.
macro_rules! cells_from {
    ($($value:ty => $kind:ident;)*) => {
        $(impl From<$value> for Cell {
            fn from(value: $value) -> Self {
                Self::$kind(value.into())
            }
        })*
    };
}

cells_from! {
    String => Text;
    &str => Text;
    u64 => Number;
    u32 => Number;
    Amount => Amount;
    Moment => Moment;
    Day => Day;
    bool => Boolean;
    PhoneNumber => PhoneNumber;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_french_in_local_time() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        for (cell, shown) in [
            (Cell::text("Zoé"), "Zoé"),
            (Cell::Number(12_000), "12000"),
            (
                Cell::Amount(Amount::parse("1234,56").unwrap()),
                "1\u{202f}234,56\u{a0}€",
            ),
            (
                Cell::NegativeAmount(Amount::parse("4000,50").unwrap()),
                "-4\u{202f}000,50\u{a0}€",
            ),
            (
                Cell::Moment(Moment::parse("2026-12-25T13:30Z", &paris).unwrap()),
                "25/12/2026 14:30",
            ),
            (Cell::Day(Day::parse("2026-12-25").unwrap()), "25/12/2026"),
            (Cell::Boolean(true), "oui"),
            (Cell::Boolean(false), "non"),
            (
                Cell::PhoneNumber(PhoneNumber::parse("0612345678").unwrap()),
                "06 12 34 56 78",
            ),
            (Cell::optional(None::<Amount>), "—"),
        ] {
            assert_eq!(cell.french(&paris), shown);
        }
    }

    #[test]
    fn only_words_may_be_shortened() {
        assert!(!Cell::text("Zoé").is_whole());
        assert!(Cell::Number(12).is_whole());
        assert!(Cell::Amount(Amount::ZERO).is_whole());
        assert!(Cell::NegativeAmount(Amount::ZERO).is_whole());
    }
}
