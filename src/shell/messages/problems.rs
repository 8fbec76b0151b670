//! What is wrong with a line, in French.
//!
//! A rejected line is answered in this order: one sentence for each problem, with its code; the line once, with carets
//! under the wrong words; then what to type instead, each advice once. What a person typed is cleaned and shortened
//! before it is repeated (S20).

use std::borrow::Cow;

use super::excerpt::excerpt;
use super::file_faults::{self, described_path};
use super::prose::{self, alternatives, counted, headed, of, shortened};
use super::typography::{quoted, typeset};
use super::{invalid_values, permissions};
use crate::error::{Fault, Problem, Span};
use crate::models::invalid_value::InvalidValue;
use crate::shell::grammar::directives::{CAPTURE_SIGN, PROGRAM_NAME, is_directive};
use crate::shell::render::style::Style;

/// The heading of every problem of a line.
pub const HEADING: &str = "Commande incorrecte";
/// The width of an answer whose terminal is not known.
pub const DEFAULT_WIDTH: usize = 100;

/// A line has rarely more faults than this, unless it was never a command: the rest is counted.
pub const MOST_SENTENCES: usize = 20;
/// What a person typed is repeated in sentences up to this many columns.
const LONGEST_REPEATED: usize = 60;
/// A corrected line is worth more room: it is to be copied.
const LONGEST_CORRECTED: usize = 400;

/// The sentence of a fault: begins with a small letter, ends with a full stop, on one line.
pub fn describe_fault(fault: &Fault) -> String {
    match fault {
        Fault::UnknownObject { typed, .. } if typed.starts_with("--") => {
            repeated(typed) + " est une option, la commande s'écrit avant elle."
        }
        Fault::UnknownObject { typed, .. } => repeated(typed) + " n'est ni un objet ni une commande.",
        Fault::UnknownVerb { object, typed, .. } => {
            format!("{} n'a pas de verbe {}.", quoted(object), repeated(typed))
        }
        Fault::MissingVerb { object, verbs } => {
            format!("il manque un verbe après {} : {}.", quoted(object), alternatives(verbs))
        }
        Fault::UnknownOption { command, typed, .. } => format!(
            "{} n'a pas d'option {}.",
            quoted(command),
            quoted(format!("--{}", shortened(typed, LONGEST_REPEATED)))
        ),
        Fault::RepeatedOption { option } => format!("l'option --{option} est donnée plusieurs fois."),
        Fault::MissingValue { option } => format!("l'option --{option} n'a pas de valeur."),
        Fault::UnexpectedValue { option } => format!("l'option --{option} ne prend pas de valeur."),
        Fault::MissingArgument {
            command,
            argument,
            is_option,
        } => format!("il manque {} à {}.", named(argument, *is_option), quoted(command)),
        Fault::ExtraArgument { command, typed } => {
            format!("{} est en trop pour {}.", repeated(typed), quoted(command))
        }
        Fault::IncompatibleOptions { first, second } => {
            format!("les options --{first} et --{second} s'excluent l'une l'autre.")
        }
        Fault::UnclosedQuote { quote } => format!("le guillemet {quote} n'est jamais fermé."),
        Fault::TypographicQuote { .. } => typeset(
            "les guillemets typographiques (« », “ ”) ne groupent pas les mots, seuls les guillemets droits le font.",
        ),
        Fault::AmbiguousPrefix { typed, candidates } => {
            format!("{} peut vouloir dire {}.", repeated(typed), alternatives(candidates))
        }
        Fault::UndefinedVariable { name, .. } => format!(
            "rien ne définit ${} avant cette ligne.",
            shortened(name, LONGEST_REPEATED)
        ),
        Fault::InvalidVariableName { typed } if typed.is_empty() => {
            String::from("il n'y a pas de nom de variable à cette place.")
        }
        Fault::InvalidVariableName { typed } => repeated(typed) + " ne peut être le nom d'une variable.",
        Fault::CreatesNothing { command } => {
            quoted(command) + " ne crée rien dont une variable pourrait recevoir le numéro."
        }
        Fault::NotInFiles { command } => quoted(command) + " n'a pas sa place dans un fichier de commandes.",
        Fault::InclusionCycle { path } => format!("{} s'inclut lui-même.", described_path(path)),
        Fault::InclusionTooDeep { maximum } => {
            format!("des fichiers s'incluent sur plus de {maximum} niveaux.")
        }
        Fault::TooManyInclusions { maximum } => {
            format!("le fichier et ceux qu'il inclut sont plus de {maximum}.")
        }
        Fault::InclusionUnknown => String::from(
            "le nom du fichier à inclure dépend de ce qu'une commande crée ; il doit être connu avant l'exécution.",
        ),
        Fault::InclusionUnreadable { path, why } => {
            let refused = format!("{} ne peut être inclus", described_path(path));
            file_faults::sentence(&refused, Some(path), *why)
        }
        Fault::PermissionDenied { permission } => {
            format!("le rôle ne permet pas {}.", of(permissions::label(*permission)))
        }
        Fault::LineTooLong { maximum } => format!("la ligne dépasse {} Kio.", maximum / 1024),
        Fault::InvalidValue {
            argument,
            is_option,
            typed,
            why,
        } => format!(
            "{} {} : {}.",
            label(argument, *is_option),
            repeated(typed),
            invalid_values::describe(why)
        ),
    }
}

