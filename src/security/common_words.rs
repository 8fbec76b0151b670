//! The words that passwords of French companies are made of, and how they are usually disguised (S1).
//!
//! `zxcvbn`, which knows what English speakers choose, takes `Motdepasse123!` or `Printemps2026!` for strong. Here a
//! password is worth what it costs whoever tries the words of a list, with a year, a date or a sign behind them: words
//! of the list count as one of so many, what is left of the password counts as `zxcvbn` says. Long sentences in which
//! such a word occurs are worth enough.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::models::folding::fold_keyword;

/// Folded words, one a line: common passwords, months, seasons, days, first names, places, rows of the keyboard, and
/// those of the company and its trade.
const LIST: &str = include_str!("common_words.txt");
/// Guesses, in powers of ten, which make a password of such words common: enough for a word, any date and a sign.
const GUESSABLE_WITHIN: f64 = 9.0;
/// What a different sign or the repetition of a word adds to them.
const SIGN: f64 = 1.0;
const REPETITION: f64 = 0.3;

/// The longest first, so that `evenementiel` is one word.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = LIST.lines().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
});

/// Whether words of the list are most of a password.
pub fn are_most_of(password: &str) -> bool {
    spellings(password).iter().any(|spelling| {
        let (joined, signs) = without_signs(spelling);
        guesses(&joined).is_some_and(|guesses| guesses + signs < GUESSABLE_WITHIN)
    })
}

/// What a password may be read as: without accents and capitals, as it is and with the signs and digits that commonly
/// stand for letters.
pub fn spellings(password: &str) -> [String; 3] {
    let folded = fold_keyword(password);
    let read_as = |one| folded.chars().map(|character| letter_meant(character, one)).collect();
    [folded.clone().into_owned(), read_as('i'), read_as('l')]
}

/// The letters and digits alone, and what the signs between and behind them are worth.
pub fn without_signs(spelling: &str) -> (String, f64) {
    let (joined, signs): (String, String) = spelling.chars().partition(|character| character.is_alphanumeric());
    let mut different: Vec<char> = signs.chars().collect();
    different.sort_unstable();
    different.dedup();
    (joined, different.iter().map(|_| SIGN).sum())
}

/// A password as the same keys of an American keyboard write it: what follows the rows of a French one follows those
/// that `zxcvbn` knows.
pub fn on_american_keyboard(password: &str) -> String {
    password.to_lowercase().chars().map(american_key).collect()
}

/// Nothing where no word of the list occurs.
fn guesses(joined: &str) -> Option<f64> {
    let mut rest = Cow::Borrowed(joined);
    let (mut words, mut repetitions) = (0_u32, 0_usize);
    for word in WORDS.iter() {
        let occurrences = rest.matches(word).count();
        if occurrences > 0 {
            words += 1;
            repetitions += occurrences - 1;
            // A gap, so that what stood on both sides makes no word.
            rest = Cow::Owned(rest.replace(word, " "));
        }
    }
    if words == 0 {
        return None;
    }
    let rest = rest.split_whitespace().collect::<String>();
    let of_rest = if rest.is_empty() {
        0.0
    } else {
        zxcvbn::zxcvbn(&rest, &[]).guesses_log10()
    };
    let of_word = f64::from(u32::try_from(WORDS.len()).unwrap_or(u32::MAX)).log10();
    let repeated = f64::from(u32::try_from(repetitions).unwrap_or(u32::MAX)) * REPETITION;
    Some(f64::from(words) * of_word + repeated + of_rest)
}

fn letter_meant(character: char, one: char) -> char {
    match character {
        '0' => 'o',
        '1' => one,
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

fn american_key(character: char) -> char {
    match character {
        'a' => 'q',
        'z' => 'w',
        'q' => 'a',
        'w' => 'z',
        'm' => ';',
        '&' => '1',
        'é' => '2',
        '"' => '3',
        '\'' => '4',
        '(' => '5',
        '-' => '6',
        'è' => '7',
        '_' => '8',
        'ç' => '9',
        'à' => '0',
        ')' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_folded_sorted_and_without_doubles() {
        let words: Vec<&str> = LIST.lines().collect();
        assert!(words.is_sorted_by(|one, next| one < next));
        for word in words {
            assert!(
                word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()),
                "{word}"
            );
        }
    }

    #[test]
    fn a_word_of_the_list_in_a_long_sentence_is_no_harm() {
        for sentence in [
            "le soleil tourne autour de mes idées",
            "quatre clients mangent du fromage bleu",
            "trombone-paris-verglas-hublot",
        ] {
            assert!(!are_most_of(sentence), "{sentence}");
        }
    }
}
