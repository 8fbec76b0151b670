//! `base premier-compte`: the first management account of an empty production database.

use crate::models::username::Username;
use crate::security::password::TemporaryPassword;
use crate::shell::commands::person::{self, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER};
use crate::shell::commands::prelude::*;
use crate::shell::messages::database;

/// The command.
pub struct CreateFirstAccount;

const USERNAME: Required<Username> = Required::option("identifiant", "Identifiant de connexion.");

impl Command for CreateFirstAccount {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "base premier-compte",
        section: Section::Database,
        summary: "Crée le premier compte de gestion d'une base vide.",
        details: "Affiche une seule fois un mot de passe provisoire, valable 72 heures, à changer à la première \
                  connexion. Refusé dès qu'un compte de gestion existe.",
        arguments: arguments![
            USERNAME,
            FIRST_NAME.required,
            LAST_NAME.required,
            EMAIL.required,
            PHONE_NUMBER.required,
        ],
        examples: &[
            "base premier-compte --identifiant hrousseau --prenom Hélène --nom Rousseau --email helene@exemple.fr \
             --telephone 0140203001",
        ],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        let location = context.location()?;
        let person = person::details(arguments)?;
        let username = arguments.get(&USERNAME)?;
        let now = context.server_time(&location)?;
        let temporary = TemporaryPassword::draw(now)?;
        location.administration.add_first_account(
            username.as_str(),
            &person,
            (&temporary.hash, temporary.expires_at),
            now,
        )?;
        Ok(Reply::Done(database::first_account(username, &temporary.password)))
    }
}