/// What to type instead, without `Conseil :` and on one line; nothing when the sentence says it already.
pub fn advice(fault: &Fault) -> Option<String> {
    match fault {
        Fault::UnknownObject { typed, suggestion } => Some(suggestion.as_deref().map_or_else(
            || {
                if is_directive(typed) {
                    return format!("seulement dans un fichier de commandes ; {}", help_of(typed));
                }
                String::from("aide")
            },
            did_you_mean,
        )),
        Fault::UnknownVerb { object, suggestion, .. } => Some(suggestion.as_deref().map_or_else(
            || format!("aide {object}"),
            |verb| did_you_mean(&format!("{object} {verb}")),
        )),
        Fault::MissingVerb { object, .. } => Some(format!("aide {object}")),
        Fault::UnknownOption {
            command, suggestion, ..
        } => Some(
            suggestion
                .as_deref()
                .map_or_else(|| help_of(command), |option| did_you_mean(&format!("--{option}"))),
        ),
        Fault::UndefinedVariable { name, suggestion } => Some(suggestion.as_deref().map_or_else(
            || {
                let name = shortened(name, LONGEST_REPEATED);
                format!("definir {name} VALEUR avant cette ligne, ou --definir {name}=VALEUR")
            },
            |name| did_you_mean(&format!("${name}")),
        )),
        Fault::InvalidVariableName { .. } => Some(String::from(
            "un nom a des lettres sans accent, des chiffres et _, et commence par une lettre ; il s'écrit sans $ ni \
             guillemets",
        )),
        Fault::InclusionUnreadable { why, .. } => file_faults::advice(*why).map(str::to_owned),
        Fault::ExtraArgument { typed, .. } if typed.starts_with(CAPTURE_SIGN) => Some(format!(
            "à la fin d'une ligne d'un fichier de commandes : {CAPTURE_SIGN} NOM"
        )),
        Fault::MissingArgument { command, .. } | Fault::ExtraArgument { command, .. } => Some(help_of(command)),
        Fault::MissingValue { option } => Some(format!(
            "--{option} VALEUR, ou --{option}=\"--VALEUR\" si elle commence par deux tirets"
        )),
        Fault::UnclosedQuote { quote } => Some(unclosed_quote(*quote)),
        Fault::TypographicQuote { corrected } if corrected.is_empty() => None,
        Fault::TypographicQuote { corrected } => Some(shortened(corrected, LONGEST_CORRECTED)),
        Fault::RepeatedOption { .. }
        | Fault::UnexpectedValue { .. }
        | Fault::IncompatibleOptions { .. }
        | Fault::AmbiguousPrefix { .. }
        | Fault::CreatesNothing { .. }
        | Fault::NotInFiles { .. }
        | Fault::InclusionCycle { .. }
        | Fault::InclusionTooDeep { .. }
        | Fault::TooManyInclusions { .. }
        | Fault::InclusionUnknown
        | Fault::PermissionDenied { .. }
        | Fault::LineTooLong { .. }
        | Fault::InvalidValue { .. } => None,
    }
}

/// What was probably meant, as it is typed: a word of the grammar, or the whole line where its quotes are wrong.
pub fn suggestion(fault: &Fault) -> Option<Cow<'_, str>> {
    match fault {
        Fault::UnknownObject { suggestion, .. } | Fault::UnknownVerb { suggestion, .. } => {
            suggestion.as_deref().map(Cow::Borrowed)
        }
        Fault::UnknownOption { suggestion, .. } => {
            suggestion.as_deref().map(|option| Cow::Owned(format!("--{option}")))
        }
        Fault::UndefinedVariable { suggestion, .. } => suggestion.as_deref().map(|name| Cow::Owned(format!("${name}"))),
        Fault::InvalidValue {
            why: InvalidValue::Choice { suggestion, .. },
            ..
        } => suggestion.map(Cow::Borrowed),
        Fault::TypographicQuote { corrected } => Some(corrected.as_str())
            .filter(|corrected| !corrected.is_empty())
            .map(Cow::Borrowed),
        Fault::MissingVerb { .. }
        | Fault::RepeatedOption { .. }
        | Fault::MissingValue { .. }
        | Fault::UnexpectedValue { .. }
        | Fault::MissingArgument { .. }
        | Fault::ExtraArgument { .. }
        | Fault::IncompatibleOptions { .. }
        | Fault::UnclosedQuote { .. }
        | Fault::AmbiguousPrefix { .. }
        | Fault::InvalidVariableName { .. }
        | Fault::CreatesNothing { .. }
        | Fault::NotInFiles { .. }
        | Fault::InclusionCycle { .. }
        | Fault::InclusionTooDeep { .. }
        | Fault::TooManyInclusions { .. }
        | Fault::InclusionUnknown
        | Fault::InclusionUnreadable { .. }
        | Fault::PermissionDenied { .. }
        | Fault::LineTooLong { .. }
        | Fault::InvalidValue { .. } => None,
    }
}

