//! The examples of `README.md`: what it says one types is typed, and what it says one reads is read.
//!
//! A block after `` `NAME` : `` is a file; in a block that begins with `$`, each such line is run by a system shell, in the
//! order of the page, in one folder and on one demonstration database. `…` stands for what is left out.

use epic_events::database::demonstration::PASSWORD;
use epic_events::shell::transcript::adoption::typed_lines;
use epic_events::shell::transcript::matching::{Remembered, lines_match};

use super::readme;
use crate::support::database::TestDatabase;
use crate::support::process::Program;
use crate::support::server::server;
use crate::support::source::file;
use crate::transcripts::{reading, steps};

const STORY: &str = "tests/transcripts/histoire/cinq_premieres_minutes.seance";

/// A fenced block, and the last line of prose before it.
struct Block {
    before: String,
    lines: Vec<String>,
}

fn blocks() -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut before = String::new();
    let mut is_inside = false;
    for line in readme().lines() {
        if line.starts_with("```") {
            is_inside = !is_inside;
            if is_inside {
                blocks.push(Block {
                    before: std::mem::take(&mut before),
                    lines: Vec::new(),
                });
            }
        } else if is_inside {
            let block = blocks.last_mut().expect("a block is open");
            block.lines.push(line.to_owned());
        } else if !line.is_empty() {
            line.clone_into(&mut before);
        }
    }
    blocks
}

impl Block {
    /// The name of the file that it is.
    fn file_name(&self) -> Option<&str> {
        self.before.strip_prefix('`')?.strip_suffix("` :")
    }

    /// The lines typed, each with what is read after it.
    fn session(&self) -> Vec<(&str, Vec<String>)> {
        let mut session: Vec<(&str, Vec<String>)> = Vec::new();
        for line in &self.lines {
            match (line.strip_prefix("$ "), session.last_mut()) {
                (Some(typed), _) => session.push((typed, Vec::new())),
                (None, Some((_, read))) => read.push(left_out(line)),
                (None, None) => return Vec::new(),
            }
        }
        session
    }
}

/// A line in the language of the transcripts.
fn left_out(line: &str) -> String {
    if line == "…" {
        return String::from("...");
    }
    line.trim_end().replace('…', "[..]")
}

#[track_caller]
fn assert_read(expected: &[String], read: &[String], typed: &str) {
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let read: Vec<&str> = read.iter().map(|line| line.trim_end()).collect();
    assert!(
        lines_match(&expected, &read, &mut Remembered::new()),
        "{typed}\nREADME.md:\n{}\nread:\n{}",
        expected.join("\n"),
        read.join("\n")
    );
}

/// The program with the files of the page, on a demonstration of its own, which prepares itself.
fn program(database: &TestDatabase) -> Program {
    let program = Program::new()
        .with(
            "EPIC_EVENTS_DATABASE_URL",
            &server().owner_address(database.name()),
        )
        .with("EPIC_EVENTS_ENVIRONMENT", "demonstration");
    program.file("work/secret", &format!("{PASSWORD}\n"));
    let blocks = blocks();
    let files: Vec<(&str, &Block)> = blocks
        .iter()
        .filter_map(|block| Some((block.file_name()?, block)))
        .collect();
    assert!(files.len() >= 6, "the page shows files");
    for (name, block) in files {
        program.file(&format!("work/{name}"), &format!("{}\n", block.lines.join("\n")));
    }
    program
}

#[test]
fn the_examples_are_as_they_are_shown() {
    let database = TestDatabase::absent();
    let program = program(&database);
    let blocks = blocks();
    let mut typed_count = 0;
    for (typed, expected) in blocks.iter().flat_map(Block::session) {
        let ended = program.shell(typed);
        let read: Vec<String> = ended.standard.lines().map(str::to_owned).collect();
        assert_read(&expected, &read, typed);
        typed_count += 1;
    }
    assert!(typed_count >= 12, "the page shows sessions");
    // Each run of the page that was to be kept was kept once.
    let paid: String =
        database.one("SELECT CAST(SUM(amount) AS CHAR) FROM payments WHERE reference = 'CHQ-0458815'");
    assert_eq!(paid, "3000.00");
}

#[test]
fn the_command_of_the_timetable_runs_and_runs_again_without_harm() {
    let database = TestDatabase::absent();
    let program = program(&database);
    let blocks = blocks();
    let line = blocks
        .iter()
        .flat_map(|block| &block.lines)
        .find_map(|line| line.strip_prefix("15 6 * * 1-5 cd /srv/crm && "))
        .expect("there is a timetable");
    // In a timetable a percent sign must be escaped.
    let line = line.replace("\\%", "%");
    assert!(!line.contains('\\'), "{line}");
    let ended = program.shell(&line);
    assert_eq!(ended.status, Some(0), "{}", ended.standard);
    assert!(
        ended.standard.contains("Tout est enregistré."),
        "{}",
        ended.standard
    );
    // The journal of the day is never replaced.
    assert_eq!(program.shell(&line).status, Some(6));
    let payments: u64 =
        database.one("SELECT COUNT(*) FROM payments WHERE reference IN ('VIR-2105', 'VIR-2106')");
    assert_eq!(payments, 2);
}

#[test]
fn one_command_of_the_program_is_as_it_is_shown() {
    let database = TestDatabase::absent();
    let program = program(&database);
    let blocks = blocks();
    let lines = blocks.iter().flat_map(|block| &block.lines);
    let mut ran = 0;
    for line in lines.filter(|line| line.starts_with("epic_events --identifiant")) {
        assert_eq!(program.shell(line).status, Some(0), "{line}");
        ran += 1;
    }
    assert_eq!(ran, 1);
}

#[test]
fn the_first_five_minutes_are_those_of_the_story() {
    let blocks = blocks();
    let block = blocks
        .iter()
        .find(|block| {
            block
                .lines
                .first()
                .is_some_and(|line| line.starts_with("demonstration> "))
        })
        .expect("the page shows the first five minutes");
    let shown = typed_lines(&block.lines.join("\n"), &reading()).unwrap();
    let steps = steps(&file(STORY));
    let typed: Vec<&str> = shown.iter().map(|shown| shown.typed.as_str()).collect();
    let played: Vec<&str> = steps.iter().map(|step| step.line.as_str()).collect();
    assert_eq!(typed, played);
    for (shown, step) in shown.iter().zip(&steps) {
        let mut lines: Vec<&str> = shown.read.iter().map(String::as_str).collect();
        while lines.last().is_some_and(|line| line.is_empty()) {
            lines.pop();
        }
        for answer in &step.answers {
            // Questions come first, each with its answer; that of a password is not shown.
            let question = lines.remove(0);
            assert!(
                question.ends_with(answer) || question.starts_with("Mot de passe de "),
                "{question}"
            );
        }
        // The page shows neither the general help nor an empty answer.
        if lines.is_empty() {
            continue;
        }
        let expected: Vec<String> = lines.into_iter().map(left_out).collect();
        assert_read(&expected, &step.shown, &step.line);
    }
}
