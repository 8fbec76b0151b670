//! `roles voir`: one role, and what it may do.

use crate::models::listed::Listed;
use crate::models::permission::{PermissionName, RoleRead, Scope};
use crate::models::role::RoleReference;
use crate::services::roles::{self, RoleCard};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::card;
use crate::shell::dialogue::columns::{self, columns, section_table};
use crate::shell::dialogue::listing::FORMAT;
use crate::shell::grammar::values::role;
use crate::shell::messages::{permissions, roles as messages};
use crate::shell::render::card::{Card, CardSection};
use crate::shell::render::cell::Cell;

/// The command.
pub struct ShowRole;

const ROLE: Required<RoleReference> = Required::positional("role", "Nom du rôle.");

columns! {
    COLUMNS of (card: RoleCard, (): ()) {
        words "Rôle", "role", 0 => Cell::text(role::label(&card.role.name));
        figures "Comptes actifs", "comptes_actifs", 0 => Cell::Number(card.accounts);
        figures "Droits", "nombre_de_droits", 0 => Cell::Number(u64::try_from(card.rights.len()).unwrap_or(u64::MAX));
    }

    RIGHTS of (right: (PermissionName, Scope), (): ()) {
        words "Peut", "droit", 0 => Cell::text(permissions::label(right.0));
        words "Sur", "portee", 0 => Cell::text(messages::scope(right.1));
        words "Nom", "nom", 1 => Cell::text(right.0.as_str());
    }
}

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
    let rights: Vec<_> = card.rights.iter().copied().map(Listed::Readable).collect();
    Card {
        sections: vec![CardSection {
            title: messages::RIGHTS.title(),
            key: "droits",
            table: section_table(RIGHTS, &rights, &()),
            when_empty: messages::RIGHTS.none(),
        }],
        ..columns::card(COLUMNS, card, &())
    }
}
