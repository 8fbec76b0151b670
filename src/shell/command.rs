//! What a command is: one declaration, one witness, one function.
//!
//! Parser, permission check, help, completion, reference and audit all read the [`Definition`]; no other list of
//! commands exists. A command that needs a right names it as a type, and receives the witness of that right or is never
//! called.

use super::argument::Specification;
use super::arguments::Arguments;
use super::context::Context;
use super::reply::Reply;
use super::requirement::{Need, Requirement};
use crate::error::Result;

/// A command of the shell.
pub trait Command {
    /// What must hold before it may run: a permission, a session, or nothing.
    type Requires: Requirement;

    /// Everything a person or the program needs to know of it.
    const DEFINITION: Definition;

    /// Whether it makes something whose number a command file can keep: it then replies with [`Reply::Created`].
    const CREATES: bool = false;

    /// Whether it has a place in a command file: not what needs a person, governs the file itself or replaces the database
    /// under it.
    const IN_FILES: bool = true;

    /// Does it. The witness proves that the requirement held when the command started.
    fn run(
        context: &mut Context,
        witness: <Self::Requires as Requirement>::Witness,
        arguments: &Arguments,
    ) -> Result<Reply>;
}

/// The declaration of a command.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// The canonical spelling: `clients lister`, or one word such as `aide`.
    pub words: &'static str,
    /// Other spellings of a one-word command: `exit`, `?`.
    pub aliases: &'static [&'static str],
    /// Where the help shows it.
    pub section: Section,
    /// One French sentence, beginning with a verb, ending with a full stop.
    pub summary: &'static str,
    /// More French sentences for the command's own help; may be empty.
    pub details: &'static str,
    /// Its arguments: positionals in their order, then options in the order of the help.
    pub arguments: &'static [Specification],
    /// Lines that parse, shown in the help.
    pub examples: &'static [&'static str],
}

/// A section of the general help, in the order of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Signing in, help, leaving.
    Session,
    /// Customers.
    Customers,
    /// Contracts and payments.
    Contracts,
    /// Events.
    Events,
    /// Accounts, roles, sessions, the journal.
    Management,
    /// Files of commands, their analysis, transcripts.
    Files,
    /// The database.
    Database,
}

/// The commands that ask for a password.
const AROUND_A_SECRET: [&str; 2] = ["connexion", "mot-de-passe changer"];
/// The command that draws a password, where one may be typed all the same.
const DRAWS_A_SECRET: &str = "utilisateurs reinitialiser-mot-de-passe";

/// A row of the command table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The declaration.
    pub definition: Definition,
    /// What it needs, for help, completion and the policy picture.
    pub need: Need,
    /// Whether it makes something that has a number.
    pub creates: bool,
    /// Whether it has a place in a command file.
    pub in_files: bool,
    /// Checks the requirement, giving the step that does the work.
    pub prepare: fn(&mut Context) -> Result<Ready>,
    /// The object and the verb, split once for all the lines that will be compared with them.
    words: (&'static str, Option<&'static str>),
}

/// A command whose requirement has been checked, waiting for its arguments.
pub type Ready = Box<dyn FnOnce(&mut Context, &Arguments) -> Result<Reply>>;

/// Whether an object is that of a command that asks for a password.
pub fn is_object_around_secret(object: &str) -> bool {
    let mut commands = AROUND_A_SECRET.iter();
    commands.any(|words| *words == object || words.split_once(' ').is_some_and(|(first, _)| first == object))
}

impl Entry {
    /// The row of a command; the only way to make one.
    pub const fn of<C: Command>() -> Self {
        Self {
            definition: C::DEFINITION,
            need: <C::Requires as Requirement>::NEED,
            creates: C::CREATES,
            in_files: C::IN_FILES,
            prepare: prepare::<C>,
            words: split_words(C::DEFINITION.words),
        }
    }

    /// The object (`clients`), or the only word of a one-word command.
    pub const fn object(&self) -> &'static str {
        self.words.0
    }

    /// Whether a password is asked for, and may be typed where it does not belong: what stands beside the command is
    /// then neither kept nor repeated.
    pub fn is_around_secret(&self) -> bool {
        AROUND_A_SECRET.contains(&self.definition.words)
    }

    /// Whether a word too many may be a password, though none is asked for: it is not repeated.
    pub fn may_be_given_secret(&self) -> bool {
        self.is_around_secret() || self.definition.words == DRAWS_A_SECRET
    }

    /// The verb (`lister`), or nothing for a one-word command.
    pub const fn verb(&self) -> Option<&'static str> {
        self.words.1
    }
}

/// `clients lister` in two; the only word of a one-word command and nothing.
const fn split_words(words: &'static str) -> (&'static str, Option<&'static str>) {
    let mut length = 0;
    while let Some((object, rest)) = words.split_at_checked(length) {
        if let [b' ', ..] = rest.as_bytes() {
            let (_, verb) = rest.split_at(1);
            return (object, Some(verb));
        }
        length += 1;
    }
    (words, None)
}

fn prepare<C: Command>(context: &mut Context) -> Result<Ready> {
    let witness = <C::Requires as Requirement>::check(context)?;
    Ok(Box::new(move |context, arguments| {
        C::run(context, witness, arguments)
    }))
}
