//! The grammar as a pure function: a line in, a typed and located command or located faults out.
//!
//! The order: the tokenizer splits the line (`tokenizer`); the first words name the command (`parser::command_name`);
//! the remaining words are bound to its declared arguments (`parser::binding`). Nothing is run, asked or looked up: the
//! answer depends on the arguments of the function and on nothing else.
//!
//! Every fault of a line is reported, except what a person could not trust: after a quote that is never closed, nothing
//! is said to be missing; after an unknown option, a word too many may be its value and is not counted.
//!
//! `--aide`, which no command declares, asks for help wherever it stands before `--`; then nothing else is reported.

mod binding;
mod command_name;
mod keyword;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rules;
mod secrets;

use std::borrow::Cow;

use super::argument::{Reading, Specification};
use super::arguments::Arguments;
use super::declaration::Declaration;
use super::quoting;
use super::tokenizer::{self, Tokens, Word};
use crate::error::{Error, Fault, Problem};

pub use command_name::{Recognised, Resolution, objects, resolve, verbs};
pub use keyword::{HELP_COMMAND, HELP_OPTION, HELP_SUBJECT, Match, find, is_help};

/// Whether the beginning of a keyword stands for the keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviations {
    /// In files, transcripts and the program's own arguments.
    Refused,
    /// In the interactive shell.
    Accepted,
}

/// What a line is.
#[derive(Debug)]
pub enum Parsed {
    /// Nothing, or a comment.
    Blank,
    /// No command was recognised.
    Unknown(Vec<Problem>),
    /// A request for help on an object (`clients --aide`), or on everything (`--aide` alone).
    Help {
        /// The object, when one was named.
        object: Option<&'static str>,
    },
    /// A command, perhaps with faults in its arguments.
    Command(ParsedCommand),
}

/// A recognised command.
#[derive(Debug)]
pub struct ParsedCommand {
    /// What is known of it.
    pub declaration: &'static Declaration,
    /// What could be bound.
    pub arguments: Arguments,
    /// The arguments whose value is known only when the commands before have run.
    pub deferred: Vec<&'static str>,
    /// The required arguments that are absent, in the order declared: a shell may ask for them.
    pub missing: Vec<&'static Specification>,
    /// Every other fault, from left to right.
    pub problems: Vec<Problem>,
    /// Whether `--aide` stands in the line; then nothing is missing or wrong, and nothing may be run.
    pub wants_help: bool,
    /// The whole spelling of what was abbreviated: `clients lister`, `--format json`.
    pub expansion: Option<String>,
}

/// Reads one line.
pub fn parse(
    line: &str,
    declarations: &'static [Declaration],
    reading: &Reading,
    abbreviations: Abbreviations,
) -> Parsed {
    parse_tokens(tokenizer::tokenize(line), declarations, reading, abbreviations)
}

/// Reads a line that was split by the tokenizer.
pub fn parse_tokens(
    tokens: Tokens<'_>,
    declarations: &'static [Declaration],
    reading: &Reading,
    abbreviations: Abbreviations,
) -> Parsed {
    let Tokens { words, problems, .. } = tokens;
    let mut parsed = understand_openly(&words, problems, declarations, reading, abbreviations);
    if let Parsed::Unknown(problems) = &mut parsed
        && (secrets::begins_around_secret(declarations, &words)
            || secrets::have_object_around_secret(declarations, problems))
    {
        secrets::mute(problems);
    }
    parsed
}

