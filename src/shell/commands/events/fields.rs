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
use crate::shell::dialogue::columns::{columns, section_table};
use crate::shell::messages::events as messages;
use crate::shell::render::card::CardSection;
use crate::shell::render::cell::Cell;

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

columns! {
    /// What an event is, in a list and first on its card.
    pub ITSELF of (event: Event, now: Timestamp) {
        figures "N°", "id", 0 => Cell::Number(event.short_number());
        // The short number names the event as well: who runs it is worth more on a narrow terminal.
        words "Événement", "numero", 3 => Cell::text(&event.event_number);
        words "Nom", "nom", 0 => Cell::text(&event.name);
        words "État", "etat", 1 => Cell::text(messages::state(event.state(*now)));
        words "Début", "debut", 0 => Cell::moment(event.start_at);
        words "Fin", "fin", 5 => Cell::moment(event.end_at);
        words "Lieu", "lieu", 7 => Cell::text(&event.location);
        figures "Participants", "participants", 9 => Cell::from(event.attendees);
    }

    /// What it belongs to and who works on it, in a list.
    pub BESIDE of (event: Event, _: Timestamp) {
        words "Client", "client", 4 => Cell::text(&event.customer.name);
        words "Entreprise", "entreprise", 8 => Cell::text(&event.customer.company_name);
        words "Contrat", "contrat", 10 => Cell::text(&event.contract_number);
        words "Commercial", "commercial", 6 => Cell::text(event.customer.salesperson.full_name());
        words "Support", "support", 2 => Cell::optional(event.support.as_ref().map(Colleague::full_name));
    }

    /// What else its card tells: whom to contact, who works on it, what became of it.
    pub CARD of (card: EventCard, _: Timestamp) {
        words "Note", "note", 0 => Cell::optional(card.event.note.clone());
        words "Contrat", "contrat", 0 => Cell::text(&card.event.contract_number);
        figures "N° du client", "numero_client", 0 => Cell::Number(card.customer.id.get());
        words "Contact", "contact", 0 => Cell::text(card.customer.full_name());
        words "Entreprise", "entreprise", 0 => Cell::text(&card.customer.company_name);
        words "E-mail", "email", 0 => Cell::text(&card.customer.email);
        words "Téléphone", "telephone", 0 => Cell::stored_phone_number(&card.customer.phone_number);
        words "Commercial", "commercial", 0 => Cell::text(card.customer.salesperson.full_name());
        words "Support", "support", 0 => Cell::optional(card.event.support.as_ref().map(Colleague::full_name));
        words "Annulé le", "annule_le", 0 =>
            Cell::optional_moment(card.event.cancellation.as_ref().map(|cancelled| cancelled.cancelled_at));
        words "Motif d'annulation", "motif_annulation", 0 =>
            Cell::optional(card.event.cancellation.as_ref().map(|cancelled| cancelled.reason.as_str()));
        words "Créé le", "cree_le", 0 => Cell::moment(card.event.created_at);
        words "Modifié le", "modifie_le", 0 => Cell::moment(card.event.updated_at);
    }

    /// On the card of its customer or its contract.
    SECTION of (event: EventOfCustomer, now: Timestamp) {
        words "Événement", "numero", 0 => Cell::text(&event.event_number);
        words "Nom", "nom", 0 => Cell::text(&event.name);
        words "État", "etat", 1 => Cell::text(messages::state(event.state(*now)));
        words "Début", "debut", 1 => Cell::moment(event.start_at);
        words "Fin", "fin", 3 => Cell::moment(event.end_at);
        words "Support", "support", 2 => Cell::optional(event.support_name.as_deref());
        words "Annulé le", "annule_le", 4 => Cell::optional_moment(event.cancelled_at);
    }
}

/// The events on the card of what they belong to, as they stand at a moment.
pub fn section(events: &[Listed<EventOfCustomer>], now: Timestamp) -> CardSection {
    CardSection {
        title: messages::NOUN.title(),
        key: "evenements",
        table: section_table(SECTION, events, &now),
        when_empty: messages::NOUN.none(),
    }
}
