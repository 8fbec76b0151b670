//! French of the commands on sessions.

use super::foot::Noun;
use super::prose::told_apart;
use super::typography::numbered;
use crate::models::session::{CloseReason, OpenSession};

/// What a list of sessions counts.
pub const NOUN: Noun = Noun::feminine("session ouverte", "sessions ouvertes");

/// Above those on the card of an account.
pub const NEWEST: &str = "Dernières sessions ouvertes";

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
    let user = &session.user;
    format!(
        "Session {} fermée : {}.",
        numbered(session.id),
        told_apart(&user.full_name(), &user.username)
    )
}

/// After one's own was.
pub fn own_closed(session: &OpenSession) -> String {
    format!(
        "Session {} fermée : c'était la vôtre, vous êtes déconnecté.",
        numbered(session.id)
    )
}
