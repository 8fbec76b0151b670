//! `utilisateurs modifier`: changes the fields given, or all of them in a form.

use crate::models::identifier::UserReference;
use crate::models::permission::UserUpdate;
use crate::models::user::{User, UserChanges};
use crate::services::users;
use crate::services::users::update::update;
use crate::shell::commands::person::{self, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER};
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::{ROLE, USER};
use crate::shell::dialogue::editing::{self, Editor, FormField};
use crate::shell::grammar::values::role;
use crate::shell::messages::users as messages;
use crate::telemetry::BusinessEvent;

/// The command.
pub struct UpdateUser;

impl Command for UpdateUser {
    type Requires = UserUpdate;

    const DEFINITION: Definition = Definition {
        words: "utilisateurs modifier",
        section: Section::Management,
        summary: "Modifie un compte.",
        details: "Le rôle ne change que si le compte ne suit plus rien ; ses sessions ouvertes se ferment alors. Sans \
                  option, ouvre la fiche entière avec les valeurs actuelles, puis montre les différences avant \
                  d'écrire.",
        arguments: arguments![
            USER,
            FIRST_NAME.optional,
            LAST_NAME.optional,
            EMAIL.optional,
            PHONE_NUMBER.optional,
            ROLE.optional,
        ],
        examples: &[
            "utilisateurs modifier sales1 --telephone \"06 12 34 56 78\"",
            "utilisateurs modifier sales1 --role support",
            "utilisateurs modifier sales1",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<UserUpdate>, arguments: &Arguments) -> Result<Reply> {
        let by = authorized.actor().id;
        let update = EDITOR.run(context, authorized, arguments)?;
        if !update.changes.is_empty() {
            let user_id = update.record.id;
            context.announce(BusinessEvent::AccountChanged { user_id, by });
        }
        Ok(editing::reply(&update, messages::updated))
    }
}

const EDITOR: Editor<UserUpdate, UserReference, User, UserChanges> = Editor {
    fields: &FIELDS,
    named: USER,
    reference: |user| UserReference::Id(user.id),
    check: users::check_update,
    asked: |_, _, _| Ok(&FIELDS),
    changes,
    update,
};

static FIELDS: [FormField<User>; 5] = [
    FormField::of(&FIRST_NAME.optional, |user| user.first_name.clone()),
    FormField::of(&LAST_NAME.optional, |user| user.last_name.clone()),
    FormField::of(&EMAIL.optional, |user| user.email.clone()),
    FormField::of(&PHONE_NUMBER.optional, |user| user.phone_number.clone()),
    FormField::of(&ROLE.optional, |user| role::label(&user.role.name).to_owned()),
];

fn changes(arguments: &Arguments) -> UserChanges {
    UserChanges {
        person: person::changes(arguments),
        role: arguments.find(&ROLE.optional).cloned(),
    }
}
