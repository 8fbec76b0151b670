//! The whole program as a process, as people and machines meet it.

mod keyboard;
mod one_command;
mod server_life;
mod signals;
mod standard_input;
