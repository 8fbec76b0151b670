//! The sentences of what the business refuses with accounts.

use super::telephone;
use crate::error::{AccountRefusal, Holder, PortfolioLoss, TakenValue, UniqueField};
use crate::models::user::Portfolio;
use crate::shell::messages::prose::{Prose, advised, cited, repeated, together};
use crate::shell::messages::typography::numbered;
use crate::shell::messages::users;

/// What a refusal says.
pub fn prose(refusal: &AccountRefusal) -> Prose {
    match refusal {
        AccountRefusal::Taken { values } => taken(values),
        AccountRefusal::OwnAccount => advised(
            "c'est votre propre compte : personne ne se désactive, ne se supprime ni ne change son propre rôle.",
            "demandez à un autre gestionnaire",
        ),
        AccountRefusal::OwnPassword => advised(
            "c'est votre propre compte : vous choisissez vous-même votre mot de passe.",
            "mot-de-passe changer",
        ),
        AccountRefusal::LastManager { username } => advised(
            format!(
                "{} est le dernier compte de gestion actif ; il en faut toujours un.",
                cited(username)
            ),
            "utilisateurs lister --role gestion",
        ),
        AccountRefusal::HasPortfolio {
            username,
            portfolio,
            attempt,
        } => advised(
            format!("{} suit encore {}.", cited(username), users::portfolio(*portfolio)),
            match attempt {
                PortfolioLoss::Deactivation => format!(
                    "confiez d'abord cela à un collègue ; utilisateurs desactiver {} --remplacant IDENTIFIANT le fait \
                     en désactivant le compte",
                    repeated(username)
                ),
                PortfolioLoss::RoleChange => format!(
                    "confiez d'abord cela à un collègue avec {} ; utilisateurs voir {} le montre",
                    handed_over_by(*portfolio),
                    repeated(username)
                ),
            },
        ),
        AccountRefusal::HasServed {
            username: Some(username),
        } => advised(
            format!(
                "{} a déjà servi : ce qui porte son nom reste, et le compte aussi.",
                cited(username)
            ),
            format!("utilisateurs desactiver {}", repeated(username)),
        ),
        AccountRefusal::HasServed { username: None } => advised(
            "ce compte a déjà servi : ce qui porte son nom reste, et le compte aussi.",
            "désactivez-le avec utilisateurs desactiver",
        ),
        AccountRefusal::ReplacesHimself { username } => advised(
            format!("{} ne peut se remplacer lui-même.", cited(username)),
            "nommez un autre collègue actif du même rôle",
        ),
        AccountRefusal::Inactive { username } => advised(
            format!("{} est désactivé.", cited(username)),
            format!("utilisateurs reactiver {}", repeated(username)),
        ),
    }
}

/// The commands that give away each kind of thing in a portfolio.
fn handed_over_by(portfolio: Portfolio) -> String {
    let commands: Vec<String> = [
        (portfolio.customers, "clients transferer"),
        (portfolio.contracts, "contrats modifier --gestionnaire"),
        (portfolio.events, "evenements assigner"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(_, command)| command.to_owned())
    .collect();
    together(&commands)
}

fn taken(values: &[TakenValue]) -> Prose {
    let sentences: Vec<String> = values.iter().map(whose).collect();
    let sentence = match sentences.as_slice() {
        [] => String::from("un autre compte a déjà l'une de ces valeurs."),
        sentences => format!("{}.", sentences.join(" ; ")),
    };
    match values.iter().find_map(|taken| taken.holder.as_ref()) {
        Some(holder) => advised(sentence, format!("utilisateurs voir {}", holder.id)),
        None => advised(
            sentence,
            "tapez une autre valeur ; utilisateurs lister montre les comptes",
        ),
    }
}

fn whose(taken: &TakenValue) -> String {
    let value = match taken.field {
        UniqueField::Username => format!("l'identifiant {}", cited(&taken.value)),
        UniqueField::Email => format!("l'adresse {}", cited(&taken.value)),
        UniqueField::PhoneNumber => format!("le téléphone {}", telephone(&taken.value)),
    };
    let gender = match taken.field {
        UniqueField::Email => "celle",
        UniqueField::Username | UniqueField::PhoneNumber => "celui",
    };
    format!("{value} est déjà {gender} {}", owner(taken.holder.as_ref()))
}

fn owner(holder: Option<&Holder>) -> String {
    match holder {
        Some(holder) => format!("du compte {} ({})", numbered(holder.id), repeated(&holder.name)),
        None => String::from("d'un autre compte"),
    }
}
