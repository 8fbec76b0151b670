//! The whole program as a process, as people and machines meet it.

mod one_command;
