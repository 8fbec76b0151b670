//! A password typed in the wrong place: what stands in a line around a secret is said to be wrong, never repeated (S7).
//!
//! `connexion sales2 demonstration-2026` has a word too many; neither the sentence nor the line shown again may hold it.

use crate::error::{Fault, Problem};
use crate::shell::command::Entry;

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
            | Fault::InclusionUnreadable { .. }
            | Fault::PermissionDenied { .. }
            | Fault::LineTooLong { .. } => {}
        }
    }
}

/// The same for a line that names no command, where its object has one around a secret.
pub(super) fn mute_after_object(problems: &mut [Problem], table: &[Entry]) {
    let is_around_secret = problems.iter().any(|problem| match problem.fault {
        Fault::UnknownVerb { object, .. } => table
            .iter()
            .any(|entry| entry.object() == object && entry.is_around_secret()),
        _ => false,
    });
    if is_around_secret {
        mute(problems);
    }
}

/// Whether the words typed were taken out of these faults.
pub(super) fn are_muted(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| match &problem.fault {
        Fault::UnknownVerb { typed, .. } => typed == MUTED,
        _ => false,
    })
}

/// The line with a mask over the words that are wrong, as wide as they are, so that carets still stand under them.
pub(super) fn mask(line: &str, problems: &[Problem]) -> String {
    let spans = || problems.iter().filter_map(|problem| problem.span);
    line.chars()
        .enumerate()
        .map(|(column, character)| {
            let is_wrong = spans().any(|span| (span.start..span.end).contains(&column));
            if is_wrong { MASK } else { character }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, Span};
    use crate::shell::messages::problems::render_rejection;
    use crate::shell::parser::{Abbreviations, parse};
    use crate::shell::table::COMMANDS;
    use crate::shell::test_table::reading;

    #[test]
    fn s7_a_password_typed_after_the_name_is_not_repeated() {
        for line in [
            "connexion sales2 canari",
            "connexion sales2 --mot-de-passe=canari",
            "connexion sales2 --canari",
            "connexion sales2 «canari»",
            "connexion sales2 zut canari",
            "mot-de-passe canari",
            "mot-de-passe changer canari",
            "mot-de-passe changer --nouveau canari",
            "mot-de-passe «canari»",
            "mot-de-passe canari --aide",
        ] {
            let parsed = parse(line, COMMANDS, &reading(), Abbreviations::Accepted);
            let Some(Error::Rejected { line, problems }) = parsed.rejection(line) else {
                panic!("{line} is right");
            };
            let answer = render_rejection(&line, &problems);
            let is_shown_by_its_own_option = line.contains("--nouveau");
            assert!(
                !answer.contains("canari") || is_shown_by_its_own_option,
                "{answer}"
            );
        }
    }

    #[test]
    fn the_mask_is_as_wide_as_what_it_hides() {
        let problem = Problem::at(Span { start: 2, end: 5 }, Fault::UnclosedQuote { quote: '"' });
        assert_eq!(mask("é àéo x", &[problem]), "é *** x");
    }
}
