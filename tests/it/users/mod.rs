//! Accounts, as management works with them and as nobody else does.

mod access;
mod create;
mod deactivate;
mod delete;
mod list;
mod races;
mod show;
mod update;

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// A line that creates an account, with an e-mail address and a telephone number of its own.
pub(crate) fn creation(username: &str, role: &str) -> String {
    let digits = username
        .bytes()
        .fold(7_u32, |sum, byte| sum * 31 % 9973 + u32::from(byte));
    format!(
        "utilisateurs creer --identifiant {username} --prenom Inès --nom Moreau --email {username}@exemple.fr \
         --telephone 0612{digits:06} --role {role}"
    )
}

/// The temporary password that an answer shows.
pub(crate) fn password(answer: &str) -> String {
    answer.trim().rsplit(' ').next().unwrap_or_default().to_owned()
}

/// Everything that commands on accounts write, to be compared before and after one that must write nothing.
fn written(database: &TestDatabase) -> (Vec<String>, u64) {
    let tables = database.rows_of(&[
        "users",
        "customers",
        "contracts",
        "events",
        "sessions",
        "login_throttles",
    ]);
    let entries = database.one("SELECT COUNT(*) FROM audit_entries WHERE outcome = 'done'");
    (tables, entries)
}

/// The changes of the only entry of a command that was done.
fn changes(database: &TestDatabase, command: &str) -> String {
    database.one(&format!(
        "SELECT changes FROM audit_entries WHERE command = '{command}' AND outcome = 'done'"
    ))
}

/// Every command on accounts and sessions, about an account that exists.
const LINES: [&str; 11] = [
    "utilisateurs lister",
    "utilisateurs voir sales1",
    "utilisateurs creer --identifiant nouveau --prenom A --nom B --email a@exemple.fr --telephone 0612345678 --role support",
    "utilisateurs modifier sales1 --nom Autre",
    "utilisateurs supprimer sales1 --oui",
    "utilisateurs desactiver sales1 --oui",
    "utilisateurs reactiver sales1",
    "utilisateurs deverrouiller sales1",
    "utilisateurs reinitialiser-mot-de-passe sales1",
    "sessions lister",
    "sessions fermer 1",
];

#[test]
fn d15_nobody_but_management_learns_or_changes_anything_about_accounts() {
    let database = TestDatabase::demonstration();
    for username in ["sales1", "support1"] {
        let mut shell = TestShell::signed_in(&database, username).interactive();
        let before = written(&database);
        for line in LINES {
            let known = shell.run(line).fails(Kind::Access, "DROIT_MANQUANT");
            // An account that does not exist is refused in the same words.
            let unknown = shell
                .run(&line.replace("sales1", "personne"))
                .fails(Kind::Access, "DROIT_MANQUANT");
            assert_eq!(known, unknown);
        }
        assert_eq!(written(&database), before, "{username}");
    }
    let refusals: usize = database.one("SELECT COUNT(*) FROM audit_entries WHERE outcome = 'DROIT_MANQUANT'");
    assert_eq!(refusals, 2 * 2 * LINES.len());
}

#[test]
fn an_account_that_does_not_exist_is_not_found_by_any_command() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    let before = written(&database);
    for line in LINES.into_iter().filter(|line| line.contains("sales1")) {
        for unknown in ["personne", "99", "EMP-0099"] {
            shell
                .run(&line.replace("sales1", unknown))
                .fails(Kind::Rule, "UTILISATEUR_INTROUVABLE");
        }
    }
    shell
        .run("utilisateurs desactiver sales1 --remplacant personne --oui")
        .fails(Kind::Rule, "UTILISATEUR_INTROUVABLE");
    assert_eq!(written(&database), before);
}
