//! The words of the grammar that are no command of the table: what governs a command file, and what stands for the
//! program and for standard input.

use crate::models::folding::fold_keyword;

/// What the program is called.
pub const PROGRAM_NAME: &str = "epic_events";
/// What standard input is called.
pub const STANDARD_INPUT: &str = "-";
/// The directive that gives a variable its value.
pub const DEFINE: &str = "definir";
/// What it is given.
pub const DEFINE_OPERANDS: [&str; 2] = ["nom", "valeur"];
/// The directive that reads another file in this place.
pub const INCLUDE: &str = "inclure";
/// What it is given.
pub const INCLUDE_OPERANDS: [&str; 1] = ["fichier"];
/// What stands between a command and the name for what it makes.
pub const CAPTURE_SIGN: &str = "=>";

/// Whether a word begins a line that only a command file understands.
pub fn is_directive(word: &str) -> bool {
    [DEFINE, INCLUDE].contains(&&*fold_keyword(word))
}
