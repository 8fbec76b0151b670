//! The door a person uses. The rooms stand in the order of their arrows: each names only those below it.

pub mod commands;
pub mod context;
pub mod dialogue;
pub mod dispatch;
pub mod doors;
pub mod grammar;
pub mod messages;
pub mod render;
pub mod script;
pub mod table;
pub mod transcript;
