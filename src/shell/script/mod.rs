//! Files of commands: checked whole, run line by line, resumed. A file is handed what runs a line, as a transcript is.

pub mod analysis;
pub mod check;
pub mod line_digests;
pub mod loaded_script;
pub mod progress;
pub mod run;
pub mod run_count;
pub mod run_identity;
pub mod run_journal;
pub mod run_state;
pub mod statement;
pub mod variable_set;
