//! Why a value is refused, in French: what is wrong, then what to type instead.
//!
//! Each text is the end of a sentence that already names the argument and shows what was typed: it begins with a small
//! letter and has no full stop. What was typed is never repeated here, and a forbidden character is named by its code
//! (S20), so that every text can go to a terminal as it is.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::prose::counted;
use super::typography::{grouped, numbered, quoted, typeset};
use crate::models::date_time::Day;
use crate::models::invalid_value::{AmountFault, DateFault, InvalidValue, ReferenceKind};

/// The end of the sentence that says why a value is refused.
pub fn describe(why: &InvalidValue) -> String {
    match why {
        InvalidValue::Empty => String::from("la valeur est vide ; tapez au moins un caractère"),
        InvalidValue::TooShort { minimum, length } => {
            format!("trop court ({}) ; il en faut au moins {minimum}", characters(*length))
        }
        InvalidValue::TooLong { maximum, length } => {
            format!("trop long ({}) ; {maximum} au plus", characters(*length))
        }
        InvalidValue::ForbiddenCharacter { character, position } => forbidden_character(*character, *position),
        InvalidValue::Amount(fault) => String::from(amount(*fault)),
        InvalidValue::Date(fault) => date(*fault),
        InvalidValue::Email => {
            String::from("ce n'est pas une adresse e-mail ; tapez par exemple prenom.nom@exemple.fr")
        }
        InvalidValue::PhoneNumber => String::from(
            "ce n'est pas un numéro de téléphone ; tapez par exemple 06 12 34 56 78, ou +678 123 4567 pour un autre \
             pays",
        ),
        InvalidValue::Username => typeset(
            "un identifiant a 3 à 32 caractères, lettres sans accent, chiffres, « . », « _ » ou « - », commence par \
             une lettre et n'est pas un matricule ; tapez par exemple j.dupont",
        ),
        InvalidValue::Variable => String::from(
            "une variable se donne par NOM=VALEUR, le nom commençant par une lettre sans accent ; tapez par exemple \
             remise=250,00",
        ),
        InvalidValue::Reference(kind) => String::from(reference(*kind)),
        InvalidValue::Number { minimum, maximum } => number(*minimum, *maximum),
        InvalidValue::Choice { choices, suggestion } => choice(choices, *suggestion),
    }
}

fn characters(count: usize) -> String {
    counted(count, "caractère", "caractères")
}

fn forbidden_character(character: char, position: usize) -> String {
    let code = u32::from(character);
    let name = match character {
        '\t' => "tabulation",
        '\n' | '\r' => "saut de ligne",
        other if other.is_control() => "caractère de contrôle",
        other if other.general_category_group() == GeneralCategoryGroup::Mark => "signe sans lettre",
        _ => "caractère invisible ou réservé",
    };
    let place = numbered(position);
    format!("le caractère {place} n'est pas accepté (U+{code:04X}, {name}) ; retirez-le")
}

fn amount(fault: AmountFault) -> &'static str {
    match fault {
        AmountFault::NotANumber => "ce n'est pas un montant ; tapez par exemple 1234,56 ou \"1 234,56 €\"",
        AmountFault::TooManyDecimals => "un montant a deux décimales au plus ; tapez par exemple 1234,56",
        AmountFault::Ambiguous => "montant ambigu, des milliers ou des décimales ? Pour 1.234, tapez 1234 ou 1,23",
        AmountFault::Signed => "un montant s'écrit sans signe ; tapez par exemple 1234,56",
        AmountFault::Exponent => "un montant s'écrit sans exposant ; au lieu de 1e3, tapez 1000",
        AmountFault::TooLarge => "un montant est de 9 999 999 999,99 € au plus ; tapez un montant plus petit",
    }
}

fn date(fault: DateFault) -> String {
    match fault {
        DateFault::Form => String::from(
            "forme inconnue ; tapez une date comme 25/12/2026 ou, avec l'heure, comme \"25/12/2026 14:30\"",
        ),
        DateFault::MissingTime { day } => {
            format!("il manque l'heure ; tapez par exemple \"{} 14:30\"", Day::new(day))
        }
        DateFault::UnexpectedTime { day } => {
            format!("seul le jour est attendu, sans heure ; tapez {}", Day::new(day))
        }
        DateFault::Calendar => String::from(
            "ce jour ou cette heure n'existe pas dans le calendrier ; vérifiez le jour, le mois et l'heure",
        ),
        DateFault::TwoDigitYear => String::from("l'année s'écrit avec quatre chiffres ; tapez par exemple 25/12/2026"),
        DateFault::Skipped { before, after } => format!(
            "cette heure n'existe pas, les horloges la sautent ce jour-là ; tapez {} ou {}",
            before.strftime("\"%d/%m/%Y %H:%M\""),
            after.strftime("\"%d/%m/%Y %H:%M\""),
        ),
        DateFault::Repeated {
            first_offset_seconds,
            second_offset_seconds,
        } => format!(
            "cette heure existe deux fois, les horloges reculent ce jour-là ; tapez AAAA-MM-JJThh:mm{} pour la \
             première, AAAA-MM-JJThh:mm{} pour la seconde",
            offset(first_offset_seconds),
            offset(second_offset_seconds),
        ),
        DateFault::BeforeFirst { first } => {
            format!(
                "ce jour est avant le premier, le {} ; corrigez l'un des deux",
                Day::new(first)
            )
        }
    }
}

