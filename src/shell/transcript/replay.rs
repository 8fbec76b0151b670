//! What happens when the lines of a transcript are typed: parsed, or run in a shell of their own on a fresh
//! demonstration database, with a clock that stands still, a fixed width and no colour.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::Write;
use std::rc::Rc;

use super::adoption::{Copied, answer_to, codes};
use super::file::{Content, Headings, Mode, Transcript};
use crate::clock::Clock;
use crate::configuration::Configuration;
use crate::error::{Code, Error, Result};
use crate::security::secret::Secret;
use crate::shell::context::Context;
use crate::shell::context::interpreter::Interpreter;
use crate::shell::context::questions::Questions;
use crate::shell::context::reply::Status;
use crate::shell::grammar::argument::Reading;
use crate::shell::grammar::parser::{Abbreviations, parse};
use crate::shell::render::output::Output;
use crate::shell::render::pager::Paging;
use crate::shell::render::style::Style;
use crate::shell::script::analysis::{Grammar, analyse};

/// What a line typed did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played {
    /// The result of the parser; nothing for a blank line, or in mode `execution`.
    pub analysis: Option<String>,
    /// Standard output, line by line.
    pub output: Vec<String>,
    /// Standard error, line by line.
    pub errors: Vec<String>,
    /// How it ended.
    pub status: Status,
    /// A question that had no answer.
    pub unanswered: Option<String>,
    /// How many answers were not asked for.
    pub unasked: usize,
}

/// A line of a copy, typed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// The line.
    pub typed: String,
    /// On which line of the copy it stands, from 1.
    pub number: usize,
    /// The answers that the copy holds to its questions.
    pub answers: Vec<String>,
    /// What it did.
    pub played: Played,
    /// The codes of the errors that the copy shows of it; nothing where it shows nothing at all.
    pub copied_codes: Option<Vec<Code>>,
}

impl Adopted {
    /// The codes of the errors that it ended with, when the copy shows others.
    pub fn ends_otherwise(&self) -> Option<Vec<Code>> {
        let copied = self.copied_codes.as_ref()?;
        let played = codes(self.played.output.iter().chain(&self.played.errors));
        let is_same = played.len() == copied.len() && played.iter().all(|code| copied.contains(code));
        (!is_same).then_some(played)
    }
}

/// Where a transcript is replayed.
pub struct ReplayEnvironment<'environment> {
    /// The settings of its shell.
    pub configuration: Configuration,
    /// What runs its lines.
    pub interpreter: Interpreter,
    /// Gives the shell its database; in mode `analyse` it needs none.
    pub give_database: &'environment dyn Fn(&mut Context),
    /// The password of the accounts of the demonstration.
    pub password: &'environment str,
    /// Whether to stop before the next line.
    pub is_interrupted: &'environment dyn Fn() -> bool,
}

/// Types the lines of a transcript, one after the other.
///
/// # Errors
/// What keeps the shell from beginning: no database, nobody signed in. [`Error::Interrupted`].
pub fn replay(transcript: &Transcript, environment: ReplayEnvironment<'_>) -> Result<Vec<Played>> {
    match transcript.headings.mode {
        Mode::Analysis => Ok(analysed(transcript, environment)),
        Mode::Execution => executed(transcript, environment),
    }
}

fn analysed(transcript: &Transcript, environment: ReplayEnvironment<'_>) -> Vec<Played> {
    let reading = Reading {
        time_zone: environment.configuration.time_zone,
    };
    let grammar = Grammar {
        declarations: environment.interpreter.declarations,
        reading: &reading,
    };
    typed(transcript)
        .map(|(line, _)| Played {
            analysis: analyse(1, line, grammar).map(|object| object.replacen("\"ligne\":1,", "", 1)),
            output: Vec::new(),
            errors: Vec::new(),
            status: Status::Success,
            unanswered: None,
            unasked: 0,
        })
        .collect()
}

fn executed(transcript: &Transcript, environment: ReplayEnvironment<'_>) -> Result<Vec<Played>> {
    let is_interrupted = environment.is_interrupted;
    let mut shell = PlayedShell::open(&transcript.headings, environment)?;
    typed(transcript)
        .map(|(line, answers)| {
            if is_interrupted() {
                return Err(Error::Interrupted);
            }
            Ok(shell.type_line(line, answers))
        })
        .collect()
}

/// Types the lines of a copy again, and finds in it the answers to their questions. What a terminal does not show was
/// the password of the demonstration, or another one where the copy shows that it was refused.
///
/// # Errors
/// Those of [`replay`].
pub fn adopt(copied: Vec<Copied>, headings: &Headings, environment: ReplayEnvironment<'_>) -> Result<Vec<Adopted>> {
    let is_interrupted = environment.is_interrupted;
    let password = environment.password.to_owned();
    let mut shell = PlayedShell::open(headings, environment)?;
    let mut adopted = Vec::new();
    for line in copied {
        if is_interrupted() {
            return Err(Error::Interrupted);
        }
        let copied_codes = line.codes();
        let Copied {
            typed, number, read, ..
        } = line;
        let was_refused = copied_codes
            .as_ref()
            .is_some_and(|codes| codes.contains(&Code::SignInRefused));
        let password = if was_refused { WRONG_PASSWORD } else { &password };
        shell.answers.0.borrow_mut().copy = Some((read, password.to_owned()));
        let played = shell.type_line(&typed, Vec::new());
        let answers = std::mem::take(&mut shell.answers.0.borrow_mut().found);
        adopted.push(Adopted {
            typed,
            number,
            answers,
            played,
            copied_codes,
        });
    }
    Ok(adopted)
}

