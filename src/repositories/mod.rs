//! One file per table, one function per statement; rows become models here. No rule is decided, and no transaction
//! begun.

pub mod audit_entries;
pub mod contracts;
pub mod customers;
pub mod events;
pub mod login_throttles;
pub mod payments;
pub mod portfolio_move;
pub mod roles;
pub mod run_lines;
pub mod runs;
pub mod sessions;
pub mod turns;
pub mod users;
