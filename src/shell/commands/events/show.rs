//! `evenements voir`: one event, whom to contact and who works on it.

use crate::models::permission::EventRead;
use crate::services::events;
use crate::shell::commands::events::fields::{CARD, EVENT, ITSELF};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::listing::FORMAT;
use crate::shell::dialogue::{card, columns};

/// The command.
pub struct ShowEvent;

impl Command for ShowEvent {
    type Requires = EventRead;

    const DEFINITION: Definition = Definition {
        words: "evenements voir",
        section: Section::Events,
        summary: "Montre un événement, le client à contacter et qui le suit.",
        details: "",
        arguments: arguments![EVENT, FORMAT],
        examples: &[
            "evenements voir 2",
            "evenements voir EV-2026-000002",
            "evenements voir 2 --format json",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<EventRead>, arguments: &Arguments) -> Result<Reply> {
        let card = events::show_card(&authorized, arguments.get(&EVENT)?)?;
        let now = authorized.now();
        let itself = columns::card(ITSELF, &card.event, &now);
        card::show(context, arguments, &itself.and(columns::card(CARD, &card, &now)))
    }
}
