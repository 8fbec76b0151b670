//! The tables of the pages against the code: what it has and they lack, and the reverse.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use epic_events::configuration::SETTINGS;
use epic_events::error::Code;
use epic_events::models::role::RoleName;
use epic_events::shell::context::reply::Status;
use epic_events::shell::grammar::argument::Form;
use epic_events::shell::grammar::values::role::label;
use epic_events::shell::messages::errors::heading;
use epic_events::shell::messages::statuses;
use epic_events::shell::table::DECLARATIONS;

use super::page::{DATABASE, FRONT, Page, TESTS, spans};
use crate::support::database::TestDatabase;
use crate::support::source::files;

/// What is on one side only.
fn differences<T: Ord + Debug>(page: &Page, shown: &BTreeSet<T>, real: &BTreeSet<T>) -> Vec<String> {
    let missing = real.difference(shown).map(|row| format!("{} lacks {row:?}", page.path));
    let invented = shown.difference(real).map(|row| format!("{} says {row:?}", page.path));
    missing.chain(invented).collect()
}

/// A row by its first cells.
fn pair(row: Vec<String>) -> (String, String) {
    let mut cells = row.into_iter();
    (cells.next().unwrap_or_default(), cells.next().unwrap_or_default())
}

fn faults_of_settings(page: &Page) -> Vec<String> {
    let shown = page.table("réglage").into_iter().map(pair).collect();
    let real = SETTINGS.iter().map(|(name, default)| {
        let default = match *default {
            "" => String::new(),
            default => format!("`{default}`"),
        };
        (format!("`{name}`"), default)
    });
    differences(page, &shown, &real.collect())
}

fn faults_of_exit_statuses(page: &Page) -> Vec<String> {
    let shown = page.table("code").into_iter().map(pair).collect();
    let failures = Code::ALL.iter().map(|code| {
        let kind = code.kind();
        (kind.exit_status().to_string(), format!("`{}`", heading(kind)))
    });
    let success = (String::from("0"), String::new());
    differences(page, &shown, &failures.chain([success]).collect())
}

fn faults_of_statuses_of_transcripts(page: &Page) -> Vec<String> {
    let rows = page.table("signe");
    let row = rows.iter().find(|row| row.first().is_some_and(|sign| sign == "`?`"));
    let shown = row.map_or_else(Vec::new, |row| spans(&row.join(" ")));
    let shown = shown.into_iter().filter(|word| word != "?").collect();
    let failures = Code::ALL.iter().map(|code| Status::Failure(code.kind()));
    let real = failures
        .chain([Status::Success])
        .map(|status| statuses::word(status).to_owned());
    differences(page, &shown, &real.collect())
}

/// Commands of an object stand in its row; those without one stand where the object is left out.
fn faults_of_commands(page: &Page) -> Vec<String> {
    let shown = page.table("objet").into_iter().map(pair).flat_map(|(object, verbs)| {
        spans(&verbs)
            .into_iter()
            .map(move |verb| (spans(&object).concat(), verb))
    });
    let real = DECLARATIONS.iter().map(|declaration| {
        let object = declaration.object();
        match declaration.verb() {
            Some(verb) if object != "mot-de-passe" => (object.to_owned(), verb.to_owned()),
            Some(_) | None => (String::new(), declaration.definition.words.to_owned()),
        }
    });
    differences(page, &shown.collect(), &real.collect())
}

fn faults_of_options_of_files(page: &Page) -> Vec<String> {
    let rows = page.table("option");
    let written = rows.iter().flat_map(|row| spans(&row.join(" ")));
    let shown = written
        .filter_map(|span| Some(span.strip_prefix("--")?.split(' ').next()?.to_owned()))
        .collect();
    let execute = DECLARATIONS
        .iter()
        .find(|declaration| declaration.definition.words == "executer")
        .expect("there is executer");
    let arguments = execute.definition.arguments.iter();
    let real = arguments
        .filter(|argument| !matches!(argument.form, Form::Positional | Form::Rest))
        .map(|argument| argument.name.to_owned());
    differences(page, &shown, &real.collect())
}

/// In which folder the code of each command is; its file begins with the words people type.
fn faults_of_folders(page: &Page) -> Vec<String> {
    let text = &page.text;
    let (_, table) = text
        .split_once("`src/shell/commands` :\n\n")
        .expect("the page says where commands are");
    let lines: Vec<Vec<String>> = table
        .lines()
        .take(3)
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(str::trim)
                .map(str::to_owned)
                .collect()
        })
        .collect();
    let shown: BTreeMap<String, String> = lines[0]
        .iter()
        .zip(&lines[2])
        .map(|(words, folder)| (words.replace('`', ""), folder.replace('`', "")))
        .collect();
    let sources = files("src/shell/commands", "rs");
    DECLARATIONS
        .iter()
        .filter_map(|declaration| {
            let words = declaration.definition.words;
            let group = match declaration.object() {
                "executer" | "rejouer" | "analyser" => "fichiers",
                object if shown.contains_key(object) => object,
                _ => "les autres",
            };
            let folder = format!("src/shell/commands/{}/", shown.get(group)?);
            let first_words = format!("//! `{words}`: ");
            let home = sources.iter().find(|source| source.text.starts_with(&first_words));
            let home = &home.unwrap_or_else(|| panic!("no file begins {first_words}")).path;
            (!home.starts_with(&folder)).then(|| format!("{words} is in {home}"))
        })
        .collect()
}

