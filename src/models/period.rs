//! A stretch of time between two days of a person's calendar.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::date_time::Day;

/// From a moment, included, to another, excluded; open where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub from: Option<Timestamp>,
    /// The moment after the last one.
    pub until: Option<Timestamp>,
}

impl Period {
    /// From the beginning of the first day to the end of the last one, in a zone. A day of 23 or 25 hours counts whole.
    pub fn of_days(first: Option<Day>, last: Option<Day>, time_zone: &TimeZone) -> Self {
        Self {
            from: first.and_then(|day| start_of(day, time_zone)),
            until: last
                .and_then(|day| day.date().tomorrow().ok())
                .and_then(|day| start_of(Day::new(day), time_zone)),
        }
    }
}

/// The first moment of a day; nothing at the ends of time.
fn start_of(day: Day, time_zone: &TimeZone) -> Option<Timestamp> {
    day.date()
        .to_zoned(time_zone.clone())
        .ok()
        .map(|start| start.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: &str, last: &str) -> (Option<Day>, Option<Day>) {
        (Day::parse(first).ok(), Day::parse(last).ok())
    }

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_those_of_the_zone_and_may_have_23_or_25_hours() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        for ((first, last), from, until) in [
            (
                days("29/03/2026", "29/03/2026"),
                "2026-03-28T23:00:00Z",
                "2026-03-29T22:00:00Z",
            ),
            (
                days("25/10/2026", "26/10/2026"),
                "2026-10-24T22:00:00Z",
                "2026-10-26T23:00:00Z",
            ),
        ] {
            let period = Period::of_days(first, last, &paris);
            assert_eq!(period.from, Some(moment(from)));
            assert_eq!(period.until, Some(moment(until)));
        }
        assert_eq!(Period::of_days(None, None, &paris), Period::default());
    }
}
