//! The journal in plain French: what was done to what, from which value to which.

use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::foot::Noun;
use super::prose::cited;
use super::typography::numbered;
use super::{contracts, sessions, verification};
use crate::models::amount::Amount;
use crate::models::audit_entry::{AuditEntry, FieldChange, ObjectType};
use crate::models::date_time::{Day, Moment};
use crate::models::payment::PaymentMethod;
use crate::models::phone_number::PhoneNumber;
use crate::models::session::CloseReason;
use crate::security::audit_chain::FOREIGN_ENTRY;
use crate::security::clean::clean;
use crate::services::audit::Names;
use crate::services::audit::heads::Head;
use crate::services::audit::losses::LOST_HEAD;
use crate::shell::grammar::answers::{ABSENT, yes_or_no};
use crate::shell::grammar::values::role;

/// What a list of entries counts.
pub const NOUN: Noun = Noun::feminine("entrée", "entrées");

/// What values are turned into words with.
pub struct JournalReader {
    /// What numbers stand for.
    pub names: Names,
    /// The zone of the moments.
    pub time_zone: TimeZone,
    /// What fields of the one object that was asked for begin with beside others that moved.
    pub about: Option<String>,
}

/// How the value of a field is written for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldForm {
    Text,
    Amount,
    Moment,
    Day,
    YesOrNo,
    PhoneNumber,
    Method,
    Role,
    Ending,
    Account,
    /// A head of the journal, and the place that is left.
    Head,
    /// Something happened to it; its value is nobody's business.
    Secret,
}

/// The columns of the database in French, and how their values are read.
const FIELDS: &[(&str, &str, FieldForm)] = &[
    (FOREIGN_ENTRY, "entrée étrangère au rang", FieldForm::Text),
    (LOST_HEAD, "perdu", FieldForm::Head),
    ("first_name", "prénom", FieldForm::Text),
    ("last_name", "nom", FieldForm::Text),
    ("email", "e-mail", FieldForm::Text),
    ("phone_number", "téléphone", FieldForm::PhoneNumber),
    ("company_name", "entreprise", FieldForm::Text),
    ("username", "identifiant", FieldForm::Text),
    ("employee_number", "matricule", FieldForm::Text),
    ("role_id", "rôle", FieldForm::Role),
    ("is_active", "actif", FieldForm::YesOrNo),
    ("must_change_password", "mot de passe à changer", FieldForm::YesOrNo),
    ("password", "mot de passe", FieldForm::Secret),
    ("blocked_until", "bloqué jusqu'au", FieldForm::Moment),
    ("sales_user_id", "commercial", FieldForm::Account),
    ("management_user_id", "gestionnaire", FieldForm::Account),
    ("support_user_id", "support", FieldForm::Account),
    ("customer_id", "client n°", FieldForm::Text),
    ("contract_id", "contrat n°", FieldForm::Text),
    ("contract_number", "numéro", FieldForm::Text),
    ("total_amount", "montant", FieldForm::Amount),
    ("balance_due", "reste dû", FieldForm::Amount),
    ("signed_at", "signé le", FieldForm::Moment),
    ("signed_by_user_id", "signature enregistrée par", FieldForm::Account),
    ("payment_id", "paiement n°", FieldForm::Text),
    ("reverses_payment_id", "contrepasse le paiement n°", FieldForm::Text),
    ("amount", "somme", FieldForm::Amount),
    ("paid_on", "payé le", FieldForm::Day),
    ("method", "moyen", FieldForm::Method),
    ("reference", "référence", FieldForm::Text),
    ("event_number", "numéro", FieldForm::Text),
    ("name", "nom", FieldForm::Text),
    ("start_at", "début", FieldForm::Moment),
    ("end_at", "fin", FieldForm::Moment),
    ("location", "lieu", FieldForm::Text),
    ("attendees", "participants", FieldForm::Text),
    ("note", "note", FieldForm::Text),
    ("closed_at", "fermée le", FieldForm::Moment),
    ("close_reason", "fermeture", FieldForm::Ending),
    ("cancelled_at", "annulé le", FieldForm::Moment),
    ("cancellation_reason", "motif d'annulation", FieldForm::Text),
];

