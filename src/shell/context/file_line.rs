//! What is particular to a command that is a line of a command file.

use uuid::Uuid;

/// A command that is a line of a command file.
#[derive(Debug, Clone)]
pub struct FileLine {
    /// Where it stands: `mise-a-jour.crm:12`.
    pub site: String,
    /// The lines that include its file, to show below an error.
    pub inclusions: String,
    /// Identifies its write; drawn for each command otherwise.
    pub operation_id: Uuid,
    /// How what it does is kept.
    pub keeping: Keeping,
}

/// How what the lines of a command file do is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// Each by itself, as soon as it is done.
    Each,
    /// All of them at the end, or none.
    Whole,
    /// None: the file is only tried.
    Nothing,
}
