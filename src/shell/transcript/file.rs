//! A transcript as a file: what a person typed and what they read, one sigil before each line.
//!
//! | sigil | meaning |
//! |---|---|
//! | `% ` | a heading: `% mode analyse`, `% identifiant sales2`, `% horloge …`, `% largeur 100` |
//! | `crm> ` | a line typed |
//! | `= ` | the JSON result of that line, in mode `analyse` |
//! | `\| ` | standard output |
//! | `! ` | standard error |
//! | `< ` | the answer to a question |
//! | `? ` | how the line ends: `regle`, `acces`…; success when nothing says so |
//!
//! `#` is prose. Indentation and blanks at the end of a line mean nothing. Anything else is an error: a text without
//! sigil would be a line that nobody checks.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::matching::placeholder_fault;
use crate::error::transcript::{Malformation, TranscriptFault, WIDTHS};
use crate::models::date_time::Moment;
use crate::shell::context::reply::Status;
use crate::shell::messages::statuses;

/// How the name of a transcript ends.
pub const EXTENSION: &str = "seance";

/// The clock of a transcript that sets none.
const USUAL_MOMENT: &str = "2026-11-23T09:00:00Z";
/// The width of a transcript that sets none.
const USUAL_WIDTH: usize = 100;
/// The years of a clock: the demonstration has a past and a future, which must have dates too, and tokens count from
/// 1970.
const YEARS: std::ops::RangeInclusive<i16> = 1975..=9990;

/// How the lines of a transcript are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They are parsed.
    Analysis,
    /// They are run on a database of their own.
    Execution,
}

/// What the headings say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings {
    /// How the lines are tried.
    pub mode: Mode,
    /// Who is signed in at the beginning.
    pub username: Option<String>,
    /// The moment it is, all along.
    pub now: Timestamp,
    /// The width of the terminal.
    pub width: usize,
}

impl Headings {
    /// Those of a transcript that has none.
    pub fn usual() -> Self {
        Self {
            mode: Mode::Execution,
            username: None,
            now: USUAL_MOMENT.parse().unwrap_or(Timestamp::UNIX_EPOCH),
            width: USUAL_WIDTH,
        }
    }
}

/// A transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// What its headings say.
    pub headings: Headings,
    /// Its lines, from the first to the last.
    pub rows: Vec<Row>,
}

impl Transcript {
    /// That nobody of the name in its heading can sign in.
    pub fn refused_username(&self) -> Malformation {
        let is_username = |row: &Row| {
            let heading = after_sigil(row.written.trim(), HEADING);
            heading.is_some_and(|heading| heading.split(' ').next() == Some(USERNAME))
        };
        Malformation {
            line: self.rows.iter().rposition(is_username).map_or(0, |place| place + 1),
            fault: TranscriptFault::Username,
        }
    }
}

/// A line of a transcript, and what it was in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub content: Content,
    /// The whole line.
    pub written: String,
}

/// What a line of a transcript says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing to check: prose, a heading, a blank line.
    Prose,
    /// A line typed.
    Typed(String),
    /// What is expected of the line typed before.
    Expected(Channel, String),
    /// An answer to one of its questions.
    Answer(String),
    /// How it ends.
    Ends(Status),
}

/// Where an expected line should appear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// The result of the parser.
    Analysis,
    /// Standard output.
    Output,
    /// Standard error.
    Errors,
}

impl Channel {
    /// What stands before a line of it.
    pub const fn sigil(self) -> &'static str {
        match self {
            Self::Analysis => "=",
            Self::Output => "|",
            Self::Errors => "!",
        }
    }
}

/// What stands before a line typed.
pub const PROMPT: &str = "crm>";
/// What stands before an answer.
pub const ANSWER: &str = "<";
/// What stands before a status.
pub const STATUS: &str = "?";
/// What stands before a heading.
pub const HEADING: &str = "%";
const MODE: &str = "mode";
const USERNAME: &str = "identifiant";
const PROSE: char = '#';
const SIGILS: [&str; 7] = [
    PROMPT,
    HEADING,
    ANSWER,
    STATUS,
    Channel::Analysis.sigil(),
    Channel::Output.sigil(),
    Channel::Errors.sigil(),
];

