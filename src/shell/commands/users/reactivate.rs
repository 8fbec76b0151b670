//! `utilisateurs reactiver`: opens a disabled account again.

use crate::models::permission::UserUpdate;
use crate::services::users::access;
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::USER;
use crate::shell::messages::users as messages;
use crate::telemetry::BusinessEvent;

/// The command.
pub struct ReactivateUser;

impl Command for ReactivateUser {
    type Requires = UserUpdate;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs reactiver",
        section: Section::Management,
        summary: "Rouvre un compte désactivé.",
        details: "Il retrouve son rôle et son mot de passe ; ce qu'il suivait reste à qui l'a repris.",
        arguments: arguments![USER],
        examples: &["utilisateurs reactiver sales1"],
    };

    fn run(context: &mut Context, authorized: Authorized<UserUpdate>, arguments: &Arguments) -> Result<Reply> {
        let by = authorized.actor().id;
        let reactivation = access::reactivate(authorized, arguments.get(&USER)?)?;
        if reactivation.has_changed {
            let user_id = reactivation.account.id;
            context.announce(BusinessEvent::AccountChanged { user_id, by });
        }
        Ok(Reply::Done(messages::reactivated(&reactivation)))
    }
}