/// The lines typed, each with the answers that follow it.
fn typed(transcript: &Transcript) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let rows = &transcript.rows;
    rows.iter().enumerate().filter_map(move |(index, row)| {
        let Content::Typed(line) = &row.content else {
            return None;
        };
        let following = rows.iter().skip(index + 1);
        let answers = following
            .take_while(|row| !matches!(row.content, Content::Typed(_)))
            .filter_map(|row| match &row.content {
                Content::Answer(answer) => Some(answer.as_str()),
                Content::Prose | Content::Typed(_) | Content::Expected(..) | Content::Ends(_) => None,
            })
            .collect();
        Some((line.as_str(), answers))
    })
}

/// A shell, and what it shows.
struct PlayedShell {
    context: Context,
    output: CapturedOutput,
    errors: CapturedOutput,
    answers: Answers,
}

#[derive(Clone, Default)]
struct CapturedOutput(Rc<RefCell<Vec<u8>>>);

/// What the person answers.
#[derive(Clone, Default)]
struct Answers(Rc<RefCell<Waiting>>);

#[derive(Default)]
struct Waiting {
    answers: VecDeque<String>,
    /// What was read after the line in a copy, and the password.
    copy: Option<(VecDeque<String>, String)>,
    /// The answers found in the copy.
    found: Vec<String>,
    unanswered: Option<String>,
}

/// What nobody's password is.
const WRONG_PASSWORD: &str = "autre";

/// A line of a copy that asks more questions than this asks the same one for ever.
const MOST_QUESTIONS: usize = 30;

impl PlayedShell {
    fn open(headings: &Headings, environment: ReplayEnvironment<'_>) -> Result<Self> {
        let (output, errors, answers) = (CapturedOutput::default(), CapturedOutput::default(), Answers::default());
        let shell_output = Output {
            standard: Box::new(output.clone()),
            errors: Box::new(errors.clone()),
            width: Some(headings.width),
            style: Style::new(false),
            paging: Paging::Direct,
        };
        let mut context = Context::new(
            environment.configuration,
            Clock::fixed(headings.now),
            shell_output,
            Box::new(answers.clone()),
            environment.interpreter,
        )?;
        (environment.give_database)(&mut context);
        context.is_interactive = true;
        if let Some(username) = &headings.username {
            context.sign_in(username, &Secret::new(environment.password.to_owned()))?;
        }
        Ok(Self {
            context,
            output,
            errors,
            answers,
        })
    }

    fn type_line(&mut self, line: &str, answers: Vec<&str>) -> Played {
        self.answers.0.borrow_mut().answers = answers.into_iter().map(str::to_owned).collect();
        // Whole words, as in files: an abbreviation may become ambiguous with the next command.
        let interpreter = self.context.interpreter;
        let reading = self.context.reading();
        let parsed = parse(line, interpreter.declarations, &reading, Abbreviations::Refused);
        let ending = (interpreter.execute)(&mut self.context, line, parsed);
        let mut waiting = self.answers.0.borrow_mut();
        Played {
            analysis: None,
            output: self.output.take(),
            errors: self.errors.take(),
            status: ending.status,
            unanswered: waiting.unanswered.take(),
            unasked: std::mem::take(&mut waiting.answers).len(),
        }
    }
}

impl Write for CapturedOutput {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl CapturedOutput {
    /// What was shown, line by line, without the blanks at the ends of lines, which a transcript does not keep.
    fn take(&self) -> Vec<String> {
        let bytes = std::mem::take(&mut *self.0.borrow_mut());
        String::from_utf8_lossy(&bytes)
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    }
}

impl Answers {
    fn next(&self, question: &str, is_secret: bool) -> Result<String> {
        let mut waiting = self.0.borrow_mut();
        let answer = waiting
            .answers
            .pop_front()
            .or_else(|| waiting.find(question, is_secret));
        answer.ok_or_else(|| {
            waiting.unanswered = Some(question.trim().to_owned());
            Error::Interrupted
        })
    }
}

impl Waiting {
    fn find(&mut self, question: &str, is_secret: bool) -> Option<String> {
        let (read, password) = self.copy.as_mut()?;
        let answer = if is_secret {
            password.clone()
        } else {
            answer_to(question, read)?
        };
        if self.found.len() == MOST_QUESTIONS {
            return None;
        }
        self.found.push(answer.clone());
        Some(answer)
    }
}

impl Questions for Answers {
    fn is_conversation(&self) -> bool {
        true
    }

    fn password(&mut self, question: &str) -> Result<Option<Secret>> {
        self.next(question, true).map(|answer| Some(Secret::new(answer)))
    }

    fn line(&mut self, question: &str) -> Result<Option<String>> {
        self.next(question, false).map(Some)
    }
}
