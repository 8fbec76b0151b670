//! What the program tells Sentry (S41): failures of the service, faults of the program, and three business events.
//!
//! Only numbers and words of our own are given; `allow_list` checks them again before they leave.

use sentry::protocol::{Event, Exception};
use sentry::{Hub, Level};

use super::panic_hook;
use super::tags::{
    ACCOUNT_CHANGED, ACCOUNT_CREATED, ACTOR, BUSINESS_EVENT, CODE, COMMAND, CONTRACT, CONTRACT_SIGNED, INCIDENT, KIND,
    ROLE, USER, name_of_kind, tags,
};
use crate::error::Error;
use crate::models::identifier::{ContractId, UserId};
use crate::models::role::RoleName;

/// What happened in the business that the operator wants to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum BusinessEvent {
    /// A colleague has a new account, created `by` another.
    AccountCreated { user_id: UserId, by: UserId },
    /// Somebody changed an account: its fields, its role, or whether it is active.
    AccountChanged { user_id: UserId, by: UserId },
    /// Somebody recorded the signature of a contract.
    ContractSigned { contract_id: ContractId, by: UserId },
}

/// Reports a failed command, when its kind is reported at all. Returns at once: a thread of its own sends.
///
/// `command` is the words of the command, such as `contrats signer`. A panic was reported when it happened, with its
/// stack, and is not reported again.
pub fn report(error: &Error, command: &'static str) {
    if !error.kind().is_reported() || panic_hook::is_reported(error) {
        return;
    }
    Hub::current().capture_event(error_event(error, command));
}

/// Reports a business event, once its transaction is committed. Returns at once.
pub fn business_event(event: BusinessEvent) {
    let (name, object, number, by) = match event {
        BusinessEvent::AccountCreated { user_id, by } => (ACCOUNT_CREATED, USER, user_id.get(), by),
        BusinessEvent::AccountChanged { user_id, by } => (ACCOUNT_CHANGED, USER, user_id.get(), by),
        BusinessEvent::ContractSigned { contract_id, by } => (CONTRACT_SIGNED, CONTRACT, contract_id.get(), by),
    };
    Hub::current().capture_event(Event {
        level: Level::Info,
        tags: tags([
            (BUSINESS_EVENT, name.to_owned()),
            (object, number.to_string()),
            (ACTOR, by.to_string()),
        ]),
        ..Event::default()
    });
}

/// Says whose session runs on this thread, for the reports that follow; `None` once it is closed.
pub fn identify(actor: Option<(UserId, &RoleName)>) {
    Hub::current().configure_scope(|scope| {
        scope.remove_tag(ACTOR);
        scope.remove_tag(ROLE);
        if let Some((user_id, role)) = actor {
            scope.set_tag(ACTOR, user_id);
            scope.set_tag(ROLE, role);
        }
    });
}

