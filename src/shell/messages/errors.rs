//! What the program says when a command fails: heading, code, sentence, and what to type next.
//!
//! An error is described first, as plain text, then rendered. Whatever comes from outside (names, paths, typed words) is
//! cleaned before it enters a sentence (S20). The detail of an internal error is never shown, only its number.

use std::path::Path;

use super::file_faults::{self, described_path};
use super::typography::{numbered, quoted};
use super::{permissions, problems, roles};
use crate::error::{Code, Error, FieldConflict, Holder, Kind, Problem, Resemblance, ServerFault};
use crate::models::phone_number::PhoneNumber;
use crate::models::role::RoleName;
use crate::security::password::{MAXIMUM_LENGTH, MINIMUM_LENGTH, PasswordFault};
use crate::security::permission::PermissionName;
use crate::shell::render::clean::clean;
use crate::shell::render::fit;
use crate::shell::render::style::Style;

/// A value from outside is repeated up to this many columns; an e-mail address of a usual length is whole.
const LONGEST_REPEATED: usize = 100;

/// An error in French.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The family of the error, with a capital.
    pub heading: &'static str,
    /// The stable code.
    pub code: Code,
    /// What happened: begins with a small letter, ends with a full stop, on one line.
    pub sentence: String,
    /// What to type or do next, without a full stop, on one line; nothing where there is nothing to do.
    pub advice: Option<String>,
}

/// The words an error of this kind begins with.
pub const fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Rule => "Opération impossible",
        Kind::Syntax => problems::HEADING,
        Kind::Access => "Accès refusé",
        Kind::Connection => "Connexion requise",
        Kind::Service => "Service indisponible",
        Kind::File => "Fichier illisible",
        Kind::Internal => "Erreur interne",
        Kind::Interrupted => "Commande interrompue",
    }
}

/// The final text of any error, without a last line feed; only its headings are coloured.
///
/// A rejected line is answered with all its problems and the line itself.
pub fn render(error: &Error, style: Style) -> String {
    match error {
        Error::Rejected { line, problems } if !problems.is_empty() => {
            problems::render_rejection(line, problems)
        }
        error => render_message(&describe(error), style),
    }
}

/// What an error says; of a rejected line, what its first problem says.
pub fn describe(error: &Error) -> Message {
    let code = error.code();
    let (sentence, advice) = prose(error);
    Message {
        heading: heading(code.kind()),
        code,
        sentence,
        advice,
    }
}

fn render_message(message: &Message, style: Style) -> String {
    let heading = style.error_heading(&format!("{} [{}]", message.heading, message.code));
    let first_line = format!("{heading} : {}", message.sentence);
    match &message.advice {
        Some(advice) => format!("{first_line}\n{} : {advice}", style.advice("Conseil")),
        None => first_line,
    }
}

/// A sentence and an advice.
type Prose = (String, Option<String>);

fn advised(sentence: impl Into<String>, advice: impl Into<String>) -> Prose {
    (sentence.into(), Some(advice.into()))
}

