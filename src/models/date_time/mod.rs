//! Days, and moments of days: typed in the local time of a zone, kept in universal time.
//!
//! Reading goes in this order: the words are separated, the form of the day is recognised (`25/12/2026`, `2026-12-25`,
//! `25 décembre 2026`), then the form of the time (`14:30`, `14h30`), then the calendar is asked, then the zone.
//!
//! Refused: years of two digits, days and times the calendar does not have, local times that the clocks jump over or
//! show twice (both readings are named), and a moment without a time: midnight would be a guess.

mod reading;

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use self::reading::{read_date, read_moment, read_time, without_at, words};
use super::invalid_value::{DateFault, InvalidValue};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// A day that did not come from a person.
    pub const fn new(date: Date) -> Self {
        Self(date)
    }

    /// Reads a day: `25/12/2026`, `2026-12-25`, `18 avril 2021`, `1er mai 2026`.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Date`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let words = words(typed)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (date, rest) = read_date(&words).map_err(InvalidValue::Date)?;
        if rest.is_empty() {
            return Ok(Self(date));
        }
        Err(InvalidValue::Date(match read_time(without_at(rest)) {
            Ok(_) => DateFault::UnexpectedTime { day: date },
            Err(fault) => fault,
        }))
    }

    /// The day.
    pub const fn date(self) -> Date {
        self.0
    }

    /// `2026-12-25`, which reads back.
    pub fn canonical(self) -> String {
        self.0.to_string()
    }
}

/// `25/12/2026`.
impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&french_date(self.0))
    }
}

/// A moment in universal time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// A moment that did not come from a person.
    pub const fn new(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }

    /// Reads a moment in the local time of `time_zone`: `25/12/2026 14:30`, `25/12/2026 14h30`, `2026-12-25T14:30`,
    /// `18 avril 2021 à 14h`; or, with an offset, in any: `2026-12-25T14:30+01:00`.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`] or [`InvalidValue::Date`].
    pub fn parse(typed: &str, time_zone: &TimeZone) -> Result<Self, InvalidValue> {
        let words = words(typed)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        read_moment(&words, time_zone).map_err(InvalidValue::Date)
    }

    /// The moment.
    pub const fn timestamp(self) -> Timestamp {
        self.0
    }

    /// `2026-12-25T13:30:00Z`, which reads back whatever the zone.
    pub fn canonical(self) -> String {
        self.0.to_string()
    }

    /// `2026-12-25T14:30:00+01:00`: local time with its offset.
    pub fn iso(self, time_zone: &TimeZone) -> String {
        self.0.display_with_offset(time_zone.to_offset(self.0)).to_string()
    }

    /// `25/12/2026 14:30`: local time, to the minute.
    pub fn french(self, time_zone: &TimeZone) -> String {
        let local = self.local(time_zone);
        format!(
            "{} {:02}:{:02}",
            french_date(local.date()),
            local.hour(),
            local.minute()
        )
    }

    /// The day it is then in that zone.
    pub fn day(self, time_zone: &TimeZone) -> Day {
        Day(self.local(time_zone).date())
    }

    /// The year it is then in that zone.
    pub fn year(self, time_zone: &TimeZone) -> i16 {
        self.local(time_zone).year()
    }

    fn local(self, time_zone: &TimeZone) -> DateTime {
        time_zone.to_datetime(self.0)
    }
}

