//! Passwords.

/// A rule a new password breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than 12 characters.
    TooShort,
    /// More than 128 characters.
    TooLong,
    /// On a list of common passwords, or as easy to guess.
    Common,
    /// Contains the person's name, username or the company's name.
    Personal,
    /// The same as before.
    Unchanged,
}
