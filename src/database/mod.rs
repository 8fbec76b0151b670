//! Connections, transactions, the journal, the schema: the only code that speaks to the server. It knows no business
//! rule, and nothing of whoever asks.

pub mod administration;
pub mod authorized;
pub mod batch;
mod borrowed_connection;
pub mod cluster;
pub mod connection_manager;
pub mod connection_options;
pub(crate) mod constraint;
mod current_batch;
pub mod executor;
pub mod guards;
pub mod hosts;
pub mod journal;
pub mod lease;
pub mod migration;
pub mod pool;
mod rivalry;
pub mod rows;
mod server_clock;
mod server_errors;
pub mod statements;
pub mod waiting;
pub mod write;
