//! `evenements modifier`: changes the fields given, or all of them in a form.

use crate::models::date_time::Moment;
use crate::models::event::{Event, EventChanges};
use crate::models::identifier::EventReference;
use crate::models::permission::EventUpdate;
use crate::services::events;
use crate::shell::commands::events::fields::{ATTENDEES, END, EVENT, LOCATION, NAME, NOTE, START};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::editing::{self, Editor, FormField};
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
        let update = EDITOR.run(context, authorized, arguments)?;
        Ok(editing::reply(&update, messages::updated))
    }
}

const EDITOR: Editor<EventUpdate, EventReference, Event, EventChanges> = Editor {
    fields: &FIELDS,
    named: EVENT,
    reference: |event| EventReference::Id(event.id),
    check: events::check_update,
    asked: |_, _, _| Ok(&FIELDS),
    changes,
    update: events::update,
};

static FIELDS: [FormField<Event>; 6] = [
    FormField::of(&NAME.optional, |event| event.name.clone()),
    FormField::of(&START.optional, |event| Moment::new(event.start_at).canonical()),
    FormField::of(&END.optional, |event| Moment::new(event.end_at).canonical()),
    FormField::of(&LOCATION.optional, |event| event.location.clone()),
    FormField::of(&ATTENDEES.optional, |event| event.attendees.to_string()),
    FormField::of(&NOTE, |event| event.note.clone().unwrap_or_default()),
];

fn changes(arguments: &Arguments) -> EventChanges {
    EventChanges {
        name: arguments.find(&NAME.optional).cloned(),
        start: arguments.find(&START.optional).copied(),
        end: arguments.find(&END.optional).copied(),
        location: arguments.find(&LOCATION.optional).cloned(),
        attendees: arguments.find(&ATTENDEES.optional).copied(),
        note: arguments.find(&NOTE).cloned(),
    }
}
