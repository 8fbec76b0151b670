//! A run of command files that `--reprendre` can go on with: which lines it began with, under which variables, and
//! which of them are done.
//!
//! The database keeps all of it, so that a run is found again under whatever name the database has, and lost with what
//! it did where the database is restored. A count on the machine says how far the run came: what it counts and the
//! database does not know any more is never gone over in silence.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::line_digests::LineDigests;
use super::loaded_script::Script;
use super::run_count::{Counted, RunCount};
use super::run_identity::RunIdentity;
use super::variable_set::VariableSet;
use crate::database::authorized::Authorized;
use crate::error::{Error, MissingLines, Result, RunChange};
use crate::models::permission::OwnAccount;
use crate::models::run::{LineMark, LineMarks, RunId, UnfinishedRun};
use crate::services::runs;

/// A run.
#[derive(Debug)]
pub struct RunState {
    id: RunId,
    beginning: Beginning,
    /// What the database knows the files by.
    files_digest: String,
    /// How many lines are done.
    done: usize,
    /// What is left of them.
    marks: LineMarks,
    /// How many the machine has counted.
    counted: usize,
    /// Nothing where the run is not kept at all.
    count: Option<RunCount>,
    /// The unfinished run that it takes the place of.
    replaced: Option<RunId>,
    is_resumed: bool,
    /// Whether its lines are kept together: it cannot be gone on with.
    is_one_transaction: bool,
    /// Whether the database knows of it.
    is_begun: bool,
}

/// What a run began with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Beginning {
    variables: Vec<(String, String)>,
    lines: LineDigests,
}

/// How a run is to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the first line; refused while an earlier run is unfinished.
    Anew,
    /// At the first line, whatever happened before.
    Over,
    /// After the last line done, which the database knows.
    Resume,
    /// At the first line that the database does not know any more: it was restored.
    ResumeRestored,
}

impl RunState {
    /// A run of which nothing is kept: its transaction keeps all or nothing, or its lines come from standard input.
    pub fn unkept(script: &Script, variables: &VariableSet) -> Self {
        Self::new(Beginning::new(script, variables), None, String::new())
    }

    /// The variables of the run to go on with.
    ///
    /// # Errors
    /// [`Error::NoRunToResume`], [`Error::RunLinesMissing`]; when what is kept of it cannot be understood.
    pub fn variables_to_resume(
        authorized: &Authorized<OwnAccount>,
        data_directory: &Path,
        identity: RunIdentity<'_>,
    ) -> Result<VariableSet> {
        if let Some(unfinished) = runs::find_unfinished(authorized, &identity.files_digest())? {
            return Beginning::read(&unfinished).map(|beginning| beginning.variables());
        }
        refuse_unknown(authorized, RunCount::last_counted(data_directory, identity), identity)?;
        Err(no_run_to_resume(identity))
    }

    /// Finds out whether a run may begin, or where it goes on. Until then nobody else on this machine begins the same.
    ///
    /// # Errors
    /// [`Error::RunUnfinished`], [`Error::NoRunToResume`], [`Error::RunChanged`], [`Error::RunLinesMissing`] as `start`
    /// says; [`Error::RunInProgress`]; what the file system refuses.
    pub fn open(
        authorized: &Authorized<OwnAccount>,
        data_directory: &Path,
        identity: RunIdentity<'_>,
        (script, variables): (&Script, &VariableSet),
        start: Start,
    ) -> Result<Self> {
        let count = RunCount::open(data_directory, identity)?;
        let files_digest = identity.files_digest();
        let unfinished = runs::find_unfinished(authorized, &files_digest)?;
        let new = |count| Self::new(Beginning::new(script, variables), Some(count), files_digest.clone());
        if start == Start::Over {
            return Ok(Self {
                replaced: unfinished.map(|unfinished| unfinished.id),
                ..new(count)
            });
        }
        let Some(unfinished) = unfinished else {
            refuse_unknown(authorized, count.counted()?, identity)?;
            if start == Start::Anew {
                return Ok(new(count));
            }
            count.forget();
            return Err(no_run_to_resume(identity));
        };
        let marks = runs::list_marks(authorized, unfinished.id)?;
        let counted = count.counted()?.filter(|counted| counted.run == unfinished.id);
        let counted = counted.map_or(0, |counted| counted.done);
        // Lines are done in their order: none before one that is done is left.
        let done = marks.last_key_value().map_or(0, |(last, _)| last + 1).max(counted);
        if start == Start::Anew {
            return Err(Error::RunUnfinished {
                path: identity.first_path().to_owned(),
                done,
            });
        }
        let beginning = Beginning::read(&unfinished)?;
        if let Some((changed_path, change)) = beginning.change(script, variables) {
            return Err(Error::RunChanged {
                path: changed_path.unwrap_or_else(|| identity.first_path().to_owned()),
                change,
            });
        }
        Ok(Self {
            id: unfinished.id,
            done: done.min(script.len()),
            marks,
            counted,
            is_resumed: true,
            is_begun: true,
            ..Self::new(beginning, Some(count), files_digest)
        })
    }

