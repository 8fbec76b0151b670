//! What is wrong with a transcript, as data: what makes a text none, and what a replay finds in its answers.

/// The widths there are.
pub const WIDTHS: std::ops::RangeInclusive<usize> = 20..=1000;

/// What makes a text no transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformation {
    /// The line, from 1; 0 for the whole.
    pub line: usize,
    /// What is wrong.
    pub fault: TranscriptFault,
}

/// What can be wrong with a line of a transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TranscriptFault {
    /// It begins with no sigil.
    NoSigil,
    /// The blank after this sigil is missing.
    NoBlank(&'static str),
    /// Its placeholders can never match.
    Placeholder(PlaceholderFault),
    /// A heading that nobody knows.
    Heading,
    /// A way to try lines that nobody knows.
    ModeValue,
    /// No name of an account.
    UsernameValue,
    /// No moment.
    ClockValue,
    /// No width, or none of a terminal.
    WidthValue,
    /// The account of a heading is none of the demonstration.
    Username,
    /// A heading after the first line typed.
    LateHeading,
    /// A status that nobody knows.
    Status,
    /// An expectation, an answer or a status before any line typed.
    NothingTyped,
    /// `=` in mode `execution`, or another expectation in mode `analyse`.
    WrongMode,
    /// No line is typed at all.
    NoCommand,
}

/// What is wrong with the placeholders of an expected line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceholderFault {
    /// `[id:` without a name and its `]`.
    Unclosed,
    /// `[=x]` of a number that was not named before.
    Unknown,
}

/// What is wrong with the answers to a line typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conversation {
    /// This question had no answer.
    Unanswered(String),
    /// This many answers had no question.
    Unasked(usize),
}
