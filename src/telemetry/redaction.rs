//! What a detail written by a library may say in the log: its sentence, without the values it quotes (S42).
//!
//! Database servers quote the offending value (`Duplicate entry 'zoe@example.fr' for key 'unique_user_email'`). Quoted
//! text is cut, except the name of a column, a key or a table, which is what a maintainer looks for. Outside quotes,
//! words with an at sign and words with the digits of a telephone number are cut too.

const CUT: &str = "…";
/// A telephone number has more digits than an error number has.
const DIGITS_OF_A_NUMBER: usize = 6;

/// The sentence without the values.
pub(super) fn without_values(detail: &str) -> String {
    let mut kept = String::with_capacity(detail.len());
    let mut rest = detail;
    while let Some(opening) = find_opening_quote(rest) {
        let (before, quoted) = rest.split_at(opening);
        let (inside, after) = split_quoted(quoted);
        kept.push_str(before);
        kept.push_str(if names_part_of_the_schema(before) { inside } else { CUT });
        rest = after;
    }
    kept.push_str(rest);
    cut_words(&kept)
}

/// An apostrophe inside a word opens nothing.
fn find_opening_quote(text: &str) -> Option<usize> {
    let mut previous = ' ';
    for (position, character) in text.char_indices() {
        if is_quote(character) && !previous.is_alphanumeric() {
            return Some(position);
        }
        previous = character;
    }
    None
}

/// What the quote holds and what follows it; a quote that is never closed holds everything.
fn split_quoted(quoted: &str) -> (&str, &str) {
    let mut characters = quoted.char_indices();
    let Some((_, quote)) = characters.next() else {
        return ("", "");
    };
    let start = quote.len_utf8();
    for (position, character) in characters {
        let after = quoted.get(position + character.len_utf8()..).unwrap_or_default();
        // `O'Brien` between quotes: an apostrophe inside a word closes nothing.
        if character == quote && !after.starts_with(char::is_alphanumeric) {
            return (quoted.get(start..position).unwrap_or_default(), after);
        }
    }
    (CUT, "")
}

fn is_quote(character: char) -> bool {
    matches!(character, '\'' | '"' | '`')
}

fn names_part_of_the_schema(before: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default();
    ["column", "constraint", "field", "index", "key", "table"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(word))
}

fn cut_words(text: &str) -> String {
    let words: Vec<&str> = text
        .split(' ')
        .map(|word| if is_value(word) { CUT } else { word })
        .collect();
    words.join(" ")
}

fn is_value(word: &str) -> bool {
    word.contains('@') || word.chars().filter(char::is_ascii_digit).count() >= DIGITS_OF_A_NUMBER
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn s42_values_are_cut_and_names_of_the_schema_stay() {
        for (detail, kept) in [
            ("column total_amount is missing", "column total_amount is missing"),
            (
                "server error 1062: Duplicate entry 'zoe@example.fr' for key 'unique_user_email'",
                "server error 1062: Duplicate entry … for key unique_user_email",
            ),
            (
                "Incorrect value: 'Zoé O'Brien' for column `full_name`",
                "Incorrect value: … for column full_name",
            ),
            ("Table 'crm.users' doesn't exist", "Table crm.users doesn't exist"),
            ("near 'SELECT secret FROM", "near …"),
            ("invalid \"canary\" at line 3", "invalid … at line 3"),
            ("no route for zoe@example.fr or +33612345678.", "no route for … or …"),
            ("", ""),
        ] {
            assert_eq!(without_values(detail), kept);
        }
    }

    proptest! {
        #[test]
        fn s42_no_quoted_word_survives(word in "[a-zé]{9,12}", before in "[a-z ]{0,12}") {
            let detail = format!("{before} value '{word}' and \"{word}\"");
            prop_assert!(!without_values(&detail).contains(&word));
        }

        #[test]
        fn no_text_makes_it_panic(detail in any::<String>()) {
            without_values(&detail);
        }
    }
}
