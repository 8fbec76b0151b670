//! `json` (one array) and `jsonl` (one object a line), for other programs.
//!
//! Keys are the columns' own; amounts and telephone numbers are strings (`"1234.56"`, `"+33612345678"`), moments are
//! ISO dates in local time with their offset, an absent value is `null`. Nothing is lost: a character that a terminal
//! must not see (S20) is written as a JSON escape, which any reader turns back into the character.
//!
//! Rows are written as they come; memory does not grow.

use std::io::{self, BufWriter, Write};

use jiff::tz::TimeZone;
use serde::Serialize as _;
use serde_json::ser::{Formatter, Serializer};

use super::cell::Cell;
use super::column::Column;
use super::local_time::iso_moment;
use crate::security::clean::{first_forbidden, is_forbidden};

const BUFFER_BYTES: usize = 64 * 1024;

/// How the objects are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// One array of objects.
    Array,
    /// One object a line, and nothing around.
    Lines,
}

/// A list of objects being written.
pub struct JsonWriter<'w> {
    output: BufWriter<&'w mut dyn Write>,
    columns: &'w [Column],
    time_zone: TimeZone,
    arrangement: Arrangement,
    rows: u64,
    /// The text of the current object, kept to be filled again.
    object: Vec<u8>,
}

impl<'w> JsonWriter<'w> {
    /// A writer of rows of these columns.
    pub fn new(
        columns: &'w [Column],
        time_zone: TimeZone,
        arrangement: Arrangement,
        output: &'w mut dyn Write,
    ) -> Self {
        Self {
            output: BufWriter::with_capacity(BUFFER_BYTES, output),
            columns,
            time_zone,
            arrangement,
            rows: 0,
            object: Vec::new(),
        }
    }

    /// Writes a row; it has as many cells as there are columns.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let (before, after): (&[u8], &[u8]) = match (self.arrangement, self.rows) {
            (Arrangement::Array, 0) => (b"[\n{", b"}"),
            (Arrangement::Array, _) => (b",\n{", b"}"),
            (Arrangement::Lines, _) => (b"{", b"}\n"),
        };
        self.rows += 1;
        self.object.clear();
        self.object.extend_from_slice(before);
        push_members(&mut self.object, self.columns, cells, &self.time_zone);
        self.object.extend_from_slice(after);
        self.output.write_all(&self.object)
    }

    /// Closes the array and writes what is still in memory.
    pub fn finish(mut self) -> io::Result<()> {
        self.output.write_all(match (self.arrangement, self.rows) {
            (Arrangement::Array, 0) => b"[]\n",
            (Arrangement::Array, _) => b"\n]\n",
            (Arrangement::Lines, _) => b"",
        })?;
        self.output.flush()
    }
}

/// Adds `"key":value` pairs separated by commas, without the braces around them.
pub fn push_members(object: &mut Vec<u8>, columns: &[Column], cells: &[Cell], time_zone: &TimeZone) {
    push_separated(object, columns.iter().zip(cells), |object, (column, cell)| {
        push_key(object, column.key);
        push_value(object, cell, time_zone);
    });
}

/// Adds one item after the other, with a comma between two.
pub fn push_separated<Item>(
    object: &mut Vec<u8>,
    items: impl IntoIterator<Item = Item>,
    mut push: impl FnMut(&mut Vec<u8>, Item),
) {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            object.push(b',');
        }
        push(object, item);
    }
}

/// Adds `"key":`; a key is ASCII `snake_case` and needs no escape.
pub fn push_key(object: &mut Vec<u8>, key: &str) {
    object.push(b'"');
    object.extend_from_slice(key.as_bytes());
    object.extend_from_slice(b"\":");
}

/// Adds `,"key":`.
pub fn push_next_key(object: &mut Vec<u8>, key: &str) {
    object.push(b',');
    push_key(object, key);
}

fn push_value(object: &mut Vec<u8>, cell: &Cell, time_zone: &TimeZone) {
    match cell {
        Cell::Text(text) => push_string(object, text),
        Cell::Number(number) => push_number(object, *number),
        Cell::Amount(amount) => push_string(object, &amount.canonical()),
        Cell::NegativeAmount(amount) => push_string(object, &format!("-{}", amount.canonical())),
        Cell::Moment(moment) => push_string(object, &iso_moment(*moment, time_zone)),
        Cell::Day(day) => push_string(object, &day.canonical()),
        Cell::Boolean(answer) => object.extend_from_slice(if *answer { b"true" } else { b"false" }),
        Cell::PhoneNumber(phone_number) => push_string(object, phone_number.as_str()),
        Cell::Absent => object.extend_from_slice(b"null"),
    }
}

