//! `csv` that a French spreadsheet opens with a double click.
//!
//! UTF-8 with a byte order mark, `;` between fields, a header of keys, lines ended by CR LF, quotes where needed.
//! Amounts are `1234,56` or `-4000,50`, without groups or euro sign, so that they can be added; dates are `25/12/2026
//! 14:30` in local time; telephone numbers are E.164; an absent value is an empty field.
//!
//! S21: words that a spreadsheet would run as a formula get a leading `'`, telephone numbers included. S20: words are
//! cleaned, but for the line feeds of prose: standard output may be a terminal.
//!
//! Rows are written as they come; memory does not grow.

use std::fmt::Write as _;
use std::io::{self, Write};

use jiff::tz::TimeZone;

use super::cell::Cell;
use super::column::Column;
use super::local_time::{push_french_date, push_french_moment};
use crate::models::amount::Amount;
use crate::security::clean::clean_keeping_newlines;
use crate::shell::grammar::answers::yes_or_no;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
const BUFFER_BYTES: usize = 64 * 1024;

/// A `csv` being written.
pub struct CsvWriter<'w> {
    writer: ::csv::Writer<&'w mut dyn Write>,
    time_zone: TimeZone,
    /// The text of the current field, kept to be filled again.
    field: String,
}

impl<'w> CsvWriter<'w> {
    /// Writes the byte order mark and the header.
    pub fn new(columns: &[Column], time_zone: TimeZone, output: &'w mut dyn Write) -> io::Result<Self> {
        output.write_all(BYTE_ORDER_MARK)?;
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(::csv::Terminator::CRLF)
            .buffer_capacity(BUFFER_BYTES)
            .from_writer(output);
        writer.write_record(columns.iter().map(|column| column.key))?;
        Ok(Self {
            writer,
            time_zone,
            field: String::new(),
        })
    }

    /// Writes a row; it has as many cells as there are columns.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for cell in cells {
            self.field.clear();
            push_cell(&mut self.field, cell, &self.time_zone);
            self.writer.write_field(&self.field)?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Writes what is still in memory.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn push_cell(field: &mut String, cell: &Cell, time_zone: &TimeZone) {
    match cell {
        Cell::Text(text) => push_words(field, text),
        Cell::Number(number) => {
            let written = write!(field, "{number}");
            // Writing into a `String` cannot fail.
            debug_assert!(written.is_ok());
        }
        Cell::Amount(amount) => push_amount(field, *amount),
        Cell::NegativeAmount(amount) => {
            field.push('-');
            push_amount(field, *amount);
        }
        Cell::Moment(moment) => push_french_moment(field, *moment, time_zone),
        Cell::Day(day) => push_french_date(field, day.date()),
        Cell::Boolean(answer) => field.push_str(yes_or_no(*answer)),
        Cell::PhoneNumber(phone_number) => push_words(field, phone_number.as_str()),
        Cell::Absent => {}
    }
}

fn push_amount(field: &mut String, amount: Amount) {
    let canonical = amount.canonical();
    field.extend(
        canonical
            .chars()
            .map(|character| if character == '.' { ',' } else { character }),
    );
}

fn push_words(field: &mut String, text: &str) {
    if text.starts_with(begins_formula) {
        field.push('\'');
    }
    field.push_str(&clean_keeping_newlines(text));
}

/// Besides those of S21, the wide forms that some spreadsheets take for them.
fn begins_formula(first: char) -> bool {
    matches!(
        first,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::models::date_time::{Day, Moment};
    use crate::models::phone_number::PhoneNumber;

    const COLUMNS: &[Column] = &[Column::words("Nom", "nom", 0), Column::figures("Montant", "montant", 0)];

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn written(rows: &[[Cell; 2]]) -> String {
        let mut output = Vec::new();
        let mut writer = CsvWriter::new(COLUMNS, paris(), &mut output).unwrap();
        for row in rows {
            writer.row(row).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(output).unwrap()
    }

    fn field(cell: &Cell) -> String {
        let mut field = String::new();
        push_cell(&mut field, cell, &paris());
        field
    }

    #[test]
    fn a_spreadsheet_finds_mark_header_separator_and_quotes() {
        let amount = Cell::Amount(Amount::parse("1234,56").unwrap());
        let text = written(&[
            [Cell::text("Zoé ; \"Élan\""), amount],
            [Cell::text("un\ndeux"), Cell::Absent],
        ]);
        assert_eq!(
            text,
            "\u{feff}nom;montant\r\n\"Zoé ; \"\"Élan\"\"\";1234,56\r\n\"un\ndeux\";\r\n"
        );
    }

    #[test]
    fn an_empty_list_still_has_its_header() {
        assert_eq!(written(&[]), "\u{feff}nom;montant\r\n");
    }

    #[test]
    fn s21_words_that_begin_a_formula_get_an_apostrophe() {
        for first in ["=", "+", "-", "@", "\t", "\r", "\n", "＝"] {
            let text = format!("{first}1+1");
            assert!(field(&Cell::text(text)).starts_with('\''), "{first:?}");
        }
        for harmless in ["a=1", "'=1", "", "Zoé", "12-13"] {
            assert_eq!(field(&Cell::text(harmless)), harmless);
        }
    }

    #[test]
    fn s21_typed_figures_are_left_alone_and_a_telephone_number_is_words() {
        assert_eq!(field(&Cell::Amount(Amount::parse("0,50").unwrap())), "0,50");
        let amount = Amount::parse("4000,50").unwrap();
        assert_eq!(field(&Cell::NegativeAmount(amount)), "-4000,50");
        assert_eq!(field(&Cell::Number(12)), "12");
        assert_eq!(field(&Cell::Boolean(false)), "non");
        assert_eq!(field(&Cell::Day(Day::parse("5/2/2026").unwrap())), "05/02/2026");
        let moment = Moment::parse("2026-12-25T13:30Z", &paris()).unwrap();
        assert_eq!(field(&Cell::Moment(moment)), "25/12/2026 14:30");
        let phone_number = PhoneNumber::parse("0612345678").unwrap();
        assert_eq!(field(&Cell::PhoneNumber(phone_number)), "'+33612345678");
    }

    #[test]
    fn s20_words_are_cleaned_but_for_line_feeds() {
        assert_eq!(field(&Cell::text("a\u{1b}[2J\n\u{202e}b")), "a\\x1b[2J\n\\u{202e}b");
        assert_eq!(field(&Cell::text("\r=1")), "'\\r=1");
    }

    proptest! {
        #[test]
        fn s21_no_field_ever_begins_a_formula(text in any::<String>(), first in prop::sample::select(vec!["", "=", "\t=", " "])) {
            let written = field(&Cell::text([first, &text].concat()));
            prop_assert!(!written.starts_with(begins_formula));
        }
    }
}
