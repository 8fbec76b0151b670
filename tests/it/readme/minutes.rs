//! The first five minutes, which the front page shows: the lines and the answers are those of a story that is replayed.

use epic_events::shell::script::analysis::Grammar;
use epic_events::shell::table::DECLARATIONS;
use epic_events::shell::transcript::adoption::typed_lines;
use epic_events::shell::transcript::matching::{Remembered, lines_match};

use super::page::{FRONT, Page, left_out};
use crate::support::source::file;
use crate::transcripts::{reading, steps};

const STORY: &str = "tests/transcripts/histoire/cinq_premieres_minutes.seance";

/// Where the page differs from the story.
fn faults(page: &Page) -> Vec<String> {
    let blocks = page.blocks();
    let block = blocks
        .iter()
        .find(|block| block.begins("demonstration> "))
        .expect("the page shows the first five minutes");
    let grammar = Grammar {
        declarations: DECLARATIONS,
        reading: &reading(),
    };
    let shown = typed_lines(&block.lines.join("\n"), grammar).unwrap();
    let steps = steps(&file(STORY));
    let typed: Vec<&str> = shown.iter().map(|shown| shown.typed.as_str()).collect();
    let played: Vec<&str> = steps.iter().map(|step| step.line.as_str()).collect();
    if typed != played {
        return vec![format!("the page types {typed:?}, the story {played:?}")];
    }
    let mut faults = Vec::new();
    for (shown, step) in shown.iter().zip(&steps) {
        let mut lines: Vec<&str> = shown.read.iter().map(String::as_str).collect();
        while lines.last().is_some_and(|line| line.is_empty()) {
            lines.pop();
        }
        for answer in &step.answers {
            // Questions come first, each with its answer; that of a password is not shown.
            let question = lines.remove(0);
            if !question.ends_with(answer) && !question.starts_with("Mot de passe de ") {
                faults.push(format!("{question} is not answered {answer}"));
            }
        }
        // The page shows neither the general help nor an empty answer.
        if lines.is_empty() {
            continue;
        }
        let expected: Vec<String> = lines.into_iter().map(left_out).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        let read: Vec<&str> = step.shown.iter().map(|line| line.trim_end()).collect();
        if !lines_match(&expected, &read, &mut Remembered::new()) {
            faults.push(format!(
                "{}\npage:\n{}\nread:\n{}",
                step.line,
                expected.join("\n"),
                read.join("\n")
            ));
        }
    }
    faults
}

#[test]
fn the_first_five_minutes_are_those_of_the_story() {
    assert_eq!(faults(&Page::at(FRONT)), [""; 0]);
}

#[test]
fn a_wrong_minute_is_told() {
    let page = Page::at(FRONT);
    for (right, wrong) in [
        ("> clients voir 4", "> clients voir 5"),
        ("\n2 clients.\n", "\n3 clients.\n"),
        ("Prénom : Noé\nNom : Arnaud", "Prénom : Noël\nNom : Arnaud"),
    ] {
        assert_eq!(faults(&page.with(right, wrong)).len(), 1, "{wrong}");
    }
}
