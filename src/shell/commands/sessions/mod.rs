//! `sessions …`: who is at work, and closing a session.

pub mod close;
pub mod fields;
pub mod list;
