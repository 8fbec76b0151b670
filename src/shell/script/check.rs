//! Phase 1 of a command file: everything is read, parsed, typed and checked against the rights of whoever will run it,
//! and every fault is told, before anything runs.
//!
//! A line that includes another file is replaced by the lines of that file, found from the folder of the one that
//! includes it. A variable is known from the line that defines it on; one that receives the number of what a command
//! makes has no value yet, and the arguments it stands in are read when it has.

use std::path::{Path, PathBuf};

use super::loaded_script::{FileNumber, Script};
use super::statement::{self, Capture, Statement};
use super::variable_set::VariableSet;
use crate::error::script::Finding;
use crate::error::{Error, Fault, FileFault, Kind, Problem, Result, Span};
use crate::models::permission::PermissionName;
use crate::shell::context::standard_input::PipedInput;
use crate::shell::context::text_source::{LogicalLine, MAXIMUM_FILE_BYTES, SourceReader};
use crate::shell::dialogue::confirmation::YES;
use crate::shell::grammar::argument::Reading;
use crate::shell::grammar::declaration::Declaration;
use crate::shell::grammar::directives::STANDARD_INPUT;
use crate::shell::grammar::parser::{Parsed, ParsedCommand, without_secret};
use crate::shell::messages::problems::MOST_SENTENCES;

/// How deep files may include one another.
const DEEPEST_INCLUSION: usize = 8;
/// How many files a script may be made of: a few that include one another several times could be millions.
const MOST_FILES: usize = 1_000;
/// The longest text a script may have, with all that it includes.
const MAXIMUM_SCRIPT_BYTES: usize = 64 * 1024 * 1024;

/// What the lines are checked against.
pub struct Grounds<'run> {
    /// The commands there are.
    pub declarations: &'static [Declaration],
    /// What values need to be read.
    pub reading: &'run Reading,
    /// The rights of whoever will run the file; nothing when that is not known.
    pub held: Option<&'run [PermissionName]>,
    /// The variables given before the file.
    pub variables: &'run VariableSet,
    /// Whether other files may be read.
    pub allows_files: bool,
}

/// What phase 1 found.
#[derive(Debug, Default)]
pub struct Checked {
    /// What will run.
    pub script: Script,
    /// How many faults there are.
    pub faults: usize,
    /// The commands for which a right is missing, each once.
    pub refused: Vec<(&'static str, PermissionName)>,
    /// The kind of the whole: [`Kind::Access`] when nothing but rights are missing.
    pub kind: Option<Kind>,
}

/// Reads and checks files, one after the other as one script. `tell` hears of each fault, in the order of the lines.
///
/// # Errors
/// [`Error::UnreadableFile`] for one of the files themselves. One that they include is a fault of the line that does.
pub fn check(
    paths: &[&Path],
    grounds: &Grounds<'_>,
    standard_input: &PipedInput,
    tell: &mut dyn FnMut(&Finding<'_>),
) -> Result<Checked> {
    let mut checker = Checker {
        grounds,
        variables: grounds.variables.clone(),
        found: Checked::default(),
        open: Vec::new(),
        tell,
    };
    for path in paths {
        let file = checker.found.script.add_file(path, None);
        if *path == Path::new(STANDARD_INPUT) {
            standard_input.lend(|source| {
                source.limit(MAXIMUM_FILE_BYTES);
                checker.lines(source, file)
            })?;
        } else {
            checker.file(path, file)?;
        }
    }
    Ok(checker.found)
}

struct Checker<'run> {
    grounds: &'run Grounds<'run>,
    variables: VariableSet,
    found: Checked,
    /// The files being read, each included by the one before.
    open: Vec<PathBuf>,
    tell: &'run mut dyn FnMut(&Finding<'_>),
}

