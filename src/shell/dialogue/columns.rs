//! What commands show of an object, in a list, on its card or on another's: each column with the cell it has of a row.

use std::iter;

use crate::models::listed::Listed;
use crate::shell::messages::foot::UNREADABLE;
use crate::shell::render::card::{Card, SectionTable};
use crate::shell::render::cell::Cell;
use crate::shell::render::column::Column;

/// A column, and what its cell says of a row as somebody sees it: at a moment, in a zone.
pub struct ColumnOf<Row: 'static, Seen: 'static = ()> {
    heading: Column,
    cell: fn(&Row, &Seen) -> Cell,
}

/// Columns in their order.
pub type Columns<Row, Seen = ()> = &'static [ColumnOf<Row, Seen>];

impl<Row, Seen> ColumnOf<Row, Seen> {
    /// A column with this above it.
    pub const fn new(heading: Column, cell: fn(&Row, &Seen) -> Cell) -> Self {
        Self { heading, cell }
    }
}

/// Declares columns: whether they hold words or figures, what stands above each, its name for programs, its importance,
/// and its cell.
macro_rules! columns {
    ($(
        $(#[$documentation:meta])*
        $visibility:vis $name:ident of ($row:ident: $row_type:ty, $seen:tt: $seen_type:ty) {
            $($kind:ident $title:literal, $key:literal, $importance:literal => $cell:expr;)+
        }
    )+) => {$(
        $(#[$documentation])*
        #[allow(unused_variables, reason = "few cells depend on as what a row is seen")]
        $visibility const $name: $crate::shell::dialogue::columns::Columns<$row_type, $seen_type> = &[$(
            $crate::shell::dialogue::columns::ColumnOf::new(
                $crate::shell::render::column::Column::$kind($title, $key, $importance),
                |$row, $seen| $cell,
            ),
        )+];
    )+};
}
pub(crate) use columns;

/// What stands above the cells.
pub fn headings<Row, Seen>(groups: &[Columns<Row, Seen>]) -> Vec<Column> {
    let columns = groups.iter().copied().flatten();
    columns.map(|column| column.heading).collect()
}

/// The cells of a row, as many as there are columns; of one that cannot be read, that and its number are told.
pub fn cells<Row, Seen>(groups: &[Columns<Row, Seen>], row: &Listed<Row>, seen: &Seen) -> Vec<Cell> {
    let columns = groups.iter().copied().flatten();
    match row {
        Listed::Readable(row) => columns.map(|column| (column.cell)(row, seen)).collect(),
        Listed::Unreadable(number) => {
            let told = [Cell::Number(*number), Cell::text(UNREADABLE)];
            let all = told.into_iter().chain(iter::repeat(Cell::Absent));
            all.take(columns.count()).collect()
        }
    }
}

/// The card of an object, without what belongs to it.
pub fn card<Row, Seen>(columns: Columns<Row, Seen>, row: &Row, seen: &Seen) -> Card {
    Card {
        columns: headings(&[columns]),
        cells: columns.iter().map(|column| (column.cell)(row, seen)).collect(),
        sections: Vec::new(),
    }
}

/// The rows of a section of a card.
pub fn section_table<Row, Seen>(columns: Columns<Row, Seen>, rows: &[Listed<Row>], seen: &Seen) -> SectionTable {
    SectionTable {
        columns: headings(&[columns]),
        rows: rows.iter().map(|row| cells(&[columns], row, seen)).collect(),
    }
}
