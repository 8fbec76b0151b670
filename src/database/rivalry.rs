//! What is done again because others were in the way: deadlocks, locks that were waited for too long, what another
//! server wrote first (S34).

use std::time::Duration;

use super::waiting::PATIENCE_OF_A_PERSON;
use crate::clock::Clock;
use crate::error::{Error, Result};

const REPETITIONS_OF_A_PERSON: u32 = 8;
/// Among servers it is not known beforehand who will be first, and the same rival may be more often than once.
const REPETITIONS_AMONG_SERVERS: u32 = 20;
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);
/// Nothing is begun again when less than that is left of somebody's patience: the server lets a lock be waited for for
/// five seconds.
const LAST_REPETITION: Duration = Duration::from_secs(7);

/// How often, and for how long, others have been in the way of one command.
pub(super) struct Rivalry {
    stopwatch: Clock,
    repetitions: u32,
    most_repetitions: u32,
    end: Duration,
}

impl Rivalry {
    /// For who has this patience, on a server beside which others take writes, or not.
    pub(super) fn within(patience: Duration, is_clustered: bool) -> Self {
        let repetitions = if is_clustered {
            REPETITIONS_AMONG_SERVERS
        } else {
            REPETITIONS_OF_A_PERSON
        };
        let persons = u32::try_from(patience.as_secs() / PATIENCE_OF_A_PERSON.as_secs()).unwrap_or(u32::MAX);
        Self {
            stopwatch: Clock::system(),
            repetitions: 0,
            most_repetitions: repetitions.saturating_mul(persons.max(1)),
            end: patience.saturating_sub(LAST_REPETITION),
        }
    }

    /// Does again what others were in the way of, while that is worth it.
    pub(super) fn outlasted<T>(&mut self, mut attempt: impl FnMut() -> Result<T>) -> Result<T> {
        loop {
            match attempt() {
                Err(Error::Busy)
                    if self.repetitions < self.most_repetitions && self.stopwatch.monotonic() < self.end =>
                {
                    std::thread::sleep(pause(self.repetitions));
                    self.repetitions += 1;
                }
                result => return result,
            }
        }
    }
}

/// Up to 10, 20, 40 ms and so on to half a second, at random, so that rivals do not meet a second time.
fn pause(repetition: u32) -> Duration {
    let longest = (FIRST_PAUSE * 2_u32.saturating_pow(repetition)).min(LONGEST_PAUSE);
    longest.mul_f64(f64::from(getrandom::u32().unwrap_or_default()) / f64::from(u32::MAX))
}
