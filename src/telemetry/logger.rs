//! The log: one line per event, in UTC, with nothing that a terminal would obey (S20, S42).
//!
//! A record is first held against the ceiling of its origin, then against the filter of the operator, then written as
//! one line. The ceiling comes first because no filter may lift it: at `debug` drivers write the parameters of
//! statements, and the line editor the keys that are pressed, so what is not ours never goes beyond warnings.

use std::io::Write;
use std::path::{Path, PathBuf};

use env_logger::{Builder, Logger, Target};
use jiff::Timestamp;
use log::{Level, LevelFilter, Log, Metadata, Record};

use super::{log_file, redaction};
use crate::clock::Clock;
use crate::error::Error;
use crate::security::clean::clean;

/// The first part of the targets that are ours.
const OURS: &str = "epic_events";
/// What others may say at most, whatever the filter asks for.
const CEILING_OF_OTHERS: LevelFilter = LevelFilter::Warn;
/// Characters of a message beyond which it is cut (S23).
const LONGEST_MESSAGE: usize = 4096;

/// Where the lines go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard error.
    StandardError,
    /// A file, so that the lines do not run across what a person types.
    File(PathBuf),
}

impl Destination {
    /// Standard error when a filter was asked for; else the file in the data directory: what a person or a script reads
    /// on standard error is French messages, and nothing between them.
    pub fn choose(is_filter_asked_for: bool, data_directory: &Path) -> Self {
        if is_filter_asked_for {
            return Self::StandardError;
        }
        Self::File(data_directory.join(log_file::NAME))
    }
}

/// Which records are wanted: pairs of a target (`None` for those of others) and a level, the later one winning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter(Vec<(Option<String>, LevelFilter)>);

impl Filter {
    /// Reads `info` or `warn,epic_events::database=debug`; without a text, warnings of ours and errors of others.
    /// `None` when the text cannot be understood.
    pub(super) fn parse(text: Option<&str>) -> Option<Self> {
        let mut levels = vec![(None, LevelFilter::Error), (Some(OURS.to_owned()), LevelFilter::Warn)];
        for part in text
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            if let Some((target, level)) = part.split_once('=') {
                levels.push((Some(read_target(target)?), read_level(level)?));
            } else {
                let level = read_level(part)?;
                levels.extend([(None, level), (Some(OURS.to_owned()), level)]);
            }
        }
        Some(Self(levels))
    }
}

/// Makes the log of this process. A file that cannot be opened is replaced by standard error, for errors only: that is
/// where the person works. A second call changes nothing.
pub(super) fn install(filter: &Filter, destination: &Destination, clock: &Clock) {
    let (target, ceiling) = match destination {
        Destination::StandardError => (Target::Stderr, LevelFilter::Trace),
        Destination::File(path) => log_file::open(path).map_or((Target::Stderr, LevelFilter::Error), |file| {
            (Target::Pipe(Box::new(file)), LevelFilter::Trace)
        }),
    };
    let logger = CappedLogger::new(filter, target, ceiling, clock.clone());
    let level = logger.logger.filter().min(ceiling);
    if log::set_boxed_logger(Box::new(logger)).is_ok() {
        log::set_max_level(level);
    }
}

/// Writes the line of a failed command: the code; for a fault of the program its incident and what is known of it; for
/// a refusal of the server whom it refused, where, and its words.
pub fn log_error(error: &Error) {
    log::log!(target: OURS, error.kind().log_level(), "{}", sentence(error));
}

fn sentence(error: &Error) -> String {
    if let Error::Internal { incident, detail } = error {
        let detail = redaction::without_values(detail);
        return format!("{} incident={incident} detail={detail}", error.code());
    }
    if let Error::Server(refusal) = error {
        let contact = refusal.contact.as_deref().unwrap_or_default();
        return format!("{} server={contact} reason={}", error.code(), refusal.reason);
    }
    error.code().to_string()
}

/// The logger of `env_logger` below a ceiling.
struct CappedLogger {
    logger: Logger,
    ceiling: LevelFilter,
}

