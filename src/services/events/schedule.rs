//! When an event may take place: in the future, not too long, and not while its support is elsewhere (B11, B12).

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::error::{Clash, Error, EventRefusal, Result};
use crate::models::colleague::Colleague;
use crate::models::date_time::Moment;
use crate::models::event::{Event, MAXIMUM_DAYS, OverlappingEvent};

/// A moment as the database keeps it, to the microsecond: what is compared is what will be read again.
pub(super) fn stored(moment: Moment) -> Timestamp {
    let timestamp = moment.timestamp();
    Timestamp::from_microsecond(timestamp.as_microsecond()).unwrap_or(timestamp)
}

/// An event begins in the future.
pub(super) fn refuse_past(start: Timestamp, now: Timestamp, time_zone: &TimeZone) -> Result<()> {
    if start > now {
        return Ok(());
    }
    let start = start.to_zoned_datetime(time_zone.clone());
    Err(EventRefusal::StartsInPast { start }.into())
}

/// An event ends after it begins, and at the same time of day 31 days later at the latest: days of the calendar, one of
/// which may have 23 or 25 hours.
pub(super) fn refuse_duration(start: Timestamp, end: Timestamp, time_zone: &TimeZone) -> Result<()> {
    if end <= start {
        let (start, end) = (
            start.to_zoned_datetime(time_zone.clone()),
            end.to_zoned_datetime(time_zone.clone()),
        );
        return Err(EventRefusal::EndsBeforeStart { start, end }.into());
    }
    let latest = start
        .to_zoned_datetime(time_zone.clone())
        .checked_add(Span::new().days(MAXIMUM_DAYS));
    if latest.is_ok_and(|latest| end > latest.timestamp()) {
        return Err(EventRefusal::TooLong {
            maximum_days: MAXIMUM_DAYS,
        }
        .into());
    }
    Ok(())
}

/// The dates of a change: only what moves is judged, but always against what stays.
pub(super) fn refuse_move(before: &Event, after: &Event, now: Timestamp, time_zone: &TimeZone) -> Result<()> {
    if after.start_at != before.start_at {
        refuse_past(after.start_at, now, time_zone)?;
    }
    if has_moved(before, after) {
        refuse_duration(after.start_at, after.end_at, time_zone)?;
    }
    Ok(())
}

/// Whether an event takes place at another time than before.
pub(super) fn has_moved(before: &Event, after: &Event) -> bool {
    (after.start_at, after.end_at) != (before.start_at, before.end_at)
}

/// A support colleague is at one event at a time: refuses those that they run already. Their account is locked.
pub(in crate::services) fn refuse_clashes(
    support: &Colleague,
    overlapping: Vec<OverlappingEvent>,
    time_zone: &TimeZone,
) -> Result<()> {
    if overlapping.is_empty() {
        return Ok(());
    }
    Err(Error::from(EventRefusal::SupportBusy {
        support: support.full_name(),
        clashes: clashes(overlapping, time_zone),
    }))
}

/// Events at the same time, for whoever reads of them in this zone.
pub(super) fn clashes(overlapping: Vec<OverlappingEvent>, time_zone: &TimeZone) -> Vec<Clash> {
    let clash = |event| Clash::with(event, time_zone);
    overlapping.into_iter().map(clash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn at(typed: &str) -> Timestamp {
        Moment::parse(typed, &paris()).unwrap().timestamp()
    }

    fn code_of_duration(start: &str, end: &str) -> Option<&'static str> {
        refuse_duration(at(start), at(end), &paris())
            .err()
            .map(|error| error.code().word())
    }

    #[test]
    fn b11_an_event_ends_after_it_begins() {
        assert_eq!(
            code_of_duration("01/12/2026 10:00", "01/12/2026 10:00"),
            Some("FIN_AVANT_DEBUT")
        );
        assert_eq!(
            code_of_duration("01/12/2026 10:00", "01/12/2026 09:59"),
            Some("FIN_AVANT_DEBUT")
        );
        assert_eq!(code_of_duration("01/12/2026 10:00", "01/12/2026 10:01"), None);
    }

    #[test]
    fn b11_thirty_one_days_are_days_of_the_calendar_whatever_the_clocks_do() {
        assert_eq!(code_of_duration("01/12/2026 10:00", "01/01/2027 10:00"), None);
        assert_eq!(
            code_of_duration("01/12/2026 10:00", "01/01/2027 10:01"),
            Some("DUREE_EXCESSIVE")
        );
        // One hour more and one hour less by the stopwatch.
        assert_eq!(code_of_duration("10/10/2026 10:00", "10/11/2026 10:00"), None);
        assert_eq!(
            code_of_duration("10/10/2026 10:00", "10/11/2026 10:01"),
            Some("DUREE_EXCESSIVE")
        );
        assert_eq!(code_of_duration("10/03/2027 10:00", "10/04/2027 10:00"), None);
        assert_eq!(
            code_of_duration("10/03/2027 10:00", "10/04/2027 10:01"),
            Some("DUREE_EXCESSIVE")
        );
    }

    #[test]
    fn b11_an_event_begins_after_now() {
        let now = at("01/12/2026 10:00");
        assert_eq!(refuse_past(at("01/12/2026 10:01"), now, &paris()), Ok(()));
        assert_eq!(
            refuse_past(now, now, &paris()).map_err(|error: Error| error.code().word()),
            Err("DEBUT_PASSE")
        );
    }

    #[test]
    fn the_end_of_the_calendar_does_not_overflow() {
        let start = at("9999-12-20T10:00");
        assert_eq!(refuse_duration(start, Timestamp::MAX, &paris()), Ok(()));
    }

    #[test]
    fn moments_are_compared_as_the_database_keeps_them() {
        let typed = Moment::parse("2026-12-25T14:30:05.123456789Z", &paris()).unwrap();
        assert_eq!(stored(typed).to_string(), "2026-12-25T14:30:05.123456Z");
    }
}
