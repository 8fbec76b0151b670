//! `utilisateurs creer`: an account for a new colleague, with a temporary password.

use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::permission::UserCreate;
use crate::models::person::PersonDetails;
use crate::models::user::NewUser;
use crate::models::username::Username;
use crate::services::users::creation;
use crate::shell::commands::users::fields::required::{EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER, ROLE};
use crate::shell::context::Context;
use crate::shell::context::command::Command;
use crate::shell::context::reply::Reply;
use crate::shell::grammar::argument::Required;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::{Definition, Section};
use crate::shell::messages::users as messages;
use crate::telemetry::BusinessEvent;

/// The command.
pub struct CreateUser;

const USERNAME: Required<Username> =
    Required::option("identifiant", "Identifiant de connexion ; il ne changera plus.");

impl Command for CreateUser {
    type Requires = UserCreate;

    const CREATES: bool = true;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs creer",
        aliases: &[],
        section: Section::Management,
        summary: "Crée le compte d'un collègue.",
        details: "Affiche une seule fois un mot de passe provisoire, valable 72 heures, à changer à la première connexion. \
                  Identifiant, e-mail et téléphone doivent être nouveaux.",
        arguments: &[
            USERNAME.specification,
            FIRST_NAME.specification,
            LAST_NAME.specification,
            EMAIL.specification,
            PHONE_NUMBER.specification,
            ROLE.specification,
        ],
        examples: &[
            "utilisateurs creer --identifiant imoreau --prenom Inès --nom Moreau --email ines@exemple.fr --telephone \
             0140203010 --role commercial",
        ],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<UserCreate>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let account = NewUser {
            username: arguments.get(&USERNAME)?.clone(),
            person: PersonDetails {
                first_name: arguments.get(&FIRST_NAME)?.clone(),
                last_name: arguments.get(&LAST_NAME)?.clone(),
                email: arguments.get(&EMAIL)?.clone(),
                phone_number: arguments.get(&PHONE_NUMBER)?.clone(),
            },
            role: arguments.get(&ROLE)?.clone(),
        };
        let by = authorized.actor().id;
        let creation = creation::create(authorized, &account)?;
        let user_id = creation.user.id;
        context.announce(BusinessEvent::AccountCreated { user_id, by });
        Ok(Reply::Created {
            text: messages::created(&creation),
            id: user_id.get(),
        })
    }
}