/// Reads a transcript.
///
/// # Errors
/// Everything that makes the text no transcript, from the first line to the last.
pub fn read(text: &str, time_zone: &TimeZone) -> Result<Transcript, Vec<Malformation>> {
    let mut reader = TranscriptReader {
        headings: Headings::usual(),
        rows: Vec::new(),
        has_typed: false,
        named: BTreeSet::new(),
        time_zone,
    };
    let mut malformations = Vec::new();
    for (index, written) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match reader.content(written.trim()) {
            Ok(content) => reader.rows.push(Row {
                content,
                written: written.trim_end().to_owned(),
            }),
            Err(fault) => malformations.push(Malformation { line: index + 1, fault }),
        }
    }
    if malformations.is_empty() && !reader.has_typed {
        malformations.push(Malformation {
            line: 0,
            fault: TranscriptFault::NoCommand,
        });
    }
    if malformations.is_empty() {
        return Ok(Transcript {
            headings: reader.headings,
            rows: reader.rows,
        });
    }
    Err(malformations)
}

struct TranscriptReader<'zone> {
    headings: Headings,
    rows: Vec<Row>,
    has_typed: bool,
    /// The numbers that the expected lines so far name.
    named: BTreeSet<String>,
    time_zone: &'zone TimeZone,
}

impl TranscriptReader<'_> {
    fn content(&mut self, line: &str) -> Result<Content, TranscriptFault> {
        if line.is_empty() || line.starts_with(PROSE) {
            return Ok(Content::Prose);
        }
        if let Some(heading) = after_sigil(line, HEADING) {
            return self.heading(heading).map(|()| Content::Prose);
        }
        if let Some(typed) = after_sigil(line, PROMPT) {
            self.has_typed = true;
            return Ok(Content::Typed(typed.to_owned()));
        }
        let content = self.expectation(line)?;
        if self.has_typed {
            Ok(content)
        } else {
            Err(TranscriptFault::NothingTyped)
        }
    }

    fn expectation(&mut self, line: &str) -> Result<Content, TranscriptFault> {
        if let Some(answer) = after_sigil(line, ANSWER) {
            return Ok(Content::Answer(answer.to_owned()));
        }
        if let Some(word) = after_sigil(line, STATUS) {
            return statuses::from_word(word)
                .map(Content::Ends)
                .ok_or(TranscriptFault::Status);
        }
        for channel in [Channel::Analysis, Channel::Output, Channel::Errors] {
            let Some(expected) = after_sigil(line, channel.sigil()) else {
                continue;
            };
            let is_of_analysis = channel == Channel::Analysis;
            if is_of_analysis != (self.headings.mode == Mode::Analysis) {
                return Err(TranscriptFault::WrongMode);
            }
            return match placeholder_fault(expected, &mut self.named) {
                Some(fault) => Err(TranscriptFault::Placeholder(fault)),
                None => Ok(Content::Expected(channel, expected.to_owned())),
            };
        }
        let sigil = SIGILS.into_iter().find(|sigil| line.starts_with(sigil));
        Err(sigil.map_or(TranscriptFault::NoSigil, TranscriptFault::NoBlank))
    }

    fn heading(&mut self, heading: &str) -> Result<(), TranscriptFault> {
        if self.has_typed {
            return Err(TranscriptFault::LateHeading);
        }
        let (name, value) = heading.split_once(' ').unwrap_or((heading, ""));
        let value = value.trim();
        match (name, value) {
            (MODE, "analyse") => self.headings.mode = Mode::Analysis,
            (MODE, "execution") => self.headings.mode = Mode::Execution,
            (MODE, _) => return Err(TranscriptFault::ModeValue),
            (USERNAME, "") => return Err(TranscriptFault::UsernameValue),
            (USERNAME, username) => self.headings.username = Some(username.to_owned()),
            ("horloge", moment) => {
                let moment = Moment::parse(moment, self.time_zone).map_err(|_| TranscriptFault::ClockValue)?;
                if !YEARS.contains(&moment.day(self.time_zone).date().year()) {
                    return Err(TranscriptFault::ClockValue);
                }
                self.headings.now = moment.timestamp();
            }
            ("largeur", width) => {
                let width = width.parse().ok().filter(|width| WIDTHS.contains(width));
                self.headings.width = width.ok_or(TranscriptFault::WidthValue)?;
            }
            _ => return Err(TranscriptFault::Heading),
        }
        Ok(())
    }
}

