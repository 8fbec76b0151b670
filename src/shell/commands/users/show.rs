//! `utilisateurs voir`: one account, what it looks after and its open sessions.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::models::card::{ContractOfManager, EventOfSupport, UserCard};
use crate::models::customer::Customer;
use crate::models::identifier::SessionId;
use crate::models::permission::UserRead;
use crate::services::users::{self, MOST_ON_CARD};
use crate::shell::commands::contracts::fields::signed_on;
use crate::shell::commands::prelude::*;
use crate::shell::commands::sessions::fields as sessions;
use crate::shell::commands::users::fields::{COLUMNS, USER};
use crate::shell::dialogue::card;
use crate::shell::dialogue::columns::{self, columns, section_table};
use crate::shell::dialogue::listing::FORMAT;
use crate::shell::messages::{contracts, customers, events, sessions as open_sessions, users as messages};
use crate::shell::render::card::{Card, CardSection};
use crate::shell::render::cell::Cell;

/// The command.
pub struct ShowUser;

impl Command for ShowUser {
    type Requires = UserRead;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs voir",
        section: Section::Management,
        summary: "Montre un compte, ce qu'il suit et ses sessions ouvertes.",
        details: "De chaque sorte, les dix plus récents ; la fiche les compte tous. Un événement annulé ou \
                  passé n'est plus à suivre.",
        arguments: arguments![USER, FORMAT],
        examples: &[
            "utilisateurs voir sales2",
            "utilisateurs voir EMP-0004",
            "utilisateurs voir 4 --format json",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<UserRead>, arguments: &Arguments) -> Result<Reply> {
        let card = users::show_card(&authorized, arguments.get(&USER)?)?;
        let time_zone = &context.configuration.time_zone;
        let card = layout_of(&card, time_zone, authorized.now(), authorized.operation().session_id);
        card::show(context, arguments, &card)
    }
}

columns! {
    /// What the card shows beside the columns of the list.
    CARD of (card: UserCard, now: Timestamp) {
        words "Bloqué jusqu'au", "bloque_jusqu_au", 0 =>
            Cell::optional_moment(card.user.blocked_until.filter(|until| now < until));
        words "Mot de passe provisoire jusqu'au", "mot_de_passe_provisoire_jusqu_au", 0 =>
            Cell::optional_moment(card.user.password_expires_at);
        words "Créé le", "cree_le", 0 => Cell::moment(card.user.created_at);
        words "Modifié le", "modifie_le", 0 => Cell::moment(card.user.updated_at);
        figures "Clients suivis", "clients_suivis", 0 => Cell::Number(card.portfolio.customers);
        figures "Contrats suivis", "contrats_suivis", 0 => Cell::Number(card.portfolio.contracts);
        figures "Événements à suivre", "evenements_a_suivre", 0 => Cell::Number(card.portfolio.events);
    }

    CUSTOMERS of (customer: Customer, (): ()) {
        figures "Client", "numero", 0 => Cell::Number(customer.id.get());
        words "Nom", "nom", 0 => Cell::text(customer.full_name());
        words "Entreprise", "entreprise", 1 => Cell::text(&customer.company_name);
        words "Dernier contact", "dernier_contact", 2 => Cell::moment(customer.updated_at);
    }

    CONTRACTS of (contract: ContractOfManager, time_zone: TimeZone) {
        words "Contrat", "numero", 0 => Cell::text(&contract.contract_number);
        words "Entreprise", "entreprise", 1 => Cell::text(&contract.company_name);
        figures "Montant", "montant", 2 => Cell::Amount(contract.total_amount);
        figures "Reste dû", "reste_du", 0 => Cell::Amount(contract.balance_due);
        words "Signé le", "signe_le", 3 => signed_on(contract.signed_at, time_zone);
    }

    EVENTS of (event: EventOfSupport, (): ()) {
        words "Événement", "numero", 0 => Cell::text(&event.event_number);
        words "Nom", "nom", 0 => Cell::text(&event.name);
        words "Entreprise", "entreprise", 2 => Cell::text(&event.company_name);
        words "Début", "debut", 0 => Cell::moment(event.start_at);
        words "Fin", "fin", 1 => Cell::moment(event.end_at);
    }
}

fn layout_of(card: &UserCard, time_zone: &TimeZone, now: Timestamp, own_session: SessionId) -> Card {
    let mut sections = vec![
        CardSection {
            title: customers::NOUN.title_of_newest(card.portfolio.customers, MOST_ON_CARD),
            key: "clients",
            table: section_table(CUSTOMERS, &card.customers, &()),
            when_empty: customers::NOUN.none(),
        },
        CardSection {
            title: contracts::NOUN.title_of_newest(card.portfolio.contracts, MOST_ON_CARD),
            key: "contrats",
            table: section_table(CONTRACTS, &card.contracts, time_zone),
            when_empty: contracts::NOUN.none(),
        },
        CardSection {
            title: events::NOUN.title_of_newest(card.portfolio.events, MOST_ON_CARD),
            key: "evenements",
            table: section_table(EVENTS, &card.events, &()),
            when_empty: messages::EVENTS_TO_COME.none(),
        },
    ];
    sections.extend(card.sessions.as_ref().map(|open| CardSection {
        title: open_sessions::NEWEST.to_owned(),
        key: "sessions",
        table: section_table(sessions::COLUMNS, open, &own_session),
        when_empty: open_sessions::NOUN.none(),
    }));
    let more = Card {
        sections,
        ..columns::card(CARD, card, &now)
    };
    columns::card(COLUMNS, &card.user, &now).and(more)
}
