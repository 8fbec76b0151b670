//! Who may do what, and the secrets that prove it. It asks no database: what it decides, it decides from what it is
//! given.

pub mod attempted_name;
pub mod audit_chain;
pub mod clean;
mod common_words;
pub mod digest;
pub mod ownership;
pub mod password;
pub mod private_file;
pub mod proof;
pub mod secret;
pub mod secret_file;
pub mod session;
pub mod throttle;
pub mod token;
