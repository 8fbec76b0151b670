//! What the commands on accounts share: the arguments that name an account or its fields, and how one is shown.

use jiff::Timestamp;

use crate::models::identifier::UserReference;
use crate::models::role::RoleReference;
use crate::models::user::User;
use crate::shell::commands::prelude::*;
use crate::shell::grammar::values::role;
use crate::shell::messages::users as messages;
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The account a command is about.
pub const USER: Required<UserReference> =
    Required::positional("utilisateur", "Numéro, identifiant ou matricule du collègue.");

/// `--role`.
pub const ROLE: Field<RoleReference> =
    Field::new("role", "Rôle (gestion, commercial, support ou un autre de la base).");

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
        Cell::Number(user.short_number()),
        Cell::text(&user.employee_number),
        Cell::text(&user.username),
        Cell::text(&user.first_name),
        Cell::text(&user.last_name),
        Cell::text(&user.email),
        Cell::stored_phone_number(&user.phone_number),
        Cell::text(role::label(&user.role.name)),
        Cell::text(messages::state(user.state(now))),
        Cell::optional_moment(user.last_login_at),
    ]
}
