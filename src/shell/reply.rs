//! What a command answers when it succeeds.

use super::dispatch::Status;

/// The answer of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Everything was written already, or there is nothing to say.
    Silent,
    /// One or two French sentences: what was done.
    Done(String),
    /// One or two French sentences on what was made, and its number.
    Created {
        /// The sentences.
        text: String,
        /// The number.
        id: u64,
    },
    /// A longer text to read: a card, a help page.
    Page(String),
    /// Everything was said already; the command ends this way.
    Ended(Status),
}
