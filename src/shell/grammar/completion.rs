//! What can be typed at a place of a line: the keywords that the grammar accepts there.
//!
//! The words before the cursor are read as the parser reads them, abbreviations included; then the word under the
//! cursor is compared with what may stand there: objects, verbs, options not yet given, words of closed lists. A
//! candidate always makes a line that parses further. Nothing is proposed inside quotes and comments, nor after a
//! faulty word that leaves the place unknown. Names and numbers of records come from elsewhere: nothing here waits for
//! anything.

use super::argument::{Completion, Form, Specification};
use super::declaration::Declaration;
use super::parser::{Abbreviations, HELP_OPTION, Match, Recognised, Resolution, find, is_help, objects, resolve};
use super::tokenizer::{Word, tokenize};
use crate::error::Code;
use crate::models::folding::fold_keyword;

const HELP_DESCRIPTION: &str = "Affiche l'aide de la commande.";

/// What can replace the word under the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completions {
    /// The byte of the line where the replaced text starts; it ends at the cursor.
    pub start: usize,
    /// The possible texts, in the order of the table.
    pub candidates: Vec<Candidate>,
    /// What is typed so far of the path of a file, where one may stand: who reads the disk can propose more.
    pub path: Option<String>,
}

/// One possible text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What stands in the line once chosen.
    pub text: String,
    /// What it is, in French; may be empty.
    pub description: String,
}

impl Completions {
    fn of(start: usize, candidates: Vec<Candidate>) -> Self {
        Self {
            start,
            candidates,
            path: None,
        }
    }

    /// The same where this argument may stand.
    fn or_path(self, specification: &Specification, typed: &str) -> Self {
        Self {
            path: specification.completion.is_of_files().then(|| typed.to_owned()),
            ..self
        }
    }
}

/// What the words before the cursor leave open.
struct CompletionPlace<'line> {
    specifications: &'static [Specification],
    /// The options and switches already given.
    given: Vec<&'static str>,
    /// The option whose value comes next.
    awaiting: Option<&'static Specification>,
    options_ended: bool,
    positionals: Vec<&'line Word<'line>>,
}

/// Proposes keywords for the word that ends at the cursor, a byte offset in the line.
///
/// Only commands for which `visible` holds are proposed.
pub fn complete(
    line: &str,
    cursor: usize,
    declarations: &'static [Declaration],
    visible: impl Fn(&Declaration) -> bool,
) -> Completions {
    let before = line.get(..line.floor_char_boundary(cursor)).unwrap_or_default();
    let tokens = tokenize(before);
    if tokens.comment.is_some() || !tokens.problems.is_empty() {
        return Completions::default();
    }
    let length = before.chars().count();
    let (done, current) = match tokens.words.split_last() {
        Some((current, done)) if current.span.end == length => (done, Some(current)),
        _ => (tokens.words.as_slice(), None),
    };
    if current.is_some_and(|word| word.bare_bytes.is_some()) {
        return Completions::default();
    }
    let typed = current.map_or("", |word| word.text.as_ref());
    let start = before.len() - typed.len();
    let catalogue = Catalogue {
        declarations,
        visible: &visible,
    };
    catalogue.propose(done, typed, start)
}

/// The commands that may be proposed.
struct Catalogue<'visible> {
    declarations: &'static [Declaration],
    visible: &'visible dyn Fn(&Declaration) -> bool,
}

