//! The only source of time.
//!
//! Wall-clock time dates what happens; monotonic time measures how long a session has been idle. The clock of the
//! machine is read once: time then goes on by itself, through sleep too, and is set by the server, whose time is
//! everybody's. Whoever turns the machine's clock prolongs nothing. Tests and transcripts use a fixed clock and move it
//! themselves.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rustix::time::{ClockId, clock_gettime};

/// What two clocks that are right may differ by.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(1);

/// A clock; clones show the same time.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    System { start: Duration, set: Mutex<Reading> },
    Fixed(Mutex<FixedTime>),
}

/// What time it was when a clock was read, and when that was since the machine started.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    time: Timestamp,
    at: Duration,
}

#[derive(Debug)]
struct FixedTime {
    now: Timestamp,
    elapsed: Duration,
}

impl Clock {
    /// The clock of the machine.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of time")]
    pub fn system() -> Self {
        let start = since_boot();
        Self(Arc::new(Source::System {
            start,
            set: Mutex::new(Reading {
                time: Timestamp::now(),
                at: start,
            }),
        }))
    }

    /// A clock that stands still until [`Clock::advance`] moves it.
    pub fn fixed(now: Timestamp) -> Self {
        Self(Arc::new(Source::Fixed(Mutex::new(FixedTime {
            now,
            elapsed: Duration::ZERO,
        }))))
    }

    /// The present moment, cut to the microseconds the database keeps.
    pub fn now(&self) -> Timestamp {
        let now = match &*self.0 {
            Source::System { set, .. } => set.lock().unwrap_or_else(PoisonError::into_inner).now(),
            Source::Fixed(time) => time.lock().unwrap_or_else(PoisonError::into_inner).now,
        };
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// Time since the clock was made, that of the machine's sleep too, unaffected by changes of the machine's clock.
    pub fn monotonic(&self) -> Duration {
        match &*self.0 {
            Source::System { start, .. } => since_boot().saturating_sub(*start),
            Source::Fixed(time) => time.lock().unwrap_or_else(PoisonError::into_inner).elapsed,
        }
    }

    /// Sets it to the time of the server, unless that is its own but for what a message takes on its way. A fixed clock
    /// stays as it is.
    ///
    /// # Returns
    /// How far the server was ahead, where it was set.
    pub fn set(&self, time: Timestamp) -> Option<SignedDuration> {
        let Source::System { set, .. } = &*self.0 else {
            return None;
        };
        let mut set = set.lock().unwrap_or_else(PoisonError::into_inner);
        let ahead = time.duration_since(set.now());
        if ahead.abs() < TOLERANCE {
            return None;
        }
        *set = Reading::just_now(time);
        Some(ahead)
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

impl Reading {
    /// Of a clock that has just been read.
    pub fn just_now(time: Timestamp) -> Self {
        Self { time, at: since_boot() }
    }

    /// What time it is for that clock now.
    pub fn now(self) -> Timestamp {
        let since = since_boot().saturating_sub(self.at);
        self.time.checked_add(since).unwrap_or(self.time)
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
