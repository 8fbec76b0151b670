//! What is said of a verification of the journal: that it is intact, what is wrong, what a restoration lost.

use jiff::tz::TimeZone;

use super::foot::Noun;
use super::journal::NOUN;
use super::prose::{agreeing, cited, counted};
use super::typography::numbered;
use crate::models::date_time::Moment;
use crate::security::audit_chain::ChainFault;
use crate::security::clean::clean;
use crate::services::audit::heads::Head;
use crate::services::audit::losses::{Acknowledgement, Loss};
use crate::services::audit::verification::{JournalFault, Verification};

/// After a verification that found nothing wrong.
pub fn intact(found: &Verification, seal: &str, time_zone: &TimeZone) -> String {
    let verdict = format!(
        "Journal intact : {} dans {}.\nEmpreinte des têtes : {seal}",
        NOUN.counted(found.entries),
        CHAINS.counted(found.chains),
    );
    with_acknowledgements(verdict, found, time_zone)
}

/// What a verification found wrong, a line each; the first hundred.
pub fn faults(found: &Verification, time_zone: &TimeZone) -> String {
    let lines = listed(found.faults.iter().map(fault));
    with_acknowledgements(lines, found, time_zone)
}

/// After the heads were written to a file.
pub fn heads_written(found: &Verification) -> String {
    let count = u64::try_from(found.heads.len()).unwrap_or(u64::MAX);
    format!(
        "{} {} ; gardez ce fichier ailleurs : journal verifier --contre le relit.",
        HEADS.counted(count),
        agreeing(count, "écrite", "écrites"),
    )
}

/// What is gone, a line each; the first hundred.
pub fn losses(losses: &[Loss]) -> String {
    listed(losses.iter().map(|loss| lost(loss, None)))
}

/// Before it is accepted.
pub fn acceptance_question(losses: &[Loss]) -> String {
    format!(
        "Accepter pour toujours la perte de {}, {} ?",
        HEADS.counted(count_of(losses)),
        days(losses)
    )
}

/// After it was accepted; `others` are faults that are no losses.
pub fn accepted(losses: &[Loss], others: usize) -> String {
    let accepted = format!(
        "Restauration acceptée : {} {}, {}. Ce qui manquera de plus sera une altération.",
        HEADS.counted(count_of(losses)),
        agreeing(count_of(losses), "perdue", "perdues"),
        days(losses)
    );
    if others == 0 {
        return accepted;
    }
    format!(
        "{accepted}\n{} {} : journal verifier.",
        counted(others, "autre altération", "autres altérations"),
        agreeing(others.try_into().unwrap_or(u64::MAX), "reste", "restent"),
    )
}

/// Where nothing is gone.
pub const NOTHING_LOST: &str = "Rien à accepter : aucune tête ne manque.";

/// What a head was of.
pub fn head(head: &Head) -> String {
    match &head.chain_id {
        Some(chain_id) => format!("chaîne {}, rang {}", clean(chain_id), head.link.sequence),
        None => format!(
            "journée du {} (UTC), {}",
            head.day,
            NOUN.counted(u64::from(head.link.sequence))
        ),
    }
}

const CHAINS: Noun = Noun::feminine("chaîne", "chaînes");
const HEADS: Noun = Noun::feminine("tête", "têtes");
const MOST_LINES: usize = 100;

fn listed(lines: impl ExactSizeIterator<Item = String>) -> String {
    let more = lines.len().saturating_sub(MOST_LINES);
    let mut lines: Vec<String> = lines.take(MOST_LINES).collect();
    if more > 0 {
        lines.push(format!("… et {more} de plus."));
    }
    lines.join("\n")
}

fn with_acknowledgements(mut text: String, found: &Verification, time_zone: &TimeZone) -> String {
    for acknowledgement in &found.acknowledgements {
        text.push('\n');
        text.push_str(&acknowledged(acknowledgement, time_zone));
    }
    text
}

fn acknowledged(acknowledgement: &Acknowledgement, time_zone: &TimeZone) -> String {
    let Acknowledgement {
        recorded_at,
        actor_username,
        reason,
        losses,
        ..
    } = acknowledgement;
    format!(
        "Restauration acceptée le {} par {}, motif {} : {} {}, {}.",
        Moment::new(*recorded_at).french(time_zone),
        clean(actor_username),
        cited(reason),
        HEADS.counted(count_of(losses)),
        agreeing(count_of(losses), "perdue", "perdues"),
        days(losses)
    )
}

/// « du 21/11/2026 au 23/11/2026 »
fn days(losses: &[Loss]) -> String {
    let days = || losses.iter().map(|loss| loss.head.day);
    match (days().min(), days().max()) {
        (Some(first), Some(last)) if first < last => format!("du {first} au {last}"),
        (Some(day), _) => format!("du {day}"),
        (None, _) => String::from("d'aucun jour"),
    }
}

fn count_of(losses: &[Loss]) -> u64 {
    u64::try_from(losses.len()).unwrap_or(u64::MAX)
}

fn fault(fault: &JournalFault) -> String {
    let (entry_id, chain_id, sequence, fault) = match fault {
        JournalFault::Chain {
            entry_id,
            chain_id,
            sequence,
            fault,
        } => (entry_id, chain_id, sequence, fault),
        JournalFault::Day(day) => {
            return format!("Journée du {day} (UTC) : ses entrées ne sont plus celles de la tête gardée.");
        }
        JournalFault::Lost { loss, entry_after } => return lost(loss, *entry_after),
    };
    let number = entry_id.map(|id| format!("{} ", numbered(id)));
    let entry = format!(
        "Entrée {}(chaîne {}, rang {sequence})",
        number.unwrap_or_default(),
        clean(chain_id)
    );
    let what = match fault {
        ChainFault::Missing => "des entrées manquent avant elle",
        ChainFault::Broken => "elle ne suit pas l'entrée qui la précède",
        ChainFault::Altered => "elle a été modifiée",
        ChainFault::Unopened => "elle n'est d'aucune session ouverte par une connexion",
        ChainFault::Foreign => "elle n'est pas de la session dont c'est la chaîne",
        ChainFault::Closed => "sa session n'était pas ouverte à ce moment",
        ChainFault::Backwards => "elle est datée d'avant celle qui la précède",
        ChainFault::Backdated => "elle a été ajoutée bien après le moment qu'elle porte",
        ChainFault::Unentitled => "son auteur n'avait pas le droit de cette commande",
    };
    format!("{entry} : {what}.")
}

/// What is gone; known by the entry after it, or by a head that was kept.
fn lost(loss: &Loss, entry_after: Option<u64>) -> String {
    let Loss { head: kept, remaining } = loss;
    let left = remaining.as_ref().map_or(0, |link| link.sequence);
    if let (Some(id), Some(chain_id)) = (entry_after, &kept.chain_id) {
        let place = kept.link.sequence.saturating_add(1);
        return format!(
            "Entrée {} (chaîne {}, rang {place}) : des entrées manquent avant elle, après le rang {left}.",
            numbered(id),
            clean(chain_id)
        );
    }
    match kept.chain_id {
        Some(_) => format!(
            "Fin absente ({}, du {}) : la tête gardée n'est plus dans le journal, qui s'y arrête au rang {left}.",
            head(kept),
            kept.day
        ),
        None => format!(
            "Journée du {} (UTC) : il reste {} sur {}.",
            kept.day,
            NOUN.counted(u64::from(left)),
            kept.link.sequence
        ),
    }
}
