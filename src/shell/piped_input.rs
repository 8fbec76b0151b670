//! Commands on standard input when that is no terminal: lines run in order until one fails.
//!
//! A password asked for by `connexion` is the next physical line. How lines are read is for `script::source` to say.

use std::cell::RefCell;
use std::io::Read;
use std::path::Path;
use std::rc::Rc;

use super::context::Context;
use super::dispatch::Status;
use super::messages::session;
use super::questions::Questions;
use super::script::source::{STANDARD_INPUT, SourceReader};
use crate::error::Result;
use crate::security::secret::Secret;

/// Standard input, shared by the lines, by the answers among them and by commands that read it.
#[derive(Clone)]
pub struct PipedInput {
    source: Rc<RefCell<SourceReader>>,
}

impl PipedInput {
    /// Reads from here.
    pub fn new(input: Box<dyn Read>) -> Self {
        let source = SourceReader::new(Path::new(STANDARD_INPUT), input);
        Self {
            source: Rc::new(RefCell::new(source)),
        }
    }

    /// Runs every line until one fails or the person leaves.
    pub fn run(&self, context: &mut Context) -> Status {
        loop {
            let line = self.next_line();
            let number = line.as_ref().ok().and_then(|line| Some(line.as_ref()?.0));
            let status = match line {
                Ok(None) => return Status::Success,
                Ok(Some((_, text))) => context.execute(&text),
                Err(error) => context.fail(&error),
            };
            if status != Status::Success {
                let number = number.unwrap_or_else(|| self.lend(|source| source.lines_read()));
                context.output.message(&session::stopped_at(number));
            }
            if status != Status::Success || context.is_leaving {
                return status;
            }
        }
    }

    /// Lends the text to who reads some of it: the rest is for whoever comes next.
    pub fn lend<T>(&self, work: impl FnOnce(&mut SourceReader) -> T) -> T {
        work(&mut self.source.borrow_mut())
    }

    fn next_line(&self) -> Result<Option<(u64, String)>> {
        self.lend(|source| {
            let line = source.next_line()?;
            Ok(line.map(|line| (line.number, line.text.to_owned())))
        })
    }
}

/// There is nothing to read.
impl Default for PipedInput {
    fn default() -> Self {
        Self::new(Box::new(std::io::empty()))
    }
}

impl Questions for PipedInput {
    fn is_conversation(&self) -> bool {
        false
    }

    fn password(&mut self, _question: &str) -> Result<Option<Secret>> {
        self.lend(|source| {
            let line = source.next_physical_line()?;
            Ok(line.map(|line| Secret::new(line.to_owned())))
        })
    }

    fn line(&mut self, _question: &str) -> Result<Option<String>> {
        Ok(None)
    }
}
