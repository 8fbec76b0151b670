//! What can be an argument of a command: the models, and the few words that only the shell knows.
//!
//! The type of an argument brings its placeholder, its parser, its closed list and its completion. Reading a value asks
//! nothing but its text and the zone of the person: whether a customer exists is for the services to say.

pub mod role;

use std::path::{Path, PathBuf};

use super::argument::{Completion, ReadText, Reading, TextValue, Value};
use crate::models::amount::Amount;
use crate::models::audit_entry::ObjectType;
use crate::models::date_time::{Day, Moment};
use crate::models::email_address::EmailAddress;
use crate::models::folding::{fold_keyword, nearest};
use crate::models::identifier::{
    ContractReference, CustomerReference, EventReference, Id, OperationReference, UserReference,
};
use crate::models::invalid_value::InvalidValue;
use crate::models::page::PageSize;
use crate::models::payment::PaymentMethod;
use crate::models::phone_number::PhoneNumber;
use crate::models::text::{Line, Note, is_blank};
use crate::models::username::Username;
use crate::models::whole_number::Attendees;

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// `tableau`: rows and columns.
    Table,
    /// `fiche`: one field per line.
    Record,
    /// `csv`: for a spreadsheet.
    Csv,
    /// `json`: one array.
    Json,
    /// `jsonl`: one object per line.
    JsonLines,
}

impl OutputFormat {
    /// In the order of [`Value::CHOICES`].
    const ALL: [Self; 5] = [Self::Table, Self::Record, Self::Csv, Self::Json, Self::JsonLines];
}

/// Declares the choices of closed lists, with what the usage line shows and their words, in the order of `ALL`.
macro_rules! closed_lists {
    ($($choice:ty => $placeholder:literal, $words:expr;)*) => {
        $(impl Value for $choice {
            const PLACEHOLDER: &'static str = $placeholder;
            const CHOICES: &'static [&'static str] = &$words;

            fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
                one_of(text, Self::CHOICES, &Self::ALL)
            }

            fn canonical(&self) -> String {
                word_of(self, Self::CHOICES, &Self::ALL)
            }
        })*
    };
}

closed_lists! {
    PaymentMethod => "MOYEN", ["virement", "carte", "cheque", "especes"];
    ObjectType => "OBJET", ["utilisateur", "client", "contrat", "evenement", "session"];
    OutputFormat => "FORMAT", ["tableau", "fiche", "csv", "json", "jsonl"];
}

/// Declares words of which nothing but their text is known, with what the usage line shows and completion proposes.
macro_rules! words_as_typed {
    ($($(#[$documentation:meta])* $name:ident => $placeholder:literal, $completion:ident;)*) => {
        $(
            $(#[$documentation])*
            #[derive(Debug, Clone, PartialEq, Eq)]
            pub struct $name(String);

            impl $name {
                /// The word as typed.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl Value for $name {
                const PLACEHOLDER: &'static str = $placeholder;
                const COMPLETION: Completion = Completion::$completion;

                fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
                    as_typed(text).map(|text| Self(text.to_owned()))
                }

                fn canonical(&self) -> String {
                    self.0.clone()
                }
            }
        )*
    };
}

words_as_typed! {
    /// A word of a command, to ask help about.
    CommandWord => "COMMANDE", CommandWords;
    /// A name to sign in with: nothing is said of its form, so that nobody learns which names can exist.
    SignInName => "IDENTIFIANT", None;
    /// An error code, known or not.
    ErrorCode => "CODE", ErrorCodes;
}

/// A file or folder of this machine, named byte for byte as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePath(PathBuf);

impl FilePath {
    /// The path.
    pub fn as_path(&self) -> &Path {
        &self.0
    }
}

/// What a command reads: a file, or `-` for standard input. To every other command `-` is a file like any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputPath(FilePath);

impl InputPath {
    /// The path.
    pub fn as_path(&self) -> &Path {
        self.0.as_path()
    }
}

/// The place of a word in a closed list of keywords, without regard to case and accents.
///
/// # Errors
/// [`InvalidValue::Choice`] with the list and the word that was perhaps meant.
fn choice(text: &str, choices: &'static [&'static str]) -> Result<usize, InvalidValue> {
    let typed = fold_keyword(text.trim_matches(is_blank));
    choices
        .iter()
        .position(|choice| *choice == typed)
        .ok_or_else(|| InvalidValue::Choice {
            choices,
            suggestion: nearest(&typed, choices.iter().copied()),
        })
}

impl Value for InputPath {
    const PLACEHOLDER: &'static str = FilePath::PLACEHOLDER;
    const COMPLETION: Completion = Completion::PathOrStandardInput;

    fn parse(text: &str, reading: &Reading) -> Result<Self, InvalidValue> {
        FilePath::parse(text, reading).map(Self)
    }

    fn canonical(&self) -> String {
        self.0.canonical()
    }
}

impl Value for FilePath {
    const PLACEHOLDER: &'static str = "FICHIER";
    const COMPLETION: Completion = Completion::Path;

    /// No operating system accepts the character 0 in a path.
    fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
        as_typed(text)?;
        if let Some(index) = text.chars().position(|character| character == '\0') {
            return Err(InvalidValue::ForbiddenCharacter {
                character: '\0',
                position: index + 1,
            });
        }
        Ok(Self(PathBuf::from(text)))
    }

    fn canonical(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }
}

