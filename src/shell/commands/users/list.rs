//! `utilisateurs lister`: the accounts, narrowed, ordered, page by page.

use crate::models::permission::UserRead;
use crate::models::role::RoleReference;
use crate::models::text::Search;
use crate::models::user::{UserFilter, UserSort};
use crate::services::{roles, users};
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::COLUMNS;
use crate::shell::dialogue::listing::{List, list_arguments, show, sort};
use crate::shell::grammar::order::sort_fields;
use crate::shell::messages::foot::next_step;
use crate::shell::messages::users as messages;

/// The command.
pub struct ListUsers;

const ROLE: Optional<RoleReference> = Optional::option("role", "Seulement les comptes de ce rôle.");
const INACTIVE: Switch = Switch::new("inactifs", "Seulement les comptes désactivés.");
const SEARCH: Optional<Search> = Optional::option(
    "recherche",
    "Texte du nom, de l'identifiant, du matricule ou de l'e-mail, ou chiffres du téléphone.",
);

impl Command for ListUsers {
    type Requires = UserRead;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs lister",
        section: Section::Management,
        summary: "Montre la liste des comptes.",
        details: "Sans --inactifs, seulement les comptes actifs. Les filtres se combinent.",
        arguments: list_arguments![ROLE, INACTIVE, SEARCH, sort::<UserSort>()],
        examples: &[
            "utilisateurs lister",
            "utilisateurs lister --role commercial",
            "utilisateurs lister --inactifs --tri -numero",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<UserRead>, arguments: &Arguments) -> Result<Reply> {
        let mut filter = UserFilter {
            is_active: !arguments.has(&INACTIVE),
            search: arguments.find(&SEARCH).map(ToString::to_string),
            ..UserFilter::default()
        };
        if let Some(reference) = arguments.find(&ROLE) {
            filter.role_id = Some(roles::show(&authorized, reference)?.id);
        }
        let list = List {
            columns: &[COLUMNS],
            seen: authorized.now(),
            noun: messages::NOUN,
            next_step: next_step("utilisateurs", filter != UserFilter::default(), false),
        };
        let fetch = |page: &_| users::list(&authorized, &filter, page);
        show(context, arguments, &list, fetch)
    }
}

sort_fields! {
    UserSort, usually ascending Name:
    Name = "nom", Number = "numero"
}
