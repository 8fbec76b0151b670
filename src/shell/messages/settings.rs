//! French of the settings: what is accepted. What each means is written in `.env.example`.

use super::prose::alternatives;
use crate::error::{Expectation, Unit};

/// What a setting accepts; without a full stop.
pub fn expected(expectation: Expectation) -> String {
    String::from(match expectation {
        Expectation::Words(words) => return alternatives(words),
        Expectation::Number { unit, maximum } => {
            let counted = match unit {
                Unit::Minutes => "de minutes",
                Unit::Hours => "d'heures",
            };
            return format!("un nombre {counted} de 1 à {maximum}");
        }
        Expectation::Utf8 => "un texte en UTF-8",
        Expectation::TimeZone => "un fuseau horaire tel que Europe/Paris",
        Expectation::Directory => "un dossier",
        Expectation::DirectoryWithoutHome => "un dossier, car votre compte n'a pas de dossier personnel",
        Expectation::CertificateFile => "un fichier PEM qui existe",
        Expectation::DatabaseAddress => "mysql://compte:mot-de-passe@hote:port/base",
        Expectation::ProductionDatabaseAddress => "l'adresse de la base, obligatoire en production",
        Expectation::SentryAddress => "une adresse telle que https://cle@sentry.example/1",
        Expectation::LogFilter => {
            "error, warn, info, debug, trace ou off, ou une liste telle que warn,epic_events::database=debug"
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_bounds_are_named() {
        assert_eq!(expected(Expectation::Words(&["tous", "aucun"])), "tous ou aucun");
        let hours = Expectation::Number {
            unit: Unit::Hours,
            maximum: 24,
        };
        assert_eq!(expected(hours), "un nombre d'heures de 1 à 24");
    }
}
