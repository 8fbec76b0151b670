//! The integration tests: one binary, so that one private server serves them all.
#![cfg(test)]

mod constraints;
mod demonstration;
mod list_statements;
mod local_server;
mod migrations;
mod numbers;
mod privileges;
mod schema;
mod sql;
mod support;
