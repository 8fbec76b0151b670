//! `moi`: who is signed in, what he may do, and for how long.

use crate::models::permission::{OwnAccount, PermissionName, Scope};
use crate::security::clean::clean;
use crate::security::session::Standing;
use crate::shell::commands::prelude::*;
use crate::shell::grammar::values::role;
use crate::shell::messages::{permissions, session};

/// The command.
pub struct WhoAmI;

impl Command for WhoAmI {
    type Requires = OwnAccount;

    const DEFINITION: Definition = Definition {
        words: "moi",
        aliases: &[],
        section: Section::Session,
        summary: "Montre qui vous êtes et ce que vous pouvez faire.",
        details: "Affiche aussi l'âge de votre session et le temps qui lui reste.",
        arguments: &[],
        examples: &["moi"],
    };

    fn run(context: &mut Context, _witness: Authorized<OwnAccount>, _arguments: &Arguments) -> Result<Reply> {
        let standing = context.standing()?;
        let now = context.clock.monotonic();
        let session = context.session().ok_or(Error::NotSignedIn)?;
        let mut lines = vec![
            format!(
                "{} ({})",
                clean(&standing.actor.full_name()),
                clean(&standing.actor.username)
            ),
            format!("Rôle : {}", clean(role::label(&standing.actor.role))),
            format!(
                "Session : ouverte depuis {}, expire dans {} sans activité",
                session::duration(session.age(now)),
                session::duration(session.remaining(now)),
            ),
            String::from("Droits :"),
        ];
        lines.extend(rights(&standing));
        Ok(Reply::Page(context.output.fitted(&lines.join("\n"))))
    }
}

fn rights(standing: &Standing) -> Vec<String> {
    PermissionName::ALL
        .iter()
        .filter_map(|permission| Some((*permission, standing.scope_of(*permission)?)))
        .map(|(permission, scope)| {
            let reach = match scope {
                Scope::Any => "",
                Scope::Own => " (dans votre portefeuille)",
            };
            format!("  {}{reach}", permissions::label(permission))
        })
        .collect()
}
