//! What happens when the program panics: one line in the log, one event for Sentry, nothing for the person.
//!
//! The person sees an internal error with an incident number: whoever catches the panic asks [`panic_error`] for it,
//! and the log and Sentry hold the same number. The words of the panic are dropped everywhere: they may hold data.

use std::cell::Cell;
use std::panic::PanicHookInfo;

use sentry::Hub;
use sentry::integrations::panic::PanicIntegration;
use uuid::Uuid;

use super::{allow_list, tags};
use crate::error::{Code, Error};

thread_local! {
    /// The incident of the last panic of this thread.
    static LAST_INCIDENT: Cell<Option<Uuid>> = const { Cell::new(None) };
}

/// Replaces the hook that would print the panic in English on standard error, for every thread of the process.
pub fn install_panic_hook() {
    std::panic::set_hook(Box::new(record));
}

/// The error of a command whose panic was just caught on this thread.
pub fn panic_error() -> Error {
    let incident = last_incident().unwrap_or_else(Uuid::new_v4);
    Error::Internal {
        incident,
        detail: String::from(allow_list::PANIC),
    }
}

/// Whether the error is a panic, which the hook has reported.
pub(super) fn is_reported(error: &Error) -> bool {
    matches!(error, Error::Internal { incident, .. } if last_incident() == Some(*incident))
}

fn record(information: &PanicHookInfo<'_>) {
    let incident = Uuid::new_v4();
    let place = information
        .location()
        .map_or_else(String::new, |location| place(location.file(), location.line()));
    log::error!("{} incident={incident} panic at {place}", Code::Internal);
    // A thread that is ending has nothing left to remember it in.
    let _forgotten = LAST_INCIDENT.try_with(|last| last.set(Some(incident)));
    let hub = Hub::current();
    // Naming every function of the stack takes a while: only for somebody who listens.
    if hub.client().is_none() {
        return;
    }
    let mut event = PanicIntegration::new().event_from_panic_info(information);
    event.tags = tags::tags([
        (tags::CODE, Code::Internal.to_string()),
        (tags::KIND, tags::name_of_kind(Code::Internal.kind()).to_owned()),
        (tags::INCIDENT, incident.to_string()),
    ]);
    hub.capture_event(event);
}

/// `src/shell/dispatch.rs:12`; of a file that is not ours, its name without its folders.
fn place(file: &str, line: u32) -> String {
    match allow_list::path_in_crate(file) {
        Some(path) => format!("src/{path}:{line}"),
        None => format!("{}:{line}", file.rsplit(['/', '\\']).next().unwrap_or_default()),
    }
}

fn last_incident() -> Option<Uuid> {
    LAST_INCIDENT.try_with(Cell::get).ok().flatten()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use sentry::test::with_captured_envelopes_options;

    use super::*;
    use crate::configuration::Environment;
    use crate::telemetry::{report, sentry_client};

    const CANARY: &str = "canary-zoe@example.fr";

    /// Set in the process that the test starts of itself: the hook is that of a whole process.
    const CHILD: &str = "PANIC_HOOK_TEST";

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "no setting: it tells the test which of its processes it is"
    )]
    fn s41_a_panic_is_recorded_without_its_words() {
        if std::env::var_os(CHILD).is_some() {
            record_a_panic();
            return;
        }
        let ended = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "--nocapture",
                "telemetry::panic_hook::tests::s41_a_panic_is_recorded_without_its_words",
            ])
            .env(CHILD, "1")
            .output()
            .unwrap();
        let output = String::from_utf8(ended.stdout).unwrap();
        let errors = String::from_utf8(ended.stderr).unwrap();
        assert!(
            ended.status.success() && output.contains("1 passed"),
            "{output}\n{errors}"
        );
        assert!(!output.contains("canary") && errors.is_empty(), "{output}\n{errors}");
    }

    fn record_a_panic() {
        install_panic_hook();
        let mut error = Error::Interrupted;
        let envelopes = with_captured_envelopes_options(
            || {
                let caught = std::panic::catch_unwind(|| panic!("cannot read {CANARY}"));
                assert!(caught.is_err());
                error = panic_error();
                report(&error, "clients lister");
            },
            sentry_client::options(Environment::Production),
        );
        let [envelope] = envelopes.as_slice() else {
            std::process::exit(3)
        };
        let mut bytes = Vec::new();
        envelope.to_writer(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let event = envelope.event().unwrap();
        let Error::Internal { incident, .. } = &error else {
            std::process::exit(4)
        };
        let has_our_frame = event.exception.values[0]
            .stacktrace
            .as_ref()
            .unwrap()
            .frames
            .iter()
            .any(|frame| frame.filename.as_deref() == Some("telemetry/panic_hook.rs") && frame.lineno.is_some());
        // The hook is silent: an exit status tells which expectation failed.
        for (status, is_met) in [
            (5, event.tags.get(tags::INCIDENT) == Some(&incident.to_string())),
            (6, event.exception.values[0].ty == allow_list::PANIC),
            // An optimised program has no table of lines.
            (7, has_our_frame || !cfg!(debug_assertions)),
            (8, !text.contains("canary") && !text.contains("zoe")),
            (
                9,
                !text.contains(env!("CARGO_MANIFEST_DIR")) && !text.contains("/rustc/"),
            ),
        ] {
            if !is_met {
                std::process::exit(status);
            }
        }
    }

    #[test]
    fn s42_a_place_is_never_a_whole_path() {
        assert_eq!(place("src/shell/dispatch.rs", 12), "src/shell/dispatch.rs:12");
        assert_eq!(
            place("/home/zoe/.cargo/registry/src/x/mysql-28.0.0/src/conn.rs", 3),
            "conn.rs:3"
        );
        assert_eq!(place("", 3), ":3");
    }

    #[test]
    fn a_panic_nobody_recorded_still_has_an_incident() {
        std::thread::spawn(|| {
            let error = panic_error();
            assert!(matches!(error, Error::Internal { .. }) && !is_reported(&error));
        })
        .join()
        .unwrap();
    }
}
