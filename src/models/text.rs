//! Free text a person types: names, places, reasons, notes, words to look for.
//!
//! Reading goes in this order: the ends lose their blanks, forbidden characters are refused where they stand in what
//! was typed, blanks of every width become ordinary spaces, the text is composed (NFC), and its length is counted in
//! characters. The case is never changed.
//!
//! Refused everywhere: control characters (a tab too), bidirectional and zero-width characters, line separators,
//! private and unassigned characters, letters that show nothing, and a mark at the beginning, which would join whatever
//! is displayed before it. A note alone may hold line breaks and the joiner that composes emoji.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::invalid_value::InvalidValue;

/// The first name or the last name of a person.
pub type PersonName = Line<1, 100>;
/// The name of a company.
pub type CompanyName = Line<1, 150>;
/// The name of an event.
pub type EventName = Line<1, 150>;
/// The place of an event.
pub type Location = Line<1, 255>;
/// What the payer or the bank calls a payment: a transfer's or a cheque's number.
pub type PaymentReference = Line<1, 100>;
/// Why something was done.
pub type Reason = Line<3, 500>;
/// Words to look for.
pub type Search = Line<1, 100>;

const ZERO_WIDTH_JOINER: char = '\u{200D}';
/// Below it, every character is composed, none is a mark, and few are refused: the letters of French are here.
const FIRST_MARK: char = '\u{300}';
const NO_BREAK_SPACE: char = '\u{A0}';
const SOFT_HYPHEN: char = '\u{AD}';

/// What every text that has been read gives back: itself. After the type stand its parameters, if it has some.
macro_rules! impl_text {
    ($name:ty $(, $($parameter:tt)+)?) => {
        impl $(<$($parameter)+>)? $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $(<$($parameter)+>)? std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }
    };
}

pub(super) use impl_text;

/// One line of text, `MINIMUM` to `MAXIMUM` characters long.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line<const MINIMUM: usize, const MAXIMUM: usize>(String);

impl<const MINIMUM: usize, const MAXIMUM: usize> Line<MINIMUM, MAXIMUM> {
    /// Reads a line.
    ///
    /// # Errors
    /// [`InvalidValue::Empty`], [`InvalidValue::ForbiddenCharacter`], [`InvalidValue::TooShort`] or
    /// [`InvalidValue::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let text = compose(typed, is_blank, is_allowed)?;
        let length = text.chars().count();
        if length == 0 {
            return Err(InvalidValue::Empty);
        }
        if length < MINIMUM {
            return Err(InvalidValue::TooShort {
                minimum: MINIMUM,
                length,
            });
        }
        refuse_longer(length, MAXIMUM)?;
        Ok(Self(text))
    }
}

impl_text!(Line<MINIMUM, MAXIMUM>, const MINIMUM: usize, const MAXIMUM: usize);

/// Several lines of text, at most [`Note::MAXIMUM`] characters; empty where there is nothing to note.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Note(String);

impl Note {
    /// The greatest number of characters, line breaks included.
    pub const MAXIMUM: usize = 4000;

    /// Reads a note. Every kind of line break becomes a line feed.
    ///
    /// # Errors
    /// [`InvalidValue::ForbiddenCharacter`] or [`InvalidValue::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, InvalidValue> {
        let composed = compose(typed, is_blank_or_break, is_allowed_in_note)?;
        let text = composed.replace("\r\n", "\n").replace('\r', "\n");
        refuse_longer(text.chars().count(), Self::MAXIMUM)?;
        Ok(Self(text))
    }

    /// Whether there is nothing noted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl_text!(Note);

/// Whether a character is a blank within a line: the space and all its widths, breaking or not, but no tab.
pub fn is_blank(character: char) -> bool {
    if character < FIRST_MARK {
        return matches!(character, ' ' | NO_BREAK_SPACE);
    }
    character.general_category() == GeneralCategory::SpaceSeparator
}

/// What was typed, without the blanks at its ends.
///
/// # Errors
/// [`InvalidValue::Empty`] when nothing is left.
pub(super) fn not_blank(typed: &str) -> Result<&str, InvalidValue> {
    let trimmed = typed.trim_matches(is_blank);
    if trimmed.is_empty() {
        return Err(InvalidValue::Empty);
    }
    Ok(trimmed)
}