fn without_advice(sentence: impl Into<String>) -> Prose {
    (sentence.into(), None)
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm for each error, so that the compiler finds the one that has no sentence"
)]
fn prose(error: &Error) -> Prose {
    match error {
        Error::Rejected { problems, .. } => rejected(problems),
        Error::ConfirmationRequired => advised(
            "cette commande pose une question et personne ne peut y répondre ici ; rien n'a été fait.",
            "tapez-la dans le shell, ou ajoutez --oui si elle demande une confirmation",
        ),
        Error::InvalidSetting { name, expected } => advised(
            format!("le réglage {name} n'est pas valable ; attendu : {expected}."),
            "corrigez-le dans l'environnement ou dans .env ; .env.example décrit chaque réglage",
        ),
        Error::CustomerNotFound { reference } => advised(
            format!("aucun client ne correspond à {}.", quoted(repeated(reference))),
            "clients lister --recherche NOM",
        ),
        Error::UserNotFound { reference } => advised(
            format!("aucun compte ne correspond à {}.", quoted(repeated(reference))),
            "tapez un numéro, un identifiant ou un matricule comme EMP-0001",
        ),
        Error::DuplicateEmail { email, holder } => duplicate_email(email, holder.as_ref()),
        Error::DuplicatePhoneNumber { phone_number } => advised(
            format!(
                "le téléphone {} est déjà celui d'un autre compte.",
                telephone(phone_number)
            ),
            "tapez un autre numéro de téléphone",
        ),
        Error::DuplicateUsername { username } => advised(
            format!(
                "l'identifiant {} est déjà celui d'un autre compte.",
                quoted(repeated(username))
            ),
            "tapez un autre identifiant",
        ),
        Error::ProbableDuplicate { holders } => probable_duplicate(holders),
        Error::CustomerHasContracts {
            customer_id,
            contracts,
        } => customer_has_contracts(*customer_id, *contracts),
        Error::UnsuitableRole { username, expected } => unsuitable_role(username, expected),
        Error::Conflict { fields } => conflict(fields),
        Error::PasswordRefused { faults } => advised(
            format!(
                "le nouveau mot de passe est refusé : {}.",
                password_faults(faults)
            ),
            "choisissez plusieurs mots sans rapport avec vous, que vous n'utilisez nulle part ailleurs",
        ),
        Error::NoNextPage => advised("aucune liste n'a de page suivante.", "clients lister"),
        Error::FirstAccountExists => advised(
            "cette base a déjà un compte de gestion ; rien n'a été créé.",
            "connexion",
        ),
        Error::ForbiddenInProduction => advised(
            "cette commande détruit des données, elle est refusée en production ; rien n'a été fait.",
            "base etat",
        ),
        Error::NotPrivateServer => advised(
            "cette commande n'agit que sur le serveur privé de démonstration, et la base en service est ailleurs.",
            "base etat",
        ),
        Error::ServerInUse => advised(
            "d'autres fenêtres du programme utilisent encore le serveur privé ; il n'a pas été arrêté.",
            "quittez-les avec quitter : la dernière arrête le serveur d'elle-même",
        ),
        Error::DiagnosticFailed { faults } => diagnostic_failed(*faults),
        Error::Declined => without_advice("vous n'avez pas confirmé ; rien n'a été fait."),
        Error::UnknownCode { typed, suggestion } => unknown_code(typed, *suggestion),
        Error::PermissionDenied { permission, held_by } => permission_denied(*permission, held_by),
        Error::NotOwner { permission, owner } => not_owner(*permission, owner.as_deref()),
        Error::NotSignedIn => advised(
            "personne n'est connecté.",
            "connexion ; pour une seule commande, écrivez --identifiant et --mot-de-passe-fichier avant elle",
        ),
        Error::SignInRefused => advised(
            "l'identifiant ou le mot de passe est refusé.",
            "vérifiez les deux et recommencez ; après plusieurs échecs, attendez avant de recommencer",
        ),
        Error::SessionExpired => advised(
            "votre session a expiré ; la commande n'a pas été exécutée.",
            "connexion",
        ),
        Error::SessionClosed => advised(
            "votre session n'est plus ouverte, ou votre compte a changé ; la commande n'a pas été exécutée.",
            "connexion ; si elle est refusée, adressez-vous à la gestion",
        ),
        Error::PasswordChangeRequired => advised(
            "votre mot de passe est provisoire, il faut d'abord le remplacer.",
            "mot-de-passe changer",
        ),
        Error::Unavailable => advised(
            "la base de données ne répond pas ; la commande n'a pas abouti.",
            "attendez un instant et retapez la commande ; base etat dit si la base répond",
        ),
        Error::AccessToDatabaseRefused => advised(
            "la base de données refuse le compte que les réglages lui présentent.",
            "vérifiez EPIC_EVENTS_DATABASE_URL et EPIC_EVENTS_OWNER_DATABASE_URL, puis tapez base diagnostic",
        ),
        Error::Busy => advised(
            "la base de données est occupée par d'autres opérations ; rien n'a été enregistré.",
            "attendez quelques secondes et retapez la commande",
        ),
        Error::OutcomeUnknown { operation_id } => advised(
            format!(
                "la base a cessé de répondre pendant l'enregistrement ; l'opération {operation_id} est peut-être \
                 faite, peut-être pas."
            ),
            "quand base etat répond, regardez avec clients voir ou clients lister si elle est faite ; ne la refaites \
             que si elle ne l'est pas",
        ),
        Error::SchemaMissing => advised(
            "la base n'est pas préparée, ou l'est pour une version plus ancienne du programme.",
            "base preparer",
        ),
        Error::SchemaMismatch { version } => advised(
            format!(
                "la version {} de la base n'est pas celle que ce programme connaît : la base est plus récente, ou son \
                 historique a été modifié.",
                numbered(version)
            ),
            "utilisez la version du programme qui a préparé cette base ; base etat montre où elle en est",
        ),
        Error::PermissionMismatch {
            unknown_here,
            missing_there,
        } => permission_mismatch(unknown_here, missing_there),
        Error::ServerNotStarted { why } => server_not_started(why),
        Error::UnreadableFile { path, why } => (
            format!(
                "{} ne peut être lu : {}.",
                described_path(path),
                file_faults::reason(*why)
            ),
            file_faults::advice(*why).map(str::to_owned),
        ),
        Error::UnwritableFile { path, why } => (
            format!(
                "{} ne peut être écrit : {}.",
                written(path.as_deref()),
                file_faults::reason(*why)
            ),
            file_faults::advice(*why).map(str::to_owned),
        ),
        Error::FileExists { path } => advised(
            format!("{} existe déjà ; il n'a pas été modifié.", described_path(path)),
            "ajoutez --ecraser pour le remplacer, ou choisissez un autre nom",
        ),
        Error::ExposedFile { path } => advised(
            format!(
                "{} contient un secret et d'autres comptes de cette machine peuvent le lire.",
                described_path(path)
            ),
            file_faults::restriction(path),
        ),
        Error::Internal { incident, .. } => advised(
            format!("le programme a rencontré une erreur, notée dans son journal sous le numéro {incident}."),
            "donnez ce numéro à votre administrateur",
        ),
        Error::Interrupted => {
            without_advice("la commande a été arrêtée avant la fin ; rien n'a été enregistré.")
        }
    }
}

