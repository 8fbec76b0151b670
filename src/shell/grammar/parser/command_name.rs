//! Which command the first words of a line name.
//!
//! The first word is an object, a one-word command or one of its aliases; after an object, the second is its verb.
//! Where an object is a one-word command too, the longer name wins. Nothing is guessed: what resembles is suggested.

use super::Abbreviations;
use super::keyword::{Match, ambiguous, find};
use crate::error::{Fault, Problem};
use crate::models::folding::{fold_keyword, nearest};
use crate::shell::grammar::declaration::Declaration;
use crate::shell::grammar::tokenizer::Word;

/// What the first words name.
#[derive(Debug)]
pub enum Resolution {
    /// A command.
    Command(Recognised),
    /// An object without verb.
    Object(&'static str),
    /// Nothing.
    Refused(Box<Problem>),
}

/// A command named by the first words of a line.
#[derive(Debug, Clone, Copy)]
pub struct Recognised {
    /// What is known of it.
    pub declaration: &'static Declaration,
    /// How many words name it: one or two.
    pub words: usize,
    /// Whether one of them is abbreviated.
    pub is_abbreviated: bool,
}

impl Recognised {
    /// The whole name, where it was abbreviated.
    pub fn expansion(&self) -> Option<String> {
        self.is_abbreviated
            .then(|| self.declaration.definition.words.to_owned())
    }
}

/// Finds the command that the first two words of a line name.
pub fn resolve(
    first: &Word<'_>,
    second: Option<&Word<'_>>,
    declarations: &'static [Declaration],
    abbreviations: Abbreviations,
) -> Resolution {
    if first.is_option() {
        return unknown_object(first, None);
    }
    let folded = fold_keyword(&first.text);
    if let Some(declaration) = second.and_then(|second| whole_name(&folded, second, declarations)) {
        return Resolution::Command(Recognised {
            declaration,
            words: 2,
            is_abbreviated: false,
        });
    }
    if let Some(declaration) = declarations
        .iter()
        .find(|declaration| declaration.aliases.contains(&folded.as_ref()))
    {
        return Resolution::Command(Recognised {
            declaration,
            words: 1,
            is_abbreviated: false,
        });
    }
    let (object, is_abbreviated) = match find(&folded, declarations.iter().map(Declaration::object), abbreviations) {
        Match::Whole(object) => (object, false),
        Match::Abbreviated(object) => (object, true),
        Match::Ambiguous(candidates) => return refused(first, ambiguous(&first.text, &candidates, "")),
        Match::Nothing => return unknown_object(first, suggest(&folded, second, declarations)),
    };
    let with_verb = match second {
        Some(word) if !word.is_option() && !word.is_unclosed => {
            resolve_verb(object, is_abbreviated, word, declarations, abbreviations)
        }
        _ => Resolution::Object(object),
    };
    if matches!(with_verb, Resolution::Command(_)) {
        return with_verb;
    }
    match declarations
        .iter()
        .find(|declaration| declaration.definition.words == object)
    {
        Some(declaration) => Resolution::Command(Recognised {
            declaration,
            words: 1,
            is_abbreviated,
        }),
        None => with_verb,
    }
}

/// The verbs of an object, in the order of the table.
pub fn verbs(declarations: &'static [Declaration], object: &str) -> Vec<&'static str> {
    verbs_of(declarations, object).map(|(verb, _)| verb).collect()
}

/// The objects and one-word commands, each once, in the order of the table.
pub fn objects(declarations: &'static [Declaration]) -> Vec<&'static str> {
    let mut objects: Vec<&'static str> = Vec::new();
    for declaration in declarations {
        if !objects.contains(&declaration.object()) {
            objects.push(declaration.object());
        }
    }
    objects
}

/// The command whose two words are these, in full: nearly every line, found in one pass.
fn whole_name(object: &str, second: &Word<'_>, declarations: &'static [Declaration]) -> Option<&'static Declaration> {
    if second.is_option() || second.is_unclosed {
        return None;
    }
    let verb = fold_keyword(&second.text);
    declarations
        .iter()
        .find(|declaration| declaration.verb() == Some(&verb) && declaration.object() == object)
}

fn resolve_verb(
    object: &'static str,
    is_object_abbreviated: bool,
    word: &Word<'_>,
    declarations: &'static [Declaration],
    abbreviations: Abbreviations,
) -> Resolution {
    let folded = fold_keyword(&word.text);
    let verbs = verbs_of(declarations, object);
    let (verb, is_abbreviated) = match find(&folded, verbs.clone().map(|(verb, _)| verb), abbreviations) {
        Match::Whole(verb) => (verb, is_object_abbreviated),
        Match::Abbreviated(verb) => (verb, true),
        Match::Ambiguous(candidates) => return refused(word, ambiguous(&word.text, &candidates, "")),
        Match::Nothing => {
            let suggestion = nearest(&word.text, verbs.map(|(verb, _)| verb)).map(str::to_owned);
            let typed = word.text.clone().into_owned();
            return refused(
                word,
                Fault::UnknownVerb {
                    object,
                    typed,
                    suggestion,
                },
            );
        }
    };
    let mut named = verbs.filter(|(candidate, _)| *candidate == verb);
    named.next().map_or(Resolution::Object(object), |(_, declaration)| {
        Resolution::Command(Recognised {
            declaration,
            words: 2,
            is_abbreviated,
        })
    })
}

fn verbs_of(
    declarations: &'static [Declaration],
    object: &str,
) -> impl Iterator<Item = (&'static str, &'static Declaration)> + Clone {
    declarations
        .iter()
        .filter(move |declaration| declaration.object() == object)
        .filter_map(|declaration| Some((declaration.verb()?, declaration)))
}

/// What the person may have meant by a first word that is no object.
fn suggest(folded: &str, second: Option<&Word<'_>>, declarations: &'static [Declaration]) -> Option<String> {
    let with_this_verb = || {
        declarations
            .iter()
            .filter(|declaration| declaration.verb() == Some(folded) || declaration.definition.words == folded)
    };
    let second = second.map(|word| fold_keyword(&word.text));
    let exchanged = with_this_verb().find(|declaration| second.as_deref() == Some(declaration.object()));
    let mut same_verb = with_this_verb();
    let only = same_verb.next().filter(|_| same_verb.next().is_none());
    exchanged
        .or(only)
        .map(|declaration| declaration.definition.words)
        .or_else(|| nearest(folded, objects(declarations)))
        .map(str::to_owned)
}

fn unknown_object(word: &Word<'_>, suggestion: Option<String>) -> Resolution {
    let typed = word.text.clone().into_owned();
    refused(word, Fault::UnknownObject { typed, suggestion })
}

fn refused(word: &Word<'_>, fault: Fault) -> Resolution {
    Resolution::Refused(Box::new(Problem::at(word.span, fault)))
}