/// Adds a value, or `null` where there is none.
pub fn push_or_null<T>(object: &mut Vec<u8>, value: Option<T>, push: impl FnOnce(&mut Vec<u8>, T)) {
    match value {
        Some(value) => push(object, value),
        None => object.extend_from_slice(b"null"),
    }
}

/// Adds a number.
pub fn push_number(object: &mut Vec<u8>, number: u64) {
    // Writing into memory cannot fail.
    let _ = serde_json::to_writer(object, &number);
}

/// Adds a text in quotes.
pub fn push_string(object: &mut Vec<u8>, text: &str) {
    // Most texts need no escape, and are written as they are.
    if is_plain(text) || text.chars().all(is_written_as_it_is) {
        object.push(b'"');
        object.extend_from_slice(text.as_bytes());
        object.push(b'"');
        return;
    }
    // Writing into memory cannot fail.
    let _ = text.serialize(&mut Serializer::with_formatter(object, VisibleFormatter));
}

/// The short answer for plain ASCII.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\')
}

fn is_written_as_it_is(character: char) -> bool {
    !matches!(character, '"' | '\\') && !is_forbidden(character)
}

/// The compact form of JSON, with every forbidden character as an escape.
struct VisibleFormatter;

impl Formatter for VisibleFormatter {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(start) = first_forbidden(rest) {
            let (visible, end) = rest.split_at(start);
            writer.write_all(visible.as_bytes())?;
            let mut characters = end.chars();
            if let Some(character) = characters.next() {
                write_escape(writer, character)?;
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

/// JSON escapes UTF-16 units: a character beyond the first plane takes two.
fn write_escape<W: ?Sized + Write>(writer: &mut W, character: char) -> io::Result<()> {
    for unit in character.encode_utf16(&mut [0; 2]) {
        write!(writer, "\\u{unit:04x}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::models::amount::Amount;
    use crate::models::date_time::{Day, Moment};
    use crate::models::phone_number::PhoneNumber;

    const COLUMNS: &[Column] = &[
        Column::words("Nom", "nom", 0),
        Column::figures("Reste dû", "reste_du", 0),
    ];

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn written(arrangement: Arrangement, rows: &[[Cell; 2]]) -> String {
        let mut output = Vec::new();
        let mut writer = JsonWriter::new(COLUMNS, paris(), arrangement, &mut output);
        for row in rows {
            writer.row(row).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(output).unwrap()
    }

    fn value(cell: &Cell) -> String {
        let mut output = Vec::new();
        push_value(&mut output, cell, &paris());
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn an_array_and_lines_hold_the_same_objects() {
        let rows = [
            [Cell::text("Zoé \"Z\""), Cell::Amount(Amount::parse("1234,5").unwrap())],
            [Cell::Absent, Cell::Absent],
        ];
        assert_eq!(
            written(Arrangement::Lines, &rows),
            "{\"nom\":\"Zoé \\\"Z\\\"\",\"reste_du\":\"1234.50\"}\n{\"nom\":null,\"reste_du\":null}\n"
        );
        let array: serde_json::Value = serde_json::from_str(&written(Arrangement::Array, &rows)).unwrap();
        let lines: Vec<serde_json::Value> = written(Arrangement::Lines, &rows)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(array, serde_json::Value::Array(lines));
    }

    #[test]
    fn an_empty_list_is_an_empty_array_or_nothing() {
        assert_eq!(written(Arrangement::Array, &[]), "[]\n");
        assert_eq!(written(Arrangement::Lines, &[]), "");
    }

    #[test]
    fn every_type_has_its_json() {
        for (cell, json) in [
            (Cell::Number(12), "12"),
            (Cell::Boolean(true), "true"),
            (Cell::NegativeAmount(Amount::parse("4000,50").unwrap()), "\"-4000.50\""),
            (Cell::Day(Day::parse("25/12/2026").unwrap()), "\"2026-12-25\""),
            (
                Cell::Moment(Moment::parse("2026-07-25T12:00Z", &paris()).unwrap()),
                "\"2026-07-25T14:00:00+02:00\"",
            ),
            (
                Cell::PhoneNumber(PhoneNumber::parse("0612345678").unwrap()),
                "\"+33612345678\"",
            ),
            (Cell::Absent, "null"),
        ] {
            assert_eq!(value(&cell), json);
        }
    }

    #[test]
    fn s20_forbidden_characters_are_escapes_that_read_back() {
        assert_eq!(
            value(&Cell::text("\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}é")),
            "\"\\u001b\\u007f\\u009b\\u202e\\udb40\\udc41é\""
        );
    }

    proptest! {
        #[test]
        fn s20_no_forbidden_character_is_written_and_none_is_lost(text in any::<String>()) {
            let json = value(&Cell::text(text.clone()));
            prop_assert!(!json.chars().any(is_forbidden));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
