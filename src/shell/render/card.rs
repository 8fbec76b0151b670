//! The card of one object (`clients voir 4`): its fields, then sections that list what belongs to it.
//!
//! `tableau` and `fiche` show the fields as a record; the sections follow, as tables or as records. `json` and `jsonl`
//! give one object in which each section is an array. `csv` holds the fields only: a file of rows has no place for the
//! rest.

use std::io::{self, Write};

use jiff::tz::TimeZone;

use super::cell::Cell;
use super::column::Column;
use super::csv::CsvWriter;
use super::json::{push_members, push_next_key, push_separated};
use super::listing::{Listing, ListingLayout, ListingSummary, record_text};
use super::style::Style;
use crate::shell::grammar::values::OutputFormat;

/// One object and what belongs to it.
#[derive(Debug, Clone)]
pub struct Card {
    /// The fields of the object.
    pub columns: Vec<Column>,
    /// Their values, in the same order.
    pub cells: Vec<Cell>,
    /// What belongs to it.
    pub sections: Vec<CardSection>,
}

/// A list inside a card; its number of rows is bounded by whoever fills it.
#[derive(Debug, Clone)]
pub struct CardSection {
    /// What a person reads above it.
    pub title: String,
    /// The name of its array in json.
    pub key: &'static str,
    /// What it lists.
    pub table: SectionTable,
    /// What is said when it has none: « Aucun contrat. »
    pub when_empty: String,
}

/// The columns and the rows of a section.
#[derive(Debug, Clone)]
pub struct SectionTable {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// How a card is written.
#[derive(Debug, Clone)]
pub struct CardLayout {
    /// The zone of the moments.
    pub time_zone: TimeZone,
    /// The width of the terminal; nothing when the output is not one.
    pub width: Option<usize>,
    /// The format asked.
    pub format: OutputFormat,
    /// The style of the titles of the sections.
    pub style: Style,
    /// What is said under a section of what it hides or shortens.
    pub unseen: fn(&ListingSummary) -> String,
}

impl Card {
    /// The same with more fields, and with what belongs to the object.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.columns.extend(more.columns);
        self.cells.extend(more.cells);
        self.sections.extend(more.sections);
        self
    }

    /// Writes the card.
    pub fn write(&self, layout: &CardLayout, writer: &mut dyn Write) -> io::Result<()> {
        match layout.format {
            OutputFormat::Table | OutputFormat::Record => self.write_for_people(layout, writer),
            OutputFormat::Csv => self.write_csv(layout, writer),
            OutputFormat::Json | OutputFormat::JsonLines => self.write_object(layout, writer),
        }?;
        writer.flush()
    }

    fn write_for_people(&self, layout: &CardLayout, writer: &mut dyn Write) -> io::Result<()> {
        let text = record_text(&self.columns, &self.cells, &layout.time_zone, layout.width);
        writer.write_all(text.as_bytes())?;
        for section in &self.sections {
            writeln!(writer, "\n{}", layout.style.section_title(&section.title))?;
            section.write_for_people(layout, writer)?;
        }
        Ok(())
    }

    fn write_csv(&self, layout: &CardLayout, writer: &mut dyn Write) -> io::Result<()> {
        let mut csv = CsvWriter::new(&self.columns, layout.time_zone.clone(), writer)?;
        csv.row(&self.cells)?;
        csv.finish()
    }

    fn write_object(&self, layout: &CardLayout, writer: &mut dyn Write) -> io::Result<()> {
        let mut object = vec![b'{'];
        push_members(&mut object, &self.columns, &self.cells, &layout.time_zone);
        for section in &self.sections {
            push_next_key(&mut object, section.key);
            section.push_array(&mut object, &layout.time_zone);
        }
        object.extend_from_slice(b"}\n");
        writer.write_all(&object)
    }
}

