//! `sessions fermer`: ends a session, somebody else's or one's own.

use crate::models::identifier::SessionId;
use crate::models::permission::SessionClose;
use crate::services::sessions;
use crate::shell::commands::prelude::*;
use crate::shell::messages::sessions as messages;

/// The command.
pub struct CloseSession;

const SESSION: Required<SessionId> =
    Required::positional("session", "Numéro de la session, comme sessions lister le montre.");

impl Command for CloseSession {
    type Requires = SessionClose;

    const DEFINITION: Definition = Definition {
        words: "sessions fermer",
        section: Section::Management,
        summary: "Ferme une session ouverte.",
        details: "La commande suivante y est refusée. La personne peut se reconnecter, sauf si son compte est \
                  désactivé.",
        arguments: arguments![SESSION],
        examples: &["sessions fermer 1"],
    };

    fn run(context: &mut Context, authorized: Authorized<SessionClose>, arguments: &Arguments) -> Result<Reply> {
        let is_own = authorized.operation().session_id == *arguments.get(&SESSION)?;
        let closed = sessions::close(authorized, *arguments.get(&SESSION)?)?;
        if is_own {
            context.end_session();
            return Ok(Reply::Done(messages::own_closed(&closed)));
        }
        Ok(Reply::Done(messages::closed(&closed)))
    }
}
