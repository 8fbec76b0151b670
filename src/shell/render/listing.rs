//! A list being written row by row, in the format that was asked.
//!
//! Memory stays flat (S23): `fiche`, `csv`, `json` and `jsonl` write each row as it comes; `tableau` keeps some rows,
//! decides its columns on them, and prints batch after batch under one header. A table on a terminal narrower than
//! 60 columns becomes records.

use std::io::{self, BufWriter, Write};

use jiff::tz::TimeZone;

use super::cell::Cell;
use super::column::Column;
use super::csv::CsvWriter;
use super::json::{Arrangement, JsonWriter};
use super::record::{self, LabelledLine};
use super::table::{Table, TableCell};
use crate::shell::grammar::values::OutputFormat;

/// Below this width a list becomes records.
pub const NARROWEST_TABLE: usize = 60;

/// How many rows a table keeps in memory.
const BATCH_ROWS: usize = 1_000;

const BUFFER_BYTES: usize = 64 * 1024;

/// How a list is written.
#[derive(Debug, Clone)]
pub struct ListingLayout<'columns> {
    /// Its columns.
    pub columns: &'columns [Column],
    /// The zone of the moments.
    pub time_zone: TimeZone,
    /// The width of the terminal; nothing when the output is not one: nothing is then hidden or cut.
    pub width: Option<usize>,
    /// The format asked.
    pub format: OutputFormat,
}

/// What was written, for the foot of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingSummary {
    /// How many rows.
    pub rows: u64,
    /// The titles of the columns that did not fit.
    pub hidden_columns: Vec<&'static str>,
    /// Whether some text was shortened to fit.
    pub shortened: bool,
}

/// A list being written.
pub struct Listing<'w> {
    columns: &'w [Column],
    rows: u64,
    sink: Sink<'w>,
}

enum Sink<'w> {
    Table(TableSink<'w>),
    Records(RecordSink<'w>),
    Csv(Box<CsvWriter<'w>>),
    Json(JsonWriter<'w>),
}

impl<'w> Listing<'w> {
    /// Begins a list; a `csv` writes its header at once.
    pub fn new(layout: ListingLayout<'w>, writer: &'w mut dyn Write) -> io::Result<Self> {
        let ListingLayout {
            columns,
            time_zone,
            width,
            format,
        } = layout;
        let sink = match shown_as(format, width) {
            OutputFormat::Table => Sink::Table(TableSink {
                table: Table::new(columns, width),
                time_zone,
                waiting: Vec::new(),
                writer,
            }),
            OutputFormat::Record => Sink::Records(RecordSink {
                columns,
                time_zone,
                width,
                writer: BufWriter::with_capacity(BUFFER_BYTES, writer),
                first: true,
            }),
            OutputFormat::Csv => Sink::Csv(Box::new(CsvWriter::new(columns, time_zone, writer)?)),
            OutputFormat::Json => Sink::Json(JsonWriter::new(columns, time_zone, Arrangement::Array, writer)),
            OutputFormat::JsonLines => Sink::Json(JsonWriter::new(columns, time_zone, Arrangement::Lines, writer)),
        };
        Ok(Self { columns, rows: 0, sink })
    }

    /// Takes a row; it has as many cells as there are columns.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for each column");
        self.rows += 1;
        match &mut self.sink {
            Sink::Table(sink) => sink.row(cells),
            Sink::Records(sink) => sink.row(cells),
            Sink::Csv(writer) => writer.row(cells),
            Sink::Json(writer) => writer.row(cells),
        }
    }

    /// Writes what is still in memory and what closes the format.
    pub fn finish(self) -> io::Result<ListingSummary> {
        let complete = ListingSummary {
            rows: self.rows,
            hidden_columns: Vec::new(),
            shortened: false,
        };
        match self.sink {
            Sink::Table(sink) => sink.finish(self.rows),
            Sink::Records(sink) => sink.finish().map(|()| complete),
            Sink::Csv(writer) => writer.finish().map(|()| complete),
            Sink::Json(writer) => writer.finish().map(|()| complete),
        }
    }
}

/// The format that fits: a narrow table is no table.
pub fn shown_as(format: OutputFormat, width: Option<usize>) -> OutputFormat {
    let narrow = width.is_some_and(|width| width < NARROWEST_TABLE);
    if format == OutputFormat::Table && narrow {
        return OutputFormat::Record;
    }
    format
}

/// Rows waiting for their batch.
struct TableSink<'w> {
    table: Table<'w>,
    time_zone: TimeZone,
    waiting: Vec<Vec<TableCell>>,
    writer: &'w mut dyn Write,
}

impl TableSink<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let shown = cells.iter().map(|cell| table_cell(cell, &self.time_zone)).collect();
        self.waiting.push(shown);
        if self.waiting.len() < BATCH_ROWS {
            return Ok(());
        }
        self.write_batch()
    }

    fn write_batch(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let text = self.table.lay_out(&self.waiting);
        self.waiting.clear();
        self.writer.write_all(text.as_bytes())
    }

    fn finish(mut self, rows: u64) -> io::Result<ListingSummary> {
        self.write_batch()?;
        self.writer.flush()?;
        Ok(ListingSummary {
            rows,
            hidden_columns: self.table.hidden(),
            shortened: self.table.has_shortened(),
        })
    }
}

