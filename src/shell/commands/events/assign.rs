//! `evenements assigner`: gives an event to a support colleague.

use crate::models::identifier::UserReference;
use crate::models::permission::EventAssignSupport;
use crate::models::text::Reason;
use crate::services::events::{self, AssignmentTerms};
use crate::shell::commands::events::fields::EVENT;
use crate::shell::commands::prelude::*;
use crate::shell::messages::events as messages;

/// The command.
pub struct AssignEvent;

const SUPPORT: Required<UserReference> = Required::positional("support", "Collègue du support qui suivra l'événement.");
const FORCE: Switch = Switch::new(
    "forcer",
    "Assigne malgré d'autres événements au même moment ; demande --motif.",
)
.needing(&["motif"]);
const REASON: Optional<Reason> = Optional::option("motif", "Motif, gardé dans le journal.");

impl Command for AssignEvent {
    type Requires = EventAssignSupport;

    const DEFINITION: Definition = Definition {
        words: "evenements assigner",
        section: Section::Events,
        summary: "Confie un événement à un collègue du support.",
        details: "Le collègue ne doit pas avoir d'autre événement au même moment ; deux événements qui se touchent ne \
                  se gênent pas. Un événement déjà assigné passe au nouveau collègue. Un événement passé peut aussi \
                  être assigné, pour compléter les fiches.",
        arguments: arguments![EVENT, SUPPORT, FORCE, REASON],
        examples: &[
            "evenements assigner 4 support1",
            "evenements assigner 4 support1 --forcer --motif \"les deux lieux sont voisins\"",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<EventAssignSupport>, arguments: &Arguments) -> Result<Reply> {
        let terms = AssignmentTerms {
            is_forced: arguments.has(&FORCE),
            reason: arguments.find(&REASON),
        };
        let time_zone = &context.configuration.time_zone;
        let assignment = events::assign(
            authorized,
            arguments.get(&EVENT)?,
            arguments.get(&SUPPORT)?,
            terms,
            time_zone,
        )?;
        Ok(Reply::Done(messages::assigned(&assignment)))
    }
}
