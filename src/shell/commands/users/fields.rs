//! What the commands on accounts share: the arguments that name an account or its fields, and how one is shown.

use jiff::Timestamp;

use crate::models::identifier::UserReference;
use crate::models::role::RoleReference;
use crate::models::user::User;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::columns::columns;
use crate::shell::grammar::values::role;
use crate::shell::messages::users as messages;
use crate::shell::render::cell::Cell;

/// The account a command is about.
pub const USER: Required<UserReference> =
    Required::positional("utilisateur", "Numéro, identifiant ou matricule du collègue.");

/// `--role`.
pub const ROLE: Field<RoleReference> =
    Field::new("role", "Rôle (gestion, commercial, support ou un autre de la base).");

columns! {
    /// The columns of an account, in a list and first on its card.
    pub COLUMNS of (user: User, now: Timestamp) {
        figures "N°", "numero", 0 => Cell::Number(user.short_number());
        words "Matricule", "matricule", 6 => Cell::text(&user.employee_number);
        words "Identifiant", "identifiant", 0 => Cell::text(&user.username);
        words "Prénom", "prenom", 3 => Cell::text(&user.first_name);
        words "Nom", "nom", 0 => Cell::text(&user.last_name);
        words "E-mail", "email", 5 => Cell::text(&user.email);
        words "Téléphone", "telephone", 7 => Cell::stored_phone_number(&user.phone_number);
        words "Rôle", "role", 1 => Cell::text(role::label(&user.role.name));
        words "État", "etat", 2 => Cell::text(messages::state(user.state(*now)));
        words "Dernière connexion", "derniere_connexion", 4 => Cell::optional_moment(user.last_login_at);
    }
}
