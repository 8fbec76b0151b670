//! `journal verifier`: recomputes every chain of the journal, and compares it with heads kept elsewhere.

use crate::models::permission::AuditRead;
use crate::security::digest::sha256;
use crate::services::audit::verification::verify;
use crate::shell::commands::audit::kept_heads::{self, AGAINST};
use crate::shell::commands::prelude::*;
use crate::shell::dialogue::listing::OVERWRITE;
use crate::shell::grammar::declaration::permission_of;
use crate::shell::grammar::values::FilePath;
use crate::shell::messages::verification as messages;

/// The command.
pub struct VerifyAudit;

const TO_FILE: Optional<FilePath> = Optional::option("vers", "Écrit les têtes à garder ailleurs dans ce fichier.");

impl Command for VerifyAudit {
    type Requires = AuditRead;

    const DEFINITION: Definition = Definition {
        words: "journal verifier",
        section: Section::Management,
        summary: "Prouve que personne n'a modifié le journal.",
        details: "Recalcule les empreintes enchaînées de toutes les entrées, et vérifie que chacune est d'une session \
                  ouverte à ce moment, par quelqu'un qui avait ce droit. La fin d'une chaîne peut être coupée sans \
                  que le reste le montre : gardez ailleurs le fichier de --vers, une tête pour chaque jour passé et \
                  une pour chaque chaîne du jour, et comparez avec --contre.",
        arguments: arguments![TO_FILE, AGAINST, OVERWRITE],
        examples: &[
            "journal verifier",
            "journal verifier --vers empreintes.csv",
            "journal verifier --contre empreintes.csv",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<AuditRead>, arguments: &Arguments) -> Result<Reply> {
        let kept = kept_heads::read(arguments)?;
        let declarations = context.interpreter.declarations;
        let found = verify(&authorized, kept, |command| permission_of(declarations, command))?;
        let time_zone = context.configuration.time_zone.clone();
        if !found.faults.is_empty() {
            context
                .output
                .page(&format!("{}\n", messages::faults(&found, &time_zone)))?;
            return Err(Error::JournalAltered {
                faults: found.faults.len(),
            });
        }
        let lines = kept_heads::lines(&found.heads);
        let mut text = messages::intact(&found, &sha256(lines.as_bytes()), &time_zone);
        if let Some(path) = arguments.find(&TO_FILE).filter(|_| context.keeps_files()) {
            kept_heads::write(context, path.as_path(), arguments.has(&OVERWRITE), &lines)?;
            text = format!("{text}\n{}", messages::heads_written(&found));
        }
        Ok(Reply::Done(text))
    }
}
