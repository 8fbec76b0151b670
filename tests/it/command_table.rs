//! Lints the whole command table and reports every failure at once; the reference of the commands is derived from it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use epic_events::shell::dialogue::help;
use epic_events::shell::grammar::argument::{Form, Reading, Specification};
use epic_events::shell::grammar::completion::complete;
use epic_events::shell::grammar::declaration::Declaration;
use epic_events::shell::grammar::declaration::Need;
use epic_events::shell::grammar::parser::{Abbreviations, HELP_OPTION, Parsed, parse};
use epic_events::shell::table::DECLARATIONS;
use jiff::tz::TimeZone;

use crate::support::expected;

/// Verbs after which something is gone for good.
const DESTRUCTIVE: [&str; 4] = ["supprimer", "annuler", "desactiver", "reinitialiser"];
/// Columns of the reference.
const WIDTH: usize = 100;

#[test]
fn every_declaration_is_in_order() {
    let mut faults = Vec::new();
    for declaration in DECLARATIONS {
        let mut note = |fault: String| faults.push(format!("{}: {fault}", declaration.definition.words));
        check_words(declaration, &mut note);
        check_prose(declaration, &mut note);
        check_examples(declaration, &mut note);
        check_arguments(declaration.definition.arguments, &mut note);
        check_destruction(declaration, &mut note);
        check_completion(declaration, &mut note);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_word_means_two_things() {
    let mut seen = BTreeSet::new();
    let names = DECLARATIONS.iter().flat_map(|declaration| {
        let definition = &declaration.definition;
        std::iter::once(definition.words).chain(declaration.aliases.iter().copied())
    });
    let twice: Vec<&str> = names.filter(|name| !seen.insert(*name)).collect();
    assert_eq!(twice, [""; 0]);
    let both: Vec<&str> = DECLARATIONS
        .iter()
        .filter(|declaration| declaration.verb().is_some() && seen.contains(declaration.object()))
        .map(|declaration| declaration.definition.words)
        .collect();
    assert_eq!(both, [""; 0], "the object is a command by itself");
}

#[test]
fn sections_and_objects_are_not_scattered() {
    let sections: Vec<_> = DECLARATIONS
        .iter()
        .map(|declaration| declaration.definition.section)
        .collect();
    assert!(sections.is_sorted(), "{sections:?}");
    let mut objects: Vec<&str> = DECLARATIONS.iter().map(Declaration::object).collect();
    objects.dedup();
    let distinct: BTreeSet<&&str> = objects.iter().collect();
    assert_eq!(objects.len(), distinct.len(), "{objects:?}");
}

#[test]
fn an_option_of_one_name_is_of_one_kind() {
    let all = DECLARATIONS
        .iter()
        .flat_map(|declaration| declaration.definition.arguments);
    let dashed: Vec<&Specification> = all.filter(|argument| is_dashed(argument)).collect();
    let faults: BTreeSet<&str> = dashed
        .iter()
        .filter(|argument| {
            dashed
                .iter()
                .any(|other| other.name == argument.name && other.form != argument.form)
        })
        .map(|argument| argument.name)
        .collect();
    assert_eq!(faults, BTreeSet::new());
}

#[test]
fn the_reference_of_the_commands_is_as_written() {
    let mut reference = String::new();
    for declaration in DECLARATIONS {
        let _ = writeln!(
            reference,
            "=== {} — {}\n",
            help::usage(declaration),
            requirement(declaration.need)
        );
        reference.push_str(&help::command(declaration, WIDTH));
        reference.push('\n');
    }
    expected::compare("tests/expected/commands.txt", &reference);
}

fn check_words(declaration: &Declaration, note: &mut impl FnMut(String)) {
    let words: Vec<&str> = declaration.definition.words.split(' ').collect();
    if words.len() > 2 || !words.iter().all(|word| is_keyword(word)) {
        note(String::from("words are one or two, ASCII, lower case"));
    }
    let aliases = declaration.aliases;
    if !aliases.is_empty() && words.len() > 1 {
        note(String::from("only one-word commands have other names"));
    }
    for alias in aliases.iter().filter(|alias| **alias != "?" && !is_keyword(alias)) {
        note(format!("{alias} is no word"));
    }
}

fn check_prose(declaration: &Declaration, note: &mut impl FnMut(String)) {
    let definition = &declaration.definition;
    if !is_sentence(definition.summary) || definition.summary.contains(". ") {
        note(format!("the summary is not one sentence: {}", definition.summary));
    }
    let details = definition.details;
    if !details.is_empty() && !details.starts_with("--") && !is_sentence(details) {
        note(format!("the details are no sentences: {details}"));
    }
    for argument in definition.arguments {
        if !is_sentence(argument.help) {
            note(format!(
                "the help of {} is no sentence: {}",
                argument.name, argument.help
            ));
        }
    }
    let texts = definition.arguments.iter().map(|argument| argument.help);
    for text in texts.chain([definition.summary, details]) {
        if text.contains("  ") || text.contains('\n') || text.trim() != text {
            note(format!("blanks that nobody wants: {text:?}"));
        }
    }
}

fn check_examples(declaration: &Declaration, note: &mut impl FnMut(String)) {
    let examples = declaration.definition.examples;
    if examples.is_empty() {
        note(String::from("no example"));
    }
    for example in examples {
        let parsed = parse(example, DECLARATIONS, &reading(), Abbreviations::Refused);
        if let Some(rejection) = parsed.rejection(example, DECLARATIONS) {
            note(format!("the example is refused: {example}: {rejection:?}"));
        }
        let is_own = matches!(&parsed, Parsed::Command(command)
            if command.declaration.definition.words == declaration.definition.words);
        if !is_own {
            note(format!("the example is another command's: {example}"));
        }
    }
}

fn check_arguments(arguments: &[Specification], note: &mut impl FnMut(String)) {
    let mut names = BTreeSet::new();
    for argument in arguments {
        if !names.insert(argument.name) {
            note(format!("{} is declared twice", argument.name));
        }
        if !is_keyword(argument.name) || argument.name == HELP_OPTION {
            note(format!("{} is no name", argument.name));
        }
        let has_placeholder = !argument.placeholder.is_empty();
        if has_placeholder == (argument.form == Form::Switch) {
            note(format!("{} has a placeholder, or lacks one", argument.name));
        }
        if argument.placeholder.chars().any(char::is_lowercase) {
            note(format!("the placeholder of {} is not in capitals", argument.name));
        }
        check_choices(argument, note);
        for other in argument.excludes.iter().chain(argument.needs) {
            let is_option = arguments.iter().any(|known| known.name == *other && is_dashed(known));
            if !is_option || *other == argument.name {
                note(format!("{} speaks of --{other}, which is no option", argument.name));
            }
        }
    }
    // Positionals come first: the required ones, the optional ones, all that remain; then options and switches.
    let places: Vec<u8> = arguments.iter().map(place).collect();
    if !places.is_sorted() {
        note(String::from("arguments are not in order"));
    }
    let takers = arguments.iter().filter(|argument| argument.form == Form::Rest);
    if takers.count() > 1 {
        note(String::from("two arguments want all remaining words"));
    }
}

/// A closed list holds what its parser reads and writes.
fn check_choices(argument: &Specification, note: &mut impl FnMut(String)) {
    for choice in argument.choices {
        if !is_keyword(choice.trim_start_matches('-')) {
            note(format!("{choice} of {} is no word", argument.name));
        }
        let read = (argument.parse)(choice, &reading()).map(|value| value.canonical());
        if read.as_deref() != Ok(*choice) {
            note(format!("{choice} of {} is read as {read:?}", argument.name));
        }
    }
}

fn check_destruction(declaration: &Declaration, note: &mut impl FnMut(String)) {
    let last = declaration.definition.words.rsplit(' ').next().unwrap_or_default();
    let has_yes = declaration
        .definition
        .arguments
        .iter()
        .any(|argument| argument.name == "oui" && argument.form == Form::Switch);
    if DESTRUCTIVE.contains(&last) && !has_yes {
        note(String::from("destroys without --oui"));
    }
}

/// Whoever types the beginning of a word is shown the word, the description, and every option.
fn check_completion(declaration: &Declaration, note: &mut impl FnMut(String)) {
    let words = declaration.definition.words;
    let start = words.rfind(' ').map_or(0, |blank| blank + 1);
    for end in start..words.len() {
        let proposed = complete(words, end, DECLARATIONS, |_| true);
        let candidate = proposed
            .candidates
            .iter()
            .find(|candidate| candidate.text == words[start..]);
        if candidate.is_none_or(|candidate| candidate.description != declaration.definition.summary) {
            note(format!("not proposed after « {} »", &words[..end]));
        }
    }
    let line = format!("{words} --");
    let proposed = complete(&line, line.len(), DECLARATIONS, |_| true);
    for argument in declaration
        .definition
        .arguments
        .iter()
        .filter(|argument| is_dashed(argument))
    {
        let option = format!("--{}", argument.name);
        let is_proposed = proposed
            .candidates
            .iter()
            .any(|candidate| candidate.text.trim_end_matches('=') == option);
        if !is_proposed {
            note(format!("{option} is not proposed"));
        }
    }
}

fn requirement(need: Need) -> &'static str {
    match need {
        Need::Nothing => "nothing",
        Need::Session => "session",
        Need::SessionUnless(_) => "session, except to check",
        Need::Permission(permission) => permission.as_str(),
    }
}

fn reading() -> Reading {
    Reading {
        time_zone: TimeZone::UTC,
    }
}

fn place(argument: &Specification) -> u8 {
    match argument.form {
        Form::Positional if argument.required => 0,
        Form::Positional => 1,
        Form::Rest => 2,
        Form::Option | Form::Switch => 3,
    }
}

fn is_dashed(argument: &Specification) -> bool {
    matches!(argument.form, Form::Option | Form::Switch)
}

/// ASCII lower case, in pieces joined by single dashes.
fn is_keyword(word: &str) -> bool {
    word.split('-')
        .all(|piece| !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Begins with a capital and ends with a full stop.
fn is_sentence(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.ends_with('.') && !text.ends_with("..")
}