fn rejected(problems: &[Problem]) -> Prose {
    match problems.first() {
        Some(problem) => (
            problems::describe_fault(&problem.fault),
            problems::advice(&problem.fault),
        ),
        None => without_advice("la ligne a été refusée."),
    }
}

fn duplicate_email(email: &str, holder: Option<&Holder>) -> Prose {
    match holder {
        Some(holder) => advised(
            format!(
                "le client {} a déjà l'adresse {}.",
                known(holder),
                repeated(email)
            ),
            format!("clients voir {}", holder.id),
        ),
        None => advised(
            format!("l'adresse {} est déjà utilisée.", quoted(repeated(email))),
            "tapez une autre adresse e-mail",
        ),
    }
}

/// A number as people group it; a stored text that is no number is shown as it is.
fn telephone(stored: &str) -> String {
    PhoneNumber::from_database(stored.to_owned())
        .map_or_else(|_| repeated(stored), |phone_number| phone_number.to_string())
}

fn probable_duplicate(holders: &[Resemblance]) -> Prose {
    let Some(first) = holders.first() else {
        return advised(
            "un client semblable existe déjà.",
            "ajoutez --accepter-doublon si c'est voulu",
        );
    };
    let resemblances: Vec<String> = holders.iter().map(resemblance).collect();
    advised(
        format!("ce client existe peut-être déjà : {}.", resemblances.join(" ; ")),
        format!(
            "clients voir {} ; si ce sont bien deux personnes, ajoutez --accepter-doublon",
            first.holder.id
        ),
    )
}

fn resemblance(resemblance: &Resemblance) -> String {
    let common = match (resemblance.same_company, resemblance.same_phone_number) {
        (true, false) => "la même entreprise",
        (false, true) => "le même téléphone",
        (true, true) | (false, false) => "la même entreprise et le même téléphone",
    };
    format!(
        "le client {} de {} a {common}",
        known(&resemblance.holder),
        quoted(repeated(&resemblance.company_name))
    )
}

fn known(holder: &Holder) -> String {
    format!("{} ({})", numbered(holder.id), repeated(&holder.name))
}

fn customer_has_contracts(customer_id: u64, contracts: u64) -> Prose {
    let count = counted(contracts, "contrat", "contrats");
    advised(
        format!(
            "le client {} a {count} ; un client qui a des contrats ne peut être supprimé.",
            numbered(customer_id)
        ),
        format!("clients voir {customer_id}"),
    )
}

fn unsuitable_role(username: &str, expected: &RoleName) -> Prose {
    let role = role(expected);
    advised(
        format!(
            "{} n'est pas un compte actif du rôle {role}.",
            quoted(repeated(username))
        ),
        format!("tapez l'identifiant d'un collègue actif du rôle {role}"),
    )
}

