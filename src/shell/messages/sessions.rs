//! French of the commands on sessions.

use crate::models::session::{CloseReason, OpenSession};
use crate::security::clean::clean;
use crate::shell::render::foot::Noun;

/// What a list of sessions counts.
pub const NOUN: Noun = Noun::feminine("session ouverte", "sessions ouvertes");

/// Why a session ended.
pub const fn ending(reason: CloseReason) -> &'static str {
    match reason {
        CloseReason::SignedOut => "déconnexion",
        CloseReason::Expired => "session expirée",
        CloseReason::Terminated => "programme arrêté",
        CloseReason::PasswordChanged => "mot de passe changé",
        CloseReason::PasswordReset => "mot de passe réinitialisé",
        CloseReason::RoleChanged => "rôle changé",
        CloseReason::Deactivated => "compte désactivé",
        CloseReason::ClosedByManagement => "fermée par la gestion",
    }
}

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
