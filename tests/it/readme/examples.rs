//! The examples of the pages: what they say one types is typed, and what they say one reads is read.
//!
//! A block after `` `NAME` : `` is a file; in a block that begins with `$`, each such line is run by a system shell, in
//! the order of the page, in one folder and on one demonstration database a page: of the day of all tests, because the
//! numbers that the pages show hold its year. `…` stands for what is left out.

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::shell::transcript::matching::{Remembered, lines_match};

use super::page::{Block, DATABASE, FRONT, Page, TESTS};
use crate::support::database::TestDatabase;
use crate::support::process::Program;
use crate::support::server::server;

/// How the blocks that are neither files nor sessions begin, and what holds them to the program.
const OTHER_BLOCKS: [(&str, &str); 6] = [
    ("demonstration> ", "minutes"),
    (
        "epic_events --identifiant",
        "one_command_of_the_program_is_as_it_is_shown",
    ),
    (
        TIMETABLE,
        "the_command_of_the_timetable_runs_and_runs_again_without_harm",
    ),
    (FORCED_COMMAND, "the_forced_command_reads_no_file"),
    ("export ", "production"),
    ("CREATE USER", "production"),
];
/// What stands before the command of the timetable.
const TIMETABLE: &str = "15 6 * * 1-5 cd /srv/crm && ";
/// What stands before the command that a key may run.
const FORCED_COMMAND: &str = "restrict,pty,command=\"/opt/epic_events/";

/// The program with the files of the page, on this demonstration.
fn program(page: &Page, database: &TestDatabase) -> Program {
    let program = Program::new()
        .with("EPIC_EVENTS_DATABASE_URL", &server().owner_address(database.name()))
        .with("EPIC_EVENTS_ENVIRONMENT", "demonstration");
    program.file("work/secret", &format!("{PASSWORD}\n"));
    for block in page.blocks() {
        if let Some(name) = block.file_name() {
            program.file(&format!("work/{name}"), &format!("{}\n", block.lines.join("\n")));
        }
    }
    program
}

/// Types the sessions of a page, and tells where something else is read.
fn faults(page: &Page, program: &Program) -> Vec<String> {
    let blocks = page.blocks();
    let lines: Vec<_> = blocks.iter().flat_map(Block::session).collect();
    if lines.is_empty() {
        // Examples that are nowhere to be found are no examples that are right.
        return vec![format!("{}: nothing is typed", page.path)];
    }
    lines
        .into_iter()
        .filter_map(|(typed, expected)| {
            let ended = program.shell(typed);
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            let read: Vec<&str> = ended.standard.lines().map(str::trim_end).collect();
            let is_read = lines_match(&expected, &read, &mut Remembered::new());
            (!is_read).then(|| {
                format!(
                    "{typed}\n{}:\n{}\nread:\n{}",
                    page.path,
                    expected.join("\n"),
                    read.join("\n")
                )
            })
        })
        .collect()
}

/// Blocks that no test types.
fn unknown_blocks(page: &Page) -> Vec<String> {
    let is_known = |block: &Block| {
        // The diagram is drawn again; what developers type is for another program, and its paths are looked for.
        ["mermaid", "sh"].contains(&block.language.as_str())
            || block.file_name().is_some()
            || !block.session().is_empty()
            || OTHER_BLOCKS.iter().any(|(beginning, _)| block.begins(beginning))
    };
    let blocks = page.blocks().into_iter();
    blocks
        .filter(|block| !is_known(block))
        .map(|block| format!("{}: nothing types\n{}", page.path, block.lines.join("\n")))
        .collect()
}

/// A line of a page without what it begins with.
fn line_after(page: &Page, beginning: &str) -> String {
    let blocks = page.blocks();
    let mut lines = blocks.iter().flat_map(|block| &block.lines);
    let line = lines.find_map(|line| line.strip_prefix(beginning));
    line.unwrap_or_else(|| panic!("{} has no {beginning}", page.path))
        .to_owned()
}

#[test]
fn every_block_is_typed_by_a_test() {
    let faults: Vec<String> = Page::all().flat_map(|page| unknown_blocks(&page)).collect();
    assert_eq!(faults, [""; 0]);
    let page = Page::at(FRONT).with("```text\n$ epic_events", "```text\n> epic_events");
    assert_eq!(unknown_blocks(&page).len(), 1);
}

#[test]
fn the_examples_of_the_front_page_are_as_they_are_shown() {
    let page = Page::at(FRONT);
    let database = TestDatabase::demonstration();
    let program = program(&page, &database);
    assert_eq!(faults(&page, &program), [""; 0]);
    // It only tries.
    let kept: u64 = database.one("SELECT COUNT(*) FROM payments WHERE reference = 'VIR-2105'");
    assert_eq!(kept, 0);
}

