//! `oui`, `non`, and `—` where there is no value: what cells show and questions read.
//!
//! They stand here and not with the rest of French because rooms below it need them: a cell shows them, a question
//! reads them, and what is shown must be what can be typed.

/// Yes.
pub const YES: &str = "oui";
/// No.
pub const NO: &str = "non";
/// What a person reads where there is no value.
pub const ABSENT: &str = "—";
/// What questions end with that are answered with yes or no.
pub const CHOICE: &str = "(o/n)";

/// `oui` or `non`.
pub const fn yes_or_no(answer: bool) -> &'static str {
    if answer { YES } else { NO }
}

/// What an answer means; nothing when it is neither.
pub fn read(typed: &str) -> Option<bool> {
    match typed.trim().to_lowercase().as_str() {
        "o" | YES => Some(true),
        "n" | NO => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_typed() {
        for answer in [true, false] {
            assert_eq!(read(yes_or_no(answer)), Some(answer));
        }
        assert_eq!((read(" O\n"), read("N"), read("")), (Some(true), Some(false), None));
    }
}
