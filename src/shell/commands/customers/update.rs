//! `clients modifier`: changes the fields given, or all of them in a form.

use crate::models::customer::{Customer, CustomerChanges};
use crate::models::identifier::CustomerReference;
use crate::models::permission::CustomerUpdate;
use crate::services::customers;
use crate::shell::commands::customers::fields::{COMPANY_NAME, CUSTOMER};
use crate::shell::commands::person::{self, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::editing::{Editor, FormField, Opened};
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
        EDITOR.run(context, authorized, arguments)
    }
}

const EDITOR: Editor<CustomerUpdate, Customer> = Editor {
    fields: &FIELDS,
    open,
    write,
};

static FIELDS: [FormField<Customer>; 5] = [
    FormField::of(&FIRST_NAME.optional, |customer| customer.first_name.clone()),
    FormField::of(&LAST_NAME.optional, |customer| customer.last_name.clone()),
    FormField::of(&EMAIL.optional, |customer| customer.email.clone()),
    FormField::of(&PHONE_NUMBER.optional, |customer| customer.phone_number.clone()),
    FormField::of(&COMPANY_NAME.optional, |customer| customer.company_name.clone()),
];

fn open(
    _context: &Context,
    authorized: &Authorized<CustomerUpdate>,
    arguments: &Arguments,
) -> Result<Opened<Customer>> {
    Ok(Opened {
        record: customers::check_update(authorized, arguments.get(&CUSTOMER)?)?,
        fields: &FIELDS,
    })
}

fn write(
    context: &mut Context,
    authorized: Authorized<CustomerUpdate>,
    arguments: &Arguments,
    read: Option<&Customer>,
) -> Result<Reply> {
    let reference = match read {
        Some(customer) => &CustomerReference::Id(customer.id),
        None => arguments.get(&CUSTOMER)?,
    };
    let changes = CustomerChanges {
        person: person::changes(arguments),
        company_name: arguments.find(&COMPANY_NAME.optional).cloned(),
    };
    let time_zone = &context.configuration.time_zone;
    let update = customers::update(authorized, reference, &changes, read, time_zone)?;
    Ok(Reply::Done(messages::updated(&update)))
}
