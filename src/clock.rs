//! The only source of time.
//!
//! Wall-clock time dates what happens; monotonic time measures how long a session has been idle, so that turning the
//! machine's clock back prolongs nothing, and neither does its sleep. Tests and transcripts use a fixed clock and move
//! it themselves.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rustix::time::{ClockId, clock_gettime};

/// A clock; clones show the same time.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    System { start: Duration },
    Fixed(Mutex<FixedTime>),
}

#[derive(Debug)]
struct FixedTime {
    now: Timestamp,
    elapsed: Duration,
}

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(Arc::new(Source::System { start: since_boot() }))
    }

    /// A clock that stands still until [`Clock::advance`] moves it.
    pub fn fixed(now: Timestamp) -> Self {
        Self(Arc::new(Source::Fixed(Mutex::new(FixedTime {
            now,
            elapsed: Duration::ZERO,
        }))))
    }

    /// The present moment, cut to the microseconds the database keeps.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of time")]
    pub fn now(&self) -> Timestamp {
        let now = match &*self.0 {
            Source::System { .. } => Timestamp::now(),
            Source::Fixed(time) => time.lock().unwrap_or_else(PoisonError::into_inner).now,
        };
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// Time since the clock was made, that of the machine's sleep too, unaffected by changes of the machine's clock.
    pub fn monotonic(&self) -> Duration {
        match &*self.0 {
            Source::System { start } => since_boot().saturating_sub(*start),
            Source::Fixed(time) => time.lock().unwrap_or_else(PoisonError::into_inner).elapsed,
        }
    }

    /// Moves a fixed clock forward; a system clock moves by itself and ignores this.
    pub fn advance(&self, duration: Duration) {
        if let Source::Fixed(time) = &*self.0 {
            let mut time = time.lock().unwrap_or_else(PoisonError::into_inner);
            time.elapsed += duration;
            if let Ok(now) = time.now.checked_add(duration) {
                time.now = now;
            }
        }
    }
}

/// Linux stops the other clock, which elsewhere counts sleep by itself, while the machine sleeps.
#[cfg(target_os = "linux")]
const SINCE_BOOT: ClockId = ClockId::Boottime;
#[cfg(not(target_os = "linux"))]
const SINCE_BOOT: ClockId = ClockId::Monotonic;

fn since_boot() -> Duration {
    Duration::try_from(clock_gettime(SINCE_BOOT)).unwrap_or_default()
}
