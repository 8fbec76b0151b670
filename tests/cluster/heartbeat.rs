//! Trivial writes, one after the other, by plain SQL: the longest time between two is what the engine itself needs to
//! go on when a node dies, whatever stands on it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use epic_events::clock::Clock;
use mysql::prelude::Queryable;
use mysql::{Conn, OptsBuilder};

use crate::nodes::{Node, cluster};

/// Between two beats.
const REST: Duration = Duration::from_millis(10);

static NEXT: AtomicU32 = AtomicU32::new(1);

/// It beats until it is asked how long it stood still.
pub(crate) struct Heartbeat {
    database: String,
    is_over: Arc<AtomicBool>,
    beating: Option<JoinHandle<Duration>>,
}

impl Heartbeat {
    /// Through these nodes: the next one whenever one is gone.
    pub(crate) fn through(nodes: &[usize]) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let database = format!("ee_heartbeat_{}_{number}", std::process::id());
        let first = cluster().node(nodes[0]);
        first.execute(&format!("CREATE DATABASE {database}"));
        first.execute(&format!(
            "CREATE TABLE {database}.beats (place INT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (place))
             ENGINE = InnoDB"
        ));
        let is_over = Arc::<AtomicBool>::default();
        let (nodes, name, ends) = (nodes.to_vec(), database.clone(), Arc::clone(&is_over));
        let beating = std::thread::spawn(move || beat(&nodes, &name, &ends));
        Self {
            database,
            is_over,
            beating: Some(beating),
        }
    }

    /// The longest time between two beats.
    pub(crate) fn longest_pause(mut self) -> Duration {
        self.is_over.store(true, Ordering::Relaxed);
        self.beating.take().expect("it beats").join().expect("it ends")
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(beating) = self.beating.take() {
            let _ = beating.join();
        }
        let living = cluster().nodes().iter().find_map(|node| connect(node, None));
        if let Some(mut connection) = living {
            let _ = connection.query_drop(format!("DROP DATABASE IF EXISTS {}", self.database));
        }
    }
}

fn beat(nodes: &[usize], database: &str, is_over: &AtomicBool) -> Duration {
    let stopwatch = Clock::system();
    let (mut place, mut connection, mut longest) = (0, None, Duration::ZERO);
    let mut last = stopwatch.monotonic();
    for number in 0_u64.. {
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        connection = connection.or_else(|| connect(cluster().node(nodes[place]), Some(database)));
        let has_beaten = connection.as_mut().is_some_and(|connection: &mut Conn| {
            // Another value each time: what changes nothing is not replicated, and waits for nobody.
            let statement = format!("REPLACE INTO beats VALUES (1, {number})");
            connection.query_drop(statement).is_ok()
        });
        if has_beaten {
            let now = stopwatch.monotonic();
            longest = longest.max(now.saturating_sub(last));
            last = now;
        } else {
            connection = None;
            place = (place + 1) % nodes.len();
        }
        std::thread::sleep(REST);
    }
    // It may have stopped for good.
    longest.max(stopwatch.monotonic().saturating_sub(last))
}

fn connect(node: &Node, database: Option<&str>) -> Option<Conn> {
    let options = OptsBuilder::from_opts(node.owner(database));
    Conn::new(options).ok()
}
