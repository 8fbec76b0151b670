//! Everything a command works with.

/// The state of a shell.
#[derive(Debug, Default)]
pub struct Context {}