fn understand_openly(
    words: &[Word<'_>],
    problems: Vec<Problem>,
    declarations: &'static [Declaration],
    reading: &Reading,
    abbreviations: Abbreviations,
) -> Parsed {
    if words.is_empty() && problems.is_empty() {
        return Parsed::Blank;
    }
    if asks_for_help(words) {
        return help(words, declarations, abbreviations);
    }
    let Some(first) = words.first().filter(|first| !first.is_unclosed) else {
        return Parsed::Unknown(problems);
    };
    let second = words.get(1);
    let recognised = match resolve(first, second, declarations, abbreviations) {
        Resolution::Command(recognised) => recognised,
        // The verb may stand in the quote that is not closed.
        Resolution::Object(_) if second.is_some_and(|word| word.is_unclosed) => {
            return Parsed::Unknown(problems);
        }
        Resolution::Object(object) => {
            let verbs = verbs(declarations, object);
            let missing_verb = Problem::at(first.span, Fault::MissingVerb { object, verbs });
            return unknown(problems, missing_verb);
        }
        Resolution::Refused(problem) => return unknown(problems, *problem),
    };
    let rest = words.get(recognised.words..).unwrap_or_default();
    Parsed::Command(binding::bind(recognised, rest, reading, abbreviations, problems))
}

/// The line that words amount to which another shell has split, as the program's own arguments are: joined by one
/// blank, quoted where needed.
pub fn line_of(words: &[String]) -> String {
    quoting::join(words)
}

impl Parsed {
    /// Everything wrong with the line, missing arguments last; nothing when it may be run, or asks for help.
    pub fn problems(&self) -> Cow<'_, [Problem]> {
        match self {
            Self::Blank | Self::Help { .. } => Cow::Borrowed(&[]),
            Self::Unknown(problems) => Cow::Borrowed(problems),
            Self::Command(command) => command.all_problems(),
        }
    }

    /// Everything wrong with the line as one error; nothing when it may be run, or asks for help.
    pub fn rejection(&self, line: &str, declarations: &[Declaration]) -> Option<Error> {
        match self {
            Self::Blank | Self::Help { .. } => None,
            Self::Unknown(problems) => Some(refuse(line, declarations, problems.clone())),
            Self::Command(command) => command.rejection(line),
        }
    }
}

impl ParsedCommand {
    /// Everything wrong with the line as one error, missing arguments last; nothing when it may be run.
    pub fn rejection(&self, line: &str) -> Option<Error> {
        let problems = self.all_problems().into_owned();
        if problems.is_empty() {
            return None;
        }
        let hides_words = self.declaration.secrecy.hides_extra_words() || names_secret(line);
        let line = if hides_words {
            secrets::mask(line)
        } else {
            line.to_owned()
        };
        Some(Error::Rejected { line, problems })
    }

    fn all_problems(&self) -> Cow<'_, [Problem]> {
        if self.missing.is_empty() {
            return Cow::Borrowed(&self.problems);
        }
        let command = self.declaration.definition.words;
        let missing = self.missing.iter().map(|specification| Problem {
            span: None,
            fault: Fault::MissingArgument {
                command,
                argument: specification.name,
                is_option: specification.is_named(),
            },
        });
        self.problems.iter().cloned().chain(missing).collect()
    }
}

/// Whether a line names a secret that no command takes: `--mot-de-passe canari` (S8).
pub fn names_secret(line: &str) -> bool {
    secrets::have_option_of_secret(&tokenizer::tokenize(line).words)
}

/// The error of a line with these problems.
pub fn refuse(line: &str, declarations: &[Declaration], problems: Vec<Problem>) -> Error {
    let line = without_secret(line, declarations, &problems).into_owned();
    Error::Rejected { line, problems }
}

/// A line with these problems as it may be shown again (S7).
pub fn without_secret<'line>(line: &'line str, declarations: &[Declaration], problems: &[Problem]) -> Cow<'line, str> {
    let tokens = tokenizer::tokenize(line);
    if secrets::may_hold_secret(declarations, &tokens.words)
        || secrets::have_object_around_secret(declarations, problems)
    {
        Cow::Owned(secrets::mask(line))
    } else {
        Cow::Borrowed(line)
    }
}

fn unknown(mut problems: Vec<Problem>, problem: Problem) -> Parsed {
    problems.push(problem);
    problems.sort_by_key(place);
    Parsed::Unknown(problems)
}

/// Where a problem sorts among the others of its line.
fn place(problem: &Problem) -> usize {
    problem.span.map_or(usize::MAX, |span| span.start)
}

fn asks_for_help(words: &[Word<'_>]) -> bool {
    words
        .iter()
        .take_while(|word| !word.ends_options())
        .any(|word| is_help(word))
}

/// The subject of a request for help: the command that the other words name.
fn help(words: &[Word<'_>], declarations: &'static [Declaration], abbreviations: Abbreviations) -> Parsed {
    let mut named = words.iter().filter(|word| !is_help(word));
    let Some(first) = named.next() else {
        return Parsed::Help { object: None };
    };
    match resolve(first, named.next(), declarations, abbreviations) {
        Resolution::Object(object) => Parsed::Help { object: Some(object) },
        Resolution::Refused(problem) => Parsed::Unknown(vec![*problem]),
        Resolution::Command(recognised) => Parsed::Command(ParsedCommand {
            declaration: recognised.declaration,
            arguments: Arguments::default(),
            deferred: Vec::new(),
            missing: Vec::new(),
            problems: Vec::new(),
            wants_help: true,
            expansion: recognised.expansion(),
        }),
    }
}
