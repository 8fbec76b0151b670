//! What only several servers of one database can break: run by `.ci/cluster`, which starts three nodes and says where
//! they are. Without them every test fails, and says so.
//!
//! Each database is made on the first node and dropped at the end. Tests that stop a node, or measure, wait until they
//! are alone.
#![cfg(test)]

mod contest;
mod everybody;
mod failover;
mod gate;
mod gathering;
mod ground;
mod heartbeat;
mod nodes;
mod numbers;
mod own_writes;
mod plants;
mod preparing;
mod report;
mod rules;
mod stories;
#[expect(dead_code, reason = "these tests need a part of what the other ones stand on")]
#[path = "../it/support/mod.rs"]
mod support;
