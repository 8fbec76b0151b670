//! How a person comes in: the keyboard, standard input, the arguments of the program. A door reads lines and hands them
//! to the dispatcher; it knows no command.

pub mod history;
pub mod interactive;
pub mod invocation;
pub mod line_editor;
pub mod path_completion;
pub mod piped_lines;
