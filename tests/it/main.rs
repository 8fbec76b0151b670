//! The integration tests: one binary, so that one private server serves them all.
#![cfg(test)]

mod demonstration;
mod list_statements;
mod local_server;
mod sql;
mod support;
