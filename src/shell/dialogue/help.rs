//! The help, wholly derived from the command table.
//!
//! Three texts: everything by section, one object with its verbs, one command with its usage, arguments, examples and
//! the right it needs. None refuses anything: an unknown object has no line, and the parser suggests a better one.
//! Lines fit the width they are given, except usage units and examples, which are never broken: they are to be copied.

use crate::shell::grammar::argument::{Form, Specification};
use crate::shell::grammar::declaration::{Declaration, Section};
use crate::shell::grammar::parser::HELP_OPTION;
use crate::shell::messages::help;
use crate::shell::render::column::Alignment;
use crate::shell::render::fit;

/// Columns before every line under a title.
const INDENT: usize = 2;
/// Columns between a term and its description.
const GAP: usize = 2;
/// Terms wider than this are put on a line of their own.
const WIDEST_TERM: usize = 34;
/// Descriptions are never squeezed into fewer columns; they go under the term instead.
const NARROWEST_DESCRIPTION: usize = 24;

/// Every visible command by section, one line each.
pub fn general(declarations: &[Declaration], visible: impl Fn(&Declaration) -> bool, width: usize) -> String {
    let shown: Vec<&Declaration> = declarations.iter().filter(|declaration| visible(declaration)).collect();
    let mut titles: Vec<Section> = shown.iter().map(|declaration| declaration.definition.section).collect();
    titles.sort_unstable();
    titles.dedup();
    let mut text = String::new();
    for section in titles {
        let declared = shown
            .iter()
            .filter(|declaration| declaration.definition.section == section);
        let rows: Vec<HelpRow> = declared.map(|declaration| summary_row(declaration)).collect();
        push_titled(&mut text, help::section(section), &rows, width);
    }
    push_wrapped(&mut text, &help::more(), 0, width);
    text
}

/// The commands of an object that the table holds, one line each.
pub fn object(declarations: &[Declaration], object: &str, width: usize) -> String {
    let declared = declarations.iter().filter(|declaration| declaration.object() == object);
    let rows: Vec<HelpRow> = declared.map(summary_row).collect();
    let mut text = String::new();
    push_titled(&mut text, object, &rows, width);
    push_wrapped(&mut text, &help::more_of_object(object), 0, width);
    text
}

/// Everything about one command.
pub fn command(declaration: &Declaration, width: usize) -> String {
    let definition = &declaration.definition;
    let mut text = format!("{}\n", definition.words);
    push_wrapped(&mut text, definition.summary, INDENT, width);
    push_wrapped(&mut text, definition.details, INDENT, width);
    if !declaration.aliases.is_empty() {
        push_wrapped(&mut text, &help::aliases(declaration.aliases), INDENT, width);
    }
    text.push('\n');
    push_indented(&mut text, help::USAGE, 0);
    push_usage(&mut text, declaration, width);
    text.push('\n');
    let (placed, dashed): (Vec<&Specification>, Vec<&Specification>) = definition
        .arguments
        .iter()
        .partition(|specification| specification.is_placed());
    let placed: Vec<HelpRow> = placed.into_iter().map(argument_row).collect();
    push_titled(&mut text, help::ARGUMENTS, &placed, width);
    let dashed = dashed.into_iter().map(argument_row);
    let dashed: Vec<HelpRow> = dashed.chain([help_row(help::HELP_OF_COMMAND)]).collect();
    push_titled(&mut text, help::OPTIONS, &dashed, width);
    push_examples(&mut text, definition.examples);
    push_wrapped(&mut text, &help::need(declaration.need), 0, width);
    text
}

/// The options of the program, which come before the command.
pub fn program(declaration: &Declaration, width: usize) -> String {
    let options = declaration.definition.arguments.iter().map(argument_row);
    let rows: Vec<HelpRow> = options.chain([help_row(help::HELP_OF_PROGRAM)]).collect();
    let mut text = String::new();
    push_titled(&mut text, help::PROGRAM_OPTIONS, &rows, width);
    text
}

