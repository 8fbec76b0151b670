//! The titles of the sections of the general help.

use crate::shell::grammar::declaration::Section;

/// The title, without colon.
pub const fn title(section: Section) -> &'static str {
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
