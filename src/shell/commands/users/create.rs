//! `utilisateurs creer`: an account for a new colleague, with a temporary password.

use crate::models::permission::UserCreate;
use crate::models::user::NewUser;
use crate::models::username::Username;
use crate::services::users::creation;
use crate::shell::commands::person::{self, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER};
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::ROLE;
use crate::shell::messages::users as messages;
use crate::telemetry::BusinessEvent;

/// The command.
pub struct CreateUser;

const USERNAME: Required<Username> = Required::option("identifiant", "Identifiant de connexion ; il ne changera plus.");

impl Command for CreateUser {
    type Requires = UserCreate;

    const CREATES: bool = true;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs creer",
        section: Section::Management,
        summary: "Crée le compte d'un collègue.",
        details: "Affiche une seule fois un mot de passe provisoire, valable 72 heures, à changer à la première \
                  connexion. Identifiant, e-mail et téléphone doivent être nouveaux.",
        arguments: arguments![
            USERNAME,
            FIRST_NAME.required,
            LAST_NAME.required,
            EMAIL.required,
            PHONE_NUMBER.required,
            ROLE.required,
        ],
        examples: &[
            "utilisateurs creer --identifiant imoreau --prenom Inès --nom Moreau --email ines@exemple.fr --telephone \
             0140203010 --role commercial",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<UserCreate>, arguments: &Arguments) -> Result<Reply> {
        let account = NewUser {
            username: arguments.get(&USERNAME)?.clone(),
            person: person::details(arguments)?,
            role: arguments.get(&ROLE.required)?.clone(),
        };
        let by = authorized.actor().id;
        let creation = creation::create(authorized, &account)?;
        let user_id = creation.user.id;
        context.announce(BusinessEvent::AccountCreated { user_id, by });
        Ok(Reply::Created {
            text: messages::created(&creation),
            id: creation.user.short_number(),
        })
    }
}