#[test]
fn the_examples_for_testers_are_as_they_are_shown() {
    let page = Page::at(TESTS);
    let database = TestDatabase::demonstration();
    let program = program(&page, &database);
    assert_eq!(faults(&page, &program), [""; 0]);
    // Each run of the page that was to be kept was kept once.
    let paid: String = database.one("SELECT CAST(SUM(amount) AS CHAR) FROM payments WHERE reference = 'CHQ-0458815'");
    assert_eq!(paid, "3000.00");
}

#[test]
fn the_examples_of_the_page_of_the_database_are_as_they_are_shown() {
    let page = Page::at(DATABASE);
    let database = TestDatabase::demonstration();
    assert_eq!(faults(&page, &program(&page, &database)), [""; 0]);
}

#[test]
fn a_wrong_example_is_told() {
    let database = TestDatabase::demonstration();
    for (file, told, count) in [
        ("moi", "1 ligne correcte ; rien n'a été exécuté.", 0),
        ("moi", "2 lignes correctes ; rien n'a été exécuté.", 1),
        ("mois", "1 ligne correcte ; rien n'a été exécuté.", 1),
        ("moi", "1 ligne correcte ; rien n'a été exécuté.\n…", 0),
        ("moi", "", 1),
    ] {
        let page = Page {
            path: String::from("page"),
            text: format!(
                "`essai.crm` :\n\n```text\n{file}\n```\n\n\
                 ```text\n$ epic_events executer essai.crm --verifier --role gestion\n{told}\n```\n"
            ),
        };
        let program = program(&page, &database);
        assert_eq!(faults(&page, &program).len(), count, "{file}: {told}");
    }
}

#[test]
fn a_page_whose_sessions_are_no_sessions_any_more_is_told() {
    let page = Page::at(DATABASE).with("```text\n$ epic_events", "```text\n> epic_events");
    let database = TestDatabase::demonstration();
    assert_eq!(
        faults(&page, &program(&page, &database)),
        ["sql/README.md: nothing is typed"]
    );
}

#[test]
fn the_command_of_the_timetable_runs_and_runs_again_without_harm() {
    let page = Page::at(FRONT);
    let database = TestDatabase::demonstration();
    let program = program(&page, &database);
    // In a timetable a percent sign must be escaped.
    let line = line_after(&page, TIMETABLE).replace("\\%", "%");
    assert!(!line.contains('\\'), "{line}");
    let ended = program.shell(&line);
    assert_eq!(ended.status, Some(0), "{}", ended.standard);
    assert!(ended.standard.contains("Tout est enregistré."), "{}", ended.standard);
    // The journal of the day is never replaced.
    assert_eq!(program.shell(&line).status, Some(6));
    let payments: u64 = database.one("SELECT COUNT(*) FROM payments WHERE reference IN ('VIR-2105', 'VIR-2106')");
    assert_eq!(payments, 2);
}

#[test]
fn one_command_of_the_program_is_as_it_is_shown() {
    let page = Page::at(FRONT);
    let database = TestDatabase::demonstration();
    let program = program(&page, &database);
    let line = line_after(&page, "epic_events --identifiant");
    let ended = program.shell(&format!("epic_events --identifiant{line}"));
    assert_eq!(ended.status, Some(0), "{}", ended.standard);
}

/// With the settings of that machine: the address of the database is in a file that nobody may be shown.
#[test]
fn the_forced_command_reads_no_file() {
    let page = Page::at(FRONT);
    let database = TestDatabase::absent();
    let program = Program::new();
    let address = server().owner_address(database.name());
    let settings = format!(
        "EPIC_EVENTS_DATABASE_URL='{address}'\nEPIC_EVENTS_ENVIRONMENT=demonstration\nEPIC_EVENTS_FILES=aucun\n"
    );
    assert!(page.spans().iter().any(|span| span == "EPIC_EVENTS_FILES=aucun"));
    let file = program.file("env", &settings);
    let file = file.to_str().expect("the path is text");
    let line = line_after(&page, FORCED_COMMAND);
    let (command, _key) = line.split_once('"').expect("the command ends");
    let command = command.replace("/etc/epic_events/env", file);
    let shell = |lines: &str| program.shell(&format!("printf '{lines}\\n' | {command}"));
    let ended = shell("base etat");
    assert_eq!(ended.status, Some(0), "{}", ended.standard);
    let ended = shell(&format!("analyser {file}"));
    assert_eq!(ended.status, Some(3), "{}", ended.standard);
    assert!(ended.standard.contains("[FICHIERS_INTERDITS]"), "{}", ended.standard);
    assert!(!ended.standard.contains(&address), "{}", ended.standard);
}
