//! Going on with a run: what its lines have left in the database, and what is missing there.

use std::path::PathBuf;

use super::{Run, RunOptions};
use crate::error::{Error, MissingLines, Result};
use crate::models::audit_entry::Done;
use crate::models::permission::OwnAccount;
use crate::models::run::LineMark;
use crate::services::{audit, runs};
use crate::shell::context::Context;
use crate::shell::grammar::declaration::Need;
use crate::shell::grammar::parser::Parsed;
use crate::shell::script::loaded_script::Script;
use crate::shell::script::run_state::{RunState, Start};
use crate::shell::script::statement::{self, Statement};
use crate::shell::script::variable_set::VariableSet;

/// Refuses a run of which the database has lost a line; where it is known to have been restored, goes on at that line.
pub(super) fn without_gap(
    context: &Context,
    state: RunState,
    script: &Script,
    options: &RunOptions<'_>,
) -> Result<RunState> {
    let mut variables = VariableSet::default();
    // Whatever their values are, the command is the same.
    variables.open();
    let (declarations, reading) = (context.interpreter.declarations, context.reading());
    let missing = state.missing_line(|index| {
        let statement = statement::read(script.text(index), &variables, declarations, &reading);
        matches!(statement, Statement::Command { parsed, .. } if may_write(&parsed))
    });
    let Some(index) = missing else {
        return Ok(state);
    };
    if options.start == Start::ResumeRestored {
        return Ok(state.back_to(index));
    }
    let site = script.site(index);
    Err(Error::RunLinesMissing {
        path: site.map_or_else(PathBuf::new, |site| site.path.to_owned()),
        missing: MissingLines::From {
            line: site.map_or(0, |site| site.line),
            done: state.done(),
        },
    })
}

impl Run<'_> {
    /// Gives the variables the values they had after the lines done before.
    pub(super) fn recall(&mut self, context: &Context) {
        let reading = context.reading();
        let declarations = context.interpreter.declarations;
        for index in 0..self.first {
            let text = self.script.text(index);
            match statement::read(text, &self.variables, declarations, &reading) {
                Statement::Define { name, value } => self.variables.define(&name, value),
                Statement::Command {
                    capture: Some(capture), ..
                } => {
                    let made = match self.state.mark(index) {
                        Some(LineMark::Recorded(done)) => done.created,
                        Some(LineMark::Passed) | None => None,
                    };
                    self.keep(&capture.name, made);
                }
                Statement::Faulty(_) => self.forget_defined(index),
                Statement::Command { .. } | Statement::Blank | Statement::Include { .. } => {}
            }
        }
    }

    /// What a line did, when an earlier part of this run did it; nothing when it is still to be done.
    pub(super) fn done_before(&mut self, context: &mut Context, index: usize, may_write: bool) -> Result<Option<Done>> {
        match self.state.mark(index) {
            Some(LineMark::Recorded(done)) => return Ok(Some(done)),
            Some(LineMark::Passed) => return Ok(Some(Done { created: None })),
            None => {}
        }
        if !self.state.is_resumed() || !may_write || self.is_settled {
            return Ok(None);
        }
        // Whoever was killed in the middle of it may have left the server about to commit.
        self.is_settled = true;
        context.begin(self.options.command);
        let authorized = context.authorize::<OwnAccount>()?;
        audit::settle_operation(&authorized, self.state.operation_id(index))
    }

    /// Whether the line that has just run is in the journal of the database.
    pub(super) fn has_recorded(&self, context: &mut Context, index: usize) -> Result<bool> {
        Ok(context.database()?.has_just_recorded(self.state.operation_id(index)))
    }

    /// Leaves a mark of a line that is done and is not in the journal, so that it is not done again.
    pub(super) fn pass(&self, index: usize, outcome: &str) -> Result<()> {
        if !self.state.is_kept() {
            return Ok(());
        }
        runs::pass_line(&self.authorized, self.state.operation_id(index), outcome)
    }
}

/// Whether a line may write: once done, it leaves a mark.
pub(super) fn may_write(parsed: &Parsed) -> bool {
    match parsed {
        Parsed::Command(command) => match command.declaration.need {
            Need::Permission(permission) => permission.opens_writes(),
            Need::Nothing | Need::Session | Need::SessionUnless(_) => false,
        },
        Parsed::Blank | Parsed::Unknown(_) | Parsed::Help { .. } => false,
    }
}
