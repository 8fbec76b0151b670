//! The sentences of what the business refuses: duplicates, conflicts, bad passwords, missing rights.
//!
//! Each names what is in the way (a record by its number and name, a right and who holds it) and what to type next.

pub(super) mod accounts;
pub(super) mod contracts;
pub(super) mod events;

use super::prose::{Prose, advised, cited, counted, of, repeated, together};
use super::typography::{numbered, quoted};
use super::{forms, permissions};
use crate::error::{FieldConflict, Holder, Resemblance};
use crate::models::invalid_value::PasswordFault;
use crate::models::permission::PermissionName;
use crate::models::phone_number::PhoneNumber;
use crate::models::role::RoleName;
use crate::security::password::{MAXIMUM_LENGTH, MINIMUM_LENGTH};
use crate::shell::grammar::values::role;

pub(super) fn duplicate_email(email: &str, holder: Option<&Holder>) -> Prose {
    match holder {
        Some(holder) => advised(
            format!("le client {} a déjà l'adresse {}.", known(holder), repeated(email)),
            format!("clients voir {}", holder.id),
        ),
        None => advised(
            format!("l'adresse {} est déjà utilisée.", cited(email)),
            "tapez une autre adresse e-mail",
        ),
    }
}

/// A number as people group it; a stored text that is no number is shown as it is.
pub(super) fn telephone(stored: &str) -> String {
    PhoneNumber::from_database(stored.to_owned())
        .map_or_else(|_| repeated(stored), |phone_number| phone_number.to_string())
}

pub(super) fn probable_duplicate(holders: &[Resemblance]) -> Prose {
    let Some(first) = holders.first() else {
        return advised(
            "un client semblable existe déjà.",
            "ajoutez --accepter-doublon si c'est voulu",
        );
    };
    let resemblances: Vec<String> = holders.iter().map(resemblance).collect();
    advised(
        format!("ce client existe peut-être déjà : {}.", resemblances.join(" ; ")),
        format!(
            "clients voir {} ; si ce sont bien deux personnes, ajoutez --accepter-doublon",
            first.holder.id
        ),
    )
}

fn resemblance(resemblance: &Resemblance) -> String {
    let common = match (resemblance.same_company, resemblance.same_phone_number) {
        (true, false) => "la même entreprise",
        (false, true) => "le même téléphone",
        (true, true) | (false, false) => "la même entreprise et le même téléphone",
    };
    format!(
        "le client {} de {} a {common}",
        known(&resemblance.holder),
        cited(&resemblance.company_name)
    )
}

fn known(holder: &Holder) -> String {
    format!("{} ({})", numbered(holder.id), repeated(&holder.name))
}

pub(super) fn customer_has_contracts(customer_id: u64, contracts: u64) -> Prose {
    let count = counted(contracts, "contrat", "contrats");
    advised(
        format!(
            "le client {} a {count} ; un client qui a des contrats ne peut être supprimé.",
            numbered(customer_id)
        ),
        format!("clients voir {customer_id}"),
    )
}

pub(super) fn unsuitable_role(username: &str, expected: &RoleName) -> Prose {
    let role = role(expected);
    advised(
        format!("{} n'est pas un compte actif du rôle {role}.", cited(username)),
        format!("tapez l'identifiant d'un collègue actif du rôle {role}"),
    )
}

pub(super) fn conflict(fields: &[FieldConflict]) -> Prose {
    let changes: Vec<String> = fields
        .iter()
        .map(|conflict| {
            format!(
                "{} vaut maintenant {}, vous vouliez {}",
                forms::field(conflict.field),
                quoted(value_of(conflict.field, &conflict.theirs)),
                quoted(value_of(conflict.field, &conflict.yours))
            )
        })
        .collect();
    let advice = "relisez la fiche, puis recommencez si votre valeur est la bonne";
    if changes.is_empty() {
        return advised("quelqu'un d'autre a modifié la même fiche entre-temps.", advice);
    }
    advised(
        format!(
            "quelqu'un d'autre a modifié la même chose entre-temps : {}.",
            changes.join(" ; ")
        ),
        advice,
    )
}

