//! Where the pages point: links and paths lead somewhere, and what looks like a command or an option is one.

use std::path::PathBuf;

use epic_events::shell::grammar::declaration::Declaration;
use epic_events::shell::table::DECLARATIONS;

use super::page::{FRONT, PATHS, Page, TESTS};
use crate::support::process::Program;
use crate::support::source::file;

/// The folders whose paths the pages write from the top of the repository.
const TOPS: [&str; 4] = ["src", "sql", "tests", ".ci"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A link leads to a file, and to a heading of it where it names one.
fn faults_of_links(page: &Page) -> Vec<String> {
    let folder = root().join(&page.path);
    let folder = folder.parent().expect("a page is in a folder");
    let wrong = page.links().into_iter().filter(|link| {
        let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
        let path = if target.is_empty() {
            root().join(&page.path)
        } else {
            folder.join(target)
        };
        let has_anchor = || {
            let text = std::fs::read_to_string(&path).expect("a link leads to a text");
            let target = Page {
                path: link.clone(),
                text,
            };
            anchor.is_empty() || target.anchors().iter().any(|found| found == anchor)
        };
        !path.is_file() || !has_anchor()
    });
    wrong
        .map(|link| format!("{}: {link} leads nowhere", page.path))
        .collect()
}

/// A path between backquotes exists.
fn faults_of_paths(page: &Page) -> Vec<String> {
    let blocks = page.blocks();
    let shell = blocks.iter().filter(|block| block.language == "sh");
    let typed = shell.flat_map(|block| &block.lines).map(String::as_str);
    let spans = page.spans();
    let written = typed.chain(spans.iter().map(String::as_str));
    let words = written.flat_map(|text| text.split([' ', ',']));
    let paths = words.filter(|word| TOPS.iter().any(|top| word.starts_with(&format!("{top}/"))));
    paths
        .filter(|path| !root().join(path).exists())
        .map(|path| format!("{}: {path} is not there", page.path))
        .collect()
}

/// A span that begins like a command of an object names one of its verbs, and every option is one of the program.
fn faults_of_words(page: &Page, options: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for span in page.spans() {
        let words: Vec<&str> = span
            .split_whitespace()
            .skip_while(|word| *word == "epic_events")
            .collect();
        let of_object: Vec<Option<&str>> = DECLARATIONS
            .iter()
            .filter(|declaration| words.first() == Some(&declaration.object()))
            .map(Declaration::verb)
            .collect();
        let verb = words.get(1).filter(|word| word.starts_with(char::is_alphabetic));
        let has_verbs = of_object.iter().any(Option::is_some);
        if let Some(verb) = verb.filter(|_| has_verbs)
            && !of_object.contains(&Some(verb))
        {
            faults.push(format!("{}: {span} is no command", page.path));
        }
        if of_object.is_empty() && !span.starts_with("--") {
            continue;
        }
        let named = words.iter().filter_map(|word| word.strip_prefix("--"));
        for option in named {
            let name = option.split(['=', ' ']).next().unwrap_or_default();
            let is_known = options
                .split(|character: char| !character.is_alphanumeric() && character != '-')
                .any(|word| word.strip_prefix("--") == Some(name));
            if !is_known {
                faults.push(format!("{}: --{name} is no option", page.path));
            }
        }
    }
    faults
}

/// The options of commands and of the program itself, as they say them.
fn options() -> String {
    let program = Program::new().run(&["--aide"]).succeeds();
    file("tests/expected/commands.txt").text + &program
}

#[test]
fn what_the_pages_point_at_is_there() {
    let options = options();
    let faults: Vec<String> = Page::all()
        .flat_map(|page| {
            [
                faults_of_links(&page),
                faults_of_paths(&page),
                faults_of_words(&page, &options),
            ]
            .concat()
        })
        .collect();
    assert_eq!(faults, [""; 0]);
}

#[test]
fn a_wrong_pointer_is_told() {
    let options = options();
    let front = Page::at(FRONT);
    let told = [
        faults_of_links(&front.with("](sql/README.md)", "](sql/LISEZMOI.md)")),
        faults_of_links(&front.with("](#démarrer)", "](#commencer)")),
        faults_of_links(&Page::at(TESTS).with("README.md#les-fichiers-de-commandes", "README.md#les-fichiers")),
        faults_of_paths(&front.with("events/unassign.rs", "events/unassigned.rs")),
        faults_of_paths(&Page::at(TESTS).with(".ci/mysql\n", ".ci/mariadb\n")),
        faults_of_words(
            &front.with("`evenements desassigner`", "`evenements dessaisir`"),
            &options,
        ),
        faults_of_words(&front.with("`--accepter-doublon`", "`--doublon`"), &options),
    ];
    let silent: Vec<usize> = (0..told.len()).filter(|place| told[*place].is_empty()).collect();
    assert_eq!(silent, [0; 0]);
}

#[test]
fn every_page_is_reached_from_the_first_one() {
    let links = Page::at(FRONT).links();
    let lost: Vec<&str> = PATHS
        .into_iter()
        .filter(|path| *path != FRONT && !links.iter().any(|link| link == path))
        .collect();
    assert_eq!(lost, [""; 0]);
}

/// The gate takes the command of the tests from the first page, and people copy both.
#[test]
fn the_two_commands_stand_alone_in_their_blocks() {
    let front = Page::at(FRONT);
    for command in ["cargo run --release", "cargo test"] {
        let block = format!("```sh\nsh sql/install_server.sh && {command}\n```\n");
        assert_eq!(front.text.matches(&block).count(), 1, "{command}");
    }
    let blocks = front.blocks();
    let first = blocks
        .iter()
        .flat_map(|block| &block.lines)
        .find(|line| line.contains("cargo test"));
    assert_eq!(
        first.map(String::as_str),
        Some("sh sql/install_server.sh && cargo test")
    );
}