/// Declares the models that their own parser reads, with what the usage line shows of each.
macro_rules! text_values {
    ($($model:ty => $placeholder:literal;)*) => {
        $(impl TextValue for $model {
            const PLACEHOLDER: &'static str = $placeholder;
            const READ: ReadText<Self> = Self::parse;
        })*
    };
}

text_values! {
    Note => "TEXTE";
    EmailAddress => "EMAIL";
    Username => "IDENTIFIANT";
    CustomerReference => "CLIENT";
    UserReference => "UTILISATEUR";
    ContractReference => "CONTRAT";
    EventReference => "EVENEMENT";
    OperationReference => "OPERATION";
    PageSize => "NOMBRE";
    Attendees => "NOMBRE";
}

impl<const MINIMUM: usize, const MAXIMUM: usize> TextValue for Line<MINIMUM, MAXIMUM> {
    const PLACEHOLDER: &'static str = "TEXTE";
    const READ: ReadText<Self> = Self::parse;
}

impl<Object: 'static> TextValue for Id<Object> {
    const PLACEHOLDER: &'static str = "NUMERO";
    const READ: ReadText<Self> = Self::parse;
}

/// Declares the models that people read otherwise than they are written, in any zone, with what the usage line shows of
/// each and its canonical text.
macro_rules! spoken_values {
    ($($model:ty => $placeholder:literal, $canonical:expr;)*) => {
        $(impl Value for $model {
            const PLACEHOLDER: &'static str = $placeholder;

            fn parse(text: &str, _reading: &Reading) -> Result<Self, InvalidValue> {
                Self::parse(text)
            }

            fn canonical(&self) -> String {
                $canonical(self)
            }

            fn french(&self, _reading: &Reading) -> String {
                self.to_string()
            }
        })*
    };
}

spoken_values! {
    Amount => "MONTANT", |amount: &Self| Self::canonical(*amount);
    Day => "DATE", |day: &Self| Self::canonical(*day);
    PhoneNumber => "TELEPHONE", |number: &Self| number.as_str().to_owned();
}

impl Value for Moment {
    const PLACEHOLDER: &'static str = "DATE-HEURE";

    fn parse(text: &str, reading: &Reading) -> Result<Self, InvalidValue> {
        Self::parse(text, &reading.time_zone)
    }

    fn canonical(&self) -> String {
        Self::canonical(*self)
    }

    fn french(&self, reading: &Reading) -> String {
        Self::french(*self, &reading.time_zone)
    }
}

/// The choice that a word of a closed list means; words and choices are in the same order.
///
/// # Errors
/// [`InvalidValue::Choice`] with the list and the word that was perhaps meant.
pub fn one_of<Choice: Copy>(
    text: &str,
    words: &'static [&'static str],
    choices: &[Choice],
) -> Result<Choice, InvalidValue> {
    let place = choice(text, words)?;
    choices.get(place).copied().ok_or(InvalidValue::Choice {
        choices: words,
        suggestion: None,
    })
}

/// The word that means a choice of a closed list; words and choices are in the same order.
pub fn word_of<Choice: PartialEq>(wanted: &Choice, words: &[&str], choices: &[Choice]) -> String {
    let place = choices.iter().position(|choice| choice == wanted);
    let word = place.and_then(|place| words.get(place));
    word.map(|word| (*word).to_owned()).unwrap_or_default()
}

