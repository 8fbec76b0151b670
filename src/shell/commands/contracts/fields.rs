//! What the commands on contracts share: the arguments that name a contract or its fields, and how one is shown.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::models::amount::Amount;
use crate::models::contract::Contract;
use crate::models::date_time::Moment;
use crate::models::identifier::{ContractReference, CustomerReference, UserReference};
use crate::shell::commands::prelude::*;
use crate::shell::messages::contracts as messages;
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// The contract a command is about.
pub const CONTRACT: Required<ContractReference> =
    Required::positional("contrat", "Numéro du contrat, comme 12 ou CT-2026-000012.");

/// `--montant`.
pub const AMOUNT: Field<Amount> = Field::new("montant", "Montant total, comme 1234,56.");
/// `--client`.
pub const CUSTOMER: Field<CustomerReference> = Field::new("client", "Numéro ou adresse e-mail du client.");
/// `--gestionnaire`.
pub const MANAGER: Optional<UserReference> =
    Optional::option("gestionnaire", "Identifiant du gestionnaire qui le suit.");

/// The columns of a contract, in a list and on its card.
pub const COLUMNS: &[Column] = &[
    Column::figures("N°", "id", 4),
    Column::words("Contrat", "numero", 0),
    Column::words("Client", "client", 1),
    Column::words("Entreprise", "entreprise", 5),
    Column::figures("Montant", "montant", 2),
    Column::figures("Reste dû", "reste_du", 0),
    Column::words("État", "etat", 3),
    Column::words("Signé le", "signe_le", 6),
    Column::words("Signature notée par", "signature_notee_par", 11),
    Column::words("Commercial", "commercial", 7),
    Column::words("Gestionnaire", "gestionnaire", 8),
    Column::figures("N° client", "numero_client", 9),
    Column::words("Créé le", "cree_le", 12),
    Column::words("Modifié le", "modifie_le", 10),
];

/// The cells of a contract under [`COLUMNS`].
pub fn cells(contract: &Contract, time_zone: &TimeZone) -> Vec<Cell> {
    let signature = contract.signature.as_ref();
    vec![
        Cell::Number(contract.short_number()),
        Cell::text(&contract.contract_number),
        Cell::text(&contract.customer.name),
        Cell::text(&contract.customer.company_name),
        Cell::Amount(contract.total_amount),
        Cell::Amount(contract.balance_due),
        Cell::text(messages::state(contract.state())),
        signed_on(signature.map(|signature| signature.signed_at), time_zone),
        Cell::optional(signature.map(|signature| signature.recorded_by.as_str())),
        Cell::text(contract.customer.salesperson.full_name()),
        Cell::text(contract.manager.full_name()),
        Cell::Number(contract.customer.id.get()),
        Cell::moment(contract.created_at),
        Cell::moment(contract.updated_at),
    ]
}

/// When a contract was signed. Of a signature, the day counts.
pub fn signed_on(signed_at: Option<Timestamp>, time_zone: &TimeZone) -> Cell {
    Cell::optional(signed_at.map(|moment| Moment::new(moment).day(time_zone)))
}
