//! `sessions lister`: who is at work.

use crate::models::permission::SessionRead;
use crate::models::session::SessionSort;
use crate::services::sessions;
use crate::shell::commands::prelude::*;
use crate::shell::commands::sessions::fields::COLUMNS;
use crate::shell::dialogue::listing::{List, list_arguments, show, sort};
use crate::shell::grammar::order::sort_fields;
use crate::shell::messages::sessions as messages;

/// The command.
pub struct ListSessions;

impl Command for ListSessions {
    type Requires = SessionRead;

    const DEFINITION: Definition = Definition {
        words: "sessions lister",
        section: Section::Management,
        summary: "Montre les sessions ouvertes.",
        details: "La dernière ouverte d'abord. Une session fermée, ou dont le temps est passé, n'y est plus.",
        arguments: list_arguments![sort::<SessionSort>()],
        examples: &["sessions lister", "sessions lister --tri expiration --format csv"],
    };

    fn run(context: &mut Context, authorized: Authorized<SessionRead>, arguments: &Arguments) -> Result<Reply> {
        let list = List {
            columns: &[COLUMNS],
            seen: authorized.operation().session_id,
            noun: messages::NOUN,
            next_step: None,
        };
        let fetch = |page: &_| sessions::list(&authorized, page);
        show(context, arguments, &list, fetch)
    }
}

sort_fields! {
    SessionSort, usually descending Expiry:
    Expiry = "expiration"
}
