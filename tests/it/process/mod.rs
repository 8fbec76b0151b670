//! The whole program as a process, as people and machines meet it.

mod external_server;
mod keyboard;
mod one_command;
mod secrets;
mod server_life;
mod settings;
mod signals;
mod slow_server;
mod standard_input;
