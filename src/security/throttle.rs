//! The brake on guessed passwords (S3): pure rules over the counters the database keeps.

use std::time::Duration;

use jiff::Timestamp;

const FAILURES_BEFORE_BLOCK: u32 = 5;
const WINDOW: Duration = Duration::from_mins(15);
const FIRST_BLOCK: Duration = Duration::from_secs(30);
const LONGEST_BLOCK: Duration = Duration::from_hours(1);

/// Counters that nobody added to for so long, and that block nobody since, are forgotten.
pub const FORGOTTEN_AFTER: Duration = Duration::from_hours(24);

/// The counters of one username.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// Failures since `first_failure_at`.
    pub failures: u32,
    /// When the present window of failures began.
    pub first_failure_at: Timestamp,
    /// How often the name was blocked since its last success.
    pub blocks: u32,
    /// Until when it is blocked.
    pub blocked_until: Option<Timestamp>,
}

impl Throttle {
    /// A name nobody failed with.
    pub fn clear(now: Timestamp) -> Self {
        Self {
            failures: 0,
            first_failure_at: now,
            blocks: 0,
            blocked_until: None,
        }
    }

    /// What two counters say together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            failures: self.failures.saturating_add(other.failures),
            first_failure_at: self.first_failure_at.min(other.first_failure_at),
            blocks: self.blocks.saturating_add(other.blocks),
            blocked_until: self.blocked_until.max(other.blocked_until),
        }
    }

    /// Whether attempts are refused now, whatever the password.
    pub fn is_blocked(&self, now: Timestamp) -> bool {
        self.blocked_until.is_some_and(|until| now < until)
    }

    /// The counters after one more failure. A block doubles with each time it is reached, up to an hour.
    #[must_use]
    pub fn after_failure(self, now: Timestamp) -> Self {
        let is_in_window = now.duration_since(self.first_failure_at).unsigned_abs() < WINDOW;
        let (failures, first_failure_at) = if self.failures > 0 && is_in_window {
            (self.failures.saturating_add(1), self.first_failure_at)
        } else {
            (1, now)
        };
        if failures < FAILURES_BEFORE_BLOCK {
            return Self {
                failures,
                first_failure_at,
                ..self
            };
        }
        let duration = FIRST_BLOCK
            .saturating_mul(2_u32.saturating_pow(self.blocks))
            .min(LONGEST_BLOCK);
        Self {
            failures: 0,
            first_failure_at: now,
            blocks: self.blocks.saturating_add(1),
            blocked_until: now.checked_add(duration).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn fail(mut throttle: Throttle, times: u32, second: i64) -> Throttle {
        for _ in 0..times {
            throttle = throttle.after_failure(at(second));
        }
        throttle
    }

    #[test]
    fn s3_five_failures_block_for_thirty_seconds_then_twice_as_long_up_to_an_hour() {
        let mut throttle = fail(Throttle::clear(at(0)), 4, 0);
        assert!(!throttle.is_blocked(at(0)));
        let mut second = 0;
        for duration in [30, 60, 120, 240, 480, 960, 1920, 3600, 3600] {
            throttle = fail(throttle, if second == 0 { 1 } else { 5 }, second);
            assert!(throttle.is_blocked(at(second + duration - 1)), "{duration}");
            assert!(!throttle.is_blocked(at(second + duration)), "{duration}");
            second += duration;
        }
    }

    #[test]
    fn s3_a_count_that_somebody_planted_blocks_and_does_not_overflow() {
        let planted = Throttle {
            failures: u32::MAX,
            blocks: u32::MAX,
            ..Throttle::clear(at(0))
        };
        assert!(planted.after_failure(at(0)).is_blocked(at(3599)));
    }

    #[test]
    fn s3_failures_further_apart_than_a_quarter_of_an_hour_do_not_add_up() {
        let throttle = fail(fail(Throttle::clear(at(0)), 4, 0), 1, 901);
        assert!(!throttle.is_blocked(at(901)));
        assert_eq!(throttle.failures, 1);
    }
}
