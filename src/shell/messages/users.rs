//! French of the commands on accounts.

use super::foot::Noun;
use super::prose::{counted, together, told_apart};
use super::typography::{numbered, quoted};
use crate::models::colleague::Colleague;
use crate::models::user::{AccountState, Portfolio, User};
use crate::security::clean::clean;
use crate::security::password::TEMPORARY_LIFE;
use crate::security::secret::Secret;
use crate::services::users::access::{PasswordReset, Reactivation, Unlocking};
use crate::services::users::creation::Creation;
use crate::services::users::deactivation::{Deactivation, Handover};
use crate::shell::grammar::values::role;

/// What a list of accounts counts.
pub const NOUN: Noun = Noun::masculine("compte", "comptes");
/// The events on the card of an account.
pub const EVENTS_TO_COME: Noun = Noun::masculine("événement à suivre", "événements à suivre");

/// What people call the state of an account.
pub const fn state(state: AccountState) -> &'static str {
    match state {
        AccountState::Active => "actif",
        AccountState::Blocked => "bloqué",
        AccountState::PasswordDue => "mot de passe à changer",
        AccountState::Disabled => "désactivé",
    }
}

/// The only place where a temporary password is ever shown.
pub fn temporary_password(password: &Secret) -> String {
    format!(
        "Mot de passe provisoire, affiché une seule fois, valable {} heures :\n  {}",
        TEMPORARY_LIFE.as_secs() / 3600,
        password.expose(),
    )
}

/// After a creation.
pub fn created(creation: &Creation) -> String {
    let user = &creation.user;
    format!(
        "Compte {} créé : {}, matricule {}, rôle {}.\n{}",
        numbered(user.short_number()),
        named(user),
        clean(&user.employee_number),
        clean(role::label(&user.role.name)),
        temporary_password(&creation.password),
    )
}

/// After a change.
pub fn updated(user: &User) -> String {
    format!(
        "Compte {} modifié : {}, rôle {}.",
        numbered(user.short_number()),
        named(user),
        clean(role::label(&user.role.name)),
    )
}

/// Names what will be lost.
pub fn deletion_question(user: &User) -> String {
    format!(
        "Supprimer définitivement le compte {} : {} ?",
        numbered(user.short_number()),
        named(user)
    )
}

/// After a deletion.
pub fn deleted(user: &User) -> String {
    format!("Compte {} supprimé : {}.", numbered(user.short_number()), named(user))
}

/// Names who can no longer sign in, and what changes hands.
pub fn deactivation_question(handover: &Handover) -> String {
    let account = designated(&handover.account);
    match passing(handover) {
        Some(passing) => format!("Désactiver le compte {account}, dont {passing} ?"),
        None => format!("Désactiver le compte {account} ?"),
    }
}

/// When there is nothing to do.
pub fn already_deactivated(account: &Colleague) -> String {
    format!("Le compte {} est déjà désactivé.", designated(account))
}

/// After an account was disabled.
pub fn deactivated(deactivation: &Deactivation) -> String {
    let handover = &deactivation.handover;
    if !deactivation.has_changed {
        return already_deactivated(&handover.account);
    }
    let account = designated(&handover.account);
    let mut sentences = vec![match passing(handover) {
        Some(passing) => format!("Compte {account} désactivé : {passing}."),
        None => format!("Compte {account} désactivé."),
    }];
    sentences.extend(closed_sessions(deactivation.closed_sessions));
    sentences.join("\n")
}

/// After an account was enabled.
pub fn reactivated(reactivation: &Reactivation) -> String {
    let account = designated(&reactivation.account);
    if reactivation.has_changed {
        format!("Compte {account} réactivé.")
    } else {
        format!("Le compte {account} est déjà actif.")
    }
}

/// After failed attempts were forgotten, or there were none.
pub fn unlocked(unlocking: &Unlocking) -> String {
    let account = designated(&unlocking.account);
    match (unlocking.was_blocked, unlocking.has_changed) {
        (true, _) => format!("Compte {account} débloqué."),
        (false, true) => {
            format!("Le compte {account} n'était pas bloqué ; ses échecs de connexion sont oubliés.")
        }
        (false, false) => format!("Le compte {account} n'était pas bloqué."),
    }
}

/// After a password was reset.
pub fn password_reset(reset: &PasswordReset) -> String {
    let mut sentences = vec![format!(
        "Mot de passe du compte {} réinitialisé.",
        designated(&reset.account)
    )];
    sentences.extend(closed_sessions(reset.closed_sessions));
    sentences.push(temporary_password(&reset.password));
    sentences.join("\n")
}

/// « 2 clients et 1 contrat ».
pub fn portfolio(portfolio: Portfolio) -> String {
    let parts: Vec<String> = [
        (portfolio.customers, "client", "clients"),
        (portfolio.contracts, "contrat", "contrats"),
        (portfolio.events, "événement", "événements"),
    ]
    .into_iter()
    .filter(|(count, _, _)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    if parts.is_empty() {
        return String::from("quelque chose");
    }
    together(&parts)
}

fn named(user: &User) -> String {
    told_apart(&user.full_name(), &user.username)
}

/// « sales2 » (Dawn Stanley)
fn designated(account: &Colleague) -> String {
    told_apart(&quoted(&account.username), &account.full_name())
}

/// « 2 clients passent à Zoé Lefèvre »; nothing when nothing changes hands.
fn passing(handover: &Handover) -> Option<String> {
    let replacement = handover.replacement.as_ref()?;
    let verb = match handover.portfolio.total() {
        0 => return None,
        1 => "passe",
        _ => "passent",
    };
    Some(format!(
        "{} {verb} à {}",
        portfolio(handover.portfolio),
        clean(&replacement.full_name())
    ))
}

fn closed_sessions(count: usize) -> Option<String> {
    (count > 0).then(|| format!("{}.", counted(count, "session fermée", "sessions fermées")))
}
