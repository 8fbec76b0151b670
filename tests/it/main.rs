//! The integration tests: one binary, so that one private server serves them all.
#![cfg(test)]

mod constraints;
mod demonstration;
mod list_statements;
mod local_server;
mod privileges;
mod sql;
mod support;
