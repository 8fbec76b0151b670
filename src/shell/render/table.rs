//! Tables: the only file that names `prettytable`.
//!
//! In this order: every cell is cleaned (S20); the widths are decided on the first batch of rows; cells are shortened
//! and filled to exactly that width; `prettytable` lays them out in memory; the text is handed back to be written once.
//!
//! `prettytable` measures text with an older table of Unicode than ours, and panics on some texts. It therefore never
//! sees any that is not plain ASCII: while it works, such a cell is replaced by as many stand-ins as it is wide.
//!
//! No colour may be in a cell. Without a width (the output is not a terminal) nothing is ever cut.

use std::iter::Peekable;
use std::str::Chars;

use prettytable::format::{FormatBuilder, LinePosition, LineSeparator, TableFormat};
use prettytable::{Cell as LaidOutCell, Row as LaidOutRow, Table as LaidOutTable};

use super::column::{Alignment, Column};
use super::column_widths::{self, WidthNeed};
use super::fit::{ELLIPSIS, pad, shorten, width};
use crate::security::clean::clean;

/// A private-use character, one column wide everywhere; a cell that holds it is itself replaced, so it stays unique.
const STAND_IN: char = '\u{f8ff}';

/// The text of a cell, before it is fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// What it says, as it came; it is cleaned here.
    pub text: String,
    /// Whether it is shown whole or not at all: a shortened amount or date would be another one.
    pub whole: bool,
}

/// A table printed in one batch or in many, with one header and one set of columns.
#[derive(Debug)]
pub struct Table<'columns> {
    columns: &'columns [Column],
    available: Option<usize>,
    shown: Option<ShownText>,
    shortened: bool,
}

/// What the first batch decided.
#[derive(Debug, Clone)]
struct ShownText {
    places: Vec<usize>,
    widths: Vec<usize>,
}

impl<'columns> Table<'columns> {
    /// A table of these columns in a terminal of that width; `None` when the output is not a terminal.
    pub fn new(columns: &'columns [Column], available: Option<usize>) -> Self {
        Self {
            columns,
            available,
            shown: None,
            shortened: false,
        }
    }

    /// Lays out some rows, under the header the first time.
    ///
    /// Later batches keep the columns of the first and widen them when they must and can.
    pub fn lay_out(&mut self, rows: &[Vec<TableCell>]) -> String {
        let rows: Vec<Vec<TableCell>> = rows.iter().map(|row| cleaned(row)).collect();
        let first = self.shown.is_none();
        let shown = self.fit(&rows);
        let mut drawing = Drawing::default();
        if first {
            drawing.titles(self.columns, &shown);
        }
        for row in &rows {
            self.shortened |= drawing.row(self.columns, &shown, row);
        }
        self.shown = Some(shown);
        drawing.finish()
    }

    /// The titles of the columns that were hidden.
    pub fn hidden(&self) -> Vec<&'static str> {
        let Some(shown) = &self.shown else {
            return Vec::new();
        };
        let hidden = |place: &usize| !shown.places.contains(place);
        (0..self.columns.len())
            .filter(hidden)
            .filter_map(|place| self.columns.get(place))
            .map(|column| column.title)
            .collect()
    }

    /// Whether some cell was shortened.
    pub fn has_shortened(&self) -> bool {
        self.shortened
    }

    fn fit(&self, rows: &[Vec<TableCell>]) -> ShownText {
        let needs: Vec<WidthNeed> = self
            .columns
            .iter()
            .enumerate()
            .map(|(place, column)| self.need(place, column, rows))
            .collect();
        let places = match (&self.shown, self.available) {
            (Some(shown), _) => shown.places.clone(),
            (None, None) => (0..needs.len()).collect(),
            (None, Some(available)) => column_widths::visible(&needs, available),
        };
        let needs: Vec<WidthNeed> = places.iter().filter_map(|place| needs.get(*place).copied()).collect();
        let widths = match self.available {
            None => needs.iter().map(WidthNeed::natural).collect(),
            Some(available) => column_widths::share(&needs, available),
        };
        ShownText { places, widths }
    }

    /// What a column asks for, counting what earlier batches were given.
    fn need(&self, place: usize, column: &Column, rows: &[Vec<TableCell>]) -> WidthNeed {
        let cells = || rows.iter().filter_map(|row| row.get(place));
        let before = self.shown.as_ref().and_then(|shown| {
            let position = shown.places.iter().position(|shown_place| *shown_place == place)?;
            shown.widths.get(position).copied()
        });
        WidthNeed {
            importance: column.importance,
            title: width(column.title),
            whole: cells()
                .filter(|cell| cell.whole)
                .map(|cell| width(&cell.text))
                .max()
                .unwrap_or(0),
            widest: cells().map(|cell| width(&cell.text)).chain(before).max().unwrap_or(0),
        }
    }
}

