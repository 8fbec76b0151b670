//! What time it is for the server: the time of all programs on one database, whatever the machines they run on say.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::clock::{Clock, Reading};

/// The clock of a server, as it was when the newest connection was made; clones share it.
#[derive(Clone, Default)]
pub(super) struct ServerClock(Arc<Mutex<Option<Reading>>>);

impl ServerClock {
    /// The server has just said what time it is.
    pub(super) fn note(&self, time: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Reading::just_now(time));
    }

    /// Sets a clock by this one.
    ///
    /// # Returns
    /// How far the server is ahead of where it was, where it had to be set.
    pub(super) fn set(&self, clock: &Clock) -> Option<SignedDuration> {
        let reading = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        clock.set(reading?.now())
    }
}

/// The time that a server writes as seconds since 1970: `1764352800.123456`.
pub(super) fn parsed(seconds: &str) -> Option<Timestamp> {
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let microseconds = format!("{fraction:0<6}").get(..6)?.parse::<i64>().ok()?;
    let whole = whole.parse::<i64>().ok()?;
    Timestamp::from_microsecond(whole.checked_mul(1_000_000)?.checked_add(microseconds)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_both_servers_is_read() {
        for (written, expected) in [
            ("1764352800.123456", "2025-11-28T18:00:00.123456Z"),
            ("1764352800.5", "2025-11-28T18:00:00.5Z"),
            ("1764352800", "2025-11-28T18:00:00Z"),
        ] {
            assert_eq!(parsed(written), Some(expected.parse().unwrap()), "{written}");
        }
        for written in ["", "jamais", "1.x", "99999999999999999999"] {
            assert_eq!(parsed(written), None, "{written}");
        }
    }
}
