//! What messages are made of: a sentence, an advice where there is something to do, what comes from outside, counted
//! things.

use std::path::Path;

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

/// A path as a terminal may see it, whole.
pub fn shown_path(path: &Path) -> String {
    clean(&path.to_string_lossy()).into_owned()
}

/// How many there are, with the word for one or for more: none is one in French.
pub fn counted(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    match count {
        0 | 1 => format!("{count} {one}"),
        _ => format!("{count} {many}"),
    }
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