fn cleaned(row: &[TableCell]) -> Vec<TableCell> {
    row.iter()
        .map(|cell| TableCell {
            text: clean(&cell.text).into_owned(),
            whole: cell.whole,
        })
        .collect()
}

/// Rows on their way through `prettytable`.
#[derive(Default)]
struct Drawing {
    table: LaidOutTable,
    /// The cells that stand-ins replace, in the order of the page.
    replaced: Vec<String>,
}

impl Drawing {
    fn titles(&mut self, columns: &[Column], shown: &ShownText) {
        let cells = shown
            .places
            .iter()
            .zip(&shown.widths)
            .filter_map(|(place, size)| Some((columns.get(*place)?, *size)))
            .map(|(column, size)| self.cell(&pad(&shorten(column.title, size), size, column.alignment)))
            .collect();
        self.table.set_titles(LaidOutRow::new(cells));
    }

    /// Adds a row; says whether one of its cells was shortened.
    fn row(&mut self, columns: &[Column], shown: &ShownText, row: &[TableCell]) -> bool {
        let mut shortened = false;
        let mut cells = Vec::with_capacity(shown.places.len());
        for (place, size) in shown.places.iter().zip(&shown.widths) {
            let alignment = columns.get(*place).map_or(Alignment::Left, |column| column.alignment);
            let (text, whole) = row
                .get(*place)
                .map_or(("", false), |cell| (cell.text.as_str(), cell.whole));
            let fits = width(text) <= *size;
            shortened |= !fits;
            let fitted = if whole && !fits {
                ELLIPSIS.into()
            } else {
                shorten(text, *size)
            };
            cells.push(self.cell(&pad(&fitted, *size, alignment)));
        }
        self.table.add_row(LaidOutRow::new(cells));
        shortened
    }

    /// A cell that `prettytable` measures as we do.
    fn cell(&mut self, filled: &str) -> LaidOutCell {
        if filled.is_ascii() {
            return LaidOutCell::new(filled);
        }
        self.replaced.push(filled.to_owned());
        LaidOutCell::new(&STAND_IN.to_string().repeat(width(filled)))
    }

    fn finish(mut self) -> String {
        self.table.set_format(format());
        let mut drawn = Vec::new();
        let printed = self.table.print(&mut drawn);
        // Writing into memory cannot fail.
        debug_assert!(printed.is_ok());
        restore(&String::from_utf8_lossy(&drawn), self.replaced)
    }
}

/// Blanks around the cells, a line between the columns and one under the titles; no frame, which would cost width.
fn format() -> TableFormat {
    FormatBuilder::new()
        .padding(1, 1)
        .column_separator('│')
        .separator(LinePosition::Title, LineSeparator::new('─', '┼', '─', '─'))
        .build()
}

/// Puts the replaced cells back, and takes away the blanks at the end of the lines.
fn restore(drawn: &str, replaced: Vec<String>) -> String {
    let mut replaced = replaced.into_iter();
    let mut restored = String::with_capacity(drawn.len());
    for line in drawn.lines() {
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            if character == STAND_IN {
                skip_stand_ins(&mut characters);
                restored.push_str(&replaced.next().unwrap_or_default());
            } else {
                restored.push(character);
            }
        }
        restored.truncate(restored.trim_end_matches(' ').len());
        restored.push('\n');
    }
    restored
}

