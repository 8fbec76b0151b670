//! What every list has in common: order, size, pages, formats, files.
//!
//! Rows are read page by page, each page entered by the key of the last row before it, and written as they come: memory
//! stays flat, no connection is held while a person reads, and a server lost between two pages loses no row.

use std::rc::Rc;

use super::columns::{Columns, cells, headings};
use crate::error::Result;
use crate::models::listed::Listed;
use crate::models::page::{Page, PageSize};
use crate::shell::context::reply::Reply;
use crate::shell::context::{Context, Continuation};
use crate::shell::grammar::argument::{Optional, Switch};
use crate::shell::grammar::arguments::Arguments;
use crate::shell::grammar::order::{Order, SortField};
use crate::shell::grammar::values::{FilePath, OutputFormat};
use crate::shell::messages::file_faults::described_path;
use crate::shell::messages::foot::{Foot, Noun};
use crate::shell::render::listing::{Listing, ListingLayout, ListingSummary, shown_as};
use crate::shell::render::output_file::OutputFile;
use crate::shell::render::pager::unwritable;

/// `--limite`.
pub const LIMIT: Optional<PageSize> = Optional::option("limite", "Nombre de lignes par page (25 par défaut).");
/// `--tout`.
pub const ALL: Switch = Switch::new("tout", "Montre toutes les lignes, sans page.");
/// `--format`.
pub const FORMAT: Optional<OutputFormat> = Optional::option("format", "Présentation du résultat.");
/// `--vers`.
pub const TO_FILE: Optional<FilePath> = Optional::option("vers", "Écrit le résultat dans ce fichier.");
/// `--ecraser`.
pub const OVERWRITE: Switch = Switch::new("ecraser", "Remplace le fichier de --vers s'il existe.");

const SORT_HELP: &str = "Ordre ; un tiret devant l'inverse.";

/// What a list can be told: what is its own, then what all of them can.
macro_rules! list_arguments {
    ($($own:expr),* $(,)?) => {
        $crate::shell::grammar::argument::arguments![
            $($own,)*
            $crate::shell::dialogue::listing::LIMIT,
            $crate::shell::dialogue::listing::ALL,
            $crate::shell::dialogue::listing::FORMAT,
            $crate::shell::dialogue::listing::TO_FILE,
            $crate::shell::dialogue::listing::OVERWRITE,
        ]
    };
}
pub(crate) use list_arguments;

/// Rows read at once when all are wanted.
const BATCH: u64 = 2_000;

/// `--tri`, of a list that can be ordered by these fields.
pub const fn sort<Field: SortField>() -> Optional<Order<Field>> {
    Optional::option("tri", SORT_HELP)
}

/// What a list shows.
pub struct List<Row: 'static, Seen: 'static> {
    /// Its columns, some of which may stand on other lists and cards.
    pub columns: &'static [Columns<Row, Seen>],
    /// As what its rows are seen: at which moment, in which zone.
    pub seen: Seen,
    /// What is counted in the foot.
    pub noun: Noun,
    /// What to do when the list is empty.
    pub next_step: Option<String>,
}

/// Reads and shows a list.
///
/// `fetch` gives the rows of a page.
pub fn show<Sort: SortField, Row: Clone + 'static, Seen: 'static>(
    context: &mut Context,
    arguments: &Arguments,
    list: &List<Row, Seen>,
    mut fetch: impl FnMut(&Page<Sort, Row>) -> Result<Vec<Listed<Row>>>,
) -> Result<Reply> {
    let format = arguments.find(&FORMAT).copied().unwrap_or(OutputFormat::Table);
    let page_size = arguments.find(&LIMIT).copied().unwrap_or_default();
    let limit = (!arguments.has(&ALL)).then(|| u64::from(page_size.get()));
    let after = context.take_resumed::<Row>();
    let width = if arguments.find(&TO_FILE).is_some() {
        None
    } else {
        context.output.width
    };
    let columns = headings(list.columns);
    let layout = ListingLayout {
        columns: &columns,
        time_zone: context.configuration.time_zone.clone(),
        width,
        format,
    };
    let order = arguments.find(&sort()).copied().unwrap_or(Sort::USUAL);
    let mut page = Page {
        sort: order.field,
        direction: order.direction,
        after,
        count: 0,
    };
    // The last row of what is shown, when more follow: `suite` goes on there, however the showing ends.
    let mut last_row = None;
    let write =
        |writer: &mut dyn std::io::Write| write_rows(list, layout, writer, &mut page, limit, &mut last_row, &mut fetch);
    let shown = match arguments.find(&TO_FILE) {
        Some(path) => {
            let mut file = OutputFile::create(path.as_path(), arguments.has(&OVERWRITE))?;
            let shown = write(&mut file)?;
            context.keep_file(file)?;
            Some(shown)
        }
        None => match context.output.through_pager(write) {
            Ok(shown) => shown,
            Err(error) => {
                // What follows the rows that were shown is still to come.
                if last_row.is_some() {
                    context.continuation = continuation(context, arguments, last_row);
                }
                return Err(error);
            }
        },
    };
    // Whoever left the pager has not seen where `--tout` was; a page they can turn.
    let has_left = shown.is_none();
    let last_row = last_row.filter(|_| !(has_left && limit.is_none()));
    let has_more = last_row.is_some();
    context.continuation = continuation(context, arguments, last_row);
    let Some(summary) = shown else {
        return Ok(Reply::Silent);
    };
    let foot = Foot {
        noun: list.noun,
        summary,
        more: has_more,
        continues: context.has_next_command,
        next_step: list.next_step.clone(),
        file: arguments.find(&TO_FILE).map(|path| described_path(path.as_path())),
    };
    Ok(tell_foot(context, arguments, shown_as(format, width), &foot.lay_out()))
}

