//! French spacing, in one place: no-break spaces inside guillemets and after « n° », where a line must not end.

use std::fmt::Display;

use crate::models::amount;

/// The text between guillemets.
pub fn quoted(text: impl Display) -> String {
    format!("«\u{a0}{text}\u{a0}»")
}

/// A number with its sign.
pub fn numbered(number: impl Display) -> String {
    format!("n°\u{a0}{number}")
}

/// `1 000 000`, with narrow no-break spaces.
pub fn grouped(number: u64) -> String {
    amount::grouped(&number.to_string())
}

/// Fixed prose, written with plain spaces so that its source can be read. Never for a text that holds a path or a typed
/// word: those must stay as they are.
pub fn typeset(prose: &str) -> String {
    ["« ", " »", "n° "].iter().fold(prose.to_owned(), |text, sign| {
        text.replace(sign, &sign.replace(' ', "\u{a0}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_guillemets_and_numbers_are_kept_together() {
        let expected = "le client n°\u{a0}12 : «\u{a0}Zoé\u{a0}», ou non ?";
        assert_eq!(typeset("le client n° 12 : « Zoé », ou non ?"), expected);
        assert_eq!(
            format!("le client {} : {}, ou non ?", numbered(12), quoted("Zoé")),
            expected
        );
    }
}