/// « contrat n° 2 »; nothing for what concerns no object.
pub fn object(entry: &AuditEntry) -> Option<String> {
    let (stored, id) = entry.object.as_ref()?;
    let label = ObjectType::from_stored(stored).map_or_else(|| stored.as_str(), |kind| object_label(kind));
    Some(format!("{label} {}", numbered(id)))
}

/// The reason given, or why a session ended.
pub fn reason(entry: &AuditEntry) -> Option<String> {
    let reason = entry.reason.as_deref()?;
    let ending = CloseReason::from_stored(reason).filter(|_| is_about_session(entry));
    Some(ending.map_or_else(|| reason.to_owned(), |ending| sessions::ending(ending).to_owned()))
}

/// Whether one's operation is done.
pub fn operation(found: Option<&AuditEntry>, time_zone: &TimeZone) -> String {
    let Some(entry) = found else {
        return String::from(
            "Aucune de vos opérations n'a ce numéro. Si c'est bien celui du message, et que vous êtes connecté sous le \
             même compte, elle n'est pas faite : refaites-la.",
        );
    };
    let recorded = Moment::new(entry.recorded_at).french(time_zone);
    let object = object(entry).map(|object| format!(", {}", clean(&object)));
    format!(
        "L'opération est enregistrée : {}{}, le {recorded}.",
        cited(&entry.command),
        object.unwrap_or_default()
    )
}

fn is_about_session(entry: &AuditEntry) -> bool {
    let object = entry.object.as_ref();
    object.is_some_and(|(stored, _)| ObjectType::from_stored(stored) == Some(ObjectType::Session))
}

/// What happened: the refusal, or each field with its value before and after.
pub fn account_of(entry: &AuditEntry, reader: &JournalReader) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !entry.is_done() {
        parts.push(format!("refusé : {}", entry.outcome));
    }
    let is_about = |change: &&FieldChange| {
        let about = reader.about.as_deref();
        about.is_some_and(|about| change.field.starts_with(about))
    };
    // Of what moved with a thousand others, who asked for one is told of that one.
    let tells_all = !entry.changes.iter().any(|change| is_about(&change));
    let told = entry.changes.iter().filter(|change| tells_all || is_about(change));
    parts.extend(told.map(|change| change_in_french(change, reader)));
    if parts.is_empty() {
        return ABSENT.to_owned();
    }
    parts.join(" ; ")
}

const fn object_label(kind: ObjectType) -> &'static str {
    match kind {
        ObjectType::User => "utilisateur",
        ObjectType::Customer => "client",
        ObjectType::Contract => "contrat",
        ObjectType::Event => "événement",
        ObjectType::Session => "session",
    }
}

/// A field with its value before and after.
pub fn change_in_french(change: &FieldChange, reader: &JournalReader) -> String {
    let (owner, column) = moved_object(&change.field);
    let (label, form) = FIELDS
        .iter()
        .find(|(name, _, _)| *name == column)
        .map_or((column, FieldForm::Text), |(_, label, form)| (*label, *form));
    let label = match owner {
        Some(owner) => format!("{owner}, {label}"),
        None => label.to_owned(),
    };
    let shown = |value: &str| value_in_french(form, value, reader);
    match (form, &change.old, &change.new) {
        (FieldForm::Secret, _, _) | (_, None, None) => format!("{label} changé"),
        (_, None, Some(new)) => format!("{label} : {}", shown(new)),
        (_, Some(old), None) => format!("{label} : {} → {ABSENT}", shown(old)),
        (_, Some(old), Some(new)) => format!("{label} : {} → {}", shown(old), shown(new)),
    }
}

/// An object that changed together with others, as its [prefix](ObjectType::field_prefix) says, and the column:
/// `customers/12/sales_user_id`.
fn moved_object(field: &str) -> (Option<String>, &str) {
    let mut parts = field.splitn(3, '/');
    let (Some(table), Some(id), Some(column)) = (parts.next(), parts.next(), parts.next()) else {
        return (None, field);
    };
    let kind = table.strip_suffix('s').and_then(ObjectType::from_stored);
    let owner = kind.map_or_else(
        || format!("{table} {id}"),
        |kind| format!("{} {}", object_label(kind), numbered(id)),
    );
    (Some(owner), column)
}

