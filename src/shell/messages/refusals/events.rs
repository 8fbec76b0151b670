//! The sentences of what the business refuses with events.

use jiff::ZonedDateTime;

use crate::error::{Clash, EventRefusal};
use crate::models::date_time::Moment;
use crate::shell::messages::prose::{Prose, advised, cited, repeated};

/// What a refusal says.
pub fn prose(refusal: &EventRefusal) -> Prose {
    match refusal {
        EventRefusal::NotFound { reference } => advised(
            format!("aucun événement ne correspond à {}.", cited(reference)),
            "evenements lister",
        ),
        EventRefusal::Cancelled { event_number } => advised(
            format!("l'événement {} est annulé, il ne change plus.", repeated(event_number)),
            format!("evenements voir {}", repeated(event_number)),
        ),
        EventRefusal::Assigned { event_number, support } => advised(
            format!(
                "l'événement {} est suivi par {} : le commercial ne le modifie ni ne l'annule plus.",
                repeated(event_number),
                repeated(support)
            ),
            format!("evenements voir {}", repeated(event_number)),
        ),
        EventRefusal::StartsInPast { start } => advised(
            format!("un événement ne peut commencer le {} : c'est passé.", french(start)),
            "corrigez --debut",
        ),
        EventRefusal::EndsBeforeStart { start, end } => advised(
            format!(
                "la fin, le {}, n'est pas après le début, le {}.",
                french(end),
                french(start)
            ),
            "corrigez --debut ou --fin",
        ),
        EventRefusal::TooLong { maximum_days } => advised(
            format!("un événement dure au plus {maximum_days} jours."),
            "corrigez --fin, ou créez plusieurs événements",
        ),
        EventRefusal::SupportBusy { support, clashes } => advised(
            format!(
                "à ce moment-là, {} a déjà {}.",
                repeated(support),
                self::clashes(clashes)
            ),
            "choisissez un autre collègue ; la gestion peut passer outre en assignant avec --forcer --motif",
        ),
    }
}

/// What else a colleague runs at that time, every event of it.
pub fn clashes(clashes: &[Clash]) -> String {
    let events: Vec<String> = clashes.iter().map(clash).collect();
    events.join(" ; ")
}

fn clash(clash: &Clash) -> String {
    format!(
        "l'événement {} ({}), du {} au {}",
        repeated(&clash.event_number),
        repeated(&clash.name),
        french(&clash.start),
        french(&clash.end)
    )
}

fn french(moment: &ZonedDateTime) -> String {
    Moment::new(moment.timestamp()).french(moment.time_zone())
}
