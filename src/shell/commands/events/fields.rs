//! What the commands on events share: the arguments that name an event or its fields, and how one is shown.

use jiff::Timestamp;

use crate::models::attendees::Attendees;
use crate::models::card::EventCard;
use crate::models::colleague::Colleague;
use crate::models::customer::Customer;
use crate::models::date_time::Moment;
use crate::models::event::Event;
use crate::models::identifier::EventReference;
use crate::models::phone_number::PhoneNumber;
use crate::models::text::{EventName, Location, Note};
use crate::shell::grammar::argument::{Optional, Required};
use crate::shell::messages::events as messages;
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The event a command is about.
pub const EVENT: Required<EventReference> = Required::positional(
    "evenement",
    "Numéro de l'événement, court ou complet (EV-2026-000012).",
);

const NAME_HELP: &str = "Nom de l'événement.";
const START_HELP: &str = "Début, date et heure.";
const END_HELP: &str = "Fin, date et heure.";
const LOCATION_HELP: &str = "Lieu.";
const ATTENDEES_HELP: &str = "Nombre de participants.";
const NOTE_HELP: &str = "Note.";

/// `--note`, of an event to be or to change.
pub const NOTE: Optional<Note> = Optional::option("note", NOTE_HELP);

/// The fields of an event to be.
pub mod required {
    use super::{
        ATTENDEES_HELP, Attendees, END_HELP, EventName, LOCATION_HELP, Location, Moment, NAME_HELP, Required,
        START_HELP,
    };

    /// `--nom`.
    pub const NAME: Required<EventName> = Required::option("nom", NAME_HELP);
    /// `--debut`.
    pub const START: Required<Moment> = Required::option("debut", START_HELP);
    /// `--fin`.
    pub const END: Required<Moment> = Required::option("fin", END_HELP);
    /// `--lieu`.
    pub const LOCATION: Required<Location> = Required::option("lieu", LOCATION_HELP);
    /// `--participants`.
    pub const ATTENDEES: Required<Attendees> = Required::option("participants", ATTENDEES_HELP);
}

/// The fields of an event to change.
pub mod optional {
    use super::{
        ATTENDEES_HELP, Attendees, END_HELP, EventName, LOCATION_HELP, Location, Moment, NAME_HELP, Optional,
        START_HELP,
    };

    /// `--nom`.
    pub const NAME: Optional<EventName> = Optional::option("nom", NAME_HELP);
    /// `--debut`.
    pub const START: Optional<Moment> = Optional::option("debut", START_HELP);
    /// `--fin`.
    pub const END: Optional<Moment> = Optional::option("fin", END_HELP);
    /// `--lieu`.
    pub const LOCATION: Optional<Location> = Optional::option("lieu", LOCATION_HELP);
    /// `--participants`.
    pub const ATTENDEES: Optional<Attendees> = Optional::option("participants", ATTENDEES_HELP);
}

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
        Cell::Number(event.id.get()),
        Cell::text(&event.event_number),
        Cell::text(&event.name),
        Cell::text(messages::state(event.state(now))),
        Cell::Moment(Moment::new(event.start_at)),
        Cell::Moment(Moment::new(event.end_at)),
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
        Cell::Number(event.id.get()),
        Cell::text(&event.event_number),
        Cell::text(&event.name),
        Cell::text(messages::state(event.state(now))),
        Cell::Moment(Moment::new(event.start_at)),
        Cell::Moment(Moment::new(event.end_at)),
        Cell::text(&event.location),
        Cell::from(event.attendees),
        Cell::optional(event.note.clone()),
        Cell::text(&event.contract_number),
        Cell::Number(customer.id.get()),
        Cell::text(customer.full_name()),
        Cell::text(&customer.company_name),
        Cell::text(&customer.email),
        phone_number(customer),
        Cell::text(customer.salesperson.full_name()),
        Cell::optional(event.support.as_ref().map(Colleague::full_name)),
        Cell::optional(cancellation.map(|cancellation| Moment::new(cancellation.cancelled_at))),
        Cell::optional(cancellation.map(|cancellation| cancellation.reason.clone())),
        Cell::Moment(Moment::new(event.created_at)),
        Cell::Moment(Moment::new(event.updated_at)),
    ]
}

/// A stored number that is none, planted by somebody else, is shown as it is.
fn phone_number(customer: &Customer) -> Cell {
    PhoneNumber::from_database(customer.phone_number.clone())
        .map_or_else(|_| Cell::text(&customer.phone_number), Cell::PhoneNumber)
}
