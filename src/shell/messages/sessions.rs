//! French of the commands on sessions.

use crate::models::session::OpenSession;
use crate::security::clean::clean;
use crate::shell::render::foot::Noun;

/// What a list of sessions counts.
pub const NOUN: Noun = Noun::feminine("session ouverte", "sessions ouvertes");

/// After a session was closed.
pub fn closed(session: &OpenSession) -> String {
    format!(
        "Session n° {} fermée : {} ({}).",
        session.id,
        clean(&session.user.full_name()),
        clean(&session.user.username)
    )
}

/// After one's own was.
pub fn own_closed(session: &OpenSession) -> String {
    format!(
        "Session n° {} fermée : c'était la vôtre, vous êtes déconnecté.",
        session.id
    )
}