/// Whether a text is one or more ASCII digits: `parse` alone would accept `+5`.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn compose(typed: &str, is_trimmed: fn(char) -> bool, is_allowed: fn(char) -> bool) -> Result<String, InvalidValue> {
    let without_leading = typed.trim_start_matches(is_trimmed);
    let trimmed = without_leading.trim_end_matches(is_trimmed);
    let offender = trimmed
        .chars()
        .enumerate()
        .find(|&(index, character)| !is_allowed(character) || (index == 0 && is_mark(character)));
    if let Some((index, character)) = offender {
        let skipped = typed.chars().count() - without_leading.chars().count();
        return Err(InvalidValue::ForbiddenCharacter {
            character,
            position: skipped + index + 1,
        });
    }
    if trimmed.is_ascii() {
        return Ok(trimmed.to_owned());
    }
    let spaced = trimmed
        .chars()
        .map(|character| if is_blank(character) { ' ' } else { character });
    if trimmed.chars().all(|character| character < FIRST_MARK) {
        return Ok(spaced.collect());
    }
    Ok(spaced.nfc().collect())
}

fn refuse_longer(length: usize, maximum: usize) -> Result<(), InvalidValue> {
    if length > maximum {
        return Err(InvalidValue::TooLong { maximum, length });
    }
    Ok(())
}

fn is_allowed(character: char) -> bool {
    if character < FIRST_MARK {
        return !character.is_control() && character != SOFT_HYPHEN;
    }
    is_allowed_by_category(character)
}

fn is_allowed_by_category(character: char) -> bool {
    !shows_nothing(character)
        && match character.general_category_group() {
            GeneralCategoryGroup::Other => false,
            GeneralCategoryGroup::Separator => is_blank(character),
            GeneralCategoryGroup::Letter
            | GeneralCategoryGroup::Mark
            | GeneralCategoryGroup::Number
            | GeneralCategoryGroup::Punctuation
            | GeneralCategoryGroup::Symbol => true,
        }
}

fn is_allowed_in_note(character: char) -> bool {
    is_allowed(character) || is_break(character) || character == ZERO_WIDTH_JOINER
}

fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

fn is_blank_or_break(character: char) -> bool {
    is_blank(character) || is_break(character)
}

fn is_mark(character: char) -> bool {
    if character < FIRST_MARK {
        return false;
    }
    character.general_category_group() == GeneralCategoryGroup::Mark || character == ZERO_WIDTH_JOINER
}

