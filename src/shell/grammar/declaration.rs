//! The declaration of a command: what may be said, as data.
//!
//! Parser, permission check, help, completion, reference and audit all read it; no other list of commands exists. What
//! a command does stands elsewhere, and is never asked here.

use super::argument::Specification;
use crate::models::permission::PermissionName;

/// What is known of a command without running it.
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// What a person is told of it, and may type.
    pub definition: Definition,
    /// Other spellings of a one-word command: `exit`, `?`.
    pub aliases: &'static [&'static str],
    /// What it needs, for help, completion and the policy picture.
    pub need: Need,
    /// Whether it makes something that has a number.
    pub creates: bool,
    /// Whether it has a place in a command file.
    pub in_files: bool,
    /// Whether a password may stand in its line.
    pub secrecy: Secrecy,
    /// The object and the verb, split once for all the lines that will be compared with them.
    words: (&'static str, Option<&'static str>),
}

/// What a person is told of a command, and may type.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// The canonical spelling: `clients lister`, or one word such as `aide`.
    pub words: &'static str,
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

/// What must hold before a command may run, as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// A session.
    Session,
    /// A session, unless the command is given this switch.
    SessionUnless(&'static str),
    /// A permission.
    Permission(PermissionName),
}

/// Whether a password may stand in the line of a command, though none takes one as a value (S7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// No more than in any other line.
    Open,
    /// The command draws a password, where one may be typed all the same: a word too many is not repeated.
    Draws,
    /// The command asks for a password, which may be typed where it does not belong: what stands beside the command is
    /// neither kept nor repeated.
    Asks,
}

impl Declaration {
    /// The declaration of a command that has one spelling, makes nothing, has its place in files and is around
    /// no secret.
    pub const fn new(definition: Definition, need: Need) -> Self {
        Self {
            words: split_words(definition.words),
            definition,
            aliases: &[],
            need,
            creates: false,
            in_files: true,
            secrecy: Secrecy::Open,
        }
    }

    /// The object (`clients`), or the only word of a one-word command.
    pub const fn object(&self) -> &'static str {
        self.words.0
    }

    /// The verb (`lister`), or nothing for a one-word command.
    pub const fn verb(&self) -> Option<&'static str> {
        self.words.1
    }
}

impl Need {
    /// The permission that is missing to whoever holds these, if one is.
    pub fn missing(self, held: &[PermissionName]) -> Option<PermissionName> {
        match self {
            Self::Permission(permission) if !held.contains(&permission) => Some(permission),
            Self::Permission(_) | Self::Nothing | Self::Session | Self::SessionUnless(_) => None,
        }
    }

    /// Whether a command is worth showing to a person: what they may not do is left out once they are signed in, and
    /// `held` is then what they may.
    pub fn is_met_by(self, held: Option<&[PermissionName]>) -> bool {
        held.is_none_or(|held| self.missing(held).is_none())
    }
}

impl Secrecy {
    /// Whether a word too many may be a password, and is not repeated.
    pub fn hides_extra_words(self) -> bool {
        matches!(self, Self::Draws | Self::Asks)
    }
}

/// The permission that the command of this spelling needs, if it is one and needs any.
pub fn permission_of(declarations: &[Declaration], words: &str) -> Option<PermissionName> {
    let declaration = declarations
        .iter()
        .find(|declaration| declaration.definition.words == words)?;
    match declaration.need {
        Need::Permission(permission) => Some(permission),
        Need::Nothing | Need::Session | Need::SessionUnless(_) => None,
    }
}

/// Whether an object is that of a command that asks for a password.
pub fn is_object_around_secret(declarations: &[Declaration], object: &str) -> bool {
    declarations
        .iter()
        .any(|declaration| declaration.secrecy == Secrecy::Asks && declaration.object() == object)
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
