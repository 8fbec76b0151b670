//! French of signing in, of the session and of the prompt.

use std::time::Duration;

use jiff::SignedDuration;

use super::permissions;
use super::prose::{of, told_apart};
use crate::models::permission::{PermissionName, Scope};
use crate::models::user::Actor;
use crate::security::clean::clean;
use crate::security::session::SessionState;
use crate::shell::grammar::values::role;

/// Before the password is asked again in place.
pub const EXPIRED_ASKING_AGAIN: &str =
    "Votre session a expiré. Votre mot de passe, et la commande tapée sera exécutée.";
/// After signing out.
pub const SIGNED_OUT: &str = "Vous êtes déconnecté.";
/// When there was nobody to sign out.
pub const NOBODY_TO_SIGN_OUT: &str = "Personne n'était connecté.";
/// After a change of password.
pub const PASSWORD_CHANGED: &str = "Mot de passe changé. Vos autres sessions sont fermées.";
/// Before a temporary password is replaced.
pub const PASSWORD_DUE: &str = "Votre mot de passe est provisoire : choisissez-en un autre avant de continuer.";
/// The rules, before a new password is asked.
pub const PASSWORD_RULES: &str = "De 12 à 128 caractères, sans votre nom ni celui de l'entreprise.";
/// When the two new passwords differ.
pub const PASSWORDS_DIFFER: &str = "Les deux saisies diffèrent : recommencez.";
/// Asks who wants to sign in.
pub const USERNAME_QUESTION: &str = "Identifiant : ";
/// Asks for the present password.
pub const OLD_PASSWORD_QUESTION: &str = "Mot de passe actuel : ";
/// Asks for a new password.
pub const NEW_PASSWORD_QUESTION: &str = "Nouveau mot de passe : ";
/// Asks for it again.
pub const NEW_PASSWORD_AGAIN_QUESTION: &str = "Nouveau mot de passe, encore : ";

/// Asks for the password of an account.
pub fn password_question(username: &str) -> String {
    // « h » and « y » go either way.
    format!("Mot de passe {} : ", of(&clean(username)))
}

/// After signing in.
pub fn welcome(actor: &Actor) -> String {
    format!("Bonjour {}.", told_apart(&actor.full_name(), role::label(&actor.role)))
}

/// Who is signed in, for how long, and what they may do; `age` and `remaining` are those of the session.
pub fn who_am_i(session_state: &SessionState, age: Duration, remaining: Duration) -> String {
    let actor = &session_state.actor;
    let mut lines = vec![
        told_apart(&actor.full_name(), &actor.username),
        format!("Rôle : {}", clean(role::label(&actor.role))),
        format!(
            "Session : ouverte depuis {}, expire dans {} sans activité",
            duration(age),
            duration(remaining),
        ),
        String::from("Droits :"),
    ];
    lines.extend(PermissionName::ALL.iter().filter_map(|permission| {
        let reach = match session_state.scope_of(*permission)? {
            Scope::Any => "",
            Scope::Own => " (dans votre portefeuille)",
        };
        Some(format!("  {}{reach}", permissions::label(*permission)))
    }));
    lines.join("\n")
}

/// Shortly before the session ends by itself.
pub fn near_expiry(remaining: Duration) -> String {
    match remaining.as_secs() / 60 {
        0 => String::from("Votre session expire dans moins d'une minute."),
        1 => String::from("Votre session expire dans une minute."),
        minutes => format!("Votre session expire dans {minutes} minutes."),
    }
}

/// When the server's clock is ahead of the machine's by that much, or behind it.
pub fn clock_gap(ahead: SignedDuration) -> String {
    let verb = if ahead.is_positive() { "retarde" } else { "avance" };
    format!(
        "L'horloge de cette machine {verb} de {} sur celle du serveur, qui est celle que suit le programme.",
        duration(ahead.unsigned_abs())
    )
}

/// A length of time for people, rounded to the minute: `1 h 05 min`.
fn duration(length: Duration) -> String {
    let minutes = (length.as_secs() + 30) / 60;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

/// When commands on standard input end at one that failed.
pub fn stopped_at(line: u64) -> String {
    format!("Arrêt à la ligne {line} de l'entrée standard.")
}

/// When the rest of a paste is not run because one of its lines failed.
pub fn paste_dropped(lines: usize) -> String {
    match lines {
        1 => String::from("La ligne collée suivante n'a pas été exécutée."),
        lines => format!("Les {lines} lignes collées suivantes n'ont pas été exécutées."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_elides_before_a_vowel() {
        assert_eq!(password_question("sales2"), "Mot de passe de sales2 : ");
        assert_eq!(password_question("imoreau"), "Mot de passe d'imoreau : ");
    }
}
