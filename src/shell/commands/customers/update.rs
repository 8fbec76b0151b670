//! `clients modifier`: changes the fields given, or all of them in a form.

use crate::models::customer::{Customer, CustomerChanges};
use crate::models::identifier::CustomerReference;
use crate::models::permission::CustomerUpdate;
use crate::services::customers;
use crate::shell::commands::customers::fields::{COMPANY_NAME, CUSTOMER};
use crate::shell::commands::person::{self, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::editing::{self, Editor, FormField};
use crate::shell::messages::customers as messages;

/// The command.
pub struct UpdateCustomer;

impl Command for UpdateCustomer {
    type Requires = CustomerUpdate;

    const DEFINITION: Definition = Definition {
        words: "clients modifier",
        section: Section::Customers,
        summary: "Modifie un de vos clients.",
        details: "Sans option, ouvre la fiche entière avec les valeurs actuelles, puis montre les différences avant \
                  d'écrire.",
        arguments: arguments![
            CUSTOMER,
            FIRST_NAME.optional,
            LAST_NAME.optional,
            EMAIL.optional,
            PHONE_NUMBER.optional,
            COMPANY_NAME.optional,
        ],
        examples: &[
            "clients modifier 1 --telephone \"06 12 34 56 78\"",
            "clients modifier 1",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<CustomerUpdate>, arguments: &Arguments) -> Result<Reply> {
        let update = EDITOR.run(context, authorized, arguments)?;
        Ok(editing::reply(&update, messages::updated))
    }
}

const EDITOR: Editor<CustomerUpdate, CustomerReference, Customer, CustomerChanges> = Editor {
    fields: &FIELDS,
    named: CUSTOMER,
    reference: |customer| CustomerReference::Id(customer.id),
    check: customers::check_update,
    asked: |_, _, _| Ok(&FIELDS),
    changes,
    update: customers::update,
};

static FIELDS: [FormField<Customer>; 5] = [
    FormField::of(&FIRST_NAME.optional, |customer| customer.first_name.clone()),
    FormField::of(&LAST_NAME.optional, |customer| customer.last_name.clone()),
    FormField::of(&EMAIL.optional, |customer| customer.email.clone()),
    FormField::of(&PHONE_NUMBER.optional, |customer| customer.phone_number.clone()),
    FormField::of(&COMPANY_NAME.optional, |customer| customer.company_name.clone()),
];

fn changes(arguments: &Arguments) -> CustomerChanges {
    CustomerChanges {
        person: person::changes(arguments),
        company_name: arguments.find(&COMPANY_NAME.optional).cloned(),
    }
}
