//! A terminal on which a copy is shown once more, and the lines that it showed. The only file that names `avt`, which
//! is that terminal.
//!
//! `avt` forgets what is cleared, and has one character in a cell. Here what was cleared was shown all the same, unless
//! on a screen apart, and no row stays in its place while others scroll. A row goes on in the next one also where a
//! line editor ends it itself. Time and memory are linear in the length of the copy, whatever it holds.

use std::collections::VecDeque;

use avt::observer::{Observation, Observer};
use avt::parser::{EdScope, ElScope, Function};
use avt::{Cell, Line, Parser, ScreenKind, Terminal};
use unicode_width::UnicodeWidthChar as _;

use super::Shown;
use super::stand_ins::StandIns;
use crate::error::{Error, Result};

/// More than a line being typed takes: where less fits, a line editor loses its own first rows.
const ROWS: usize = 50;
/// A character is not repeated more often.
const MOST_REPEATS: u16 = 100;
/// Stands in the last column of a row that a wide character did not fit in any more.
const FILLER: char = '\0';
/// Leaves a screen apart, and every mode that another program may not know of.
const USUAL_MODES: &str = "\u{1b}[?1047l\u{1b}[?7h\u{1b}[20l\u{1b}[!p";

/// A terminal on which something is shown.
pub struct Screen {
    parser: Parser,
    terminal: Terminal,
    rows: Rows,
    /// The last character with those that are shown in its cell.
    last: String,
}

/// What is known of the rows on the screen, and the lines that the others were.
#[derive(Default)]
struct Rows {
    lines: Vec<Shown>,
    /// A line that goes on in a row that is on the screen.
    unfinished: Option<Shown>,
    /// How many rows are not on the screen any more.
    gone: usize,
    /// How many lines of the copy have ended.
    ended: usize,
    /// How many had when each row began, of those on the screen that anything was shown on.
    ended_before: VecDeque<usize>,
    /// The row, counted from the first of all, and the column where what is typed begins.
    input: Option<(usize, usize)>,
    stand_ins: StandIns,
}

impl Screen {
    /// An empty screen.
    ///
    /// # Errors
    /// [`Error::Internal`] without columns.
    pub fn new(columns: usize) -> Result<Self> {
        Ok(Self {
            parser: Parser::new(),
            terminal: Terminal::new(columns, ROWS).map_err(Error::internal)?,
            rows: Rows::default(),
            last: String::new(),
        })
    }

    /// Shows what a program sends.
    pub fn show(&mut self, sent: &str) {
        let mut characters = sent.chars();
        while let Some(character) = characters.next() {
            if let Some(after) = self.after_end_of_full_row(character, characters.as_str()) {
                characters = after.chars();
                self.rows.ended += 1;
                // As what is shown behind the last column does.
                self.execute(Function::Print(' '));
                self.execute(Function::Cr);
                continue;
            }
            self.rows.ended += usize::from(character == '\n');
            match self.parser.feed(character) {
                Some(Function::Print(character)) => self.print(character),
                Some(function) => self.obey(function),
                None => {}
            }
        }
        self.settle();
    }

    /// What is typed begins here.
    pub fn begin_input(&mut self) {
        let cursor = self.terminal.cursor();
        self.rows.input = Some((self.rows.gone + cursor.row, cursor.col));
    }

    /// Takes the lines that were shown, and leaves the screen empty. One that goes on in the next row is one line; of
    /// several empty ones that follow each other the first is taken, and none at the end.
    pub fn take_lines(&mut self) -> Vec<Shown> {
        self.clear();
        self.parser = Parser::new();
        self.rows.input = None;
        std::mem::take(&mut self.rows.lines)
    }

