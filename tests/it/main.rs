//! The integration tests: one binary, so that one private server serves them all.
#![cfg(test)]

mod authentication;
mod customers;
mod demonstration;
mod env_example;
mod error_codes;
mod local_server;
mod process;
mod support;
mod write_path;
