//! Whole days, from one to another: what the filters `--du` and `--au` mean.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::date_time::Day;

/// The days from the first to the last, both included; without one of them, open on that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    first: Option<Day>,
    last: Option<Day>,
}

impl Period {
    /// The period between two days; nothing when the last is before the first.
    pub fn new(first: Option<Day>, last: Option<Day>) -> Option<Self> {
        let is_reversed = first.zip(last).is_some_and(|(first, last)| last < first);
        (!is_reversed).then_some(Self { first, last })
    }

    /// When the first day begins in that zone.
    pub fn start(self, time_zone: &TimeZone) -> Option<Timestamp> {
        // A day that begins after the last moment there is holds none.
        self.first
            .map(|first| beginning(first.date(), time_zone).unwrap_or(Timestamp::MAX))
    }

    /// When the last day has ended in that zone: the first moment that is not of the period any more.
    pub fn end(self, time_zone: &TimeZone) -> Option<Timestamp> {
        let last = self.last?;
        last.date().tomorrow().ok().and_then(|next| beginning(next, time_zone))
    }
}

/// The first moment of a day, which is not midnight where the clocks jump over it.
fn beginning(date: Date, time_zone: &TimeZone) -> Option<Timestamp> {
    let midnight = date.to_zoned_datetime(time_zone.clone()).ok()?;
    midnight.start_of_day().ok().map(|beginning| beginning.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn day(year: i16, month: i8, number: i8) -> Day {
        Day::new(date(year, month, number))
    }

    fn bounds(first: Option<Day>, last: Option<Day>, time_zone: &str) -> [Option<String>; 2] {
        let zone = TimeZone::get(time_zone).unwrap();
        let period = Period::new(first, last).unwrap();
        [period.start(&zone), period.end(&zone)].map(|bound| bound.map(|moment| moment.to_string()))
    }

    fn moments(start: &str, end: &str) -> [Option<String>; 2] {
        [start, end].map(|moment| (!moment.is_empty()).then(|| moment.to_owned()))
    }

    #[test]
    fn days_are_those_of_the_zone_and_both_are_included() {
        assert_eq!(
            bounds(Some(day(2026, 12, 24)), Some(day(2026, 12, 25)), "Europe/Paris"),
            moments("2026-12-23T23:00:00Z", "2026-12-25T23:00:00Z")
        );
        assert_eq!(
            bounds(Some(day(2026, 12, 24)), Some(day(2026, 12, 24)), "Pacific/Noumea"),
            moments("2026-12-23T13:00:00Z", "2026-12-24T13:00:00Z")
        );
    }

    #[test]
    fn the_day_the_clocks_change_has_twenty_three_or_twenty_five_hours() {
        assert_eq!(
            bounds(Some(day(2026, 3, 29)), Some(day(2026, 3, 29)), "Europe/Paris"),
            moments("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")
        );
        // Midnight does not exist there that day.
        assert_eq!(
            bounds(Some(day(2018, 11, 4)), Some(day(2018, 11, 4)), "America/Sao_Paulo"),
            moments("2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z")
        );
    }

    #[test]
    fn an_absent_day_leaves_its_side_open() {
        assert_eq!(bounds(None, None, "UTC"), moments("", ""));
        assert_eq!(
            bounds(Some(day(2026, 1, 1)), None, "UTC"),
            moments("2026-01-01T00:00:00Z", "")
        );
    }

    #[test]
    fn the_end_of_the_calendar_does_not_overflow() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let period = Period::new(Some(day(9999, 12, 31)), Some(day(9999, 12, 31))).unwrap();
        assert_eq!(period.start(&zone), Some(Timestamp::MAX));
        assert_eq!(period.end(&zone), None);
    }

    #[test]
    fn the_last_day_is_not_before_the_first() {
        assert_eq!(Period::new(Some(day(2026, 12, 25)), Some(day(2026, 12, 24))), None);
        assert!(Period::new(Some(day(2026, 12, 25)), Some(day(2026, 12, 25))).is_some());
    }
}
