//! `utilisateurs reinitialiser-mot-de-passe`: a temporary password for a colleague who forgot theirs.

use crate::models::permission::UserUpdate;
use crate::services::users::access;
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::USER;
use crate::shell::messages::users as messages;

/// The command.
pub struct ResetPassword;

impl Command for ResetPassword {
    type Requires = UserUpdate;

    const SECRECY: Secrecy = Secrecy::Draws;
    const DEFINITION: Definition = Definition {
        words: "utilisateurs reinitialiser-mot-de-passe",
        section: Section::Management,
        summary: "Donne un mot de passe provisoire à un collègue.",
        details: "Il est affiché une seule fois, vaut 72 heures et se change à la première connexion. L'ancien ne \
                  vaut plus, et les sessions ouvertes du compte se ferment.",
        arguments: arguments![USER],
        examples: &["utilisateurs reinitialiser-mot-de-passe sales2"],
    };

    fn run(_context: &mut Context, authorized: Authorized<UserUpdate>, arguments: &Arguments) -> Result<Reply> {
        let reset = access::reset_password(authorized, arguments.get(&USER)?)?;
        Ok(Reply::Done(messages::password_reset(&reset)))
    }
}
