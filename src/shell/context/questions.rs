//! Asking the person something, wherever they are: at a terminal, behind a pipe, in a transcript, or not there at all.

use crate::error::{Error, Result};
use crate::security::secret::Secret;
use crate::shell::grammar::answers::{self, CHOICE};

/// Someone who may answer.
pub trait Questions {
    /// Whether forms may be filled in and questions asked. A person behind a pipe answers password questions only.
    fn is_conversation(&self) -> bool;

    /// Asks for a password, without echo; nothing when there is nobody to answer.
    ///
    /// # Errors
    /// [`Error::Interrupted`] when the person gives up.
    fn password(&mut self, question: &str) -> Result<Option<Secret>>;

    /// Asks for one line.
    ///
    /// # Errors
    /// [`Error::Interrupted`] when the person gives up.
    fn line(&mut self, question: &str) -> Result<Option<String>>;
}

/// Nobody answers: the program's own arguments are all there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nobody;

impl Questions for Nobody {
    fn is_conversation(&self) -> bool {
        false
    }

    fn password(&mut self, _question: &str) -> Result<Option<Secret>> {
        Ok(None)
    }

    fn line(&mut self, _question: &str) -> Result<Option<String>> {
        Ok(None)
    }
}

/// Asks whether to go on; anything but a clear yes is a no.
///
/// # Errors
/// [`Error::ConfirmationRequired`] when nobody can be asked, [`Error::Declined`] on a no.
pub fn confirm(questions: &mut dyn Questions, question: &str) -> Result<()> {
    if !questions.is_conversation() {
        return Err(Error::ConfirmationRequired);
    }
    for _ in 0..3 {
        let Some(answer) = questions.line(&format!("{question} {CHOICE} "))? else {
            return Err(Error::ConfirmationRequired);
        };
        match answers::read(&answer) {
            Some(true) => return Ok(()),
            Some(false) => return Err(Error::Declined),
            None => {}
        }
    }
    Err(Error::Declined)
}
