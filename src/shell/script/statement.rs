//! One line of a command file: a command, perhaps with a name for what it makes, or one of the two directives that
//! govern the file itself: `definir NOM VALEUR`, `inclure FICHIER`.
//!
//! `… => nom` at the end keeps under a name the number of what the command makes.

use crate::error::{Fault, Problem, Span};
use crate::models::folding::fold_keyword;
use crate::shell::grammar::argument::Reading;
use crate::shell::grammar::declaration::Declaration;
use crate::shell::grammar::directives::{CAPTURE_SIGN, DEFINE, DEFINE_OPERANDS, INCLUDE, INCLUDE_OPERANDS};
use crate::shell::grammar::parser::{Abbreviations, Parsed, parse_tokens};
use crate::shell::grammar::tokenizer::variables::{Variables, is_name};
use crate::shell::grammar::tokenizer::{Tokens, Word, tokenize, tokenize_with};

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
    /// `inclure`. The file is unknown while a variable it names is.
    Include {
        /// The file, as typed.
        path: Option<String>,
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
pub fn read(
    line: &str,
    variables: &dyn Variables,
    declarations: &'static [Declaration],
    reading: &Reading,
) -> Statement {
    let tokens = tokenize_with(line, variables);
    let Some(first) = tokens.words.first() else {
        return if tokens.problems.is_empty() {
            Statement::Blank
        } else {
            Statement::Faulty(tokens.problems)
        };
    };
    if first.bare_bytes.is_some() {
        return command(tokens, declarations, reading);
    }
    match &*fold_keyword(&first.text) {
        DEFINE => directive(tokens, define),
        INCLUDE => directive(tokens, include),
        _ => command(tokens, declarations, reading),
    }
}

/// Everything wrong with a command as the grammar knows it, and with what is to be kept of it.
pub fn problems_of(parsed: &Parsed, capture: Option<&Capture>) -> Vec<Problem> {
    let mut problems = parsed.problems().into_owned();
    if let (Parsed::Command(command), Some(capture)) = (parsed, capture)
        && (command.wants_help || !command.declaration.creates)
    {
        let command = command.declaration.definition.words;
        problems.push(Problem::at(capture.span, Fault::CreatesNothing { command }));
    }
    problems
}

/// The variable that a line defines, whatever is wrong with its value.
pub fn defined_by(line: &str) -> Option<String> {
    let tokens = tokenize(line);
    let [directive, name, ..] = tokens.words.as_slice() else {
        return None;
    };
    let defines = directive.bare_bytes.is_none() && fold_keyword(&directive.text) == DEFINE;
    defines.then(|| name.text.to_string())
}

/// A directive, unless something is wrong with its line.
fn directive(tokens: Tokens<'_>, read: fn(&[Word<'_>]) -> Result<Statement, Vec<Problem>>) -> Statement {
    let mut problems = tokens.problems;
    match read(&tokens.words) {
        Ok(statement) if problems.is_empty() => statement,
        Ok(_) => Statement::Faulty(problems),
        Err(found) => {
            problems.extend(found);
            Statement::Faulty(problems)
        }
    }
}

fn define(words: &[Word<'_>]) -> Result<Statement, Vec<Problem>> {
    let [name, value] = operands(words, DEFINE, DEFINE_OPERANDS)?;
    if !may_name(name) {
        return Err(vec![invalid_name(name)]);
    }
    Ok(Statement::Define {
        name: name.text.to_string(),
        value: known(value),
    })
}

fn include(words: &[Word<'_>]) -> Result<Statement, Vec<Problem>> {
    let [path] = operands(words, INCLUDE, INCLUDE_OPERANDS)?;
    Ok(Statement::Include {
        path: known(path),
        span: path.span,
    })
}

fn known(word: &Word<'_>) -> Option<String> {
    (!word.is_deferred).then(|| word.text.to_string())
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

fn command(mut tokens: Tokens<'_>, declarations: &'static [Declaration], reading: &Reading) -> Statement {
    let capture = match take_capture(&mut tokens.words) {
        Ok(capture) => capture,
        Err(problem) => {
            tokens.problems.push(problem);
            return Statement::Faulty(tokens.problems);
        }
    };
    let spans: Vec<Span> = tokens.words.iter().take(LONGEST_NAME).map(|word| word.span).collect();
    let parsed = parse_tokens(tokens, declarations, reading, Abbreviations::Refused);
    let word_count = match &parsed {
        Parsed::Command(command) => command.declaration.definition.words.split(' ').count(),
        Parsed::Blank | Parsed::Unknown(_) | Parsed::Help { .. } => 1,
    };
    let last = spans.iter().take(word_count).next_back();
    let span = Span {
        start: spans.first().map_or(0, |span| span.start),
        end: last.map_or(0, |span| span.end),
    };
    Statement::Command { parsed, capture, span }
}

/// Commands have an object and a verb, or one word.
const LONGEST_NAME: usize = 2;

/// Takes `=> nom` off the end of the words of a command.
fn take_capture(words: &mut Vec<Word<'_>>) -> Result<Option<Capture>, Problem> {
    let [_, .., arrow, name] = words.as_slice() else {
        return Ok(None);
    };
    if arrow.text != CAPTURE_SIGN || arrow.bare_bytes.is_some() {
        return Ok(None);
    }
    if !may_name(name) {
        return Err(invalid_name(name));
    }
    let capture = Capture {
        name: name.text.to_string(),
        span: name.span,
    };
    words.truncate(words.len() - 2);
    Ok(Some(capture))
}

/// Whether a word can be the name of a variable: as it stands, neither quoted nor a variable itself.
fn may_name(word: &Word<'_>) -> bool {
    word.bare_bytes.is_none() && is_name(&word.text)
}

fn invalid_name(word: &Word<'_>) -> Problem {
    let typed = word.text.to_string();
    Problem::at(word.span, Fault::InvalidVariableName { typed })
}
