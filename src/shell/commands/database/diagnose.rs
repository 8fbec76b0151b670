//! `base diagnostic`: checks everything and says what is wrong.

use crate::demonstration::location::DatabaseLocation;
use crate::services::policy;
use crate::shell::commands::prelude::*;
use crate::shell::messages::database::{self, Check, DiagnosticFinding};

/// The command.
pub struct DiagnoseDatabase;

impl Command for DiagnoseDatabase {
    type Requires = Anyone;

    const DEFINITION: Definition = Definition {
        words: "base diagnostic",
        section: Section::Database,
        summary: "Vérifie le serveur, le schéma, les droits et les comptes.",
        details: "Se termine par une erreur dès qu'une vérification échoue.",
        arguments: &[],
        examples: &["base diagnostic"],
    };

    fn run(context: &mut Context, (): (), _arguments: &Arguments) -> Result<Reply> {
        let location = context.location()?;
        let findings = findings(&location);
        // What it finds is not worked on in this shell either.
        context.forget_checks();
        let faults = findings.iter().filter(|finding| !finding.is_good()).count();
        context.output.page(&database::diagnostic(&findings))?;
        if faults > 0 {
            Err(Error::DiagnosticFailed { faults })
        } else {
            Ok(Reply::Silent)
        }
    }
}

fn findings(location: &DatabaseLocation) -> Vec<DiagnosticFinding> {
    let server = DiagnosticFinding::of(Check::Server, location.administration.server_version().map(drop));
    if !server.is_good() {
        // Nothing else can be checked.
        return vec![server];
    }
    let members = location.administration.members();
    let members = (!members.is_empty()).then(|| DiagnosticFinding::of_members(&members));
    let others = [
        DiagnosticFinding::of(Check::Schema, schema(location)),
        DiagnosticFinding::of(
            Check::Permissions,
            policy::check_permissions(&location.database).map(drop),
        ),
        DiagnosticFinding::of(Check::Triggers, triggers(location)),
        DiagnosticFinding::of(Check::Statements, policy::check_statements(&location.database)),
        DiagnosticFinding::of(Check::Writing, policy::check_writing(&location.database)),
        privileges(location),
    ];
    [server].into_iter().chain(members).chain(others).collect()
}

fn schema(location: &DatabaseLocation) -> Result<()> {
    location.administration.schema_state()?.required()
}

/// What the owner sees comes first: what the program is shown may itself be wrong.
fn triggers(location: &DatabaseLocation) -> Result<()> {
    let faults = location.administration.guard_faults()?;
    if faults.is_empty() {
        policy::check_guards(&location.database)
    } else {
        Err(Error::GuardsBroken { faults })
    }
}

/// S10: the program's account may do what it needs and nothing else. S13: nobody listens while it does.
fn privileges(location: &DatabaseLocation) -> DiagnosticFinding {
    let administration = &location.administration;
    let found = administration
        .account_rights()
        .and_then(|rights| Ok((rights, administration.accepts_plain_connections()?)));
    match found {
        Ok((rights, accepts_plain)) => DiagnosticFinding::of_account(&rights, accepts_plain),
        Err(error) => DiagnosticFinding::of(Check::Privileges, Err(error)),
    }
}