impl Catalogue<'_> {
    fn propose(&self, done: &[Word<'_>], typed: &str, start: usize) -> Completions {
        let named: Vec<&Word<'_>> = done.iter().filter(|word| !is_help(word)).collect();
        let Some(first) = named.first() else {
            return Completions::of(start, self.objects(typed));
        };
        let second = named.get(1).copied();
        match resolve(first, second, self.declarations, Abbreviations::Accepted) {
            Resolution::Object(object) if second.is_none() => Completions::of(start, self.verbs(object, typed)),
            Resolution::Command(recognised) if (self.visible)(recognised.declaration) => {
                self.arguments(recognised, done, typed, start)
            }
            Resolution::Object(_) | Resolution::Command(_) | Resolution::Refused(_) => Completions::default(),
        }
    }

    fn arguments(&self, recognised: Recognised, done: &[Word<'_>], typed: &str, start: usize) -> Completions {
        let Some(place) = place_after(recognised, done) else {
            return Completions::default();
        };
        if let Some(specification) = place.awaiting {
            return Completions::of(start, choices(specification, typed)).or_path(specification, typed);
        }
        let is_dashed = typed.starts_with('-') && !place.options_ended;
        if let Some((name, value)) = typed.split_once('=').filter(|_| is_dashed) {
            return attached_value(&place, start, name, value);
        }
        let mut candidates = if is_dashed {
            Vec::new()
        } else {
            self.positional(&place, typed)
        };
        let shows_options = is_dashed || (typed.is_empty() && !place.options_ended);
        if shows_options && let Some(typed) = option_beginning(typed) {
            candidates.extend(options(&place, typed));
        }
        let completions = Completions::of(start, candidates);
        match next_positional(&place).filter(|_| !is_dashed) {
            Some(specification) => completions.or_path(specification, typed),
            None => completions,
        }
    }

    fn objects(&self, typed: &str) -> Vec<Candidate> {
        let named = objects(self.declarations).into_iter();
        named
            .filter(|object| begins(object, typed))
            .filter_map(|object| {
                Some(Candidate {
                    text: object.to_owned(),
                    description: self.describe_object(object)?,
                })
            })
            .collect()
    }

    /// The summary of a one-word command, or the verbs of an object; nothing when none is visible.
    fn describe_object(&self, object: &str) -> Option<String> {
        let visible: Vec<&Declaration> = self
            .declarations
            .iter()
            .filter(|declaration| declaration.object() == object && (self.visible)(declaration))
            .collect();
        if let Some(declaration) = visible.iter().find(|declaration| declaration.verb().is_none()) {
            return Some(declaration.definition.summary.to_owned());
        }
        let verbs: Vec<&str> = visible.iter().filter_map(|declaration| declaration.verb()).collect();
        (!verbs.is_empty()).then(|| verbs.join(", "))
    }

    fn verbs(&self, object: &str, typed: &str) -> Vec<Candidate> {
        self.declarations
            .iter()
            .filter(|declaration| declaration.object() == object && (self.visible)(declaration))
            .filter_map(|declaration| {
                let verb = declaration.verb().filter(|verb| begins(verb, typed))?;
                Some(Candidate {
                    text: verb.to_owned(),
                    description: declaration.definition.summary.to_owned(),
                })
            })
            .collect()
    }

    fn positional(&self, place: &CompletionPlace<'_>, typed: &str) -> Vec<Candidate> {
        let Some(specification) = next_positional(place) else {
            return Vec::new();
        };
        match specification.completion {
            Completion::CommandWords => self.command_words(place, typed),
            Completion::ErrorCodes => Code::ALL
                .iter()
                .map(|code| code.word())
                .filter(|word| begins(word, typed))
                .map(undescribed)
                .collect(),
            Completion::None | Completion::Path | Completion::PathOrStandardInput => choices(specification, typed),
        }
    }

    fn command_words(&self, place: &CompletionPlace<'_>, typed: &str) -> Vec<Candidate> {
        match place.positionals.as_slice() {
            [] => self.objects(typed),
            [object] => self.verbs(&fold_keyword(&object.text), typed),
            _ => Vec::new(),
        }
    }
}

/// Reads the finished words after the command's name; nothing when an unknown option leaves the place unknown.
fn place_after<'line>(recognised: Recognised, done: &'line [Word<'line>]) -> Option<CompletionPlace<'line>> {
    let mut place = CompletionPlace {
        specifications: recognised.declaration.definition.arguments,
        given: Vec::new(),
        awaiting: None,
        options_ended: false,
        positionals: Vec::new(),
    };
    let arguments = done.iter().filter(|word| !is_help(word)).skip(recognised.words);
    for word in arguments {
        if place.awaiting.take().is_some() && !word.is_option() {
            continue;
        }
        if place.options_ended || !word.is_option() {
            place.positionals.push(word);
            continue;
        }
        let Some(parts) = word.option_parts() else {
            place.options_ended = true;
            continue;
        };
        let specification = declared(place.specifications, parts.name)?;
        place.given.push(specification.name);
        let awaits_value = specification.form == Form::Option && parts.value.is_none();
        place.awaiting = awaits_value.then_some(specification);
    }
    Some(place)
}

/// Completes `--name=value`; `start` is where the dashes stand.
fn attached_value(place: &CompletionPlace<'_>, start: usize, dashed_name: &str, value: &str) -> Completions {
    let start = start + dashed_name.len() + 1;
    let named = option_beginning(dashed_name).and_then(|name| declared(place.specifications, name));
    match named.filter(|specification| !place.given.contains(&specification.name)) {
        Some(specification) => Completions::of(start, choices(specification, value)).or_path(specification, value),
        None => Completions::of(start, Vec::new()),
    }
}

fn options(place: &CompletionPlace<'_>, typed: &str) -> Vec<Candidate> {
    let declared = dashed(place.specifications)
        .filter(|specification| !place.given.contains(&specification.name))
        .filter(|specification| {
            let mut given = place
                .specifications
                .iter()
                .filter(|other| place.given.contains(&other.name));
            !given.any(|given| given.is_contrary_to(specification))
        })
        .map(|specification| (specification.name, specification.help));
    declared
        .chain([(HELP_OPTION, HELP_DESCRIPTION)])
        .filter(|(name, _)| begins(name, typed))
        .map(|(name, help)| Candidate {
            text: format!("--{name}"),
            description: help.to_owned(),
        })
        .collect()
}

fn choices(specification: &Specification, typed: &str) -> Vec<Candidate> {
    let choices = specification.choices.iter().copied();
    choices
        .filter(|choice| begins(choice, typed))
        .map(undescribed)
        .collect()
}

/// The declaration of an option that is typed in full or abbreviated.
fn declared(specifications: &'static [Specification], typed: &str) -> Option<&'static Specification> {
    let names = dashed(specifications).map(|specification| specification.name);
    match find(&fold_keyword(typed), names, Abbreviations::Accepted) {
        Match::Whole(name) | Match::Abbreviated(name) => {
            dashed(specifications).find(|specification| specification.name == name)
        }
        Match::Ambiguous(_) | Match::Nothing => None,
    }
}

fn dashed(specifications: &'static [Specification]) -> impl Iterator<Item = &'static Specification> + Clone {
    specifications.iter().filter(|specification| specification.is_named())
}

fn next_positional(place: &CompletionPlace<'_>) -> Option<&'static Specification> {
    let mut placed = place
        .specifications
        .iter()
        .filter(|specification| specification.is_placed());
    let last = placed.clone().next_back();
    let next = placed.nth(place.positionals.len());
    next.or(last.filter(|specification| specification.form == Form::Rest))
}

/// The name typed so far after the dashes, the second of which may still be missing.
fn option_beginning(typed: &str) -> Option<&str> {
    if matches!(typed, "" | "-") {
        return Some("");
    }
    typed.strip_prefix("--")
}

fn begins(keyword: &str, typed: &str) -> bool {
    fold_keyword(keyword).starts_with(fold_keyword(typed).as_ref())
}

fn undescribed(word: &str) -> Candidate {
    Candidate {
        text: word.to_owned(),
        description: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::grammar::test_table::TABLE;

    fn proposed(line: &str) -> Vec<String> {
        let completions = complete(line, line.len(), TABLE, |_| true);
        completions
            .candidates
            .into_iter()
            .map(|candidate| candidate.text)
            .collect()
    }

    #[test]
    fn the_first_word_is_an_object_or_a_one_word_command() {
        assert_eq!(
            proposed(""),
            [
                "quitter",
                "aide",
                "expliquer",
                "clients",
                "contrats",
                "evenements",
                "base"
            ]
        );
        assert_eq!(proposed("C"), ["clients", "contrats"]);
        assert_eq!(proposed("  Évé"), ["evenements"]);
        assert!(proposed("zz").is_empty());
    }

    #[test]
    fn after_an_object_even_abbreviated_come_its_verbs() {
        assert_eq!(proposed("clients "), ["lister", "voir", "creer"]);
        assert_eq!(proposed("cl CRÉ"), ["creer"]);
        assert!(proposed("inconnu ").is_empty());
        assert!(proposed("c ").is_empty());
    }

    #[test]
    fn options_already_given_are_not_proposed_again() {
        assert_eq!(
            proposed("clients lister --miens "),
            ["--format", "--recherche", "--aide"]
        );
        assert_eq!(
            proposed("clients lister --form json --"),
            ["--recherche", "--miens", "--aide"]
        );
        assert_eq!(proposed("clients lister --R"), ["--recherche"]);
        assert!(proposed("clients lister -- --").is_empty());
    }

    #[test]
    fn the_contrary_of_an_option_already_given_is_not_proposed() {
        assert_eq!(proposed("contrats lister --signes --"), ["--format", "--aide"]);
        assert_eq!(
            proposed("contrats lister --format json --"),
            ["--signes", "--non-signes", "--aide"]
        );
    }

    #[test]
    fn an_option_with_a_closed_list_is_followed_by_its_words() {
        assert_eq!(
            proposed("clients lister --format "),
            ["tableau", "fiche", "csv", "json", "jsonl"]
        );
        assert_eq!(proposed("clients lister --format J"), ["json", "jsonl"]);
        let attached = complete("clients lister --format=cs", 26, TABLE, |_| true);
        assert_eq!((attached.start, attached.candidates.len()), (24, 1));
        assert!(proposed("clients lister --recherche ").is_empty());
        assert!(proposed("clients lister --format --").is_empty());
    }

    #[test]
    fn help_is_completed_with_the_words_of_commands_and_errors_with_codes() {
        assert_eq!(proposed("aide cli"), ["clients"]);
        assert_eq!(proposed("? clients v"), ["voir"]);
        assert_eq!(proposed("expliquer verbe_i"), ["VERBE_INCONNU"]);
    }

    #[test]
    fn nothing_is_proposed_in_quotes_and_comments() {
        for line in [
            r#"clients "l"#,
            "clients 'l",
            "clients # l",
            r#""clients""#,
            "clients lister --zut ",
        ] {
            assert!(proposed(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn invisible_commands_are_not_proposed() {
        let visible = |declaration: &Declaration| {
            declaration.definition.words != "clients creer" && declaration.object() != "base"
        };
        let texts = |line: &str| complete(line, line.len(), TABLE, visible).candidates;
        assert!(!texts("clients ").iter().any(|candidate| candidate.text == "creer"));
        assert!(texts("ba").is_empty());
        assert!(texts("clients creer --").is_empty());
    }

    #[test]
    fn the_cursor_may_stand_inside_the_line_or_beyond() {
        let completions = complete("clients lister", 9, TABLE, |_| true);
        assert_eq!(completions.start, 8);
        assert_eq!(completions.candidates.len(), 1);
        assert!(complete("évé", 1, TABLE, |_| true).start == 0);
        assert_eq!(complete("évé", 1000, TABLE, |_| true).candidates.len(), 1);
    }
}
