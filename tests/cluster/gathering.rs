//! Where people wait until all are there, but not for ever: whoever failed on the way does not come.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

const LONGEST: Duration = Duration::from_mins(1);

/// Of so many people, again and again.
pub(crate) struct Gathering {
    people: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    present: usize,
    /// How often all were there.
    times: usize,
}

impl Gathering {
    pub(crate) fn of(people: usize) -> Self {
        Self {
            people,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Waits until all are there.
    pub(crate) fn wait(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let times = state.times;
        state.present += 1;
        if state.present == self.people {
            *state = State {
                present: 0,
                times: times + 1,
            };
            self.changed.notify_all();
            return;
        }
        let waited = self
            .changed
            .wait_timeout_while(state, LONGEST, |state| state.times == times);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(state.times > times, "somebody did not come");
    }
}
