//! What every command that changes a record has in common: fields given on the line are written at once; a line without
//! any opens a form of the whole record, shows the differences, and asks before it writes.
//!
//! Nothing is locked while the person types: the right is asked for again afterwards, and what others changed meanwhile
//! is found when writing (S32, B17).

use crate::database::authorized::Authorized;
use crate::error::{Error, Result};
use crate::models::permission::Permission;
use crate::shell::context::Context;
use crate::shell::context::reply::Reply;
use crate::shell::dialogue::form;
use crate::shell::grammar::argument::{Optional, Specification};
use crate::shell::grammar::arguments::Arguments;
use crate::shell::messages::forms::UNCHANGED;

/// A field that a form asks for, and the canonical text of what it holds; an empty one where it holds nothing.
pub struct FormField<Record> {
    /// The option that changes it.
    pub specification: Specification,
    /// What it holds.
    pub present: fn(&Record) -> String,
}

/// A record that a form is about to change.
pub struct Opened<Record: 'static> {
    /// The record as the person sees it.
    pub record: Record,
    /// The fields that this person may change now.
    pub fields: &'static [FormField<Record>],
}

/// How a command changes a record.
pub struct Editor<P, Record: 'static> {
    /// All fields that can be changed.
    pub fields: &'static [FormField<Record>],
    /// Reads the record that a line names, for whoever may change it.
    pub open: fn(&Context, &Authorized<P>, &Arguments) -> Result<Opened<Record>>,
    /// Writes the fields of a line: of the record as it was read for a form, or else of the one that the line names.
    pub write: fn(&mut Context, Authorized<P>, &Arguments, Option<&Record>) -> Result<Reply>,
}

impl<Record> FormField<Record> {
    /// The field of this key.
    pub const fn of<T>(key: &Optional<T>, present: fn(&Record) -> String) -> Self {
        Self {
            specification: key.specification,
            present,
        }
    }
}

impl<P: Permission, Record> Editor<P, Record> {
    /// Changes the record that a line names.
    ///
    /// # Errors
    /// [`Error::NothingToChange`] for a line without fields where nobody can be asked; [`Error::Interrupted`] and
    /// [`Error::Declined`] when the person gives up; those of opening and writing.
    pub fn run(&self, context: &mut Context, authorized: Authorized<P>, arguments: &Arguments) -> Result<Reply> {
        let mut fields = self.fields.iter();
        if fields.any(|field| arguments.contains(&field.specification)) {
            return (self.write)(context, authorized, arguments, None);
        }
        if !context.questions.is_conversation() {
            return Err(Error::NothingToChange);
        }
        let opened = (self.open)(context, &authorized, arguments)?;
        // The witness was for reading; writing comes after the questions and is authorised anew.
        drop(authorized);
        let asked = opened.fields.iter();
        let presents = asked.map(|field| (&field.specification, (field.present)(&opened.record)));
        let Some(typed) = form::ask_record(context, presents)? else {
            return Ok(Reply::Done(UNCHANGED.to_owned()));
        };
        let authorized = context.authorize::<P>()?;
        (self.write)(context, authorized, &typed, Some(&opened.record))
    }
}
