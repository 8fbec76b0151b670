//! Words to arguments: what follows the name of a command, bound to what the command declares.
//!
//! From left to right: before `--`, a word that begins with dashes is an option or a switch; every other word is the
//! value of the option before it, or the next positional. A value is read by its type as soon as it is met, so that
//! every wrong value of a line is found.

use super::command_name::Recognised;
use super::keyword::{HELP_OPTION, Match, ambiguous, find, nearest_in_meaning};
use super::{Abbreviations, ParsedCommand, place, secrets};
use crate::error::{Fault, Problem, Span};
use crate::models::folding::fold_keyword;
use crate::models::invalid_value::InvalidValue;
use crate::shell::grammar::argument::{Form, Reading, Specification};
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::tokenizer::{OptionParts, Word};

/// What the line has said of a declared argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing.
    Absent,
    /// It was probably meant, by a misspelled option: not bound, and not missing.
    Meant,
    /// It is there, right or wrong.
    Present,
}

/// What the name of an option designates.
enum Name {
    /// A declared option, or the request for help.
    Declared(&'static str),
    /// Nothing, but it resembles a declared option of this form.
    Resembling(Form),
    /// Nothing.
    Unknown,
}

/// A value on the line.
struct TypedWord<'word> {
    text: &'word str,
    span: Span,
    /// Whether the text is a guess: it ends in a quote that is never closed.
    is_unclosed: bool,
    /// Whether it holds a variable whose value comes later.
    is_deferred: bool,
}

impl<'word> TypedWord<'word> {
    /// A word as a whole.
    fn whole(word: &'word Word<'_>) -> Self {
        Self {
            text: &word.text,
            span: word.span,
            is_unclosed: word.is_unclosed,
            is_deferred: word.is_deferred,
        }
    }
}

/// Binding in progress.
struct Binding<'reading> {
    command: &'static str,
    specifications: &'static [Specification],
    reading: &'reading Reading,
    abbreviations: Abbreviations,
    states: Vec<State>,
    arguments: Arguments,
    deferred: Vec<&'static str>,
    problems: Vec<Problem>,
    expansions: Vec<String>,
    /// Where the next positional is looked for.
    next_positional: usize,
    wants_help: bool,
    /// Whether the word before was an unknown option, whose value this word may be.
    follows_unknown_option: bool,
}

