//! `evenements voir`: one event, whom to contact and who works on it.

use crate::error::Result;
use crate::models::permission::EventRead;
use crate::security::authorized::Authorized;
use crate::services::events;
use crate::shell::arguments::Arguments;
use crate::shell::card;
use crate::shell::command::Command;
use crate::shell::commands::events::fields::{CARD, EVENT, card_cells};
use crate::shell::context::Context;
use crate::shell::declaration::{Definition, Section};
use crate::shell::listing::FORMAT;
use crate::shell::render::card::Card;
use crate::shell::reply::Reply;

/// The command.
pub struct ShowEvent;

impl Command for ShowEvent {
    type Requires = EventRead;

    const DEFINITION: Definition = Definition {
        words: "evenements voir",
        aliases: &[],
        section: Section::Events,
        summary: "Montre un événement, le client à contacter et qui le suit.",
        details: "",
        arguments: &[EVENT.specification, FORMAT.specification],
        examples: &[
            "evenements voir 2",
            "evenements voir EV-2026-000002",
            "evenements voir 2 --format json",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<EventRead>, arguments: &Arguments) -> Result<Reply> {
        let database = context.database()?;
        let card = events::show_card(&database, &authorized, arguments.get(&EVENT)?)?;
        let card = Card {
            columns: CARD,
            cells: card_cells(&card, authorized.now()),
            sections: Vec::new(),
        };
        card::show(context, arguments, &card)
    }
}