    fn new(beginning: Beginning, count: Option<RunCount>, files_digest: String) -> Self {
        Self {
            id: RunId::draw(),
            beginning,
            files_digest,
            done: 0,
            marks: LineMarks::new(),
            counted: 0,
            count,
            replaced: None,
            is_resumed: false,
            is_one_transaction: false,
            is_begun: false,
        }
    }

    /// The same run in one transaction: nobody else begins it meanwhile, and nothing is kept of it.
    #[must_use]
    pub fn of_one_transaction(self) -> Self {
        Self {
            is_one_transaction: true,
            ..self
        }
    }

    /// The place of the first line that was done and of which nothing is left, though such a line leaves a mark.
    pub fn missing_line(&self, leaves_mark: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.done).find(|index| !self.marks.contains_key(index) && leaves_mark(*index))
    }

    /// Goes on at an earlier line: what the database does not know any more is not done.
    #[must_use]
    pub fn back_to(self, index: usize) -> Self {
        Self {
            done: index,
            counted: index,
            ..self
        }
    }

    /// Keeps what the run begins with, from before its first line on.
    ///
    /// # Returns
    /// Whether it may begin: not when somebody else has just begun it.
    pub fn begin(&mut self, authorized: &Authorized<OwnAccount>) -> Result<bool> {
        if !self.is_kept() || self.is_resumed {
            return Ok(true);
        }
        let unfinished = UnfinishedRun {
            id: self.id,
            beginning: serde_json::to_string(&self.beginning).map_err(Error::internal)?,
        };
        self.is_begun = runs::begin(authorized, &self.files_digest, &unfinished, self.replaced)?;
        Ok(self.is_begun)
    }

    /// Whether it goes on with an earlier run.
    pub fn is_resumed(&self) -> bool {
        self.is_resumed
    }

    /// Whether it can be gone on with.
    pub fn is_kept(&self) -> bool {
        self.count.is_some() && !self.is_one_transaction
    }

    /// How many lines are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Where it goes on: the last line done comes again where it was not counted, since it may not be noted either.
    pub fn first(&self) -> usize {
        let Some(last) = self.done.checked_sub(1) else {
            return 0;
        };
        let was_recorded = matches!(self.marks.get(&last), Some(LineMark::Recorded(_)));
        if was_recorded && self.counted < self.done {
            last
        } else {
            self.done
        }
    }

    /// What is left of a line that an earlier part of this run did.
    pub fn mark(&self, index: usize) -> Option<LineMark> {
        self.marks.get(&index).copied()
    }

    /// The variables the run began with.
    pub fn variables(&self) -> VariableSet {
        self.beginning.variables()
    }

    /// Identifies the write of a line: the same whenever this run does it, another in any other run.
    pub fn operation_id(&self, index: usize) -> Uuid {
        self.id.operation_id(index)
    }

    /// Notes that this many lines are done.
    pub fn count(&mut self, done: usize) -> Result<()> {
        self.done = done;
        match &self.count {
            Some(count) if !self.is_one_transaction => count.write(Counted { run: self.id, done }),
            Some(_) | None => Ok(()),
        }
    }

    /// Forgets the run that this one was to do over, in the transaction that does so.
    ///
    /// # Errors
    /// What keeps the database from it.
    pub fn replace(&self, authorized: &Authorized<OwnAccount>) -> Result<()> {
        match self.replaced {
            Some(replaced) => runs::end(authorized, replaced),
            None => Ok(()),
        }
    }

    /// Ends the run: it went to its end, or did nothing. What the machine has counted goes first: without it, the run
    /// is only gone on with where nothing is left to do.
    ///
    /// # Errors
    /// What keeps the database from it: the run can then be gone on with.
    pub fn finish(&self, authorized: &Authorized<OwnAccount>) -> Result<()> {
        if let Some(count) = &self.count {
            count.forget();
        }
        if self.is_begun {
            return runs::end(authorized, self.id);
        }
        Ok(())
    }

    /// Lets go of the run. What can be gone on with stays, also an earlier run that this one was to do over.
    pub fn leave(&self) {
        if let Some(count) = self
            .count
            .as_ref()
            .filter(|_| !self.is_begun && self.replaced.is_none())
        {
            count.forget();
        }
    }
}