/// Binds the words after a command's name; `problems` are those already found in the line.
pub(super) fn bind(
    recognised: Recognised,
    words: &[Word<'_>],
    reading: &Reading,
    abbreviations: Abbreviations,
    problems: Vec<Problem>,
) -> ParsedCommand {
    let definition = &recognised.declaration.definition;
    let mut binding = Binding {
        command: definition.words,
        specifications: definition.arguments,
        reading,
        abbreviations,
        states: vec![State::Absent; definition.arguments.len()],
        arguments: Arguments::with_capacity(definition.arguments.len().min(words.len())),
        deferred: Vec::new(),
        problems,
        expansions: recognised.expansion().into_iter().collect(),
        next_positional: 0,
        wants_help: false,
        follows_unknown_option: false,
    };
    binding.words(words);
    binding.finish(recognised, words)
}

impl Binding<'_> {
    fn words(&mut self, words: &[Word<'_>]) {
        let mut options_ended = false;
        let mut rest = words.iter().peekable();
        while let Some(word) = rest.next() {
            if options_ended {
                self.positional(word);
                continue;
            }
            if word.ends_options() {
                options_ended = true;
                continue;
            }
            let Some(parts) = word.option_parts() else {
                self.positional(word);
                continue;
            };
            if self.option(word, &parts, rest.peek().copied()) {
                rest.next();
            }
        }
    }

    fn finish(mut self, recognised: Recognised, words: &[Word<'_>]) -> ParsedCommand {
        if self.wants_help {
            self.problems.clear();
            self.arguments = Arguments::default();
            self.deferred.clear();
        }
        if recognised.declaration.secrecy.hides_extra_words() {
            secrets::mute(&mut self.problems);
        }
        self.problems.sort_by_key(place);
        let nothing_is_missing = self.wants_help || words.iter().any(|word| word.is_unclosed);
        let absent = self
            .specifications
            .iter()
            .zip(&self.states)
            .filter(|(specification, state)| {
                **state == State::Absent && (specification.required || self.is_needed(specification.name))
            })
            .map(|(specification, _)| specification);
        let missing = if nothing_is_missing {
            Vec::new()
        } else {
            absent.collect()
        };
        ParsedCommand {
            declaration: recognised.declaration,
            arguments: self.arguments,
            deferred: self.deferred,
            missing,
            problems: self.problems,
            wants_help: self.wants_help,
            expansion: (!self.expansions.is_empty()).then(|| self.expansions.join(" ")),
        }
    }

    /// Whether an argument that is there makes no sense without this one.
    fn is_needed(&self, name: &str) -> bool {
        self.present().any(|present| present.needs.contains(&name))
    }

    /// The arguments that are there, right or wrong.
    fn present(&self) -> impl Iterator<Item = &'static Specification> {
        self.specifications
            .iter()
            .zip(&self.states)
            .filter(|(_, state)| **state == State::Present)
            .map(|(specification, _)| specification)
    }

    /// Binds an option or a switch; says whether the word after it was its value.
    fn option(&mut self, word: &Word<'_>, parts: &OptionParts<'_>, next: Option<&Word<'_>>) -> bool {
        self.follows_unknown_option = false;
        let next = next.filter(|next| parts.value.is_none() && !next.is_option());
        if word.is_unclosed && parts.value.is_none() {
            return false;
        }
        let name = match self.option_name(word, parts.name) {
            Name::Declared(name) => name,
            Name::Resembling(form) => return form == Form::Option && next.is_some(),
            Name::Unknown => {
                self.follows_unknown_option = parts.value.is_none();
                return false;
            }
        };
        let Some((index, specification)) = self.declared(name) else {
            self.help_option(parts);
            return false;
        };
        let takes_next = specification.form == Form::Option && next.is_some();
        if self.state(index) == State::Present && !specification.repeatable {
            let option = specification.name;
            self.refuse(word.span, Fault::RepeatedOption { option });
            return takes_next;
        }
        self.set_state(index, State::Present);
        self.refuse_contrary(specification, word.span);
        if specification.form == Form::Switch {
            self.switch(specification, parts);
            return false;
        }
        match value_of(word, parts, next) {
            Some(value) => self.value(specification, &value),
            None => self.refuse(
                word.span,
                Fault::MissingValue {
                    option: specification.name,
                },
            ),
        }
        takes_next
    }

    /// Of two options that exclude each other, whichever says so, the second is the one that is wrong.
    fn refuse_contrary(&mut self, specification: &'static Specification, place: Span) {
        let contrary = self.present().find(|other| other.is_contrary_to(specification));
        if let Some(contrary) = contrary {
            let fault = Fault::IncompatibleOptions {
                first: contrary.name,
                second: specification.name,
            };
            self.refuse(place, fault);
        }
    }

    /// The declared name of an option, or, after having said that there is none, what it resembles.
    fn option_name(&mut self, word: &Word<'_>, typed: &str) -> Name {
        let names = option_names(self.specifications);
        match find(&fold_keyword(typed), names.clone(), self.abbreviations) {
            Match::Whole(name) => Name::Declared(name),
            Match::Abbreviated(name) => {
                self.expansions.push(format!("--{name}"));
                Name::Declared(name)
            }
            Match::Ambiguous(candidates) => {
                self.refuse(word.span, ambiguous(typed, &candidates, "--"));
                Name::Unknown
            }
            Match::Nothing => {
                let suggestion = nearest_in_meaning(typed, names);
                let fault = Fault::UnknownOption {
                    command: self.command,
                    typed: typed.to_owned(),
                    suggestion: suggestion.map(str::to_owned),
                };
                self.refuse(word.span, fault);
                suggestion.map_or(Name::Unknown, |name| self.note_meant(name))
            }
        }
    }

    /// A required option that was misspelled is not reported missing too.
    fn note_meant(&mut self, name: &str) -> Name {
        let Some((index, specification)) = self.declared(name) else {
            return Name::Unknown;
        };
        if self.state(index) == State::Absent {
            self.set_state(index, State::Meant);
        }
        Name::Resembling(specification.form)
    }

    fn help_option(&mut self, parts: &OptionParts<'_>) {
        match parts.value {
            None => self.wants_help = true,
            Some((_, span)) => self.refuse(span, Fault::UnexpectedValue { option: HELP_OPTION }),
        }
    }

    fn switch(&mut self, specification: &'static Specification, parts: &OptionParts<'_>) {
        let option = specification.name;
        if let Some((_, span)) = parts.value {
            self.refuse(span, Fault::UnexpectedValue { option });
            return;
        }
        if let Ok(value) = (specification.parse)("", self.reading) {
            self.arguments.bind(specification, value);
        }
    }

    fn positional(&mut self, word: &Word<'_>) {
        let may_be_value = std::mem::take(&mut self.follows_unknown_option);
        let Some((index, specification)) = self.take_positional() else {
            if !may_be_value && !word.is_unclosed {
                let fault = Fault::ExtraArgument {
                    command: self.command,
                    typed: word.text.clone().into_owned(),
                };
                self.refuse(word.span, fault);
            }
            return;
        };
        self.set_state(index, State::Present);
        self.value(specification, &TypedWord::whole(word));
    }

    /// The positional that the next word is for; the last may take every word.
    fn take_positional(&mut self) -> Option<(usize, &'static Specification)> {
        let (index, specification) = self
            .specifications
            .iter()
            .enumerate()
            .skip(self.next_positional)
            .find(|(_, specification)| specification.is_placed())?;
        self.next_positional = match specification.form {
            Form::Rest => index,
            Form::Positional | Form::Option | Form::Switch => index + 1,
        };
        Some((index, specification))
    }

    fn value(&mut self, specification: &'static Specification, typed: &TypedWord<'_>) {
        if typed.is_deferred {
            self.deferred.push(specification.name);
        }
        if typed.is_deferred || typed.is_unclosed {
            return;
        }
        let why = match (specification.parse)(typed.text, self.reading) {
            Ok(value) => return self.arguments.bind(specification, value),
            Err(why) => why,
        };
        let folded = fold_keyword(typed.text);
        let fault = match find(&folded, specification.choices.iter().copied(), self.abbreviations) {
            Match::Abbreviated(choice) => match (specification.parse)(choice, self.reading) {
                Ok(value) => {
                    self.expansions.push(choice.to_owned());
                    return self.arguments.bind(specification, value);
                }
                Err(why) => invalid(specification, typed, why),
            },
            Match::Ambiguous(candidates) => ambiguous(typed.text, &candidates, ""),
            Match::Whole(_) | Match::Nothing => invalid(specification, typed, why),
        };
        self.refuse(typed.span, fault);
    }

    fn declared(&self, name: &str) -> Option<(usize, &'static Specification)> {
        self.specifications
            .iter()
            .enumerate()
            .find(|(_, specification)| specification.name == name && specification.is_named())
    }

    fn state(&self, index: usize) -> State {
        self.states.get(index).copied().unwrap_or(State::Absent)
    }

    fn set_state(&mut self, index: usize, state: State) {
        if let Some(current) = self.states.get_mut(index) {
            *current = state;
        }
    }

    fn refuse(&mut self, span: Span, fault: Fault) {
        self.problems.push(Problem::at(span, fault));
    }
}

/// The value of an option: after `=`, or the next word. `--nom=` has none; `--nom=""` has an empty one.
fn value_of<'word>(
    word: &'word Word<'_>,
    parts: &OptionParts<'word>,
    next: Option<&'word Word<'_>>,
) -> Option<TypedWord<'word>> {
    if let Some((text, span)) = parts.value {
        let is_there = !text.is_empty() || word.bare_bytes.is_some();
        return is_there.then_some(TypedWord {
            text,
            span,
            ..TypedWord::whole(word)
        });
    }
    next.map(TypedWord::whole)
}

fn invalid(specification: &Specification, typed: &TypedWord<'_>, why: InvalidValue) -> Fault {
    Fault::InvalidValue {
        argument: specification.name,
        is_option: specification.is_named(),
        typed: typed.text.to_owned(),
        why,
    }
}

/// What may follow `--`: the declared names and the request for help.
fn option_names(specifications: &'static [Specification]) -> impl Iterator<Item = &'static str> + Clone {
    specifications
        .iter()
        .filter(|specification| specification.is_named())
        .map(|specification| specification.name)
        .chain([HELP_OPTION])
}
