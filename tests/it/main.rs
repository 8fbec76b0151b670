//! The integration tests: one binary, so that one private server serves them all.
#![cfg(test)]

mod demonstration;
mod local_server;
mod process;
mod support;
