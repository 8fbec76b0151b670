//! `journal accepter-restauration`: says, with a reason that is kept, that a restoration of an older copy lost entries.

use crate::models::permission::AuditRead;
use crate::models::text::Reason;
use crate::services::audit::losses::{ACKNOWLEDGE_COMMAND, acknowledge};
use crate::services::audit::verification::verify;
use crate::shell::commands::audit::kept_heads::{self, AGAINST};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::confirmation::{self, YES};
use crate::shell::grammar::declaration::permission_of;
use crate::shell::messages::verification as messages;

/// The command.
pub struct AcceptRestoration;

const REASON: Required<Reason> = Required::option("motif", "Motif, gardé dans le journal.");

impl Command for AcceptRestoration {
    type Requires = AuditRead;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: ACKNOWLEDGE_COMMAND,
        section: Section::Management,
        summary: "Accepte ce qu'une restauration a fait perdre au journal.",
        details: "Après la restauration d'une copie plus ancienne, les têtes gardées depuis manquent. Les montre, \
                  demande confirmation, sauf avec --oui, et l'écrit dans le journal : journal verifier le dit alors \
                  comme un fait. Ce qui manque de plus reste une altération.",
        arguments: arguments![REASON, AGAINST, YES],
        examples: &["journal accepter-restauration --contre empreintes.csv --motif \"disque remplacé\""],
    };

    fn run(context: &mut Context, authorized: Authorized<AuditRead>, arguments: &Arguments) -> Result<Reply> {
        let kept = kept_heads::read(arguments)?;
        let declarations = context.interpreter.declarations;
        let found = verify(&authorized, kept, |command| permission_of(declarations, command))?;
        let losses = found.losses();
        if losses.is_empty() {
            return Ok(Reply::Done(String::from(messages::NOTHING_LOST)));
        }
        context.output.page(&format!("{}\n", messages::losses(&losses)))?;
        let question = messages::acceptance_question(&losses);
        let authorized = confirmation::ask(context, arguments, authorized, &question)?;
        acknowledge(authorized, &losses, arguments.get(&REASON)?)?;
        let others = found.faults.len().saturating_sub(losses.len());
        Ok(Reply::Done(messages::accepted(&losses, others)))
    }
}