/// The whole answer to a rejected line, without a last line feed, for an output whose width is not known.
pub fn render_rejection(line: &str, problems: &[Problem]) -> String {
    render_rejection_within(line, problems, Style::new(false), DEFAULT_WIDTH)
}

/// The same with headings in colour and the line shown in at most `width` columns; sentences are left to the terminal.
pub fn render_rejection_within(line: &str, problems: &[Problem], style: Style, width: usize) -> String {
    let told = problems.get(..MOST_SENTENCES).unwrap_or(problems);
    let mut answer: Vec<String> = told
        .iter()
        .map(|problem| {
            let fault = &problem.fault;
            headed(HEADING, fault.code(), &describe_fault(fault), style)
        })
        .collect();
    let untold = problems.len() - told.len();
    if untold > 0 {
        answer.push(format!(
            "… et {} dans cette ligne.",
            counted(untold, "autre erreur", "autres erreurs")
        ));
    }
    let spans: Vec<Span> = told.iter().filter_map(|problem| problem.span).collect();
    answer.extend(excerpt(line, &spans, width));
    let mut advices: Vec<String> = Vec::new();
    for advice in told.iter().filter_map(|problem| advice(&problem.fault)) {
        if !advices.contains(&advice) {
            advices.push(advice);
        }
    }
    answer.extend(advices.iter().map(|advice| prose::advice(advice, style)));
    answer.join("\n")
}

/// Where a command is explained; the program itself is no command of the shell, and directives belong to `executer`.
fn help_of(command: &str) -> String {
    if command == PROGRAM_NAME {
        return format!("{PROGRAM_NAME} --aide");
    }
    if is_directive(command) {
        return String::from("aide executer");
    }
    format!("aide {command}")
}

fn did_you_mean(suggestion: &str) -> String {
    format!("vouliez-vous dire {} ?", repeated(suggestion))
}

fn unclosed_quote(quote: char) -> String {
    match quote {
        '\'' => String::from("une apostrophe se met entre guillemets droits : \"l'été\""),
        _ => String::from("un guillemet dans un texte s'écrit \\\" entre guillemets droits"),
    }
}

/// What a person typed, between guillemets.
fn repeated(typed: &str) -> String {
    quoted(shortened(typed, LONGEST_REPEATED))
}

/// `l'option --nom`, `l'argument « client »`.
fn named(argument: &str, is_option: bool) -> String {
    if is_option {
        format!("l'option --{argument}")
    } else {
        format!("l'argument {}", quoted(argument))
    }
}

