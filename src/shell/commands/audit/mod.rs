//! `journal …`: the journal of what was done and refused.

pub mod accept_restoration;
mod kept_heads;
pub mod list;
pub mod verify;
