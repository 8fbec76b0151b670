//! `executer`: runs command files, after having checked them whole.

use std::path::Path;

use crate::error::Kind;
use crate::models::permission::{OwnAccount, PermissionName};
use crate::models::role::RoleReference;
use crate::services::policy::Policy;
use crate::shell::commands::files::fields::{VARIABLE, given_variables, missing_file};
use crate::shell::commands::prelude::*;
use crate::shell::context::file_line::Keeping;
use crate::shell::context::requirement::AnyoneToCheck;
use crate::shell::grammar::values::{FilePath, InputPath};
use crate::shell::messages::scripts as messages;
use crate::shell::script::check::{Checked, Grounds, check};
use crate::shell::script::run::{RunOptions, run, variables_to_resume};
use crate::shell::script::run_state::Start;
use crate::shell::script::variable_set::VariableSet;

/// The command.
pub struct ExecuteFiles;

const FILE: Rest<InputPath> = Rest::words("fichier", "Fichier de commandes ; - : l'entrée standard.");
const CHECK_ONLY: Switch = Switch::new("verifier", "Vérifie tout et s'arrête là ; ni base ni connexion.").excluding(&[
    "simuler",
    "transaction",
    "continuer",
    "reprendre",
    "base-restauree",
    "recommencer",
    "journal",
]);
const ROLE: Optional<RoleReference> =
    Optional::option("role", "Avec --verifier : vérifie aussi les droits de ce rôle.").needing(&["verifier"]);
const SIMULATE: Switch = Switch::new("simuler", "Exécute tout, montre ce qui changerait, puis défait tout.")
    .excluding(&["transaction", "reprendre", "recommencer"]);
const TRANSACTION: Switch = Switch::new("transaction", "Tout ou rien : un échec défait le fichier entier.")
    .excluding(&["continuer", "reprendre"]);
const GO_ON: Switch = Switch::new("continuer", "Passe à la ligne suivante après un échec.");
const RESUME: Switch = Switch::new("reprendre", "Continue après la dernière ligne faite.").excluding(&["recommencer"]);
const RESTORED: Switch = Switch::new(
    "base-restauree",
    "Avec --reprendre : refait ce qu'une base restaurée n'a plus.",
)
.needing(&["reprendre"]);
const START_OVER: Switch = Switch::new("recommencer", "Oublie une exécution inachevée et refait tout.");
const JOURNAL: Optional<FilePath> = Optional::option(
    "journal",
    "Note chaque commande dans ce fichier, une ligne JSON chacune.",
);

impl Command for ExecuteFiles {
    type Requires = AnyoneToCheck;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "executer",
        section: Section::Files,
        summary: "Exécute un fichier de commandes, vérifié en entier d'abord.",
        details: "Une commande par ligne ; # commence un commentaire, \\ continue la ligne. definir NOM VALEUR puis \
                  $NOM ; => NOM garde le numéro de ce qu'une commande crée ; inclure FICHIER. Chaque commande est \
                  enregistrée aussitôt ; au premier échec l'exécution s'arrête, et --reprendre la continue sans rien \
                  refaire.",
        arguments: arguments![
            FILE,
            CHECK_ONLY,
            ROLE,
            SIMULATE,
            TRANSACTION,
            GO_ON,
            RESUME,
            RESTORED,
            START_OVER,
            JOURNAL,
            VARIABLE,
        ],
        examples: &[
            "executer mise-a-jour.crm",
            "executer mise-a-jour.crm --verifier --role commercial",
            "executer mise-a-jour.crm --simuler --definir remise=250,00",
            "executer mise-a-jour.crm --reprendre",
        ],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        let paths: Vec<&Path> = arguments.all(&FILE).map(InputPath::as_path).collect();
        if paths.is_empty() {
            return Err(missing_file(Self::DEFINITION.words, &FILE));
        }
        let checks_only = arguments.has(&CHECK_ONLY);
        if !checks_only {
            context.authorize::<OwnAccount>()?;
        }
        let variables = variables(context, &paths, arguments)?;
        let held = rights(context, arguments, checks_only)?;
        let checked = check_all(context, &paths, &variables, held.as_deref())?;
        if checked.faults > 0 {
            if !checks_only {
                record_refusals(context, &checked);
            }
            context.output.message(&messages::rejected(checked.faults));
            return Ok(Reply::Ended(Status::Failure(checked.kind.unwrap_or(Kind::Syntax))));
        }
        if checks_only {
            let lines = checked.script.len();
            return Ok(Reply::Done(messages::accepted(lines, held.is_some())));
        }
        let options = RunOptions {
            command: Self::DEFINITION.words,
            paths: &paths,
            keeping: keeping(arguments),
            goes_on: arguments.has(&GO_ON),
            start: start(arguments),
            journal: arguments.find(&JOURNAL).map(|path| path.as_path().to_owned()),
            variables,
        };
        run(context, &checked.script, &options).map(Reply::Ended)
    }
}

/// The variables that are given; those with which the run to go on with began stand in for those that are not.
fn variables(context: &mut Context, paths: &[&Path], arguments: &Arguments) -> Result<VariableSet> {
    let given = given_variables(arguments);
    if !arguments.has(&RESUME) {
        return Ok(given);
    }
    let mut variables = variables_to_resume(context, paths)?;
    for (name, value) in given.known() {
        variables.define(name, Some(value.to_owned()));
    }
    Ok(variables)
}

fn check_all(
    context: &mut Context,
    paths: &[&Path],
    variables: &VariableSet,
    held: Option<&[PermissionName]>,
) -> Result<Checked> {
    let reading = context.reading();
    let grounds = Grounds {
        declarations: context.interpreter.declarations,
        reading: &reading,
        held,
        variables,
        allows_files: context.configuration.allows_files,
    };
    let input = context.standard_input.clone();
    let width = context.output.reading_width();
    let output = &mut context.output;
    check(paths, &grounds, &input, &mut |finding| {
        output.message(&messages::finding(finding, width));
    })
}

/// B18: whoever runs a file that holds what they may not do is refused each such command, though none is begun.
fn record_refusals(context: &mut Context, checked: &Checked) {
    for (command, permission) in &checked.refused {
        context.begin(command);
        let held_by = context.holders(*permission);
        context.record_refusal(&Error::PermissionDenied {
            permission: *permission,
            held_by,
        });
    }
    context.begin(ExecuteFiles::DEFINITION.words);
}

/// The rights to check the lines against: those of the role that is named, or those of whoever is signed in.
fn rights(context: &mut Context, arguments: &Arguments, checks_only: bool) -> Result<Option<Vec<PermissionName>>> {
    if !checks_only {
        context.session_state()?;
        return Ok(Some(context.held().to_vec()));
    }
    match arguments.find(&ROLE) {
        Some(role) => Policy::installed().of_role(role.name()).map(Some),
        // Those of the moment when they signed in or last asked are good enough to check a file.
        None => Ok(context.session().map(|_| context.held().to_vec())),
    }
}

fn keeping(arguments: &Arguments) -> Keeping {
    if arguments.has(&SIMULATE) {
        Keeping::Nothing
    } else if arguments.has(&TRANSACTION) {
        Keeping::Whole
    } else {
        Keeping::Each
    }
}

fn start(arguments: &Arguments) -> Start {
    if arguments.has(&RESTORED) {
        Start::ResumeRestored
    } else if arguments.has(&RESUME) {
        Start::Resume
    } else if arguments.has(&START_OVER) {
        Start::Over
    } else {
        Start::Anew
    }
}
