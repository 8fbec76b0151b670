//! `evenements modifier`: changes the fields given, or all of them in a form.

use crate::database::authorized::Authorized;
use crate::error::{Error, Result};
use crate::models::date_time::Moment;
use crate::models::event::{Event, EventChanges};
use crate::models::identifier::EventReference;
use crate::models::permission::EventUpdate;
use crate::services::events;
use crate::shell::commands::events::fields::optional::{ATTENDEES, END, LOCATION, NAME, START};
use crate::shell::commands::events::fields::{EVENT, NOTE};
use crate::shell::context::Context;
use crate::shell::context::command::Command;
use crate::shell::context::reply::Reply;
use crate::shell::dialogue::form;
use crate::shell::grammar::argument::Specification;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::{Definition, Section};
use crate::shell::messages::events as messages;
use crate::shell::messages::forms::UNCHANGED;

/// The command.
pub struct UpdateEvent;

static FIELDS: [Specification; 6] = [
    NAME.specification,
    START.specification,
    END.specification,
    LOCATION.specification,
    ATTENDEES.specification,
    NOTE.specification,
];

impl Command for UpdateEvent {
    type Requires = EventUpdate;

    const DEFINITION: Definition = Definition {
        words: "evenements modifier",
        aliases: &[],
        section: Section::Events,
        summary: "Modifie un de vos événements.",
        details: "Le commercial du client modifie l'événement tant que personne ne le suit, puis le support qui le suit. \
                  Un nouveau début est dans l'avenir, et de nouvelles dates n'empiètent pas sur un autre événement du \
                  support. Sans option, ouvre la fiche entière avec les valeurs actuelles, puis montre les différences \
                  avant d'écrire. --note \"\" retire la note ; entre guillemets droits, \\n y va à la ligne.",
        arguments: &[
            EVENT.specification,
            NAME.specification,
            START.specification,
            END.specification,
            LOCATION.specification,
            ATTENDEES.specification,
            NOTE.specification,
        ],
        examples: &[
            "evenements modifier 1 --participants 180",
            "evenements modifier 1 --debut \"14/12/2026 18:00\" --fin \"14/12/2026 23:00\"",
            "evenements modifier 1 --note \"\"",
            "evenements modifier 1",
        ],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<EventUpdate>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let reference = arguments.get(&EVENT)?;
        let has_fields = FIELDS.iter().any(|field| arguments.contains(field));
        if !has_fields {
            return by_form(context, authorized, reference);
        }
        write(context, authorized, reference, &changes(arguments), None)
    }
}

/// The form: nothing is locked while the person types; what others changed meanwhile is found when writing.
fn by_form(
    context: &mut Context,
    authorized: Authorized<EventUpdate>,
    reference: &EventReference,
) -> Result<Reply> {
    if !context.questions.is_conversation() {
        return Err(Error::NothingToChange);
    }
    let event = events::check_update(&authorized, reference)?;
    // The witness was for reading; writing comes after the questions and is authorised anew.
    drop(authorized);
    let Some(typed) = form::ask_record(context, &FIELDS, &presents(&event))? else {
        return Ok(Reply::Done(UNCHANGED.to_owned()));
    };
    let authorized = context.authorize::<EventUpdate>()?;
    let reference = EventReference::Id(event.id);
    write(context, authorized, &reference, &changes(&typed), Some(&event))
}

fn write(
    context: &mut Context,
    authorized: Authorized<EventUpdate>,
    reference: &EventReference,
    changes: &EventChanges,
    read: Option<&Event>,
) -> Result<Reply> {
    let time_zone = &context.configuration.time_zone;
    let update = events::update(authorized, reference, changes, read, time_zone)?;
    Ok(Reply::Done(messages::updated(&update)))
}

/// The present values, in the order of the fields.
fn presents(event: &Event) -> [String; 6] {
    [
        event.name.clone(),
        Moment::new(event.start_at).canonical(),
        Moment::new(event.end_at).canonical(),
        event.location.clone(),
        event.attendees.to_string(),
        event.note.clone().unwrap_or_default(),
    ]
}

fn changes(arguments: &Arguments) -> EventChanges {
    EventChanges {
        name: arguments.find(&NAME).cloned(),
        start: arguments.find(&START).copied(),
        end: arguments.find(&END).copied(),
        location: arguments.find(&LOCATION).cloned(),
        attendees: arguments.find(&ATTENDEES).copied(),
        note: arguments.find(&NOTE).cloned(),
    }
}
