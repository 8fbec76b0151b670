//! What nearly every command names: its witness, what it works with, and how it is declared.

pub use crate::database::authorized::Authorized;
pub use crate::error::{Error, Result};
pub use crate::shell::context::Context;
pub use crate::shell::context::command::Command;
pub use crate::shell::context::reply::{Reply, Status};
pub use crate::shell::context::requirement::Anyone;
pub(crate) use crate::shell::grammar::argument::arguments;
pub use crate::shell::grammar::argument::{Field, Optional, Repeated, Required, Rest, Switch};
pub use crate::shell::grammar::arguments::Arguments;
pub use crate::shell::grammar::declaration::{Definition, Secrecy, Section};
