//! Keywords as the shell compares them: without case, without accents, composed or decomposed alike.
//!
//! Also finds the keyword that a misspelled word most resembles. Only keywords are folded, never values: what a person
//! stores keeps its case and its accents.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words longer than this resemble no keyword; comparing them would only cost time.
const LONGEST_COMPARED: usize = 64;

/// More mistakes than this make another word.
const MOST_MISTAKES: usize = 3;

/// The folded form of a keyword: canonically decomposed, without its marks, lower-case. `Évènements` gives
/// `evenements`.
///
/// What is folded already, as nearly every typed keyword is, is borrowed.
pub fn fold_keyword(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        fold_letters(text)
    })
}

fn fold_letters(text: &str) -> String {
    text.nfd()
        .filter(|&character| !is_combining_mark(character))
        .flat_map(char::to_lowercase)
        .filter(|&character| !is_combining_mark(character))
        .collect()
}

/// The candidate that a misspelled word most resembles, or none when all are too different.
///
/// A single candidate that begins with the word wins; then the fewest mistakes (letters missing, added, replaced or
/// exchanged), at most one for three letters; then the order of the candidates.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if typed.chars().nth(LONGEST_COMPARED).is_some() {
        return None;
    }
    let typed = fold_keyword(typed);
    let candidates: Vec<ScoredWord<'a>> = candidates
        .into_iter()
        .map(|word| ScoredWord {
            word,
            folded: fold_keyword(word),
        })
        .collect();
    only_completion(&typed, &candidates).or_else(|| fewest_mistakes(&typed, &candidates))
}

/// A word that may have been meant.
struct ScoredWord<'a> {
    word: &'a str,
    folded: Cow<'a, str>,
}

fn only_completion<'a>(typed: &str, candidates: &[ScoredWord<'a>]) -> Option<&'a str> {
    // One letter begins too many words.
    typed.chars().nth(1)?;
    let mut completions = candidates
        .iter()
        .filter(|candidate| candidate.folded.starts_with(typed));
    match (completions.next(), completions.next()) {
        (Some(candidate), None) => Some(candidate.word),
        _ => None,
    }
}

fn fewest_mistakes<'a>(typed: &str, candidates: &[ScoredWord<'a>]) -> Option<&'a str> {
    let length = typed.chars().count();
    candidates
        .iter()
        .filter_map(|ScoredWord { word, folded }| {
            let candidate_length = folded.chars().count();
            let tolerated = (length.max(candidate_length) / 3).min(MOST_MISTAKES);
            // Every letter that one has more than the other is a mistake: most candidates need not be compared.
            if length.abs_diff(candidate_length) > tolerated {
                return None;
            }
            let mistakes = strsim::osa_distance(typed, folded.as_ref());
            (mistakes <= tolerated).then_some((*word, mistakes))
        })
        .min_by_key(|(_, mistakes)| *mistakes)
        .map(|(word, _)| word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_composition_do_not_matter() {
        for spelling in ["evenements", "Évènements", "ÉVÉNEMENTS", "E\u{301}ve\u{300}nements"] {
            assert_eq!(fold_keyword(spelling), "evenements", "{spelling}");
        }
        assert_eq!(fold_keyword("ÇA-ET-LÀ"), "ca-et-la");
    }

    #[test]
    fn a_misspelled_word_finds_its_neighbour() {
        let candidates = ["lister", "voir", "creer", "modifier", "supprimer"];
        assert_eq!(nearest("lsiter", candidates), Some("lister"));
        assert_eq!(nearest("CRÉE", candidates), Some("creer"));
        assert_eq!(nearest("suprimer", candidates), Some("supprimer"));
        assert_eq!(nearest("modif", candidates), Some("modifier"));
    }

    #[test]
    fn a_different_word_finds_nothing() {
        let candidates = ["lister", "voir", "q"];
        assert_eq!(nearest("facturer", candidates), None);
        assert_eq!(nearest("z", candidates), None);
        assert_eq!(nearest("", candidates), None);
        assert_eq!(nearest(&"lister".repeat(1000), candidates), None);
    }

    #[test]
    fn a_beginning_shared_by_several_words_is_no_completion() {
        assert_eq!(nearest("contra", ["contrats", "contraintes"]), Some("contrats"));
        assert_eq!(nearest("co", ["contrats", "connexion"]), None);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            let folded = fold_keyword(&text);
            prop_assert_eq!(fold_keyword(&folded), folded.as_ref());
        }

        #[test]
        fn ascii_is_folded_as_every_other_text(text in "[ -~]{0,20}") {
            prop_assert_eq!(fold_keyword(&text), fold_letters(&text));
        }

        #[test]
        fn a_keyword_is_nearest_to_itself(typed in "[a-z]{3,20}") {
            prop_assert_eq!(nearest(&typed.to_uppercase(), ["autre", typed.as_str()]), Some(typed.as_str()));
        }
    }
}
