//! Secrets as mute values: no `Display`, a masked `Debug`, wiped from memory when dropped (S7).

use std::fmt;

use zeroize::Zeroizing;

/// A text that must never be shown: a password, a token, the address of a database with its password.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes charge of a text; the caller keeps no copy.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself, at the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s7_debug_shows_nothing() {
        assert_eq!(format!("{:?}", Secret::new(String::from("canari"))), "Secret(***)");
    }
}
