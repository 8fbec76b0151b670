//! What a command is: one declaration, one witness, one function.
//!
//! A command that needs a right names it as a type, and receives the witness of that right or is never called. What may
//! be said of it is its [`Declaration`]; whoever only reads lines is given declarations, and never learns what runs.

use super::Context;
use super::reply::Reply;
use super::requirement::Requirement;
use crate::error::Result;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::{Declaration, Definition, Secrecy};

/// A command of the shell.
pub trait Command {
    /// What must hold before it may run: a permission, a session, or nothing.
    type Requires: Requirement;

    /// Everything a person or the program needs to know of it.
    const DEFINITION: Definition;

    /// Other spellings of a one-word command.
    const ALIASES: &'static [&'static str] = &[];

    /// Whether it makes something whose number a command file can keep: it then replies with [`Reply::Created`].
    const CREATES: bool = false;

    /// Whether it has a place in a command file: not what needs a person, governs the file itself or replaces the
    /// database under it.
    const IN_FILES: bool = true;

    /// Whether a password may be typed in its line.
    const SECRECY: Secrecy = Secrecy::Open;

    /// Does it. The witness proves that the requirement held when the command started.
    fn run(
        context: &mut Context,
        witness: <Self::Requires as Requirement>::Witness,
        arguments: &Arguments,
    ) -> Result<Reply>;
}

/// A row of the command table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What may be said.
    pub declaration: Declaration,
    /// Checks the requirement, giving the step that does the work.
    pub prepare: fn(&mut Context) -> Result<Ready>,
}

/// A command whose requirement has been checked, waiting for its arguments.
pub type Ready = Box<dyn FnOnce(&mut Context, &Arguments) -> Result<Reply>>;

impl Entry {
    /// The row of a command; the only way to make one.
    pub const fn of<C: Command>() -> Self {
        let mut declaration = Declaration::new(C::DEFINITION, <C::Requires as Requirement>::NEED);
        declaration.aliases = C::ALIASES;
        declaration.creates = C::CREATES;
        declaration.in_files = C::IN_FILES;
        declaration.secrecy = C::SECRECY;
        Self {
            declaration,
            prepare: prepare::<C>,
        }
    }
}

fn prepare<C: Command>(context: &mut Context) -> Result<Ready> {
    let witness = <C::Requires as Requirement>::check(context)?;
    Ok(Box::new(move |context, arguments| C::run(context, witness, arguments)))
}
