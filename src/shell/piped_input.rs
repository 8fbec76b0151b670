//! Commands on standard input when that is no terminal: lines run in order until one fails.
//!
//! A password asked for by `connexion` is the next line. Lines are bounded, and must be UTF-8; a byte order mark before
//! the first one and the carriage returns of Windows are no part of them.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, Read};
use std::path::PathBuf;
use std::rc::Rc;

use super::context::Context;
use super::dispatch::Status;
use super::messages::session;
use super::questions::Questions;
use super::tokenizer::MAXIMUM_LINE_BYTES;
use crate::error::{Error, FileFault, Result};
use crate::security::secret::Secret;

/// Standard input, shared by the lines and by the answers among them.
#[derive(Clone)]
pub struct PipedInput {
    reader: Rc<RefCell<Box<dyn BufRead>>>,
    is_at_start: Rc<Cell<bool>>,
    lines_read: Rc<Cell<u64>>,
}

impl PipedInput {
    /// Reads from here.
    pub fn new(reader: Box<dyn BufRead>) -> Self {
        Self {
            reader: Rc::new(RefCell::new(reader)),
            lines_read: Rc::new(Cell::new(0)),
            is_at_start: Rc::new(Cell::new(true)),
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
            if status != Status::Success {
                context
                    .output
                    .message(&session::stopped_at(self.lines_read.get()));
            }
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
        // Longer than a line may be with its end, so that the parser says it is too long.
        let bound = u64::try_from(MAXIMUM_LINE_BYTES)
            .unwrap_or(u64::MAX)
            .saturating_add(3);
        let mut reader = self.reader.borrow_mut();
        let read = (&mut *reader)
            .take(bound)
            .read_until(b'\n', &mut bytes)
            .map_err(|error| unreadable(FileFault::from(&error)))?;
        if read == 0 {
            return Ok(None);
        }
        self.lines_read.set(self.lines_read.get() + 1);
        if u64::try_from(read).is_ok_and(|read| read == bound) {
            // It may be cut inside a character; the parser looks at its length alone.
            return Ok(Some(String::from_utf8_lossy(&bytes).into_owned()));
        }
        let mut line = String::from_utf8(bytes).map_err(|_| unreadable(FileFault::Encoding))?;
        if self.is_at_start.take() {
            remove_byte_order_mark(&mut line);
        }
        remove_line_end(&mut line);
        Ok(Some(line))
    }
}

/// Editors of Windows begin a file with it.
pub(super) fn remove_byte_order_mark(line: &mut String) {
    if line.starts_with('\u{feff}') {
        line.remove(0);
    }
}

/// Line feed, with the carriage return that Windows puts before it.
pub(super) fn remove_line_end(line: &mut String) {
    let length = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(length);
}

impl Questions for PipedInput {
    fn is_conversation(&self) -> bool {
        false
    }

    fn password(&mut self, _question: &str) -> Result<Option<Secret>> {
        Ok(self.next_line()?.map(Secret::new))
    }

    fn line(&mut self, _question: &str) -> Result<Option<String>> {
        Ok(None)
    }
}
