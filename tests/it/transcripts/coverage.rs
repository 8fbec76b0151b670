//! What the stories cover: of every command a success and a refusal, and every example of its help.

use std::collections::BTreeSet;

use epic_events::shell::context::reply::Status;
use epic_events::shell::grammar::parser::{Abbreviations, Parsed, parse};
use epic_events::shell::table::DECLARATIONS;

use super::{FOLDER, reading, replayer, steps};
use crate::support::database::TestDatabase;
use crate::support::process::Program;
use crate::support::shell::TestShell;
use crate::support::source::files;

/// A command and how it never ends in a story, with the reason and the test that shows it instead.
const NEVER_IN_A_STORY: &[(&str, Ending, &str)] = &[(
    "base premier-compte",
    Ending::Success,
    "a demonstration has its management accounts: first_account.rs",
)];

/// Examples that no story can replay, each with the reason: [`examples_that_no_story_can_replay_succeed_by_themselves`]
/// runs them.
const NOT_IN_A_STORY: &[(&str, &str)] = &[
    (
        "rejouer tests/transcripts/clients/creer.seance",
        "a story works in a folder of its own, and this path begins at the top of the repository",
    ),
    ("analyser -", "a shell has no standard input but its keyboard"),
    (
        "base premier-compte --identifiant hrousseau --prenom Hélène --nom Rousseau --email helene@exemple.fr --telephone \
         0140203001",
        "a demonstration has its management accounts",
    ),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    Success,
    Refusal,
}

/// Every line typed in a story that runs, with how it ends.
fn typed() -> Vec<(String, Ending)> {
    let stories = files(FOLDER, "seance");
    let steps = stories.iter().flat_map(steps);
    steps
        .map(|step| match step.status {
            Status::Success => (step.line, Ending::Success),
            Status::Failure(_) => (step.line, Ending::Refusal),
        })
        .collect()
}

#[test]
fn every_command_succeeds_and_is_refused_in_a_story() {
    let mut found = BTreeSet::new();
    for (line, ending) in typed() {
        if let Parsed::Command(command) = parse(&line, DECLARATIONS, &reading(), Abbreviations::Refused)
            && !command.wants_help
        {
            found.insert((command.declaration.definition.words, ending));
        }
    }
    let endings = DECLARATIONS.iter().flat_map(|declaration| {
        [Ending::Success, Ending::Refusal].map(|ending| (declaration.definition.words, ending))
    });
    let missing: Vec<_> = endings.filter(|ending| !found.contains(ending)).collect();
    let known: Vec<_> = NEVER_IN_A_STORY
        .iter()
        .map(|(words, ending, _)| (*words, *ending))
        .collect();
    assert_eq!(missing, known);
}

#[test]
fn every_example_of_the_help_is_replayed() {
    let succeeds: BTreeSet<String> = typed()
        .into_iter()
        .filter(|(_, ending)| *ending == Ending::Success)
        .map(|(line, _)| line)
        .collect();
    let examples = DECLARATIONS
        .iter()
        .flat_map(|declaration| declaration.definition.examples);
    let missing: Vec<&str> = examples
        .copied()
        .filter(|example| !succeeds.contains(*example))
        .collect();
    let known: Vec<&str> = NOT_IN_A_STORY.iter().map(|(example, _)| *example).collect();
    assert_eq!(missing, known);
}

#[test]
fn examples_that_no_story_can_replay_succeed_by_themselves() {
    let mut ran = Vec::new();
    for (example, _) in NOT_IN_A_STORY {
        let succeeded = match example.split(' ').next() {
            Some("rejouer") => {
                let mut command = replayer().command(&example.split(' ').collect::<Vec<_>>());
                command.current_dir(env!("CARGO_MANIFEST_DIR"));
                command.output().is_ok_and(|output| output.status.success())
            }
            Some("analyser") => Program::new()
                .feed(&["analyser", "-"], "clients lister\n")
                .succeeds()
                .contains("\"commande\":\"clients lister\""),
            // On a database that is prepared and empty.
            Some("base") => {
                let database = TestDatabase::prepared();
                let mut shell = TestShell::on(&database);
                shell.run(example).succeeds().contains("hrousseau")
            }
            _ => false,
        };
        if succeeded {
            ran.push(*example);
        }
    }
    let all: Vec<&str> = NOT_IN_A_STORY.iter().map(|(example, _)| *example).collect();
    assert_eq!(ran, all);
}
