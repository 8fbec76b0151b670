//! What the commands on events share: the arguments that name an event or its fields, and how one is shown.

use jiff::Timestamp;

use crate::models::card::{EventCard, EventOfCustomer};
use crate::models::colleague::Colleague;
use crate::models::date_time::Moment;
use crate::models::event::Event;
use crate::models::identifier::EventReference;
use crate::models::listed::Listed;
use crate::models::text::{EventName, Location, Note};
use crate::models::whole_number::Attendees;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::listing::cells_of_all;
use crate::shell::messages::events as messages;
use crate::shell::render::card::CardSection;
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The event a command is about.
pub const EVENT: Required<EventReference> =
    Required::positional("evenement", "Numéro de l'événement, court ou complet (EV-2026-000012).");

/// `--nom`.
pub const NAME: Field<EventName> = Field::new("nom", "Nom de l'événement.");
/// `--debut`.
pub const START: Field<Moment> = Field::new("debut", "Début, date et heure.");
/// `--fin`.
pub const END: Field<Moment> = Field::new("fin", "Fin, date et heure.");
/// `--lieu`.
pub const LOCATION: Field<Location> = Field::new("lieu", "Lieu.");
/// `--participants`.
pub const ATTENDEES: Field<Attendees> = Field::new("participants", "Nombre de participants.");
/// `--note`, which no event must have.
pub const NOTE: Optional<Note> = Optional::option("note", "Note.");

/// The columns of an event in a list.
pub const COLUMNS: &[Column] = &[
    Column::figures("N°", "id", 0),
    // The short number names the event as well: who runs it is worth more on a narrow terminal.
    Column::words("Événement", "numero", 3),
    Column::words("Nom", "nom", 0),
    Column::words("État", "etat", 1),
    Column::words("Début", "debut", 0),
    Column::words("Fin", "fin", 5),
    Column::words("Lieu", "lieu", 7),
    Column::figures("Participants", "participants", 9),
    Column::words("Client", "client", 4),
    Column::words("Entreprise", "entreprise", 8),
    Column::words("Contrat", "contrat", 10),
    Column::words("Commercial", "commercial", 6),
    Column::words("Support", "support", 2),
];

/// The cells of an event under [`COLUMNS`], as it stands at a moment.
pub fn cells(event: &Event, now: Timestamp) -> Vec<Cell> {
    vec![
        Cell::Number(event.short_number()),
        Cell::text(&event.event_number),
        Cell::text(&event.name),
        Cell::text(messages::state(event.state(now))),
        Cell::moment(event.start_at),
        Cell::moment(event.end_at),
        Cell::text(&event.location),
        Cell::from(event.attendees),
        Cell::text(&event.customer.name),
        Cell::text(&event.customer.company_name),
        Cell::text(&event.contract_number),
        Cell::text(event.customer.salesperson.full_name()),
        Cell::optional(event.support.as_ref().map(Colleague::full_name)),
    ]
}

/// The fields of the card of an event: what it is, whom to contact, who works on it, what became of it.
pub const CARD: &[Column] = &[
    Column::figures("N°", "id", 0),
    Column::words("Événement", "numero", 0),
    Column::words("Nom", "nom", 0),
    Column::words("État", "etat", 0),
    Column::words("Début", "debut", 0),
    Column::words("Fin", "fin", 0),
    Column::words("Lieu", "lieu", 0),
    Column::figures("Participants", "participants", 0),
    Column::words("Note", "note", 0),
    Column::words("Contrat", "contrat", 0),
    Column::figures("N° du client", "numero_client", 0),
    Column::words("Contact", "contact", 0),
    Column::words("Entreprise", "entreprise", 0),
    Column::words("E-mail", "email", 0),
    Column::words("Téléphone", "telephone", 0),
    Column::words("Commercial", "commercial", 0),
    Column::words("Support", "support", 0),
    Column::words("Annulé le", "annule_le", 0),
    Column::words("Motif d'annulation", "motif_annulation", 0),
    Column::words("Créé le", "cree_le", 0),
    Column::words("Modifié le", "modifie_le", 0),
];

/// The cells of an event under [`CARD`], as it stands at a moment.
pub fn card_cells(card: &EventCard, now: Timestamp) -> Vec<Cell> {
    let EventCard { event, customer } = card;
    let cancellation = event.cancellation.as_ref();
    vec![
        Cell::Number(event.short_number()),
        Cell::text(&event.event_number),
        Cell::text(&event.name),
        Cell::text(messages::state(event.state(now))),
        Cell::moment(event.start_at),
        Cell::moment(event.end_at),
        Cell::text(&event.location),
        Cell::from(event.attendees),
        Cell::optional(event.note.clone()),
        Cell::text(&event.contract_number),
        Cell::Number(customer.id.get()),
        Cell::text(customer.full_name()),
        Cell::text(&customer.company_name),
        Cell::text(&customer.email),
        Cell::stored_phone_number(&customer.phone_number),
        Cell::text(customer.salesperson.full_name()),
        Cell::optional(event.support.as_ref().map(Colleague::full_name)),
        Cell::optional_moment(cancellation.map(|cancellation| cancellation.cancelled_at)),
        Cell::optional(cancellation.map(|cancellation| cancellation.reason.clone())),
        Cell::moment(event.created_at),
        Cell::moment(event.updated_at),
    ]
}

/// The events on the card of what they belong to, as they stand at a moment.
pub fn section(events: &[Listed<EventOfCustomer>], now: Timestamp) -> CardSection {
    CardSection {
        title: messages::NOUN.title(),
        key: "evenements",
        columns: SECTION,
        rows: cells_of_all(events, SECTION, |event| section_cells(event, now)),
        when_empty: messages::NOUN.none(),
    }
}

const SECTION: &[Column] = &[
    Column::words("Événement", "numero", 0),
    Column::words("Nom", "nom", 0),
    Column::words("État", "etat", 1),
    Column::words("Début", "debut", 1),
    Column::words("Fin", "fin", 3),
    Column::words("Support", "support", 2),
    Column::words("Annulé le", "annule_le", 4),
];

fn section_cells(event: &EventOfCustomer, now: Timestamp) -> Vec<Cell> {
    vec![
        Cell::text(&event.event_number),
        Cell::text(&event.name),
        Cell::text(messages::state(event.state(now))),
        Cell::moment(event.start_at),
        Cell::moment(event.end_at),
        Cell::optional(event.support_name.as_deref()),
        Cell::optional_moment(event.cancelled_at),
    ]
}
