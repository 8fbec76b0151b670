//! A password typed in the wrong place: what stands in a line around a secret is said to be wrong, never repeated (S7).
//!
//! `connexion sales2 demonstration-2026` has a word too many; neither the sentence nor the line shown again may hold
//! it.

use crate::error::{Fault, Problem};
use crate::models::folding::fold_keyword;
use crate::shell::grammar::characters::is_blank;
use crate::shell::grammar::declaration::{Declaration, is_object_around_secret};
use crate::shell::grammar::tokenizer::Word;

/// What a secret may be called. Also where people write it differently: whoever wants to set a password tries them all.
const NAMES_OF_SECRETS: [&str; 5] = [PASSWORD, "motdepasse", "mdp", "password", "secret"];
const PASSWORD: &str = "mot-de-passe";
/// The program's own option, which names a file.
const OPTION_OF_THE_PROGRAM: &str = "mot-de-passe-fichier";
/// What stands for a word that is not repeated.
const MUTED: &str = "***";
/// What stands for each of its characters where the line is shown again.
const MASK: char = '*';

/// Takes what was typed out of the faults of a line around a secret.
pub(super) fn mute(problems: &mut [Problem]) {
    for problem in problems {
        match &mut problem.fault {
            Fault::UnknownObject { typed, .. }
            | Fault::UnknownVerb { typed, .. }
            | Fault::UnknownOption { typed, .. }
            | Fault::ExtraArgument { typed, .. }
            | Fault::AmbiguousPrefix { typed, .. }
            | Fault::InvalidVariableName { typed }
            | Fault::InvalidValue { typed, .. } => MUTED.clone_into(typed),
            Fault::TypographicQuote { corrected } => corrected.clear(),
            Fault::MissingVerb { .. }
            | Fault::RepeatedOption { .. }
            | Fault::MissingValue { .. }
            | Fault::UnexpectedValue { .. }
            | Fault::MissingArgument { .. }
            | Fault::IncompatibleOptions { .. }
            | Fault::UnclosedQuote { .. }
            | Fault::UndefinedVariable { .. }
            | Fault::CreatesNothing { .. }
            | Fault::NotInFiles { .. }
            | Fault::InclusionCycle { .. }
            | Fault::InclusionTooDeep { .. }
            | Fault::TooManyInclusions { .. }
            | Fault::InclusionUnknown
            | Fault::InclusionUnreadable { .. }
            | Fault::PermissionDenied { .. }
            | Fault::LineTooLong { .. } => {}
        }
    }
}

/// Whether a wrong line may hold a secret, by its words.
pub(super) fn may_hold_secret(declarations: &[Declaration], words: &[Word<'_>]) -> bool {
    let is_drawn = words
        .get(1)
        .is_some_and(|verb| fold_keyword(&verb.text).ends_with(PASSWORD));
    is_drawn || begins_around_secret(declarations, words) || have_option_of_secret(words)
}

/// Whether an option is called after a secret. No command has such a one: the word after it may be the secret itself.
pub(super) fn have_option_of_secret(words: &[Word<'_>]) -> bool {
    let is_of_secret = |word: &Word<'_>| {
        let Some(option) = word.text.strip_prefix("--") else {
            return false;
        };
        let name = fold_keyword(option.split('=').next().unwrap_or(option));
        NAMES_OF_SECRETS.iter().any(|secret| name.contains(secret)) && name != OPTION_OF_THE_PROGRAM
    };
    words.iter().any(is_of_secret)
}

/// Whether a line begins with the object of a command around a secret.
pub(super) fn begins_around_secret(declarations: &[Declaration], words: &[Word<'_>]) -> bool {
    words
        .first()
        .is_some_and(|first| is_object_around_secret(declarations, &fold_keyword(&first.text)))
}

/// The same of a line whose object was abbreviated, and whose verb is unknown.
pub(super) fn have_object_around_secret(declarations: &[Declaration], problems: &[Problem]) -> bool {
    problems.iter().any(|problem| {
        matches!(problem.fault, Fault::UnknownVerb { object, .. } | Fault::MissingVerb { object, .. }
            if is_object_around_secret(declarations, object))
    })
}

/// The line with a mask over everything after its first word. The columns stay, so that carets still stand under what
/// is wrong.
pub(super) fn mask(line: &str) -> String {
    let after_blanks = line.trim_start_matches(is_blank);
    let shown = line.len() - after_blanks.len() + after_blanks.find(is_blank).unwrap_or(after_blanks.len());
    let (shown, hidden) = line.split_at(shown);
    let masked = hidden
        .chars()
        .map(|character| if is_blank(character) { character } else { MASK });
    shown.chars().chain(masked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mask_is_as_wide_as_what_it_hides() {
        assert_eq!(mask(" é àéo  x\t"), " é ***  *\t");
        assert_eq!(mask("connexion"), "connexion");
    }
}
