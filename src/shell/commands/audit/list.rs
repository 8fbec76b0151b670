//! `journal lister`: who did what, when, and from which value to which.

use crate::models::audit_entry::{AuditEntry, AuditFilter, AuditSort, ObjectType};
use crate::models::identifier::{AnyId, UserId, UserReference};
use crate::models::permission::AuditRead;
use crate::services::{audit, users};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::columns::columns;
use crate::shell::dialogue::listing::{List, list_arguments, show, sort};
use crate::shell::grammar::order::sort_fields;
use crate::shell::grammar::period::{FIRST_DAY, LAST_DAY, period};
use crate::shell::messages::journal::{self as messages, JournalReader};
use crate::shell::render::cell::Cell;

/// The command.
pub struct ListAuditEntries;

const OBJECT: Optional<ObjectType> = Optional::option("objet", "Seulement ce genre d'objet.");
const NUMBER: Optional<AnyId> =
    Optional::option("numero", "Seulement l'objet de ce numéro ; demande --objet.").needing(&["objet"]);
const ACTOR: Optional<UserReference> = Optional::option("utilisateur", "Seulement ce que ce compte a fait.");

columns! {
    COLUMNS of (entry: AuditEntry, reader: JournalReader) {
        figures "N°", "numero", 5 => Cell::Number(entry.id);
        words "Quand", "quand", 0 => Cell::moment(entry.recorded_at);
        words "Compte", "compte", 0 => Cell::text(&entry.actor_username);
        words "Qui", "qui", 4 => Cell::optional(entry.actor_name.as_deref());
        words "Commande", "commande", 2 => Cell::text(&entry.command);
        words "Objet", "objet", 1 => Cell::optional(messages::object(entry));
        words "Ce qui a changé", "changements", 0 => Cell::text(messages::account_of(entry, reader));
        words "Motif", "motif", 3 => Cell::optional(messages::reason(entry));
    }
}

impl Command for ListAuditEntries {
    type Requires = AuditRead;

    const DEFINITION: Definition = Definition {
        words: "journal lister",
        section: Section::Management,
        summary: "Raconte qui a fait quoi, quand, et ce qui a changé.",
        details: "Le plus récent d'abord ; --tri date le raconte dans l'ordre. Avec --objet et --numero, l'histoire \
                  d'un objet.",
        arguments: list_arguments![OBJECT, NUMBER, ACTOR, FIRST_DAY, LAST_DAY, sort::<AuditSort>()],
        examples: &[
            "journal lister",
            "journal lister --objet client --numero 1 --tri date",
            "journal lister --utilisateur sales2 --du 01/11/2026 --au 30/11/2026",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<AuditRead>, arguments: &Arguments) -> Result<Reply> {
        let period = period(arguments)?;
        let time_zone = context.configuration.time_zone.clone();
        let actor = arguments.find(&ACTOR);
        let actor = actor.map(|actor| users::filtered_by(&authorized, actor)).transpose()?;
        let filter = AuditFilter {
            object_type: arguments.find(&OBJECT).copied(),
            object_id: arguments.find(&NUMBER).map(|number| number.get()),
            actor_user_id: actor.map(UserId::get),
            recorded_from: period.start(&time_zone),
            recorded_before: period.end(&time_zone),
        };
        let reader = JournalReader {
            names: audit::names(&authorized)?,
            time_zone,
            about: filter
                .object_type
                .zip(filter.object_id)
                .map(|(object_type, id)| object_type.field_prefix(id)),
        };
        let list = List {
            columns: &[COLUMNS],
            seen: reader,
            noun: messages::NOUN,
            next_step: Some(String::from(Self::DEFINITION.words)),
        };
        let fetch = |page: &_| audit::list(&authorized, &filter, page);
        show(context, arguments, &list, fetch)
    }
}

sort_fields! {
    AuditSort, usually descending Recorded:
    Recorded = "date"
}
