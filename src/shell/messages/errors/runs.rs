//! French of the runs of command files that the database does not know any more.

use std::path::Path;

use crate::error::MissingLines;
use crate::shell::messages::file_faults::of_path;
use crate::shell::messages::prose::{Prose, advised, counted};

/// Lines that were done, and of which the database knows nothing.
pub(super) fn missing_lines(path: &Path, missing: MissingLines) -> Prose {
    const CAUSE: &str = "elle a été restaurée à un état plus ancien, ou ce n'est plus la même base.";
    match missing {
        MissingLines::All { done } => advised(
            format!(
                "cette machine a compté {} {}, et la base n'en a aucune trace, dès la première : {CAUSE}",
                counted(done, "ligne faite", "lignes faites"),
                of_path(path),
            ),
            "vérifiez que c'est la bonne base ; si elle doit tout recevoir, ajoutez --recommencer",
        ),
        MissingLines::From { line, done } => advised(
            format!(
                "{} {}, mais la base n'a plus ce que la ligne {line} a fait : {CAUSE}",
                counted(done, "ligne faite", "lignes faites"),
                of_path(path),
            ),
            format!(
                "vérifiez que c'est la bonne base ; si elle a été restaurée, --reprendre --base-restauree refait ce \
                 qui manque, à partir de la ligne {line}"
            ),
        ),
    }
}
