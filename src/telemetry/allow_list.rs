//! S41: an event for Sentry is rebuilt from what is allowed; what is not named here is not sent.
//!
//! Kept: number, moment, level, release, environment; the stable code of an error or the word `panic`; our own tags,
//! each with a value of its own form; of the stack, the names of functions, and for ours the file below `src/` and the
//! line. Dropped with everything else: messages, which may hold a person's data, and absolute paths, which hold names
//! of machines and of people.

use std::borrow::Cow;
use std::collections::BTreeMap;

use sentry::protocol::{Event, Exception, Frame, Mechanism, Stacktrace};

use super::tags;
use crate::error::{Code, Kind};

/// The release of this program, as Sentry knows it.
pub(super) const RELEASE: &str = concat!("epic_events@", env!("CARGO_PKG_VERSION"));
/// The type of the exception of a panic.
pub(super) const PANIC: &str = "panic";
/// The names of the environments.
pub(super) const ENVIRONMENTS: [&str; 2] = ["demonstration", "production"];

/// Whether a value has the form of the values of its tag.
type HasForm = fn(&str) -> bool;

/// The tags that may be sent, and the form of their values.
const TAGS: &[(&str, HasForm)] = &[
    (tags::CODE, is_code),
    (tags::KIND, is_kind),
    (tags::INCIDENT, is_incident),
    (tags::COMMAND, is_command),
    (tags::ROLE, is_role),
    (tags::ACTOR, is_number),
    (tags::USER, is_number),
    (tags::CONTRACT, is_number),
    (tags::BUSINESS_EVENT, is_business_event),
];

/// The innermost frames say where; a runaway recursion would say it a thousand times.
const DEEPEST_STACK: usize = 64;

