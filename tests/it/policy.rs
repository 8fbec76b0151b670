//! The policy as a picture: every role × every command × its own object, somebody else's, none. Each cell is obtained
//! by really running the command on a real database, and undone.

use std::fmt::Write as _;

use epic_events::models::permission::OwnAccount;
use epic_events::shell::grammar::declaration::Need;
use epic_events::shell::table::DECLARATIONS;

use crate::support::database::TestDatabase;
use crate::support::expected;
use crate::support::shell::TestShell;

/// The actors, with the French names of their roles.
const ACTORS: [(&str, &str); 3] = [
    ("manager1", "gestion"),
    ("sales2", "commercial"),
    ("support1", "support"),
];

/// A line that tries a command; `{}` is the object.
struct Trial {
    command: &'static str,
    line: &'static str,
    objects: Objects,
}

/// What the line is tried on.
#[derive(Clone, Copy)]
enum Objects {
    /// Nothing: the command has no object.
    None,
    /// The same two for everybody, who owns the first as far as they can own such a thing, and nobody's.
    Same(&'static str, &'static str, &'static str),
    /// Those of management, sales and support, then nobody's.
    Each([(&'static str, &'static str); 3], &'static str),
    /// Accounts: one's own, somebody else's, nobody's.
    Account,
    /// Sessions: one's own, somebody else's, nobody's.
    Session,
}

const NOBODY: &str = "999";
const CUSTOMERS: Objects = Objects::Same("1", "3", NOBODY);
/// sales2's without contract, and one that sales3 adds.
const FREE_CUSTOMERS: Objects = Objects::Same("2", "4", NOBODY);
/// Of sales2's customer and manager1, of sales3's customer and manager2: both unsigned; the second is added.
const UNSIGNED_CONTRACTS: Objects = Objects::Same("1", "7", NOBODY);
/// The same, signed and not paid.
const UNPAID_CONTRACTS: Objects = Objects::Same("2", "5", NOBODY);
/// Assigned to support1 and to support2; of the salesperson's own customers, one nobody runs yet.
const EVENTS: Objects = Objects::Each(
    [
        ("EV-2026-000001", "EV-2026-000004"),
        ("EV-2026-000001", "EV-2026-000004"),
        ("EV-2026-000002", "EV-2026-000003"),
    ],
    "EV-2026-999999",
);
const ASSIGNED_EVENTS: Objects = Objects::Same("EV-2026-000002", "EV-2026-000003", "EV-2026-999999");

/// A trial for every command that needs a right, in the order of the table.
const TRIALS: &[Trial] = &[
    trial("clients lister", "clients lister", Objects::None),
    trial("clients voir", "clients voir {}", CUSTOMERS),
    trial(
        "clients creer",
        "clients creer --prenom Ada --nom Martin --email ada@exemple.fr --telephone 0612345678 --entreprise Martin",
        Objects::None,
    ),
    trial("clients modifier", "clients modifier {} --nom Autre", CUSTOMERS),
    trial("clients supprimer", "clients supprimer {} --oui", FREE_CUSTOMERS),
    trial(
        "clients transferer",
        "clients transferer {} --commercial sales1",
        CUSTOMERS,
    ),
    trial("contrats lister", "contrats lister", Objects::None),
    trial("contrats voir", "contrats voir {}", UNSIGNED_CONTRACTS),
    trial("contrats creer", "contrats creer --client {} --montant 100", CUSTOMERS),
    trial(
        "contrats modifier",
        "contrats modifier {} --montant 100",
        UNSIGNED_CONTRACTS,
    ),
    trial("contrats supprimer", "contrats supprimer {} --oui", UNSIGNED_CONTRACTS),
    trial("contrats signer", "contrats signer {}", UNSIGNED_CONTRACTS),
    trial(
        "contrats encaisser",
        "contrats encaisser {} --montant 1",
        UNPAID_CONTRACTS,
    ),
    trial(
        "contrats contrepasser",
        "contrats contrepasser {} --paiement 1 --motif erreur",
        Objects::Same("2", "6", NOBODY),
    ),
    trial("evenements lister", "evenements lister", Objects::None),
    trial("evenements voir", "evenements voir {}", EVENTS),
    trial(
        "evenements creer",
        "evenements creer --contrat {} --nom Gala --debut '24/12/2026 20:00' --fin '24/12/2026 23:00' --lieu Paris \
         --participants 10",
        UNPAID_CONTRACTS,
    ),
    trial("evenements modifier", "evenements modifier {} --lieu Ailleurs", EVENTS),
    trial("evenements assigner", "evenements assigner {} support1", EVENTS),
    trial("evenements desassigner", "evenements desassigner {}", ASSIGNED_EVENTS),
    trial(
        "evenements annuler",
        "evenements annuler {} --motif pluie --oui",
        EVENTS,
    ),
    trial("utilisateurs lister", "utilisateurs lister", Objects::None),
    trial("utilisateurs voir", "utilisateurs voir {}", Objects::Account),
    trial(
        "utilisateurs creer",
        "utilisateurs creer --identifiant amartin --prenom Ada --nom Martin --email ada@exemple.fr --telephone \
         0612345678 --role commercial",
        Objects::None,
    ),
    trial(
        "utilisateurs modifier",
        "utilisateurs modifier {} --prenom Autre",
        Objects::Account,
    ),
    trial(
        "utilisateurs supprimer",
        "utilisateurs supprimer {} --oui",
        Objects::Account,
    ),
    trial(
        "utilisateurs desactiver",
        "utilisateurs desactiver {} --oui",
        Objects::Account,
    ),
    trial("utilisateurs reactiver", "utilisateurs reactiver {}", Objects::Account),
    trial(
        "utilisateurs deverrouiller",
        "utilisateurs deverrouiller {}",
        Objects::Account,
    ),
    trial(
        "utilisateurs reinitialiser-mot-de-passe",
        "utilisateurs reinitialiser-mot-de-passe {}",
        Objects::Account,
    ),
    trial("roles lister", "roles lister", Objects::None),
    trial("roles voir", "roles voir commercial", Objects::None),
    trial("sessions lister", "sessions lister", Objects::None),
    trial("sessions fermer", "sessions fermer {}", Objects::Session),
    trial("journal lister", "journal lister", Objects::None),
    trial("journal verifier", "journal verifier", Objects::None),
    trial(
        "journal accepter-restauration",
        "journal accepter-restauration --motif essai --oui",
        Objects::None,
    ),
];

const fn trial(command: &'static str, line: &'static str, objects: Objects) -> Trial {
    Trial { command, line, objects }
}

#[test]
fn the_policy_is_as_pictured() {
    let database = prepared();
    let mut shells: Vec<TestShell> = ACTORS
        .iter()
        .map(|(username, _)| TestShell::signed_in(&database, username))
        .collect();
    // Somebody else's session, for whoever would close it.
    let bystander = TestShell::signed_in(&database, "sales3");
    let other_session = session_of(&bystander);
    let mut picture = String::new();
    for trial in TRIALS {
        for (place, (shell, (username, role))) in shells.iter_mut().zip(ACTORS).enumerate() {
            let cells: Vec<String> = objects(trial.objects, place, username, &session_of(shell), &other_session)
                .iter()
                .map(|(relation, object)| {
                    let cell = cell(shell, &trial.line.replace("{}", object));
                    if shell.context.session().is_none() {
                        shell.sign_in(username);
                    }
                    if relation.is_empty() {
                        cell
                    } else {
                        format!("{relation} : {cell}")
                    }
                })
                .collect();
            let _ = writeln!(picture, "{:<40} {role:<11} {}", trial.command, cells.join(" | "));
        }
    }
    expected::compare("tests/expected/policy.txt", &picture);
}

#[test]
fn every_command_that_needs_a_right_is_in_the_picture() {
    let needing: Vec<&str> = DECLARATIONS
        .iter()
        .filter(|declaration| matches!(declaration.need, Need::Permission(_)))
        .map(|declaration| declaration.definition.words)
        .collect();
    let pictured: Vec<&str> = TRIALS.iter().map(|trial| trial.command).collect();
    let missing: Vec<&&str> = needing.iter().filter(|words| !pictured.contains(words)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(needing.len(), pictured.len());
}

/// The demonstration, with what the trials need besides.
fn prepared() -> TestDatabase {
    let database = TestDatabase::demonstration();
    TestShell::signed_in(&database, "manager2")
        .run("contrats creer --client 3 --montant 100")
        .succeeds();
    TestShell::signed_in(&database, "sales3")
        .run("clients creer --prenom Léa --nom Petit --email lea@exemple.fr --telephone 0612345600 --entreprise Petit")
        .succeeds();
    database
}

/// Runs a line and undoes it.
fn cell(shell: &mut TestShell, line: &str) -> String {
    let authorized = shell.context.authorize::<OwnAccount>().expect("somebody is signed in");
    let database = shell.context.database().expect("there is a database");
    authorized.begin_trial().expect("a transaction begins");
    let outcome = shell.run(line);
    database.roll_back_batch();
    let Some(code) = outcome
        .errors
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
    else {
        assert_eq!(outcome.status.exit_status(), 0, "{line}: {}", outcome.errors);
        return String::from("oui");
    };
    assert_ne!(outcome.status.exit_status(), 0, "{line}: {}", outcome.errors);
    code.0.to_owned()
}

fn session_of(shell: &TestShell) -> String {
    shell
        .context
        .session()
        .map(|session| session.id.to_string())
        .expect("somebody is signed in")
}

/// What a trial is done on, with how the actor stands to it.
fn objects(
    objects: Objects,
    actor: usize,
    username: &str,
    own_session: &str,
    other_session: &str,
) -> Vec<(&'static str, String)> {
    let [own, other, none] = match objects {
        Objects::None => return vec![("", String::new())],
        Objects::Same(own, other, none) => [own, other, none],
        Objects::Each(each, none) => [each[actor].0, each[actor].1, none],
        Objects::Account => [username, "sales1", "personne"],
        Objects::Session => [own_session, other_session, NOBODY],
    };
    vec![
        ("sien", own.to_owned()),
        ("autre", other.to_owned()),
        ("aucun", none.to_owned()),
    ]
}
