//! What the commands on contracts share: the arguments that name a contract or its fields, and how one is shown.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::models::amount::Amount;
use crate::models::contract::Contract;
use crate::models::date_time::Moment;
use crate::models::identifier::{ContractReference, CustomerReference, UserReference};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::columns::columns;
use crate::shell::messages::contracts as messages;
use crate::shell::render::cell::Cell;

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

columns! {
    /// The columns of a contract, in a list and on its card.
    pub COLUMNS of (contract: Contract, time_zone: TimeZone) {
        figures "N°", "id", 4 => Cell::Number(contract.short_number());
        words "Contrat", "numero", 0 => Cell::text(&contract.contract_number);
        words "Client", "client", 1 => Cell::text(&contract.customer.name);
        words "Entreprise", "entreprise", 5 => Cell::text(&contract.customer.company_name);
        figures "Montant", "montant", 2 => Cell::Amount(contract.total_amount);
        figures "Reste dû", "reste_du", 0 => Cell::Amount(contract.balance_due);
        words "État", "etat", 3 => Cell::text(messages::state(contract.state()));
        words "Signé le", "signe_le", 6 =>
            signed_on(contract.signature.as_ref().map(|signature| signature.signed_at), time_zone);
        words "Signature notée par", "signature_notee_par", 11 =>
            Cell::optional(contract.signature.as_ref().map(|signature| signature.recorded_by.as_str()));
        words "Commercial", "commercial", 7 => Cell::text(contract.customer.salesperson.full_name());
        words "Gestionnaire", "gestionnaire", 8 => Cell::text(contract.manager.full_name());
        figures "N° client", "numero_client", 9 => Cell::Number(contract.customer.id.get());
        words "Créé le", "cree_le", 12 => Cell::moment(contract.created_at);
        words "Modifié le", "modifie_le", 10 => Cell::moment(contract.updated_at);
    }
}

/// When a contract was signed. Of a signature, the day counts.
pub fn signed_on(signed_at: Option<Timestamp>, time_zone: &TimeZone) -> Cell {
    Cell::optional(signed_at.map(|moment| Moment::new(moment).day(time_zone)))
}
