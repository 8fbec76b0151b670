//! Why a file cannot be used, in French, and what to do about it.

use std::borrow::Cow;
use std::path::Path;

use super::prose::{Prose, shown_path};
use super::typography::quoted;
use crate::error::{FileFault, Place};
use crate::shell::grammar::directives::STANDARD_INPUT;

/// A file that cannot be read.
pub fn unreadable(path: &Path, why: FileFault) -> Prose {
    let sentence = sentence(&cannot_be_read(path), Some(path), why);
    (sentence, advice(why).map(str::to_owned))
}

/// A file, or the output, that cannot be written.
pub fn unwritable(path: Option<&Path>, why: FileFault) -> Prose {
    let written = path.map_or_else(|| String::from("le résultat"), described_path);
    let sentence = sentence(&format!("{written} ne peut être écrit"), path, why);
    (sentence, advice(why).map(str::to_owned))
}

/// A folder of the program's own to which nothing can be written.
pub fn unusable_folder(path: &Path, setting: &str, why: FileFault) -> Prose {
    let reason = match why {
        FileFault::Missing => Cow::Borrowed("il n'existe pas et ne peut être créé"),
        FileFault::Other => Cow::Borrowed("le système ne le permet pas"),
        FileFault::Forbidden
        | FileFault::Directory
        | FileFault::Encoding
        | FileFault::InvalidByte(_)
        | FileFault::ContinuedComment(_)
        | FileFault::NoCommand
        | FileFault::Form
        | FileFault::TooLarge
        | FileFault::Full
        | FileFault::ClosedPipe => reason(None, why),
    };
    let folder = quoted(shown_path(path));
    let advice = format!("vérifiez ses droits et sa place, ou choisissez un autre dossier avec {setting}");
    (
        format!("rien ne peut être écrit dans le dossier {folder} : {reason}."),
        Some(advice),
    )
}

/// What is refused, with its reason.
pub fn sentence(refused: &str, path: Option<&Path>, why: FileFault) -> String {
    format!("{refused} : {}.", reason(path, why))
}

fn reason(path: Option<&Path>, why: FileFault) -> Cow<'static, str> {
    let reason = match why {
        FileFault::Missing => "ce fichier ou son dossier n'existe pas",
        FileFault::Forbidden => "l'accès est refusé",
        FileFault::Directory => "c'est un dossier",
        FileFault::Encoding => "son texte n'est pas en UTF-8",
        FileFault::InvalidByte(place) => {
            return format!("{} n'est pas en UTF-8", located(path, place)).into();
        }
        FileFault::ContinuedComment(place) => {
            let place = located(path, place);
            return format!("{place} est un commentaire que son \\ final continue sur la ligne suivante").into();
        }
        FileFault::NoCommand => "aucune commande n'y est tapée après une invite",
        FileFault::Form => "une de ses lignes n'a pas la forme attendue",
        FileFault::TooLarge => "il est trop grand",
        FileFault::Full => "le disque est plein",
        FileFault::ClosedPipe => "la sortie a été fermée avant la fin",
        FileFault::Other => "son contenu ou le système ne le permet pas",
    };
    Cow::Borrowed(reason)
}

/// What to do, without a full stop; nothing when the person closed the output.
pub const fn advice(why: FileFault) -> Option<&'static str> {
    match why {
        FileFault::Missing => Some("vérifiez le chemin"),
        FileFault::Forbidden => Some("vérifiez les droits du fichier et de son dossier"),
        FileFault::Directory => Some("donnez le chemin d'un fichier"),
        FileFault::Encoding => Some("enregistrez-le en UTF-8, puis recommencez"),
        FileFault::InvalidByte(_) => Some("enregistré en Windows-1252 ? enregistrez-le en UTF-8, puis recommencez"),
        FileFault::ContinuedComment(_) => {
            Some("ôtez le \\ à la fin de cette ligne : un commentaire finit avec sa ligne")
        }
        FileFault::NoCommand => Some("copiez aussi les lignes tapées, avec leur invite"),
        FileFault::Form => Some("corrigez-le, sans marque d'ordre des octets au début ; # commence un commentaire"),
        FileFault::TooLarge => Some("partagez-le en plusieurs fichiers"),
        FileFault::Full => Some("libérez de la place, ou choisissez un autre disque"),
        FileFault::ClosedPipe => None,
        FileFault::Other => Some("vérifiez son contenu et le disque, puis recommencez"),
    }
}

/// `mise-a-jour.crm:12:22`, as other programs and editors write it.
fn located(path: Option<&Path>, Place { line, column }: Place) -> String {
    match path {
        Some(path) if path != Path::new(STANDARD_INPUT) => {
            format!("{}:{line}:{column}", shown_path(path))
        }
        _ => format!("ligne {line}, colonne {column}, son texte"),
    }
}

/// That a file cannot be read, without the reason.
fn cannot_be_read(path: &Path) -> String {
    if path == Path::new(STANDARD_INPUT) {
        return String::from("l'entrée standard ne peut être lue");
    }
    format!("{} ne peut être lu", described_path(path))
}

/// The file as a sentence names it; whole, because it may have to be copied.
pub fn described_path(path: &Path) -> String {
    format!("le fichier {}", quoted(shown_path(path)))
}

/// The same after « de ».
pub fn of_path(path: &Path) -> String {
    format!("du fichier {}", quoted(shown_path(path)))
}

/// The system command that hides the file from other accounts.
pub fn restriction(path: &Path) -> String {
    let path = shown_path(path).replace('\'', r"'\''");
    format!("chmod 600 '{path}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_as_editors_read_it() {
        let why = FileFault::InvalidByte(Place { line: 12, column: 22 });
        assert_eq!(
            reason(Some(Path::new("mise-a-jour.crm")), why),
            "mise-a-jour.crm:12:22 n'est pas en UTF-8"
        );
        assert_eq!(
            reason(Some(Path::new("-")), why),
            "ligne 12, colonne 22, son texte n'est pas en UTF-8"
        );
    }

    #[test]
    fn s20_a_path_cannot_leave_the_quotes_of_the_advice() {
        assert_eq!(restriction(Path::new(".env")), "chmod 600 '.env'");
        assert_eq!(restriction(Path::new("a'; b\n")), r"chmod 600 'a'\''; b\n'");
    }
}
