//! French of the commands on the database.

mod cluster;

use crate::configuration::Environment;
use crate::database::administration::{AccountRights, ExcessivePrivilege, GrantScope, Preparation};
use crate::database::cluster::Member;
use crate::database::migration::SchemaState;
use crate::demonstration::dataset::{ACCOUNTS, PASSWORD};
use crate::demonstration::location::DatabaseLocation;
use crate::error::{Error, Result};
use crate::models::role::RoleName;
use crate::models::username::Username;
use crate::security::clean::clean;
use crate::security::secret::Secret;
use crate::shell::grammar::values::role;
use crate::shell::messages::errors;
use crate::shell::messages::guards;
use crate::shell::messages::prose::{agreeing, counted, shown_path, together};
use crate::shell::messages::typography::quoted;
use crate::shell::messages::users;

/// After a reset.
pub const RESET: &str = "Base réinitialisée avec les données de démonstration ; les sessions sont fermées.";

const ACCEPTED_WITHOUT_TLS: &str =
    "le serveur accepte le compte du programme sans TLS aussi ; base preparer le lui interdit.";

/// What a diagnostic looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// The server answers.
    Server,
    /// Several servers are one database.
    Members,
    /// The schema is that of the program.
    Schema,
    /// The permissions are those of the program.
    Permissions,
    /// The triggers are there.
    Triggers,
    /// The program's account may run every statement.
    Statements,
    /// The server takes writes.
    Writing,
    /// The program's account has no more rights than it needs, and is let in over a network by TLS only.
    Privileges,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagnosticFinding {
    check: Check,
    /// What is wrong, in French; nothing when all is well.
    fault: Option<String>,
    /// What is worth knowing though all is well.
    remark: Option<String>,
}

impl DiagnosticFinding {
    /// The outcome of a check.
    pub fn of(check: Check, outcome: Result<()>) -> Self {
        Self {
            check,
            fault: outcome.err().map(|error| sentence(&error)),
            remark: None,
        }
    }

    /// The outcome of the check of the account: what it may do too much, and whether it is let in without TLS over a
    /// network.
    pub fn of_account(rights: &AccountRights, accepts_plain_connections: bool) -> Self {
        let excess = (!rights.excessive.is_empty()).then(|| {
            format!(
                "le compte du programme a des droits de trop : {}.",
                listed_rights(&rights.excessive)
            )
        });
        let plain = accepts_plain_connections.then(|| String::from(ACCEPTED_WITHOUT_TLS));
        let faults: Vec<String> = excess.into_iter().chain(plain).collect();
        let fault = (!faults.is_empty()).then(|| faults.join(" "));
        Self {
            check: Check::Privileges,
            remark: (!rights.other_databases.is_empty())
                .then(|| format!("sert aussi {}", listed_databases(&rights.other_databases))),
            fault,
        }
    }

    /// The outcome of the check of several servers.
    pub fn of_members(members: &[Member]) -> Self {
        Self {
            check: Check::Members,
            fault: cluster::fault(members),
            remark: Some(cluster::remark(members)),
        }
    }

    /// Whether all is well.
    pub fn is_good(&self) -> bool {
        self.fault.is_none()
    }
}

fn listed_rights(excessive: &[ExcessivePrivilege]) -> String {
    let listed: Vec<String> = excessive
        .iter()
        .map(|ExcessivePrivilege { privilege, scope }| {
            let scope = match scope {
                GrantScope::Server => String::from("tout le serveur"),
                GrantScope::Place(place) => clean(&place.to_string()).into_owned(),
                GrantScope::Other(object) => clean(object).into_owned(),
                GrantScope::ForEverybody(object) => format!("{}, donné à tous les comptes (PUBLIC)", clean(object)),
            };
            format!("{} sur {scope}", clean(privilege))
        })
        .collect();
    listed.join(", ")
}

fn listed_databases(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| clean(name)).collect();
    let word = agreeing(u64::try_from(names.len()).unwrap_or(u64::MAX), "la base", "les bases");
    format!("{word} {}", together(&names))
}

/// What the account of the program may do after a preparation.
fn account_rights(rights: &AccountRights) -> String {
    let others = if rights.other_databases.is_empty() {
        String::new()
    } else {
        format!("\nIl sert aussi {}.", listed_databases(&rights.other_databases))
    };
    if rights.excessive.is_empty() {
        let place = if others.is_empty() { "" } else { " dans cette base" };
        return format!("Le compte du programme a exactement les droits nécessaires{place}.{others}");
    }
    format!(
        "Le compte du programme a les droits nécessaires, et d'autres qui restent : {} ; retirez-les, ou donnez au \
         programme un compte à lui.{others}",
        listed_rights(&rights.excessive)
    )
}

fn sentence(error: &Error) -> String {
    errors::describe(error).sentence
}