/// The event with nothing but what is allowed.
pub(super) fn rebuild(event: Event<'static>) -> Event<'static> {
    let tags = allowed_tags(&event.tags);
    Event {
        event_id: event.event_id,
        timestamp: event.timestamp,
        level: event.level,
        platform: Cow::Borrowed("native"),
        release: Some(Cow::Borrowed(RELEASE)),
        environment: event.environment.filter(|name| ENVIRONMENTS.contains(&name.as_ref())),
        // A business event has no exception: its name is its title.
        message: tags.get(tags::BUSINESS_EVENT).cloned(),
        exception: event
            .exception
            .into_iter()
            .map(rebuild_exception)
            .collect::<Vec<_>>()
            .into(),
        tags,
        ..Event::default()
    }
}

/// The path of one of our files below `src/`; nothing for the file of a library.
pub(super) fn path_in_crate(file: &str) -> Option<&str> {
    let below = file
        .strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/"))
        .unwrap_or(file);
    let path = below.strip_prefix("src/")?;
    (!path.split('/').any(|part| part == "..")).then_some(path)
}

fn allowed_tags(tags: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    TAGS.iter()
        .filter_map(|(name, is_allowed)| {
            let value = tags.get(*name).filter(|value| is_allowed(value))?;
            Some(((*name).to_owned(), value.clone()))
        })
        .collect()
}

fn rebuild_exception(exception: Exception) -> Exception {
    let is_known = exception.ty == PANIC || is_code(&exception.ty);
    let mechanism = (exception.ty == PANIC).then(|| Mechanism {
        ty: PANIC.to_owned(),
        handled: Some(false),
        ..Mechanism::default()
    });
    Exception {
        ty: if is_known {
            exception.ty
        } else {
            String::from("unknown")
        },
        mechanism,
        stacktrace: exception.stacktrace.map(rebuild_stacktrace),
        ..Exception::default()
    }
}

/// Sentry orders frames from the outermost to the innermost.
fn rebuild_stacktrace(stacktrace: Stacktrace) -> Stacktrace {
    let left_out = stacktrace.frames.len().saturating_sub(DEEPEST_STACK);
    Stacktrace {
        frames: stacktrace
            .frames
            .into_iter()
            .skip(left_out)
            .map(rebuild_frame)
            .collect(),
        ..Stacktrace::default()
    }
}

fn rebuild_frame(frame: Frame) -> Frame {
    let filename = frame.abs_path.as_deref().and_then(path_in_crate).map(str::to_owned);
    Frame {
        in_app: Some(filename.is_some()),
        lineno: frame.lineno.filter(|_| filename.is_some()),
        // Rust's names of functions hold no slash: a path would.
        function: frame.function.filter(|name| !name.contains(['/', '\\'])),
        filename,
        ..Frame::default()
    }
}

fn is_code(value: &str) -> bool {
    Code::ALL.iter().any(|code| code.word() == value)
}

fn is_kind(value: &str) -> bool {
    [Kind::Service, Kind::Internal]
        .iter()
        .any(|kind| tags::name_of_kind(*kind) == value)
}

fn is_incident(value: &str) -> bool {
    uuid::Uuid::try_parse(value).is_ok()
}

fn is_number(value: &str) -> bool {
    !value.starts_with('+') && value.parse::<u64>().is_ok()
}

/// The words of the grammar: `base premier-compte`.
fn is_command(value: &str) -> bool {
    has_form(value, |character| {
        character.is_ascii_lowercase() || matches!(character, ' ' | '-' | '?')
    })
}

fn is_role(value: &str) -> bool {
    has_form(value, |character| character.is_ascii_lowercase() || character == '_')
}

fn is_business_event(value: &str) -> bool {
    tags::BUSINESS_EVENTS.contains(&value)
}

fn has_form(value: &str, is_allowed: impl Fn(char) -> bool) -> bool {
    (1..=50).contains(&value.len()) && value.chars().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::{Duration, SystemTime};

    use sentry::protocol::{
        Addr, Breadcrumb, ClientSdkInfo, Context, DebugMeta, LogEntry, Request, TemplateInfo, Thread, User, Value,
    };

    use super::*;

    const CANARY: &str = "canary-zoe@example.fr";

    fn pairs<Content: From<&'static str>>() -> BTreeMap<String, Content> {
        BTreeMap::from([(CANARY.to_owned(), Content::from(CANARY))])
    }

    fn hostile_frame(function: &str, path: &str) -> Frame {
        Frame {
            function: Some(function.to_owned()),
            symbol: Some(CANARY.into()),
            module: Some(CANARY.into()),
            package: Some(CANARY.into()),
            filename: Some(CANARY.into()),
            abs_path: Some(path.to_owned()),
            lineno: Some(4242),
            colno: Some(7),
            pre_context: vec![CANARY.to_owned()],
            context_line: Some(CANARY.into()),
            post_context: vec![CANARY.to_owned()],
            vars: pairs::<Value>(),
            image_addr: Some(Addr(0xabc_def)),
            instruction_addr: Some(Addr(0xabc_def)),
            addr_mode: Some(CANARY.into()),
            ..Frame::default()
        }
    }

    fn hostile_exception(ty: &str) -> Exception {
        let stacktrace = Stacktrace {
            frames: vec![
                hostile_frame(&format!("/home/{CANARY}"), &format!("/home/{CANARY}/main.rs")),
                hostile_frame(
                    "epic_events::services",
                    concat!(env!("CARGO_MANIFEST_DIR"), "/src/services/x.rs"),
                ),
            ],
            ..Stacktrace::default()
        };
        Exception {
            ty: ty.to_owned(),
            value: Some(CANARY.into()),
            module: Some(CANARY.into()),
            stacktrace: Some(stacktrace.clone()),
            raw_stacktrace: Some(stacktrace),
            mechanism: Some(Mechanism {
                description: Some(CANARY.into()),
                data: pairs::<Value>(),
                ..Mechanism::default()
            }),
            ..Exception::default()
        }
    }

    fn hostile_event() -> Event<'static> {
        Event {
            level: sentry::Level::Fatal,
            timestamp: SystemTime::UNIX_EPOCH + Duration::from_millis(1_000_000_000_500),
            fingerprint: Cow::Owned(vec![Cow::Borrowed(CANARY)]),
            culprit: Some(CANARY.into()),
            transaction: Some(CANARY.into()),
            message: Some(CANARY.into()),
            logentry: Some(LogEntry {
                message: CANARY.to_owned(),
                params: vec![Value::from(CANARY)],
            }),
            logger: Some(CANARY.into()),
            modules: pairs::<String>(),
            platform: Cow::Borrowed(CANARY),
            server_name: Some(CANARY.into()),
            release: Some(CANARY.into()),
            dist: Some(CANARY.into()),
            environment: Some(CANARY.into()),
            user: Some(User {
                email: Some(CANARY.into()),
                ..User::default()
            }),
            request: Some(Request {
                query_string: Some(CANARY.into()),
                ..Request::default()
            }),
            contexts: BTreeMap::from([(CANARY.to_owned(), Context::Other(pairs::<Value>()))]),
            breadcrumbs: vec![Breadcrumb {
                message: Some(CANARY.into()),
                ..Breadcrumb::default()
            }]
            .into(),
            exception: vec![hostile_exception(PANIC), hostile_exception(CANARY)].into(),
            template: Some(TemplateInfo {
                filename: Some(CANARY.into()),
                ..TemplateInfo::default()
            }),
            threads: vec![Thread {
                name: Some(CANARY.into()),
                ..Thread::default()
            }]
            .into(),
            tags: pairs::<String>(),
            extra: pairs::<Value>(),
            debug_meta: Cow::Owned(DebugMeta::default()),
            sdk: Some(Cow::Owned(ClientSdkInfo {
                name: CANARY.to_owned(),
                version: CANARY.to_owned(),
                integrations: vec![CANARY.to_owned()],
                packages: Vec::new(),
            })),
            ..Event::default()
        }
    }

    #[test]
    fn s41_what_is_not_allowed_is_not_sent() {
        let hostile = hostile_event();
        let number = hostile.event_id;
        assert!(serde_json::to_string(&hostile).unwrap().matches("canary").count() > 30);
        let sent = serde_json::to_value(rebuild(hostile)).unwrap();
        assert_eq!(
            sent,
            serde_json::json!({
                "event_id": number.simple().to_string(),
                "level": "fatal",
                "platform": "native",
                "timestamp": 1_000_000_000.5,
                "release": RELEASE,
                "exception": {"values": [
                    {
                        "type": "panic",
                        "mechanism": {"type": "panic", "handled": false},
                        "stacktrace": {"frames": [
                            {"in_app": false},
                            {
                                "function": "epic_events::services",
                                "filename": "services/x.rs",
                                "lineno": 4242,
                                "in_app": true,
                            },
                        ]},
                    },
                    {
                        "type": "unknown",
                        "stacktrace": {"frames": [
                            {"in_app": false},
                            {
                                "function": "epic_events::services",
                                "filename": "services/x.rs",
                                "lineno": 4242,
                                "in_app": true,
                            },
                        ]},
                    },
                ]},
            })
        );
    }

    #[test]
    fn s41_a_tag_of_ours_is_sent_only_with_a_value_of_its_form() {
        let good = [
            (tags::CODE, Code::Internal.word()),
            (tags::KIND, "internal"),
            (tags::INCIDENT, "c56a4180-65aa-42ec-a945-5fd21dec0538"),
            (tags::COMMAND, "base premier-compte"),
            (tags::ROLE, "management"),
            (tags::ACTOR, "12"),
            (tags::USER, "13"),
            (tags::CONTRACT, "14"),
            (tags::BUSINESS_EVENT, "contract_signed"),
        ];
        assert_eq!(good.len(), TAGS.len());
        for (name, value) in good {
            let allowed = |value: &str| {
                let event = Event {
                    tags: BTreeMap::from([(name.to_owned(), value.to_owned())]),
                    ..Event::default()
                };
                rebuild(event).tags
            };
            assert_eq!(allowed(value).get(name).map(String::as_str), Some(value));
            for hostile in [CANARY, "Zoé Dupont", "", "/home/zoe", "+33612345678"] {
                assert!(allowed(hostile).is_empty(), "{name}={hostile}");
            }
        }
    }

    #[test]
    fn s41_environments_are_ours_and_the_stack_is_bounded() {
        let stacktrace = Stacktrace {
            frames: (0..200)
                .map(|line| hostile_frame(&format!("level_{line}"), "src/x.rs"))
                .collect(),
            ..Stacktrace::default()
        };
        let sent = rebuild(Event {
            environment: Some(Cow::Borrowed("production")),
            exception: vec![Exception {
                ty: Code::Unavailable.word().to_owned(),
                stacktrace: Some(stacktrace),
                ..Exception::default()
            }]
            .into(),
            ..Event::default()
        });
        assert_eq!(sent.environment.as_deref(), Some("production"));
        let exception = &sent.exception.values[0];
        assert_eq!(exception.ty, Code::Unavailable.word());
        let frames = &exception.stacktrace.as_ref().unwrap().frames;
        assert_eq!(frames.len(), DEEPEST_STACK);
        assert_eq!(frames.last().unwrap().function.as_deref(), Some("level_199"));
    }

    #[test]
    fn s41_only_paths_of_this_crate_are_named_and_never_whole() {
        for (file, path) in [
            ("src/shell/dispatch.rs", Some("shell/dispatch.rs")),
            (concat!(env!("CARGO_MANIFEST_DIR"), "/src/main.rs"), Some("main.rs")),
            ("/home/zoe/.cargo/registry/src/index/mysql-28.0.0/src/conn.rs", None),
            ("/rustc/abc/library/core/src/option.rs", None),
            ("src/../../home/zoe", None),
            ("tests/it/main.rs", None),
        ] {
            assert_eq!(path_in_crate(file), path);
        }
    }
}
