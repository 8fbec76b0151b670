//! `evenements desassigner`: takes an event from its support.

use crate::models::permission::EventAssignSupport;
use crate::services::events;
use crate::shell::commands::events::fields::EVENT;
use crate::shell::commands::prelude::*;
use crate::shell::messages::events as messages;

/// The command.
pub struct UnassignEvent;

impl Command for UnassignEvent {
    type Requires = EventAssignSupport;

    const DEFINITION: Definition = Definition {
        words: "evenements desassigner",
        section: Section::Events,
        summary: "Retire un événement à son support.",
        details: "Le support est libre de nouveau, et le commercial du client peut modifier l'événement.",
        arguments: arguments![EVENT],
        examples: &["evenements desassigner 2"],
    };

    fn run(_context: &mut Context, authorized: Authorized<EventAssignSupport>, arguments: &Arguments) -> Result<Reply> {
        let before = events::unassign(authorized, arguments.get(&EVENT)?)?;
        Ok(Reply::Done(messages::unassigned(&before)))
    }
}