fn french_date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    use super::reading::FIRST_YEAR;
    use super::*;

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn day(typed: &str) -> Date {
        Day::parse(typed)
            .unwrap_or_else(|why| panic!("{typed}: {why:?}"))
            .date()
    }

    fn day_fault(typed: &str) -> DateFault {
        match Day::parse(typed) {
            Err(InvalidValue::Date(fault)) => fault,
            other => panic!("{typed}: {other:?}"),
        }
    }

    fn moment(typed: &str) -> String {
        Moment::parse(typed, &paris())
            .unwrap_or_else(|why| panic!("{typed}: {why:?}"))
            .canonical()
    }

    fn moment_fault(typed: &str) -> DateFault {
        match Moment::parse(typed, &paris()) {
            Err(InvalidValue::Date(fault)) => fault,
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn every_form_of_a_day_is_read() {
        for typed in [
            "25/12/2026",
            "2026-12-25",
            "25 décembre 2026",
            "25 Decembre 2026",
            "25 DÉCEMBRE 2026",
            "25 de\u{301}cembre 2026",
            " 25\u{A0}décembre\u{202F}2026 ",
        ] {
            assert_eq!(day(typed), date(2026, 12, 25), "{typed}");
        }
        assert_eq!(day("18 avril 2021"), date(2021, 4, 18));
        assert_eq!(day("1er mai 2026"), date(2026, 5, 1));
        assert_eq!(day("1ER Août 2026"), date(2026, 8, 1));
        assert_eq!(day("1/2/2026"), date(2026, 2, 1));
        assert_eq!(day("29/02/2028"), date(2028, 2, 29));
    }

    #[test]
    fn years_of_two_digits_are_refused() {
        for typed in ["25/12/26", "18 avril 21", "26-12-25"] {
            assert_eq!(day_fault(typed), DateFault::TwoDigitYear, "{typed}");
        }
        assert_eq!(moment_fault("25/12/26 14:30"), DateFault::TwoDigitYear);
        assert_eq!(moment_fault("26-12-25T14:30"), DateFault::TwoDigitYear);
    }

    #[test]
    fn days_the_calendar_does_not_have_are_refused() {
        for typed in [
            "31/02/2026",
            "29/02/2026",
            "00/01/2026",
            "01/13/2026",
            "2026-02-30",
            "31 avril 2026",
            "01/01/0026",
        ] {
            assert_eq!(day_fault(typed), DateFault::Calendar, "{typed}");
        }
        for typed in ["25/12/2026 24:00", "25/12/2026 12h60", "2026-12-25T12:30:60"] {
            assert_eq!(moment_fault(typed), DateFault::Calendar, "{typed}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for typed in [
            "demain",
            "25",
            "25/12",
            "25/12/2026/1",
            "25.12.2026",
            "2026/12/25",
            "2026-1-5",
            "25/12/2026 14:3",
            "+5/12/2026",
            "25/12/02026",
            "avril 2021",
            "18 april 2021",
            "٢٥/12/2026",
            "25//2026",
            "1er/05/2026",
        ] {
            assert_eq!(day_fault(typed), DateFault::Form, "{typed}");
        }
        assert_eq!(day_fault(&"1".repeat(10_000)), DateFault::Form);
        let day = Date::constant(2026, 12, 25);
        for typed in ["25/12/2026 14:30", "25 décembre 2026 à 14h"] {
            assert_eq!(day_fault(typed), DateFault::UnexpectedTime { day }, "{typed}");
        }
        assert_eq!(Day::parse(" \u{A0}"), Err(InvalidValue::Empty));
        assert_eq!(Moment::parse("", &paris()), Err(InvalidValue::Empty));
    }

    #[test]
    fn every_form_of_a_moment_is_read_in_the_local_time() {
        for typed in [
            "25/12/2026 14:30",
            "25/12/2026 14h30",
            "25/12/2026 14H30",
            "25/12/2026\u{A0}14\u{202F}h\u{202F}30",
            "25/12/2026 à 14h30",
            "2026-12-25T14:30",
            "2026-12-25t14:30",
            "2026-12-25 14:30",
            "2026-12-25T14:30:00",
            "25 décembre 2026 14:30",
            "2026-12-25T13:30Z",
            "2026-12-25T14:30+01:00",
            "2026-12-25T08:00:00-05:30",
        ] {
            assert_eq!(moment(typed), "2026-12-25T13:30:00Z", "{typed}");
        }
        assert_eq!(moment("25/07/2026 14h"), "2026-07-25T12:00:00Z");
        assert_eq!(moment("25/07/2026 9 h"), "2026-07-25T07:00:00Z");
        assert_eq!(moment("2026-12-25T14:30:05.25"), "2026-12-25T13:30:05.25Z");
    }

    #[test]
    fn a_moment_without_a_time_is_refused() {
        let day = Date::constant(2026, 12, 25);
        for typed in ["25/12/2026", "2026-12-25", "25 décembre 2026"] {
            assert_eq!(moment_fault(typed), DateFault::MissingTime { day }, "{typed}");
        }
        for typed in [
            "25/12/2026 à",
            "25/12/2026T14:30",
            "25/12/2026 14",
            "25/12/2026 h30",
            "25/12/2026 14:3",
            "25/12/2026 14h3",
            "25/12/2026 14:30 Paris",
            "2026-12-25T14:30+1",
            "2026-12-25T14:30+01",
            "2026-12-25T14:30+01:60",
            "2026-12-25T14:30:",
            "2026-12-25T14:30:05.",
            "2026-12-25T14:30:05.+1",
            "2026-12-25T14:30[Europe/Paris]",
            "2026-12-25T",
            "14:30",
        ] {
            assert_eq!(moment_fault(typed), DateFault::Form, "{typed}");
        }
    }

    #[test]
    fn a_time_the_clocks_jump_over_names_both_readings() {
        assert_eq!(
            moment_fault("29/03/2026 02:30"),
            DateFault::Skipped {
                before: datetime(2026, 3, 29, 1, 30, 0, 0),
                after: datetime(2026, 3, 29, 3, 30, 0, 0),
            }
        );
        assert_eq!(moment("29/03/2026 01:59"), "2026-03-29T00:59:00Z");
        assert_eq!(moment("29/03/2026 03:00"), "2026-03-29T01:00:00Z");
    }

    #[test]
    fn a_time_the_clocks_show_twice_names_both_readings_and_an_offset_decides() {
        assert_eq!(
            moment_fault("25/10/2026 02:30"),
            DateFault::Repeated {
                first_offset_seconds: 7200,
                second_offset_seconds: 3600,
            }
        );
        assert_eq!(moment("2026-10-25T02:30+02:00"), "2026-10-25T00:30:00Z");
        assert_eq!(moment("2026-10-25T02:30+01:00"), "2026-10-25T01:30:00Z");
    }

    #[test]
    fn shown_in_french_and_in_iso_in_the_local_time() {
        let moment = Moment::parse("2026-12-25T23:30Z", &paris()).unwrap();
        assert_eq!(moment.french(&paris()), "26/12/2026 00:30");
        assert_eq!(moment.iso(&paris()), "2026-12-26T00:30:00+01:00");
        assert_eq!(moment.day(&paris()).to_string(), "26/12/2026");
        assert_eq!(moment.day(&TimeZone::UTC).canonical(), "2026-12-25");
    }

    #[test]
    fn the_last_moments_of_the_calendar_are_refused_not_overflowed() {
        assert_eq!(moment_fault("31/12/9999 23:59"), DateFault::Calendar);
        assert_eq!(moment_fault("9999-12-31T23:59-25:00"), DateFault::Calendar);
        assert_eq!(moment_fault("2026-12-25T14:30+99:00"), DateFault::Calendar);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parsers_panic(typed in any::<String>()) {
            let _ = Day::parse(&typed);
            let _ = Moment::parse(&typed, &paris());
        }

        #[test]
        fn texts_of_the_right_characters_never_panic(typed in "[0-9]{1,4}[/-][0-9]{2}[/-][0-9]{2,4}[ Th:0-9+Z.-]{0,16}") {
            if let Ok(moment) = Moment::parse(&typed, &paris()) {
                prop_assert_eq!(Moment::parse(&moment.canonical(), &paris()), Ok(moment));
            }
        }

        #[test]
        fn days_read_back(year in FIRST_YEAR..=9999, month in 1..=12_i8, number in 1..=28_i8) {
            let day = Day::new(date(year, month, number));
            prop_assert_eq!(Day::parse(&day.canonical()), Ok(day));
            prop_assert_eq!(Day::parse(&day.to_string()), Ok(day));
        }

        #[test]
        fn moments_read_back(second in 0..=4_102_444_800_i64, nanosecond in prop_oneof![Just(0), 0..=999_999_999_i32]) {
            let moment = Moment::new(Timestamp::new(second, nanosecond).unwrap());
            prop_assert_eq!(Moment::parse(&moment.canonical(), &paris()), Ok(moment));
            prop_assert_eq!(Moment::parse(&moment.iso(&paris()), &TimeZone::UTC), Ok(moment));
        }
    }
}
