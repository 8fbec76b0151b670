//! What the commands on accounts share: the arguments that name an account or its fields, and how one is shown.

use jiff::Timestamp;

use crate::models::date_time::Moment;
use crate::models::email_address::EmailAddress;
use crate::models::identifier::UserReference;
use crate::models::phone_number::PhoneNumber;
use crate::models::role::RoleReference;
use crate::models::text::PersonName;
use crate::models::user::User;
use crate::shell::grammar::argument::{Optional, Required};
use crate::shell::grammar::values::role;
use crate::shell::messages::users as messages;
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The account a command is about.
pub const USER: Required<UserReference> =
    Required::positional("utilisateur", "Numéro, identifiant ou matricule du collègue.");

const FIRST_NAME_HELP: &str = "Prénom.";
const LAST_NAME_HELP: &str = "Nom.";
const EMAIL_HELP: &str = "Adresse e-mail.";
const PHONE_NUMBER_HELP: &str = "Téléphone ; sans indicatif, un numéro français.";
const ROLE_HELP: &str = "Rôle (gestion, commercial, support ou un autre de la base).";

/// The fields of an account to be.
pub mod required {
    use super::{
        EMAIL_HELP, EmailAddress, FIRST_NAME_HELP, LAST_NAME_HELP, PHONE_NUMBER_HELP, PersonName,
        PhoneNumber, ROLE_HELP, Required, RoleReference,
    };

    /// `--prenom`.
    pub const FIRST_NAME: Required<PersonName> = Required::option("prenom", FIRST_NAME_HELP);
    /// `--nom`.
    pub const LAST_NAME: Required<PersonName> = Required::option("nom", LAST_NAME_HELP);
    /// `--email`.
    pub const EMAIL: Required<EmailAddress> = Required::option("email", EMAIL_HELP);
    /// `--telephone`.
    pub const PHONE_NUMBER: Required<PhoneNumber> = Required::option("telephone", PHONE_NUMBER_HELP);
    /// `--role`.
    pub const ROLE: Required<RoleReference> = Required::option("role", ROLE_HELP);
}

/// The fields of an account to change.
pub mod optional {
    use super::{
        EMAIL_HELP, EmailAddress, FIRST_NAME_HELP, LAST_NAME_HELP, Optional, PHONE_NUMBER_HELP, PersonName,
        PhoneNumber, ROLE_HELP, RoleReference,
    };

    /// `--prenom`.
    pub const FIRST_NAME: Optional<PersonName> = Optional::option("prenom", FIRST_NAME_HELP);
    /// `--nom`.
    pub const LAST_NAME: Optional<PersonName> = Optional::option("nom", LAST_NAME_HELP);
    /// `--email`.
    pub const EMAIL: Optional<EmailAddress> = Optional::option("email", EMAIL_HELP);
    /// `--telephone`.
    pub const PHONE_NUMBER: Optional<PhoneNumber> = Optional::option("telephone", PHONE_NUMBER_HELP);
    /// `--role`.
    pub const ROLE: Optional<RoleReference> = Optional::option("role", ROLE_HELP);
}

/// The columns of an account in a list.
pub const COLUMNS: &[Column] = &[
    Column::figures("N°", "numero", 0),
    Column::words("Matricule", "matricule", 6),
    Column::words("Identifiant", "identifiant", 0),
    Column::words("Prénom", "prenom", 3),
    Column::words("Nom", "nom", 0),
    Column::words("E-mail", "email", 5),
    Column::words("Téléphone", "telephone", 7),
    Column::words("Rôle", "role", 1),
    Column::words("État", "etat", 2),
    Column::words("Dernière connexion", "derniere_connexion", 4),
];

/// The cells of an account under [`COLUMNS`], at a moment.
pub fn cells(user: &User, now: Timestamp) -> Vec<Cell> {
    vec![
        Cell::Number(user.id.get()),
        Cell::text(&user.employee_number),
        Cell::text(&user.username),
        Cell::text(&user.first_name),
        Cell::text(&user.last_name),
        Cell::text(&user.email),
        phone_number(&user.phone_number),
        Cell::text(role::label(&user.role.name)),
        Cell::text(messages::state(user.state(now))),
        moment(user.last_login_at),
    ]
}

/// A moment, or its absence.
pub fn moment(moment: Option<Timestamp>) -> Cell {
    Cell::optional(moment.map(Moment::new))
}

/// A stored number that is none, planted by somebody else, is shown as it is.
fn phone_number(stored: &str) -> Cell {
    PhoneNumber::from_database(stored.to_owned()).map_or_else(|_| Cell::text(stored), Cell::PhoneNumber)
}
