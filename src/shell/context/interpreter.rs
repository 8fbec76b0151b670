//! What runs lines, as whoever runs many of them is given it: files of commands and transcripts know the declarations
//! and a function that does what a parsed line says, and neither the table nor the dispatcher.

use super::Context;
use super::reply::Ending;
use crate::shell::grammar::declaration::Declaration;
use crate::shell::grammar::parser::Parsed;

/// The commands there are, and what runs them.
#[derive(Debug, Clone, Copy)]
pub struct Interpreter {
    /// What may be said.
    pub declarations: &'static [Declaration],
    /// Does what a line says that was parsed with these declarations, and shows its result or its error.
    pub execute: fn(&mut Context, &str, Parsed) -> Ending,
}
