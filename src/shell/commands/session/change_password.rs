//! `mot-de-passe changer`: the old one, the new one, the new one again.

use crate::models::permission::OwnAccount;
use crate::security::secret::Secret;
use crate::shell::commands::prelude::*;
use crate::shell::messages::{errors, session};

/// The command.
pub struct ChangePassword;

impl Command for ChangePassword {
    type Requires = OwnAccount;

    const IN_FILES: bool = false;
    const SECRECY: Secrecy = Secrecy::Asks;

    const DEFINITION: Definition = Definition {
        words: "mot-de-passe changer",
        section: Section::Session,
        summary: "Change votre mot de passe.",
        details: "Demande l'ancien mot de passe, puis deux fois le nouveau, sans les afficher. Vos autres sessions \
                  sont fermées.",
        arguments: &[],
        examples: &["mot-de-passe changer"],
    };

    fn run(context: &mut Context, witness: Authorized<OwnAccount>, _arguments: &Arguments) -> Result<Reply> {
        // The passwords are asked for first: a witness is for the write that follows at once.
        drop(witness);
        let old = context
            .questions
            .password(session::OLD_PASSWORD_QUESTION)?
            .ok_or(Error::ConfirmationRequired)?;
        let new = ask_twice(context)?.ok_or(Error::ConfirmationRequired)?;
        write(context, &old, &new)?;
        Ok(Reply::Done(session::PASSWORD_CHANGED.to_owned()))
    }
}

/// Asks for a new password until one is good, and writes it. For a temporary one, right after signing in with it.
///
/// # Errors
/// [`Error::PasswordChangeRequired`] when nobody can be asked; [`Error::Interrupted`] when the person gives up: nothing
/// but this can then be done with the session.
pub fn replace_password(context: &mut Context, old: &Secret) -> Result<()> {
    loop {
        let new = ask_twice(context)?.ok_or(Error::PasswordChangeRequired)?;
        match write(context, old, &new) {
            Err(error @ Error::PasswordRefused { .. }) if context.questions.is_conversation() => {
                let text = errors::render(&error, context.output.style);
                context.output.message(&text);
            }
            result => return result,
        }
    }
}

fn write(context: &mut Context, old: &Secret, new: &Secret) -> Result<()> {
    let authorized = context.authorize::<OwnAccount>()?;
    context.authentication().change_password(authorized, old, new)
}

/// Asks for a new password twice, until both are the same; nothing when nobody can be asked.
fn ask_twice(context: &mut Context) -> Result<Option<Secret>> {
    context.output.message(session::PASSWORD_RULES);
    loop {
        let new = context.questions.password(session::NEW_PASSWORD_QUESTION)?;
        let again = context.questions.password(session::NEW_PASSWORD_AGAIN_QUESTION)?;
        if new == again {
            return Ok(new);
        }
        context.output.message(session::PASSWORDS_DIFFER);
    }
}
