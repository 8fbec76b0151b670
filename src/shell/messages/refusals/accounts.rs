//! The sentences of what the business refuses with accounts.

use super::counted;
use crate::error::{AccountRefusal, Portfolio};
use crate::shell::messages::prose::{Prose, advised, repeated};
use crate::shell::messages::typography::quoted;

/// What a refusal says.
pub fn prose(refusal: &AccountRefusal) -> Prose {
    match refusal {
        AccountRefusal::OwnAccount => advised(
            "c'est votre propre compte : personne ne se désactive, ne se supprime ni ne change son propre rôle.",
            "demandez à un autre gestionnaire",
        ),
        AccountRefusal::LastManager { username } => advised(
            format!(
                "{} est le dernier compte de gestion actif ; il en faut toujours un.",
                quoted(repeated(username))
            ),
            "utilisateurs lister --role gestion",
        ),
        AccountRefusal::HasPortfolio { username, portfolio } => advised(
            format!("{} suit encore {}.", quoted(repeated(username)), held(*portfolio)),
            format!(
                "utilisateurs desactiver {} --remplacant IDENTIFIANT ; ou confiez-les d'abord à un collègue",
                repeated(username)
            ),
        ),
        AccountRefusal::HasServed { username } => advised(
            format!(
                "{} a déjà servi : ce qui porte son nom reste, et le compte aussi.",
                quoted(repeated(username))
            ),
            format!("utilisateurs desactiver {}", repeated(username)),
        ),
        AccountRefusal::ReplacesHimself { username } => advised(
            format!("{} ne peut se remplacer lui-même.", quoted(repeated(username))),
            "nommez un autre collègue actif du même rôle",
        ),
        AccountRefusal::Inactive { username } => advised(
            format!("{} est désactivé.", quoted(repeated(username))),
            format!("utilisateurs reactiver {}", repeated(username)),
        ),
    }
}

/// « 2 clients et 1 contrat ».
fn held(portfolio: Portfolio) -> String {
    let parts: Vec<String> = [
        (portfolio.customers, "client", "clients"),
        (portfolio.contracts, "contrat", "contrats"),
        (portfolio.events, "événement", "événements"),
    ]
    .into_iter()
    .filter(|(count, _, _)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    match parts.as_slice() {
        [] => String::from("quelque chose"),
        [only] => only.clone(),
        [others @ .., last] => format!("{} et {last}", others.join(", ")),
    }
}
