//! What a command answers.

/// The answer of a command, as data.
#[derive(Debug)]
pub enum Reply {
    /// Nothing to say.
    Silent,
}
