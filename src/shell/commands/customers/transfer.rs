//! `clients transferer`: gives a customer to another salesperson.

use crate::models::identifier::UserReference;
use crate::models::permission::CustomerTransfer;
use crate::models::text::Reason;
use crate::services::customers;
use crate::shell::commands::customers::fields::CUSTOMER;
use crate::shell::commands::prelude::*;
use crate::shell::messages::customers as messages;

/// The command.
pub struct TransferCustomer;

const SALESPERSON: Required<UserReference> = Required::option("commercial", "Commercial qui suivra le client.");
const REASON: Optional<Reason> = Optional::option("motif", "Motif, gardé dans le journal.");

impl Command for TransferCustomer {
    type Requires = CustomerTransfer;

    const DEFINITION: Definition = Definition {
        words: "clients transferer",
        section: Section::Customers,
        summary: "Confie un client à un autre commercial.",
        details: "Ses contrats et ses événements le suivent.",
        arguments: arguments![CUSTOMER, SALESPERSON, REASON],
        examples: &["clients transferer 2 --commercial sales3 --motif \"congé parental\""],
    };

    fn run(_context: &mut Context, authorized: Authorized<CustomerTransfer>, arguments: &Arguments) -> Result<Reply> {
        let reason = arguments.find(&REASON).map(Reason::as_str);
        let transfer = customers::transfer(
            authorized,
            arguments.get(&CUSTOMER)?,
            arguments.get(&SALESPERSON)?,
            reason,
        )?;
        Ok(Reply::Done(messages::transferred(&transfer)))
    }
}
