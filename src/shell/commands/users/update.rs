//! `utilisateurs modifier`: changes the fields given, or all of them in a form.

use crate::models::identifier::UserReference;
use crate::models::permission::UserUpdate;
use crate::models::user::{User, UserChanges};
use crate::services::users;
use crate::services::users::update::update;
use crate::shell::commands::person::{self, EMAIL, FIRST_NAME, LAST_NAME, PHONE_NUMBER};
use crate::shell::commands::prelude::*;
use crate::shell::commands::users::fields::{ROLE, USER};
use crate::shell::dialogue::editing::{Editor, FormField, Opened};
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
        EDITOR.run(context, authorized, arguments)
    }
}

const EDITOR: Editor<UserUpdate, User> = Editor {
    fields: &FIELDS,
    open,
    write,
};

static FIELDS: [FormField<User>; 5] = [
    FormField::of(&FIRST_NAME.optional, |user| user.first_name.clone()),
    FormField::of(&LAST_NAME.optional, |user| user.last_name.clone()),
    FormField::of(&EMAIL.optional, |user| user.email.clone()),
    FormField::of(&PHONE_NUMBER.optional, |user| user.phone_number.clone()),
    FormField::of(&ROLE.optional, |user| role::label(&user.role.name).to_owned()),
];

fn open(_context: &Context, authorized: &Authorized<UserUpdate>, arguments: &Arguments) -> Result<Opened<User>> {
    Ok(Opened {
        record: users::check_update(authorized, arguments.get(&USER)?)?,
        fields: &FIELDS,
    })
}

fn write(
    context: &mut Context,
    authorized: Authorized<UserUpdate>,
    arguments: &Arguments,
    read: Option<&User>,
) -> Result<Reply> {
    let reference = match read {
        Some(user) => &UserReference::Id(user.id),
        None => arguments.get(&USER)?,
    };
    let changes = UserChanges {
        person: person::changes(arguments),
        role: arguments.find(&ROLE.optional).cloned(),
    };
    let by = authorized.actor().id;
    let time_zone = &context.configuration.time_zone;
    let update = update(authorized, reference, &changes, read, time_zone)?;
    if !update.changes.is_empty() {
        let user_id = update.record.id;
        context.announce(BusinessEvent::AccountChanged { user_id, by });
    }
    Ok(Reply::Done(messages::updated(&update)))
}
