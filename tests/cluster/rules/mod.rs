//! Every rule that two people can break together, tried by two people on two nodes, many times.
//!
//! The tests share one database, in which each has people and objects of its own: what makes a database keeps everybody
//! on the cluster waiting.

mod accounts;
mod duplicates;
mod events;
mod management;
mod money;
mod ownership;
mod portfolios;
mod signing_in;

use std::ops::Deref;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::ground::Ground;
use crate::nodes::{Together, together};

/// A database that lives as long as a test that uses it.
struct SharedGround {
    ground: Arc<Ground>,
    _together: Together,
}

/// The one that is there now.
static PRESENT: Mutex<Weak<Ground>> = Mutex::new(Weak::new());

impl SharedGround {
    fn new() -> Self {
        let together = together();
        let mut present = PRESENT.lock().unwrap_or_else(PoisonError::into_inner);
        let ground = present.upgrade().unwrap_or_else(|| {
            let ground = Arc::new(Ground::new());
            *present = Arc::downgrade(&ground);
            ground
        });
        Self {
            ground,
            _together: together,
        }
    }
}

impl Deref for SharedGround {
    type Target = Ground;

    fn deref(&self) -> &Ground {
        &self.ground
    }
}

impl Drop for SharedGround {
    /// The last one looks for what nobody has looked for, unless somebody has found something.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.ground.is_broken.store(true, Ordering::Relaxed);
        }
        // Nobody begins to use it meanwhile.
        let _present = PRESENT.lock().unwrap_or_else(PoisonError::into_inner);
        let is_last = Arc::strong_count(&self.ground) == 1;
        if is_last && !self.ground.is_broken.load(Ordering::Relaxed) {
            self.ground.assert_whole();
        }
    }
}
