//! What is wrong with the database server, or with what it holds.

use std::path::Path;

use crate::error::{GuardFault, ServerFault, ServerRefusal, ServerState};
use crate::shell::messages::guards;
use crate::shell::messages::prose::{Prose, advised, repeated, shortened, shown_path};
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
            "les déclencheurs, les contraintes ou les droits ne sont pas ceux de ce programme : {} ; rien n'est écrit \
             dans la base tant qu'ils ne sont pas rétablis.",
            guards::listed(faults)
        ),
        "base preparer, avec EPIC_EVENTS_OWNER_DATABASE_URL",
    )
}

/// A server's own words are told up to this many columns.
const LONGEST_REASON: usize = 200;

/// Why the server does not do what it is asked, with its own words and with whom it has to do with.
pub(super) fn server_refusal(refusal: &ServerRefusal) -> Prose {
    let (sentence, advice) = of_state(refusal.state);
    let contact = refusal.contact.as_deref().map(repeated);
    let reason = shortened(refusal.reason.trim(), LONGEST_REASON);
    let told = match (contact, reason.as_str()) {
        (None, "") => String::new(),
        (None, reason) => format!(" ; réponse du serveur : {}", quoted(reason)),
        (Some(contact), "") => format!(" (compte et serveur : {contact})"),
        (Some(contact), reason) => {
            format!(" (compte et serveur : {contact}) ; raison : {}", quoted(reason))
        }
    };
    advised(format!("{sentence}{told}."), advice)
}

/// A sentence without its end, and an advice.
const fn of_state(state: ServerState) -> (&'static str, &'static str) {
    match state {
        ServerState::Unreachable => (
            "la base de données ne répond pas, la commande n'a pas abouti",
            "attendez un instant et retapez la commande ; base etat dit si la base répond",
        ),
        ServerState::Silent => (
            "la base de données n'a pas répondu à temps, la commande a été abandonnée et rien n'a été enregistré",
            "retapez la commande un peu plus tard, ou précisez la recherche si elle porte sur beaucoup de lignes ; \
             base etat dit si la base répond",
        ),
        ServerState::AccountRefused => (
            "la base de données refuse le compte que les réglages lui présentent",
            "vérifiez EPIC_EVENTS_DATABASE_URL et EPIC_EVENTS_OWNER_DATABASE_URL, puis tapez base diagnostic",
        ),
        ServerState::ReadOnly => (
            "la base de données est en lecture seule pour l'instant, rien n'a été enregistré",
            "attendez et retapez la commande ; si cela dure, l'administrateur désigne un serveur où l'on peut écrire",
        ),
        ServerState::NotReady => (
            "le serveur de base de données n'est pas prêt : il a perdu son groupe, ou le rejoint ; rien n'a été \
             enregistré",
            "attendez et retapez la commande ; si cela dure, l'administrateur vérifie l'état du groupe de serveurs",
        ),
        ServerState::ReplicationNotReady => (
            "la réplication du groupe de serveurs a refusé l'opération, rien n'a été enregistré",
            "attendez et retapez la commande ; si cela dure, l'administrateur vérifie l'état du groupe de serveurs",
        ),
        ServerState::OutOfSpace => (
            "le serveur de base de données n'a plus de place, rien n'a été enregistré",
            "l'administrateur libère de la place sur le disque du serveur ; retapez ensuite la commande",
        ),
        ServerState::TooManyConnections => (
            "le serveur de base de données n'accepte plus de connexion, la commande n'a pas abouti",
            "attendez et retapez la commande ; si cela dure, l'administrateur relève max_connections ou la limite du \
             compte",
        ),
        ServerState::StatementLog => (
            "le journal binaire du serveur note des instructions, ce que le programme ne permet pas ; rien n'a été \
             enregistré",
            "l'administrateur règle binlog_format = ROW, ou MIXED, sur le serveur",
        ),
        ServerState::LogWithoutTrust => (
            "le journal binaire du serveur est actif, et le compte propriétaire n'y a pas le droit de créer les \
             déclencheurs",
            "l'administrateur tape SET GLOBAL log_bin_trust_function_creators = 1 sur le serveur ; retapez ensuite la \
             commande",
        ),
        ServerState::ForbiddenBySetting => (
            "un réglage du serveur de base de données interdit cette opération, rien n'a été enregistré",
            "l'administrateur change le réglage que nomme le serveur",
        ),
        ServerState::PacketTooLarge => (
            "ce que la commande envoie est plus long que ce que le serveur accepte, rien n'a été enregistré",
            "raccourcissez les textes, ou l'administrateur relève max_allowed_packet sur le serveur",
        ),
        ServerState::MissingGrant => (
            "il manque un droit au compte que le programme présente à la base, rien n'a été enregistré",
            "base preparer, qui redonne au compte du programme ses droits ; base diagnostic montre ce qui manque",
        ),
        ServerState::TooSlow => (
            "la base de données a mis trop longtemps, la commande a été arrêtée et rien n'a été enregistré",
            "précisez la recherche, ou retapez la commande plus tard",
        ),
    }
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
