//! Text to command and back, as pure functions over models and errors. Nothing is run, asked, read or written here.

pub mod answers;
pub mod argument;
pub mod arguments;
pub mod characters;
pub mod completion;
pub mod declaration;
pub mod directives;
pub mod order;
pub mod parser;
pub mod period;
pub mod printer;
pub mod quoting;
#[cfg(test)]
pub mod test_table;
pub mod tokenizer;
pub mod values;