    /// Gives an empty screen so many columns.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn set_columns(&mut self, columns: usize) -> Result<()> {
        if columns != self.columns() {
            self.terminal = Self::new(columns)?.terminal;
        }
        Ok(())
    }

    fn columns(&self) -> usize {
        self.terminal.size().0
    }

    /// What follows the end of a row that is full, when a line editor has sent it to go on in the next one: it then
    /// moves the cursor before it shows anything. Two line ends are an empty line.
    fn after_end_of_full_row<'sent>(&mut self, character: char, rest: &'sent str) -> Option<&'sent str> {
        let after = match character {
            '\n' => rest,
            '\r' => rest.strip_prefix('\n')?,
            _ => return None,
        };
        self.settle();
        let is_full = self.terminal.cursor().col == self.columns();
        (is_full && begins_with_move(after)).then_some(after)
    }

    fn print(&mut self, character: char) {
        match character.width() {
            // One that is not to be seen: no cell is for it.
            None => {}
            Some(0) if self.last.is_empty() => {}
            Some(0) => self.last.push(character),
            Some(_) => {
                self.settle();
                self.last.push(character);
            }
        }
    }

    /// Shows the last character: nothing more will be in its cell.
    fn settle(&mut self) {
        let Some(character) = self.rows.stand_ins.of(&self.last) else {
            return;
        };
        self.last.clear();
        let is_last_column = self.terminal.cursor().col + 1 == self.columns();
        if is_last_column && character.width() == Some(2) {
            self.execute(Function::Print(FILLER));
        }
        self.execute(Function::Print(character));
    }

    fn obey(&mut self, function: Function) {
        self.settle();
        let cursor = self.terminal.cursor();
        let clears_below = function == Function::Ed(EdScope::Below);
        let clears_all = function == Function::Ed(EdScope::All) || clears_below && (cursor.col, cursor.row) == (0, 0);
        let is_apart = self.terminal.active_screen_kind() == ScreenKind::Alternate;
        if function == Function::Ris || clears_all && !is_apart {
            self.clear();
        } else if clears_below && cursor.row + 1 >= self.rows.ended_before.len() {
            self.execute(Function::El(ElScope::ToRight));
        } else if let Function::Rep(times) = function {
            self.execute(Function::Rep(times.min(MOST_REPEATS)));
        } else if !matches!(function, Function::Decstbm(..) | Function::Su(_) | Function::Decaln) {
            let ends_row = function == Function::Lf;
            self.execute(function);
            if ends_row {
                // A copy may have lost the returns before its line ends.
                self.execute(Function::Cr);
            }
        }
    }

    /// Takes the rows that are shown off the screen, and begins in the first one again.
    fn clear(&mut self) {
        let shown = self.rows.ended_before.len();
        let scrolled = format!("{USUAL_MODES}\u{1b}[{shown}S\u{1b}[H");
        self.terminal.feed_with(scrolled, &mut self.rows);
        self.rows.ended_before.clear();
        self.rows.lines.extend(self.rows.unfinished.take());
        self.rows
            .lines
            .pop_if(|line| line.text.is_empty() && line.prompt.is_none());
    }

    /// On a screen apart nothing counts but how it is left.
    fn execute(&mut self, function: Function) {
        let is_apart = self.terminal.active_screen_kind() == ScreenKind::Alternate;
        if is_apart && !matches!(function, Function::Decrst(_)) {
            return;
        }
        self.terminal.execute_with(function, &mut self.rows);
        let reached = self.terminal.cursor().row + 1;
        let begun = &mut self.rows.ended_before;
        begun.resize(begun.len().max(reached), self.rows.ended);
    }
}

impl Rows {
    /// Takes a row that has left the screen.
    fn take(&mut self, row: &Line) {
        let ended = self.ended_before.pop_front().unwrap_or(self.ended);
        let mut line = self.unfinished.take().unwrap_or_else(|| Shown {
            text: String::new(),
            number: ended + 1,
            prompt: None,
        });
        let cells = row.cells();
        if let Some((_, column)) = self.input.filter(|(row, _)| *row == self.gone) {
            let before = self.text_of(cells.get(..column).unwrap_or(cells));
            line.prompt = Some(format!("{}{before}", line.text));
        }
        self.gone += 1;
        line.text.push_str(&self.text_of(cells));
        if row.is_wrapped() {
            self.unfinished = Some(line);
            return;
        }
        line.text.truncate(line.text.trim_end().len());
        line.text.shrink_to_fit();
        let was_empty = self.lines.last().is_none_or(|before| before.text.is_empty());
        if line.prompt.is_some() || !line.text.is_empty() || !was_empty {
            self.lines.push(line);
        }
    }

    fn text_of(&self, cells: &[Cell]) -> String {
        let shown = cells.iter().filter(|cell| cell.width() > 0).map(Cell::char);
        let mut text = String::new();
        for character in shown.filter(|character| *character != FILLER) {
            match self.stand_ins.meant_by(character) {
                Some(meant) => text.push_str(meant),
                None => text.push(character),
            }
        }
        text
    }
}

impl Observer for Rows {
    type Output = ();

    fn evicted(&mut self, _context: &mut Observation<'_>, row: &Line) {
        self.take(row);
    }

    fn end(&mut self, _context: &mut Observation<'_>) {}
}

/// Whether the cursor is moved to the first column, or up.
fn begins_with_move(sent: &str) -> bool {
    let is_return = sent.starts_with('\r') && !sent.starts_with("\r\n");
    let parameter = sent.strip_prefix("\u{1b}[").unwrap_or_default();
    is_return
        || parameter
            .trim_start_matches(|digit: char| digit.is_ascii_digit())
            .starts_with('A')
}