/// No stack: it would be that of the dispatcher, the same for every error.
fn error_event(error: &Error, command: &'static str) -> Event<'static> {
    let mut tags = tags([
        (CODE, error.code().to_string()),
        (KIND, name_of_kind(error.kind()).to_owned()),
        (COMMAND, command.to_owned()),
    ]);
    if let Error::Internal { incident, .. } = error {
        tags.insert(INCIDENT.to_owned(), incident.to_string());
    }
    Event {
        level: Level::Error,
        exception: vec![Exception {
            ty: error.code().to_string(),
            ..Exception::default()
        }]
        .into(),
        tags,
        ..Event::default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sentry::protocol::{Attachment, Breadcrumb, User, Value};
    use sentry::test::with_captured_envelopes_options;

    use super::*;
    use crate::configuration::Environment;
    use crate::error::{AccountRefusal, UniqueField};
    use crate::telemetry::sentry_client;

    const CANARY: &str = "canary-zoe@example.fr";

    /// The bytes that would leave, and the events in them.
    fn sent(act: impl FnOnce()) -> (String, Vec<Event<'static>>) {
        let options = sentry_client::options(Environment::Production);
        let envelopes = with_captured_envelopes_options(act, options);
        let mut bytes = Vec::new();
        for envelope in &envelopes {
            envelope.to_writer(&mut bytes).unwrap();
        }
        let events = envelopes
            .iter()
            .filter_map(|envelope| envelope.event().cloned())
            .collect();
        (String::from_utf8(bytes).unwrap(), events)
    }

    fn pairs_of<'event>(event: &'event Event<'static>) -> Vec<(&'event str, &'event str)> {
        event
            .tags
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }

    fn fill_scope_with_canaries() {
        Hub::current().add_breadcrumb(Breadcrumb {
            message: Some(CANARY.to_owned()),
            ..Breadcrumb::default()
        });
        Hub::current().configure_scope(|scope| {
            scope.set_user(Some(User {
                username: Some(CANARY.to_owned()),
                ..User::default()
            }));
            scope.set_extra(CANARY, Value::from(CANARY));
            scope.set_tag("sql", CANARY);
            scope.set_tag("command", CANARY);
            scope.set_transaction(Some(CANARY));
            scope.set_fingerprint(Some(&[CANARY]));
        });
    }

    #[test]
    fn s41_an_internal_error_is_sent_with_its_incident_and_nothing_of_its_detail() {
        let error = Error::internal(format_args!("Duplicate entry '{CANARY}' in SELECT 1"));
        let Error::Internal { incident, .. } = &error else {
            panic!("{error:?}")
        };
        let (bytes, events) = sent(|| {
            fill_scope_with_canaries();
            report(&error, "clients creer");
        });
        assert_eq!(
            pairs_of(&events[0]),
            [
                (CODE, error.code().word()),
                (INCIDENT, incident.to_string().as_str()),
                (KIND, "internal"),
            ]
        );
        for absent in [
            "canary",
            "SELECT",
            "zoe",
            "breadcrumbs",
            "extra",
            "user\"",
            "server_name",
            "contexts",
        ] {
            assert!(!bytes.contains(absent), "{absent}: {bytes}");
        }
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        assert!(host.is_empty() || !bytes.contains(&format!("\"{host}\"")));
    }

    #[test]
    fn s41_failures_of_the_service_are_sent_with_who_and_what() {
        let (bytes, events) = sent(|| {
            identify(Some((UserId::new(7), &RoleName::new(RoleName::SALES))));
            report(&Error::Unavailable, "clients lister");
            identify(None);
            report(&Error::Busy, "clients lister");
        });
        assert_eq!(
            pairs_of(&events[0]),
            [
                (ACTOR, "7"),
                (CODE, Error::Unavailable.code().word()),
                (COMMAND, "clients lister"),
                (KIND, "service"),
                (ROLE, "sales"),
            ]
        );
        assert_eq!(events[0].exception.values[0].ty, Error::Unavailable.code().word());
        assert_eq!(events[0].environment.as_deref(), Some("production"));
        assert!(!events[1].tags.contains_key(ACTOR) && !events[1].tags.contains_key(ROLE));
        assert_eq!(events.len(), 2, "{bytes}");
    }

    #[test]
    fn s41_what_a_person_did_wrong_is_not_reported() {
        let (_, events) = sent(|| {
            report(
                &Error::from(AccountRefusal::taken_meanwhile(
                    UniqueField::Username,
                    CANARY.to_owned(),
                )),
                "utilisateurs creer",
            );
            report(&Error::SignInRefused, "connexion");
            report(&Error::Interrupted, "clients lister");
        });
        assert!(events.is_empty(), "{events:?}");
    }

    #[test]
    fn s41_business_events_are_sent_with_numbers_only() {
        let by = UserId::new(2);
        let (_, events) = sent(|| {
            business_event(BusinessEvent::AccountCreated {
                user_id: UserId::new(8),
                by,
            });
            business_event(BusinessEvent::AccountChanged {
                user_id: UserId::new(9),
                by,
            });
            business_event(BusinessEvent::ContractSigned {
                contract_id: ContractId::new(12),
                by,
            });
        });
        let expected = [
            (ACCOUNT_CREATED, USER, "8"),
            (ACCOUNT_CHANGED, USER, "9"),
            (CONTRACT_SIGNED, CONTRACT, "12"),
        ];
        assert_eq!(events.len(), expected.len());
        for (event, (name, object, number)) in events.iter().zip(expected) {
            assert_eq!(event.message.as_deref(), Some(name));
            assert_eq!(event.level, Level::Info);
            let mut pairs = [(ACTOR, "2"), (BUSINESS_EVENT, name), (object, number)];
            pairs.sort_unstable();
            assert_eq!(pairs_of(event), pairs);
        }
    }

    #[test]
    fn s41_without_an_address_nothing_is_sent() {
        Hub::run(Arc::new(Hub::new(None, Arc::default())), || {
            identify(Some((UserId::new(7), &RoleName::new(RoleName::SALES))));
            report(&Error::Unavailable, "clients lister");
            assert!(Hub::current().client().is_none());
            assert_eq!(Hub::current().last_event_id(), None);
        });
    }

    #[test]
    fn s41_an_attachment_is_the_transport_s_to_refuse() {
        // Attachments are added after `before_send`: this is why the transport filters again.
        let (bytes, _) = sent(|| {
            Hub::current().configure_scope(|scope| {
                scope.add_attachment(Attachment {
                    buffer: CANARY.into(),
                    ..Attachment::default()
                });
            });
            report(&Error::Unavailable, "clients lister");
        });
        assert!(bytes.contains(CANARY));
    }
}
