//! How an open session is shown, in the list and on the card of its account.

use crate::models::identifier::SessionId;
use crate::models::session::OpenSession;
use crate::shell::grammar::values::role;
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The columns of a session.
pub const COLUMNS: &[Column] = &[
    Column::figures("N°", "numero", 0),
    Column::words("Identifiant", "identifiant", 0),
    Column::words("Nom", "nom", 2),
    Column::words("Rôle", "role", 4),
    Column::words("Ouverte le", "ouverte_le", 3),
    Column::words("Dernière activité", "derniere_activite", 1),
    Column::words("Expire le", "expire_le", 6),
    Column::words("Poste", "poste", 5),
    Column::words("La vôtre", "la_votre", 2),
];

/// The cells of a session under [`COLUMNS`]; `own` is the session of whoever reads.
pub fn cells(session: &OpenSession, own: SessionId) -> Vec<Cell> {
    vec![
        Cell::Number(session.id.get()),
        Cell::text(&session.user.username),
        Cell::text(session.user.full_name()),
        Cell::text(role::label(&session.user.role)),
        Cell::moment(session.opened_at),
        Cell::moment(session.last_seen_at),
        Cell::moment(session.expires_at),
        Cell::text(&session.host),
        Cell::Boolean(session.id == own),
    ]
}
