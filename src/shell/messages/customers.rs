//! French of the commands on customers.

use crate::models::customer::{Customer, NewCustomer};
use crate::models::identifier::CustomerId;
use crate::security::clean::clean;
use crate::services::customers::Transfer;
use crate::shell::messages::foot::Noun;
use crate::shell::messages::prose::told_apart;
use crate::shell::messages::typography::numbered;

/// What a list of customers counts.
pub const NOUN: Noun = Noun::masculine("client", "clients");

/// After a creation.
pub fn created(id: CustomerId, customer: &NewCustomer) -> String {
    let person = &customer.person;
    let name = format!("{} {}", person.first_name.as_str(), person.last_name.as_str());
    format!(
        "Client {} créé : {}.",
        numbered(id),
        told_apart(&name, customer.company_name.as_str()),
    )
}

/// After a change.
pub fn updated(customer: &Customer) -> String {
    format!(
        "Client {} modifié : {}.",
        numbered(customer.id),
        clean(&customer.full_name())
    )
}

/// Names what will be lost.
pub fn deletion_question(customer: &Customer) -> String {
    format!(
        "Supprimer définitivement le client {} : {} ?",
        numbered(customer.id),
        told_apart(&customer.full_name(), &customer.company_name),
    )
}

/// After a deletion.
pub fn deleted(customer: &Customer) -> String {
    format!(
        "Client {} supprimé : {}.",
        numbered(customer.id),
        clean(&customer.full_name())
    )
}

/// After a transfer.
pub fn transferred(transfer: &Transfer) -> String {
    let (customer, salesperson) = (&transfer.customer, transfer.new_salesperson.full_name());
    if !transfer.has_changed {
        return format!(
            "Le client {} est déjà confié à {}.",
            numbered(customer.id),
            clean(&salesperson)
        );
    }
    format!(
        "Client {} ({}) confié à {}, auparavant à {}.",
        numbered(customer.id),
        clean(&customer.full_name()),
        clean(&salesperson),
        clean(&customer.salesperson.full_name()),
    )
}
