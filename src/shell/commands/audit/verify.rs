//! `journal verifier`: recomputes every chain of the journal, and compares it with heads kept elsewhere.

use std::io::Write as _;
use std::path::Path;

use crate::error::FileFault;
use crate::models::permission::AuditRead;
use crate::security::digest::sha256;
use crate::services::audit::verification::{Head, verify};
use crate::shell::commands::prelude::*;
use crate::shell::context::text_source::read_whole;
use crate::shell::dialogue::listing::OVERWRITE;
use crate::shell::grammar::declaration::permission_of;
use crate::shell::grammar::values::FilePath;
use crate::shell::messages::journal as messages;
use crate::shell::render::output_file::OutputFile;

/// The command.
pub struct VerifyAudit;

const TO_FILE: Optional<FilePath> =
    Optional::option("vers", "Écrit la dernière empreinte de chaque chaîne dans ce fichier.");
const AGAINST: Optional<FilePath> =
    Optional::option("contre", "Compare aussi avec les empreintes gardées dans ce fichier.");

impl Command for VerifyAudit {
    type Requires = AuditRead;

    const DEFINITION: Definition = Definition {
        words: "journal verifier",
        section: Section::Management,
        summary: "Prouve que personne n'a modifié le journal.",
        details: "Recalcule les empreintes enchaînées de toutes les entrées, et vérifie que chacune est d'une session \
                  ouverte à ce moment, par quelqu'un qui avait ce droit. La fin d'une chaîne peut être coupée sans \
                  que le reste le montre : gardez ailleurs le fichier de --vers, et comparez avec --contre.",
        arguments: arguments![TO_FILE, AGAINST, OVERWRITE],
        examples: &[
            "journal verifier",
            "journal verifier --vers empreintes.csv",
            "journal verifier --contre empreintes.csv",
        ],
    };

    fn run(context: &mut Context, authorized: Authorized<AuditRead>, arguments: &Arguments) -> Result<Reply> {
        let kept = match arguments.find(&AGAINST) {
            Some(path) => read_heads(path.as_path())?,
            None => Vec::new(),
        };
        let declarations = context.interpreter.declarations;
        let found = verify(&authorized, kept, |command| permission_of(declarations, command))?;
        if !found.faults.is_empty() {
            context.output.page(&format!("{}\n", messages::faults(&found)))?;
            return Err(Error::JournalAltered {
                faults: found.faults.len(),
            });
        }
        let lines: Vec<String> = found.heads.iter().map(line).collect();
        let mut text = messages::intact(&found, &sha256(lines.concat().as_bytes()));
        if let Some(path) = arguments.find(&TO_FILE).filter(|_| context.keeps_files()) {
            write_heads(context, path.as_path(), arguments.has(&OVERWRITE), &lines)?;
            text = format!("{text}\n{}", messages::heads_written(&found));
        }
        Ok(Reply::Done(text))
    }
}

/// The first line of the file of heads.
const HEADER: &str = "chaine;rang;empreinte\n";

fn line(head: &Head) -> String {
    format!("{};{};{}\n", head.chain_id, head.sequence, head.hash)
}

fn write_heads(context: &mut Context, path: &Path, overwrite: bool, lines: &[String]) -> Result<()> {
    let mut file = OutputFile::create(path, overwrite)?;
    file.write_all(format!("{HEADER}{}", lines.concat()).as_bytes())
        .map_err(|error| file.error(&error))?;
    context.keep_file(file)
}

/// Reads what [`write_heads`] wrote.
fn read_heads(path: &Path) -> Result<Vec<Head>> {
    let malformed = || Error::unreadable(path, FileFault::Form);
    let text = read_whole(path)?;
    let rows = text.strip_prefix(HEADER).ok_or_else(malformed)?;
    rows.lines().map(|row| head(row).ok_or_else(malformed)).collect()
}

fn head(row: &str) -> Option<Head> {
    let mut parts = row.split(';');
    let head = Head {
        chain_id: parts.next()?.to_owned(),
        sequence: parts.next()?.parse().ok()?,
        hash: parts.next()?.to_owned(),
    };
    parts.next().is_none().then_some(head)
}