/// The value of a field as people read it.
fn value_of(field: &str, stored: &str) -> String {
    match field {
        "telephone" => telephone(stored),
        "role" => role(&RoleName::new(stored)),
        _ => repeated(stored),
    }
}

pub(super) fn password_refused(faults: &[PasswordFault]) -> Prose {
    let rules: Vec<String> = faults.iter().copied().map(password_fault).collect();
    let broken = match rules.as_slice() {
        [] => String::from("il ne respecte pas les règles"),
        rules => rules.join(" ; "),
    };
    advised(
        format!("le nouveau mot de passe est refusé : {broken}."),
        "choisissez plusieurs mots sans rapport avec vous, que vous n'utilisez nulle part ailleurs",
    )
}

fn password_fault(fault: PasswordFault) -> String {
    match fault {
        PasswordFault::TooShort => format!("il a moins de {MINIMUM_LENGTH} caractères"),
        PasswordFault::TooLong => format!("il a plus de {MAXIMUM_LENGTH} caractères"),
        PasswordFault::Common => String::from("il est trop courant ou trop facile à deviner"),
        PasswordFault::Personal => {
            String::from("il contient votre nom, votre prénom, votre identifiant ou le nom de l'entreprise")
        }
        PasswordFault::Unchanged => String::from("c'est le même que l'ancien"),
    }
}

pub(super) fn permission_denied(permission: PermissionName, held_by: &[RoleName]) -> Prose {
    let labels: Vec<String> = held_by.iter().map(role).collect();
    let holders = match labels.as_slice() {
        [] => String::from("aucun rôle n'a ce droit"),
        [only] => format!("ce droit est celui du rôle {only}"),
        several => format!("ce droit est celui des rôles {}", together(several)),
    };
    advised(
        format!(
            "votre rôle ne permet pas {} ; {holders}.",
            of(permissions::label(permission))
        ),
        "moi",
    )
}

pub(super) fn not_owner(permission: PermissionName, owner: Option<&str>) -> Prose {
    let right = of(permissions::label(permission));
    let sentence = match owner {
        Some(owner) => format!(
            "votre droit {right} se limite à ce que vous suivez, et c'est {} qui suit celui-ci.",
            repeated(owner)
        ),
        None => format!("votre droit {right} se limite à ce que vous suivez."),
    };
    match permission.as_str().split(':').next() {
        Some("customer") => advised(sentence, "clients lister --miens"),
        Some("contract") => advised(sentence, "contrats lister --miens"),
        // What belongs to another is then the contract: the event is not there yet.
        Some("event") if permission == PermissionName::EventCreate => advised(sentence, "contrats lister --miens"),
        Some("event") => advised(sentence, "evenements lister --miens"),
        _ => advised(sentence, "moi"),
    }
}

pub(super) fn reserved_option(permission: PermissionName, option: &str) -> Prose {
    let right = of(permissions::label(permission));
    advised(
        format!("votre droit {right} se limite à ce que vous suivez, et --{option} demande ce droit sur tout."),
        "moi",
    )
}

pub(super) fn ambiguous_number(numbers: &[String]) -> Prose {
    let numbers: Vec<String> = numbers.iter().map(|number| repeated(number)).collect();
    advised(
        format!("plusieurs ont ce numéro court : {}.", numbers.join(", ")),
        "tapez le numéro complet de celui que vous voulez",
    )
}

pub(super) fn role_not_found(typed: &str, known: &[RoleName]) -> Prose {
    let names: Vec<String> = known.iter().map(role).collect();
    advised(
        format!(
            "aucun rôle ne s'appelle {} ; il y a {}.",
            cited(typed),
            names.join(", ")
        ),
        "roles lister",
    )
}

fn role(name: &RoleName) -> String {
    repeated(role::label(name))
}
