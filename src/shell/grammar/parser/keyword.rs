//! Keywords: compared without case and accents, abbreviated where that is accepted.
//!
//! A typed word is folded once; keywords of the table and of closed lists are lower-case ASCII already.

use super::Abbreviations;
use crate::error::Fault;
use crate::models::folding::{fold_keyword, nearest};
use crate::shell::grammar::tokenizer::Word;

/// The option that every command understands and none declares, without its dashes.
pub const HELP_OPTION: &str = "aide";
/// The command that gives the same help.
pub const HELP_COMMAND: &str = "aide";
/// What that command calls what help is asked about.
pub const HELP_SUBJECT: &str = "commande";

/// What makes the contrary of a word that it begins.
const NEGATIONS: [&str; 4] = ["non", "sans", "im", "in"];

/// What a typed word designates in a list of keywords.
#[derive(Debug, PartialEq, Eq)]
pub enum Match {
    /// This keyword, in full.
    Whole(&'static str),
    /// This keyword, by a beginning that no other has.
    Abbreviated(&'static str),
    /// These keywords all begin so.
    Ambiguous(Vec<&'static str>),
    /// None of them.
    Nothing,
}

/// Whether the word is the option that asks for help.
pub fn is_help(word: &Word<'_>) -> bool {
    let name = word.text.strip_prefix("--").filter(|_| word.is_option());
    name.is_some_and(|name| fold_keyword(name) == HELP_OPTION)
}

/// Looks a folded word up; a whole keyword wins over those it begins.
pub fn find(folded: &str, keywords: impl Iterator<Item = &'static str> + Clone, abbreviations: Abbreviations) -> Match {
    if let Some(whole) = keywords.clone().find(|keyword| *keyword == folded) {
        return Match::Whole(whole);
    }
    if abbreviations == Abbreviations::Refused || folded.is_empty() {
        return Match::Nothing;
    }
    let mut longer: Vec<&'static str> = Vec::new();
    for keyword in keywords.filter(|keyword| keyword.starts_with(folded)) {
        if !longer.contains(&keyword) {
            longer.push(keyword);
        }
    }
    match longer.as_slice() {
        [] => Match::Nothing,
        [only] => Match::Abbreviated(only),
        _ => Match::Ambiguous(longer),
    }
}

/// The keyword that a misspelled one resembles, never its contrary: `impayes` means `non-payes`, not `payes`.
pub(super) fn nearest_in_meaning(
    typed: &str,
    keywords: impl Iterator<Item = &'static str> + Clone,
) -> Option<&'static str> {
    let folded = fold_keyword(typed);
    let denied = denied(&folded);
    let negation = denied.and_then(|word| keywords.clone().find(|keyword| self::denied(keyword) == Some(word)));
    let is_contrary = |keyword: &&str| denied == Some(*keyword) || self::denied(keyword) == Some(&*folded);
    negation.or_else(|| nearest(&folded, keywords.filter(|keyword| !is_contrary(keyword))))
}

/// The word whose contrary this one is: `payes` of `non-payes` and of `impayes`.
fn denied(word: &str) -> Option<&str> {
    let word = NEGATIONS.iter().find_map(|negation| word.strip_prefix(negation))?;
    Some(word.strip_prefix('-').unwrap_or(word)).filter(|word| !word.is_empty())
}

/// The fault of an abbreviation that several keywords share; `prefix` is `--` for options.
pub(super) fn ambiguous(typed: &str, candidates: &[&'static str], prefix: &str) -> Fault {
    Fault::AmbiguousPrefix {
        typed: format!("{prefix}{typed}"),
        candidates: candidates
            .iter()
            .map(|candidate| format!("{prefix}{candidate}"))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 4] = ["creer", "creer-tout", "lister", "lier"];

    fn find_accepting(folded: &str) -> Match {
        find(folded, WORDS.into_iter(), Abbreviations::Accepted)
    }

    #[test]
    fn a_whole_keyword_wins_over_those_it_begins() {
        assert_eq!(find_accepting("creer"), Match::Whole("creer"));
        assert_eq!(find_accepting("creer-"), Match::Abbreviated("creer-tout"));
    }

    #[test]
    fn only_a_beginning_that_no_other_keyword_has_is_an_abbreviation() {
        assert_eq!(find_accepting("lis"), Match::Abbreviated("lister"));
        assert_eq!(find_accepting("li"), Match::Ambiguous(vec!["lister", "lier"]));
        assert_eq!(find_accepting("x"), Match::Nothing);
        assert_eq!(find_accepting(""), Match::Nothing);
    }

    #[test]
    fn abbreviations_are_nothing_where_refused() {
        let found = find("lis", WORDS.into_iter(), Abbreviations::Refused);
        assert_eq!(found, Match::Nothing);
    }

    #[test]
    fn no_keyword_resembles_its_contrary() {
        let nearest = |typed| nearest_in_meaning(typed, ["payes", "non-payes", "annules", "inactifs"].into_iter());
        for negation in ["impayes", "Impayés", "nonpayes", "non_payes", "non-paye"] {
            assert_eq!(nearest(negation), Some("non-payes"), "{negation}");
        }
        assert_eq!(nearest("paye"), Some("payes"));
        assert_eq!(nearest("inactif"), Some("inactifs"));
        assert_eq!(nearest("nonannules"), None);
        assert_eq!(nearest("actifs"), None);
    }

    #[test]
    fn a_keyword_listed_twice_is_not_ambiguous() {
        let found = find("li", ["lister", "lister"].into_iter(), Abbreviations::Accepted);
        assert_eq!(found, Match::Abbreviated("lister"));
    }
}
