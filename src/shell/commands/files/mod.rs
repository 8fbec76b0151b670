//! `executer`, `analyser`, `rejouer`: files of commands, and transcripts.

pub mod analyse;
pub mod execute;
pub mod fields;
pub mod replay;
