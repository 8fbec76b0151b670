//! What is wrong with a line, as data: each fault and where it stands.

use std::path::PathBuf;

use super::coded::coded;
use super::{Code, FileFault};
use crate::models::invalid_value::InvalidValue;
use crate::models::permission::PermissionName;

/// A place in a text file, counted from 1; columns are characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The number of the line.
    pub line: u64,
    /// The number of the character in the line.
    pub column: usize,
}

/// A place in a line: character columns from 0, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// Number of characters before the first one.
    pub start: usize,
    /// Number of characters before the end.
    pub end: usize,
}

/// One thing wrong with a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where, when the fault is at a place of the line; nothing for what is missing.
    pub span: Option<Span>,
    /// What.
    pub fault: Fault,
}

coded! {
    /// What can be wrong with a line.
    #[derive(Debug, Clone, PartialEq)]
    #[expect(missing_docs, reason = "the sentence of a variant names its fields")]
    Fault {
        /// The first word is neither an object nor a command.
        UnknownObject { typed: String, suggestion: Option<String> },
        /// The object has no such verb.
        UnknownVerb {
            object: &'static str,
            typed: String,
            suggestion: Option<String>,
        },
        /// The object without a verb; all its verbs.
        MissingVerb {
            object: &'static str,
            verbs: Vec<&'static str>,
        },
        /// The command has no such option (spelled without dashes).
        UnknownOption {
            command: &'static str,
            typed: String,
            suggestion: Option<String>,
        },
        /// The option is there twice.
        RepeatedOption { option: &'static str },
        /// The option has no value.
        MissingValue { option: &'static str },
        /// The switch has a value.
        UnexpectedValue { option: &'static str },
        /// A required argument is absent; `option` tells how it is written.
        MissingArgument {
            command: &'static str,
            argument: &'static str,
            is_option: bool,
        },
        /// One word too many.
        ExtraArgument { command: &'static str, typed: String },
        /// Two options that exclude each other.
        IncompatibleOptions { first: &'static str, second: &'static str },
        /// The quote is never closed.
        UnclosedQuote { quote: char },
        /// Typographic quotes; the line with straight ones, or nothing where it must not be repeated.
        TypographicQuote { corrected: String },
        /// Several words begin so.
        AmbiguousPrefix { typed: String, candidates: Vec<String> },
        /// A variable that no line before defines.
        UndefinedVariable { name: String, suggestion: Option<String> },
        /// A name that no variable can have.
        InvalidVariableName { typed: String },
        /// What the command made is kept under a name, but it makes nothing.
        CreatesNothing { command: &'static str },
        /// The command needs a person, or governs the file itself.
        NotInFiles { command: &'static str },
        /// A file that includes itself, directly or not.
        InclusionCycle { path: PathBuf } = InclusionRefused,
        /// Files that include files, more than `maximum` deep.
        InclusionTooDeep { maximum: usize } = InclusionRefused,
        /// More than `maximum` files in all.
        TooManyInclusions { maximum: usize } = InclusionRefused,
        /// The name of the included file depends on what a command makes.
        InclusionUnknown = InclusionRefused,
        /// The included file cannot be read.
        InclusionUnreadable { path: PathBuf, why: FileFault } = InclusionRefused,
        /// The role lacks the right.
        PermissionDenied { permission: PermissionName },
        /// Longer than `maximum` bytes.
        LineTooLong { maximum: usize },
    }
    by content {
        /// A value its type refuses.
        InvalidValue {
            argument: &'static str,
            is_option: bool,
            typed: String,
            why: InvalidValue,
        } as { why, .. } => code_of_value(why),
    }
}

impl Problem {
    /// A fault at a place of the line.
    pub fn at(span: Span, fault: Fault) -> Self {
        Self {
            span: Some(span),
            fault,
        }
    }
}

/// The stable code of a value that its type refuses.
fn code_of_value(why: &InvalidValue) -> Code {
    match why {
        InvalidValue::Empty
        | InvalidValue::TooShort { .. }
        | InvalidValue::TooLong { .. }
        | InvalidValue::ForbiddenCharacter { .. } => Code::InvalidText,
        InvalidValue::Amount(_) => Code::InvalidAmount,
        InvalidValue::Date(_) => Code::InvalidDate,
        InvalidValue::Email => Code::InvalidEmail,
        InvalidValue::PhoneNumber => Code::InvalidPhoneNumber,
        InvalidValue::Username => Code::InvalidUsername,
        InvalidValue::Variable => Code::InvalidVariableName,
        InvalidValue::Reference(_) => Code::InvalidReference,
        InvalidValue::Number { .. } => Code::InvalidNumber,
        InvalidValue::Choice { .. } => Code::InvalidChoice,
    }
}
