//! A file that is kept as a whole, or only tried, stops nobody else for as long as it runs.

use mysql::prelude::Queryable;
use rustix::process::Pid;

use super::file_of;
use crate::support::process::{Program, eventually, freeze, kill};

/// What locks most: whose names a contract bears, who runs an event, who acts.
const WRITES: &str = "contrats creer --client 1 --montant 1000 => contrat\n\
                      contrats creer --client 2 --montant 1000 --gestionnaire manager2\n\
                      contrats signer $contrat\n\
                      contrats encaisser $contrat --montant 400,50\n\
                      evenements assigner 1 support1\n\
                      utilisateurs creer --identifiant nouveau --prenom Zoé --nom Neuve \
                      --email zoe@epicevents.example --telephone 0612345670 --role commercial\n";

/// Lines of colleagues, of the same person in another window, and of those whom the file names.
const MEANWHILE: [(&str, &[&str]); 9] = [
    ("manager1", &["contrats", "creer", "--client", "1", "--montant", "10"]),
    ("manager2", &["contrats", "creer", "--client", "1", "--montant", "10"]),
    (
        "manager2",
        &[
            "contrats",
            "creer",
            "--client",
            "2",
            "--montant",
            "10",
            "--gestionnaire",
            "manager1",
        ],
    ),
    (
        "manager2",
        &[
            "utilisateurs",
            "creer",
            "--identifiant",
            "autre",
            "--prenom",
            "Ada",
            "--nom",
            "Autre",
            "--email",
            "ada@epicevents.example",
            "--telephone",
            "0612345671",
            "--role",
            "support",
        ],
    ),
    (
        "sales2",
        &[
            "clients",
            "creer",
            "--prenom",
            "Lou",
            "--nom",
            "Neuf",
            "--email",
            "lou@exemple.fr",
            "--telephone",
            "0611111111",
            "--entreprise",
            "Neuf et Fils",
        ],
    ),
    ("support1", &["evenements", "lister"]),
    ("support2", &["clients", "lister"]),
    ("sales1", &["contrats", "lister"]),
    ("manager1", &["journal", "lister"]),
];

#[test]
fn s34_a_file_in_one_transaction_stops_nobody_while_it_runs() {
    let program = Program::held();
    // What reads goes on until the file is stopped.
    let file = file_of(&program, "a.crm", &(WRITES.to_owned() + &"moi\n".repeat(20_000)));
    for option in ["--simuler", "--transaction"] {
        let journal = format!("{}.jsonl", &option[2..]);
        let noted = program.work_directory().join(&journal);
        let mut running = program.spawn_as("manager1", &["executer", &file, option, "--journal", &journal]);
        eventually("the last write of the file", || {
            let noted = std::fs::read_to_string(&noted).ok()?;
            (noted.lines().count() > WRITES.lines().count()).then_some(())
        });
        freeze(Pid::from_child(&running));
        for (username, words) in MEANWHILE {
            program.run_as(username, words).succeeds();
        }
        kill(Pid::from_child(&running));
        running.wait().unwrap();
        for undo in [
            "DELETE FROM customers WHERE company_name = 'Neuf et Fils'",
            "DELETE FROM users WHERE username = 'autre'",
        ] {
            program.connect().query_drop(undo).unwrap();
        }
    }
}
