//! French of the transcripts: what makes a text none, what differs, and the counts.

use std::borrow::Cow;
use std::path::Path;

use super::prose::{counted, shown_path};
use super::typography::quoted;
use crate::error::Code;
use crate::error::transcript::Conversation;
use crate::error::transcript::PlaceholderFault;
use crate::error::transcript::{Malformation, TranscriptFault, WIDTHS};
use crate::security::clean::clean;

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

fn fault(fault: TranscriptFault) -> Cow<'static, str> {
    Cow::Borrowed(match fault {
        TranscriptFault::NoSigil => "cette ligne ne commence par aucun signe ; la prose commence par #",
        TranscriptFault::NoBlank(sigil) => return format!("il manque une espace après {sigil}").into(),
        TranscriptFault::Placeholder(PlaceholderFault::Unclosed) => {
            "[id: se ferme par ] après un nom de lettres et de chiffres : [id:client]"
        }
        TranscriptFault::Placeholder(PlaceholderFault::Unknown) => {
            "[=…] reprend un numéro qu'aucun [id:…] de ce nom n'a retenu plus haut"
        }
        TranscriptFault::Heading => {
            "entête inconnu ; il y a % mode analyse ou execution, % identifiant, % horloge, % largeur"
        }
        TranscriptFault::ModeValue => "% mode a deux valeurs : analyse, execution",
        TranscriptFault::UsernameValue => "% identifiant est suivi de celui d'un compte : % identifiant sales2",
        TranscriptFault::ClockValue => {
            "% horloge est suivi d'un jour et d'une heure : % horloge 2026-12-25T14:30:00+01:00, ou 25/12/2026 14:30"
        }
        TranscriptFault::WidthValue => {
            return format!(
                "% largeur est suivi d'un nombre de colonnes, de {} à {} : % largeur 80",
                WIDTHS.start(),
                WIDTHS.end()
            )
            .into();
        }
        TranscriptFault::Username => "% identifiant nomme un compte qui ne peut se connecter à la démonstration",
        TranscriptFault::LateHeading => "un entête se place avant la première ligne tapée",
        TranscriptFault::Status => {
            "statut inconnu ; il y a succes, regle, syntaxe, acces, connexion, service, fichier, interne, interruption"
        }
        TranscriptFault::NothingTyped => "rien n'a encore été tapé : crm> vient d'abord",
        TranscriptFault::WrongMode => "= va avec % mode analyse, | et ! avec % mode execution",
        TranscriptFault::NoCommand => "aucune ligne n'est tapée : une transcription a au moins une ligne crm>",
    })
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
    /// Files that cannot be read.
    pub unreadable: usize,
    /// Rewritten.
    pub accepted: usize,
}

/// The last line of a report.
pub fn counts(counts: &Counts) -> String {
    let total = counts.right + counts.different + counts.malformed + counts.unreadable + counts.accepted;
    let mut parts = vec![counted(counts.right, "conforme", "conformes")];
    for (count, one, many) in [
        (counts.different, "différente", "différentes"),
        (counts.malformed, "mal formée", "mal formées"),
        (counts.unreadable, "illisible", "illisibles"),
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

/// Why a transcript stays as it was written though its differences are accepted.
pub fn not_accepted(path: &Path) -> String {
    format!(
        "{} n'est pas réécrit : une question y reste sans réponse ; ajoutez la réponse après <.\n",
        shown_path(path)
    )
}

/// When transcripts replay one another, perhaps without end.
pub const TOO_DEEP: &str = "Ces transcriptions se rejouent l'une l'autre, trop de fois.";

/// After a copy became a transcript.
pub fn adopted(path: &Path, lines: usize) -> String {
    format!(
        "{} dans {}.",
        counted(lines, "ligne tapée écrite", "lignes tapées écrites"),
        shown_path(path)
    )
}

/// After Ctrl-C, between two transcripts or in the middle of one.
pub fn interrupted(played: usize, total: usize) -> String {
    let played = counted(played, "transcription rejouée", "transcriptions rejouées");
    format!("Interruption : {played} sur {total}.")
}

/// A line of a copy that was given up.
pub fn given_up(copy: &Path, line: usize, typed: &str) -> String {
    format!("{} n'est pas gardé ; il y est interrompu", copied(copy, line, typed))
}

/// A line of a copy that ends with these errors when it is typed again, and with others in the copy.
pub fn ends_otherwise(copy: &Path, line: usize, typed: &str, codes: &[Code]) -> String {
    let told = format!("{} ne finit pas comme dans la copie : ", copied(copy, line, typed));
    if codes.is_empty() {
        return told + "il n'est pas refusé";
    }
    let shown: Vec<String> = codes.iter().map(|code| format!("[{}]", code.word())).collect();
    let told = told + &shown.join(" ");
    if codes.contains(&Code::NotSignedIn) {
        return told + " ; une copie qui commence dans une session ouverte veut % identifiant NOM en tête";
    }
    told
}

/// A line of a copy that no transcript can have.
pub fn not_adopted(copy: &Path, line: usize, typed: &str, question: &str) -> String {
    format!(
        "{} n'est pas gardé ; la copie n'a pas de réponse à la question : {}",
        copied(copy, line, typed),
        clean(question)
    )
}

fn copied(copy: &Path, line: usize, typed: &str) -> String {
    format!("{}:{line} : {}", shown_path(copy), quoted(clean(typed)))
}