fn continuation<Row: 'static>(context: &Context, arguments: &Arguments, last_row: Option<Row>) -> Option<Continuation> {
    last_row.map(|row| Continuation {
        command: context.command(),
        arguments: arguments.clone(),
        after: Rc::new(row),
    })
}

/// Writes the rows of a list; `after` tells meanwhile after which row it could go on.
fn write_rows<Sort: Copy, Row: Clone, Seen>(
    list: &List<Row, Seen>,
    layout: ListingLayout<'_>,
    writer: &mut dyn std::io::Write,
    page: &mut Page<Sort, Row>,
    limit: Option<u64>,
    after: &mut Option<Row>,
    fetch: &mut impl FnMut(&Page<Sort, Row>) -> Result<Vec<Listed<Row>>>,
) -> Result<ListingSummary> {
    // The first rows come before anything is written, so that an error leaves the output untouched.
    let mut rows = next_rows(page, limit, fetch)?;
    let mut listing = Listing::new(layout, writer).map_err(|error| unwritable(&error))?;
    loop {
        after.clone_from(&rows.after);
        for row in &rows.rows {
            let cells = cells(list.columns, row, &list.seen);
            listing.row(&cells).map_err(|error| unwritable(&error))?;
        }
        if limit.is_some() || rows.after.is_none() {
            break;
        }
        page.after = rows.after;
        rows = next_rows(page, limit, fetch)?;
    }
    listing.finish().map_err(|error| unwritable(&error))
}

/// Rows that are shown together.
struct Rows<Row> {
    rows: Vec<Listed<Row>>,
    /// The last of them, when more follow.
    after: Option<Row>,
}

/// The next rows: as many as are wanted, or fewer, so that they end with one after which the list can go on. They are
/// more where none of so many can be read.
fn next_rows<Sort: Copy, Row: Clone>(
    page: &mut Page<Sort, Row>,
    limit: Option<u64>,
    fetch: &mut impl FnMut(&Page<Sort, Row>) -> Result<Vec<Listed<Row>>>,
) -> Result<Rows<Row>> {
    let mut wanted = limit.unwrap_or(BATCH);
    loop {
        // One row more than wanted tells whether more follow.
        page.count = wanted + 1;
        let mut rows = fetch(page)?;
        if u64::try_from(rows.len()).is_ok_and(|found| found <= wanted) {
            return Ok(Rows { rows, after: None });
        }
        rows.pop();
        let end = rows.iter().rposition(|row| row.readable().is_some());
        if let Some(end) = end {
            rows.truncate(end + 1);
            let after = rows.last().and_then(Listed::readable).cloned();
            return Ok(Rows { rows, after });
        }
        // Not one of them can be read: the list goes on after one that can.
        wanted = wanted.saturating_mul(2);
    }
}

/// The foot is part of what a person reads at a terminal; elsewhere it is a message beside the result.
fn tell_foot(context: &mut Context, arguments: &Arguments, format: OutputFormat, foot: &str) -> Reply {
    let is_for_people = matches!(format, OutputFormat::Table | OutputFormat::Record);
    let goes_to_file = arguments.find(&TO_FILE).is_some();
    if is_for_people && !goes_to_file && context.output.width.is_some() {
        return Reply::Done(foot.to_owned());
    }
    if is_for_people || goes_to_file || context.continuation.is_some() {
        context.output.message(foot);
    }
    Reply::Silent
}