impl Checker<'_> {
    fn file(&mut self, path: &Path, file: FileNumber) -> Result<()> {
        let mut source = SourceReader::open(path)?.of_at_most(MAXIMUM_FILE_BYTES);
        self.open.push(identity(path));
        let read = self.lines(&mut source, file);
        self.open.pop();
        read
    }

    fn lines(&mut self, source: &mut SourceReader, file: FileNumber) -> Result<()> {
        while let Some(line) = source.next_line()? {
            self.line(&line, file)?;
            if self.found.script.bytes() > MAXIMUM_SCRIPT_BYTES {
                return Err(Error::unreadable(self.found.script.path(file), FileFault::TooLarge));
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &LogicalLine<'_>, file: FileNumber) -> Result<()> {
        let statement = statement::read(
            line.text,
            &self.variables,
            self.grounds.declarations,
            self.grounds.reading,
        );
        match statement {
            Statement::Blank => {}
            Statement::Faulty(problems) => {
                self.report(line, file, &problems);
                // One fault is enough: what it was to define counts as defined.
                if let Some(name) = statement::defined_by(line.text) {
                    self.variables.define(&name, None);
                }
            }
            Statement::Define { name, value } => {
                self.variables.define(&name, value);
                self.found.script.add_line(file, line.number, line.text);
            }
            Statement::Include { path, span } => {
                if let Some(fault) = self.include(line, file, path.as_deref())? {
                    self.report(line, file, &[Problem::at(span, fault)]);
                }
            }
            Statement::Command { parsed, capture, span } => {
                let problems = self.faults_of(&parsed, capture.as_ref(), span);
                self.note_refusal(&parsed);
                self.report(line, file, &problems);
                if let Some(capture) = capture {
                    self.variables.define(&capture.name, None);
                }
                self.found.script.add_line(file, line.number, line.text);
            }
        }
        Ok(())
    }

    /// Everything wrong with a command, as far as can be known before it runs.
    fn faults_of(&self, parsed: &Parsed, capture: Option<&Capture>, span: Span) -> Vec<Problem> {
        let mut problems = statement::problems_of(parsed, capture);
        let Parsed::Command(command) = parsed else {
            return problems;
        };
        let declaration = command.declaration;
        let words = declaration.definition.words;
        if !declaration.in_files {
            problems.push(Problem::at(span, Fault::NotInFiles { command: words }));
        }
        if let Some(permission) = self.missing_right(declaration) {
            problems.push(Problem::at(span, Fault::PermissionDenied { permission }));
        }
        if lacks_confirmation(command) {
            problems.push(Problem {
                span: None,
                fault: Fault::MissingArgument {
                    command: words,
                    argument: YES.specification.name,
                    is_option: true,
                },
            });
        }
        problems
    }

    fn note_refusal(&mut self, parsed: &Parsed) {
        let Parsed::Command(command) = parsed else {
            return;
        };
        let words = command.declaration.definition.words;
        let is_known = self.found.refused.iter().any(|(known, _)| *known == words);
        if let Some(permission) = self.missing_right(command.declaration).filter(|_| !is_known) {
            self.found.refused.push((words, permission));
        }
    }

    fn missing_right(&self, declaration: &Declaration) -> Option<PermissionName> {
        self.grounds.held.and_then(|held| declaration.need.missing(held))
    }

    /// Reads an included file in the place of the line that includes it.
    ///
    /// # Returns
    /// Why it is not included.
    fn include(&mut self, line: &LogicalLine<'_>, file: FileNumber, typed: Option<&str>) -> Result<Option<Fault>> {
        let Some(typed) = typed else {
            return Ok(Some(Fault::InclusionUnknown));
        };
        let folder = self.found.script.path(file).parent().unwrap_or(Path::new(""));
        let path = folder.join(typed);
        if !self.grounds.allows_files {
            let why = FileFault::Forbidden;
            return Ok(Some(Fault::InclusionUnreadable { path, why }));
        }
        if self.open.contains(&identity(&path)) {
            return Ok(Some(Fault::InclusionCycle { path }));
        }
        let depth = self.found.script.inclusions(file).len();
        if depth >= DEEPEST_INCLUSION {
            let maximum = DEEPEST_INCLUSION;
            return Ok(Some(Fault::InclusionTooDeep { maximum }));
        }
        if self.found.script.files() >= MOST_FILES {
            let maximum = MOST_FILES;
            return Ok(Some(Fault::TooManyInclusions { maximum }));
        }
        let included = self.found.script.add_file(&path, Some((file, line.number)));
        match self.file(&path, included) {
            Ok(()) => Ok(None),
            Err(Error::UnreadableFile { path, why }) => Ok(Some(Fault::InclusionUnreadable { path, why })),
            Err(error) => Err(error),
        }
    }

    fn report(&mut self, line: &LogicalLine<'_>, file: FileNumber, problems: &[Problem]) {
        if problems.is_empty() {
            return;
        }
        self.found.faults += problems.len();
        for problem in problems {
            let kind = problem.fault.code().kind();
            self.found.kind = match self.found.kind {
                None => Some(kind),
                Some(known) if known == kind => Some(known),
                Some(_) => Some(Kind::Syntax),
            };
        }
        let script = &self.found.script;
        let inclusions = script.inclusions(file);
        let told = problems.len().min(MOST_SENTENCES);
        let shown = without_secret(line.text, self.grounds.declarations, problems);
        for (index, problem) in problems.iter().take(told).enumerate() {
            let is_last = index + 1 == told;
            (self.tell)(&Finding {
                path: script.path(file),
                place: line.place(problem.span.map_or(0, |span| span.start)),
                inclusions: &inclusions,
                line: &shown,
                problem,
                untold: if is_last { problems.len() - told } else { 0 },
            });
        }
    }
}

/// Whether a command would ask a question that its line does not answer.
fn lacks_confirmation(command: &ParsedCommand) -> bool {
    let yes = YES.specification.name;
    let asks = command
        .declaration
        .definition
        .arguments
        .iter()
        .any(|argument| argument.name == yes);
    asks && !command.wants_help && !command.arguments.has(&YES)
}

/// What a file is known by, whatever it is called; its name when it is not there.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
