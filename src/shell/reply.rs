//! What a command answers when it succeeds.

/// The answer of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Everything was written already, or there is nothing to say.
    Silent,
    /// One or two French sentences: what was done.
    Done(String),
    /// A longer text to read: a card, a help page.
    Page(String),
}
