//! A small command table for the tests of the grammar: one command for every way of declaring arguments.

use jiff::tz::TimeZone;

use super::argument::{Completion, Optional, Reading, Required, Rest, Specification, Switch, Value, arguments};
use super::declaration::{Declaration, Definition, Need, Section};
use super::values::ErrorCode;
use crate::models::invalid_value::{InvalidValue, ReferenceKind};

/// What the values of the table need to be read.
pub fn reading() -> Reading {
    Reading {
        time_zone: TimeZone::UTC,
    }
}

/// Any text but an empty one.
#[derive(Debug, PartialEq, Eq)]
pub struct Text(pub String);

impl Value for Text {
    const PLACEHOLDER: &'static str = "TEXTE";

    fn parse(text: &str, _reading: &Reading) -> std::result::Result<Self, InvalidValue> {
        if text.is_empty() {
            return Err(InvalidValue::Empty);
        }
        Ok(Self(text.to_owned()))
    }

    fn canonical(&self) -> String {
        self.0.clone()
    }
}

/// `12` or `#12`.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference(pub u64);

impl Value for Reference {
    const PLACEHOLDER: &'static str = "CLIENT";

    fn parse(text: &str, _reading: &Reading) -> std::result::Result<Self, InvalidValue> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let number = digits.parse().ok();
        number.map(Self).ok_or(InvalidValue::Reference(ReferenceKind::Customer))
    }

    fn canonical(&self) -> String {
        self.0.to_string()
    }
}

const FORMATS: &[&str] = &["tableau", "fiche", "csv", "json", "jsonl"];

/// A closed list.
#[derive(Debug, PartialEq, Eq)]
pub struct Format(pub &'static str);

impl Value for Format {
    const PLACEHOLDER: &'static str = "FORMAT";
    const CHOICES: &'static [&'static str] = FORMATS;

    fn parse(text: &str, _reading: &Reading) -> std::result::Result<Self, InvalidValue> {
        let folded = crate::models::folding::fold_keyword(text);
        let format = FORMATS.iter().find(|format| **format == folded);
        format.map(|format| Self(format)).ok_or(InvalidValue::Choice {
            choices: FORMATS,
            suggestion: crate::models::folding::nearest(text, FORMATS.iter().copied()),
        })
    }

    fn canonical(&self) -> String {
        self.0.to_owned()
    }
}

/// A word of the command table; unlike the shell's, it may be empty.
#[derive(Debug, PartialEq, Eq)]
pub struct CommandWord(pub String);

impl Value for CommandWord {
    const PLACEHOLDER: &'static str = "COMMANDE";
    const COMPLETION: Completion = Completion::CommandWords;

    fn parse(text: &str, _reading: &Reading) -> std::result::Result<Self, InvalidValue> {
        Ok(Self(text.to_owned()))
    }

    fn canonical(&self) -> String {
        self.0.clone()
    }
}

/// `--format`.
pub const FORMAT: Optional<Format> = Optional::option("format", "La forme de la réponse.");
/// `--recherche`.
pub const SEARCH: Optional<Text> = Optional::option("recherche", "Les mots à chercher.");
/// `--miens`.
pub const MINE: Switch = Switch::new("miens", "Seulement les siens.");
/// `--signes`.
pub const SIGNED: Switch = Switch::new("signes", "Seulement les signés.").excluding(&["non-signes"]);
/// `--non-signes`.
pub const UNSIGNED: Switch = Switch::new("non-signes", "Seulement les autres.");
/// `CLIENT`.
pub const CUSTOMER: Required<Reference> = Required::positional("client", "Le numéro du client.");
/// `--prenom`.
pub const FIRST_NAME: Required<Text> = Required::option("prenom", "Le prénom.");
/// `--nom`.
pub const LAST_NAME: Required<Text> = Required::option("nom", "Le nom de famille.");
/// `--accepter-doublon`.
pub const ACCEPT_DUPLICATE: Switch = Switch::new("accepter-doublon", "Crée même si un client ressemble.");
/// `EVENEMENT`.
pub const EVENT: Required<Reference> = Required::positional("evenement", "Le numéro de l'événement.");
/// `SUPPORT`.
pub const SUPPORT: Optional<Text> = Optional::positional("support", "L'identifiant du collègue.");
/// `--forcer`.
pub const FORCE: Switch = Switch::new("forcer", "Malgré un chevauchement.").needing(&["motif"]);
/// `--motif`.
pub const REASON: Optional<Text> = Optional::option("motif", "La raison.");
/// `COMMANDE…`.
pub const TOPIC: Rest<CommandWord> = Rest::words("commande", "La commande à expliquer.");
/// `CODE`.
pub const CODE: Required<ErrorCode> = Required::positional("code", "Le code à expliquer.");

/// What a test command says, as everything but its name, arguments and examples follows from its words.
const fn declared(
    words: &'static str,
    aliases: &'static [&'static str],
    section: Section,
    arguments: &'static [Specification],
    examples: &'static [&'static str],
) -> Declaration {
    let definition = Definition {
        words,
        section,
        summary: "Essaie cette commande.",
        details: "",
        arguments,
        examples,
    };
    let mut declaration = Declaration::new(definition, Need::Nothing);
    declaration.aliases = aliases;
    declaration.creates = matches!(words.as_bytes(), b"clients creer");
    declaration
}

/// The table.
pub static TABLE: &[Declaration] = &[
    declared("quitter", &["exit", "q"], Section::Session, &[], &["quitter"]),
    declared(
        "aide",
        &["?"],
        Section::Session,
        arguments![TOPIC],
        &["aide clients lister", "?"],
    ),
    declared(
        "expliquer",
        &[],
        Section::Session,
        arguments![CODE],
        &["expliquer VERBE_INCONNU"],
    ),
    declared(
        "clients lister",
        &[],
        Section::Customers,
        arguments![FORMAT, SEARCH, MINE],
        &["clients lister --miens", "clients lister --recherche \"La Ciotat\""],
    ),
    declared(
        "clients voir",
        &[],
        Section::Customers,
        arguments![CUSTOMER, FORMAT],
        &["clients voir 12"],
    ),
    declared(
        "clients creer",
        &[],
        Section::Customers,
        arguments![FIRST_NAME, LAST_NAME, SEARCH, ACCEPT_DUPLICATE],
        &["clients creer --prenom Zoé --nom Martin"],
    ),
    declared(
        "contrats lister",
        &[],
        Section::Customers,
        arguments![FORMAT, SIGNED, UNSIGNED],
        &["contrats lister"],
    ),
    declared(
        "contrats signer",
        &[],
        Section::Customers,
        arguments![CUSTOMER],
        &["contrats signer 12"],
    ),
    declared(
        "evenements assigner",
        &[],
        Section::Customers,
        arguments![EVENT, SUPPORT, FORCE, REASON],
        &["evenements assigner 4 support1"],
    ),
    declared("base preparer", &[], Section::Database, &[], &["base preparer"]),
];
