//! Phase 1 of a command file: everything is read, parsed, typed and checked against the rights of whoever will run it,
//! and every fault is told, before anything runs.
//!
//! A line that includes another file is replaced by the lines of that file, found from the folder of the one that includes
//! it. A variable is known from the line that defines it on; one that receives the number of what a command makes has no
//! value yet, and the arguments it stands in are read when it has.

use std::path::{Path, PathBuf};

use super::program::{FileNumber, Script};
use super::source::{LogicalLine, MAXIMUM_FILE_BYTES, STANDARD_INPUT, SourceReader};
use super::statement::{self, Capture, Statement};
use super::variable_set::VariableSet;
use crate::error::{Error, Fault, FileFault, Kind, Place, Problem, Result, Span};
use crate::security::permission::PermissionName;
use crate::shell::argument::Reading;
use crate::shell::command::Entry;
use crate::shell::confirmation::YES;
use crate::shell::parser::{Parsed, ParsedCommand};
use crate::shell::piped_input::PipedInput;
use crate::shell::requirement::Need;

/// How deep files may include one another.
const DEEPEST_INCLUSION: usize = 8;

/// What the lines are checked against.
pub struct Grounds<'run> {
    /// The commands there are.
    pub table: &'static [Entry],
    /// What values need to be read.
    pub reading: &'run Reading,
    /// The rights of whoever will run the file; nothing when that is not known.
    pub held: Option<&'run [PermissionName]>,
    /// The variables given before the file.
    pub variables: &'run VariableSet,
    /// Whether other files may be read.
    pub allows_files: bool,
}

/// A fault and where it is.
#[derive(Debug)]
pub struct Finding<'line> {
    /// The file.
    pub path: &'line Path,
    /// The place in the file; the beginning of the line for what has no place.
    pub place: Place,
    /// The files that include it, from the innermost, with their lines.
    pub inclusions: Vec<(PathBuf, u64)>,
    /// The line.
    pub line: &'line str,
    /// What is wrong.
    pub problem: &'line Problem,
}

/// What phase 1 found.
#[derive(Debug, Default)]
pub struct Checked {
    /// What will run.
    pub script: Script,
    /// How many faults were told.
    pub faults: usize,
    /// The commands for which a right is missing, each once.
    pub refused: Vec<(&'static str, PermissionName)>,
    /// The kind of the whole: [`Kind::Access`] when nothing but rights are missing.
    pub kind: Option<Kind>,
}

/// Reads and checks files, one after the other as one script. `tell` hears of each fault, in the order of the lines.
///
/// # Errors
/// [`Error::UnreadableFile`] for one of the files themselves, and for a byte that is no UTF-8 wherever it is.
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
            standard_input.lend(|source| checker.lines(source, file))?;
        } else {
            checker.open.push(identity(path));
            let mut source = SourceReader::open(path)?.of_at_most(MAXIMUM_FILE_BYTES);
            checker.lines(&mut source, file)?;
            checker.open.pop();
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
    fn lines(&mut self, source: &mut SourceReader, file: FileNumber) -> Result<()> {
        while let Some(line) = source.next_line()? {
            self.line(&line, file)?;
        }
        Ok(())
    }

    fn line(&mut self, line: &LogicalLine<'_>, file: FileNumber) -> Result<()> {
        let statement = statement::read(
            line.text,
            &self.variables,
            self.grounds.table,
            self.grounds.reading,
        );
        match statement {
            Statement::Blank => {}
            Statement::Faulty(problems) => self.report(line, file, &problems),
            Statement::Define { name, value } => {
                self.variables.define(&name, value);
                self.found.script.add_line(file, line.number, line.text);
            }
            Statement::Include { path, span } => self.include(line, file, &path, span)?,
            Statement::Command {
                parsed,
                capture,
                span,
            } => {
                let problems = self.faults_of(line.text, &parsed, capture.as_ref(), span);
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
    fn faults_of(&self, line: &str, parsed: &Parsed, capture: Option<&Capture>, span: Span) -> Vec<Problem> {
        let mut problems = match parsed.rejection(line) {
            Some(Error::Rejected { problems, .. }) => problems,
            _ => Vec::new(),
        };
        let Parsed::Command(command) = parsed else {
            return problems;
        };
        let entry = command.entry;
        let words = entry.definition.words;
        if !entry.in_files {
            problems.push(Problem::at(span, Fault::NotInFiles { command: words }));
        }
        if let Some(permission) = self.missing_right(entry) {
            problems.push(Problem::at(span, Fault::PermissionDenied { permission }));
        }
        if let Some(capture) = capture.filter(|_| !entry.creates) {
            problems.push(Problem::at(
                capture.span,
                Fault::CreatesNothing { command: words },
            ));
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
        let words = command.entry.definition.words;
        let is_known = self.found.refused.iter().any(|(known, _)| *known == words);
        if let Some(permission) = self.missing_right(command.entry).filter(|_| !is_known) {
            self.found.refused.push((words, permission));
        }
    }

    fn missing_right(&self, entry: &Entry) -> Option<PermissionName> {
        match (entry.need, self.grounds.held) {
            (Need::Permission(permission), Some(held)) if !held.contains(&permission) => Some(permission),
            _ => None,
        }
    }

    fn include(&mut self, line: &LogicalLine<'_>, file: FileNumber, typed: &str, span: Span) -> Result<()> {
        let folder = self.found.script.path(file).parent().unwrap_or(Path::new(""));
        let path = folder.join(typed);
        let identity = identity(&path);
        let refusal = if !self.grounds.allows_files {
            Some(Fault::InclusionUnreadable {
                path: path.clone(),
                why: FileFault::Forbidden,
            })
        } else if self.open.contains(&identity) {
            Some(Fault::InclusionCycle { path: path.clone() })
        } else if self.open.len() > DEEPEST_INCLUSION {
            Some(Fault::InclusionTooDeep {
                maximum: DEEPEST_INCLUSION,
            })
        } else {
            None
        };
        if let Some(fault) = refusal {
            self.report(line, file, &[Problem::at(span, fault)]);
            return Ok(());
        }
        let mut source = match SourceReader::open(&path) {
            Ok(source) => source.of_at_most(MAXIMUM_FILE_BYTES),
            Err(Error::UnreadableFile { why, .. }) => {
                let fault = Fault::InclusionUnreadable { path, why };
                self.report(line, file, &[Problem::at(span, fault)]);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let included = self.found.script.add_file(&path, Some((file, line.number)));
        self.open.push(identity);
        self.lines(&mut source, included)?;
        self.open.pop();
        Ok(())
    }

    fn report(&mut self, line: &LogicalLine<'_>, file: FileNumber, problems: &[Problem]) {
        for problem in problems {
            let kind = problem.fault.code().kind();
            self.found.faults += 1;
            self.found.kind = match self.found.kind {
                None => Some(kind),
                Some(known) if known == kind => Some(known),
                Some(_) => Some(Kind::Syntax),
            };
            let script = &self.found.script;
            (self.tell)(&Finding {
                path: script.path(file),
                place: line.place(problem.span.map_or(0, |span| span.start)),
                inclusions: script
                    .inclusions(file)
                    .into_iter()
                    .map(|site| (site.path.to_owned(), site.line))
                    .collect(),
                line: line.text,
                problem,
            });
        }
    }
}

/// Whether a command would ask a question that its line does not answer.
fn lacks_confirmation(command: &ParsedCommand) -> bool {
    let yes = YES.specification.name;
    let asks = command
        .entry
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
