//! What happens when the lines of a transcript are typed: parsed, or run in a shell of their own on a fresh demonstration
//! database, with a clock that stands still, a fixed width and no colour.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::Write;
use std::rc::Rc;

use jiff::Timestamp;

use super::file::{Content, Headings, Mode, Transcript};
use crate::clock::Clock;
use crate::configuration::Configuration;
use crate::error::{Error, Result};
use crate::security::secret::Secret;
use crate::shell::context::Context;
use crate::shell::dispatch::Status;
use crate::shell::output::Output;
use crate::shell::parser::{Abbreviations, parse};
use crate::shell::questions::Questions;
use crate::shell::render::pager::Paging;
use crate::shell::render::style::Style;
use crate::shell::script::analysis::{Grammar, analyse};
use crate::shell::table::COMMANDS;

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
    pub unanswered: Option<Unanswered>,
    /// How many answers were not asked for.
    pub unasked: usize,
}

/// A question without answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// The question.
    pub question: String,
    /// Whether the answer would not be seen.
    pub is_secret: bool,
}

/// Where a transcript is replayed.
pub struct Stage<'stage> {
    /// The settings of its shell.
    pub configuration: Configuration,
    /// Puts a shell on a database of its own; called in mode `execution` only.
    pub settle: &'stage mut dyn FnMut(&mut Context, Timestamp) -> Result<()>,
    /// The password of the accounts of the demonstration.
    pub password: &'stage str,
}

/// Types the lines of a transcript, one after the other.
///
/// # Errors
/// What keeps the shell from beginning: no database, nobody signed in.
pub fn replay(transcript: &Transcript, stage: &mut Stage<'_>) -> Result<Vec<Played>> {
    match transcript.headings.mode {
        Mode::Analysis => Ok(analysed(transcript, stage)),
        Mode::Execution => executed(transcript, stage),
    }
}

fn analysed(transcript: &Transcript, stage: &Stage<'_>) -> Vec<Played> {
    let reading = crate::shell::argument::Reading {
        time_zone: stage.configuration.time_zone.clone(),
    };
    let grammar = Grammar {
        table: COMMANDS,
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

fn executed(transcript: &Transcript, stage: &mut Stage<'_>) -> Result<Vec<Played>> {
    let mut screen = Screen::open(&transcript.headings, stage)?;
    Ok(typed(transcript)
        .map(|(line, answers)| screen.line(line, answers))
        .collect())
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
struct Screen {
    context: Context,
    output: Shown,
    errors: Shown,
    answers: Answers,
}

#[derive(Clone, Default)]
struct Shown(Rc<RefCell<Vec<u8>>>);

/// What the person answers.
#[derive(Clone, Default)]
struct Answers(Rc<RefCell<Waiting>>);

#[derive(Default)]
struct Waiting {
    answers: VecDeque<String>,
    unanswered: Option<Unanswered>,
}

impl Screen {
    fn open(headings: &Headings, stage: &mut Stage<'_>) -> Result<Self> {
        let (output, errors, answers) = (Shown::default(), Shown::default(), Answers::default());
        let shell_output = Output {
            standard: Box::new(output.clone()),
            errors: Box::new(errors.clone()),
            width: Some(headings.width),
            style: Style::new(false),
            paging: Paging::Direct,
        };
        let mut context = Context::new(
            stage.configuration.clone(),
            Clock::fixed(headings.now),
            shell_output,
            Box::new(answers.clone()),
        )?;
        (stage.settle)(&mut context, headings.now)?;
        context.is_interactive = true;
        if let Some(username) = &headings.username {
            context.sign_in(username, &Secret::new(stage.password.to_owned()))?;
        }
        Ok(Self {
            context,
            output,
            errors,
            answers,
        })
    }

    fn line(&mut self, line: &str, answers: Vec<&str>) -> Played {
        self.answers.0.borrow_mut().answers = answers.into_iter().map(str::to_owned).collect();
        // Whole words, as in files: an abbreviation may become ambiguous with the next command.
        let parsed = parse(line, COMMANDS, &self.context.reading(), Abbreviations::Refused);
        let ending = self.context.execute_parsed(line, parsed);
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

impl Write for Shown {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Shown {
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
        waiting.answers.pop_front().ok_or_else(|| {
            waiting.unanswered = Some(Unanswered {
                question: question.trim().to_owned(),
                is_secret,
            });
            Error::Interrupted
        })
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
