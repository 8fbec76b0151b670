//! `utilisateurs supprimer`: removes an account that never served.

use crate::models::identifier::UserReference;
use crate::models::permission::UserDelete;
use crate::services::users::deletion;
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::USER;
use crate::shell::dialogue::confirmation::{self, YES};
use crate::shell::messages::users as messages;

/// The command.
pub struct DeleteUser;

impl Command for DeleteUser {
    type Requires = UserDelete;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs supprimer",
        section: Section::Management,
        summary: "Supprime un compte qui n'a jamais servi.",
        details: "Un compte qui s'est connecté, ou dont le nom est sur un client, un contrat, un paiement ou un \
                  événement, se désactive. Demande confirmation, sauf avec --oui.",
        arguments: arguments![USER, YES],
        examples: &["utilisateurs supprimer imoreau --oui"],
    };

    fn run(context: &mut Context, authorized: Authorized<UserDelete>, arguments: &Arguments) -> Result<Reply> {
        let user = deletion::check_deletion(&authorized, arguments.get(&USER)?)?;
        let authorized = confirmation::ask(context, arguments, authorized, &messages::deletion_question(&user))?;
        let deleted = deletion::delete(authorized, &UserReference::Id(user.id))?;
        Ok(Reply::Done(messages::deleted(&deleted)))
    }
}
