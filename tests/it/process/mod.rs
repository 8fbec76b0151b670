//! The whole program as a process, as people and machines meet it.

mod external_server;
mod keyboard;
mod one_command;
mod secrets;
mod server_life;
mod settings;
mod signals;
mod slow_server;
mod standard_input;

use mysql::Conn;
use mysql::prelude::Queryable;

use crate::support::process::{Program, eventually};

/// A command that writes, and waits while [`HeldRow`] is there.
const WRITING: &str = "clients modifier 1 --entreprise Autre";

/// The name of the company that it changes.
fn company_name(program: &Program) -> String {
    program.one("SELECT company_name FROM customers WHERE id = 1")
}

/// The first customer, locked by somebody else.
struct HeldRow {
    holder: Conn,
    observer: Conn,
}

impl HeldRow {
    fn of(program: &Program) -> Self {
        let mut holder = program.connect();
        holder.query_drop("BEGIN").unwrap();
        holder
            .query_drop("SELECT id FROM customers WHERE id = 1 FOR UPDATE")
            .unwrap();
        Self {
            holder,
            observer: program.connect(),
        }
    }

    /// Whether a statement waits for the row.
    fn is_wanted(&mut self) -> bool {
        let waiting: Option<u64> = self
            .observer
            .query_first(
                "SELECT COUNT(*) FROM information_schema.processlist
                 WHERE user = 'epic_events' AND info LIKE '%FROM customers%FOR UPDATE%'",
            )
            .unwrap();
        waiting != Some(0)
    }

    fn wait_until(&mut self, is_wanted: bool) {
        eventually("a statement that waits for the row, or no longer does", || {
            (self.is_wanted() == is_wanted).then_some(())
        });
    }

    fn release(mut self) {
        self.holder.query_drop("ROLLBACK").unwrap();
    }
}