fn table_cell(cell: &Cell, time_zone: &TimeZone) -> TableCell {
    TableCell {
        text: cell.french(time_zone),
        whole: cell.is_whole(),
    }
}

/// Records, with an empty line between two.
struct RecordSink<'w> {
    columns: &'w [Column],
    time_zone: TimeZone,
    width: Option<usize>,
    writer: BufWriter<&'w mut dyn Write>,
    first: bool,
}

impl RecordSink<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if !self.first {
            self.writer.write_all(b"\n")?;
        }
        self.first = false;
        let text = record_text(self.columns, cells, &self.time_zone, self.width);
        self.writer.write_all(text.as_bytes())
    }

    fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// One record of these columns, as people read it.
pub fn record_text(columns: &[Column], cells: &[Cell], time_zone: &TimeZone, width: Option<usize>) -> String {
    let values: Vec<String> = cells.iter().map(|cell| cell.french(time_zone)).collect();
    let fields: Vec<LabelledLine<'_>> = columns
        .iter()
        .zip(&values)
        .map(|(column, value)| LabelledLine {
            title: column.title,
            value,
        })
        .collect();
    record::lay_out(&fields, width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::amount::Amount;

    const COLUMNS: &[Column] = &[
        Column::figures("Numéro", "numero", 0),
        Column::words("Entreprise", "entreprise", 1),
        Column::words("Note", "note", 2),
        Column::figures("Reste dû", "reste_du", 0),
    ];

    fn layout(format: OutputFormat, width: Option<usize>) -> ListingLayout<'static> {
        ListingLayout {
            columns: COLUMNS,
            time_zone: TimeZone::UTC,
            width,
            format,
        }
    }

    fn cells(number: u64) -> Vec<Cell> {
        vec![
            Cell::Number(number),
            Cell::text("Élan"),
            Cell::text("mot ".repeat(12).trim_end()),
            Cell::Amount(Amount::parse("1234").unwrap()),
        ]
    }

    fn written(layout: ListingLayout, rows: u64) -> (String, ListingSummary) {
        let mut output = Vec::new();
        let mut listing = Listing::new(layout, &mut output).unwrap();
        for number in 1..=rows {
            listing.row(&cells(number)).unwrap();
        }
        let summary = listing.finish().unwrap();
        (String::from_utf8(output).unwrap(), summary)
    }

    #[test]
    fn a_table_tells_what_it_hid_and_shortened() {
        let (text, summary) = written(layout(OutputFormat::Table, Some(62)), 2);
        assert_eq!(text.lines().count(), 4);
        assert_eq!(
            summary,
            ListingSummary {
                rows: 2,
                hidden_columns: Vec::new(),
                shortened: true
            }
        );
        let (_, summary) = written(layout(OutputFormat::Table, Some(60)), 2);
        assert_eq!(summary.hidden_columns, ["Note"]);
    }

    #[test]
    fn under_sixty_columns_a_list_becomes_records() {
        let (text, summary) = written(layout(OutputFormat::Table, Some(59)), 2);
        assert!(
            text.starts_with("Numéro     : 1\nEntreprise : Élan\nNote       : mot"),
            "{text}"
        );
        assert!(text.contains("\n\nNuméro     : 2\n"));
        assert!(summary.hidden_columns.is_empty());
    }

    #[test]
    fn a_long_table_has_one_header_and_every_row() {
        let (text, summary) = written(layout(OutputFormat::Table, Some(100)), 2_500);
        assert_eq!(text.matches("Numéro").count(), 1);
        assert_eq!(text.lines().count(), 2 + 2_500);
        assert_eq!(summary.rows, 2_500);
        let widths: Vec<usize> = text.lines().map(super::super::fit::width).collect();
        assert!(widths.iter().all(|width| *width == widths[0] || *width == widths[1]));
    }

    #[test]
    fn s23_a_table_never_keeps_more_than_a_batch() {
        let mut output = Vec::new();
        let mut listing = Listing::new(layout(OutputFormat::Table, None), &mut output).unwrap();
        for number in 0..3_500 {
            listing.row(&cells(number)).unwrap();
            let Sink::Table(sink) = &listing.sink else {
                panic!("not a table")
            };
            assert!(sink.waiting.len() < BATCH_ROWS);
        }
    }

    #[test]
    fn every_format_of_exports_is_reached_and_ignores_the_width() {
        let (csv, _) = written(layout(OutputFormat::Csv, Some(20)), 1);
        assert!(
            csv.starts_with("\u{feff}numero;entreprise;note;reste_du\r\n1;Élan;mot"),
            "{csv}"
        );
        let (json, _) = written(layout(OutputFormat::Json, Some(20)), 1);
        assert!(json.starts_with("[\n{\"numero\":1,\"entreprise\":\"Élan\""), "{json}");
        let (lines, summary) = written(layout(OutputFormat::JsonLines, Some(20)), 3);
        assert_eq!((lines.lines().count(), summary.rows), (3, 3));
    }

    #[test]
    fn an_empty_table_writes_nothing() {
        let (text, summary) = written(layout(OutputFormat::Table, Some(80)), 0);
        assert_eq!((text.as_str(), summary.rows), ("", 0));
    }
}