const fn subject(check: Check) -> &'static str {
    match check {
        Check::Server => "Serveur",
        Check::Members => "Serveurs ensemble",
        Check::Schema => "Schéma",
        Check::Permissions => "Droits des rôles",
        Check::Triggers => "Déclencheurs, contraintes, clés",
        Check::Statements => "Requêtes",
        Check::Writing => "Écriture",
        Check::Privileges => "Compte du programme",
    }
}

/// The result of a diagnostic, a line a check.
pub fn diagnostic(findings: &[DiagnosticFinding]) -> String {
    findings
        .iter()
        .map(|finding| match &finding.fault {
            None => match &finding.remark {
                None => format!("correct  {}\n", subject(finding.check)),
                Some(remark) => format!("correct  {} ({remark})\n", subject(finding.check)),
            },
            Some(fault) => format!("ERREUR   {} : {fault}\n", subject(finding.check)),
        })
        .collect()
}

/// Where the database is and whether it is ready.
pub fn state(
    location: &DatabaseLocation,
    environment: Environment,
    version: &str,
    schema: SchemaState,
    is_ready: bool,
) -> String {
    let place = if let Some(server) = &location.local_server {
        format!("serveur privé, {}", shown_path(server.socket()))
    } else {
        let servers = location.administration.several_servers();
        clean(servers.as_deref().unwrap_or(&location.name)).into_owned()
    };
    let environment = match environment {
        Environment::Demonstration => "démonstration",
        Environment::Production => "production",
    };
    let schema = match schema {
        SchemaState::Current if is_ready => String::from("à jour"),
        SchemaState::Current => String::from("dans la version de ce programme, qui ne peut pourtant y travailler"),
        SchemaState::Behind { version: 0 } => String::from("absent (base preparer)"),
        SchemaState::Behind { version } => format!("en version {version}, à mettre à niveau (base preparer)"),
        SchemaState::Different { version } => format!("la version {version} n'est pas celle de ce programme"),
    };
    format!(
        "Base : {} ({place})\nEnvironnement : {environment}\nServeur : {}\nSchéma : {schema}\n",
        clean(location.administration.database_name()),
        clean(version),
    )
}

/// After a preparation, with what the account of the program may do then, if it has its own.
pub fn prepared(preparation: &Preparation, rights: Option<&AccountRights>) -> String {
    let schema = match preparation.migrations.len() {
        0 => String::from("Le schéma était à jour."),
        count => format!(
            "Schéma préparé : {}.",
            counted(count, "migration appliquée", "migrations appliquées")
        ),
    };
    let triggers = if preparation.repaired.is_empty() {
        String::new()
    } else {
        format!("Rétabli : {}.\n", guards::listed(&preparation.repaired))
    };
    let account = match rights {
        None => String::from(
            "Un seul compte est configuré : donnez au programme le sien (EPIC_EVENTS_OWNER_DATABASE_URL pour le \
             propriétaire).",
        ),
        Some(rights) if preparation.demands_tls => {
            format!("{} Il n'est accepté qu'en TLS.", account_rights(rights))
        }
        Some(rights) => account_rights(rights),
    };
    format!("{schema}\n{triggers}{account}")
}

/// Asks to type the name of what will be destroyed.
pub fn reset_question(name: &str) -> String {
    format!(
        "Toutes les données de la base {} seront détruites. Tapez son nom pour confirmer : ",
        quoted(clean(name))
    )
}

/// After stopping the private server.
pub fn stopped(was_running: bool) -> String {
    if was_running {
        String::from("Serveur de démonstration arrêté.")
    } else {
        String::from("Le serveur de démonstration ne tournait pas.")
    }
}

/// After the creation of the first account: the only place where its password is ever shown.
pub fn first_account(username: &Username, password: &Secret) -> String {
    format!(
        "Compte {} créé.\n{}",
        quoted(username),
        users::temporary_password(password)
    )
}

/// What a shell shows when it opens on demonstration data.
pub fn demonstration_banner() -> String {
    let names = |stored: &str| {
        let of_role: Vec<&str> = ACCOUNTS
            .iter()
            .filter(|(_, role)| *role == stored)
            .map(|(name, _)| *name)
            .collect();
        format!("  {} : {}\n", role::label(&RoleName::new(stored)), of_role.join(", "))
    };
    format!(
        "Epic Events — mode démonstration : données fictives.\nComptes (mot de passe {PASSWORD}) :\n{}{}{}\
         Pour commencer : connexion sales2, puis clients lister. Tapez aide à tout moment.",
        names(RoleName::MANAGEMENT),
        names(RoleName::SALES),
        names(RoleName::SUPPORT),
    )
}

/// What a shell shows when it opens on real data.
pub const BANNER: &str = "Epic Events. Tapez connexion pour ouvrir votre session, aide pour les commandes.";