impl Beginning {
    fn new(script: &Script, variables: &VariableSet) -> Self {
        Self {
            variables: variables
                .known()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            lines: script.digests(),
        }
    }

    fn read(unfinished: &UnfinishedRun) -> Result<Self> {
        serde_json::from_str(&unfinished.beginning)
            .map_err(|_| Error::internal(format_args!("the beginning of run {} cannot be read", unfinished.id)))
    }

    fn variables(&self) -> VariableSet {
        let mut variables = VariableSet::default();
        for (name, value) in &self.variables {
            variables.define(name, Some(value.clone()));
        }
        variables
    }

    /// What is not as it was when the run began, and in which file. Variables that nobody gives again are those of the
    /// run.
    fn change(&self, script: &Script, variables: &VariableSet) -> Option<(Option<PathBuf>, RunChange)> {
        if let Some(index) = self.lines.first_difference(&script.digests()) {
            return Some(changed_line(script, index));
        }
        let before: Vec<(&str, &str)> = self
            .variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let now: Vec<(&str, &str)> = variables.known().collect();
        if now.is_empty() {
            return None;
        }
        let (gone, given) = (
            before.iter().find(|variable| !now.contains(variable)),
            now.iter().find(|variable| !before.contains(variable)),
        );
        let (name, _) = gone.or(given)?;
        Some((None, RunChange::Variable((*name).to_owned())))
    }
}

/// Where a line of a script stands, or would stand: the first one that is gone may come after the last.
fn changed_line(script: &Script, index: usize) -> (Option<PathBuf>, RunChange) {
    let after_last = index >= script.len();
    let site = script.site(index - usize::from(after_last && index > 0));
    let line = site.map_or(1, |site| site.line + u64::from(after_last));
    (site.map(|site| site.path.to_owned()), RunChange::Line(line))
}

/// Refuses to go over a run of which this machine has counted lines and the database knows nothing: neither that it was
/// begun, nor that it ended.
fn refuse_unknown(
    authorized: &Authorized<OwnAccount>,
    counted: Option<Counted>,
    identity: RunIdentity<'_>,
) -> Result<()> {
    let Some(Counted { run, done }) = counted else {
        return Ok(());
    };
    if runs::is_known(authorized, run)? {
        return Ok(());
    }
    Err(Error::RunLinesMissing {
        path: identity.first_path().to_owned(),
        missing: MissingLines::All { done },
    })
}

fn no_run_to_resume(identity: RunIdentity<'_>) -> Error {
    Error::NoRunToResume {
        path: identity.first_path().to_owned(),
    }
}