/// A stored value that has not the form it should have is shown as it is.
fn value_in_french(form: FieldForm, stored: &str, reader: &JournalReader) -> String {
    let read = match form {
        FieldForm::Text | FieldForm::Secret => None,
        FieldForm::Amount => amount(stored),
        FieldForm::Moment => stored
            .parse()
            .ok()
            .map(|moment| Moment::new(moment).french(&reader.time_zone)),
        FieldForm::Day => Day::parse(stored).ok().map(|day| day.to_string()),
        FieldForm::YesOrNo => stored.parse().ok().map(|answer| yes_or_no(answer).to_owned()),
        FieldForm::PhoneNumber => PhoneNumber::from_database(stored.to_owned())
            .ok()
            .map(|phone_number| phone_number.to_string()),
        FieldForm::Method => PaymentMethod::from_stored(stored).map(|method| contracts::method(method).to_owned()),
        FieldForm::Role => stored
            .parse()
            .ok()
            .and_then(|id: u64| reader.names.roles.get(&id))
            .map(|role| role::label(role).to_owned()),
        FieldForm::Ending => CloseReason::from_stored(stored).map(|reason| sessions::ending(reason).to_owned()),
        FieldForm::Head => Some(match Head::read(stored) {
            Some(head) => verification::head(&head),
            None => stored.split(';').next().unwrap_or_default().to_owned(),
        }),
        FieldForm::Account => stored
            .parse()
            .ok()
            .and_then(|id: u64| reader.names.accounts.get(&id).cloned()),
    };
    read.unwrap_or_else(|| stored.to_owned())
}

/// An amount, or one taken back.
fn amount(stored: &str) -> Option<String> {
    let decimal: Decimal = stored.parse().ok()?;
    let amount = Amount::from_database(decimal.abs()).ok()?;
    Some(if decimal.is_sign_negative() {
        format!("-{amount}")
    } else {
        amount.to_string()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::models::role::RoleName;
    use crate::security::audit_chain::GENESIS;

    fn reader() -> JournalReader {
        JournalReader {
            names: Names {
                accounts: HashMap::from([(4, String::from("Dawn Stanley")), (5, String::from("Zoé Lefèvre"))]),
                roles: HashMap::from([(2, RoleName::new(RoleName::SALES))]),
            },
            time_zone: TimeZone::get("Europe/Paris").unwrap(),
            about: None,
        }
    }

    #[test]
    fn each_field_is_read_in_french() {
        for (change, expected) in [
            (
                FieldChange::changed("balance_due", "12000.50", "8000.00"),
                "reste dû : 12\u{202f}000,50\u{a0}€ → 8\u{202f}000,00\u{a0}€",
            ),
            (
                FieldChange::changed("customers/12/sales_user_id", "4", "5"),
                "client n°\u{a0}12, commercial : Dawn Stanley → Zoé Lefèvre",
            ),
            (
                FieldChange::created("start_at", "2026-12-25T13:30:00Z"),
                "début : 25/12/2026 14:30",
            ),
            (FieldChange::changed("is_active", "true", "false"), "actif : oui → non"),
            (FieldChange::created("method", "cheque"), "moyen : chèque"),
            (
                FieldChange::created("amount", "-4000.50"),
                "somme : -4\u{202f}000,50\u{a0}€",
            ),
            (FieldChange::created("role_id", "2"), "rôle : commercial"),
            (
                FieldChange::created("close_reason", "closed_by_management"),
                "fermeture : fermée par la gestion",
            ),
            (FieldChange::deleted("last_name", "Casey"), "nom : Casey → —"),
            (
                FieldChange::changed(
                    "lost_head",
                    format!("2026-11-22;;41;{GENESIS}"),
                    format!("12;{GENESIS}"),
                ),
                "perdu : journée du 22/11/2026 (UTC), 41 entrées → 12",
            ),
            (
                FieldChange::deleted("lost_head", format!("2026-11-23;abc;7;{GENESIS}")),
                "perdu : chaîne abc, rang 7 → —",
            ),
            (FieldChange::changed("sales_user_id", "99", "x"), "commercial : 99 → x"),
            (
                FieldChange {
                    field: String::from("password"),
                    old: None,
                    new: None,
                },
                "mot de passe changé",
            ),
        ] {
            assert_eq!(change_in_french(&change, &reader()), expected);
        }
    }
}
