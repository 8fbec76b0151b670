//! `evenements modifier`: changes the fields given, or all of them in a form.

use crate::models::date_time::Moment;
use crate::models::event::{Event, EventChanges};
use crate::models::identifier::EventReference;
use crate::models::permission::EventUpdate;
use crate::services::events;
use crate::shell::commands::events::fields::{ATTENDEES, END, EVENT, LOCATION, NAME, NOTE, START};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::editing::{Editor, FormField, Opened};
use crate::shell::messages::events as messages;

/// The command.
pub struct UpdateEvent;

impl Command for UpdateEvent {
    type Requires = EventUpdate;

    const DEFINITION: Definition = Definition {
        words: "evenements modifier",
        section: Section::Events,
        summary: "Modifie un de vos événements.",
        details: "Le commercial du client modifie l'événement tant que personne ne le suit, puis le support qui le \
                  suit. Un nouveau début est dans l'avenir, et de nouvelles dates n'empiètent pas sur un autre \
                  événement du support. Sans option, ouvre la fiche entière avec les valeurs actuelles, puis montre \
                  les différences avant d'écrire. --note \"\" retire la note ; entre guillemets droits, \\n y va à la \
                  ligne.",
        arguments: arguments![
            EVENT,
            NAME.optional,
            START.optional,
            END.optional,
            LOCATION.optional,
            ATTENDEES.optional,
            NOTE,
        ],
        examples: &[
            "evenements modifier 1 --participants 180",
            "evenements modifier 1 --debut \"14/12/2026 18:00\" --fin \"14/12/2026 23:00\"",
            "evenements modifier 1 --note \"\"",
            "evenements modifier 1",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<EventUpdate>, arguments: &Arguments) -> Result<Reply> {
        EDITOR.run(context, authorized, arguments)
    }
}

const EDITOR: Editor<EventUpdate, Event> = Editor {
    fields: &FIELDS,
    open,
    write,
};

static FIELDS: [FormField<Event>; 6] = [
    FormField::of(&NAME.optional, |event| event.name.clone()),
    FormField::of(&START.optional, |event| Moment::new(event.start_at).canonical()),
    FormField::of(&END.optional, |event| Moment::new(event.end_at).canonical()),
    FormField::of(&LOCATION.optional, |event| event.location.clone()),
    FormField::of(&ATTENDEES.optional, |event| event.attendees.to_string()),
    FormField::of(&NOTE, |event| event.note.clone().unwrap_or_default()),
];

fn open(_context: &Context, authorized: &Authorized<EventUpdate>, arguments: &Arguments) -> Result<Opened<Event>> {
    Ok(Opened {
        record: events::check_update(authorized, arguments.get(&EVENT)?)?,
        fields: &FIELDS,
    })
}

fn write(
    context: &mut Context,
    authorized: Authorized<EventUpdate>,
    arguments: &Arguments,
    read: Option<&Event>,
) -> Result<Reply> {
    let reference = match read {
        Some(event) => &EventReference::Id(event.id),
        None => arguments.get(&EVENT)?,
    };
    let changes = EventChanges {
        name: arguments.find(&NAME.optional).cloned(),
        start: arguments.find(&START.optional).copied(),
        end: arguments.find(&END.optional).copied(),
        location: arguments.find(&LOCATION.optional).cloned(),
        attendees: arguments.find(&ATTENDEES.optional).copied(),
        note: arguments.find(&NOTE).cloned(),
    };
    let time_zone = &context.configuration.time_zone;
    let update = events::update(authorized, reference, &changes, read, time_zone)?;
    Ok(Reply::Done(messages::updated(&update)))
}
