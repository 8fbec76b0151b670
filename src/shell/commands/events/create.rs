//! `evenements creer`: an event on a signed contract of one's own customer.

use crate::models::event::NewEvent;
use crate::models::identifier::ContractReference;
use crate::models::permission::EventCreate;
use crate::models::text::Note;
use crate::services::events;
use crate::shell::commands::events::fields::{ATTENDEES, END, LOCATION, NAME, NOTE, START};
use crate::shell::commands::prelude::*;
use crate::shell::messages::events as messages;

/// The command.
pub struct CreateEvent;

const CONTRACT: Required<ContractReference> = Required::option("contrat", "Contrat signé d'un de vos clients.");

impl Command for CreateEvent {
    type Requires = EventCreate;

    const CREATES: bool = true;

    const DEFINITION: Definition = Definition {
        words: "evenements creer",
        section: Section::Events,
        summary: "Crée un événement pour un de vos clients dont le contrat est signé.",
        details: "L'événement commence dans l'avenir et dure 31 jours au plus, en jours du calendrier. Les heures sont \
                  locales. Entre guillemets droits, \\n va à la ligne dans la note. La gestion assigne ensuite le \
                  support.",
        arguments: arguments![
            CONTRACT,
            NAME.required,
            START.required,
            END.required,
            LOCATION.required,
            ATTENDEES.required,
            NOTE,
        ],
        examples: &[
            "evenements creer --contrat 3 --nom \"Soirée de gala\" --debut \"18/12/2026 19:00\" --fin \"19/12/2026 \
             02:00\" --lieu \"Halle Tropisme, Montpellier\" --participants 150 --note \"Vestiaire gardé.\\nTraiteur à \
             18 h.\"",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<EventCreate>, arguments: &Arguments) -> Result<Reply> {
        let note = arguments.find(&NOTE).cloned();
        let event = NewEvent {
            name: arguments.get(&NAME.required)?.clone(),
            start: *arguments.get(&START.required)?,
            end: *arguments.get(&END.required)?,
            location: arguments.get(&LOCATION.required)?.clone(),
            attendees: *arguments.get(&ATTENDEES.required)?,
            note: note.filter(|note: &Note| !note.is_empty()),
        };
        let time_zone = &context.configuration.time_zone;
        let contract = arguments.get(&CONTRACT)?;
        let created = events::create(authorized, contract, &event, time_zone)?;
        Ok(Reply::Created {
            text: messages::created(&created, time_zone),
            id: created.short_number(),
        })
    }
}