impl CardSection {
    fn write_for_people(&self, layout: &CardLayout, writer: &mut dyn Write) -> io::Result<()> {
        if self.table.rows.is_empty() {
            return writeln!(writer, "{}", self.when_empty);
        }
        let list = ListingLayout {
            columns: &self.table.columns,
            time_zone: layout.time_zone.clone(),
            width: layout.width,
            format: layout.format,
        };
        let mut listing = Listing::new(list, writer)?;
        for row in &self.table.rows {
            listing.row(row)?;
        }
        let summary = listing.finish()?;
        writer.write_all((layout.unseen)(&summary).as_bytes())
    }

    fn push_array(&self, object: &mut Vec<u8>, time_zone: &TimeZone) {
        object.push(b'[');
        push_separated(object, &self.table.rows, |object, row| {
            object.push(b'{');
            push_members(object, &self.table.columns, row, time_zone);
            object.push(b'}');
        });
        object.push(b']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUSTOMER: &[Column] = &[
        Column::figures("Numéro", "numero", 0),
        Column::words("Entreprise", "entreprise", 0),
    ];
    const CONTRACTS: &[Column] = &[
        Column::words("Contrat", "contrat", 0),
        Column::words("Signé", "signe", 1),
    ];

    fn card() -> Card {
        let section = |title: &str, key, rows| CardSection {
            title: title.to_owned(),
            key,
            table: SectionTable {
                columns: CONTRACTS.to_vec(),
                rows,
            },
            when_empty: String::from("Aucun événement."),
        };
        Card {
            columns: CUSTOMER.to_vec(),
            cells: vec![Cell::Number(4), Cell::text("Élan")],
            sections: vec![
                section(
                    "Contrats",
                    "contrats",
                    vec![
                        vec![Cell::text("CT-2026-000001"), Cell::Boolean(true)],
                        vec![Cell::text("CT-2026-000002"), Cell::Absent],
                    ],
                ),
                section("Événements", "evenements", Vec::new()),
            ],
        }
    }

    fn written(format: OutputFormat, width: Option<usize>) -> String {
        let layout = CardLayout {
            time_zone: TimeZone::UTC,
            width,
            format,
            style: Style::new(false),
            unseen: |summary| format!("{} hidden\n", summary.hidden_columns.len()),
        };
        let mut output = Vec::new();
        card().write(&layout, &mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn people_read_the_record_then_its_sections() {
        let expected = [
            "Numéro     : 4",
            "Entreprise : Élan",
            "",
            "Contrats",
            " Contrat        │ Signé",
            "────────────────┼───────",
            " CT-2026-000001 │ oui",
            " CT-2026-000002 │ —",
            "0 hidden",
            "",
            "Événements",
            "Aucun événement.",
            "",
        ]
        .join("\n");
        assert_eq!(written(OutputFormat::Table, Some(80)), expected);
    }

    #[test]
    fn sections_become_records_when_asked_or_when_narrow() {
        let records = "Contrats\nContrat : CT-2026-000001\nSigné   : oui\n\nContrat : CT-2026-000002\n";
        assert!(written(OutputFormat::Record, Some(80)).contains(records));
        assert!(written(OutputFormat::Table, Some(40)).contains(records));
    }

    #[test]
    fn a_program_reads_one_object_with_arrays() {
        let expected = "{\"numero\":4,\"entreprise\":\"Élan\",\"contrats\":[{\"contrat\":\"CT-2026-000001\",\"signe\":true},\
                        {\"contrat\":\"CT-2026-000002\",\"signe\":null}],\"evenements\":[]}\n";
        assert_eq!(written(OutputFormat::Json, Some(20)), expected);
        assert_eq!(written(OutputFormat::JsonLines, None), expected);
    }

    #[test]
    fn a_spreadsheet_gets_the_fields() {
        assert_eq!(
            written(OutputFormat::Csv, None),
            "\u{feff}numero;entreprise\r\n4;Élan\r\n"
        );
    }
}