/// Letters, marks and symbols by category that nevertheless show nothing: fillers, the grapheme joiner, the empty
/// Braille cell, the separators of Mongolian vowels.
fn shows_nothing(character: char) -> bool {
    matches!(
        character,
        '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'
            ..='\u{180F}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn forbidden(character: char, position: usize) -> InvalidValue {
        InvalidValue::ForbiddenCharacter { character, position }
    }

    #[test]
    fn names_accept_any_script_apostrophes_hyphens_dots_and_spaces() {
        for name in [
            "Jean-Noël d'Ornano",
            "L’Haÿ-les-Roses S.A.",
            "Zoë",
            "Владимир",
            "山田 太郎",
            "محمد",
            "ศรี",
            "mcDONALD",
        ] {
            assert_eq!(PersonName::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn ends_are_trimmed_and_every_blank_is_an_ordinary_space() {
        assert_eq!(
            CompanyName::parse("\u{202F} Cool\u{A0}Startup\u{2009}LLC \u{A0}")
                .unwrap()
                .as_str(),
            "Cool Startup LLC"
        );
    }

    #[test]
    fn accents_are_composed() {
        assert_eq!(PersonName::parse("Zoe\u{301}").unwrap().as_str(), "Zo\u{E9}");
    }

    #[test]
    fn control_bidirectional_and_invisible_characters_are_refused_where_they_are() {
        for character in [
            '\0',
            '\t',
            '\n',
            '\r',
            '\u{1B}',
            '\u{7F}',
            '\u{85}',
            '\u{9B}',
            '\u{AD}',
            '\u{61C}',
            '\u{200B}',
            '\u{200C}',
            '\u{200D}',
            '\u{200E}',
            '\u{202A}',
            '\u{202E}',
            '\u{2028}',
            '\u{2029}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{FEFF}',
            '\u{E000}',
            '\u{378}',
            '\u{E0041}',
            '\u{3164}',
            '\u{2800}',
        ] {
            let typed = format!(" Zo{character}é");
            assert_eq!(PersonName::parse(&typed), Err(forbidden(character, 4)), "{character:?}");
        }
    }

    #[test]
    fn a_control_character_at_an_end_is_refused_not_trimmed() {
        assert_eq!(PersonName::parse("Zoé\t"), Err(forbidden('\t', 4)));
        assert_eq!(PersonName::parse("\nZoé"), Err(forbidden('\n', 1)));
    }

    #[test]
    fn a_mark_cannot_come_first() {
        assert_eq!(PersonName::parse(" \u{301}a"), Err(forbidden('\u{301}', 2)));
        assert_eq!(PersonName::parse("\u{FE0F}"), Err(forbidden('\u{FE0F}', 1)));
    }

    #[test]
    fn lengths_count_characters_not_bytes() {
        assert!(PersonName::parse(&"é".repeat(100)).is_ok());
        assert_eq!(
            PersonName::parse(&"é".repeat(101)),
            Err(InvalidValue::TooLong {
                maximum: 100,
                length: 101
            })
        );
        assert!(Reason::parse("été").is_ok());
        assert_eq!(
            Reason::parse("  ab "),
            Err(InvalidValue::TooShort { minimum: 3, length: 2 })
        );
        assert_eq!(PersonName::parse(" \u{A0} "), Err(InvalidValue::Empty));
        assert_eq!(PersonName::parse(""), Err(InvalidValue::Empty));
    }

    #[test]
    fn a_note_keeps_its_lines_and_its_emoji() {
        let note = Note::parse("\n Bonjour,\r\n👩\u{200D}🍳 à 14 h\rMerci \n").unwrap();
        assert_eq!(note.as_str(), "Bonjour,\n👩\u{200D}🍳 à 14 h\nMerci");
        assert!(Note::parse(" \n ").unwrap().is_empty());
        assert_eq!(Note::parse("a\tb"), Err(forbidden('\t', 2)));
        assert_eq!(Note::parse("a\u{202E}b"), Err(forbidden('\u{202E}', 2)));
        assert!(Note::parse(&"é".repeat(4000)).is_ok());
        assert!(Note::parse(&"é".repeat(4001)).is_err());
    }

    #[test]
    fn below_the_first_mark_the_short_answers_are_those_of_the_categories() {
        for character in '\0'..FIRST_MARK {
            let is_space = character.general_category() == GeneralCategory::SpaceSeparator;
            assert_eq!(is_blank(character), is_space, "{character:?}");
            assert_eq!(
                is_allowed(character),
                is_allowed_by_category(character),
                "{character:?}"
            );
            assert_ne!(
                character.general_category_group(),
                GeneralCategoryGroup::Mark,
                "{character:?}"
            );
            for next in '\0'..FIRST_MARK {
                assert!(
                    [character, next].into_iter().nfc().eq([character, next]),
                    "{character:?}{next:?}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn accepted_lines_hold_no_forbidden_character_and_read_back(typed in any::<String>()) {
            if let Ok(line) = Line::<1, 100>::parse(&typed) {
                prop_assert!(line.as_str().chars().all(|character| is_allowed(character) && !character.is_control()));
                prop_assert_eq!(Line::<1, 100>::parse(line.as_str()), Ok(line));
            }
        }

        #[test]
        fn letters_of_every_script_and_their_marks_read_back(typed in "\\p{L}[\\p{L}\\p{M} ’'.-]{0,40}") {
            if let Ok(line) = Line::<1, 255>::parse(&typed) {
                prop_assert_eq!(Line::<1, 255>::parse(line.as_str()), Ok(line));
            }
        }

        #[test]
        fn accepted_notes_read_back(typed in "[a-zé\r\n\t \u{200D}\u{A0}\u{301}]{0,40}") {
            if let Ok(note) = Note::parse(&typed) {
                prop_assert!(!note.as_str().contains(['\r', '\t']));
                prop_assert_eq!(Note::parse(note.as_str()), Ok(note));
            }
        }
    }
}
