//! What a person typed and read, as a test: read, played again, compared, made of a copy of a terminal. It is handed
//! what runs a line, and never asks which commands there are by itself.

pub mod adoption;
mod alignment;
pub mod comparison;
pub mod file;
pub mod matching;
pub mod player;
pub mod replay;
pub mod report;
pub mod terminal_copy;
pub mod typed_lines;
pub mod variation;
