//! The French words for how a command ends: in transcripts and in the journal of a run.

use crate::error::Kind;
use crate::shell::context::reply::Status;

/// The word of a status.
pub const fn word(status: Status) -> &'static str {
    match status {
        Status::Success => "succes",
        Status::Failure(Kind::Rule) => "regle",
        Status::Failure(Kind::Syntax) => "syntaxe",
        Status::Failure(Kind::Access) => "acces",
        Status::Failure(Kind::Connection) => "connexion",
        Status::Failure(Kind::Service) => "service",
        Status::Failure(Kind::File) => "fichier",
        Status::Failure(Kind::Internal) => "interne",
        Status::Failure(Kind::Interrupted) => "interruption",
    }
}

/// The status of a word.
pub fn from_word(word: &str) -> Option<Status> {
    ALL.into_iter().find(|status| self::word(*status) == word)
}

const ALL: [Status; 9] = [
    Status::Success,
    Status::Failure(Kind::Rule),
    Status::Failure(Kind::Syntax),
    Status::Failure(Kind::Access),
    Status::Failure(Kind::Connection),
    Status::Failure(Kind::Service),
    Status::Failure(Kind::File),
    Status::Failure(Kind::Internal),
    Status::Failure(Kind::Interrupted),
];
