//! French of the help: its titles, what it says of an argument, and the right a command needs.

use super::permissions;
use super::typography::typeset;
use crate::shell::grammar::argument::{Form, Specification};
use crate::shell::grammar::declaration::{Need, Section};

/// Above how a command is written.
pub const USAGE: &str = "Usage";
/// Above the arguments that are known by their place.
pub const ARGUMENTS: &str = "Arguments";
/// Above those that begin with dashes.
pub const OPTIONS: &str = "Options";
/// Above those of the program.
pub const PROGRAM_OPTIONS: &str = "Options du programme, avant la commande";
/// Above the examples.
pub const EXAMPLES: &str = "Exemples";
/// How the program is started, after its name.
pub const PROGRAM_USAGE: &str = "[OPTION…] [COMMANDE…]";
/// What `--aide` does after a command.
pub const HELP_OF_COMMAND: &str = "Affiche cette aide au lieu d'exécuter la commande.";
/// What it does before any.
pub const HELP_OF_PROGRAM: &str = "Affiche cette aide.";

/// The title of a section of the general help, without colon.
pub const fn section(section: Section) -> &'static str {
    match section {
        Section::Session => "Session",
        Section::Customers => "Clients",
        Section::Contracts => "Contrats",
        Section::Events => "Événements",
        Section::Management => "Gestion",
        Section::Files => "Fichiers",
        Section::Database => "Base de données",
    }
}

/// How to learn more, after every command.
pub fn more() -> String {
    typeset("Aide d'une commande : « aide clients lister », ou --aide n'importe où dans la ligne.")
}

/// How to learn more, after the commands of an object.
pub fn more_of_object(object: &str) -> String {
    format!("Aide d'une commande : aide {object} VERBE")
}

/// The other names of a command.
pub fn aliases(aliases: &[&str]) -> String {
    format!("Autres noms : {}.", aliases.join(", "))
}

/// What an argument is, whether it is needed, what it accepts and what it excludes.
pub fn argument(specification: &Specification) -> String {
    let note = match (specification.form, specification.required) {
        (Form::Positional, false) | (Form::Rest, _) => " Facultatif.",
        (Form::Option, true) => " Obligatoire.",
        (Form::Positional, true) | (Form::Option, false) | (Form::Switch, _) => "",
    };
    let choices = match specification.choices {
        [] => String::new(),
        choices => format!(" Valeurs : {}.", choices.join(", ")),
    };
    let contrary = match specification.excludes {
        [] => String::new(),
        excluded => format!(" Exclut --{}.", excluded.join(", --")),
    };
    format!("{}{note}{choices}{contrary}", specification.help)
}

/// What a command needs before it does anything.
pub fn need(need: Need) -> String {
    match need {
        Need::Nothing => String::from("Aucune connexion n'est nécessaire."),
        Need::Session => String::from("Il faut être connecté."),
        Need::SessionUnless(switch) => format!("Il faut être connecté, sauf avec --{switch}."),
        Need::Permission(permission) => format!("Droit nécessaire : {}.", permissions::label(permission)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::permission::PermissionName;

    #[test]
    fn the_needed_right_is_named() {
        assert_eq!(
            need(Need::Permission(PermissionName::CustomerCreate)),
            "Droit nécessaire : créer un client."
        );
        assert_eq!(need(Need::Session), "Il faut être connecté.");
    }
}
