//! `utilisateurs deverrouiller`: forgets the failed attempts to sign in that block an account.

use crate::models::permission::UserUpdate;
use crate::services::users::access;
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::USER;
use crate::shell::messages::users as messages;

/// The command.
pub struct UnlockUser;

impl Command for UnlockUser {
    type Requires = UserUpdate;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs deverrouiller",
        section: Section::Management,
        summary: "Débloque un compte après des échecs de connexion.",
        details: "Ses échecs de connexion sont oubliés. Pour un compte désactivé, utilisateurs reactiver ; pour un \
                  mot de passe oublié, utilisateurs reinitialiser-mot-de-passe.",
        arguments: arguments![USER],
        examples: &["utilisateurs deverrouiller sales2"],
    };

    fn run(_context: &mut Context, authorized: Authorized<UserUpdate>, arguments: &Arguments) -> Result<Reply> {
        let unlocking = access::unlock(authorized, arguments.get(&USER)?)?;
        Ok(Reply::Done(messages::unlocked(&unlocking)))
    }
}
