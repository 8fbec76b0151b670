//! French of signing in, of the session and of the prompt.

use std::time::Duration;

use super::roles;
use crate::models::user::Actor;
use crate::security::clean::clean;

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
pub const PASSWORD_DUE: &str =
    "Votre mot de passe est provisoire : choisissez-en un autre avant de continuer.";
/// The rules, before a new password is asked.
pub const PASSWORD_RULES: &str = "De 12 à 128 caractères, sans votre nom ni celui de l'entreprise.";
/// When the two new passwords differ.
pub const PASSWORDS_DIFFER: &str = "Les deux saisies diffèrent : recommencez.";
/// While the history is searched; as wide as what rustyline shows then.
pub const SEARCH: &str = "(recherche du mot)";
/// The same, where no line of the history has the word.
pub const FAILED_SEARCH: &str = "(recherche sans résultat)";
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
    let username = clean(username);
    // A username begins with a letter without accent; « h » and « y » go either way.
    let elided = username.starts_with(['a', 'e', 'i', 'o', 'u']);
    let of = if elided { "d'" } else { "de " };
    format!("Mot de passe {of}{username} : ")
}

/// After signing in.
pub fn welcome(actor: &Actor) -> String {
    format!(
        "Bonjour {} ({}).",
        clean(&actor.full_name()),
        clean(roles::label(&actor.role))
    )
}

/// Shortly before the session ends by itself.
pub fn near_expiry(remaining: Duration) -> String {
    match remaining.as_secs() / 60 {
        0 => String::from("Votre session expire dans moins d'une minute."),
        1 => String::from("Votre session expire dans une minute."),
        minutes => format!("Votre session expire dans {minutes} minutes."),
    }
}

/// A length of time for people, rounded to the minute: `1 h 05 min`.
pub fn duration(length: Duration) -> String {
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
