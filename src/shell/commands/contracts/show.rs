//! `contrats voir`: one contract, its payments and its events.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::models::card::ContractCard;
use crate::models::identifier::PaymentId;
use crate::models::payment::Payment;
use crate::models::permission::ContractRead;
use crate::services::contracts;
use crate::shell::commands::contracts::fields::{COLUMNS, CONTRACT, cells};
use crate::shell::commands::events::fields as events;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::card;
use crate::shell::dialogue::listing::{FORMAT, cells_of_all};
use crate::shell::messages::contracts as messages;
use crate::shell::render::card::{Card, CardSection};
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

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

const PAYMENTS: &[Column] = &[
    Column::figures("N°", "numero", 0),
    Column::words("Date", "date", 1),
    Column::figures("Montant", "montant", 0),
    Column::words("Moyen", "moyen", 2),
    Column::words("Référence", "reference", 5),
    Column::words("Enregistré par", "enregistre_par", 6),
    Column::figures("Contrepassé par", "contrepasse_par", 3),
    Column::figures("Contrepasse", "contrepasse", 4),
    Column::words("Motif", "motif", 7),
];

fn layout_of(card: &ContractCard, time_zone: &TimeZone, now: Timestamp) -> Card {
    Card {
        columns: COLUMNS,
        cells: cells(&card.contract, time_zone),
        sections: vec![
            CardSection {
                title: messages::PAYMENTS.title(),
                key: "paiements",
                columns: PAYMENTS,
                rows: cells_of_all(&card.payments, PAYMENTS, payment_cells),
                when_empty: messages::PAYMENTS.none(),
            },
            events::section(&card.events, now),
        ],
    }
}

fn payment_cells(payment: &Payment) -> Vec<Cell> {
    let amount = if payment.is_reversal() {
        Cell::NegativeAmount(payment.amount)
    } else {
        Cell::Amount(payment.amount)
    };
    vec![
        Cell::Number(payment.id.get()),
        Cell::Day(payment.paid_on),
        amount,
        Cell::text(messages::method(payment.method)),
        Cell::optional(payment.reference.as_deref()),
        Cell::text(&payment.recorded_by),
        Cell::optional(payment.reversed_by.map(PaymentId::get)),
        Cell::optional(payment.reverses.map(PaymentId::get)),
        Cell::optional(payment.reason.as_deref()),
    ]
}