fn skip_stand_ins(characters: &mut Peekable<Chars<'_>>) {
    while characters.next_if_eq(&STAND_IN).is_some() {}
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COLUMNS: &[Column] = &[
        Column::figures("Numéro", "numero", 0),
        Column::words("Nom", "nom", 0),
        Column::words("Entreprise", "entreprise", 2),
        Column::figures("Reste dû", "reste_du", 1),
    ];

    fn row(number: &str, name: &str, company: &str, amount: &str) -> Vec<TableCell> {
        [(number, true), (name, false), (company, false), (amount, true)]
            .map(|(text, whole)| TableCell {
                text: text.to_owned(),
                whole,
            })
            .to_vec()
    }

    fn separators(line: &str) -> Vec<usize> {
        line.char_indices()
            .filter(|(_, character)| matches!(character, '│' | '┼'))
            .map(|(start, _)| width(&line[..start]))
            .collect()
    }

    #[test]
    fn figures_are_flush_right_and_no_line_ends_with_blanks() {
        let drawn = Table::new(COLUMNS, Some(80)).lay_out(&[
            row("4", "Zoé Martin", "Élan", "1\u{202f}234,56\u{a0}€"),
            row("12", "Li 日本", "", "—"),
        ]);
        let expected = [
            " Numéro │ Nom        │ Entreprise │   Reste dû",
            "────────┼────────────┼────────────┼────────────",
            "      4 │ Zoé Martin │ Élan       │ 1\u{202f}234,56\u{a0}€",
            "     12 │ Li 日本    │            │          —",
            "",
        ]
        .join("\n");
        assert_eq!(drawn, expected);
    }

    #[test]
    fn s20_an_escape_sequence_before_a_family_emoji_harms_nothing() {
        let drawn = Table::new(COLUMNS, Some(100)).lay_out(&[row(
            "1",
            "\u{1b}[👨\u{200d}👩\u{200d}👧\u{200d}👦",
            "un\ndeux",
            "\u{202e}1",
        )]);
        assert!(drawn.contains("\\x1b[👨\u{200d}👩\u{200d}👧\u{200d}👦"));
        assert!(drawn.contains("un\\ndeux"));
        assert!(drawn.contains("\\u{202e}1"));
        assert_eq!(drawn.lines().count(), 3);
    }

    #[test]
    fn the_least_important_columns_are_hidden_and_named() {
        let mut table = Table::new(COLUMNS, Some(40));
        let drawn = table.lay_out(&[row("4", "Zoé Martin", "Les Fêtes réunies", "1 234,56")]);
        assert_eq!(table.hidden(), ["Entreprise"]);
        assert!(!drawn.contains("Fêtes"));
        assert!(!table.has_shortened());
    }

    #[test]
    fn a_figure_is_shown_whole_or_not_at_all() {
        let columns = &[Column::figures("Reste dû", "reste_du", 0)];
        let mut table = Table::new(columns, Some(8));
        let cell = TableCell {
            text: String::from("1 234 567,89"),
            whole: true,
        };
        let drawn = table.lay_out(&[vec![cell]]);
        assert_eq!(drawn.lines().last(), Some("      …"));
        assert!(table.has_shortened());
    }

    #[test]
    fn without_a_terminal_nothing_is_ever_cut() {
        let long = "mot ".repeat(500);
        let mut table = Table::new(COLUMNS, None);
        let first = table.lay_out(&[row("1", "court", "x", "1")]);
        let second = table.lay_out(&[row("2", &long, &long, "2")]);
        assert!(first.contains("Entreprise"));
        assert_eq!(second.matches("mot").count(), 1000);
        assert!(table.hidden().is_empty() && !table.has_shortened());
    }

    #[test]
    fn later_batches_keep_the_columns_and_have_no_header() {
        let mut table = Table::new(COLUMNS, Some(40));
        let first = table.lay_out(&[row("4", "Zoé Martin", "Les Fêtes réunies", "1 234,56")]);
        let second = table.lay_out(&[row("5", "Bo", "É", "2,00")]);
        assert!(!second.contains("Nom"));
        assert_eq!(separators(first.lines().next().unwrap()), separators(second.trim_end()));
    }

    fn varied() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            prop::sample::select(vec![
                "a",
                " ",
                "é",
                "日",
                "e\u{301}",
                "👨\u{200d}👩\u{200d}👧",
                "🇫🇷",
                "\u{301}",
                "\u{200d}",
                "❤\u{fe0f}",
                "ل",
                "ا",
                "☰",
                "ｶﾞ",
                "\u{f8ff}",
                "\u{1b}[",
                "\n",
                "│",
            ])
            .prop_map(String::from),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn a_table_never_exceeds_the_width(
            texts in prop::collection::vec((varied(), varied(), any::<u32>()), 1..5),
            available in 20_usize..120,
        ) {
            let rows: Vec<_> = texts
                .iter()
                .map(|(name, company, number)| row(&number.to_string(), name, company, "1 234,56"))
                .collect();
            let mut table = Table::new(COLUMNS, Some(available));
            for drawn in [table.lay_out(&rows), table.lay_out(&rows)] {
                for line in drawn.lines() {
                    prop_assert!(width(line) <= available, "{line:?} is wider than {available}");
                }
            }
        }

        #[test]
        fn columns_line_up_whatever_the_characters(names in prop::collection::vec(varied(), 1..5)) {
            let columns = &[Column::words("Nom", "nom", 0), Column::words("Fin", "fin", 0)];
            let cell = |text: &str| TableCell { text: text.to_owned(), whole: false };
            let rows: Vec<_> = names
                .iter()
                .map(|name| vec![cell(&name.replace('│', "")), cell("x")])
                .collect();
            let drawn = Table::new(columns, None).lay_out(&rows);
            let places: Vec<_> = drawn.lines().map(separators).collect();
            prop_assert!(places.iter().all(|found| found == &places[0] && found.len() == 1), "{drawn}");
        }
    }
}
