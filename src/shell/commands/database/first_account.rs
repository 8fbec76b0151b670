//! `base premier-compte`: the first management account of an empty production database.

use crate::models::email_address::EmailAddress;
use crate::models::person::PersonDetails;
use crate::models::phone_number::PhoneNumber;
use crate::models::text::PersonName;
use crate::models::username::Username;
use crate::security::password::TemporaryPassword;
use crate::shell::commands::prelude::*;
use crate::shell::messages::database;

/// The command.
pub struct CreateFirstAccount;

const USERNAME: Required<Username> = Required::option("identifiant", "Identifiant de connexion.");
const FIRST_NAME: Required<PersonName> = Required::option("prenom", "Prénom.");
const LAST_NAME: Required<PersonName> = Required::option("nom", "Nom.");
const EMAIL: Required<EmailAddress> = Required::option("email", "Adresse e-mail.");
const PHONE_NUMBER: Required<PhoneNumber> = Required::option("telephone", "Téléphone.");

impl Command for CreateFirstAccount {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "base premier-compte",
        section: Section::Database,
        summary: "Crée le premier compte de gestion d'une base vide.",
        details: "Affiche une seule fois un mot de passe provisoire, valable 72 heures, à changer à la première \
                  connexion. Refusé dès qu'un compte de gestion existe.",
        arguments: &[
            USERNAME.specification,
            FIRST_NAME.specification,
            LAST_NAME.specification,
            EMAIL.specification,
            PHONE_NUMBER.specification,
        ],
        examples: &[
            "base premier-compte --identifiant hrousseau --prenom Hélène --nom Rousseau --email helene@exemple.fr \
             --telephone 0140203001",
        ],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        let location = context.location()?;
        let person = PersonDetails {
            first_name: arguments.get(&FIRST_NAME)?.clone(),
            last_name: arguments.get(&LAST_NAME)?.clone(),
            email: arguments.get(&EMAIL)?.clone(),
            phone_number: arguments.get(&PHONE_NUMBER)?.clone(),
        };
        let username = arguments.get(&USERNAME)?;
        let now = context.clock.now();
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
