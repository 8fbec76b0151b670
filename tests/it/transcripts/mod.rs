//! The stories of `tests/transcripts`, replayed; what of the program they cover; and `rejouer` itself.

mod adoption;
mod coverage;
mod recordings;
mod replaying;
mod traces;

use epic_events::configuration::Variables;
use epic_events::shell::context::reply::Status;
use epic_events::shell::grammar::argument::Reading;
use epic_events::shell::transcript::file::{Content, Mode, Transcript, read};

use crate::support::process::Program;
use crate::support::server::{configuration_with, server};
use crate::support::source::{SourceFile, files};

const FOLDER: &str = "tests/transcripts";

/// The program, replaying on the server of the test run.
pub(crate) fn replayer() -> Program {
    Program::new()
        .with("EPIC_EVENTS_DATABASE_URL", &server().owner_address("ee_replays"))
        .with("EPIC_EVENTS_ENVIRONMENT", "demonstration")
}

/// A step of a transcript: the line typed, how it should end, and what it should show.
pub(crate) struct Step {
    pub(crate) line: String,
    pub(crate) status: Status,
    pub(crate) answers: Vec<String>,
    pub(crate) shown: Vec<String>,
}

/// The steps of a transcript that is run, in order.
pub(crate) fn steps(source: &SourceFile) -> Vec<Step> {
    let transcript = transcript(source);
    if transcript.headings.mode == Mode::Analysis {
        return Vec::new();
    }
    let mut steps: Vec<Step> = Vec::new();
    for row in transcript.rows {
        let last = steps.last_mut();
        match (row.content, last) {
            (Content::Typed(line), _) => steps.push(Step {
                line,
                status: Status::Success,
                answers: Vec::new(),
                shown: Vec::new(),
            }),
            (Content::Ends(status), Some(step)) => step.status = status,
            (Content::Answer(answer), Some(step)) => step.answers.push(answer),
            (Content::Expected(_, text), Some(step)) => step.shown.push(text),
            (Content::Prose | Content::Ends(_) | Content::Answer(_) | Content::Expected(..), _) => {}
        }
    }
    steps
}

pub(crate) fn transcript(source: &SourceFile) -> Transcript {
    read(&source.text, &reading().time_zone)
        .unwrap_or_else(|malformations| panic!("{}: {malformations:?}", source.path))
}

pub(crate) fn reading() -> Reading {
    Reading {
        time_zone: configuration_with(Variables::new()).time_zone,
    }
}

/// Two programs share the folder: the machines of these tests have two cores.
#[test]
fn every_story_replays() {
    let stories = files(FOLDER, "seance");
    let root = env!("CARGO_MANIFEST_DIR");
    let (even, odd): (Vec<_>, Vec<_>) = stories
        .iter()
        .map(|story| format!("{root}/{}", story.path))
        .enumerate()
        .partition(|(place, _)| place % 2 == 0);
    let replay = |half: Vec<(usize, String)>| {
        let words: Vec<String> = std::iter::once(String::from("rejouer"))
            .chain(half.into_iter().map(|(_, path)| path))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        replayer().run(&words)
    };
    let both = std::thread::scope(|scope| {
        let other = scope.spawn(|| replay(odd));
        [replay(even), other.join().expect("the other half is replayed")]
    });
    let told: String = both
        .iter()
        .filter(|ended| ended.status != Some(0))
        .map(|ended| format!("{}{}", ended.standard, ended.errors).replace(&format!("{root}/"), ""))
        .collect();
    assert!(
        told.is_empty(),
        "{told}If what is read is right: epic_events rejouer FILE --accepter, then read the change."
    );
}