/// Any text that is not blank.
fn as_typed(text: &str) -> Result<&str, InvalidValue> {
    if text.trim_matches(is_blank).is_empty() {
        return Err(InvalidValue::Empty);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use jiff::tz::TimeZone;

    use super::*;
    use crate::models::identifier::SessionId;
    use crate::models::role::RoleReference;
    use crate::models::text::{PersonName, Reason};

    fn reading() -> Reading {
        Reading {
            time_zone: TimeZone::get("Europe/Paris").unwrap(),
        }
    }

    fn reads_back<Argument: Value + Debug + PartialEq>(typed: &str, canonical: &str) {
        let value = <Argument as Value>::parse(typed, &reading()).unwrap();
        assert_eq!(Value::canonical(&value), canonical);
        assert_eq!(<Argument as Value>::parse(canonical, &reading()), Ok(value));
    }

    #[test]
    fn the_canonical_text_of_every_value_reads_back() {
        reads_back::<OutputFormat>("JSONL", "jsonl");
        reads_back::<RoleReference>("Gestion", "gestion");
        reads_back::<CommandWord>("clients", "clients");
        reads_back::<FilePath>("dossier/ été .csv", "dossier/ été .csv");
        reads_back::<PersonName>(" Zoé ", "Zoé");
        reads_back::<Reason>("Départ en congé", "Départ en congé");
        reads_back::<Note>("a\r\nb", "a\nb");
        reads_back::<Amount>("1 234,5 €", "1234.50");
        reads_back::<Day>("1er mai 2026", "2026-05-01");
        reads_back::<Moment>("25/12/2026 14h30", "2026-12-25T13:30:00Z");
        reads_back::<EmailAddress>("Kevin@Startup.io", "kevin@startup.io");
        reads_back::<PhoneNumber>("06 12 34 56 78", "+33612345678");
        reads_back::<Username>("Sales1", "sales1");
        reads_back::<SessionId>("#7", "7");
        reads_back::<CustomerReference>("#12", "12");
        reads_back::<UserReference>("emp-0001", "EMP-0001");
        reads_back::<ContractReference>("ct-2026-000012", "CT-2026-000012");
        reads_back::<EventReference>("ev-2026-000012", "EV-2026-000012");
        reads_back::<PageSize>("025", "25");
    }

    #[test]
    fn closed_lists_ignore_case_and_accents_and_suggest_without_guessing() {
        static WORDS: [&str; 4] = ["virement", "carte", "cheque", "especes"];
        assert_eq!(choice(" Chèque ", &WORDS), Ok(2));
        assert_eq!(choice("ESPE\u{300}CES", &WORDS), Ok(3));
        assert_eq!(
            choice("virment", &WORDS),
            Err(InvalidValue::Choice {
                choices: &WORDS,
                suggestion: Some("virement")
            })
        );
        assert_eq!(
            choice("vir", &WORDS),
            Err(InvalidValue::Choice {
                choices: &WORDS,
                suggestion: Some("virement")
            })
        );
        assert_eq!(
            choice("", &WORDS),
            Err(InvalidValue::Choice {
                choices: &WORDS,
                suggestion: None
            })
        );
    }

    #[test]
    fn every_word_of_a_closed_list_names_its_own_value() {
        fn every_word_names_its_own<Choice: Value + Debug + PartialEq>(all: &[Choice]) {
            assert_eq!(all.len(), Choice::CHOICES.len());
            for (choice, word) in all.iter().zip(Choice::CHOICES) {
                assert_eq!(choice.canonical(), *word);
                assert_eq!(Choice::parse(word, &reading()).as_ref(), Ok(choice));
            }
        }
        every_word_names_its_own(&OutputFormat::ALL);
        every_word_names_its_own(&PaymentMethod::ALL);
        every_word_names_its_own(&ObjectType::ALL);
        let all = OutputFormat::ALL.map(|format| Value::canonical(&format));
        assert_eq!(all, ["tableau", "fiche", "csv", "json", "jsonl"]);
    }

    #[test]
    fn paths_are_kept_as_typed_but_cannot_be_blank_or_hold_the_character_0() {
        assert_eq!(<FilePath as Value>::parse(" ", &reading()), Err(InvalidValue::Empty));
        assert_eq!(<CommandWord as Value>::parse("", &reading()), Err(InvalidValue::Empty));
        assert_eq!(
            <FilePath as Value>::parse("a\0b", &reading()),
            Err(InvalidValue::ForbiddenCharacter {
                character: '\0',
                position: 2
            })
        );
    }

    #[test]
    fn moments_are_read_in_the_zone_of_the_person() {
        let reading = Reading {
            time_zone: TimeZone::UTC,
        };
        let moment = <Moment as Value>::parse("25/12/2026 14:30", &reading).unwrap();
        assert_eq!(Value::canonical(&moment), "2026-12-25T14:30:00Z");
    }
}
