//! French of the commands on events.

use jiff::tz::TimeZone;

use crate::models::date_time::Moment;
use crate::models::event::{Event, EventState};
use crate::security::clean::clean;
use crate::services::events::Assignment;
use crate::shell::messages::foot::Noun;
use crate::shell::messages::prose::told_apart;
use crate::shell::messages::refusals;

/// What a list of events counts.
pub const NOUN: Noun = Noun::masculine("événement", "événements");

/// The state of an event.
pub const fn state(state: EventState) -> &'static str {
    match state {
        EventState::ToAssign => "à assigner",
        EventState::Assigned => "assigné",
        EventState::Running => "en cours",
        EventState::Past => "passé",
        EventState::Cancelled => "annulé",
    }
}

/// After a creation.
pub fn created(event: &Event, time_zone: &TimeZone) -> String {
    format!(
        "Événement {} créé : {}, {}.",
        clean(&event.event_number),
        clean(&event.name),
        dates(event, time_zone),
    )
}

/// After a change.
pub fn updated(event: &Event) -> String {
    format!("Événement {} modifié.", named(event))
}

/// After an assignment.
pub fn assigned(assignment: &Assignment) -> String {
    let event = &assignment.event;
    let support = assignment.support.full_name();
    if !assignment.has_changed {
        return format!(
            "L'événement {} est déjà assigné à {}.",
            clean(&event.event_number),
            clean(&support)
        );
    }
    let previous = event.support.as_ref().map_or_else(String::new, |previous| {
        format!(", auparavant à {}", clean(&previous.full_name()))
    });
    let passed_over = match assignment.clashes.as_slice() {
        [] => String::new(),
        clashes => format!(", malgré {}", refusals::events::clashes(clashes)),
    };
    format!(
        "Événement {} assigné à {}{previous}{passed_over}.",
        named(event),
        clean(&support),
    )
}

/// After an event was taken from its support; `before` is the event as it was.
pub fn unassigned(before: &Event) -> String {
    match &before.support {
        Some(support) => format!("Événement {} retiré à {}.", named(before), clean(&support.full_name())),
        None => format!("L'événement {} n'est assigné à personne.", clean(&before.event_number)),
    }
}

/// Names what will be lost.
pub fn cancellation_question(event: &Event, time_zone: &TimeZone) -> String {
    let support = event
        .support
        .as_ref()
        .map_or_else(String::new, |support| format!(", suivi par {}", support.full_name()));
    format!(
        "Annuler définitivement l'événement {}, {}, {}, pour {}{} ?",
        named(event),
        dates(event, time_zone),
        clean(&event.location),
        told_apart(&event.customer.name, &event.customer.company_name),
        clean(&support),
    )
}

/// After a cancellation.
pub fn cancelled(before: &Event) -> String {
    match &before.support {
        Some(support) => format!(
            "Événement {} annulé ; {} est libre à ce moment-là.",
            named(before),
            clean(&support.full_name())
        ),
        None => format!("Événement {} annulé.", named(before)),
    }
}

/// `EV-2026-000012 (Séminaire annuel)`.
fn named(event: &Event) -> String {
    told_apart(&event.event_number, &event.name)
}

/// `du 25/12/2026 14:30 au 25/12/2026 23:00`.
fn dates(event: &Event, time_zone: &TimeZone) -> String {
    let french = |timestamp| Moment::new(timestamp).french(time_zone);
    format!("du {} au {}", french(event.start_at), french(event.end_at))
}
