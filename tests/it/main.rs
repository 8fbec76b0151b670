//! The integration tests: one binary, so that one private server serves them all.
#![cfg(test)]

mod architecture;
mod authentication;
mod command_table;
mod constraints;
mod customers;
mod demonstration;
mod env_example;
mod error_codes;
mod first_account;
mod list_statements;
mod local_server;
mod migrations;
mod numbers;
mod privileges;
mod process;
mod readme;
mod schema;
mod server_identity;
mod sessions;
mod sql;
mod support;
mod users;
mod write_path;
