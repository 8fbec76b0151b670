//! `utilisateurs modifier`: changes the fields given, or all of them in a form.

use crate::database::authorized::Authorized;
use crate::error::{Error, Result};
use crate::models::identifier::UserReference;
use crate::models::permission::UserUpdate;
use crate::models::user::{User, UserChanges};
use crate::services::users;
use crate::services::users::update::update;
use crate::shell::commands::users::fields::USER;
use crate::shell::commands::users::fields::optional::{EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER, ROLE};
use crate::shell::context::Context;
use crate::shell::context::command::Command;
use crate::shell::context::reply::Reply;
use crate::shell::dialogue::form;
use crate::shell::grammar::argument::Specification;
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::declaration::{Definition, Section};
use crate::shell::grammar::values::role;
use crate::shell::messages::forms::UNCHANGED;
use crate::shell::messages::users as messages;
use crate::telemetry::BusinessEvent;

/// The command.
pub struct UpdateUser;

static FIELDS: [Specification; 5] = [
    FIRST_NAME.specification,
    LAST_NAME.specification,
    EMAIL.specification,
    PHONE_NUMBER.specification,
    ROLE.specification,
];

impl Command for UpdateUser {
    type Requires = UserUpdate;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs modifier",
        aliases: &[],
        section: Section::Management,
        summary: "Modifie un compte.",
        details: "Le rôle ne change que si le compte ne suit plus rien ; ses sessions ouvertes se ferment alors. Sans option, \
                  ouvre la fiche entière avec les valeurs actuelles, puis montre les différences avant d'écrire.",
        arguments: &[
            USER.specification,
            FIRST_NAME.specification,
            LAST_NAME.specification,
            EMAIL.specification,
            PHONE_NUMBER.specification,
            ROLE.specification,
        ],
        examples: &[
            "utilisateurs modifier sales1 --telephone \"06 12 34 56 78\"",
            "utilisateurs modifier sales1 --role support",
            "utilisateurs modifier sales1",
        ],
    };

    fn run(
        context: &mut Context,
        authorized: Authorized<UserUpdate>,
        arguments: &Arguments,
    ) -> Result<Reply> {
        let reference = arguments.get(&USER)?;
        let has_fields = FIELDS.iter().any(|field| arguments.contains(field));
        if !has_fields {
            return by_form(context, authorized, reference);
        }
        write(context, authorized, reference, &changes(arguments), None)
    }
}

/// The form: nothing is locked while the person types; what others changed meanwhile is found when writing.
fn by_form(
    context: &mut Context,
    authorized: Authorized<UserUpdate>,
    reference: &UserReference,
) -> Result<Reply> {
    if !context.questions.is_conversation() {
        return Err(Error::NothingToChange);
    }
    let user = users::show(&authorized, reference)?;
    // The witness was for reading; writing comes after the questions and is authorised anew.
    drop(authorized);
    let Some(typed) = form::ask_record(context, &FIELDS, &presents(&user))? else {
        return Ok(Reply::Done(UNCHANGED.to_owned()));
    };
    let authorized = context.authorize::<UserUpdate>()?;
    let reference = UserReference::Id(user.id);
    write(context, authorized, &reference, &changes(&typed), Some(&user))
}

fn write(
    context: &mut Context,
    authorized: Authorized<UserUpdate>,
    reference: &UserReference,
    changes: &UserChanges,
    read: Option<&User>,
) -> Result<Reply> {
    let by = authorized.actor().id;
    let update = update(authorized, reference, changes, read)?;
    if !update.changes.is_empty() {
        let user_id = update.user.id;
        context.announce(BusinessEvent::AccountChanged { user_id, by });
    }
    Ok(Reply::Done(messages::updated(&update)))
}

/// The present values, in the order of the fields.
fn presents(user: &User) -> [String; 5] {
    [
        user.first_name.clone(),
        user.last_name.clone(),
        user.email.clone(),
        user.phone_number.clone(),
        role::label(&user.role.name).to_owned(),
    ]
}

fn changes(arguments: &Arguments) -> UserChanges {
    UserChanges {
        first_name: arguments.find(&FIRST_NAME).cloned(),
        last_name: arguments.find(&LAST_NAME).cloned(),
        email: arguments.find(&EMAIL).cloned(),
        phone_number: arguments.find(&PHONE_NUMBER).cloned(),
        role: arguments.find(&ROLE).cloned(),
    }
}
