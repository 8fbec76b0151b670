//! `evenements desassigner`: takes an event from its support.

use crate::error::Result;
use crate::models::permission::EventAssignSupport;
use crate::security::authorized::Authorized;
use crate::services::events;
use crate::shell::commands::events::fields::EVENT;
use crate::shell::context::Context;
use crate::shell::context::command::Command;
use crate::shell::context::reply::Reply;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::{Definition, Section};
use crate::shell::messages::events as messages;

/// The command.
pub struct UnassignEvent;

impl Command for UnassignEvent {
    type Requires = EventAssignSupport;

    const DEFINITION: Definition = Definition {
        words: "evenements desassigner",
        aliases: &[],
        section: Section::Events,
        summary: "Retire un événement à son support.",
        details: "Le support est libre de nouveau, et le commercial du client peut modifier l'événement.",
        arguments: &[EVENT.specification],
        examples: &["evenements desassigner 2"],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<EventAssignSupport>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let database = context.database()?;
        let before = events::unassign(&database, authorized, arguments.get(&EVENT)?)?;
        Ok(Reply::Done(messages::unassigned(&before)))
    }
}
