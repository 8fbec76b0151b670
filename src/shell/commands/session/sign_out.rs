//! `deconnexion`: closes the session, the shell stays.

use crate::models::session::CloseReason;
use crate::shell::commands::prelude::*;
use crate::shell::messages::session;

/// The command.
pub struct SignOut;

impl Command for SignOut {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "deconnexion",
        section: Section::Session,
        summary: "Ferme votre session ; le programme reste ouvert.",
        details: "",
        arguments: &[],
        examples: &["deconnexion"],
    };

    fn run(context: &mut Context, (): (), _arguments: &Arguments) -> Result<Reply> {
        let text = if context.sign_out(CloseReason::SignedOut) {
            session::SIGNED_OUT
        } else {
            session::NOBODY_TO_SIGN_OUT
        };
        Ok(Reply::Done(text.to_owned()))
    }
}