impl CappedLogger {
    fn new(filter: &Filter, target: Target, ceiling: LevelFilter, clock: Clock) -> Self {
        let mut builder = Builder::new();
        for (name, level) in &filter.0 {
            builder.filter(name.as_deref(), *level);
        }
        builder
            .target(target)
            .format(move |line, record| writeln!(line, "{}", format_line(clock.now(), record)));
        Self {
            logger: builder.build(),
            ceiling,
        }
    }

    fn is_below_ceiling(&self, metadata: &Metadata<'_>) -> bool {
        let ceiling = if is_ours(metadata.target()) {
            self.ceiling
        } else {
            self.ceiling.min(CEILING_OF_OTHERS)
        };
        metadata.level() <= ceiling
    }
}

impl Log for CappedLogger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.is_below_ceiling(metadata) && self.logger.enabled(metadata)
    }

    fn log(&self, record: &Record<'_>) {
        if self.is_below_ceiling(record.metadata()) {
            self.logger.log(record);
        }
    }

    fn flush(&self) {
        self.logger.flush();
    }
}

fn format_line(now: Timestamp, record: &Record<'_>) -> String {
    let message = record.args().to_string();
    let level: Level = record.level();
    format!(
        "{} {level:<5} {} {}",
        now.strftime("%Y-%m-%dT%H:%M:%S.%3fZ"),
        clean(record.target()),
        clean(beginning(&message)),
    )
}

fn beginning(message: &str) -> &str {
    let end = message
        .char_indices()
        .nth(LONGEST_MESSAGE)
        .map_or(message.len(), |(position, _)| position);
    message.get(..end).unwrap_or(message)
}

fn is_ours(target: &str) -> bool {
    target
        .strip_prefix(OURS)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn read_target(text: &str) -> Option<String> {
    let target = text.trim();
    let is_path = !target.is_empty()
        && target
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | ':'));
    is_path.then(|| target.to_owned())
}

