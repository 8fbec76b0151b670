//! `clients modifier`: changes the fields given, or all of them in a form.

use crate::database::authorized::Authorized;
use crate::error::{Error, Result};
use crate::models::customer::{Customer, CustomerChanges};
use crate::models::identifier::CustomerReference;
use crate::models::permission::CustomerUpdate;
use crate::security::ownership;
use crate::services::customers;
use crate::shell::commands::customers::fields::CUSTOMER;
use crate::shell::commands::customers::fields::optional::{
    COMPANY_NAME, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER,
};
use crate::shell::context::Context;
use crate::shell::context::command::Command;
use crate::shell::context::reply::Reply;
use crate::shell::dialogue::form;
use crate::shell::grammar::argument::Specification;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::{Definition, Section};
use crate::shell::messages::customers as messages;
use crate::shell::messages::forms::UNCHANGED;

/// The command.
pub struct UpdateCustomer;

static FIELDS: [Specification; 5] = [
    FIRST_NAME.specification,
    LAST_NAME.specification,
    EMAIL.specification,
    PHONE_NUMBER.specification,
    COMPANY_NAME.specification,
];

impl Command for UpdateCustomer {
    type Requires = CustomerUpdate;

    const DEFINITION: Definition = Definition {
        words: "clients modifier",
        aliases: &[],
        section: Section::Customers,
        summary: "Modifie un de vos clients.",
        details: "Sans option, ouvre la fiche entière avec les valeurs actuelles, puis montre les différences avant \
                  d'écrire.",
        arguments: &[
            CUSTOMER.specification,
            FIRST_NAME.specification,
            LAST_NAME.specification,
            EMAIL.specification,
            PHONE_NUMBER.specification,
            COMPANY_NAME.specification,
        ],
        examples: &[
            "clients modifier 1 --telephone \"06 12 34 56 78\"",
            "clients modifier 1",
        ],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<CustomerUpdate>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let reference = arguments.get(&CUSTOMER)?;
        let has_fields = FIELDS.iter().any(|field| arguments.contains(field));
        if !has_fields {
            return by_form(context, authorized, reference);
        }
        let update = customers::update(authorized, reference, &changes(arguments), None)?;
        Ok(Reply::Done(messages::updated(&update)))
    }
}

/// The form: nothing is locked while the person types; what others changed meanwhile is found when writing.
fn by_form(
    context: &mut Context,
    authorized: Authorized<CustomerUpdate>,
    reference: &CustomerReference,
) -> Result<Reply> {
    if !context.questions.is_conversation() {
        return Err(Error::NothingToChange);
    }
    let customer = customers::show(&authorized, reference)?;
    ownership::of_customer(&authorized, &customer)?;
    // The witness was for reading; writing comes after the questions and is authorised anew.
    drop(authorized);
    let Some(typed) = form::ask_record(context, &FIELDS, &presents(&customer))? else {
        return Ok(Reply::Done(UNCHANGED.to_owned()));
    };
    let authorized = context.authorize::<CustomerUpdate>()?;
    let update = customers::update(
        authorized,
        &CustomerReference::Id(customer.id),
        &changes(&typed),
        Some(&customer),
    )?;
    Ok(Reply::Done(messages::updated(&update)))
}

/// The present values, in the order of the fields.
fn presents(customer: &Customer) -> [String; 5] {
    [
        customer.first_name.clone(),
        customer.last_name.clone(),
        customer.email.clone(),
        customer.phone_number.clone(),
        customer.company_name.clone(),
    ]
}

fn changes(arguments: &Arguments) -> CustomerChanges {
    CustomerChanges {
        first_name: arguments.find(&FIRST_NAME).cloned(),
        last_name: arguments.find(&LAST_NAME).cloned(),
        email: arguments.find(&EMAIL).cloned(),
        phone_number: arguments.find(&PHONE_NUMBER).cloned(),
        company_name: arguments.find(&COMPANY_NAME).cloned(),
    }
}