/// What follows a sigil and its blank; a sigil alone is followed by nothing.
pub fn after_sigil<'line>(line: &'line str, sigil: &str) -> Option<&'line str> {
    let rest = line.strip_prefix(sigil)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix(' ')
}

/// A line with its sigil.
pub fn written(sigil: &str, text: &str) -> String {
    format!("{sigil} {text}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::transcript::PlaceholderFault;

    fn faults(text: &str) -> Vec<(usize, TranscriptFault)> {
        let malformations = read(text, &TimeZone::UTC).expect_err("it is no transcript");
        malformations
            .into_iter()
            .map(|malformation| (malformation.line, malformation.fault))
            .collect()
    }

    #[test]
    fn each_sigil_says_what_its_line_is() {
        let text = "# prose\n% identifiant sales2\n% horloge 2026-12-25T14:30:00+01:00\n% largeur 80\n\n  crm> clients \
                    lister  \n| a\n|\n! b\n< o\n? regle\n";
        let transcript = read(text, &TimeZone::UTC).expect("it is a transcript");
        assert_eq!(transcript.headings.username.as_deref(), Some("sales2"));
        assert_eq!(transcript.headings.now.to_string(), "2026-12-25T13:30:00Z");
        assert_eq!(transcript.headings.width, 80);
        let contents: Vec<Content> = transcript
            .rows
            .into_iter()
            .map(|row| row.content)
            .filter(|content| *content != Content::Prose)
            .collect();
        let expected = |channel, text: &str| Content::Expected(channel, text.to_owned());
        assert_eq!(
            contents,
            [
                Content::Typed(String::from("clients lister")),
                expected(Channel::Output, "a"),
                expected(Channel::Output, ""),
                expected(Channel::Errors, "b"),
                Content::Answer(String::from("o")),
                Content::Ends(Status::Failure(crate::error::Kind::Rule)),
            ]
        );
    }

    #[test]
    fn what_is_no_transcript_is_told_line_by_line() {
        use TranscriptFault::{
            ClockValue, Heading, LateHeading, ModeValue, NoBlank, NoCommand, NoSigil, NothingTyped, Placeholder,
            Status, UsernameValue, WidthValue, WrongMode,
        };
        assert_eq!(faults("# rien\n"), [(0, NoCommand)]);
        assert_eq!(
            faults("| a\ncrm> x\nperdu\n? peut-être\n= {}\n"),
            [(1, NothingTyped), (3, NoSigil), (4, Status), (5, WrongMode)]
        );
        assert_eq!(
            faults("% mode rapide\n% largeur 3\ncrm> x\n% largeur 80\n"),
            [(1, ModeValue), (2, WidthValue), (4, LateHeading)]
        );
        assert_eq!(
            faults("% identifiant\n% horloge hier\n% largeur abc\n% largeur\n% couleur rouge\n%\ncrm> x\n"),
            [
                (1, UsernameValue),
                (2, ClockValue),
                (3, WidthValue),
                (4, WidthValue),
                (5, Heading),
                (6, Heading)
            ]
        );
        for moment in ["9999-12-30T12:00:00Z", "1969-07-20T20:17:00Z", "demain"] {
            assert_eq!(faults(&format!("% horloge {moment}\ncrm> x\n")), [(1, ClockValue)]);
        }
        assert_eq!(faults("% mode analyse\ncrm> x\n| a\n"), [(3, WrongMode)]);
        assert_eq!(
            faults("%largeur 80\ncrm>moi\ncrm> moi\n|Dawn\n?regle\n"),
            [
                (1, NoBlank("%")),
                (2, NoBlank("crm>")),
                (4, NoBlank("|")),
                (5, NoBlank("?"))
            ]
        );
        assert_eq!(
            faults("crm> x\n| [=a]\n! [id:a]\ncrm> y\n| [=a] [id:b\n"),
            [
                (2, Placeholder(PlaceholderFault::Unknown)),
                (5, Placeholder(PlaceholderFault::Unclosed))
            ]
        );
    }
}