fn label(argument: &str, is_option: bool) -> String {
    if is_option {
        format!("--{argument}")
    } else {
        argument.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::error::{Code, Error, FileFault};
    use crate::shell::grammar::parser::{Abbreviations, parse};
    use crate::shell::grammar::test_table::{TABLE, reading};

    fn answer(line: &str) -> String {
        match parse(line, TABLE, &reading(), Abbreviations::Refused).rejection(line, TABLE) {
            Some(Error::Rejected { line, problems }) => render_rejection(&line, &problems),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn an_unknown_verb_is_shown_explained_and_suggested() {
        assert_eq!(
            answer("evenements asigner 4 support1"),
            typeset(
                "Commande incorrecte [VERBE_INCONNU] : « evenements » n'a pas de verbe « asigner ».\n  \
                 evenements asigner 4 support1\n             ^^^^^^^\n\
                 Conseil : vouliez-vous dire « evenements assigner » ?"
            )
        );
    }

    #[test]
    fn five_wrong_values_are_five_sentences_in_one_answer() {
        let text = answer("clients creer --prenom= --nom \"\" --recherche= --accepter-doublon=oui --prenm 3 zut");
        let codes = text.lines().filter(|line| line.starts_with(HEADING)).count();
        assert_eq!(codes, 6, "{text}");
        assert_eq!(
            text.lines().filter(|line| line.contains("--prenom= --nom")).count(),
            1,
            "{text}"
        );
    }

    #[test]
    fn a_line_of_nothing_but_faults_is_not_answered_by_a_thousand_sentences() {
        let text = answer(&format!("clients lister {}", "mot ".repeat(1000)));
        assert_eq!(text.matches("ARGUMENT_EN_TROP").count(), MOST_SENTENCES);
        assert!(text.contains("\n… et 980 autres erreurs dans cette ligne.\n"), "{text}");
    }

    #[test]
    fn what_is_missing_has_no_caret() {
        assert_eq!(
            answer("clients creer"),
            typeset(
                "Commande incorrecte [ARGUMENT_MANQUANT] : il manque l'option --prenom à « clients creer ».\n\
                 Commande incorrecte [ARGUMENT_MANQUANT] : il manque l'option --nom à « clients creer ».\n\
                 Conseil : aide clients creer"
            )
        );
    }

    #[test]
    fn typographic_quotes_show_the_line_to_copy() {
        let text = answer("clients lister --recherche « La Ciotat »");
        assert!(
            text.ends_with("\nConseil : clients lister --recherche \"La Ciotat\""),
            "{text}"
        );
    }

    #[test]
    fn s20_what_was_typed_never_reaches_a_terminal_raw() {
        for line in [
            "\u{1b}[31mzut\u{7}",
            "clients \u{202e}zut",
            "clients voir «\u{1b}»",
            "clients lister --\u{9b}x",
        ] {
            let text = answer(line);
            assert!(
                !text
                    .chars()
                    .any(|character| character != '\n' && character.is_control()),
                "{text:?}"
            );
            assert!(!text.contains('\u{202e}'), "{text:?}");
        }
    }

    #[test]
    fn a_very_long_word_is_not_repeated_whole() {
        let text = answer(&"x".repeat(60_000));
        assert!(text.len() < 1000, "{}", text.len());
    }

    #[test]
    fn every_sentence_begins_small_ends_with_a_full_stop_and_stays_on_one_line() {
        let typed = || String::from("zut\n");
        let faults = [
            Fault::UnknownObject {
                typed: typed(),
                suggestion: None,
            },
            Fault::UnknownObject {
                typed: String::from("--format"),
                suggestion: None,
            },
            Fault::UnknownVerb {
                object: "clients",
                typed: typed(),
                suggestion: None,
            },
            Fault::MissingVerb {
                object: "clients",
                verbs: vec!["lister", "voir"],
            },
            Fault::UnknownOption {
                command: "clients voir",
                typed: typed(),
                suggestion: None,
            },
            Fault::RepeatedOption { option: "nom" },
            Fault::MissingValue { option: "nom" },
            Fault::UnexpectedValue { option: "miens" },
            Fault::MissingArgument {
                command: "clients voir",
                argument: "client",
                is_option: false,
            },
            Fault::ExtraArgument {
                command: "clients voir",
                typed: typed(),
            },
            Fault::IncompatibleOptions {
                first: "signes",
                second: "non-signes",
            },
            Fault::UnclosedQuote { quote: '"' },
            Fault::TypographicQuote { corrected: typed() },
            Fault::AmbiguousPrefix {
                typed: typed(),
                candidates: vec![String::from("lister"), String::from("lier")],
            },
            Fault::UndefinedVariable {
                name: typed(),
                suggestion: None,
            },
            Fault::InvalidVariableName { typed: typed() },
            Fault::CreatesNothing {
                command: "clients voir",
            },
            Fault::NotInFiles { command: "connexion" },
            Fault::InclusionCycle {
                path: PathBuf::from(typed()),
            },
            Fault::InclusionTooDeep { maximum: 8 },
            Fault::TooManyInclusions { maximum: 1_000 },
            Fault::InclusionUnknown,
            Fault::InclusionUnreadable {
                path: PathBuf::from(typed()),
                why: FileFault::Missing,
            },
            Fault::LineTooLong { maximum: 65_536 },
            Fault::InvalidValue {
                argument: "nom",
                is_option: true,
                typed: typed(),
                why: InvalidValue::Empty,
            },
        ];
        for fault in faults {
            let sentence = describe_fault(&fault);
            assert!(
                sentence.starts_with(|first: char| first.is_lowercase() || "«-".contains(first)),
                "{sentence}"
            );
            assert!(sentence.ends_with('.') && !sentence.ends_with(".."), "{sentence}");
            assert!(!sentence.contains('\n'), "{sentence}");
            assert_eq!(sentence, typeset(&sentence), "a guillemet without its no-break space");
            assert!(advice(&fault).is_none_or(|advice| !advice.is_empty() && !advice.contains('\n')));
            assert_eq!(fault.code().kind(), Code::UnknownVerb.kind());
        }
    }
}