/// The rights of each role: all, none, or some in words of their own.
fn faults_of_rights(page: &Page, database: &TestDatabase) -> Vec<String> {
    const ROLES: [&str; 3] = ["gestion", "commercial", "support"];
    let mut shown = BTreeSet::new();
    for row in page.table("droit") {
        for right in spans(&row[0]) {
            for (role, cell) in ROLES.iter().zip(&row[1..]) {
                let scope = match cell.as_str() {
                    "–" => continue,
                    "tous" => "any",
                    _ => "own",
                };
                shown.insert((right.clone(), (*role).to_owned(), scope.to_owned()));
            }
        }
    }
    let granted: Vec<(String, String, String)> = database.query(
        "SELECT permissions.name, roles.name, role_permissions.scope FROM role_permissions
         JOIN roles ON roles.id = role_permissions.role_id
         JOIN permissions ON permissions.id = role_permissions.permission_id",
    );
    let real = granted
        .into_iter()
        .map(|(right, role, scope)| (right, label(&RoleName::new(role)).to_owned(), scope));
    differences(page, &shown, &real.collect())
}

fn faults_of_accounts(page: &Page, database: &TestDatabase) -> Vec<String> {
    let rows = page.table("rôle").into_iter().map(pair);
    let shown =
        rows.flat_map(|(role, accounts)| spans(&accounts).into_iter().map(move |account| (role.clone(), account)));
    let accounts: Vec<(String, String)> =
        database.query("SELECT roles.name, users.username FROM users JOIN roles ON roles.id = users.role_id");
    let real = accounts
        .into_iter()
        .map(|(role, account)| (label(&RoleName::new(role)).to_owned(), account));
    differences(page, &shown.collect(), &real.collect())
}

fn faults_of_fuzz_targets(page: &Page) -> Vec<String> {
    let rows = page.table("cible").into_iter();
    let shown = rows.map(|row| row[0].replace('`', "")).collect();
    let targets = files("tests/fuzz/targets", "rs").into_iter();
    let real = targets.map(|source| {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".rs").to_owned()
    });
    differences(page, &shown, &real.collect())
}

#[test]
fn the_tables_are_those_of_the_program() {
    let [front, database, tests] = [FRONT, DATABASE, TESTS].map(Page::at);
    let demonstration = TestDatabase::demonstration();
    let faults = [
        faults_of_settings(&front),
        faults_of_exit_statuses(&front),
        faults_of_commands(&front),
        faults_of_options_of_files(&front),
        faults_of_folders(&front),
        faults_of_accounts(&front, &demonstration),
        faults_of_rights(&database, &demonstration),
        faults_of_statuses_of_transcripts(&tests),
        faults_of_fuzz_targets(&tests),
    ];
    assert_eq!(faults.concat(), [""; 0]);
}

#[test]
fn a_wrong_row_is_told() {
    let [front, database, tests] = [FRONT, DATABASE, TESTS].map(Page::at);
    let demonstration = TestDatabase::demonstration();
    let wrong = |page: &Page, right: &str, wrong: &str, faults: &dyn Fn(&Page) -> Vec<String>| {
        assert!(!faults(&page.with(right, wrong)).is_empty(), "« {wrong} » is told");
    };
    wrong(&front, "| `30` |", "| `20` |", &faults_of_settings);
    wrong(&front, "| 6 | `", "| 7 | `", &faults_of_exit_statuses);
    wrong(&front, "`desassigner`", "`dessaisir`", &faults_of_commands);
    wrong(
        &front,
        "| `--simuler` |",
        "| `--essayer` |",
        &faults_of_options_of_files,
    );
    wrong(&front, "| `audit` |", "| `journal` |", &faults_of_folders);
    wrong(&front, "`support2`", "`support3`", &|page| {
        faults_of_accounts(page, &demonstration)
    });
    wrong(
        &database,
        "| `event:create` | – |",
        "| `event:create` | tous |",
        &|page| faults_of_rights(page, &demonstration),
    );
    wrong(&tests, "`interruption`", "`arret`", &faults_of_statuses_of_transcripts);
    wrong(&tests, "| `values` |", "| `valeurs` |", &faults_of_fuzz_targets);
}
