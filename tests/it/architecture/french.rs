//! French has one home: `shell::messages` says everything, declarations hold the help of what they declare, and nothing
//! else speaks. Looked for in the literals of the program, its tests left out: French words, and letters that only
//! French has.

use super::is_one_of;
use super::rooms::product;
use crate::support::source::SourceFile;

/// Where French is written.
const HOME: &str = "src/shell/messages/";

/// Where commands and shared arguments are declared: French stands there outside functions.
const DECLARATIONS: [&str; 7] = [
    "src/shell/commands/",
    "src/shell/dialogue/confirmation.rs",
    "src/shell/dialogue/listing.rs",
    "src/shell/doors/invocation.rs",
    "src/shell/grammar/answers.rs",
    "src/shell/grammar/completion.rs",
    "src/shell/grammar/period.rs",
];

/// What people type or their terminals show, in the files that read it.
const READ: [(&str, &[&str]); 4] = [
    ("src/configuration/mod.rs", &["tous", "aucun"]),
    ("src/models/date_time/reading.rs", &["février", "août", "décembre", "à"]),
    ("src/shell/grammar/parser/keyword.rs", &["non", "sans"]),
    ("src/shell/transcript/adoption.rs", &["» "]),
];

/// Frequent words that are neither English, nor SQL, nor words of the grammar by themselves.
const WORDS: [&str; 50] = [
    "au", "aucun", "aucune", "aux", "avec", "ce", "ces", "cette", "dans", "de", "des", "dont", "du", "elle", "en",
    "est", "et", "il", "ils", "la", "le", "les", "leur", "mais", "ne", "non", "nous", "ou", "oui", "par", "pas",
    "plus", "pour", "que", "qui", "sans", "ses", "son", "sont", "sous", "sur", "tous", "tout", "un", "une", "vers",
    "vos", "votre", "vous", "celui",
];

/// What stands before the apostrophe of an elision.
const ELIDED: [&str; 9] = ["c", "d", "j", "l", "m", "n", "qu", "s", "t"];

#[test]
fn french_is_spoken_by_messages_and_declarations() {
    let mut faults = Vec::new();
    for source in product() {
        let path = source.path.as_str();
        if path.starts_with(HOME) {
            continue;
        }
        let scope = if is_one_of(path, &DECLARATIONS) {
            in_functions(&source)
        } else {
            source
        };
        let read = READ.iter().find(|(file, _)| *file == scope.path);
        let french = scope.literals().into_iter().filter(|literal| is_french(literal));
        let strange = french.filter(|literal| read.is_none_or(|(_, words)| !words.contains(&literal.as_str())));
        faults.extend(strange.map(|literal| format!("{}: {literal}", scope.path)));
    }
    assert_eq!(faults, [""; 0]);
}

/// A rule about nothing would go on holding after a renaming.
#[test]
fn every_home_of_french_is_lived_in() {
    let sources = product();
    let speaks = |home: &str| {
        let mut inside = sources.iter().filter(|source| source.path.starts_with(home));
        inside.any(|source| source.literals().iter().any(|literal| is_french(literal)))
    };
    let homes = DECLARATIONS.iter().chain([&HOME]);
    let mut faults: Vec<String> = homes
        .filter(|home| !speaks(home))
        .map(|home| format!("{home} speaks no French"))
        .collect();
    for (path, words) in READ {
        let literals = sources
            .iter()
            .find(|source| source.path == path)
            .map(SourceFile::literals);
        let literals = literals.unwrap_or_default();
        let lost = words
            .iter()
            .filter(|word| !literals.iter().any(|literal| literal == *word));
        faults.extend(lost.map(|word| format!("{path} has no {word} any more")));
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn what_is_quoted_or_numbered_goes_through_typography() {
    let by_hand = ["« {", "} »", "n° {", "«\\u{a0}", "\\u{a0}»", "n°\\u{a0}"];
    let faults: Vec<String> = product()
        .into_iter()
        .filter(|source| source.path != "src/shell/messages/typography.rs")
        .flat_map(|source| {
            let literals = source.literals().into_iter();
            let written = literals.filter(|literal| by_hand.iter().any(|sign| literal.contains(sign)));
            written
                .map(|literal| format!("{}: {literal}", source.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(faults, [""; 0]);
}

#[test]
fn french_is_told_from_english_sql_and_what_is_typed() {
    for french in [
        "Conseil pour la suite",
        "Aucune session.\\n",
        "un nombre d'heures",
        "réglage",
        ", dans ",
        "oui",
        "\\nLe reste",
    ] {
        assert!(is_french(french), "{french}");
    }
    for other in [
        "the history could not be written: {error}",
        "SELECT name FROM users WHERE id = ? AND is_active",
        "mot-de-passe-fichier",
        "--tout",
        "PAS_DE_SUITE",
        "it's not the user's",
        "clients lister",
        "mysql://compte:mot-de-passe@hote:port/base",
    ] {
        assert!(!is_french(other), "{other}");
    }
}

#[test]
fn declarations_are_told_from_functions() {
    let source = SourceFile {
        path: String::from("example.rs"),
        text: String::from(
            "const HELP: &str = \"a\";\nimpl Command for X {\n    const DEFINITION: Definition = Definition {\n        \
             summary: \"b\",\n    };\n\n    fn run(\n        context: &mut Context,\n    ) -> Result {\n        if true {\n            \
             say(\"c\");\n        }\n    }\n}\n\npub const fn word() -> &'static str {\n    \"d\"\n}\nconst LAST: &str = \"e\";\n\
             trait Y {\n    fn z(&self);\n    const HELP: &str = \"f\";\n}\n",
        ),
    };
    assert_eq!(in_functions(&source).literals(), ["c", "d"]);
}

/// The functions of a file, as the formatter lays them out: each ends with a brace under its beginning.
fn in_functions(source: &SourceFile) -> SourceFile {
    let mut text = String::new();
    let mut end: Option<String> = None;
    for line in source.without_tests().lines() {
        if end.is_none() && begins_function(line) && !line.ends_with([';', '}']) {
            let indent = line.len() - line.trim_start().len();
            end = Some(format!("{}}}", " ".repeat(indent)));
        }
        if end.is_some() {
            text.push_str(line);
            text.push('\n');
        }
        if end.as_deref() == Some(line) {
            end = None;
        }
    }
    SourceFile {
        path: source.path.clone(),
        text,
    }
}

fn begins_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.find(|word| *word != "const" && !word.starts_with("pub")) == Some("fn")
}

fn is_french(literal: &str) -> bool {
    let text = literal.replace("\\n", "\n").to_lowercase();
    let is_of_word = |character: char| character.is_alphanumeric() || "-_".contains(character);
    text.contains(is_french_letter)
        || text
            .split(|character| !is_of_word(character))
            .any(|word| WORDS.contains(&word))
        || text.match_indices('\'').any(|(place, _)| {
            let before = text[..place].rsplit(|character| !is_of_word(character)).next();
            let after = text[place + 1..].chars().next();
            before.is_some_and(|word| ELIDED.contains(&word)) && after.is_some_and(char::is_alphabetic)
        })
}

/// The letters and signs that French has and English has not.
fn is_french_letter(character: char) -> bool {
    "àâäçéèêëîïôöùûüÿœæ«»’".contains(character)
}
