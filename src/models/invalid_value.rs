//! Why a value is refused at the border: the shared vocabulary of all parsers of values.

use jiff::civil::{Date, DateTime};

/// A value that its type refuses. Prose is in `shell::messages`.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum InvalidValue {
    /// Nothing but blanks.
    Empty,
    /// Fewer than `minimum` characters.
    TooShort { minimum: usize, length: usize },
    /// More than `maximum` characters.
    TooLong { maximum: usize, length: usize },
    /// A control, bidirectional or invisible character; `position` counts characters from 1.
    ForbiddenCharacter { character: char, position: usize },
    /// Not an amount of money.
    Amount(AmountFault),
    /// Not a date or a time.
    Date(DateFault),
    /// Not an e-mail address.
    Email,
    /// Not a telephone number.
    PhoneNumber,
    /// Not 3–32 characters `[a-z0-9._-]` beginning with a letter.
    Username,
    /// Not something that designates an object of that kind.
    Reference(ReferenceKind),
    /// Not a name, `=` and a value.
    Variable,
    /// Not a whole number from `minimum` to `maximum`.
    Number { minimum: u64, maximum: u64 },
    /// Not one of these words.
    Choice {
        choices: &'static [&'static str],
        suggestion: Option<&'static str>,
    },
}

/// Why an amount is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountFault {
    /// Not a number at all.
    NotANumber,
    /// More than two decimals.
    TooManyDecimals,
    /// `1.234`: a thousand or a fraction?
    Ambiguous,
    /// A sign, which amounts never have.
    Signed,
    /// An exponent such as `1e3`.
    Exponent,
    /// Over 9 999 999 999,99.
    TooLarge,
}

/// Why a date or time is refused.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum DateFault {
    /// None of the accepted forms.
    Form,
    /// A day alone, where its time matters.
    MissingTime { day: Date },
    /// A day with a time, where the day alone matters.
    UnexpectedTime { day: Date },
    /// A day or time the calendar does not have, such as 31/02.
    Calendar,
    /// A year of two digits.
    TwoDigitYear,
    /// The clocks jump over this local time; the readings before and after the jump.
    Skipped { before: DateTime, after: DateTime },
    /// The clocks show this local time twice; the offsets in seconds of the two moments.
    Repeated {
        first_offset_seconds: i32,
        second_offset_seconds: i32,
    },
    /// The last day of a period, before its first one.
    BeforeFirst { first: Date },
}

/// What a reference designates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `12`, `#12` or an e-mail address.
    Customer,
    /// `12`, `#12`, a username or `EMP-0001`.
    User,
    /// `12`, `#12` or `CT-2026-000012`.
    Contract,
    /// `12`, `#12` or `EV-2026-000012`.
    Event,
    /// A UUID.
    Operation,
}

/// A rule a new password breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than 12 characters.
    TooShort,
    /// More than 128 characters.
    TooLong,
    /// On a list of common passwords, or one of them repeated or continued in sequence.
    Common,
    /// Contains the person's name, username or the company's name.
    Personal,
    /// The same as before.
    Unchanged,
}
