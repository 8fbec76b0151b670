//! What the program says when a command fails: heading, code, sentence, and what to type next.
//!
//! An error is described first, as plain text, then rendered. Whatever comes from outside (names, paths, typed words)
//! is cleaned before it enters a sentence (S20). The detail of an internal error is never shown, only its number.

mod runs;
mod server;

use self::runs::missing_lines;
use self::server::{diagnostic_failed, guards_broken, permission_mismatch, server_not_started, server_refusal};
use super::file_faults::{self, described_path, of_path};
use super::prose::{self, Prose, advised, cited, counted, headed, without_advice};
use super::typography::numbered;
use super::{problems, refusals, settings};
use crate::error::{Code, Error, Kind, Problem, RunChange, SignInQuestion};
use crate::security::clean::clean;
use crate::shell::render::style::Style;

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
    render_within(error, style, problems::DEFAULT_WIDTH)
}

/// The same for a terminal of this width: only the line that is shown again needs to know, sentences are fitted later.
pub fn render_within(error: &Error, style: Style, width: usize) -> String {
    if let Error::Rejected { line, problems } = error
        && !problems.is_empty()
    {
        return problems::render_rejection_within(line, problems, style, width);
    }
    render_message(&describe(error), style)
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
    let first_line = headed(message.heading, message.code, &message.sentence, style);
    match &message.advice {
        Some(advice) => format!("{first_line}\n{}", prose::advice(advice, style)),
        None => first_line,
    }
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
        Error::InvalidSetting { name, expected, place } => settings::invalid(name, *expected, place.as_ref()),
        Error::UnknownSetting {
            name,
            suggestion,
            place,
        } => settings::unknown(name, *suggestion, place.as_ref()),
        Error::CustomerNotFound { reference } => advised(
            format!("aucun client ne correspond à {}.", cited(reference)),
            "clients lister --recherche NOM",
        ),
        Error::UserNotFound { reference } => advised(
            format!("aucun compte ne correspond à {}.", cited(reference)),
            "tapez un numéro, un identifiant ou un matricule comme EMP-0001",
        ),
        Error::DuplicateEmail { email, holder } => refusals::duplicate_email(email, holder.as_ref()),
        Error::ProbableDuplicate { holders } => refusals::probable_duplicate(holders),
        Error::CustomerHasContracts { customer_id, contracts } => {
            refusals::customer_has_contracts(*customer_id, *contracts)
        }
        Error::Contract(refusal) => refusals::contracts::prose(refusal),
        Error::Event(refusal) => refusals::events::prose(refusal),
        Error::Account(refusal) => refusals::accounts::prose(refusal),
        Error::AmbiguousNumber { numbers } => refusals::ambiguous_number(numbers),
        Error::RoleNotFound { typed, roles } => refusals::role_not_found(typed, roles),
        Error::SessionNotFound { session_id } => advised(
            format!("aucune session ouverte n'a le numéro {session_id}."),
            "sessions lister",
        ),
        Error::JournalAltered { faults } => advised(
            format!(
                "le journal a été altéré en {}, affichés dans le résultat.",
                counted(*faults, "endroit", "endroits")
            ),
            "gardez une copie de la base et adressez-vous à votre administrateur ; ce qu'une restauration a fait \
             perdre : journal accepter-restauration",
        ),
        Error::RunUnfinished { path, done } => advised(
            format!(
                "une exécution précédente {} s'est arrêtée après {}.",
                of_path(path),
                counted(*done, "ligne faite", "lignes faites")
            ),
            "ajoutez --reprendre pour continuer après elle, ou --recommencer pour tout refaire",
        ),
        Error::RunInProgress { path } => advised(
            format!(
                "{} est en cours d'exécution dans une autre fenêtre.",
                described_path(path)
            ),
            "attendez qu'elle finisse",
        ),
        Error::NoRunToResume { path } => advised(
            format!("aucune exécution {} n'est à reprendre.", of_path(path)),
            "tapez executer sans --reprendre",
        ),
        Error::RunChanged {
            path,
            change: RunChange::Line(line),
        } => advised(
            format!(
                "{} a changé depuis l'exécution à reprendre ; la première ligne différente est la ligne {line}.",
                described_path(path)
            ),
            "rétablissez le fichier, ou mettez les lignes restantes dans un nouveau fichier",
        ),
        Error::RunChanged {
            path,
            change: RunChange::Variable(name),
        } => advised(
            format!(
                "{} a été commencé avec une autre valeur de la variable {}, ou sans elle.",
                described_path(path),
                cited(name)
            ),
            "tapez executer --reprendre sans --definir : les variables du début sont gardées",
        ),
        Error::RunLinesMissing { path, missing } => missing_lines(path, *missing),
        Error::NothingToChange => advised(
            "la commande ne nomme aucun champ à modifier ; rien n'a été fait.",
            "ajoutez l'option du champ, ou tapez la commande dans le shell : elle y ouvre la fiche",
        ),
        Error::UnsuitableRole { username, expected } => refusals::unsuitable_role(username, expected),
        Error::Conflict { fields } => refusals::conflict(fields),
        Error::PasswordRefused { faults } => refusals::password_refused(faults),
        Error::NoNextPage => advised("aucune liste n'a de page suivante.", "clients lister"),
        Error::FirstAccountExists => advised(
            "cette base a déjà un compte de gestion ; rien n'a été créé.",
            "connexion",
        ),
        Error::ForbiddenInProduction => advised(
            "cette commande est réservée à la démonstration, elle est refusée en production ; rien n'a été fait.",
            "base etat",
        ),
        Error::ForbiddenInCi => advised(
            "--accepter est refusé quand CI est défini : une machine n'accepte pas de différence ; rien n'a été \
             rejoué.",
            "rejouer sans --accepter montre ce qui diffère ; acceptez-le chez vous, puis relisez-le",
        ),
        Error::FilesForbidden => advised(
            "sur cette machine, les commandes ne lisent et n'écrivent aucun fichier.",
            "tapez les commandes, ou envoyez-les sur l'entrée standard ; lisez les résultats à l'écran",
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
        Error::WrongLines { lines } => wrong_lines(*lines),
        Error::Declined => without_advice("vous n'avez pas confirmé ; rien n'a été fait."),
        Error::UnknownCode { typed, suggestion } => unknown_code(typed, *suggestion),
        Error::PermissionDenied { permission, held_by } => refusals::permission_denied(*permission, held_by),
        Error::NotOwner { permission, owner } => refusals::not_owner(*permission, owner.as_deref()),
        Error::ReservedOption { permission, option } => refusals::reserved_option(*permission, option),
        Error::NotSignedIn => advised(
            "personne n'est connecté.",
            "connexion ; pour une seule commande, écrivez --identifiant et --mot-de-passe-fichier avant elle",
        ),
        Error::SignInUnanswered { question } => sign_in_unanswered(*question),
        Error::SignInRefused => advised(
            "l'identifiant ou le mot de passe est refusé.",
            "vérifiez les deux et recommencez ; après plusieurs échecs, attendez : expliquer CONNEXION_REFUSEE",
        ),
        Error::CurrentPasswordRefused => advised(
            "le mot de passe actuel n'est pas le bon ; rien n'a été changé.",
            "mot-de-passe changer",
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
        Error::ServerIdentityRefused => advised(
            String::from("le serveur de base de données n'a pas prouvé son identité ; rien ne lui a été envoyé."),
            "vérifiez EPIC_EVENTS_DATABASE_CA et le nom du serveur dans EPIC_EVENTS_DATABASE_URL",
        ),
        Error::Server(refusal) => server_refusal(refusal),
        Error::Busy => advised(
            "la base de données est occupée par d'autres opérations ; rien n'a été enregistré.",
            "attendez quelques secondes et retapez la commande",
        ),
        Error::OutcomeUnknown { operation_id } => advised(
            format!(
                "la base a cessé de répondre pendant l'enregistrement ; l'opération {operation_id} est peut-être \
                 faite, peut-être pas."
            ),
            format!("quand base etat répond, tapez operation {operation_id} : cela dit s'il faut la refaire"),
        ),
        Error::UnreadableValue { column, row } => advised(
            format!(
                "{} porte une valeur illisible dans la colonne {column}.",
                row.as_ref().map_or_else(
                    || String::from("une ligne de la base"),
                    |row| format!("la ligne {} de la table {}", numbered(row.number), clean(&row.table))
                )
            ),
            "l'administrateur corrige cette valeur dans la base ; les autres lignes restent lisibles",
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
        Error::GuardsBroken { faults } => guards_broken(faults),
        Error::PermissionMismatch {
            unknown_here,
            missing_there,
        } => permission_mismatch(unknown_here, missing_there),
        Error::ServerNotStarted { why } => server_not_started(why),
        Error::UnreadableFile { path, why } => file_faults::unreadable(path, *why),
        Error::SettingsRefused { path, fault } => settings::refused(path, *fault),
        Error::UnwritableFile { path, why } => file_faults::unwritable(path.as_deref(), *why),
        Error::UnusableFolder { path, setting, why } => file_faults::unusable_folder(path, setting, *why),
        Error::FileExists { path, is_replaceable } => advised(
            format!("{} existe déjà ; il n'a pas été modifié.", described_path(path)),
            if *is_replaceable {
                "choisissez un autre nom, ou ajoutez --ecraser"
            } else {
                "lisez-le d'abord : ce qu'il note est peut-être fait ; puis choisissez un autre nom"
            },
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
        Error::Interrupted => without_advice("la commande a été arrêtée avant la fin ; rien n'a été enregistré."),
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

fn sign_in_unanswered(question: SignInQuestion) -> Prose {
    let (asked, advice) = match question {
        SignInQuestion::Username => ("Identifiant", "écrivez l'identifiant après connexion"),
        SignInQuestion::Password => (
            "Mot de passe",
            "écrivez --identifiant IDENTIFIANT --mot-de-passe-fichier FICHIER avant la commande, ou tapez connexion \
             dans un terminal",
        ),
    };
    let sentence = format!(
        "la connexion pose la question {} et personne ne peut y répondre ici ; la session n'est pas ouverte.",
        cited(asked)
    );
    advised(sentence, advice)
}

fn wrong_lines(lines: u64) -> Prose {
    let (sentence, advice) = if lines == 1 {
        (
            String::from("une ligne est incorrecte ; le résultat la décrit."),
            "corrigez-la ; expliquer suivi d'un code explique une erreur",
        )
    } else {
        (
            format!("{lines} lignes sont incorrectes ; le résultat les décrit."),
            "corrigez-les ; expliquer suivi d'un code explique une erreur",
        )
    };
    advised(sentence, advice)
}

fn unknown_code(typed: &str, suggestion: Option<&str>) -> Prose {
    let advice = match suggestion {
        Some(suggestion) => format!("expliquer {suggestion}"),
        None => String::from("recopiez le code affiché entre crochets, comme dans expliquer DROIT_MANQUANT"),
    };
    advised(format!("{} n'est pas un code d'erreur.", cited(typed)), advice)
}

#[cfg(test)]
mod every_error;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::every_error::{every_error, holder};
    use super::*;
    use crate::error::Fault;
    use crate::models::invalid_value::PasswordFault;
    use crate::models::permission::PermissionName;
    use crate::models::role::RoleName;
    use crate::security::clean::is_forbidden;

    const NO_BREAK_SPACE: char = '\u{a0}';

    fn rendered(error: &Error) -> String {
        render(error, Style::new(false))
    }

    /// Codes that only a rejected line has; `problems` tests those.
    fn is_of_a_line(code: Code) -> bool {
        let first = Code::ALL.iter().position(|known| *known == code).unwrap();
        let end = Code::ALL
            .iter()
            .position(|known| *known == Code::InvalidSetting)
            .unwrap();
        first < end && code != Code::ConfirmationRequired
    }

    #[test]
    fn no_error_is_missing_from_these_tests() {
        let errors = every_error("x");
        let missing: Vec<_> = Code::ALL
            .iter()
            .filter(|code| !is_of_a_line(**code) && !errors.iter().any(|error| error.code() == **code))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_error_has_heading_code_and_a_whole_sentence() {
        for error in every_error("Zoé") {
            let message = describe(&error);
            let beginning = format!("{} [{}] : {}", heading(error.kind()), error.code(), message.sentence);
            assert!(rendered(&error).starts_with(&beginning), "{error:?}");
            assert!(message.sentence.ends_with('.'), "{}", message.sentence);
            assert!(
                !message.sentence.starts_with(char::is_uppercase),
                "{}",
                message.sentence
            );
            let advice = message.advice.unwrap_or_default();
            assert!(!advice.ends_with('.'), "{advice}");
            assert!(!format!("{}{advice}", message.sentence).contains("  "));
        }
    }

    #[test]
    fn guillemets_hold_their_text_with_no_break_spaces() {
        for error in every_error("Zoé") {
            let sentence = describe(&error).sentence;
            for (place, sign) in sentence.match_indices(['«', '»']) {
                let (before, after) = (&sentence[..place], &sentence[place + sign.len()..]);
                let is_held = if sign == "«" {
                    after.starts_with(NO_BREAK_SPACE)
                } else {
                    before.ends_with(NO_BREAK_SPACE)
                };
                assert!(is_held, "{sentence}");
            }
        }
    }

    #[test]
    fn the_examples_of_the_design() {
        let duplicate = Error::DuplicateEmail {
            email: String::from("kevin@startup.io"),
            holder: Some(holder("Kevin Casey")),
        };
        assert_eq!(
            rendered(&duplicate),
            "Opération impossible [EMAIL_DEJA_UTILISE] : le client n°\u{a0}12 (Kevin Casey) a déjà l'adresse \
             kevin@startup.io.\nConseil : clients voir 12"
        );
        let denied = Error::PermissionDenied {
            permission: PermissionName::ContractSign,
            held_by: vec![RoleName::new("management"), RoleName::new("sales")],
        };
        assert_eq!(
            rendered(&denied),
            "Accès refusé [DROIT_MANQUANT] : votre rôle ne permet pas d'enregistrer la signature d'un contrat ; ce \
             droit est celui des rôles gestion et commercial.\nConseil : moi"
        );
        let contracts = Error::CustomerHasContracts {
            customer_id: 1,
            contracts: 1,
        };
        assert_eq!(
            describe(&contracts).sentence,
            "le client n°\u{a0}1 a 1 contrat ; un client qui a des contrats ne peut être supprimé."
        );
    }

    #[test]
    fn whoever_types_the_contract_of_another_is_shown_his_own_contracts() {
        let refused = |permission| {
            describe(&Error::NotOwner {
                permission,
                owner: None,
            })
            .advice
        };
        assert_eq!(
            refused(PermissionName::EventCreate).as_deref(),
            Some("contrats lister --miens")
        );
        assert_eq!(
            refused(PermissionName::EventUpdate).as_deref(),
            Some("evenements lister --miens")
        );
    }

    #[test]
    fn french_contracts_and_agrees() {
        let path = std::path::PathBuf::from("mise-a-jour.crm");
        assert_eq!(
            describe(&Error::NoRunToResume { path }).sentence,
            "aucune exécution du fichier «\u{a0}mise-a-jour.crm\u{a0}» n'est à reprendre."
        );
        let advice = |lines| describe(&Error::WrongLines { lines }).advice.unwrap();
        assert!(advice(1).starts_with("corrigez-la ;"));
        assert!(advice(2).starts_with("corrigez-les ;"));
    }

    #[test]
    fn s1_every_broken_rule_of_a_password_is_told() {
        let faults = vec![PasswordFault::TooShort, PasswordFault::Common, PasswordFault::Personal];
        let sentence = describe(&Error::PasswordRefused { faults }).sentence;
        for rule in ["moins de 12 caractères", "trop courant", "votre nom"] {
            assert!(sentence.contains(rule), "{sentence}");
        }
    }

    #[test]
    fn an_internal_error_shows_its_number_and_never_its_detail() {
        let error = Error::internal("SELECT secret FROM users");
        let Error::Internal { incident, .. } = &error else {
            unreachable!()
        };
        let text = rendered(&error);
        assert!(text.contains(&incident.to_string()));
        assert!(!text.contains("secret"));
    }

    #[test]
    fn colour_is_on_the_headings_only() {
        let text = render(&Error::SchemaMissing, Style::new(true));
        assert!(text.starts_with("\u{1b}[1;31mService indisponible [BASE_NON_PREPAREE]\u{1b}[0m : la base"));
        assert!(text.ends_with("\u{1b}[33mConseil\u{1b}[0m : base preparer"));
        let rejected = Error::of_line(Fault::MissingArgument {
            command: "clients voir",
            argument: "client",
            is_option: false,
        });
        let text = render(&rejected, Style::new(true));
        assert!(text.starts_with("\u{1b}[1;31mCommande incorrecte [ARGUMENT_MANQUANT]\u{1b}[0m : il manque"));
        assert!(text.ends_with("\u{1b}[33mConseil\u{1b}[0m : aide clients voir"));
    }

    proptest! {
        #[test]
        fn s20_no_text_from_outside_reaches_a_terminal_uncleaned(text in any::<String>()) {
            for hostile in [format!("{text}\u{1b}[2J\u{202e}\n"), text] {
                for error in every_error(&hostile) {
                    let shown = rendered(&error);
                    prop_assert!(!shown.chars().any(|character| character != '\n' && is_forbidden(character)));
                    let lines = if matches!(error, Error::Rejected { .. }) { 4 } else { 2 };
                    prop_assert!(shown.lines().count() <= lines, "{}", shown);
                }
            }
        }
    }
}
