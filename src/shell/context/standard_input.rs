//! Standard input where it is no terminal: shared by the lines, by the answers among them and by commands that read it.
//!
//! A password asked for by `connexion` is the next physical line. How lines are read is for `text_source` to say.

use std::cell::RefCell;
use std::io::Read;
use std::path::Path;
use std::rc::Rc;

use super::questions::Questions;
use super::text_source::SourceReader;
use crate::error::Result;
use crate::security::secret::Secret;
use crate::shell::grammar::directives::STANDARD_INPUT;

/// What is left of standard input.
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

    /// Lends the text to who reads some of it: the rest is for whoever comes next.
    pub fn lend<T>(&self, work: impl FnOnce(&mut SourceReader) -> T) -> T {
        work(&mut self.source.borrow_mut())
    }

    /// The next line with its number, from 1; nothing at the end of the text.
    ///
    /// # Errors
    /// Those of [`SourceReader::next_line`].
    pub fn next_line(&self) -> Result<Option<(u64, String)>> {
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
