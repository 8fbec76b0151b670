//! How an open session is shown, in the list and on the card of its account.

use crate::models::identifier::SessionId;
use crate::models::session::OpenSession;
use crate::shell::dialogue::columns::columns;
use crate::shell::grammar::values::role;
use crate::shell::render::cell::Cell;

columns! {
    /// The columns of a session.
    pub COLUMNS of (session: OpenSession, own: SessionId) {
        figures "N°", "numero", 0 => Cell::Number(session.id.get());
        words "Identifiant", "identifiant", 0 => Cell::text(&session.user.username);
        words "Nom", "nom", 2 => Cell::text(session.user.full_name());
        words "Rôle", "role", 4 => Cell::text(role::label(&session.user.role));
        words "Ouverte le", "ouverte_le", 3 => Cell::moment(session.opened_at);
        words "Dernière activité", "derniere_activite", 1 => Cell::moment(session.last_seen_at);
        words "Expire le", "expire_le", 6 => Cell::moment(session.expires_at);
        words "Poste", "poste", 5 => Cell::text(&session.host);
        words "La vôtre", "la_votre", 2 => Cell::Boolean(session.id == *own);
    }
}
