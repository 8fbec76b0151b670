//! `contrats voir`: one contract, its payments and its events.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::models::card::ContractCard;
use crate::models::identifier::PaymentId;
use crate::models::payment::Payment;
use crate::models::permission::ContractRead;
use crate::services::contracts;
use crate::shell::commands::contracts::fields::{COLUMNS, CONTRACT};
use crate::shell::commands::events::fields as events;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::card;
use crate::shell::dialogue::columns::{self, columns, section_table};
use crate::shell::dialogue::listing::FORMAT;
use crate::shell::messages::contracts as messages;
use crate::shell::render::card::{Card, CardSection};
use crate::shell::render::cell::Cell;

/// The command.
pub struct ShowContract;

impl Command for ShowContract {
    type Requires = ContractRead;

    const DEFINITION: Definition = Definition {
        words: "contrats voir",
        section: Section::Contracts,
        summary: "Montre un contrat, ses paiements et ses événements.",
        details: "Une contrepassation est un paiement négatif ; elle nomme celui qu'elle annule.",
        arguments: arguments![CONTRACT, FORMAT],
        examples: &[
            "contrats voir 2",
            "contrats voir CT-2026-000002",
            "contrats voir 2 --format json",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<ContractRead>, arguments: &Arguments) -> Result<Reply> {
        let card = contracts::show_card(&authorized, arguments.get(&CONTRACT)?)?;
        let card = layout_of(&card, &context.configuration.time_zone, authorized.now());
        card::show(context, arguments, &card)
    }
}

columns! {
    PAYMENTS of (payment: Payment, (): ()) {
        figures "N°", "numero", 0 => Cell::Number(payment.id.get());
        words "Date", "date", 1 => Cell::Day(payment.paid_on);
        figures "Montant", "montant", 0 => amount_of(payment);
        words "Moyen", "moyen", 2 => Cell::text(messages::method(payment.method));
        words "Référence", "reference", 5 => Cell::optional(payment.reference.as_deref());
        words "Enregistré par", "enregistre_par", 6 => Cell::text(&payment.recorded_by);
        figures "Contrepassé par", "contrepasse_par", 3 => Cell::optional(payment.reversed_by.map(PaymentId::get));
        figures "Contrepasse", "contrepasse", 4 => Cell::optional(payment.reverses.map(PaymentId::get));
        words "Motif", "motif", 7 => Cell::optional(payment.reason.as_deref());
    }
}

fn layout_of(card: &ContractCard, time_zone: &TimeZone, now: Timestamp) -> Card {
    Card {
        sections: vec![
            CardSection {
                title: messages::PAYMENTS.title(),
                key: "paiements",
                table: section_table(PAYMENTS, &card.payments, &()),
                when_empty: messages::PAYMENTS.none(),
            },
            events::section(&card.events, now),
        ],
        ..columns::card(COLUMNS, &card.contract, time_zone)
    }
}

fn amount_of(payment: &Payment) -> Cell {
    if payment.is_reversal() {
        return Cell::NegativeAmount(payment.amount);
    }
    Cell::Amount(payment.amount)
}
