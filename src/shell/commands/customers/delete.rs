//! `clients supprimer`: removes one's own customer that has no contract.

use crate::models::identifier::CustomerReference;
use crate::models::permission::CustomerDelete;
use crate::services::customers;
use crate::shell::commands::customers::fields::CUSTOMER;
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::confirmation::{self, YES};
use crate::shell::messages::customers as messages;

/// The command.
pub struct DeleteCustomer;

impl Command for DeleteCustomer {
    type Requires = CustomerDelete;

    const DEFINITION: Definition = Definition {
        words: "clients supprimer",
        section: Section::Customers,
        summary: "Supprime un de vos clients qui n'a aucun contrat.",
        details: "Demande confirmation, sauf avec --oui.",
        arguments: arguments![CUSTOMER, YES],
        examples: &["clients supprimer 2 --oui"],
    };

    fn run(context: &mut Context, authorized: Authorized<CustomerDelete>, arguments: &Arguments) -> Result<Reply> {
        let reference = arguments.get(&CUSTOMER)?;
        let customer = customers::check_deletion(&authorized, reference)?;
        let authorized = confirmation::ask(context, arguments, authorized, &messages::deletion_question(&customer))?;
        // By now the address may be another customer's.
        let deleted = customers::delete(authorized, &CustomerReference::Id(customer.id))?;
        Ok(Reply::Done(messages::deleted(&deleted)))
    }
}
