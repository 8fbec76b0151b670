//! `connexion`: asks who it is, verifies, and forces a new password where one is due.

use crate::error::SignInQuestion;
use crate::models::username::normalised;
use crate::security::secret::Secret;
use crate::shell::commands::prelude::*;
use crate::shell::commands::session::change_password::replace_password;
use crate::shell::grammar::values::SignInName;
use crate::shell::messages::session;

/// The command.
pub struct SignIn;

const USERNAME: Optional<SignInName> = Optional::positional("identifiant", "Votre identifiant.");

impl Command for SignIn {
    type Requires = Anyone;

    const IN_FILES: bool = false;
    const SECRECY: Secrecy = Secrecy::Asks;

    const DEFINITION: Definition = Definition {
        words: "connexion",
        section: Section::Session,
        summary: "Ouvre votre session.",
        details: "Le mot de passe est demandé sans être affiché. Derrière un tube, il est lu sur la ligne suivante. \
                  Un mot de passe provisoire doit être remplacé aussitôt.",
        arguments: arguments![USERNAME],
        examples: &["connexion sales2", "connexion"],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        let username = match arguments.find(&USERNAME) {
            Some(username) => username.as_str().to_owned(),
            None => context
                .questions
                .line(session::USERNAME_QUESTION)?
                .ok_or_else(|| unanswered(SignInQuestion::Username))?,
        };
        sign_in(context, &username)?;
        let actor = context
            .session()
            .map(|session| session.actor.clone())
            .ok_or(Error::NotSignedIn)?;
        Ok(Reply::Done(session::welcome(&actor)))
    }
}

/// Asks the password, opens the session, and replaces a temporary password.
///
/// # Errors
/// [`Error::SignInRefused`]; [`Error::SignInUnanswered`] when nobody can give a password.
pub fn sign_in(context: &mut Context, username: &str) -> Result<()> {
    let password = password(context, username)?;
    context.sign_in(username, &password)?;
    if context.session().is_some_and(|session| session.must_change_password) {
        context.output.message(session::PASSWORD_DUE);
        replace_password(context, &password)?;
    }
    Ok(())
}

fn password(context: &mut Context, username: &str) -> Result<Secret> {
    if let Some(password) = context.given_password.take() {
        return Ok(password);
    }
    let question = session::password_question(&normalised(username));
    let password = context.questions.password(&question)?;
    password.ok_or_else(|| unanswered(SignInQuestion::Password))
}

const fn unanswered(question: SignInQuestion) -> Error {
    Error::SignInUnanswered { question }
}
