//! A command file in memory, with everything it includes: its lines in the order in which they run, and where each
//! stands.

use std::path::{Path, PathBuf};

use super::line_digests::LineDigests;
use crate::error::script::Site;

/// A command file and the files it includes.
#[derive(Debug, Default)]
pub struct Script {
    files: Vec<ScriptFile>,
    lines: Vec<ScriptLine>,
    /// The texts of all lines, one after the other.
    text: String,
}

/// One of the files.
#[derive(Debug)]
struct ScriptFile {
    path: PathBuf,
    /// The file and the line that include it.
    included_from: Option<(FileNumber, u64)>,
}

/// The place of a file in its script.
pub type FileNumber = usize;

/// One line, which runs a command or defines a variable.
#[derive(Debug, Clone, Copy)]
struct ScriptLine {
    file: FileNumber,
    number: u64,
    start: usize,
    end: usize,
}

impl Script {
    /// Adds a file; its lines follow.
    pub fn add_file(&mut self, path: &Path, included_from: Option<(FileNumber, u64)>) -> FileNumber {
        self.files.push(ScriptFile {
            path: path.to_owned(),
            included_from,
        });
        self.files.len() - 1
    }

    /// Adds a line at the end.
    pub fn add_line(&mut self, file: FileNumber, number: u64, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.lines.push(ScriptLine {
            file,
            number,
            start,
            end: self.text.len(),
        });
    }

    /// How many files there are.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// How many bytes all lines have.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// How many lines run or define something.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing runs at all.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The text of a line; empty beyond the end.
    pub fn text(&self, index: usize) -> &str {
        self.lines
            .get(index)
            .and_then(|line| self.text.get(line.start..line.end))
            .unwrap_or_default()
    }

    /// Where a line stands; nothing beyond the end.
    pub fn site(&self, index: usize) -> Option<Site<'_>> {
        let line = self.lines.get(index)?;
        Some(Site {
            path: self.path(line.file),
            line: line.number,
        })
    }

    /// The lines that include the file of a line, from the innermost to the outermost.
    pub fn inclusions_of_line(&self, index: usize) -> Vec<Site<'_>> {
        let line = self.lines.get(index);
        line.map(|line| self.inclusions(line.file)).unwrap_or_default()
    }

    /// A file as it was named.
    pub fn path(&self, file: FileNumber) -> &Path {
        self.files.get(file).map_or(Path::new(""), |file| &file.path)
    }

    /// The lines that include a file, from the innermost to the outermost.
    pub fn inclusions(&self, file: FileNumber) -> Vec<Site<'_>> {
        let mut sites = Vec::new();
        let mut next = self.files.get(file).and_then(|file| file.included_from);
        while let Some((includer, line)) = next {
            sites.push(Site {
                path: self.path(includer),
                line,
            });
            next = self.files.get(includer).and_then(|file| file.included_from);
        }
        sites
    }

    /// A short digest of each line.
    pub fn digests(&self) -> LineDigests {
        LineDigests::of((0..self.len()).map(|index| self.text(index)))
    }
}
