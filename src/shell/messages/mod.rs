//! French, and nothing else: what the program says, in exhaustive matches. No message reads, decides or writes
//! anything.

pub mod contracts;
pub mod customers;
pub mod database;
pub mod errors;
pub mod events;
pub mod excerpt;
pub mod explanations;
pub mod file_faults;
pub mod foot;
pub mod forms;
pub mod guards;
pub mod help;
pub mod invalid_values;
pub mod journal;
pub mod permissions;
pub mod problems;
mod prose;
mod refusals;
pub mod roles;
pub mod scripts;
pub mod session;
pub mod sessions;
pub mod settings;
pub mod statuses;
pub mod terminal;
pub mod transcripts;
pub mod typography;
pub mod users;
pub mod verification;
