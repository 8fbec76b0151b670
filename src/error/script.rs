//! What is wrong with a command file, as data: each fault and where it stands.

use std::path::Path;

use super::{Place, Problem};

/// A fault and where it is.
#[derive(Debug)]
pub struct Finding<'line> {
    /// The file.
    pub path: &'line Path,
    /// The place in the file; the beginning of the line for what has no place.
    pub place: Place,
    /// The lines that include the file, from the innermost.
    pub inclusions: &'line [Site<'line>],
    /// The line, as it may be shown.
    pub line: &'line str,
    /// What is wrong.
    pub problem: &'line Problem,
    /// How many more faults of the line are counted and not told.
    pub untold: usize,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
pub struct Site<'script> {
    /// The file.
    pub path: &'script Path,
    /// Its line, from 1.
    pub line: u64,
}
