//! `utilisateurs supprimer`: removes an account that never served.

use crate::error::Result;
use crate::models::identifier::UserReference;
use crate::models::permission::UserDelete;
use crate::security::authorized::Authorized;
use crate::services::users::deletion;
use crate::shell::arguments::Arguments;
use crate::shell::command::Command;
use crate::shell::commands::users::fields::USER;
use crate::shell::confirmation::{self, YES};
use crate::shell::context::Context;
use crate::shell::declaration::{Definition, Section};
use crate::shell::messages::users as messages;
use crate::shell::reply::Reply;

/// The command.
pub struct DeleteUser;

impl Command for DeleteUser {
    type Requires = UserDelete;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs supprimer",
        aliases: &[],
        section: Section::Management,
        summary: "Supprime un compte qui n'a jamais servi.",
        details: "Un compte qui s'est connecté, ou dont le nom est sur un client, un contrat, un paiement ou un événement, se \
                  désactive. Demande confirmation, sauf avec --oui.",
        arguments: &[USER.specification, YES.specification],
        examples: &["utilisateurs supprimer imoreau --oui"],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<UserDelete>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let database = context.database()?;
        let user = deletion::check_deletion(&database, &authorized, arguments.get(&USER)?)?;
        // The witness was for reading; the answer may come late.
        drop(authorized);
        confirmation::ask(context, arguments, &messages::deletion_question(&user))?;
        let authorized = context.authorize::<UserDelete>()?;
        let deleted = deletion::delete(&database, authorized, &UserReference::Id(user.id))?;
        Ok(Reply::Done(messages::deleted(&deleted)))
    }
}
