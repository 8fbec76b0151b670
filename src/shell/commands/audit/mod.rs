//! `journal …`: the journal of what was done and refused.

pub mod list;
pub mod verify;
