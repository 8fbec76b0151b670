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
use crate::shell::commands::users::fields::{USER, cells};
use crate::shell::dialogue::card;
use crate::shell::dialogue::listing::{FORMAT, cells_of_all};
use crate::shell::messages::{contracts, customers, events, sessions as open_sessions, users as messages};
use crate::shell::render::card::{Card, CardSection};
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

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

/// Those of the list, then what only the card shows.
const COLUMNS: &[Column] = &[
    Column::figures("N°", "numero", 0),
    Column::words("Matricule", "matricule", 0),
    Column::words("Identifiant", "identifiant", 0),
    Column::words("Prénom", "prenom", 0),
    Column::words("Nom", "nom", 0),
    Column::words("E-mail", "email", 0),
    Column::words("Téléphone", "telephone", 0),
    Column::words("Rôle", "role", 0),
    Column::words("État", "etat", 0),
    Column::words("Dernière connexion", "derniere_connexion", 0),
    Column::words("Bloqué jusqu'au", "bloque_jusqu_au", 0),
    Column::words(
        "Mot de passe provisoire jusqu'au",
        "mot_de_passe_provisoire_jusqu_au",
        0,
    ),
    Column::words("Créé le", "cree_le", 0),
    Column::words("Modifié le", "modifie_le", 0),
    Column::figures("Clients suivis", "clients_suivis", 0),
    Column::figures("Contrats suivis", "contrats_suivis", 0),
    Column::figures("Événements à suivre", "evenements_a_suivre", 0),
];

const CUSTOMERS: &[Column] = &[
    Column::figures("Client", "numero", 0),
    Column::words("Nom", "nom", 0),
    Column::words("Entreprise", "entreprise", 1),
    Column::words("Dernier contact", "dernier_contact", 2),
];

const CONTRACTS: &[Column] = &[
    Column::words("Contrat", "numero", 0),
    Column::words("Entreprise", "entreprise", 1),
    Column::figures("Montant", "montant", 2),
    Column::figures("Reste dû", "reste_du", 0),
    Column::words("Signé le", "signe_le", 3),
];

const EVENTS: &[Column] = &[
    Column::words("Événement", "numero", 0),
    Column::words("Nom", "nom", 0),
    Column::words("Entreprise", "entreprise", 2),
    Column::words("Début", "debut", 0),
    Column::words("Fin", "fin", 1),
];

fn layout_of(card: &UserCard, time_zone: &TimeZone, now: Timestamp, own_session: SessionId) -> Card {
    let mut sections = vec![
        CardSection {
            title: customers::NOUN.title_of_newest(card.portfolio.customers, MOST_ON_CARD),
            key: "clients",
            columns: CUSTOMERS,
            rows: cells_of_all(&card.customers, CUSTOMERS, customer_cells),
            when_empty: customers::NOUN.none(),
        },
        CardSection {
            title: contracts::NOUN.title_of_newest(card.portfolio.contracts, MOST_ON_CARD),
            key: "contrats",
            columns: CONTRACTS,
            rows: cells_of_all(&card.contracts, CONTRACTS, |contract| {
                contract_cells(contract, time_zone)
            }),
            when_empty: contracts::NOUN.none(),
        },
        CardSection {
            title: events::NOUN.title_of_newest(card.portfolio.events, MOST_ON_CARD),
            key: "evenements",
            columns: EVENTS,
            rows: cells_of_all(&card.events, EVENTS, event_cells),
            when_empty: messages::EVENTS_TO_COME.none(),
        },
    ];
    sections.extend(card.sessions.as_ref().map(|open| CardSection {
        title: open_sessions::NEWEST.to_owned(),
        key: "sessions",
        columns: sessions::COLUMNS,
        rows: cells_of_all(open, sessions::COLUMNS, |session| sessions::cells(session, own_session)),
        when_empty: open_sessions::NOUN.none(),
    }));
    Card {
        columns: COLUMNS,
        cells: card_cells(card, now),
        sections,
    }
}

fn card_cells(card: &UserCard, now: Timestamp) -> Vec<Cell> {
    let user = &card.user;
    let mut all = cells(user, now);
    all.extend([
        Cell::optional_moment(user.blocked_until.filter(|until| now < *until)),
        Cell::optional_moment(user.password_expires_at),
        Cell::moment(user.created_at),
        Cell::moment(user.updated_at),
        Cell::Number(card.portfolio.customers),
        Cell::Number(card.portfolio.contracts),
        Cell::Number(card.portfolio.events),
    ]);
    all
}

fn customer_cells(customer: &Customer) -> Vec<Cell> {
    vec![
        Cell::Number(customer.id.get()),
        Cell::text(customer.full_name()),
        Cell::text(&customer.company_name),
        Cell::moment(customer.updated_at),
    ]
}

fn contract_cells(contract: &ContractOfManager, time_zone: &TimeZone) -> Vec<Cell> {
    vec![
        Cell::text(&contract.contract_number),
        Cell::text(&contract.company_name),
        Cell::Amount(contract.total_amount),
        Cell::Amount(contract.balance_due),
        signed_on(contract.signed_at, time_zone),
    ]
}

fn event_cells(event: &EventOfSupport) -> Vec<Cell> {
    vec![
        Cell::text(&event.event_number),
        Cell::text(&event.name),
        Cell::text(&event.company_name),
        Cell::moment(event.start_at),
        Cell::moment(event.end_at),
    ]
}