fn conflict(fields: &[FieldConflict]) -> Prose {
    let changes: Vec<String> = fields
        .iter()
        .map(|conflict| {
            format!(
                "{} vaut maintenant {}, vous vouliez {}",
                conflict.field,
                quoted(repeated(&conflict.theirs)),
                quoted(repeated(&conflict.yours))
            )
        })
        .collect();
    let advice = "relisez la fiche, puis recommencez si votre valeur est la bonne";
    if changes.is_empty() {
        return advised("quelqu'un d'autre a modifié la même fiche entre-temps.", advice);
    }
    advised(
        format!(
            "quelqu'un d'autre a modifié la même chose entre-temps : {}.",
            changes.join(" ; ")
        ),
        advice,
    )
}

fn password_faults(faults: &[PasswordFault]) -> String {
    let rules: Vec<String> = faults.iter().copied().map(password_fault).collect();
    match rules.as_slice() {
        [] => String::from("il ne respecte pas les règles"),
        rules => rules.join(" ; "),
    }
}

fn password_fault(fault: PasswordFault) -> String {
    match fault {
        PasswordFault::TooShort => format!("il a moins de {MINIMUM_LENGTH} caractères"),
        PasswordFault::TooLong => format!("il a plus de {MAXIMUM_LENGTH} caractères"),
        PasswordFault::Common => String::from("il est trop courant ou trop facile à deviner"),
        PasswordFault::Personal => {
            String::from("il contient votre nom, votre prénom, votre identifiant ou le nom de l'entreprise")
        }
        PasswordFault::Unchanged => String::from("c'est le même que l'ancien"),
    }
}

fn diagnostic_failed(faults: usize) -> Prose {
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

fn unknown_code(typed: &str, suggestion: Option<&str>) -> Prose {
    let advice = match suggestion {
        Some(suggestion) => format!("expliquer {suggestion}"),
        None => String::from("recopiez le code affiché entre crochets, comme dans expliquer DROIT_MANQUANT"),
    };
    advised(
        format!("{} n'est pas un code d'erreur.", quoted(repeated(typed))),
        advice,
    )
}

fn permission_denied(permission: PermissionName, held_by: &[RoleName]) -> Prose {
    let labels: Vec<String> = held_by.iter().map(role).collect();
    let holders = match labels.as_slice() {
        [] => String::from("aucun rôle n'a ce droit"),
        [only] => format!("ce droit est celui du rôle {only}"),
        [others @ .., last] => format!("ce droit est celui des rôles {} et {last}", others.join(", ")),
    };
    advised(
        format!(
            "votre rôle ne permet pas {} ; {holders}.",
            of(permissions::label(permission))
        ),
        "moi",
    )
}

/// The preposition with its infinitive: « de créer », « d'annuler ».
fn of(infinitive: &str) -> String {
    if infinitive.starts_with(['a', 'e', 'é', 'i', 'o', 'u']) {
        format!("d'{infinitive}")
    } else {
        format!("de {infinitive}")
    }
}

fn not_owner(permission: PermissionName, owner: Option<&str>) -> Prose {
    let right = of(permissions::label(permission));
    let sentence = match owner {
        Some(owner) => format!(
            "votre droit {right} se limite à ce que vous suivez, et c'est {} qui suit celui-ci.",
            repeated(owner)
        ),
        None => format!("votre droit {right} se limite à ce que vous suivez."),
    };
    // Only customers have a list in which one's own are singled out for everybody.
    if permission.as_str().starts_with("customer:") {
        return advised(sentence, "clients lister --miens");
    }
    advised(sentence, "moi")
}

fn permission_mismatch(unknown_here: &[String], missing_there: &[&'static str]) -> Prose {
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

fn server_not_started(why: &ServerFault) -> Prose {
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

fn written(path: Option<&Path>) -> String {
    path.map_or_else(|| String::from("le résultat"), described_path)
}

fn quoted_path(path: &Path) -> String {
    quoted(clean(&path.to_string_lossy()))
}

fn role(name: &RoleName) -> String {
    repeated(roles::label(name))
}

/// What comes from outside, as a terminal may see it.
fn repeated(text: &str) -> String {
    fit::shorten(&clean(text), LONGEST_REPEATED).into_owned()
}

fn counted(count: u64, one: &str, many: &str) -> String {
    match count {
        0 | 1 => format!("{count} {one}"),
        _ => format!("{count} {many}"),
    }
}
