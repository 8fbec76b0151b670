//! Moments in local time, written quickly: an export writes millions of them.
//!
//! The texts are those of [`Moment::french`] and [`Moment::iso`], which the tests compare; only the way is shorter.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::models::date_time::Moment;

const SECONDS_PER_MINUTE: i32 = 60;
const MINUTES_PER_HOUR: i32 = 60;

/// Adds `25/12/2026 14:30`.
pub fn push_french_moment(text: &mut String, moment: Moment, time_zone: &TimeZone) {
    let local = time_zone.to_datetime(moment.timestamp());
    push_french_date(text, local.date());
    text.push(' ');
    push_pair(text, local.hour());
    text.push(':');
    push_pair(text, local.minute());
}

/// Adds `25/12/2026`.
pub fn push_french_date(text: &mut String, date: Date) {
    push_pair(text, date.day());
    text.push('/');
    push_pair(text, date.month());
    text.push('/');
    push_year(text, date.year());
}

/// `2026-12-25T14:30:00+01:00`.
pub fn iso_moment(moment: Moment, time_zone: &TimeZone) -> String {
    let offset = time_zone.to_offset(moment.timestamp());
    let local = offset.to_datetime(moment.timestamp());
    // Fractions of seconds, years before our era and the odd offsets of the nineteenth century are not worth a quick
    // way.
    let usual = local.subsec_nanosecond() == 0 && local.year() >= 0 && offset.seconds() % SECONDS_PER_MINUTE == 0;
    if !usual {
        return moment.iso(time_zone);
    }
    let mut text = String::with_capacity("2026-12-25T14:30:00+01:00".len());
    push_year(&mut text, local.year());
    for (separator, number) in [
        ('-', local.month()),
        ('-', local.day()),
        ('T', local.hour()),
        (':', local.minute()),
        (':', local.second()),
    ] {
        text.push(separator);
        push_pair(&mut text, number);
    }
    push_offset(&mut text, offset.seconds() / SECONDS_PER_MINUTE);
    text
}

fn push_offset(text: &mut String, minutes: i32) {
    text.push(if minutes < 0 { '-' } else { '+' });
    let minutes = minutes.abs();
    push_two_digits(text, minutes / MINUTES_PER_HOUR);
    text.push(':');
    push_two_digits(text, minutes % MINUTES_PER_HOUR);
}

fn push_year(text: &mut String, year: i16) {
    let year = i32::from(year);
    push_two_digits(text, year / 100);
    push_two_digits(text, year % 100);
}

fn push_pair(text: &mut String, number: i8) {
    push_two_digits(text, i32::from(number));
}

/// Two digits of a number from 0 to 99.
fn push_two_digits(text: &mut String, number: i32) {
    for digit in [number / 10 % 10, number % 10] {
        text.push(
            u32::try_from(digit)
                .ok()
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or('0'),
        );
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn moments_are_written_as_the_model_writes_them(
            second in -60_000_000_000_i64..=250_000_000_000,
            nanosecond in prop_oneof![Just(0), 0..=999_999_999_i32],
            zone in prop::sample::select(vec!["Europe/Paris", "UTC", "America/St_Johns", "Asia/Kathmandu"]),
        ) {
            let moment = Moment::new(Timestamp::new(second, nanosecond).unwrap());
            let time_zone = TimeZone::get(zone).unwrap();
            let mut french = String::new();
            push_french_moment(&mut french, moment, &time_zone);
            prop_assert_eq!(french, moment.french(&time_zone));
            prop_assert_eq!(iso_moment(moment, &time_zone), moment.iso(&time_zone));
        }
    }
}
