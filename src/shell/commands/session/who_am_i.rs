//! `moi`: who is signed in, what they may do, and for how long.

use crate::models::permission::OwnAccount;
use crate::shell::commands::prelude::*;
use crate::shell::messages::session as messages;

/// The command.
pub struct WhoAmI;

impl Command for WhoAmI {
    type Requires = OwnAccount;

    const DEFINITION: Definition = Definition {
        words: "moi",
        section: Section::Session,
        summary: "Montre qui vous êtes et ce que vous pouvez faire.",
        details: "Affiche aussi l'âge de votre session et le temps qui lui reste.",
        arguments: &[],
        examples: &["moi"],
    };

    fn run(context: &mut Context, _witness: Authorized<OwnAccount>, _arguments: &Arguments) -> Result<Reply> {
        let session_state = context.session_state()?;
        let now = context.clock.monotonic();
        let session = context.session().ok_or(Error::NotSignedIn)?;
        let told = messages::who_am_i(&session_state, session.age(now), session.remaining(now));
        Ok(Reply::Page(context.output.fitted(&told)))
    }
}
