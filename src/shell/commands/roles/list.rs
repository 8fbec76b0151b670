//! `roles lister`: who may do what, one right a line.

use crate::models::listed::Listed;
use crate::models::page::Page;
use crate::models::permission::RoleRead;
use crate::services::roles::{self, Right};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::columns::columns;
use crate::shell::dialogue::listing::{List, list_arguments, show};
use crate::shell::messages::{permissions, roles as messages};
use crate::shell::render::cell::Cell;

/// The command.
pub struct ListRoles;

columns! {
    COLUMNS of (right: Right, (): ()) {
        words "Droit", "droit", 0 => Cell::text(permissions::label(right.permission));
        words "Rôles", "roles", 0 => Cell::optional(messages::holders(&right.holders));
        words "Nom", "nom", 1 => Cell::text(right.permission.as_str());
    }
}

impl Command for ListRoles {
    type Requires = RoleRead;

    const DEFINITION: Definition = Definition {
        words: "roles lister",
        section: Section::Management,
        summary: "Montre quels rôles ont chaque droit.",
        details: "Un droit vaut sur tous, ou seulement sur les siens : ce que la personne suit.",
        arguments: list_arguments![],
        examples: &["roles lister", "roles lister --format csv"],
    };

    fn run(context: &mut Context, authorized: Authorized<RoleRead>, arguments: &Arguments) -> Result<Reply> {
        let rights = roles::list_rights(&authorized)?;
        let list = List {
            columns: &[COLUMNS],
            seen: (),
            noun: messages::RIGHTS,
            next_step: None,
        };
        let fetch = |page: &Page<(), Right>| {
            let passed = page
                .after
                .as_ref()
                .and_then(|last| rights.iter().position(|right| right == last));
            let count = usize::try_from(page.count).unwrap_or(usize::MAX);
            let first = passed.map_or(0, |place| place + 1);
            let rights = rights.iter().skip(first).take(count).cloned();
            Ok(rights.map(Listed::Readable).collect())
        };
        show(context, arguments, &list, fetch)
    }
}
