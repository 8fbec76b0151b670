//! The integration tests: one binary, so that one private server serves them all.
#![cfg(test)]

mod analyser;
mod architecture;
mod authentication;
mod command_table;
mod constraints;
mod contracts;
mod customers;
mod demonstration;
mod env_example;
mod error_codes;
mod event_statements;
mod events;
mod first_account;
mod grammar;
mod journal;
mod list_statements;
mod local_server;
mod migrations;
mod numbers;
mod object_histories;
mod oracle;
mod policy;
mod privileges;
mod process;
mod readme;
mod schema;
mod scopes;
mod server_identity;
mod sessions;
mod signing_in_meanwhile;
mod sql;
mod support;
mod undone_files;
mod users;
mod write_path;
