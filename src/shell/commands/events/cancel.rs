//! `evenements annuler`: cancels an event for good.

use crate::models::identifier::EventReference;
use crate::models::permission::EventCancel;
use crate::models::text::Reason;
use crate::services::events;
use crate::shell::commands::events::fields::EVENT;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::confirmation::{self, YES};
use crate::shell::messages::events as messages;

/// The command.
pub struct CancelEvent;

const REASON: Required<Reason> = Required::option("motif", "Motif, gardé sur la fiche et dans le journal.");

impl Command for CancelEvent {
    type Requires = EventCancel;

    const DEFINITION: Definition = Definition {
        words: "evenements annuler",
        section: Section::Events,
        summary: "Annule un événement, définitivement.",
        details: "Le commercial du client annule l'événement tant que personne ne le suit ; la gestion, toujours. Un \
                  événement annulé se lit encore mais ne change plus, et son support est libre. Demande confirmation, \
                  sauf avec --oui.",
        arguments: arguments![EVENT, REASON, YES],
        examples: &["evenements annuler 1 --motif \"le client a renoncé\" --oui"],
    };

    fn run(context: &mut Context, authorized: Authorized<EventCancel>, arguments: &Arguments) -> Result<Reply> {
        let event = events::check_cancellation(&authorized, arguments.get(&EVENT)?)?;
        let question = messages::cancellation_question(&event, &context.configuration.time_zone);
        let authorized = confirmation::ask(context, arguments, authorized, &question)?;
        let reference = EventReference::Id(event.id);
        let before = events::cancel(authorized, &reference, arguments.get(&REASON)?)?;
        Ok(Reply::Done(messages::cancelled(&before)))
    }
}
