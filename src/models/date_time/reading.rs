//! How days and moments are read: the words, the form of the day, the form of the time, the calendar, then the zone.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use unicode_normalization::UnicodeNormalization;

use super::Moment;
use crate::models::invalid_value::{DateFault, InvalidValue};
use crate::models::text::{is_blank, is_digits, not_blank};

/// The first year the database can hold.
pub(super) const FIRST_YEAR: i16 = 1000;
const SECONDS_PER_MINUTE: i32 = 60;
const SECONDS_PER_HOUR: i32 = 3600;
/// Longer texts are no dates.
const LONGEST_TYPED: usize = 64;

/// The French months, as spelled and as often typed.
const MONTHS: [(&str, i8); 15] = [
    ("janvier", 1),
    ("février", 2),
    ("fevrier", 2),
    ("mars", 3),
    ("avril", 4),
    ("mai", 5),
    ("juin", 6),
    ("juillet", 7),
    ("août", 8),
    ("aout", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("décembre", 12),
    ("decembre", 12),
];

/// The words in lower case and composed, so that months and the letters of ISO forms compare.
pub(super) fn words(typed: &str) -> Result<Vec<String>, InvalidValue> {
    let trimmed = not_blank(typed)?;
    if trimmed.chars().nth(LONGEST_TYPED).is_some() {
        return Err(InvalidValue::Date(DateFault::Form));
    }
    Ok(trimmed
        .split(is_blank)
        .filter(|word| !word.is_empty())
        .map(|word| word.nfc().flat_map(char::to_lowercase).collect())
        .collect())
}

pub(super) fn read_moment(words: &[&str], time_zone: &TimeZone) -> Result<Moment, DateFault> {
    if let [word] = words
        && let Some((day, time)) = word.split_once('t')
    {
        let date = read_iso_date(day).ok_or(DateFault::Form)??;
        return read_iso_time(date, time, time_zone);
    }
    let (date, rest) = read_date(words)?;
    if rest.is_empty() {
        return Err(DateFault::MissingTime { day: date });
    }
    in_zone(date.to_datetime(read_time(without_at(rest))?), time_zone)
}

/// The words of a time without « à ».
pub(super) fn without_at<'words, 'text>(words: &'words [&'text str]) -> &'words [&'text str] {
    words
        .strip_prefix(&["à"])
        .or_else(|| words.strip_prefix(&["a"]))
        .unwrap_or(words)
}

fn read_iso_time(date: Date, text: &str, time_zone: &TimeZone) -> Result<Moment, DateFault> {
    let (time, offset) = split_offset(text)?;
    let local = date.to_datetime(read_clock(time)?);
    match offset {
        Some(offset) => at_offset(local, offset),
        None => in_zone(local, time_zone),
    }
}

/// The day at the beginning of the words, and the words after it.
pub(super) fn read_date<'words, 'text>(words: &'words [&'text str]) -> Result<(Date, &'words [&'text str]), DateFault> {
    if let [day, month, year, rest @ ..] = words
        && let Some(date) = read_french_date(day, month, year)
    {
        return Ok((date?, rest));
    }
    let (first, rest) = words.split_first().ok_or(DateFault::Form)?;
    let date = read_slashed_date(first)
        .or_else(|| read_iso_date(first))
        .ok_or(DateFault::Form)?;
    Ok((date?, rest))
}

/// Nothing when the words have another form; a fault when only the values are wrong.
fn read_french_date(day: &str, month: &str, year: &str) -> Option<Result<Date, DateFault>> {
    let (_, month) = MONTHS.iter().find(|(name, _)| *name == month)?;
    let day = match day {
        "1er" => 1,
        digits => number(digits, 1..=2)?,
    };
    calendar_date(year, *month, day)
}

fn read_slashed_date(word: &str) -> Option<Result<Date, DateFault>> {
    let [day, month, year] = parts(word, '/')?;
    calendar_date(year, number(month, 1..=2)?, number(day, 1..=2)?)
}

fn read_iso_date(word: &str) -> Option<Result<Date, DateFault>> {
    let [year, month, day] = parts(word, '-')?;
    calendar_date(year, number(month, 2..=2)?, number(day, 2..=2)?)
}

fn parts(word: &str, separator: char) -> Option<[&str; 3]> {
    word.split(separator).collect::<Vec<_>>().try_into().ok()
}

