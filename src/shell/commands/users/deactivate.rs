//! `utilisateurs desactiver`: shuts an account; what it looks after passes to a colleague.

use crate::models::identifier::UserReference;
use crate::models::permission::UserUpdate;
use crate::services::users::deactivation::{check_deactivation, deactivate};
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::USER;
use crate::shell::dialogue::confirmation::{self, YES};
use crate::shell::messages::users as messages;
use crate::telemetry::BusinessEvent;

/// The command.
pub struct DeactivateUser;

const REPLACEMENT: Optional<UserReference> = Optional::option(
    "remplacant",
    "Le collègue actif du même rôle à qui passe ce que le compte suit.",
);

impl Command for DeactivateUser {
    type Requires = UserUpdate;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs desactiver",
        section: Section::Management,
        summary: "Ferme un compte sans l'effacer.",
        details: "Ses clients, ses contrats et ses événements à venir passent au remplaçant, et ses sessions se \
                  ferment. Demande confirmation, sauf avec --oui.",
        arguments: arguments![USER, REPLACEMENT, YES],
        examples: &[
            "utilisateurs desactiver sales1",
            "utilisateurs desactiver sales2 --remplacant sales3 --oui",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<UserUpdate>, arguments: &Arguments) -> Result<Reply> {
        let time_zone = context.configuration.time_zone.clone();
        let replacement = arguments.find(&REPLACEMENT);
        let handover = check_deactivation(&authorized, arguments.get(&USER)?, replacement, &time_zone)?;
        if handover.is_done_already() {
            return Ok(Reply::Done(messages::already_deactivated(&handover.account)));
        }
        let question = messages::deactivation_question(&handover);
        let authorized = confirmation::ask(context, arguments, authorized, &question)?;
        let (user_id, by) = (handover.account.id, authorized.actor().id);
        let replacement = handover
            .replacement
            .map(|replacement| UserReference::Id(replacement.id));
        let deactivation = deactivate(
            authorized,
            &UserReference::Id(user_id),
            replacement.as_ref(),
            &time_zone,
        )?;
        if deactivation.has_changed {
            context.announce(BusinessEvent::AccountChanged { user_id, by });
        }
        Ok(Reply::Done(messages::deactivated(&deactivation)))
    }
}
