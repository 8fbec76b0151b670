//! `clients voir`: one customer, its contracts and its events.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::models::card::{ContractOfCustomer, CustomerCard};
use crate::models::permission::CustomerRead;
use crate::services::customers;
use crate::shell::commands::contracts::fields::signed_on;
use crate::shell::commands::customers::fields::{COLUMNS, CUSTOMER};
use crate::shell::commands::events::fields as events;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::card;
use crate::shell::dialogue::columns::{self, columns, section_table};
use crate::shell::dialogue::listing::FORMAT;
use crate::shell::messages::contracts;
use crate::shell::render::card::{Card, CardSection};
use crate::shell::render::cell::Cell;

/// The command.
pub struct ShowCustomer;

impl Command for ShowCustomer {
    type Requires = CustomerRead;

    const DEFINITION: Definition = Definition {
        words: "clients voir",
        section: Section::Customers,
        summary: "Montre un client, ses contrats et ses événements.",
        details: "",
        arguments: arguments![CUSTOMER, FORMAT],
        examples: &[
            "clients voir 1",
            "clients voir kevin@startup.io",
            "clients voir 1 --format json",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<CustomerRead>, arguments: &Arguments) -> Result<Reply> {
        let card = customers::show_card(&authorized, arguments.get(&CUSTOMER)?)?;
        let card = layout_of(&card, &context.configuration.time_zone, authorized.now());
        card::show(context, arguments, &card)
    }
}

columns! {
    CONTRACTS of (contract: ContractOfCustomer, time_zone: TimeZone) {
        words "Contrat", "numero", 0 => Cell::text(&contract.contract_number);
        figures "Montant", "montant", 1 => Cell::Amount(contract.total_amount);
        figures "Reste dû", "reste_du", 0 => Cell::Amount(contract.balance_due);
        words "Signé le", "signe_le", 2 => signed_on(contract.signed_at, time_zone);
        words "Gestionnaire", "gestionnaire", 3 => Cell::text(&contract.manager_name);
    }
}

fn layout_of(card: &CustomerCard, time_zone: &TimeZone, now: Timestamp) -> Card {
    Card {
        sections: vec![
            CardSection {
                title: contracts::NOUN.title(),
                key: "contrats",
                table: section_table(CONTRACTS, &card.contracts, time_zone),
                when_empty: contracts::NOUN.none(),
            },
            events::section(&card.events, now),
        ],
        ..columns::card(COLUMNS, &card.customer, &())
    }
}
