//! French of the commands on customers.

use crate::models::customer::{Customer, NewCustomer};
use crate::models::identifier::CustomerId;
use crate::security::clean::clean;
use crate::services::customers::Transfer;
use crate::services::editing::Update;
use crate::shell::messages::forms::UNCHANGED;
use crate::shell::render::foot::Noun;

/// What a list of customers counts.
pub const NOUN: Noun = Noun::masculine("client", "clients");
/// On the card of a customer without contracts.
pub const NO_CONTRACT: &str = "Aucun contrat.";
/// On the card of a customer without events.
pub const NO_EVENT: &str = "Aucun événement.";

/// What to do when a list is empty.
pub fn empty_list(is_filtered: bool, may_create: bool) -> Option<String> {
    match (is_filtered, may_create) {
        (true, _) => Some(String::from("clients lister")),
        (false, true) => Some(String::from("clients creer")),
        (false, false) => None,
    }
}

/// After a creation.
pub fn created(id: CustomerId, customer: &NewCustomer) -> String {
    format!(
        "Client n° {id} créé : {} {} ({}).",
        clean(customer.person.first_name.as_str()),
        clean(customer.person.last_name.as_str()),
        clean(customer.company_name.as_str()),
    )
}

/// After a change.
pub fn updated(update: &Update<Customer>) -> String {
    let customer = &update.record;
    if update.changes.is_empty() {
        return UNCHANGED.to_owned();
    }
    format!(
        "Client n° {} modifié : {}.",
        customer.id,
        clean(&customer.full_name())
    )
}

/// Names what will be lost.
pub fn deletion_question(customer: &Customer) -> String {
    format!(
        "Supprimer définitivement le client n° {} : {} ({}) ?",
        customer.id,
        clean(&customer.full_name()),
        clean(&customer.company_name),
    )
}

/// After a deletion.
pub fn deleted(customer: &Customer) -> String {
    format!(
        "Client n° {} supprimé : {}.",
        customer.id,
        clean(&customer.full_name())
    )
}

/// After a transfer.
pub fn transferred(transfer: &Transfer) -> String {
    let (customer, salesperson) = (&transfer.customer, transfer.new_salesperson.full_name());
    if !transfer.has_changed {
        return format!(
            "Le client n° {} est déjà confié à {}.",
            customer.id,
            clean(&salesperson)
        );
    }
    format!(
        "Client n° {} ({}) confié à {}, auparavant à {}.",
        customer.id,
        clean(&customer.full_name()),
        clean(&salesperson),
        clean(&customer.salesperson.full_name()),
    )
}
