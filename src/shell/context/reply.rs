//! What a command answers, and how a line ended.

use crate::error::{Error, Kind};

/// The answer of a command that succeeds.
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
    /// The help of these words: a command, an object, or everything where there is none.
    Help(Vec<String>),
    /// The next page of the last list.
    NextPage,
    /// Everything was said already; the command ends this way.
    Ended(Status),
}

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// As wished.
    Success,
    /// With an error of this kind, which was shown.
    Failure(Kind),
}

impl Status {
    /// The exit status of the program if it ended here.
    pub const fn exit_status(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure(kind) => kind.exit_status(),
        }
    }
}

/// How a command ended, for whoever runs many.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// The status.
    pub status: Status,
    /// The number of what it made.
    pub created: Option<u64>,
    /// The error that was shown.
    pub error: Option<Error>,
}