fn read_level(text: &str) -> Option<LevelFilter> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use proptest::prelude::*;

    use super::*;
    use crate::error::{AccountRefusal, Code, ServerState, UniqueField};
    use crate::security::clean::is_forbidden;

    /// A target in memory.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Lines {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(filter: Option<&str>, ceiling: LevelFilter, records: &[(&str, Level, &str)]) -> String {
        let lines = Lines::default();
        let clock = Clock::fixed("2026-12-25T13:30:00.0425Z".parse().unwrap());
        let target = Target::Pipe(Box::new(lines.clone()));
        let logger = CappedLogger::new(&Filter::parse(filter).unwrap(), target, ceiling, clock);
        for (target, level, message) in records {
            logger.log(
                &Record::builder()
                    .target(target)
                    .level(*level)
                    .args(format_args!("{message}"))
                    .build(),
            );
        }
        lines.text()
    }

    #[test]
    fn s42_a_line_has_a_moment_in_utc_a_level_a_target_and_a_message() {
        let text = written(
            None,
            LevelFilter::Trace,
            &[("epic_events::database", Level::Warn, "slow « é »")],
        );
        assert_eq!(
            text,
            "2026-12-25T13:30:00.042Z WARN  epic_events::database slow « é »\n"
        );
    }

    #[test]
    fn s20_one_event_is_one_line_whatever_it_holds() {
        let hostile = "un\r\ndeux\u{1b}[31m\u{202e}\u{2028}trois";
        let text = written(None, LevelFilter::Trace, &[("mysql\n", Level::Error, hostile)]);
        assert!(
            text.ends_with("mysql\\n un\\r\\ndeux\\x1b[31m\\u{202e}\\u{2028}trois\n"),
            "{text}"
        );
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn s23_a_message_is_cut() {
        let text = written(
            None,
            LevelFilter::Trace,
            &[(OURS, Level::Error, &"é".repeat(LONGEST_MESSAGE + 1))],
        );
        assert_eq!(text.matches('é').count(), LONGEST_MESSAGE);
    }

    #[test]
    fn s7_no_filter_makes_others_say_more_than_warnings() {
        let others = [
            "mysql",
            "mysql::conn",
            "rustls",
            "ureq",
            "ureq_proto",
            "sentry",
            "rustyline",
            "epic_events_x",
        ];
        for filter in [
            "trace",
            "debug",
            "mysql=trace,mysql::conn=trace,rustls=debug,rustyline=trace",
        ] {
            for target in others {
                let records = [
                    (target, Level::Trace, "canary"),
                    (target, Level::Debug, "canary"),
                    (target, Level::Info, "canary"),
                ];
                assert_eq!(
                    written(Some(filter), LevelFilter::Trace, &records),
                    "",
                    "{filter} {target}"
                );
            }
        }
        let warned = written(Some("trace"), LevelFilter::Trace, &[("mysql", Level::Warn, "heard")]);
        assert!(warned.contains("heard"));
    }

    #[test]
    fn ours_follow_the_filter() {
        let records = [
            ("epic_events", Level::Warn, "our-warning"),
            ("epic_events::services", Level::Debug, "our-detail"),
            ("mysql", Level::Warn, "their-warning"),
            ("mysql", Level::Error, "their-error"),
        ];
        for (filter, heard) in [
            (None, [true, false, false, true]),
            (Some("debug"), [true, true, true, true]),
            (Some("error"), [false, false, false, true]),
            (Some("off"), [false; 4]),
            (Some("epic_events::services=debug"), [true, true, false, true]),
            (Some(" off , epic_events = trace"), [true, true, false, false]),
        ] {
            let text = written(filter, LevelFilter::Trace, &records);
            assert_eq!(
                records.map(|(_, _, message)| text.contains(message)),
                heard,
                "{filter:?}"
            );
        }
        let only_errors = written(Some("debug"), LevelFilter::Error, &records);
        assert_eq!(only_errors.lines().count(), 1, "{only_errors}");
    }

    #[test]
    fn a_filter_that_cannot_be_understood_is_refused() {
        for text in [
            "wran",
            "epic_events=loud",
            "=debug",
            "a=b=debug",
            "debug/word",
            "épic=debug",
        ] {
            assert_eq!(Filter::parse(Some(text)), None, "{text}");
        }
        assert_eq!(Filter::parse(Some(" , ")), Filter::parse(None));
    }

    #[test]
    fn s42_the_log_goes_to_a_file_unless_somebody_asks_to_see_it() {
        let directory = Path::new("/somewhere");
        assert_eq!(Destination::choose(true, directory), Destination::StandardError);
        assert_eq!(
            Destination::choose(false, directory),
            Destination::File(PathBuf::from("/somewhere/journal-technique.log"))
        );
    }

    #[test]
    fn s42_a_refusal_of_the_server_tells_whom_where_and_why() {
        let refusal = Error::server(ServerState::ReadOnly, "1290 --read-only").of_server("crm@base:3306");
        assert_eq!(
            sentence(&refusal),
            format!("{} server=crm@base:3306 reason=1290 --read-only", Code::ReadOnlyServer)
        );
    }

    #[test]
    fn s42_a_failed_command_is_a_code_without_its_values() {
        let refused = Error::from(AccountRefusal::taken_meanwhile(
            UniqueField::Username,
            String::from("canary"),
        ));
        assert_eq!(sentence(&refused), Code::DuplicateUsername.word());
        let fault = Error::internal("unforeseen duplicate: Duplicate entry 'canary@example.fr' for key 'unique_key'");
        let text = sentence(&fault);
        let Error::Internal { incident, .. } = fault else {
            panic!("{fault:?}")
        };
        let code = Code::Internal;
        assert_eq!(
            text,
            format!("{code} incident={incident} detail=unforeseen duplicate: Duplicate entry … for key unique_key")
        );
    }

    proptest! {
        #[test]
        fn s20_no_forbidden_character_reaches_the_log(target in any::<String>(), message in any::<String>()) {
            let text = written(Some("trace"), LevelFilter::Trace, &[(&target, Level::Error, &message)]);
            let line = text.strip_suffix('\n').unwrap();
            prop_assert!(!line.chars().any(is_forbidden));
        }
    }
}
