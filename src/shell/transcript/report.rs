//! What a replay tells: the difference of a transcript, and the `JUnit` report of all.

use std::path::{Path, PathBuf};
use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use similar::TextDiff;

use crate::security::clean::clean_keeping_newlines;
use crate::shell::grammar::directives::PROGRAM_NAME;
use crate::shell::messages::transcripts as messages;

/// Lines shown around each difference.
const CONTEXT: usize = 3;

/// The unified difference between a transcript as written and as it would be right. A terminal shows it, and whoever
/// wrote the transcript may have written anything (S20).
pub fn difference(path: &Path, written: &[&str], right: &[String]) -> String {
    let right: Vec<&str> = right.iter().map(String::as_str).collect();
    let joined = |lines: &[&str]| lines.iter().flat_map(|line| [line, "\n"]).collect::<String>();
    let (written, right) = (joined(written), joined(&right));
    let (expected, read) = messages::sides(path);
    let difference = TextDiff::from_lines(&written, &right)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&expected, &read)
        .to_string();
    clean_keeping_newlines(&difference).into_owned()
}

/// One transcript of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    path: PathBuf,
    duration: Duration,
    /// What was told of it, when it is not as expected.
    told: Option<(NonSuccess, String)>,
}

/// In which way a transcript is not as expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NonSuccess {
    Different,
    Unplayed,
}

impl Case {
    /// As expected.
    pub fn right(path: &Path, duration: Duration) -> Self {
        Self {
            path: path.to_owned(),
            duration,
            told: None,
        }
    }

    /// Not as expected.
    pub fn different(path: &Path, duration: Duration, told: String) -> Self {
        Self {
            told: Some((NonSuccess::Different, told)),
            ..Self::right(path, duration)
        }
    }

    /// No transcript, or none that can be read.
    pub fn unplayed(path: &Path, told: String) -> Self {
        Self {
            told: Some((NonSuccess::Unplayed, told)),
            ..Self::right(path, Duration::ZERO)
        }
    }
}

/// The `JUnit` report of transcripts.
pub fn junit(cases: &[Case]) -> String {
    let mut suite = TestSuite::new(messages::SUITE);
    for case in cases {
        let status = match &case.told {
            None => TestCaseStatus::success(),
            Some((kind, told)) => {
                let mut status = TestCaseStatus::non_success(match kind {
                    NonSuccess::Different => NonSuccessKind::Failure,
                    NonSuccess::Unplayed => NonSuccessKind::Error,
                });
                status.set_description(told.as_str());
                status
            }
        };
        let mut test_case = TestCase::new(case.path.to_string_lossy().into_owned(), status);
        test_case.set_time(case.duration);
        suite.add_test_case(test_case);
    }
    let mut report = Report::new(PROGRAM_NAME);
    report.add_test_suite(suite);
    // Nothing of a report cannot be written as text.
    report.to_string().unwrap_or_default()
}
