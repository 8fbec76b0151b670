//! `roles voir`: one role, and what it may do.

use crate::models::permission::RoleRead;
use crate::models::role::RoleReference;
use crate::services::roles::{self, RoleCard};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::card;
use crate::shell::dialogue::listing::FORMAT;
use crate::shell::grammar::values::role;
use crate::shell::messages::{permissions, roles as messages};
use crate::shell::render::card::{Card, CardSection};
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The command.
pub struct ShowRole;

const ROLE: Required<RoleReference> = Required::positional("role", "Nom du rôle.");

const COLUMNS: &[Column] = &[
    Column::words("Rôle", "role", 0),
    Column::figures("Comptes actifs", "comptes_actifs", 0),
    Column::figures("Droits", "nombre_de_droits", 0),
];

const RIGHTS: &[Column] = &[
    Column::words("Peut", "droit", 0),
    Column::words("Sur", "portee", 0),
    Column::words("Nom", "nom", 1),
];

impl Command for ShowRole {
    type Requires = RoleRead;

    const DEFINITION: Definition = Definition {
        words: "roles voir",
        section: Section::Management,
        summary: "Montre ce qu'un rôle peut faire.",
        details: "",
        arguments: arguments![ROLE, FORMAT],
        examples: &["roles voir commercial", "roles voir support --format json"],
    };

    fn run(context: &mut Context, authorized: Authorized<RoleRead>, arguments: &Arguments) -> Result<Reply> {
        let card = roles::show_card(&authorized, arguments.get(&ROLE)?)?;
        let card = layout_of(&card);
        card::show(context, arguments, &card)
    }
}

fn layout_of(card: &RoleCard) -> Card {
    Card {
        columns: COLUMNS,
        cells: vec![
            Cell::text(role::label(&card.role.name)),
            Cell::Number(card.accounts),
            Cell::Number(u64::try_from(card.rights.len()).unwrap_or(u64::MAX)),
        ],
        sections: vec![CardSection {
            title: messages::RIGHTS.title(),
            key: "droits",
            columns: RIGHTS,
            rows: card
                .rights
                .iter()
                .map(|(permission, scope)| {
                    vec![
                        Cell::text(permissions::label(*permission)),
                        Cell::text(messages::scope(*scope)),
                        Cell::text(permission.as_str()),
                    ]
                })
                .collect(),
            when_empty: messages::RIGHTS.none(),
        }],
    }
}
