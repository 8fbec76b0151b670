//! What every command that changes a record has in common: fields given on the line are written at once; a line without
//! any opens a form of the whole record, shows the differences, and asks before it writes.
//!
//! Nothing is locked while the person types: the right is asked for again afterwards, and what others changed meanwhile
//! is found when writing (S32, B17).

use jiff::tz::TimeZone;

use crate::database::authorized::Authorized;
use crate::error::{Error, Result};
use crate::models::permission::Permission;
use crate::services::editing::Update;
use crate::shell::context::Context;
use crate::shell::context::reply::Reply;
use crate::shell::dialogue::form;
use crate::shell::grammar::argument::{Optional, Required, Specification};
use crate::shell::grammar::arguments::Arguments;
use crate::shell::messages::forms::UNCHANGED;

/// A field that a form asks for, and the canonical text of what it holds; an empty one where it holds nothing.
pub struct FormField<Record> {
    /// The option that changes it.
    pub specification: Specification,
    /// What it holds.
    pub present: fn(&Record) -> String,
}

/// Fields of a form, in the order of its questions.
pub type FormFields<Record> = &'static [FormField<Record>];

/// Changes a record: the one named, or that one as it was read for a form.
type Change<P, Reference, Record, Changes> =
    fn(Authorized<P>, &Reference, &Changes, Option<&Record>, &TimeZone) -> Result<Update<Record>>;

/// How a command changes a record.
pub struct Editor<P, Reference: 'static, Record: 'static, Changes> {
    /// All fields that can be changed.
    pub fields: FormFields<Record>,
    /// What names the record on the line.
    pub named: Required<Reference>,
    /// What names a record that was read.
    pub reference: fn(&Record) -> Reference,
    /// Reads the record for whoever may change it.
    pub check: fn(&Authorized<P>, &Reference) -> Result<Record>,
    /// The fields that this person may change now.
    pub asked: fn(&Authorized<P>, &Record, &TimeZone) -> Result<FormFields<Record>>,
    /// What a line, or the answers to a form, say of the fields.
    pub changes: fn(&Arguments) -> Changes,
    /// Writes the changes.
    pub update: Change<P, Reference, Record, Changes>,
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

impl<P: Permission, Reference, Record, Changes> Editor<P, Reference, Record, Changes> {
    /// Changes the record that a line names.
    ///
    /// # Errors
    /// [`Error::NothingToChange`] for a line without fields where nobody can be asked; [`Error::Interrupted`] and
    /// [`Error::Declined`] when the person gives up; those of reading and writing.
    pub fn run(
        &self,
        context: &mut Context,
        authorized: Authorized<P>,
        arguments: &Arguments,
    ) -> Result<Update<Record>> {
        let time_zone = context.configuration.time_zone.clone();
        let named = arguments.get(&self.named)?;
        let mut fields = self.fields.iter();
        if fields.any(|field| arguments.contains(&field.specification)) {
            return (self.update)(authorized, named, &(self.changes)(arguments), None, &time_zone);
        }
        if !context.questions.is_conversation() {
            return Err(Error::NothingToChange);
        }
        let record = (self.check)(&authorized, named)?;
        let asked = (self.asked)(&authorized, &record, &time_zone)?.iter();
        // The witness was for reading; writing comes after the questions and is authorised anew.
        drop(authorized);
        let presents = asked.map(|field| (&field.specification, (field.present)(&record)));
        let Some(typed) = form::ask_record(context, presents)? else {
            let changes = Vec::new();
            return Ok(Update { record, changes });
        };
        let authorized = context.authorize::<P>()?;
        let reference = (self.reference)(&record);
        (self.update)(
            authorized,
            &reference,
            &(self.changes)(&typed),
            Some(&record),
            &time_zone,
        )
    }
}

/// What is said of a change; `told` says it of a record that is another than before.
pub fn reply<Record>(update: &Update<Record>, told: fn(&Record) -> String) -> Reply {
    if update.changes.is_empty() {
        return Reply::Done(UNCHANGED.to_owned());
    }
    Reply::Done(told(&update.record))
}
