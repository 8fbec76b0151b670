//! Records (« fiches »): one field a line, `Titre : valeur`, for what is read and not compared.
//!
//! Titles are filled to the longest one, so that values start in one column; a long value is wrapped under its own
//! column, keeping the line feeds of prose. On a terminal too narrow for that, the value goes under its title. Values
//! are cleaned here (S20). Without a width nothing is wrapped.

use super::column::Alignment;
use super::fit::{pad, width, wrap};
use crate::security::clean::clean_keeping_newlines;

/// What is between a title and its value.
const MIDDLE: &str = " : ";

/// The least width of a value beside its title.
const NARROWEST_VALUE: usize = 12;

/// A field of a record: its title, and its value as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledLine<'record> {
    /// The French title.
    pub title: &'record str,
    /// What it holds; cleaned when it is laid out.
    pub value: &'record str,
}

/// Lays out a record; `available` is the width of the terminal, or nothing when the output is not one.
pub fn lay_out(fields: &[LabelledLine<'_>], available: Option<usize>) -> String {
    let titles = fields.iter().map(|field| width(field.title)).max().unwrap_or(0);
    let margin = titles + width(MIDDLE);
    let mut text = String::new();
    for field in fields {
        let value = clean_keeping_newlines(field.value);
        let lines = match available.map(|available| available.saturating_sub(margin)) {
            None => value.split('\n').map(str::to_owned).collect(),
            Some(room) if room < NARROWEST_VALUE => {
                push_under_title(&mut text, field.title, &value, available.unwrap_or_default());
                continue;
            }
            Some(room) => wrap(&value, room),
        };
        push_beside_title(&mut text, &pad(field.title, titles, Alignment::Left), &lines, margin);
    }
    text
}

fn push_beside_title(text: &mut String, title: &str, lines: &[String], margin: usize) {
    for (index, line) in lines.iter().enumerate() {
        let beginning = if index == 0 {
            format!("{title}{MIDDLE}")
        } else {
            " ".repeat(margin)
        };
        push_line(text, &format!("{beginning}{line}"));
    }
}

fn push_under_title(text: &mut String, title: &str, value: &str, available: usize) {
    for line in wrap(&format!("{title} :"), available) {
        push_line(text, &line);
    }
    for line in wrap(value, available.saturating_sub(2)) {
        push_line(text, &format!("  {line}"));
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line.trim_end_matches(' '));
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn field<'record>(title: &'record str, value: &'record str) -> LabelledLine<'record> {
        LabelledLine { title, value }
    }

    #[test]
    fn values_start_in_one_column_whatever_the_accents() {
        let text = lay_out(
            &[
                field("Prénom", "Zoé"),
                field("Téléphone", "06 12 34 56 78"),
                field("Note", ""),
            ],
            Some(60),
        );
        assert_eq!(text, "Prénom    : Zoé\nTéléphone : 06 12 34 56 78\nNote      :\n");
    }

    #[test]
    fn a_long_value_is_wrapped_under_its_own_column_and_keeps_its_line_feeds() {
        let text = lay_out(&[field("Note", "un deux trois quatre\ncinq")], Some(20));
        assert_eq!(text, "Note : un deux trois\n       quatre\n       cinq\n");
    }

    #[test]
    fn on_a_very_narrow_terminal_the_value_goes_under_its_title() {
        let text = lay_out(&[field("Dernier contact", "25/12/2026 14:30")], Some(20));
        assert_eq!(text, "Dernier contact :\n  25/12/2026 14:30\n");
    }

    #[test]
    fn without_a_terminal_nothing_is_wrapped() {
        let long = "mot ".repeat(100);
        let text = lay_out(&[field("Note", long.trim_end())], None);
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn s20_values_are_cleaned_but_for_line_feeds() {
        let text = lay_out(&[field("Note", "a\u{1b}[2J\n\u{202e}b")], None);
        assert_eq!(text, "Note : a\\x1b[2J\n       \\u{202e}b\n");
    }

    proptest! {
        #[test]
        fn a_record_never_exceeds_the_width(values in prop::collection::vec(any::<String>(), 1..4), available in 10_usize..80) {
            let fields: Vec<_> = values.iter().map(|value| field("Entreprise", value)).collect();
            for line in lay_out(&fields, Some(available)).lines() {
                prop_assert!(width(line) <= available, "{line:?} is wider than {available}");
            }
        }
    }
}