/// How the command is written: `clients voir CLIENT [--format FORMAT]`.
pub fn usage(declaration: &Declaration) -> String {
    usage_units(declaration).join(" ")
}

/// A term and what it means.
struct HelpRow {
    term: String,
    description: String,
}

fn summary_row(declaration: &Declaration) -> HelpRow {
    let definition = &declaration.definition;
    let placed = definition
        .arguments
        .iter()
        .filter(|specification| specification.is_placed())
        .map(usage_unit);
    let term: Vec<String> = std::iter::once(definition.words.to_owned()).chain(placed).collect();
    HelpRow {
        term: term.join(" "),
        description: definition.summary.to_owned(),
    }
}

fn argument_row(specification: &Specification) -> HelpRow {
    HelpRow {
        term: term(specification),
        description: help::argument(specification),
    }
}

fn help_row(description: &str) -> HelpRow {
    HelpRow {
        term: format!("--{HELP_OPTION}"),
        description: description.to_owned(),
    }
}

fn usage_units(declaration: &Declaration) -> Vec<String> {
    let arguments = declaration.definition.arguments.iter().map(usage_unit);
    std::iter::once(declaration.definition.words.to_owned())
        .chain(arguments)
        .collect()
}

fn usage_unit(specification: &Specification) -> String {
    let unit = term(specification);
    if specification.required {
        unit
    } else {
        format!("[{unit}]")
    }
}

/// An argument as it is typed.
fn term(specification: &Specification) -> String {
    let Specification { name, placeholder, .. } = specification;
    match specification.form {
        Form::Positional => (*placeholder).to_owned(),
        Form::Rest => format!("{placeholder}…"),
        Form::Option => format!("--{name} {placeholder}"),
        Form::Switch => format!("--{name}"),
    }
}

/// A title, its rows, and an empty line; nothing when there are no rows.
fn push_titled(text: &mut String, title: &str, rows: &[HelpRow], width: usize) {
    if rows.is_empty() {
        return;
    }
    text.push_str(title);
    text.push('\n');
    let terms = rows.iter().map(|row| fit::width(&row.term));
    let term_width = terms.filter(|width| *width <= WIDEST_TERM).max().unwrap_or(0);
    let beside = INDENT + term_width + GAP;
    let is_stacked = width < beside + NARROWEST_DESCRIPTION;
    for row in rows {
        if is_stacked || fit::width(&row.term) > term_width {
            push_wrapped(text, &row.term, INDENT, width);
            let indent = if is_stacked { INDENT * 2 } else { beside };
            push_wrapped(text, &row.description, indent, width);
        } else {
            push_beside(text, row, term_width, width);
        }
    }
    text.push('\n');
}

fn push_beside(text: &mut String, row: &HelpRow, term_width: usize, width: usize) {
    let beside = INDENT + term_width + GAP;
    let mut lines = fit::wrap(&row.description, width.saturating_sub(beside)).into_iter();
    let term = fit::pad(&row.term, term_width + GAP, Alignment::Left);
    let first = lines.next().unwrap_or_default();
    push_indented(text, &format!("{term}{first}"), INDENT);
    for line in lines {
        push_indented(text, &line, beside);
    }
}

fn push_usage(text: &mut String, declaration: &Declaration, width: usize) {
    let mut line = String::new();
    let mut indent = INDENT;
    for unit in usage_units(declaration) {
        let is_full = indent + fit::width(&line) + 1 + fit::width(&unit) > width;
        if is_full && !line.is_empty() {
            push_indented(text, &line, indent);
            line.clear();
            indent = INDENT * 2;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&unit);
    }
    push_indented(text, &line, indent);
}

fn push_examples(text: &mut String, examples: &[&str]) {
    if examples.is_empty() {
        return;
    }
    push_indented(text, help::EXAMPLES, 0);
    for example in examples {
        push_indented(text, example, INDENT);
    }
    text.push('\n');
}

