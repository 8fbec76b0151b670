//! What is wrong with the database server, or with what it holds.

use std::path::Path;

use crate::error::{GuardFault, ServerFault};
use crate::shell::messages::guards;
use crate::shell::messages::prose::{Prose, advised, repeated, shown_path};
use crate::shell::messages::typography::quoted;

pub(super) fn diagnostic_failed(faults: usize) -> Prose {
    let found = if faults == 1 {
        String::from("un défaut, affiché")
    } else {
        format!("{faults} défauts, affichés")
    };
    advised(
        format!("le diagnostic a trouvé {found} dans son résultat."),
        "corrigez, puis tapez de nouveau base diagnostic",
    )
}

pub(super) fn permission_mismatch(unknown_here: &[String], missing_there: &[&'static str]) -> Prose {
    let unknown: Vec<String> = unknown_here.iter().map(|name| repeated(name)).collect();
    let differences: Vec<String> = [
        ("inconnus du programme", unknown.join(", ")),
        ("absents de la base", missing_there.join(", ")),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(where_missing, names)| format!("{where_missing} : {names}"))
    .collect();
    let sentence = match differences.as_slice() {
        [] => String::from("les droits de la base ne sont pas ceux du programme."),
        differences => {
            format!(
                "les droits de la base ne sont pas ceux du programme ({}).",
                differences.join(" ; ")
            )
        }
    };
    advised(
        sentence,
        "base preparer ; si cela ne suffit pas, utilisez la version du programme qui va avec cette base",
    )
}

pub(super) fn guards_broken(faults: &[GuardFault]) -> Prose {
    advised(
        format!(
            "les déclencheurs de la base ne sont pas ceux de ce programme : {} ; rien n'y est écrit tant qu'ils ne \
             sont pas rétablis.",
            guards::listed(faults)
        ),
        "base preparer, avec EPIC_EVENTS_OWNER_DATABASE_URL",
    )
}

pub(super) fn server_not_started(why: &ServerFault) -> Prose {
    match why {
        ServerFault::NotInstalled => advised(
            "aucun serveur MariaDB ou MySQL n'est installé sur cette machine.",
            "sh sql/install_server.sh ; ou nommez une base dans EPIC_EVENTS_DATABASE_URL",
        ),
        ServerFault::Directory(directory) => advised(
            format!(
                "le serveur privé ne peut se servir du dossier {}.",
                quoted_path(directory)
            ),
            "vérifiez ses droits, ou choisissez un autre dossier avec EPIC_EVENTS_DATA_DIRECTORY",
        ),
        ServerFault::Initialisation { log } => advised(
            format!(
                "les fichiers du serveur privé n'ont pu être créés ; la raison est dans {}.",
                quoted_path(log)
            ),
            "vérifiez la place sur le disque, puis relancez le programme",
        ),
        ServerFault::Start { log } => advised(
            format!(
                "le serveur privé n'a pas démarré ; la raison est dans {}.",
                quoted_path(log)
            ),
            "lisez ce fichier, puis relancez le programme",
        ),
    }
}

fn quoted_path(path: &Path) -> String {
    quoted(shown_path(path))
}
