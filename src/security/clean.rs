//! S20: the one function through which every text from outside passes before a terminal, a log or a message shows it.
//!
//! What a terminal would obey, or what nobody would see, becomes a visible escape: `\n`, `\x1b`, `\u{202e}`. Text that
//! is already clean is borrowed, not copied.
//!
//! Refused characters: C0, DEL and C1 controls; line and paragraph separators; bidirectional controls; every other
//! invisible format character, filler and tag. Kept on purpose: ZWJ and ZWNJ, without which families of emoji and
//! several scripts fall apart; variation selectors, which only choose a glyph; the Arabic, Syriac and Kaithi number
//! signs, which are format characters that one sees.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text on one line, with every character a terminal must not see turned into a visible escape.
pub fn clean(text: &str) -> Cow<'_, str> {
    escape(text, is_forbidden)
}

/// The same for prose, whose line feeds are kept.
pub fn clean_keeping_newlines(text: &str) -> Cow<'_, str> {
    escape(text, |character| character != '\n' && is_forbidden(character))
}

/// Whether a terminal must never receive this character from outside.
pub fn is_forbidden(character: char) -> bool {
    // Nearly every character of a French text is below the first combining mark.
    if character < '\u{300}' {
        return character.is_control() || character == '\u{ad}';
    }
    matches!(
        character,
        '\u{34f}' // combining grapheme joiner
            | '\u{61c}' // Arabic letter mark
            | '\u{115f}'..='\u{1160}' // Hangul fillers
            | '\u{17b4}'..='\u{17b5}' // Khmer inherent vowels, never shown
            | '\u{180e}' // Mongolian vowel separator
            | '\u{200b}' // zero width space
            | '\u{200e}'..='\u{200f}' // left-to-right and right-to-left marks
            | '\u{2028}'..='\u{202e}' // line and paragraph separators, embeddings and overrides
            | '\u{2060}'..='\u{206f}' // word joiner, invisible operators, isolates, deprecated controls
            | '\u{3164}' // Hangul filler
            | '\u{feff}' // byte order mark
            | '\u{ffa0}' // half-width Hangul filler
            | '\u{fff0}'..='\u{fffb}' // reserved, and interlinear annotations
            | '\u{13430}'..='\u{1345f}' // Egyptian hieroglyph controls
            | '\u{1bca0}'..='\u{1bca3}' // shorthand controls
            | '\u{1d173}'..='\u{1d17a}' // musical controls
            | '\u{e0000}'..='\u{e00ff}' // tags
            | '\u{e01f0}'..='\u{e0fff}' // reserved for more of them
    )
}

/// Where the first character is that a terminal must not receive.
pub fn first_forbidden(text: &str) -> Option<usize> {
    first_refused(text, is_forbidden)
}

fn first_refused(text: &str, refused: impl Fn(char) -> bool) -> Option<usize> {
    // Most texts are plain ASCII, and looking at bytes is much quicker than at characters.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    text.find(refused)
}

fn escape(text: &str, refused: impl Fn(char) -> bool) -> Cow<'_, str> {
    let Some(first) = first_refused(text, &refused) else {
        return Cow::Borrowed(text);
    };
    let (untouched, rest) = text.split_at(first);
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(untouched);
    for character in rest.chars() {
        if refused(character) {
            push_escape(&mut shown, character);
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

fn push_escape(shown: &mut String, character: char) {
    let code_point = u32::from(character);
    let written = match character {
        '\n' => shown.write_str("\\n"),
        '\r' => shown.write_str("\\r"),
        '\t' => shown.write_str("\\t"),
        '\0'..='\u{7f}' => write!(shown, "\\x{code_point:02x}"),
        _ => write!(shown, "\\u{{{code_point:x}}}"),
    };
    // Writing into a `String` cannot fail.
    debug_assert!(written.is_ok());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    use super::*;

    #[test]
    fn s20_the_classes_of_the_requirement_become_visible() {
        for (text, shown) in [
            ("a\u{1b}[31mb", "a\\x1b[31mb"),
            ("\u{7f}\0", "\\x7f\\x00"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("un\ndeux\r\ttrois", "un\\ndeux\\r\\ttrois"),
            ("\u{202e}txt.exe\u{2069}", "\\u{202e}txt.exe\\u{2069}"),
            ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
            ("Du\u{200b}pont\u{feff}\u{ad}", "Du\\u{200b}pont\\u{feff}\\u{ad}"),
            ("\u{e0041}", "\\u{e0041}"),
        ] {
            assert_eq!(clean(text), shown);
        }
    }

    #[test]
    fn clean_text_is_borrowed_even_with_joiners_and_typography() {
        for text in [
            "",
            "Dupont",
            "Zoé « Événement » 1\u{202f}234,56\u{a0}€",
            "👨\u{200d}👩\u{200d}👧",
            "می\u{200c}خواهم",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn prose_keeps_its_line_feeds_and_nothing_else() {
        assert_eq!(clean_keeping_newlines("un\ndeux\r\n\u{1b}"), "un\ndeux\\r\n\\x1b");
    }

    #[test]
    fn s20_every_control_and_format_character_of_unicode_is_refused_but_the_kept_ones() {
        for character in '\0'..=char::MAX {
            let invisible = matches!(
                character.general_category(),
                GeneralCategory::Control
                    | GeneralCategory::Format
                    | GeneralCategory::LineSeparator
                    | GeneralCategory::ParagraphSeparator
            );
            let joiner = matches!(character, '\u{200c}' | '\u{200d}');
            let visible_number_sign = matches!(
                character,
                '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{110bd}'
                    | '\u{110cd}'
            );
            let kept = joiner || visible_number_sign;
            let wrong = if kept {
                is_forbidden(character)
            } else {
                invisible && !is_forbidden(character)
            };
            assert!(!wrong, "U+{:04X}", u32::from(character));
        }
    }

    /// Any text, thick with the characters that matter.
    fn hostile() -> impl Strategy<Value = String> {
        let character = prop_oneof![
            any::<char>(),
            prop::sample::select(vec![
                '\u{1b}', '[', 'm', '\n', '\r', '\t', '\u{7f}', '\u{85}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{2028}',
                '\u{200d}', '\u{feff}', '👩', '\u{fe0f}', 'é',
            ]),
        ];
        prop::collection::vec(character, 0..40).prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn s20_no_forbidden_character_survives(text in hostile()) {
            prop_assert!(!clean(&text).chars().any(is_forbidden));
            prop_assert!(clean_keeping_newlines(&text).chars().all(|character| character == '\n' || !is_forbidden(character)));
            prop_assert!(!clean(&text).bytes().any(|byte| byte < b' ' || byte == 0x7f));
        }

        #[test]
        fn cleaning_twice_changes_nothing_more(text in hostile()) {
            let once = clean(&text).into_owned();
            prop_assert!(matches!(clean(&once), Cow::Borrowed(_)));
        }
    }
}
