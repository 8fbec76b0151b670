//! What the stories stand on: one server per run, one database per test, a shell to type in.

pub(crate) mod database;
pub(crate) mod draw;
pub(crate) mod expected;
pub(crate) mod files;
pub(crate) mod invariants;
pub(crate) mod meddler;
pub(crate) mod network_server;
pub(crate) mod own_server;
pub(crate) mod private_server;
pub(crate) mod process;
pub(crate) mod proxy;
pub(crate) mod restricted_owner;
pub(crate) mod server;
pub(crate) mod shell;
pub(crate) mod source;
pub(crate) mod writes;
