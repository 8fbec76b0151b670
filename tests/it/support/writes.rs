//! A line for each command that writes, tried where a server, or what lies before it, does not do what it is asked.

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::shell::grammar::declaration::{Declaration, Secrecy};
use epic_events::shell::table::DECLARATIONS;

use super::database::TestDatabase;
use super::shell::{Outcome, TestShell, guess};

const NEW_PASSWORD: &str = "cheval correct pile agrafe";

/// A line that writes, for each command that does; whose it is.
pub(crate) const WRITES: [(&str, &str); 24] = [
    ("support1", "mot-de-passe changer"),
    (
        "sales2",
        "clients creer --prenom Ada --nom Martin --email ada@exemple.fr --telephone 0612345678 --entreprise Martin",
    ),
    ("sales2", "clients modifier 1 --nom Autre"),
    ("sales2", "clients supprimer 2 --oui"),
    ("manager1", "clients transferer 1 --commercial sales1"),
    ("manager1", "contrats creer --client 1 --montant 100"),
    ("manager1", "contrats modifier 1 --montant 100"),
    ("manager1", "contrats supprimer 1 --oui"),
    ("manager1", "contrats signer 1"),
    ("manager1", "contrats encaisser 2 --montant 1"),
    ("manager1", "contrats contrepasser 2 --paiement 1 --motif erreur"),
    (
        "sales2",
        "evenements creer --contrat 2 --nom Gala --debut '24/12/2026 20:00' --fin '24/12/2026 23:00' --lieu Paris \
         --participants 10",
    ),
    ("support1", "evenements modifier EV-2026-000002 --lieu Ailleurs"),
    ("manager1", "evenements assigner EV-2026-000001 support1"),
    ("manager1", "evenements desassigner EV-2026-000002"),
    ("manager1", "evenements annuler EV-2026-000001 --motif pluie --oui"),
    (
        "manager1",
        "utilisateurs creer --identifiant amartin --prenom Ada --nom Martin --email ada@exemple.fr --telephone \
         0612345678 --role commercial",
    ),
    ("manager1", "utilisateurs modifier sales1 --prenom Autre"),
    ("manager1", "utilisateurs desactiver sales1 --oui"),
    ("manager1", "utilisateurs supprimer sales1 --oui"),
    ("manager1", "utilisateurs reactiver absent"),
    ("manager1", "utilisateurs reinitialiser-mot-de-passe sales1"),
    ("manager1", "utilisateurs deverrouiller sales3"),
    ("manager1", "sessions fermer 2"),
];

/// The account that one of the lines enables: the demonstration has none that is disabled.
const DISABLED: [&str; 2] = [
    "utilisateurs creer --identifiant absent --prenom Inès --nom Moreau --email absent@exemple.fr --telephone \
     0612000001 --role commercial",
    "utilisateurs desactiver absent --oui",
];

/// The people of the lines, each with a shell of their own.
pub(crate) struct Writers(Vec<(&'static str, TestShell)>);

impl Writers {
    /// Opens the shell of each, and prepares what the lines need that the demonstration has not: a disabled account and
    /// a blocked one.
    pub(crate) fn on(database: &TestDatabase, open: impl Fn(&str) -> TestShell) -> Self {
        let shells = ["manager1", "sales2", "support1"].map(|username| (username, open(username)));
        let mut writers = Self(Vec::from(shells));
        for line in DISABLED {
            writers.shell("manager1").run(line).succeeds();
        }
        guess(database, "sales3", 5);
        writers
    }

    /// The shell of one of them.
    pub(crate) fn shell(&mut self, username: &str) -> &mut TestShell {
        let mut shells = self.0.iter_mut();
        let (_, shell) = shells.find(|(name, _)| *name == username).expect("they are signed in");
        shell
    }

    /// The shells of all.
    pub(crate) fn shells(&mut self) -> impl Iterator<Item = &mut TestShell> {
        self.0.iter_mut().map(|(_, shell)| shell)
    }

    /// Runs a line in the shell of whose it is, with the password where it asks for one.
    pub(crate) fn run(&mut self, (username, line): (&str, &str)) -> Outcome {
        let shell = self.shell(username);
        if asks_for_password(line) {
            shell.answer(&[PASSWORD, NEW_PASSWORD, NEW_PASSWORD]);
        }
        shell.run(line)
    }
}

/// Whether the command of a line asks for the present password, and for another one.
pub(crate) fn asks_for_password(line: &str) -> bool {
    command(line).secrecy == Secrecy::Asks
}

/// The command of a line.
pub(crate) fn command(line: &str) -> &'static Declaration {
    let is_of = |declaration: &&Declaration| {
        let rest = line.strip_prefix(declaration.definition.words);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    DECLARATIONS.iter().find(is_of).expect("the line is of a command")
}

/// What is written in a database, but who signed in and who failed to; and which names are blocked.
pub(crate) fn written(database: &TestDatabase) -> Vec<String> {
    let blocked = "SELECT username, blocks FROM login_throttles WHERE blocked_until IS NOT NULL ORDER BY username";
    let mut written = database.rows_of(&["users", "customers", "contracts", "payments", "events"]);
    let blocked: Vec<(String, u64)> = database.query(blocked);
    written.push(format!("{blocked:?}"));
    written
}