/// Prose under an indent; nothing when empty.
fn push_wrapped(text: &mut String, prose: &str, indent: usize, width: usize) {
    if prose.is_empty() {
        return;
    }
    for line in fit::wrap(prose, width.saturating_sub(indent)) {
        push_indented(text, &line, indent);
    }
}

fn push_indented(text: &mut String, line: &str, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
    text.push_str(line.trim_end());
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::grammar::parser::{Abbreviations, parse};
    use crate::shell::grammar::test_table::{TABLE, reading};

    fn declaration(words: &str) -> &'static Declaration {
        TABLE
            .iter()
            .find(|declaration| declaration.definition.words == words)
            .unwrap()
    }

    #[test]
    fn the_general_help_names_every_visible_command_under_its_section() {
        let text = general(TABLE, |declaration| declaration.object() != "base", 100);
        let titles: Vec<&str> = text
            .lines()
            .filter(|line| ["Session", "Clients", "Base de données"].contains(line))
            .collect();
        assert_eq!(titles, ["Session", "Clients"]);
        for declaration in TABLE.iter().filter(|declaration| declaration.object() != "base") {
            assert!(
                text.contains(declaration.definition.words),
                "{}",
                declaration.definition.words
            );
        }
        assert!(!text.contains("base preparer"));
    }

    #[test]
    fn the_help_of_a_command_is_derived_from_its_declaration() {
        let expected = "\
clients voir
  Essaie cette commande.

Usage
  clients voir CLIENT [--format FORMAT]

Arguments
  CLIENT  Le numéro du client.

Options
  --format FORMAT  La forme de la réponse. Valeurs : tableau, fiche, csv, json,
                   jsonl.
  --aide           Affiche cette aide au lieu d'exécuter la commande.

Exemples
  clients voir 12

Aucune connexion n'est nécessaire.
";
        assert_eq!(command(declaration("clients voir"), 80), expected);
    }

    #[test]
    fn usage_shows_what_is_required_optional_and_repeated() {
        assert_eq!(
            usage(declaration("clients creer")),
            "clients creer --prenom TEXTE --nom TEXTE [--recherche TEXTE] [--accepter-doublon]"
        );
        assert_eq!(usage(declaration("aide")), "aide [COMMANDE…]");
    }

    #[test]
    fn an_option_tells_which_one_it_excludes() {
        let text = command(declaration("contrats lister"), 80);
        assert!(
            text.contains("  --signes         Seulement les signés. Exclut --non-signes.\n"),
            "{text}"
        );
    }

    #[test]
    fn every_line_but_examples_fits_the_width() {
        for width in [30, 40, 60, 100] {
            let texts = TABLE.iter().map(|declaration| command(declaration, width));
            for text in texts.chain([general(TABLE, |_| true, width), object(TABLE, "clients", width)]) {
                let is_example = |line: &str| {
                    TABLE
                        .iter()
                        .any(|declaration| declaration.definition.examples.contains(&line.trim()))
                };
                let mut prose = text.lines().filter(|line| !is_example(line));
                assert_eq!(prose.find(|line| fit::width(line) > width), None, "{width}\n{text}");
            }
        }
    }

    #[test]
    fn every_example_parses() {
        for example in TABLE.iter().flat_map(|declaration| declaration.definition.examples) {
            let parsed = parse(example, TABLE, &reading(), Abbreviations::Refused);
            assert_eq!(parsed.rejection(example, TABLE), None, "{example}");
        }
    }

    #[test]
    fn an_object_lists_its_verbs() {
        let text = object(TABLE, "contrats", 80);
        assert!(text.starts_with("contrats\n  contrats lister"), "{text}");
        assert!(text.contains("contrats signer CLIENT"));
        assert!(!text.contains("clients"));
    }
}
