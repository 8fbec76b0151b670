//! One line of a command file: a command, perhaps with a name for what it makes, or one of the two words that govern the
//! file itself: `definir NOM VALEUR`, `inclure FICHIER`.
//!
//! `… => nom` at the end keeps under a name the number of what the command makes.

use crate::error::{Fault, Problem, Span};
use crate::models::folding::fold_keyword;
use crate::shell::argument::Reading;
use crate::shell::command::Entry;
use crate::shell::parser::{Parsed, parse_with};
use crate::shell::tokenizer::variables::{Variables, is_name};
use crate::shell::tokenizer::{Word, tokenize_with};

/// The word that gives a variable its value.
pub const DEFINE: &str = "definir";
/// The word that reads another file in this place.
pub const INCLUDE: &str = "inclure";
/// What stands between a command and the name for what it makes.
const CAPTURE: &str = "=>";

/// What a line says.
#[derive(Debug)]
pub enum Statement {
    /// Nothing, or a comment.
    Blank,
    /// `definir`. The value is unknown while a variable it names is.
    Define {
        /// The variable.
        name: String,
        /// Its value.
        value: Option<String>,
    },
    /// `inclure`.
    Include {
        /// The file, as typed.
        path: String,
        /// Where it stands in the line.
        span: Span,
    },
    /// A command.
    Command {
        /// What the grammar makes of it.
        parsed: Parsed,
        /// The variable that receives the number of what it makes.
        capture: Option<Capture>,
        /// The words that name the command.
        span: Span,
    },
    /// None of these.
    Faulty(Vec<Problem>),
}

/// A variable that receives its value when a command has run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Its name.
    pub name: String,
    /// Where it stands in the line.
    pub span: Span,
}

/// Reads one line.
pub fn read(line: &str, variables: &dyn Variables, table: &'static [Entry], reading: &Reading) -> Statement {
    let tokens = tokenize_with(line, variables);
    let words = tokens.words.as_slice();
    let Some(first) = words.first() else {
        return if tokens.problems.is_empty() {
            Statement::Blank
        } else {
            Statement::Faulty(tokens.problems)
        };
    };
    let directive = first
        .bare_bytes
        .is_none()
        .then(|| fold_keyword(&first.text).into_owned());
    match directive.as_deref() {
        Some(DEFINE) => govern(tokens.problems, define(words)),
        Some(INCLUDE) => govern(tokens.problems, include(words)),
        _ => command(line, words, variables, table, reading),
    }
}

/// A word that governs the file, unless something else is wrong with its line.
fn govern(mut problems: Vec<Problem>, read: Result<Statement, Vec<Problem>>) -> Statement {
    match read {
        Ok(statement) if problems.is_empty() => statement,
        Ok(_) => Statement::Faulty(problems),
        Err(found) => {
            problems.extend(found);
            Statement::Faulty(problems)
        }
    }
}

fn define(words: &[Word<'_>]) -> Result<Statement, Vec<Problem>> {
    let [name, value] = operands(words, DEFINE, ["nom", "valeur"])?;
    if !is_name(&name.text) {
        return Err(vec![invalid_name(name)]);
    }
    Ok(Statement::Define {
        name: name.text.to_string(),
        value: (!value.is_deferred).then(|| value.text.to_string()),
    })
}

fn include(words: &[Word<'_>]) -> Result<Statement, Vec<Problem>> {
    let [path] = operands(words, INCLUDE, ["fichier"])?;
    Ok(Statement::Include {
        path: path.text.to_string(),
        span: path.span,
    })
}

/// The words after the first one, when they are as many as they should be.
fn operands<'words, 'line, const COUNT: usize>(
    words: &'words [Word<'line>],
    command: &'static str,
    names: [&'static str; COUNT],
) -> Result<[&'words Word<'line>; COUNT], Vec<Problem>> {
    let given = words.get(1..).unwrap_or_default();
    let operands: Vec<&Word<'line>> = given.iter().take(COUNT).collect();
    let missing = names.iter().skip(given.len()).map(|argument| Problem {
        span: None,
        fault: Fault::MissingArgument {
            command,
            argument,
            is_option: false,
        },
    });
    let extra = given.iter().skip(COUNT).map(|word| {
        let typed = word.text.to_string();
        Problem::at(word.span, Fault::ExtraArgument { command, typed })
    });
    let problems: Vec<Problem> = missing.chain(extra).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    operands.try_into().map_err(|_| problems)
}

fn command(
    line: &str,
    words: &[Word<'_>],
    variables: &dyn Variables,
    table: &'static [Entry],
    reading: &Reading,
) -> Statement {
    let (text, capture) = match capture(line, words) {
        Ok(Some((text, capture))) => (text, Some(capture)),
        Ok(None) => (line, None),
        Err(problem) => return Statement::Faulty(vec![problem]),
    };
    let parsed = parse_with(text, variables, table, reading);
    let named = match &parsed {
        Parsed::Command(command) => command.entry.definition.words.split(' ').count(),
        Parsed::Blank | Parsed::Unknown(_) | Parsed::Help { .. } => 1,
    };
    let first = words.first().map(|word| word.span);
    let last = words.get(named.saturating_sub(1)).map(|word| word.span);
    let span = Span {
        start: first.map_or(0, |span| span.start),
        end: last.or(first).map_or(0, |span| span.end),
    };
    Statement::Command {
        parsed,
        capture,
        span,
    }
}

/// The line before `=>` and the name after it; nothing where there is no `=>` before the last word.
fn capture<'line>(line: &'line str, words: &[Word<'_>]) -> Result<Option<(&'line str, Capture)>, Problem> {
    let [.., arrow, name] = words else {
        return Ok(None);
    };
    if arrow.text != CAPTURE || arrow.bare_bytes.is_some() {
        return Ok(None);
    }
    if !is_name(&name.text) || name.bare_bytes.is_some() {
        return Err(invalid_name(name));
    }
    let end = line
        .char_indices()
        .nth(arrow.span.start)
        .map_or(line.len(), |(byte, _)| byte);
    let capture = Capture {
        name: name.text.to_string(),
        span: name.span,
    };
    Ok(line.get(..end).map(|text| (text, capture)))
}

fn invalid_name(word: &Word<'_>) -> Problem {
    let typed = word.text.to_string();
    Problem::at(word.span, Fault::InvalidVariableName { typed })
}
