//! What an error says, before it has a heading: a sentence, and an advice where there is something to do.

use crate::security::clean::clean;
use crate::shell::render::fit;

/// A value from outside is repeated up to this many columns; an e-mail address of a usual length is whole.
const LONGEST_REPEATED: usize = 100;

/// A sentence and an advice.
pub type Prose = (String, Option<String>);

/// A sentence followed by an advice.
pub fn advised(sentence: impl Into<String>, advice: impl Into<String>) -> Prose {
    (sentence.into(), Some(advice.into()))
}

/// A sentence after which there is nothing to do.
pub fn without_advice(sentence: impl Into<String>) -> Prose {
    (sentence.into(), None)
}

/// What comes from outside, as a terminal may see it (S20), shortened.
pub fn repeated(text: &str) -> String {
    fit::shorten(&clean(text), LONGEST_REPEATED).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s20_what_is_repeated_is_visible_and_short() {
        assert_eq!(repeated("Zo\u{1b}[31mé"), "Zo\\x1b[31mé");
        assert_eq!(fit::width(&repeated(&"x".repeat(5_000))), LONGEST_REPEATED);
    }
}