/// Nothing when the year has another form; a fault when only the values are wrong.
fn calendar_date(year: &str, month: i8, day: i8) -> Option<Result<Date, DateFault>> {
    if number::<i16>(year, 2..=2).is_some() {
        return Some(Err(DateFault::TwoDigitYear));
    }
    let year = number(year, 4..=4)?;
    let date = Date::new(year, month, day).ok().filter(|_| year >= FIRST_YEAR);
    Some(date.ok_or(DateFault::Calendar))
}

/// The words after a day: `14:30`, `14h30`, `14h`, or in French typography `14 h 30`.
pub(super) fn read_time(words: &[&str]) -> Result<Time, DateFault> {
    match words {
        [word] => match word.split_once('h') {
            Some((hour, minute)) => read_hours(hour, minute),
            None => read_clock(word),
        },
        [hour, "h"] => read_hours(hour, ""),
        [hour, "h", minute] => read_hours(hour, minute),
        _ => Err(DateFault::Form),
    }
}

fn read_hours(hour: &str, minute: &str) -> Result<Time, DateFault> {
    let hour = number(hour, 1..=2).ok_or(DateFault::Form)?;
    let minute = match minute {
        "" => 0,
        digits => number(digits, 2..=2).ok_or(DateFault::Form)?,
    };
    clock_time(hour, minute, 0, 0)
}

/// `14:30`, `14:30:05`, `14:30:05.25`.
fn read_clock(text: &str) -> Result<Time, DateFault> {
    let (hour, minute, seconds) = match text.split(':').collect::<Vec<_>>().as_slice() {
        [hour, minute] => (*hour, *minute, "00"),
        [hour, minute, seconds] => (*hour, *minute, *seconds),
        _ => return Err(DateFault::Form),
    };
    let hour = number(hour, 1..=2).ok_or(DateFault::Form)?;
    let minute = number(minute, 2..=2).ok_or(DateFault::Form)?;
    let (second, nanosecond) = read_seconds(seconds).ok_or(DateFault::Form)?;
    clock_time(hour, minute, second, nanosecond)
}

fn read_seconds(text: &str) -> Option<(i8, i32)> {
    let Some((second, fraction)) = text.split_once('.') else {
        return Some((number(text, 2..=2)?, 0));
    };
    number::<i32>(fraction, 1..=9)?;
    let nanosecond = number(&format!("{fraction:0<9}"), 9..=9)?;
    Some((number(second, 2..=2)?, nanosecond))
}

fn clock_time(hour: i8, minute: i8, second: i8, nanosecond: i32) -> Result<Time, DateFault> {
    Time::new(hour, minute, second, nanosecond).map_err(|_| DateFault::Calendar)
}

/// Separates `z`, `+01:00` or `-01:00` from the end of a time.
fn split_offset(text: &str) -> Result<(&str, Option<Offset>), DateFault> {
    if let Some(time) = text.strip_suffix('z') {
        return Ok((time, Some(Offset::UTC)));
    }
    let Some((time, offset)) = text.split_once(['+', '-']) else {
        return Ok((text, None));
    };
    let magnitude = read_offset_seconds(offset).ok_or(DateFault::Form)?;
    let seconds = if text.contains('-') { -magnitude } else { magnitude };
    let offset = Offset::from_seconds(seconds).map_err(|_| DateFault::Calendar)?;
    Ok((time, Some(offset)))
}

fn read_offset_seconds(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    let hours: i32 = number(hours, 2..=2)?;
    let minutes: i32 = number(minutes, 2..=2).filter(|&minutes| minutes < 60)?;
    Some(hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE)
}

fn in_zone(local: DateTime, time_zone: &TimeZone) -> Result<Moment, DateFault> {
    match time_zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => at_offset(local, offset),
        AmbiguousOffset::Gap { before, after } => Err(DateFault::Skipped {
            before: time_zone.to_datetime(at_offset(local, after)?.0),
            after: time_zone.to_datetime(at_offset(local, before)?.0),
        }),
        AmbiguousOffset::Fold { before, after } => Err(DateFault::Repeated {
            first_offset_seconds: before.seconds(),
            second_offset_seconds: after.seconds(),
        }),
    }
}

fn at_offset(local: DateTime, offset: Offset) -> Result<Moment, DateFault> {
    offset.to_timestamp(local).map(Moment).map_err(|_| DateFault::Calendar)
}

/// The number that a text of so many ASCII digits writes, and nothing for any other text.
fn number<Number: std::str::FromStr>(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<Number> {
    let is_number = lengths.contains(&text.len()) && is_digits(text);
    is_number.then(|| text.parse().ok()).flatten()
}