/// `+02:00`. Offsets of today are whole minutes.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn reference(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Customer => "cela ne désigne pas un client ; tapez son numéro, comme 12, ou son adresse e-mail",
        ReferenceKind::User => {
            "cela ne désigne pas un utilisateur ; tapez son numéro, comme 12, son identifiant ou son matricule, comme \
             EMP-0001"
        }
        ReferenceKind::Contract => "cela ne désigne pas un contrat ; tapez son numéro, comme 12 ou CT-2026-000012",
        ReferenceKind::Operation => {
            "cela ne désigne pas une opération ; recopiez son numéro du message, comme \
             0b6e5c1e-3f0a-4f5e-9f57-6d2f4a9b8c11"
        }
        ReferenceKind::Event => "cela ne désigne pas un événement ; tapez son numéro, comme 12 ou EV-2026-000012",
    }
}

/// The greatest number of all says nothing to a person.
fn number(minimum: u64, maximum: u64) -> String {
    if maximum == u64::MAX {
        return format!("tapez un nombre entier, {minimum} au moins");
    }
    format!("tapez un nombre entier de {minimum} à {}", grouped(maximum))
}

fn choice(choices: &[&str], suggestion: Option<&str>) -> String {
    let list = choices.join(", ");
    match suggestion {
        Some(suggestion) => format!("vouliez-vous dire {} ? Valeurs acceptées : {list}", quoted(suggestion)),
        None => format!("ce choix n'existe pas ; valeurs acceptées : {list}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::*;
    use crate::models::amount::Amount;
    use crate::models::date_time::Moment;
    use crate::models::text::{Note, PersonName};
    use crate::security::clean::is_forbidden;

    fn why_not_moment(typed: &str) -> String {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        describe(&Moment::parse(typed, &paris).unwrap_err())
    }

    #[test]
    fn an_ambiguous_amount_says_both_ways_to_write_it() {
        assert_eq!(
            describe(&Amount::parse("1.234").unwrap_err()),
            "montant ambigu, des milliers ou des décimales ? Pour 1.234, tapez 1234 ou 1,23"
        );
    }

    #[test]
    fn both_readings_of_a_local_time_are_named_and_can_be_typed() {
        assert_eq!(
            why_not_moment("29/03/2026 02:30"),
            "cette heure n'existe pas, les horloges la sautent ce jour-là ; tapez \"29/03/2026 01:30\" ou \
             \"29/03/2026 03:30\""
        );
        assert_eq!(
            why_not_moment("25/10/2026 02:30"),
            "cette heure existe deux fois, les horloges reculent ce jour-là ; tapez AAAA-MM-JJThh:mm+02:00 pour la \
             première, AAAA-MM-JJThh:mm+01:00 pour la seconde"
        );
        assert_eq!(offset(-12_600), "-03:30");
    }

    #[test]
    fn a_day_alone_or_a_time_too_many_is_told_with_the_day_that_was_typed() {
        assert_eq!(
            why_not_moment("26/12/2026"),
            "il manque l'heure ; tapez par exemple \"26/12/2026 14:30\""
        );
        assert_eq!(
            describe(&Day::parse("26/12/2026 14h").unwrap_err()),
            "seul le jour est attendu, sans heure ; tapez 26/12/2026"
        );
    }

    #[test]
    fn a_period_that_ends_before_it_begins_names_its_first_day() {
        let first = jiff::civil::date(2026, 12, 25);
        assert_eq!(
            describe(&InvalidValue::Date(DateFault::BeforeFirst { first })),
            "ce jour est avant le premier, le 25/12/2026 ; corrigez l'un des deux"
        );
    }

    #[test]
    fn s20_a_forbidden_character_is_named_not_shown() {
        assert_eq!(
            describe(&PersonName::parse("Zoé\u{202E}").unwrap_err()),
            "le caractère n°\u{a0}4 n'est pas accepté (U+202E, caractère invisible ou réservé) ; retirez-le"
        );
        assert_eq!(
            describe(&PersonName::parse("a\tb").unwrap_err()),
            "le caractère n°\u{a0}2 n'est pas accepté (U+0009, tabulation) ; retirez-le"
        );
    }

    #[test]
    fn lengths_and_bounds_are_given() {
        assert_eq!(
            describe(&InvalidValue::TooShort { minimum: 3, length: 1 }),
            "trop court (1 caractère) ; il en faut au moins 3"
        );
        assert_eq!(
            describe(&InvalidValue::TooLong {
                maximum: 100,
                length: 101
            }),
            "trop long (101 caractères) ; 100 au plus"
        );
        assert_eq!(number(1, 1000), "tapez un nombre entier de 1 à 1\u{202f}000");
        assert_eq!(number(1, u64::MAX), "tapez un nombre entier, 1 au moins");
    }

    #[test]
    fn a_closed_list_is_shown_with_the_word_perhaps_meant() {
        let why = |suggestion| InvalidValue::Choice {
            choices: &["json", "csv"],
            suggestion,
        };
        assert_eq!(
            describe(&why(Some("json"))),
            "vouliez-vous dire «\u{a0}json\u{a0}» ? Valeurs acceptées : json, csv"
        );
        assert_eq!(
            describe(&why(None)),
            "ce choix n'existe pas ; valeurs acceptées : json, csv"
        );
    }

    proptest! {
        #[test]
        fn s20_no_text_holds_a_forbidden_character(typed in any::<String>()) {
            let refused = [
                PersonName::parse(&typed).err(),
                Note::parse(&typed).err(),
                Amount::parse(&typed).err(),
            ];
            for why in refused.into_iter().flatten() {
                let text = describe(&why);
                prop_assert!(!text.contains(is_forbidden));
            }
        }
    }
}
