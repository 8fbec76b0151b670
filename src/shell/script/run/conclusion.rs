//! The end of a run: what is kept or undone, what is said of it, and whether it can be gone on with.

use super::{End, Run, is_of_the_line};
use crate::error::{Error, Kind};
use crate::shell::context::Context;
use crate::shell::context::file_line::Keeping;
use crate::shell::context::reply::Status;
use crate::shell::dialogue::failure::fail;
use crate::shell::messages::scripts as messages;

impl Run<'_> {
    /// Keeps or undoes what is neither yet, says how it ended, and tells what that means for the program.
    pub(super) fn conclude(mut self, context: &mut Context, end: End) -> Status {
        context.file_line = None;
        context.begin(self.options.command);
        let is_kept = self.end_batch(context, end);
        context.conclude_batch(is_kept.unwrap_or(false));
        self.end_journal(context, is_kept);
        self.record_refusals(context);
        let is_over = match self.options.keeping {
            Keeping::Each | Keeping::Nothing => end == End::Complete || self.has_done_nothing(),
            Keeping::Whole => is_kept == Some(true),
        };
        if !is_over {
            self.state.leave();
        } else if let Err(error) = self.state.finish(&self.authorized) {
            // Whoever runs the file next will be told that there is a run to go on with.
            fail(context, &error);
            self.fail(context, error);
        }
        context.output.message(&self.summary(end, is_kept));
        self.status(end)
    }

    /// Ends the transaction of the whole file, if it is one.
    ///
    /// # Returns
    /// Whether what the lines did is kept; nothing when nobody knows.
    fn end_batch(&mut self, context: &mut Context, end: End) -> Option<bool> {
        if self.options.keeping == Keeping::Each {
            return Some(true);
        }
        let is_kept = self.options.keeping == Keeping::Whole && end == End::Complete && self.failures.is_empty();
        let ended = context.database().and_then(|database| {
            if is_kept {
                // What cannot appear undoes the rest, while it can still be undone.
                let is_ready = context.check_unkept_files();
                if let Err(error) = is_ready.and_then(|()| self.state.replace(&self.authorized)) {
                    database.roll_back_batch();
                    return Err(error);
                }
                return database.commit_batch();
            }
            database.roll_back_batch();
            Ok(())
        });
        let Err(error) = ended else {
            for error in context.conclude_files(is_kept) {
                fail(context, &error);
                self.fail(context, error);
            }
            return Some(is_kept);
        };
        context.conclude_files(false);
        fail(context, &error);
        let is_unknown = matches!(error, Error::OutcomeUnknown { .. });
        self.fail(context, error);
        (!is_unknown).then_some(false)
    }

    /// Says in the journal of the run what became of lines that were kept or undone together. What is done is done even
    /// if that cannot be noted any more; but whoever reads only the journal must hear of it.
    fn end_journal(&mut self, context: &mut Context, is_kept: Option<bool>) {
        let Some(journal) = &mut self.journal else {
            return;
        };
        if self.options.keeping == Keeping::Each {
            return;
        }
        if let Err(error) = journal.end(is_kept) {
            fail(context, &error);
            self.fail(context, error);
        }
    }

    /// Writes the refusals to the journal that would have been undone with the rest, each under its own command (B18).
    fn record_refusals(&self, context: &mut Context) {
        if self.options.keeping == Keeping::Each {
            return;
        }
        let failures = self.failures.iter();
        for refusal in failures.filter(|failure| failure.error.kind() == Kind::Access) {
            context.begin(refusal.command);
            context.record_refusal(&refusal.error);
        }
        context.begin(self.options.command);
    }

    fn summary(&self, end: End, is_kept: Option<bool>) -> String {
        // Whoever interrupts knows that they did: nothing has failed.
        let failures = self
            .failures
            .iter()
            .filter(|failure| failure.error != Error::Interrupted);
        let stopped = match end {
            End::Complete => None,
            End::At(index) | End::Before(index) => Some(index),
        };
        let is_resumable = stopped.is_some() && self.state.is_kept() && !self.has_done_nothing();
        let last_done = self.state.done().checked_sub(1).filter(|_| is_resumable);
        messages::summary(&messages::RunSummary {
            paths: self.options.paths,
            stopped_at: stopped.and_then(|index| self.script.site(index)),
            was_interrupted: matches!(self.failures.last(), Some(failure) if failure.error == Error::Interrupted),
            last_done: last_done.and_then(|index| self.script.site(index)),
            commands: self.commands,
            lines: self.script.len(),
            done_before: self.first,
            failures: failures.count(),
            keeping: self.options.keeping,
            is_kept,
            resumption: is_resumable.then_some(messages::Resumption {
                goes_on: self.options.goes_on,
                journal: self.options.journal.as_deref(),
            }),
        })
    }

    fn status(&self, end: End) -> Status {
        let Some(last) = self.failures.last() else {
            return Status::Success;
        };
        // Whoever goes on wants to know that something failed, whatever it was.
        let went_on = end == End::Complete && self.failures.iter().all(|failure| is_of_the_line(&failure.error));
        Status::Failure(if went_on { Kind::Rule } else { last.error.kind() })
    }

    /// Whether it is certain that nothing was written: there is nothing to go on with then. Of a run that goes on it
    /// never is: its count may have been lost.
    fn has_done_nothing(&self) -> bool {
        let wrote_nothing = self.failures.iter().all(|failure| match failure.error.kind() {
            Kind::Rule | Kind::Syntax | Kind::Access | Kind::Connection => true,
            Kind::File | Kind::Service | Kind::Internal | Kind::Interrupted => false,
        });
        self.commands == 0 && !self.state.is_resumed() && wrote_nothing
    }
}
