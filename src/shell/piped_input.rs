//! Commands on standard input when that is no terminal: lines run in order until one fails.
//!
//! A password asked for by `connexion` is the next line. Lines are bounded, and must be UTF-8.

use std::cell::RefCell;
use std::io::{BufRead, Read};
use std::path::PathBuf;
use std::rc::Rc;

use super::context::Context;
use super::dispatch::Status;
use super::questions::Questions;
use super::tokenizer::MAXIMUM_LINE_BYTES;
use crate::error::{Error, FileFault, Result};
use crate::security::secret::Secret;

/// Standard input, shared by the lines and by the answers among them.
#[derive(Clone)]
pub struct PipedInput {
    reader: Rc<RefCell<Box<dyn BufRead>>>,
}

impl PipedInput {
    /// Reads from here.
    pub fn new(reader: Box<dyn BufRead>) -> Self {
        Self {
            reader: Rc::new(RefCell::new(reader)),
        }
    }

    /// Runs every line until one fails or the person leaves.
    pub fn run(&self, context: &mut Context) -> Status {
        loop {
            let status = match self.next_line() {
                Ok(None) => return Status::Success,
                Ok(Some(line)) => context.execute(&line),
                Err(error) => context.fail(&error),
            };
            if status != Status::Success || context.is_leaving {
                return status;
            }
        }
    }

    /// The first line, for a password that comes before the commands.
    pub fn with_reader<T>(&self, work: impl FnOnce(&mut dyn BufRead) -> T) -> T {
        work(&mut **self.reader.borrow_mut())
    }

    fn next_line(&self) -> Result<Option<String>> {
        let unreadable = |why| Error::UnreadableFile {
            path: PathBuf::from("-"),
            why,
        };
        let mut bytes = Vec::new();
        // One byte more than a line may have, so that the parser says it is too long.
        let bound = u64::try_from(MAXIMUM_LINE_BYTES)
            .unwrap_or(u64::MAX)
            .saturating_add(2);
        let mut reader = self.reader.borrow_mut();
        let read = (&mut *reader)
            .take(bound)
            .read_until(b'\n', &mut bytes)
            .map_err(|error| unreadable(FileFault::from(&error)))?;
        if read == 0 {
            return Ok(None);
        }
        let mut line = String::from_utf8(bytes).map_err(|_| unreadable(FileFault::Encoding))?;
        let length = line.trim_end_matches(['\r', '\n']).len();
        line.truncate(length);
        Ok(Some(line))
    }
}

impl Questions for PipedInput {
    fn is_conversation(&self) -> bool {
        false
    }

    fn password(&mut self, _question: &str) -> Result<Option<Secret>> {
        Ok(self.next_line()?.map(Secret::new))
    }

    fn line(&mut self, _question: &str, _proposed: &str) -> Result<Option<String>> {
        Ok(None)
    }
}
