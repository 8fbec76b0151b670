//! French of the transcripts: what makes a text none, what differs, and the counts.

use std::path::Path;

use super::prose::{counted, shown_path};
use crate::security::clean::clean;
use crate::shell::transcript::file::{Malformation, TranscriptFault};
use crate::shell::transcript::settlement::Conversation;

/// What makes a text no transcript, a line each.
pub fn malformed(path: &Path, malformations: &[Malformation]) -> String {
    let lines: Vec<String> = malformations
        .iter()
        .map(|malformation| {
            let what = fault(malformation.fault);
            match malformation.line {
                0 => format!("{} : {what}.", shown_path(path)),
                line => format!("{}:{line} : {what}.", shown_path(path)),
            }
        })
        .collect();
    lines.join("\n")
}

const fn fault(fault: TranscriptFault) -> &'static str {
    match fault {
        TranscriptFault::NoSigil => "cette ligne ne commence par aucun signe ; la prose commence par #",
        TranscriptFault::Heading => {
            "entête inconnu ; il y a % mode analyse ou execution, % identifiant, % horloge, % largeur"
        }
        TranscriptFault::LateHeading => "un entête se place avant la première ligne tapée",
        TranscriptFault::Status => {
            "statut inconnu ; il y a succes, regle, syntaxe, acces, connexion, service, fichier, interne, interruption"
        }
        TranscriptFault::NothingTyped => "rien n'a encore été tapé : crm> vient d'abord",
        TranscriptFault::WrongMode => "= va avec % mode analyse, | et ! avec % mode execution",
        TranscriptFault::NoCommand => {
            "aucune ligne n'est tapée : une transcription a au moins une ligne crm>"
        }
        TranscriptFault::Nobody => "% identifiant : la démonstration n'a pas ce compte",
    }
}

/// Answers and questions that do not agree, a line each.
pub fn conversations(path: &Path, conversations: &[(usize, Conversation)]) -> String {
    let lines = conversations.iter();
    lines
        .flat_map(|(line, what)| [conversation(path, *line, what), String::from("\n")])
        .collect()
}

fn conversation(path: &Path, line: usize, conversation: &Conversation) -> String {
    let what = match conversation {
        Conversation::Unanswered(question) => format!("question sans réponse : {}", clean(question)),
        Conversation::Unasked(answers) => {
            format!("{} sans question", counted(*answers, "réponse", "réponses"))
        }
    };
    format!("{}:{line} : {what}", shown_path(path))
}

/// What was counted at the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// As expected.
    pub right: usize,
    /// Not as expected.
    pub different: usize,
    /// No transcripts.
    pub malformed: usize,
    /// Rewritten.
    pub accepted: usize,
}

/// The last line of a report.
pub fn counts(counts: &Counts) -> String {
    let total = counts.right + counts.different + counts.malformed + counts.accepted;
    let mut parts = vec![counted(counts.right, "conforme", "conformes")];
    for (count, one, many) in [
        (counts.different, "différente", "différentes"),
        (counts.malformed, "mal formée", "mal formées"),
        (counts.accepted, "réécrite", "réécrites"),
    ] {
        if count > 0 {
            parts.push(counted(count, one, many));
        }
    }
    format!(
        "{} : {}.",
        counted(total, "transcription", "transcriptions"),
        parts.join(", ")
    )
}

/// The two sides of a difference: the transcript as it is written, and as it was read.
pub fn sides(path: &Path) -> (String, String) {
    let name = shown_path(path);
    (format!("{name} (attendu)"), format!("{name} (lu)"))
}

/// The name of the suite of transcripts in a report for machines.
pub const SUITE: &str = "transcriptions";

/// When transcripts may not be rewritten.
pub const NOT_IN_CI: &str =
    "--accepter est refusé quand CI est défini : une machine n'accepte pas de différence.";

/// After a copy became a transcript.
pub fn adopted(path: &Path, lines: usize) -> String {
    format!(
        "{} dans {}.",
        counted(lines, "ligne tapée écrite", "lignes tapées écrites"),
        shown_path(path)
    )
}
