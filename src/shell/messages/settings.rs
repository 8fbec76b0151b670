//! French of the settings: what is accepted, and why a file of them is not obeyed. What each means is written in
//! `.env.example`.

use std::path::Path;

use super::file_faults::{described_path, of_path};
use super::prose::{Prose, advised, alternatives, cited, shown_path};
use crate::error::{Expectation, SettingPlace, SettingsFault, Unit};

/// A setting whose value is not what it accepts.
pub fn invalid(name: &str, expected_value: Expectation, place: Option<&SettingPlace>) -> Prose {
    advised(
        format!(
            "le réglage {name}{} n'est pas valable ; attendu : {}.",
            parenthesis(place),
            expected(expected_value)
        ),
        format!(
            "{} ; .env.example décrit chaque réglage",
            correction(expected_value, place)
        ),
    )
}

/// A variable that is named like a setting and is none.
pub fn unknown(name: &str, suggestion: Option<&str>, place: Option<&SettingPlace>) -> Prose {
    let sentence = format!(
        "aucun réglage ne s'appelle {}{} : le programme ne démarre pas.",
        cited(name),
        parenthesis(place)
    );
    match suggestion {
        Some(setting) => advised(sentence, format!("vouliez-vous dire {setting} ?")),
        None => advised(
            sentence,
            "corrigez son nom ou ôtez cette variable ; .env.example décrit chaque réglage",
        ),
    }
}

/// A settings file that is not obeyed.
pub fn refused(path: &Path, fault: SettingsFault) -> Prose {
    let file = described_path(path);
    match fault {
        SettingsFault::NotRegular => advised(
            format!("{file} n'est pas un fichier ordinaire : aucun réglage n'y est lu."),
            "donnez le chemin d'un fichier de texte",
        ),
        SettingsFault::ForeignOwner => advised(
            format!("{file} appartient à un autre compte de cette machine : aucun réglage n'y est lu."),
            // Nobody changes the mode of a file that is not theirs: what is protected is the copy.
            "copiez-le sous votre compte après l'avoir lu, protégez la copie par chmod 600, et nommez-la par \
             --configuration",
        ),
        SettingsFault::TooLarge => advised(
            format!("{file} dépasse 64 Kio : aucun réglage n'y est lu."),
            "gardez-y les seuls réglages du programme",
        ),
        SettingsFault::Encoding { line } => advised(
            format!("{} n'est pas en UTF-8.", line_of(path, line)),
            "enregistrez le fichier en UTF-8, puis recommencez",
        ),
        SettingsFault::Form { line } => advised(
            format!("{} n'a pas la forme REGLAGE=valeur.", line_of(path, line)),
            "entourez de ' une valeur qui contient une espace, # ou \\ ; # commence un commentaire",
        ),
    }
}

/// Where it is to be corrected: a value without a place in the file is one of the environment, which wins.
const fn correction(expected_value: Expectation, place: Option<&SettingPlace>) -> &'static str {
    match (place, expected_value) {
        (Some(_), _) => "corrigez-le à cette ligne",
        (None, Expectation::ProductionDatabaseAddress | Expectation::DirectoryWithoutHome) => {
            "donnez-le dans l'environnement, dans .env ou dans le fichier de --configuration"
        }
        (None, _) => "corrigez-le dans l'environnement",
    }
}

fn parenthesis(place: Option<&SettingPlace>) -> String {
    place.map_or_else(String::new, |SettingPlace { path, line }| {
        format!(" ({}, ligne {line})", shown_path(path))
    })
}

fn line_of(path: &Path, line: u64) -> String {
    format!("la ligne {line} {}", of_path(path))
}

/// What a setting accepts; without a full stop.
pub fn expected(expectation: Expectation) -> String {
    String::from(match expectation {
        Expectation::Words(words) => return alternatives(words),
        Expectation::Number { unit, maximum } => {
            let counted = match unit {
                Unit::Seconds => "de secondes",
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
        Expectation::EncodedDatabaseAddress => {
            "mysql://compte:mot-de-passe@hote:port/base, où le compte et le mot de passe s'écrivent avec %40 pour @, \
             %3A pour :, %2F pour /, %3F pour ?, %23 pour # et %25 pour %"
        }
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
    fn s11_a_setting_is_corrected_where_it_is() {
        let advice = |expected_value, place| invalid("RUST_LOG", expected_value, place).1.unwrap();
        let place = SettingPlace {
            path: "autre".into(),
            line: 3,
        };
        for (expected_value, place, told) in [
            (Expectation::LogFilter, Some(&place), "corrigez-le à cette ligne ;"),
            (Expectation::LogFilter, None, "corrigez-le dans l'environnement ;"),
            (
                Expectation::ProductionDatabaseAddress,
                None,
                "dans l'environnement, dans .env ou dans le fichier de --configuration ;",
            ),
        ] {
            let advice = advice(expected_value, place);
            assert!(advice.contains(told), "{advice}");
        }
    }

    #[test]
    fn s11_of_a_file_of_another_account_the_copy_is_protected_and_named() {
        let (_, advice) = refused(Path::new("prete.env"), SettingsFault::ForeignOwner);
        let advice = advice.unwrap();
        assert!(!advice.contains("prete.env"), "{advice}");
        for part in ["copie", "chmod 600", "--configuration"] {
            assert!(advice.contains(part), "{advice}");
        }
    }

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
